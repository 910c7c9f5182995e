//! An application of the tenant.

use vestibule_identity::{ClientId, ConnectionName};

use crate::read::Reader;
use crate::table::Record;
use crate::{Brand, ConflictPolicy, DefaultRealm, HintPolicy, Signals, SnapshotError, Texts};

/// An application of the tenant (Auth0 says *application* in its dashboard and *client* in its APIs).
#[derive(Clone, Debug)]
pub struct Client<'a> {
    id: ClientId,
    name: &'a str,
    login_url: Option<&'a str>,
    callback_urls: Texts<'a>,
    return_urls: Texts<'a>,
    organization_usage: OrganizationUsage,
    require_behavior: RequireBehavior,
    connections: EnabledConnections<'a>,
    signals: Option<Signals>,
    conflict: Option<ConflictPolicy>,
    /// Decoded when it is asked for: few requests get that far.
    default_realm: Reader<'a>,
    allowed_origins: Texts<'a>,
    hints: Option<HintPolicy<'a>>,
    logout: Logout,
    /// Decoded when it is asked for, by pages; empty where it has none.
    brand: Reader<'a>,
}

/// What happens when a client sends somebody to sign out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logout {
    /// They are asked what to sign out of.
    Ask,
    /// They are signed out at once.
    Direct,
}

/// Whether a client logs people in with an organization: Auth0's `organization_usage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganizationUsage {
    /// Never: Auth0 refuses a request that names an organization.
    Deny,
    /// With or without one.
    Allow,
    /// Always.
    Require,
}

/// What Auth0 does with a request that names no organization, when the client requires one:
/// Auth0's `organization_require_behavior`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequireBehavior {
    /// It refuses the request.
    NoPrompt,
    /// It asks for the organization, then for credentials.
    PreLoginPrompt,
    /// It asks for credentials, then for the organization.
    PostLoginPrompt,
}

/// Which connections a client may use.
#[derive(Clone, Debug)]
pub enum EnabledConnections<'a> {
    /// All of the tenant's.
    All,
    /// Only these.
    Only(Texts<'a>),
}

impl<'a> Client<'a> {
    /// Its identifier.
    #[must_use]
    pub const fn id(&self) -> &ClientId {
        &self.id
    }

