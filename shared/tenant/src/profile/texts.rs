//! What fields say to people.

use vestibule_profile::FieldTexts;

use super::piece;
use crate::SnapshotError;
use crate::read::Reader;

/// The texts of all fields in a language, or else in the first that there is.
pub(super) fn read<'a>(
    texts: Reader<'a>,
    language: &str,
) -> Result<Vec<FieldTexts<'a>>, SnapshotError> {
    let block = block(texts, language)?.ok_or(SnapshotError::OutOfBounds)?;
    let mut reader = Reader::new(block);
    let mut found = Vec::new();
    while !reader.is_at_end() {
        let label = reader.text()?;
        let mut optional = || Ok(Some(reader.text()?).filter(|text| !text.is_empty()));
        let (hint, placeholder) = (optional()?, optional()?);
        let (problem, document) = (optional()?, optional()?);
        found.push(FieldTexts {
            label,
            hint,
            placeholder,
            problem,
            document,
            options: reader.texts()?.collect(),
        });
    }
    Ok(found)
}

/// The tags of all languages.
pub(super) fn languages(mut texts: Reader<'_>) -> Result<Vec<&str>, SnapshotError> {
    let count = texts.u16()?;
    let mut tags = Vec::new();
    for _ in 0..count {
        tags.push(texts.text()?);
        piece(&mut texts)?;
    }
    Ok(tags)
}

/// What is written in a language, or else in the first that there is; `None` if there is none.
pub(super) fn block<'a>(
    mut texts: Reader<'a>,
    language: &str,
) -> Result<Option<&'a [u8]>, SnapshotError> {
    let mut first = None;
    for _ in 0..texts.u16()? {
        let tag = texts.text()?;
        let block = piece(&mut texts)?;
        if tag == language {
            return Ok(Some(block));
        }
        first = first.or(Some(block));
    }
    Ok(first)
}
