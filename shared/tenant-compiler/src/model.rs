//! What a checked tenant file says: every identifier parsed, every reference followed.

pub(crate) mod profile;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use vestibule_claims::ClaimName;
use vestibule_identity::{ClientId, ConnectionName, Domain, OrganizationId};
use vestibule_tenant::{AssetId, MediaType};

pub(crate) use crate::file::{
    ConflictPolicy, Failure, Language, Logout, Mode, Moment, OrganizationRequireBehavior,
    OrganizationUsage, Radius, SessionLimit, SignalKind, TokenBudget, Trigger,
};

#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) name: String,
    pub(crate) stage: String,
    pub(crate) mode: Mode,
    pub(crate) dangerous_loopback: bool,
    pub(crate) oidc_logout: bool,
    pub(crate) canonical_origin: String,
    /// Those of the tenant, the one to which logins are sent first.
    pub(crate) login_origins: Vec<String>,
    pub(crate) edge_origins: Vec<String>,
    pub(crate) brand: Brand,
    /// By the name under which others refer to them.
    pub(crate) brands: BTreeMap<String, Brand>,
    /// Of all brands, those that nothing names included.
    pub(crate) assets: BTreeMap<AssetId, (MediaType, Arc<[u8]>)>,
    pub(crate) language: Language,
    /// Those that pages are offered in; none: all.
    pub(crate) languages: Vec<Language>,
    /// Those of all pages that are worded otherwise.
    pub(crate) texts: Vec<OwnText>,
    pub(crate) home_realm: HomeRealm,
    pub(crate) clients: BTreeMap<ClientId, Client>,
    pub(crate) organizations: BTreeMap<OrganizationId, Organization>,
    pub(crate) domains: BTreeMap<Domain, DomainEntry>,
    /// By key: the local part with its ASCII letters in lower case, the domain as an A-label.
    pub(crate) addresses: BTreeMap<String, DomainEntry>,
    pub(crate) hosts: BTreeMap<Domain, OrganizationId>,
    pub(crate) networks: BTreeMap<Network, NetworkTarget>,
    pub(crate) claims: Claims,
    /// Of connections of which it can be told whose pages their people see.
    pub(crate) looks: BTreeMap<ConnectionName, Look>,
    /// Of connections that show second factors; empty where no rule asks for one.
    pub(crate) second_factors: BTreeMap<ConnectionName, SecondFactor>,
    pub(crate) profile: profile::Profile,
}

/// Whose pages people of a connection see.
#[derive(Clone, Debug, Default)]
pub(crate) struct Look {
    pub(crate) brand: Option<Brand>,
    /// The only one that uses the connection, if it has a brand.
    pub(crate) organization: Option<OrganizationId>,
}

/// Values that show a second factor.
#[derive(Clone, Debug)]
pub(crate) struct SecondFactor {
    pub(crate) amr: Vec<String>,
    pub(crate) acr: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Claims {
    /// Ends in a slash.
    pub(crate) namespace: Option<String>,
    /// In octets, of the ID token and of the access token.
    pub(crate) budget: TokenBudget,
    /// Whether a rule reads if everybody can have an address at a domain.
    pub(crate) reads_public_mail: bool,
    pub(crate) sources: Vec<Source>,
    pub(crate) rules: Vec<ClaimsRule>,
}

/// A service whose answers rules read.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) secret: Option<String>,
    /// In milliseconds.
    pub(crate) timeout: u16,
    /// In seconds, as is the next.
    pub(crate) fresh: u32,
    pub(crate) keep: u32,
}

#[derive(Debug)]
pub(crate) struct ClaimsRule {
    pub(crate) name: String,
    pub(crate) trigger: Trigger,
    pub(crate) reads: Reads,
    /// In seconds.
    pub(crate) stale_ok: u32,
    pub(crate) moment: Moment,
    /// A program, as the value of a claim is one.
    pub(crate) condition: Option<Vec<u8>>,
    pub(crate) failure: Failure,
    pub(crate) effect: Effect,
}

/// What of its inputs a rule reads, as far as somebody has to come up with it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reads {
    pub(crate) organization: bool,
    /// Anything of `email`.
    pub(crate) email: bool,
    pub(crate) email_organizations: bool,
    /// A bit for each part, as the snapshot has them.
    pub(crate) directory: u8,
    /// A bit for each source, the lowest for the first.
    pub(crate) sources: u8,
}

/// Whose metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MetadataOf {
    User,
    App,
    Transaction,
}

#[derive(Debug)]
pub(crate) enum Effect {
    Claim {
        name: ClaimName,
        id_token: bool,
        access_token: bool,
        priority: u8,
        value: Vec<u8>,
    },
    Deny {
        code: String,
        reason: String,
        user_message: Option<String>,
        revokes_session: bool,
        preserves_refresh_tokens: bool,
        shows_notice: bool,
    },
    Scopes {
        add: Vec<String>,
        remove: Vec<String>,
    },
    Metadata {
        of: MetadataOf,
        key: String,
        value: Vec<u8>,
    },
    Session {
        limit: SessionLimit,
        value: Vec<u8>,
    },
    StepUp {
        /// In seconds.
        max_age: Option<u32>,
        factors: Vec<String>,
    },
}

