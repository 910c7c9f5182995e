//! Claims that were verified.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;
use vestibule_identity::UnixSeconds;

use crate::json::Object;

/// The claims of a token that [`verify`](crate::verify) let pass. There is no other way to one.
#[derive(Clone, PartialEq)]
pub struct Claims {
    pub(crate) members: Object,
    pub(crate) expires: UnixSeconds,
    pub(crate) issued: Option<UnixSeconds>,
}

impl Claims {
    /// `sub` (RFC 7519, section 4.1.2).
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.text("sub")
    }

    /// `exp`, rounded down. The token is believed for the leeway of its kind beyond that: whoever remembers which tokens were used
    /// must not forget one before.
    #[must_use]
    pub const fn expires(&self) -> UnixSeconds {
        self.expires
    }

    /// `iat`, rounded up.
    #[must_use]
    pub const fn issued(&self) -> Option<UnixSeconds> {
        self.issued
    }

    /// A claim, when it is a text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// A claim.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// All claims, read as a type of the caller's. `None` when they are not of that shape.
    #[must_use]
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(Value::Object(self.members.clone())).ok()
    }

    /// All claims.
    #[must_use]
    pub fn into_members(self) -> Object {
        self.members
    }
}

impl fmt::Debug for Claims {
    /// Nothing of them: claims are about people, and what is debugged ends up in a log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Claims").finish_non_exhaustive()
    }
}
