//! A field.

use vestibule_profile::ask::Candidate;
use vestibule_profile::{Condition, Field, Kind, Presence, Store, StoreKind};

use super::{flag, kind, piece};
use crate::layout;
use crate::read::Reader;
use crate::{SnapshotError, Texts};

/// The records of all fields.
pub(super) fn records(
    fields: &[u8],
) -> Result<impl Iterator<Item = Result<&[u8], SnapshotError>>, SnapshotError> {
    let mut reader = Reader::new(fields);
    let count = reader.u16()?;
    Ok((0..count).map(move |_| piece(&mut reader)))
}

/// What decides whether a field is asked for. The reader then stands at the kind, whose mark was read, unless it is a consent, of
/// which all is read.
pub(super) fn candidate<'a>(reader: &mut Reader<'a>) -> Result<(Candidate<'a>, u8), SnapshotError> {
    let unknown = |what, value| SnapshotError::UnknownValue { what, value };
    let name = reader.text()?;
    let store_kind = match reader.u8()? {
        layout::METADATA_USER => StoreKind::User,
        layout::METADATA_APP => StoreKind::App,
        value => return Err(unknown("place of an answer", value)),
    };
    let store = Store {
        kind: store_kind,
        key: reader.text()?,
    };
    let presence = match reader.u8()? {
        layout::PRESENCE_OPTIONAL => Presence::Optional,
        layout::PRESENCE_REQUIRED => Presence::Required,
        layout::PRESENCE_SCOPES => Presence::RequiredForScopes(reader.texts()?.collect()),
        value => return Err(unknown("presence", value)),
    };
    let stale_after = Some(reader.u16()?).filter(|days| *days != 0);
    let (priority, step) = (reader.u8()?, reader.u8()?);
    let only_if = if flag(reader)? {
        Some(Condition {
            field: reader.text()?,
            any_of: reader.texts().map(Texts::collect)?,
        })
    } else {
        None
    };
    let when = Some(piece(reader)?).filter(|program| !program.is_empty());
    let prefill = Some(piece(reader)?).filter(|program| !program.is_empty());
    let mark = reader.u8()?;
    let consent = if mark == layout::FIELD_CONSENT {
        Some(kind::consent(reader)?)
    } else {
        None
    };
    let candidate = Candidate {
        name,
        store,
        presence,
        stale_after,
        only_if,
        when,
        prefill,
        priority,
        step,
        consent,
        left_out: false,
    };
    Ok((candidate, mark))
}

/// A whole field.
pub(super) fn field<'a>(reader: &mut Reader<'a>) -> Result<Field<'a>, SnapshotError> {
    let (candidate, mark) = candidate(reader)?;
    let kind = match candidate.consent {
        Some(consent) => Kind::Consent(consent),
        None => kind::read(reader, mark)?,
    };
    if !reader.is_at_end() {
        return Err(SnapshotError::WrongLength);
    }
    Ok(Field {
        name: candidate.name,
        kind,
        store: candidate.store,
        presence: candidate.presence,
        stale_after: candidate.stale_after,
        only_if: candidate.only_if,
        when: candidate.when,
    })
}
