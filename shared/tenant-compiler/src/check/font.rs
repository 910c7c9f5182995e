//! What pages are set in.

use vestibule_tenant::layout;

use super::beside;
use crate::code::Code;
use crate::file::{self, NamedFont};
use crate::model::{Font, FontFile};
use crate::report::Report;
use crate::woff2::{self, MOST_OCTETS};
use crate::write::sha256;

/// Letters of a font's name.
const LONGEST_NAME: usize = 64;

/// The font of a brand; nothing where it is none, or what pages are set in by themselves.
pub(super) fn check(field: &str, font: &file::Font, report: &mut Report<'_>) -> Option<Font> {
    let file = match font {
        file::Font::Named(named) => {
            return Some(Font::Named(match named {
                NamedFont::System => return None,
                NamedFont::Humanist => layout::FONT_HUMANIST,
                NamedFont::Geometric => layout::FONT_GEOMETRIC,
                NamedFont::Rounded => layout::FONT_ROUNDED,
                NamedFont::Serif => layout::FONT_SERIF,
                NamedFont::Slab => layout::FONT_SLAB,
            }));
        }
        file::Font::File(file) => file,
    };
    let is_named = (1..=LONGEST_NAME).contains(&file.name.len())
        && file
            .name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b' ' || byte == b'-')
        && file.name.trim() == file.name;
    if !is_named {
        report.add(
            format!("{field}.name"),
            Code::InvalidFont,
            format!("`{}` is not the name of a font", file.name),
            format!("write at most {LONGEST_NAME} letters, digits, spaces and hyphens, as in `Acme Sans`"),
        );
    }
    let field = format!("{field}.file");
    let (code, example) = (Code::InvalidFont, "fonts/acme.woff2");
    let bytes = beside::read(&field, &file.file, MOST_OCTETS, code, example, report)?;
    match woff2::read(&bytes) {
        Ok(font) if is_named => Some(Font::File(FontFile {
            asset: sha256(&bytes),
            bytes: bytes.into(),
            name: file.name.clone(),
            is_variable: font.is_variable,
        })),
        Ok(_) => None,
        Err(fault) => {
            report.add(
                field,
                code,
                format!("`{}` {fault}", file.file),
                fault.help(),
            );
            None
        }
    }
}
