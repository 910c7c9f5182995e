//! Whose page it is: what is known of client and organization, however broken the request.

use std::time::Duration;

use vestibule_http::{RawQuery, RealmCookie, Step};
use vestibule_identity::{ClientId, ConnectionName, OrganizationId};
use vestibule_pages::Brand;
use vestibule_tenant::{
    Client, Lookup, Manifest, Organization, OrganizationUsage, ShardId, Snapshot, SnapshotError,
};

use crate::decide::Context;

const DAY: u64 = 24 * 60 * 60;

/// What is known of client and organization.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    manifest: Option<&'a Manifest>,
    /// The client that the query names, if the tenant file knows it.
    pub(crate) client: Option<Client<'a>>,
    /// The organization that the query names, if the tenant file knows it.
    pub(crate) named: Option<Organization<'a>>,
    /// The organization whose page it is: see [`Self::find`].
    organization: Option<Organization<'a>>,
    /// The brand of the connection that the query names, where no organization says more.
    of_connection: Option<vestibule_tenant::Brand<'a>>,
}

impl<'a> Place<'a> {
    /// Finds out, or says which shards to fetch first. What is unknown, malformed or damaged is as good as not there.
    ///
    /// The organization is the first of these: the one whose host the request came in on, the one that the query names, the
    /// one that this browser chose last, the only one that uses the connection that the query names. The last two are no
    /// more than hints: for a client whose logins have no organization they are not looked at.
    pub(crate) fn find(context: Context<'a>, query: RawQuery<'_>) -> Step<Self, ShardId> {
        let mut place = Self::nowhere(context);
        let Some(snapshot) = context.snapshot else {
            return Step::Done(place);
        };
        place.client = query
            .first_non_empty("client_id")
            .and_then(|id| ClientId::parse(&id).ok())
            .and_then(|id| snapshot.manifest().client(&id));
        let mut wanted = Wanted::new(context);
        let host = wanted.found(snapshot.organization_at(context.host));
        place.named = query
            .first_non_empty("organization")
            .and_then(|id| OrganizationId::parse(&id).ok())
            .and_then(|id| wanted.found(snapshot.organization(&id)));
        place.organization = host.or_else(|| place.named.clone());
        if place.organization.is_none() && wanted.shards.is_empty() {
            place.follow_hints(context, snapshot, query, &mut wanted);
        }
        if wanted.shards.is_empty() {
            Step::Done(place)
        } else {
            Step::Need(wanted.shards)
        }
    }

    /// Looks at what only hints at an organization: what this browser chose last, and the connection.
    fn follow_hints(
        &mut self,
        context: Context<'a>,
        snapshot: &'a Snapshot,
        query: RawQuery<'_>,
        wanted: &mut Wanted,
    ) {
        let has_organizations = self
            .client
            .as_ref()
            .is_none_or(|client| client.organization_usage() != OrganizationUsage::Deny);
        let remembered = remembered(context, snapshot).filter(|_| has_organizations);
        self.organization = remembered.and_then(|id| wanted.found(snapshot.organization(&id)));
        if self.organization.is_some() {
            return;
        }
        let look = query
            .first_non_empty("connection")
            .and_then(|name| ConnectionName::parse(&name).ok())
            .and_then(|name| wanted.found(snapshot.connection_look(&name)));
        let Some(look) = look else {
            return;
        };
        self.of_connection = look.brand;
        if look.brand.is_none() {
            self.organization = look
                .organization
                .filter(|_| has_organizations)
                .and_then(|id| wanted.found(snapshot.organization(&id)));
        }
    }

    /// Where nothing is known.
    pub(crate) fn nowhere(context: Context<'a>) -> Self {
        Self {
            manifest: context.manifest(),
            client: None,
            named: None,
            organization: None,
            of_connection: None,
        }
    }

    /// The organization whose page it is.
    pub(crate) fn organization(&self) -> Option<&Organization<'a>> {
        self.organization.as_ref()
    }

    /// The look of the page: the organization's, the connection's, the client's, the tenant's, or the built-in one.
    pub(crate) fn brand(&self) -> Brand {
        self.organization()
            .and_then(Organization::brand)
            .or(self.of_connection)
            .or_else(|| self.client.as_ref().and_then(Client::brand))
            .or_else(|| self.manifest.map(Manifest::brand))
            .map_or_else(Brand::default, Brand::from)
    }
}

/// The shards that are to be fetched.
struct Wanted {
    shards: Vec<ShardId>,
    at_last: bool,
}

impl Wanted {
    fn new(context: Context<'_>) -> Self {
        Self {
            shards: Vec::new(),
            at_last: context.at_last,
        }
    }

    /// What was looked up, if it is there; notes the shard that it takes unless that cannot be had any more.
    fn found<T>(&mut self, lookup: Result<Lookup<T>, SnapshotError>) -> Option<T> {
        match lookup {
            Ok(Lookup::Found(found)) => return Some(found),
            Ok(Lookup::NotResident(shard)) if !self.at_last => {
                if !self.shards.contains(&shard) {
                    self.shards.push(shard);
                }
            }
            Ok(Lookup::NotResident(_) | Lookup::Absent) | Err(_) => {}
        }
        None
    }
}

/// The organization that this browser chose last, as home realm has sealed it; for as long as home realm remembers it.
fn remembered(context: Context<'_>, snapshot: &Snapshot) -> Option<OrganizationId> {
    let manifest = snapshot.manifest();
    let days = u64::from(manifest.home_realm().memory_days);
    let cookie =
        RealmCookie::read(context.cookies, context.keys?, manifest.sealing_context()).ok()?;
    let realm = cookie.remembered(context.now, Duration::from_secs(days * DAY))?;
    realm.organization.clone()
}