#[derive(Debug)]
pub(crate) struct HomeRealm {
    pub(crate) fallback: Fallback,
    pub(crate) consumer_domains: Vec<Domain>,
    pub(crate) signals: Vec<SignalKind>,
    pub(crate) conflict: ConflictPolicy,
    pub(crate) memory_days: u16,
    pub(crate) hop_limit: u8,
    pub(crate) hop_window_seconds: u32,
    pub(crate) request_access_url: Option<String>,
    pub(crate) hints: Hints,
}

/// Domains as A-labels, or `*`.
#[derive(Debug)]
pub(crate) struct Hints {
    pub(crate) ignored: Vec<String>,
    pub(crate) respected: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Network {
    /// The first address of a range and the length of its prefix; no bit is set behind it, and what is in the IPv4-mapped
    /// range is an IPv4 address.
    Prefix(IpAddr, u8),
    Asn(u32),
    Country([u8; 2]),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NetworkTarget {
    pub(crate) organization: OrganizationId,
    pub(crate) connection: Option<ConnectionName>,
}

#[derive(Debug)]
pub(crate) struct DefaultRealm {
    pub(crate) organization: Option<OrganizationId>,
    pub(crate) connection: Option<Connection>,
}

/// What pages are set in, if not in what the machine is set in.
#[derive(Clone, Debug)]
pub(crate) enum Font {
    /// One of the kinds that the layout has.
    Named(u8),
    File(FontFile),
}

#[derive(Clone, Debug)]
pub(crate) struct FontFile {
    pub(crate) asset: AssetId,
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) name: String,
    pub(crate) is_variable: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Brand {
    pub(crate) name: String,
    /// On light and on dark pages.
    pub(crate) accent: Option<[[u8; 3]; 2]>,
    /// What titles and texts call the product, if not as the brand is called.
    pub(crate) product: Option<String>,
    pub(crate) font: Option<Font>,
    /// Of light and of dark pages.
    pub(crate) background: [Option<[u8; 3]>; 2],
    pub(crate) radius: Radius,
    /// Support, privacy, terms, status; empty where there is none.
    pub(crate) links: [String; 4],
    /// On light pages, and on dark ones if that is another.
    pub(crate) logo: Option<(Image, Option<Image>)>,
    pub(crate) texts: Vec<OwnText>,
}

/// A text in somebody's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnText {
    pub(crate) language: Language,
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A picture, ready to be served.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    pub(crate) asset: AssetId,
    pub(crate) media_type: MediaType,
    pub(crate) bytes: Arc<[u8]>,
    /// In CSS pixels, as is the next.
    pub(crate) width: u16,
    pub(crate) height: u16,
}

#[derive(Clone, Debug)]
pub(crate) enum Fallback {
    UniversalLogin,
    Connection(Connection),
    Page,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connection {
    pub(crate) name: ConnectionName,
    pub(crate) strategy: String,
    pub(crate) display_name: String,
    /// `None`: the address as typed.
    pub(crate) login_hint: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) name: String,
    pub(crate) login_url: Option<String>,
    pub(crate) callback_urls: Vec<String>,
    pub(crate) return_urls: Vec<String>,
    pub(crate) organization_usage: OrganizationUsage,
    pub(crate) require_behavior: OrganizationRequireBehavior,
    /// `None`: all.
    pub(crate) connections: Option<Vec<ConnectionName>>,
    /// `None`, here and below: what the tenant says.
    pub(crate) signals: Option<Vec<SignalKind>>,
    pub(crate) conflict: Option<ConflictPolicy>,
    pub(crate) default_realm: Option<DefaultRealm>,
    pub(crate) allowed_origins: Vec<String>,
    pub(crate) hints: Option<Hints>,
    pub(crate) logout: Logout,
    pub(crate) brand: Option<Brand>,
}

#[derive(Debug)]
pub(crate) struct Organization {
    pub(crate) name: String,
    pub(crate) display_name: String,
    /// `None`: the tenant's.
    pub(crate) brand: Option<Brand>,
    pub(crate) connections: Vec<Connection>,
    /// A JSON object; empty: none.
    pub(crate) metadata: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DomainEntry {
    /// At least one, each with whether it is for the domains under this one as well.
    pub(crate) targets: Vec<(Target, bool)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Consumer,
    /// Kept for an organization that is switched off.
    Nobody,
    Organization {
        id: OrganizationId,
        /// Those that are for the domain; none: all.
        connections: Vec<ConnectionName>,
    },
    Connection(Connection),
}
