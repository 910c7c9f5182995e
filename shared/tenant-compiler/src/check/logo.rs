//! Logos, which stand in files of their own.

use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path};

use crate::code::Code;
use crate::file::Logo;
use crate::logo::{MOST_OCTETS, read};
use crate::model::Image;
use crate::report::Report;

/// The pictures of a logo; nothing when the one for light pages is none.
pub(super) fn check(
    field: &str,
    files: &Logo,
    report: &mut Report<'_>,
) -> Option<(Image, Option<Image>)> {
    let dark = files
        .dark
        .as_ref()
        .and_then(|name| image(format!("{field}.dark"), name, report));
    let light = image(format!("{field}.light"), &files.light, report)?;
    Some((light, dark))
}

fn image(field: String, name: &str, report: &mut Report<'_>) -> Option<Image> {
    let steps = Path::new(name).components();
    let is_beside = !name.is_empty()
        && !name.contains('\\')
        && steps
            .clone()
            .all(|step| matches!(step, Component::Normal(_)));
    if !is_beside {
        report.add(
            field,
            Code::InvalidLogo,
            format!("`{name}` does not lead to a file beside this one"),
            "name a file in the folder of the tenant file or in one below it, as in `logos/acme.svg`",
        );
        return None;
    }
    let folder = report
        .path(&field)
        .parent()
        .unwrap_or_else(|| Path::new(""));
    let bytes = match octets(&folder.join(name)) {
        Ok(bytes) => bytes,
        Err(error) => {
            report.add(
                field,
                Code::UnreadableFile,
                format!("`{name}` cannot be read: {error}"),
                "name a file that is there",
            );
            return None;
        }
    };
    read(&bytes)
        .map_err(|fault| {
            report.add(
                field,
                Code::InvalidLogo,
                format!("`{name}` {fault}"),
                fault.help(),
            );
        })
        .ok()
}

/// The file, or so much of it that it is seen to be too large.
fn octets(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MOST_OCTETS).unwrap_or(u64::MAX);
    File::open(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
