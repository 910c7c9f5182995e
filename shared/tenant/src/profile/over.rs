//! What is different for some organizations and clients.

use vestibule_profile::{Budget, FieldTexts, Presence};

use super::{budget, flag, piece};
use crate::SnapshotError;
use crate::read::Reader;

/// What is different for an organization, a client or both.
#[derive(Clone, Copy, Debug)]
pub struct ProfileOverride<'a> {
    budget: Option<Budget>,
    /// A bit for each field, the lowest for the first, as in the next two.
    without: u64,
    required: u64,
    optional: u64,
    entities: &'a [u8],
    labels: Reader<'a>,
}

/// Reads the override at this place of the list.
pub(super) fn read(overrides: &[u8], place: u16) -> Result<ProfileOverride<'_>, SnapshotError> {
    let mut reader = Reader::new(overrides);
    let count = reader.u16()?;
    if place >= count {
        return Err(SnapshotError::OutOfBounds);
    }
    for _ in 0..place {
        piece(&mut reader)?;
    }
    let mut reader = Reader::new(piece(&mut reader)?);
    let says_budget = flag(&mut reader)?;
    Ok(ProfileOverride {
        budget: if says_budget {
            Some(budget(&mut reader)?)
        } else {
            None
        },
        without: u64::from_le_bytes(reader.array()?),
        required: u64::from_le_bytes(reader.array()?),
        optional: u64::from_le_bytes(reader.array()?),
        entities: piece(&mut reader)?,
        labels: reader,
    })
}

impl<'a> ProfileOverride<'a> {
    /// How often users may be asked, if that is different.
    #[must_use]
    pub const fn budget(&self) -> Option<Budget> {
        self.budget
    }

    /// Whether the field at this place of the file is not asked for.
    pub(super) const fn leaves_out(&self, place: u32) -> bool {
        has(self.without, place)
    }

    /// Whether an answer to the field at this place is required, where it usually is as `usual` says.
    pub(super) fn presence<'f>(&self, place: u32, usual: Presence<'f>) -> Presence<'f> {
        if has(self.required, place) {
            Presence::Required
        } else if has(self.optional, place) {
            Presence::Optional
        } else {
            usual
        }
    }

    /// The legal entity that the consent at this place is given to, if it is another.
    pub(super) fn entity(&self, place: u32) -> Result<Option<&'a str>, SnapshotError> {
        let mut reader = Reader::new(self.entities);
        for _ in 0..reader.u16()? {
            let (other, entity) = (reader.u16()?, reader.text()?);
            if u32::from(other) == place {
                return Ok(Some(entity));
            }
        }
        Ok(None)
    }

    /// Replaces labels by its own.
    pub(super) fn label(
        &self,
        language: &str,
        texts: &mut [FieldTexts<'a>],
    ) -> Result<(), SnapshotError> {
        let Some(block) = super::texts::block(self.labels, language)? else {
            return Ok(());
        };
        let mut reader = Reader::new(block);
        for _ in 0..reader.u16()? {
            let place = usize::from(reader.u16()?);
            let label = reader.text()?;
            if let Some(texts) = texts.get_mut(place) {
                texts.label = label;
            }
        }
        Ok(())
    }
}

const fn has(mask: u64, place: u32) -> bool {
    // `None` beyond the last bit.
    match 1_u64.checked_shl(place) {
        Some(bit) => mask & bit != 0,
        None => false,
    }
}
