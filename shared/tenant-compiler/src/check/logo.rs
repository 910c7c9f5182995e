//! Logos, which stand in files of their own.

use super::beside;
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
    let (code, example) = (Code::InvalidLogo, "logos/acme.svg");
    let bytes = beside::read(&field, name, MOST_OCTETS, code, example, report)?;
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
