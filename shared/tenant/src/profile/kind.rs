//! What an answer looks like.

use vestibule_profile::{
    Choices, Consent, DateRange, Kind, Length, Number, NumberRange, Pattern, Several, Text,
};

use super::{flag, piece};
use crate::SnapshotError;
use crate::layout;
use crate::read::Reader;

/// Reads what follows the mark of a kind that is no consent.
pub(super) fn read<'a>(reader: &mut Reader<'a>, mark: u8) -> Result<Kind<'a>, SnapshotError> {
    Ok(match mark {
        layout::FIELD_TEXT => Kind::Text(text(reader)?),
        layout::FIELD_EMAIL => Kind::Email,
        layout::FIELD_PHONE => Kind::Phone {
            country: Some(reader.array()?).filter(|country| *country != [0; 2]),
        },
        layout::FIELD_URL => Kind::Url,
        layout::FIELD_NUMBER => {
            let decimals = reader.u8()?;
            Kind::Number(NumberRange {
                min: number(reader)?,
                max: number(reader)?,
                decimals,
            })
        }
        layout::FIELD_DATE => {
            let allows_future = flag(reader)?;
            Kind::Date(DateRange {
                min: day(reader)?,
                max: day(reader)?,
                allows_future,
            })
        }
        layout::FIELD_BOOLEAN => Kind::Boolean,
        layout::FIELD_CHOICE => {
            let is_several = flag(reader)?;
            let several = Several {
                min: reader.u8()?,
                max: reader.u8()?,
            };
            Kind::Choice(Choices {
                values: reader.texts()?.collect(),
                several: is_several.then_some(several),
            })
        }
        layout::FIELD_COUNTRY => Kind::Country,
        layout::FIELD_TIME_ZONE => Kind::TimeZone,
        value => {
            return Err(SnapshotError::UnknownValue {
                what: "kind of field",
                value,
            });
        }
    })
}

/// Reads what follows the mark of a consent.
pub(super) fn consent<'a>(reader: &mut Reader<'a>) -> Result<Consent<'a>, SnapshotError> {
    let version = reader.text()?;
    let renews = flag(reader)?;
    let from = i64::from_le_bytes(reader.array()?);
    Ok(Consent {
        version,
        renew_from: renews.then_some(from),
        entity: reader.text()?,
    })
}

fn text<'a>(reader: &mut Reader<'a>) -> Result<Text<'a>, SnapshotError> {
    let flags = reader.u8()?;
    if flags & !(layout::TEXT_MULTILINE | layout::TEXT_MIXED_SCRIPTS) != 0 {
        return Err(SnapshotError::UnknownValue {
            what: "flag of a text",
            value: flags,
        });
    }
    let length = Length {
        min: reader.u16()?,
        max: reader.u16()?,
    };
    let (prohibited, purpose) = (reader.text()?, reader.text()?);
    let source = reader.text()?;
    let automaton = piece(reader)?;
    let pattern = if automaton.is_empty() {
        None
    } else {
        let pattern = Pattern::read(source, automaton);
        Some(pattern.map_err(|_| SnapshotError::NotAnAutomaton)?)
    };
    Ok(Text {
        multiline: flags & layout::TEXT_MULTILINE != 0,
        length,
        pattern,
        prohibited,
        allows_mixed_scripts: flags & layout::TEXT_MIXED_SCRIPTS != 0,
        purpose,
    })
}

fn number(reader: &mut Reader<'_>) -> Result<Option<Number>, SnapshotError> {
    let is_there = flag(reader)?;
    let number = Number {
        digits: i64::from_le_bytes(reader.array()?),
        decimals: reader.u8()?,
    };
    Ok(is_there.then_some(number))
}

fn day(reader: &mut Reader<'_>) -> Result<Option<i32>, SnapshotError> {
    let is_there = flag(reader)?;
    let day = i32::from_le_bytes(reader.array()?);
    Ok(is_there.then_some(day))
}
