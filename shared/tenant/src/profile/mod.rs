//! What users are asked for.
//!
//! Like rules for claims, it is not looked through when a manifest is loaded: only a callout and a form read it. A callout reads what
//! decides whether something is asked for ([`Profile::candidates`]); what an answer may be, and texts in one language, are for
//! the form.

mod field;
mod kind;
mod over;
mod texts;

use vestibule_identity::{ClientId, OrganizationId};
use vestibule_profile::ask::Candidate;
use vestibule_profile::{Budget, Field, FieldTexts, Kind, Policy};

use crate::layout::{self, KeyHash};
use crate::read::Reader;
use crate::table::Table;
use crate::{SnapshotError, Texts};

pub use over::ProfileOverride;

/// What users are asked for, and how often.
#[derive(Clone, Copy, Debug)]
pub struct Profile<'a> {
    policy: Policy,
    receipt_keys: Reader<'a>,
    fields: &'a [u8],
    overrides: &'a [u8],
    keys: &'a [u8],
    texts: Reader<'a>,
}

impl<'a> Profile<'a> {
    /// `None` if nothing is asked for.
    pub(crate) fn read(mut reader: Reader<'a>) -> Result<Option<Self>, SnapshotError> {
        if reader.is_at_end() {
            return Ok(None);
        }
        let flags = reader.u8()?;
        if flags & !layout::PROFILE_REQUIRED_AT_REFRESH != 0 {
            return Err(SnapshotError::UnknownValue {
                what: "profile flag",
                value: flags,
            });
        }
        let policy = Policy {
            budget: budget(&mut reader)?,
            required_at_refresh: flags & layout::PROFILE_REQUIRED_AT_REFRESH != 0,
        };
        let receipt_keys = reader;
        reader.texts()?;
        Ok(Some(Self {
            policy,
            receipt_keys,
            fields: piece(&mut reader)?,
            overrides: piece(&mut reader)?,
            keys: piece(&mut reader)?,
            texts: reader,
        }))
    }

    /// What is different for a login: the override for its organization and client together, else for its organization, else
    /// for its client.
    ///
    /// It looks three times into a table, however many organizations there are.
    ///
    /// # Errors
    /// A [`SnapshotError`] if the profile is damaged, here and below.
    pub fn override_for(
        &self,
        organization: Option<&OrganizationId>,
        client: Option<&ClientId>,
    ) -> Result<Option<ProfileOverride<'a>>, SnapshotError> {
        let table = Table::new(self.keys)?;
        let organization = organization.map_or("", |it| it.as_str());
        let client = client.map_or("", |it| it.as_str());
        for (organization, client) in [(organization, client), (organization, ""), ("", client)] {
            if organization.is_empty() && client.is_empty() {
                continue;
            }
            let key = layout::profile_key(organization, client);
            if let Some(record) = table.find(KeyHash::of(&key), &key)? {
                let place = Reader::new(record.value).u16()?;
                return over::read(self.overrides, place).map(Some);
            }
        }
        Ok(None)
    }

    /// How this tenant asks, with what is different for a login.
    #[must_use]
    pub fn policy(&self, over: Option<&ProfileOverride<'_>>) -> Policy {
        Policy {
            budget: over
                .and_then(ProfileOverride::budget)
                .unwrap_or(self.policy.budget),
            ..self.policy
        }
    }

    /// The public keys of consent receipts, the current one and all earlier ones: `x` of each (RFC 8037, section 2), in the order of the
    /// file.
    ///
    /// # Errors
    /// As above.
    pub fn receipt_keys(&self) -> Result<Texts<'a>, SnapshotError> {
        let mut reader = self.receipt_keys;
        reader.texts()
    }

    /// What of each field decides whether it is asked for, in the order of the file.
    ///
    /// # Errors
    /// As above.
    pub fn candidates(
        &self,
        over: Option<&ProfileOverride<'_>>,
    ) -> Result<Vec<Candidate<'a>>, SnapshotError> {
        let mut candidates = Vec::new();
        for (place, record) in (0..).zip(field::records(self.fields)?) {
            let (mut candidate, _) = field::candidate(&mut Reader::new(record?))?;
            if let Some(over) = over {
                candidate.left_out = over.leaves_out(place);
                candidate.presence = over.presence(place, candidate.presence);
            }
            candidates.push(candidate);
        }
        Ok(candidates)
    }

    /// The fields with all that an answer has to be, in the order of the file; those that are left out, too.
    ///
    /// # Errors
    /// As above.
    pub fn fields(
        &self,
        over: Option<&ProfileOverride<'a>>,
    ) -> Result<Vec<Field<'a>>, SnapshotError> {
        let mut fields = Vec::new();
        for (place, record) in (0..).zip(field::records(self.fields)?) {
            let mut field = field::field(&mut Reader::new(record?))?;
            if let Some(over) = over {
                field.presence = over.presence(place, field.presence);
                if let (Kind::Consent(consent), Some(entity)) =
                    (&mut field.kind, over.entity(place)?)
                {
                    consent.entity = entity;
                }
            }
            fields.push(field);
        }
        Ok(fields)
    }

    /// What the fields say in a language, in the order of the file: in the tenant's language where there is no text in that one.
    /// `language` is a tag as the tenant file has it (`de`).
    ///
    /// # Errors
    /// As above.
    pub fn texts(
        &self,
        language: &str,
        over: Option<&ProfileOverride<'a>>,
    ) -> Result<Vec<FieldTexts<'a>>, SnapshotError> {
        let mut found = texts::read(self.texts, language)?;
        if let Some(over) = over {
            over.label(language, &mut found)?;
        }
        Ok(found)
    }

    /// The tags of the languages that there are texts in, the tenant's first.
    ///
    /// # Errors
    /// As above.
    pub fn languages(&self) -> Result<Vec<&'a str>, SnapshotError> {
        texts::languages(self.texts)
    }
}

/// Something with its length before it.
fn piece<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], SnapshotError> {
    let length = reader.size()?;
    reader.bytes(length)
}

fn budget(reader: &mut Reader<'_>) -> Result<Budget, SnapshotError> {
    Ok(Budget {
        interval: reader.u16()?,
        fields_per_login: reader.u8()?,
        prompts_per_user: reader.u8()?,
        back_off: reader.u16()?,
        first_login: flag(reader)?,
    })
}

/// An octet that is one or zero.
fn flag(reader: &mut Reader<'_>) -> Result<bool, SnapshotError> {
    match reader.u8()? {
        0 => Ok(false),
        1 => Ok(true),
        value => Err(SnapshotError::UnknownValue {
            what: "flag",
            value,
        }),
    }
}