    /// What people call it.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The URL at which the application starts a login by itself (`initiate_login_uri`; OpenID Connect Core 1.0,
    /// section 4), if it has one.
    #[must_use]
    pub const fn login_url(&self) -> Option<&'a str> {
        self.login_url
    }

    /// Where Auth0 may send the answer of a login (Auth0's `callbacks`).
    #[must_use]
    pub fn callback_urls(&self) -> Texts<'a> {
        self.callback_urls.clone()
    }

    /// Where people may be sent after signing out (Auth0's `allowed_logout_urls`).
    #[must_use]
    pub fn return_urls(&self) -> Texts<'a> {
        self.return_urls.clone()
    }

    /// The first page of the web that people may be sent to after signing out: one of its own that needs nobody signed in. One
    /// with a wildcard is no address.
    #[must_use]
    pub fn home_url(&self) -> Option<&'a str> {
        self.return_urls().find(|url| {
            let of_the_web = url.starts_with("https://") || url.starts_with("http://");
            of_the_web && !url.contains(['*', '#'])
        })
    }

    /// Whether it logs people in with an organization.
    #[must_use]
    pub const fn organization_usage(&self) -> OrganizationUsage {
        self.organization_usage
    }

    /// What Auth0 does when it requires an organization and none is named.
    #[must_use]
    pub const fn require_behavior(&self) -> RequireBehavior {
        self.require_behavior
    }

    /// Which connections it may use.
    #[must_use]
    pub fn connections(&self) -> EnabledConnections<'a> {
        self.connections.clone()
    }

    /// Whether it may use this connection. An organization must have the connection enabled as well.
    #[must_use]
    pub fn enables(&self, connection: &ConnectionName) -> bool {
        match self.connections() {
            EnabledConnections::All => true,
            EnabledConnections::Only(mut names) => names.any(|name| name == connection.as_str()),
        }
    }

    /// Which signals are looked at for it, the most trusted first; `None`: those of the tenant.
    #[must_use]
    pub fn signals(&self) -> Option<Signals> {
        self.signals.clone()
    }

    /// What happens when signals, or the owners of a domain, disagree; `None`: what the tenant says.
    #[must_use]
    pub const fn conflict(&self) -> Option<ConflictPolicy> {
        self.conflict
    }

    /// Where it sends those of whom nothing is known, if it has such a place.
    #[must_use]
    pub fn default_realm(&self) -> Option<DefaultRealm<'a>> {
        let mut reader = self.default_realm;
        // Read once when the manifest was loaded, so no error gets lost here.
        DefaultRealm::read(&mut reader).ok()
    }

    /// The origins whose pages may ask, from the browser, where an address leads.
    #[must_use]
    pub fn allowed_origins(&self) -> Texts<'a> {
        self.allowed_origins.clone()
    }

    /// Whose hints are ignored for it; `None`: what the tenant says.
    #[must_use]
    pub fn hints(&self) -> Option<HintPolicy<'a>> {
        self.hints.clone()
    }

    /// What happens when it sends somebody to sign out.
    #[must_use]
    pub const fn logout(&self) -> Logout {
        self.logout
    }

    /// The brand of its pages that belong to no organization; `None` means the tenant's.
    #[must_use]
    pub fn brand(&self) -> Option<Brand<'a>> {
        let mut reader = self.brand;
        // Read once when the manifest was loaded, so no error gets lost here.
        Brand::read(&mut reader).ok()
    }

    /// Decodes what [`Self::read`] leaves for later.
    pub(crate) fn check(&self) -> Result<(), SnapshotError> {
        if !self.default_realm.is_at_end() {
            DefaultRealm::read(&mut self.default_realm.clone())?;
        }
        if !self.brand.is_at_end() {
            Brand::read(&mut self.brand.clone())?.looks()?;
        }
        Ok(())
    }

    pub(crate) fn read(record: Record<'a>) -> Result<Self, SnapshotError> {
        let id = std::str::from_utf8(record.key).map_err(|_| SnapshotError::NotText)?;
        let mut reader = Reader::new(record.value);
        Ok(Self {
            id: ClientId::parse(id).map_err(|_| SnapshotError::InvalidIdentifier("client id"))?,
            name: reader.text()?,
            login_url: Some(reader.text()?).filter(|url| !url.is_empty()),
            callback_urls: reader.texts()?,
            return_urls: reader.texts()?,
            organization_usage: match reader.u8()? {
                0 => OrganizationUsage::Deny,
                1 => OrganizationUsage::Allow,
                2 => OrganizationUsage::Require,
                value => {
                    return Err(SnapshotError::UnknownValue {
                        what: "organization usage",
                        value,
                    });
                }
            },
            require_behavior: match reader.u8()? {
                0 => RequireBehavior::NoPrompt,
                1 => RequireBehavior::PreLoginPrompt,
                2 => RequireBehavior::PostLoginPrompt,
                value => {
                    return Err(SnapshotError::UnknownValue {
                        what: "require behaviour",
                        value,
                    });
                }
            },
            connections: match reader.u8()? {
                0 => EnabledConnections::All,
                1 => EnabledConnections::Only(reader.texts()?),
                value => {
                    return Err(SnapshotError::UnknownValue {
                        what: "connection list",
                        value,
                    });
                }
            },
            signals: optional(&mut reader, |reader| Signals::read(reader))?,
            conflict: ConflictPolicy::read(&mut reader)?,
            default_realm: {
                let length = reader.u16()?;
                Reader::new(reader.bytes(length.into())?)
            },
            allowed_origins: reader.texts()?,
            hints: optional(&mut reader, HintPolicy::read)?,
            logout: match reader.u8()? {
                0 => Logout::Ask,
                1 => Logout::Direct,
                value => {
                    return Err(SnapshotError::UnknownValue {
                        what: "logout",
                        value,
                    });
                }
            },
            brand: {
                let length = reader.u16()?;
                Reader::new(reader.bytes(length.into())?)
            },
        })
    }
}

/// Reads an octet that says whether something follows, and then what follows.
fn optional<'a, T>(
    reader: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, SnapshotError>,
) -> Result<Option<T>, SnapshotError> {
    match reader.u8()? {
        0 => Ok(None),
        1 => read(reader).map(Some),
        value => Err(SnapshotError::UnknownValue {
            what: "presence",
            value,
        }),
    }
}
