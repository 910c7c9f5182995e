//! A way to sign in.

use vestibule_identity::ConnectionName;

use crate::SnapshotError;
use crate::read::Reader;

/// A connection, as far as decisions and pages need to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection<'a> {
    /// Its name, as the `connection` parameter carries it.
    pub name: ConnectionName,
    /// Auth0's name of its kind: `oidc`, `samlp`, `waad`; `auth0` is a database.
    pub strategy: &'a str,
    /// What people call it.
    pub display_name: &'a str,
    /// What its identity provider wants as `login_hint`, with `{email}`, `{local}` and `{domain}` for the address and its
    /// parts as typed; `None`: the address as typed.
    pub login_hint_template: Option<&'a str>,
}

impl<'a> Connection<'a> {
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        Ok(Self {
            name: read_name(reader)?,
            strategy: reader.text()?,
            display_name: reader.text()?,
            login_hint_template: Some(reader.text()?).filter(|template| !template.is_empty()),
        })
    }
}

pub(crate) fn read_name(reader: &mut Reader<'_>) -> Result<ConnectionName, SnapshotError> {
    ConnectionName::parse(reader.text()?)
        .map_err(|_| SnapshotError::InvalidIdentifier("connection name"))
}
