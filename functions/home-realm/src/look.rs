//! Whose look a page has.

use vestibule_http::RawQuery;
use vestibule_identity::{ClientId, OrganizationId};
use vestibule_pages::Brand;
use vestibule_tenant as tenant;
use vestibule_tenant::{Client, Lookup, Manifest, Organization, ShardId};

use crate::decide::Context;

/// The look of a page: that of the organization whose host the request came in on, of the organization that the page is
/// about or that the query names, of the client, of the tenant; without a manifest the built-in one.
pub(crate) fn brand(
    context: Context<'_>,
    query: RawQuery<'_>,
    client: Option<&Client<'_>>,
    resolved: Option<tenant::Brand<'_>>,
) -> Brand {
    let of_host = at_host(context).ok().flatten();
    let named = || named(context, query).ok().flatten();
    let own = match (of_host, resolved) {
        (Some(organization), _) => organization.brand(),
        (None, Some(resolved)) => Some(resolved),
        (None, None) => named().and_then(|organization| organization.brand()),
    };
    own.or_else(|| client.and_then(Client::brand))
        .or_else(|| context.manifest().map(Manifest::brand))
        .map_or_else(Brand::default, Brand::from)
}

/// The same for a page of which nobody has found out yet which client it is for.
pub(crate) fn brand_by_query(context: Context<'_>, query: RawQuery<'_>) -> Brand {
    let client = context.snapshot.and_then(|snapshot| {
        let id = query.first("client_id")?;
        snapshot.manifest().client(&ClientId::parse(&id).ok()?)
    });
    brand(context, query, client.as_ref(), None)
}

/// The shards that it takes to know whose look a page has; none when they cannot be had any more.
pub(crate) fn missing(context: Context<'_>, query: RawQuery<'_>) -> Vec<ShardId> {
    if context.at_last {
        return Vec::new();
    }
    match at_host(context).and_then(|at_host| match at_host {
        Some(_) => Ok(None),
        None => named(context, query),
    }) {
        Ok(_) => Vec::new(),
        Err(shard) => vec![shard],
    }
}

/// The organization whose host the request came in on, or the shard that it takes to know.
fn at_host(context: Context<'_>) -> Result<Option<Organization<'_>>, ShardId> {
    context.snapshot.map_or(Ok(None), |snapshot| {
        found(snapshot.organization_at(context.host))
    })
}

/// The organization that the query names, or the shard that it takes to know; none where another account is asked for, since
/// the organization may be what was wrong.
fn named<'a>(
    context: Context<'a>,
    query: RawQuery<'_>,
) -> Result<Option<Organization<'a>>, ShardId> {
    let id = query
        .first_non_empty("organization")
        .filter(|_| query.first_non_empty("other_account").is_none())
        .and_then(|id| OrganizationId::parse(&id).ok());
    match (context.snapshot, id) {
        (Some(snapshot), Some(id)) => found(snapshot.organization(&id)),
        _ => Ok(None),
    }
}

/// What is damaged is as good as not there.
fn found<T>(lookup: Result<Lookup<T>, tenant::SnapshotError>) -> Result<Option<T>, ShardId> {
    match lookup {
        Ok(Lookup::Found(found)) => Ok(Some(found)),
        Ok(Lookup::NotResident(shard)) => Err(shard),
        Ok(Lookup::Absent) | Err(_) => Ok(None),
    }
}
