//! Texts in somebody's own words, in bytes.

use super::TooLarge;
use super::bytes::Append;
use crate::model::OwnText;

pub(super) fn write(texts: &[OwnText]) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    for text in texts {
        bytes.text(text.language.tag())?;
        bytes.text(&text.name)?;
        bytes.text(&text.text)?;
    }
    Ok(bytes)
}
