//! What an answer looks like.

use vestibule_profile::Number;
use vestibule_tenant::layout;

use super::piece;
use crate::model::profile::Kind;
use crate::write::TooLarge;
use crate::write::bytes::Append;

pub(super) fn write(bytes: &mut Vec<u8>, kind: &Kind) -> Result<(), TooLarge> {
    match kind {
        Kind::Text {
            multiline,
            length,
            pattern,
            prohibited,
            allows_mixed_scripts,
            purpose,
        } => {
            bytes.u8(layout::FIELD_TEXT);
            let multiline = if *multiline {
                layout::TEXT_MULTILINE
            } else {
                0
            };
            let mixed = if *allows_mixed_scripts {
                layout::TEXT_MIXED_SCRIPTS
            } else {
                0
            };
            bytes.u8(multiline | mixed);
            bytes.u16(length.min);
            bytes.u16(length.max);
            bytes.text(prohibited)?;
            bytes.text(purpose)?;
            let (source, automaton) = match pattern {
                Some((source, automaton)) => (source.as_str(), automaton.as_slice()),
                None => ("", &[][..]),
            };
            bytes.text(source)?;
            piece(bytes, automaton)?;
        }
        Kind::Email => bytes.u8(layout::FIELD_EMAIL),
        Kind::Phone(country) => {
            bytes.u8(layout::FIELD_PHONE);
            // No country is spelled with zeros.
            bytes.extend_from_slice(&country.unwrap_or_default());
        }
        Kind::Url => bytes.u8(layout::FIELD_URL),
        Kind::Number(range) => {
            bytes.u8(layout::FIELD_NUMBER);
            bytes.u8(range.decimals);
            number(bytes, range.min);
            number(bytes, range.max);
        }
        Kind::Date(range) => {
            bytes.u8(layout::FIELD_DATE);
            bytes.u8(u8::from(range.allows_future));
            for day in [range.min, range.max] {
                bytes.u8(u8::from(day.is_some()));
                bytes.extend_from_slice(&day.unwrap_or_default().to_le_bytes());
            }
        }
        Kind::Boolean => bytes.u8(layout::FIELD_BOOLEAN),
        Kind::Choice { values, several } => {
            bytes.u8(layout::FIELD_CHOICE);
            bytes.u8(u8::from(several.is_some()));
            let (min, max) = several.map_or((1, 1), |several| (several.min, several.max));
            bytes.u8(min);
            bytes.u8(max);
            bytes.texts(values)?;
        }
        Kind::Country => bytes.u8(layout::FIELD_COUNTRY),
        Kind::TimeZone => bytes.u8(layout::FIELD_TIME_ZONE),
        Kind::Consent {
            version,
            renew_from,
            entity,
        } => {
            bytes.u8(layout::FIELD_CONSENT);
            bytes.text(version)?;
            bytes.u8(u8::from(renew_from.is_some()));
            bytes.extend_from_slice(&renew_from.unwrap_or_default().to_le_bytes());
            bytes.text(entity)?;
        }
    }
    Ok(())
}

fn number(bytes: &mut Vec<u8>, number: Option<Number>) {
    bytes.u8(u8::from(number.is_some()));
    let number = number.unwrap_or(Number {
        digits: 0,
        decimals: 0,
    });
    bytes.extend_from_slice(&number.digits.to_le_bytes());
    bytes.u8(number.decimals);
}
