//! Reads the answer to a field out of a form.

use super::{
    Answer, FORM_PREFIX, Problem, Setting, boolean, choice, consent, country, date, email, number,
    phone, text, time_zone, url,
};
use crate::field::Field;
use crate::kind::Kind;

impl Answer {
    /// Reads the answer to a field out of a form: pairs of names and values, of which those count that are named after the field
    /// ([`FORM_PREFIX`]). `None`: it was not answered, and need not be.
    ///
    /// # Errors
    /// [`Problem`], if what was sent is no answer to this field.
    pub fn read(
        field: &Field<'_>,
        form: &[(&str, &str)],
        setting: &Setting<'_>,
    ) -> Result<Option<Self>, Problem> {
        let of_field = |name: &str| name.strip_prefix(FORM_PREFIX) == Some(field.name);
        let sent = form
            .iter()
            .filter(|(name, _)| of_field(name))
            .map(|(_, value)| *value)
            .collect::<Vec<_>>();
        let answer = read(&field.kind, &sent, setting)?;
        match (&answer, &field.kind) {
            (None, Kind::Consent(_)) if setting.required => Err(Problem::NotAgreed),
            (None, _) if setting.required => Err(Problem::Missing),
            _ => Ok(answer),
        }
    }
}

/// Reads what was sent for a field of a kind.
fn read(kind: &Kind<'_>, sent: &[&str], setting: &Setting<'_>) -> Result<Option<Answer>, Problem> {
    if let Kind::Choice(choices) = kind {
        return choice::read(choices, sent);
    }
    let sent = match sent {
        [] => return Ok(None),
        [sent] => *sent,
        more => {
            return Err(Problem::TooMany {
                count: more.len(),
                most: 1,
            });
        }
    };
    match kind {
        Kind::Text(text) => text::read(text, sent, setting),
        Kind::Email => email::read(sent),
        Kind::Phone { country } => phone::read(*country, sent),
        Kind::Url => url::read(sent),
        Kind::Number(range) => number::read(range, sent, setting.language),
        Kind::Date(range) => date::read(range, sent, setting),
        Kind::Boolean => boolean::read(sent),
        Kind::Choice(choices) => choice::read(choices, &[sent]),
        Kind::Country => country::read(sent),
        Kind::TimeZone => time_zone::read(sent, setting.host),
        Kind::Consent(consent) => consent::read(consent, sent),
    }
}
