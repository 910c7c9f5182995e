//! Whose page it is: what is known of client and organization, however broken the request.

use vestibule_http::{RawQuery, Step};
use vestibule_identity::{ClientId, Domain, OrganizationId};
use vestibule_pages::Brand;
use vestibule_tenant::{Client, Lookup, Organization, ShardId, Snapshot};

use crate::decide::Context;

/// What is known of client and organization.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    snapshot: Option<&'a Snapshot>,
    /// The client that the query names, if the tenant file knows it.
    pub(crate) client: Option<Client<'a>>,
    /// The organization that the query names, if the tenant file knows it.
    pub(crate) named: Option<Organization<'a>>,
    /// The organization whose host the request came in on.
    pub(crate) host: Option<Organization<'a>>,
}

impl<'a> Place<'a> {
    /// Finds out, or says which shard to fetch first. What is unknown, malformed or damaged is as good as not there.
    pub(crate) fn find(context: Context<'a>, query: RawQuery<'_>) -> Step<Self, ShardId> {
        let nowhere = Self::nowhere(context);
        let Some(snapshot) = context.snapshot else {
            return Step::Done(nowhere);
        };
        let client = query
            .first_non_empty("client_id")
            .and_then(|id| ClientId::parse(&id).ok())
            .and_then(|id| snapshot.manifest().client(&id));
        let named = query
            .first_non_empty("organization")
            .and_then(|id| OrganizationId::parse(&id).ok());
        let named = match named.map_or(Step::Done(None), |id| organization(snapshot, &id)) {
            Step::Done(named) => named,
            Step::Need(shards) => return Step::Need(shards),
        };
        let host = match of_host(snapshot, context.host) {
            Step::Done(host) => host,
            Step::Need(shards) => return Step::Need(shards),
        };
        Step::Done(Self {
            client,
            named,
            host,
            ..nowhere
        })
    }

    /// Where nothing is known.
    pub(crate) const fn nowhere(context: Context<'a>) -> Self {
        Self {
            snapshot: context.snapshot,
            client: None,
            named: None,
            host: None,
        }
    }

    /// The organization whose page it is.
    pub(crate) fn organization(&self) -> Option<&Organization<'a>> {
        self.named.as_ref().or(self.host.as_ref())
    }

    /// The look of the page: the organization's, the tenant's, or the built-in one.
    pub(crate) fn brand(&self) -> Brand {
        let tenant = || self.snapshot.map(|snapshot| snapshot.manifest().brand());
        let own = self.organization().and_then(Organization::brand);
        own.or_else(tenant).map_or_else(Brand::default, Brand::from)
    }
}

fn organization<'a>(
    snapshot: &'a Snapshot,
    id: &OrganizationId,
) -> Step<Option<Organization<'a>>, ShardId> {
    match snapshot.organization(id) {
        Ok(Lookup::Found(organization)) => Step::Done(Some(organization)),
        Ok(Lookup::NotResident(shard)) => Step::Need(vec![shard]),
        Ok(Lookup::Absent) | Err(_) => Step::Done(None),
    }
}

fn of_host<'a>(snapshot: &'a Snapshot, host: &str) -> Step<Option<Organization<'a>>, ShardId> {
    // Most requests come in on a host of ours that belongs to nobody: no table has to be read.
    let ours = snapshot
        .manifest()
        .edge_origins()
        .any(|origin| origin.split_once("://").is_some_and(|(_, it)| it == host));
    let name = host.split_once(':').map_or(host, |(name, _)| name);
    let domain = Domain::parse(name).ok().filter(|_| !ours);
    match domain.map(|domain| snapshot.host(&domain)) {
        Some(Ok(Lookup::Found(target))) => organization(snapshot, &target.organization),
        Some(Ok(Lookup::NotResident(shard))) => Step::Need(vec![shard]),
        Some(Ok(Lookup::Absent) | Err(_)) | None => Step::Done(None),
    }
}
