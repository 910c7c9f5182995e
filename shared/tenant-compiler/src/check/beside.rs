//! Files that stand beside the tenant file.

use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path};

use crate::code::Code;
use crate::report::Report;

/// The octets of a file that a field names, or so many of them that it is seen to have more than `most`.
pub(super) fn read(
    field: &str,
    name: &str,
    most: usize,
    code: Code,
    example: &str,
    report: &mut Report<'_>,
) -> Option<Vec<u8>> {
    let steps = Path::new(name).components();
    let is_beside = !name.is_empty()
        && !name.contains('\\')
        && steps
            .clone()
            .all(|step| matches!(step, Component::Normal(_)));
    if !is_beside {
        report.add(
            field,
            code,
            format!("`{name}` does not lead to a file beside this one"),
            format!(
                "name a file in the folder of the tenant file or in one below it, as in `{example}`"
            ),
        );
        return None;
    }
    let folder = report.path(field).parent().unwrap_or_else(|| Path::new(""));
    octets(&folder.join(name), most)
        .map_err(|error| {
            report.add(
                field,
                Code::UnreadableFile,
                format!("`{name}` cannot be read: {error}"),
                "name a file that is there",
            );
        })
        .ok()
}

fn octets(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    File::open(path)?
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
