//! The directory: what a deployment keeps about users and organizations besides the tenant file.

use std::fmt;

use thiserror::Error;
use vestibule_http::encode_component;
use vestibule_identity::OrganizationId;
use vestibule_rules::{Document, Value};

use crate::json_object::JsonObject;

/// Octets of a key; what Workers KV takes.
const LONGEST_KEY: usize = 512;
/// Octets of an entry as JSON. It is read in the middle of a login, and kept in memory for a while.
pub const LARGEST_ENTRY: usize = 8 * 1024;

/// Which part of the directory an entry is in. Rules read it as `directory.user`, `directory.status` and
/// `directory.organization`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What was entered about a user.
    User,
    /// What Auth0's event stream said last about a user.
    Status,
    /// What was entered about an organization.
    Organization,
}

/// The key of an entry: the part, a slash, and the id with everything escaped that could be mistaken for something else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DirectoryKey {
    part: Part,
    text: Box<str>,
}

/// Why an id has no place in the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DirectoryKeyError {
    /// It is empty, or so long that its key would have more than 512 octets.
    #[error("the id is empty or too long")]
    Length,
    /// It is no id of an organization.
    #[error("the id of an organization is `org_` and letters and digits")]
    NotAnOrganization,
}

/// An entry with the time that it speaks of: what is older never replaces what is newer.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// When it was so: milliseconds since 1970.
    pub at: i64,
    /// What rules read; empty where there is nothing any more.
    pub fields: JsonObject,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 3] = [Self::User, Self::Status, Self::Organization];

    /// What rules and keys call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Status => "status",
            Self::Organization => "organization",
        }
    }
}

impl DirectoryKey {
    /// The place of what is known about a user or an organization.
    ///
    /// # Errors
    /// A [`DirectoryKeyError`] for an id that has none.
    pub fn new(part: Part, id: &str) -> Result<Self, DirectoryKeyError> {
        if part == Part::Organization && OrganizationId::parse(id).is_err() {
            return Err(DirectoryKeyError::NotAnOrganization);
        }
        let key = format!("{}/{}", part.name(), encode_component(id));
        if id.is_empty() || key.len() > LONGEST_KEY {
            return Err(DirectoryKeyError::Length);
        }
        Ok(Self {
            part,
            text: key.into(),
        })
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (part, id) = text.split_once('/')?;
        let part = Part::ALL.into_iter().find(|known| known.name() == part)?;
        let is_escaped = |octet: u8| octet.is_ascii_alphanumeric() || b"-._~%".contains(&octet);
        let fits = !id.is_empty() && text.len() <= LONGEST_KEY && id.bytes().all(is_escaped);
        fits.then(|| Self {
            part,
            text: text.into(),
        })
    }

    /// The part of the directory that it leads to.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
    }

    /// The key as it stands in storage.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Entry {
    /// Reads an entry as it is stored; `None` for what is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        let stored = Value::from(&document);
        let Some(Value::Int(at)) = stored.get("at") else {
            return None;
        };
        Some(Self {
            at,
            fields: JsonObject::of(&stored.get("entry")?)?,
        })
    }

    /// Writes an entry as it is stored.
    #[must_use]
    pub fn write(&self) -> String {
        let (at, fields) = (self.at, self.fields.as_str());
        format!("{{\"at\":{at},\"entry\":{fields}}}")
    }
}

impl fmt::Debug for Entry {
    /// The time alone: an entry is about a person.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut entry = formatter.debug_struct("Entry");
        entry.field("at", &self.at).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_to_one_entry_whatever_the_id() {
        let key = |part, id: &str| DirectoryKey::new(part, id).map(|key| key.as_str().to_owned());
        assert_eq!(
            key(Part::User, "auth0|a/b"),
            Ok("user/auth0%7Ca%2Fb".to_owned())
        );
        assert_eq!(
            key(Part::Status, "samlp|x\n y"),
            Ok("status/samlp%7Cx%0A%20y".to_owned())
        );
        assert_eq!(key(Part::User, ""), Err(DirectoryKeyError::Length));
        assert_eq!(
            key(Part::User, &"ü".repeat(90)),
            Err(DirectoryKeyError::Length)
        );
        let error = Err(DirectoryKeyError::NotAnOrganization);
        assert_eq!(key(Part::Organization, "globex"), error);
        let written = DirectoryKey::new(Part::User, "auth0|ü").unwrap();
        assert_eq!(DirectoryKey::from_text(written.as_str()), Some(written));
        for text in [
            "",
            "user",
            "user/",
            "users/a",
            "user/a b",
            "user/a\nb",
            "user/a/b",
        ] {
            assert_eq!(DirectoryKey::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_entry_is_none() {
        let text = r#"{"at":7,"entry":{"blocked":true}}"#;
        let entry = Entry::parse(text).unwrap();
        assert_eq!(entry.write(), text);
        assert_eq!(format!("{entry:?}"), "Entry { at: 7, .. }");
        for text in [
            "",
            "{}",
            "7",
            r#"{"at":"7","entry":{}}"#,
            r#"{"at":7,"entry":[]}"#,
        ] {
            assert!(Entry::parse(text).is_none(), "{text}");
        }
    }
}
