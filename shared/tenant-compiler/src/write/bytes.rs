//! Appending to bytes.

use vestibule_tenant::layout;

use super::TooLarge;

/// Appends numbers, texts and lists in the layout of a snapshot.
pub(super) trait Append {
    fn u8(&mut self, value: u8);
    fn u16(&mut self, value: u16);
    fn u32(&mut self, value: u32);
    /// A `u32` that counts octets or entries.
    fn size(&mut self, value: usize) -> Result<(), TooLarge>;
    /// A `u16` that counts octets or entries.
    fn count(&mut self, value: usize) -> Result<(), TooLarge>;
    fn text(&mut self, text: &str) -> Result<(), TooLarge>;
    fn texts<T: AsRef<str>>(&mut self, texts: &[T]) -> Result<(), TooLarge>;
}

impl Append for Vec<u8> {
    fn u8(&mut self, value: u8) {
        self.push(value);
    }

    fn u16(&mut self, value: u16) {
        self.extend_from_slice(&value.to_le_bytes());
    }

    fn u32(&mut self, value: u32) {
        self.extend_from_slice(&value.to_le_bytes());
    }

    fn size(&mut self, value: usize) -> Result<(), TooLarge> {
        self.u32(u32::try_from(value).map_err(|_| TooLarge("a part"))?);
        Ok(())
    }

    fn count(&mut self, value: usize) -> Result<(), TooLarge> {
        self.u16(u16::try_from(value).map_err(|_| TooLarge("a text or list"))?);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), TooLarge> {
        self.count(text.len())?;
        self.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn texts<T: AsRef<str>>(&mut self, texts: &[T]) -> Result<(), TooLarge> {
        self.count(texts.len())?;
        texts.iter().try_for_each(|text| self.text(text.as_ref()))
    }
}

/// Octets of the head that every part has.
pub(super) const PART_HEAD: usize = 12;

/// A part: its head, then its content.
pub(super) fn part(mark: [u8; 4], kind: u8, content: &[u8]) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::with_capacity(PART_HEAD + content.len());
    bytes.extend_from_slice(&mark);
    bytes.u8(layout::VERSION);
    bytes.u8(kind);
    bytes.u16(0);
    bytes.size(PART_HEAD + content.len())?;
    bytes.extend_from_slice(content);
    Ok(bytes)
}
