//! Reading bytes in order, never beyond their end.

use crate::{SnapshotError, Texts, layout};

/// What is still to be read. Copying it keeps the place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Reads the head of a part that has no kinds; the reader then stands at the content.
    pub(crate) fn part(&mut self, mark: [u8; 4], part: &'static str) -> Result<(), SnapshotError> {
        match self.part_of_kind(mark, part)? {
            layout::KIND_NONE => Ok(()),
            value => Err(SnapshotError::UnknownValue {
                what: "kind",
                value,
            }),
        }
    }

    /// Reads the head that every part begins with, and checks it against the length of the part.
    /// Gives the kind; the reader then stands at the content.
    pub(crate) fn part_of_kind(
        &mut self,
        mark: [u8; 4],
        part: &'static str,
    ) -> Result<u8, SnapshotError> {
        let length = self.rest.len();
        if self.array() != Ok(mark) {
            return Err(SnapshotError::ForeignBytes { part });
        }
        match self.u8()? {
            layout::VERSION => {}
            other => return Err(SnapshotError::UnknownVersion(other)),
        }
        let kind = self.u8()?;
        // Two octets kept for later; a writer of this version leaves them zero.
        if self.u16()? != 0 || usize::try_from(self.u32()?) != Ok(length) {
            return Err(SnapshotError::WrongLength);
        }
        Ok(kind)
    }

    /// Whether nothing is left.
    pub(crate) const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8], SnapshotError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or(SnapshotError::OutOfBounds)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], SnapshotError> {
        let (taken, rest) = self
            .rest
            .split_first_chunk()
            .ok_or(SnapshotError::OutOfBounds)?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, SnapshotError> {
        self.array().map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, SnapshotError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, SnapshotError> {
        self.array().map(u32::from_le_bytes)
    }

    /// A `u32` that counts octets or entries.
    pub(crate) fn size(&mut self) -> Result<usize, SnapshotError> {
        usize::try_from(self.u32()?).map_err(|_| SnapshotError::OutOfBounds)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, SnapshotError> {
        let length = self.u16()?;
        std::str::from_utf8(self.bytes(length.into())?).map_err(|_| SnapshotError::NotText)
    }

    pub(crate) fn texts(&mut self) -> Result<Texts<'a>, SnapshotError> {
        let count = self.u16()?;
        let texts = Texts::new(*self, count);
        for _ in 0..count {
            self.text()?;
        }
        Ok(texts)
    }
}
