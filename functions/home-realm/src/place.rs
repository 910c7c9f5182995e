//! From what somebody typed, or an application hinted, to the realm it belongs to.

use vestibule_http::Step;
use vestibule_identity::{ConnectionName, Domain, EmailAddress};
use vestibule_tenant::{
    Client, Fallback, Lookup, Organization, OrganizationUsage, RequireBehavior, ShardId, Snapshot,
    SnapshotError, Target,
};

use crate::realm::{Customer, Place, Realm};

/// A place, the shards to find it, or the reason why the snapshot cannot tell.
pub(crate) type Placed<'a> = Result<Step<Place<'a>, ShardId>, SnapshotError>;

/// Places an identifier for a client.
///
/// Whoever is no email address (a user name, several at-signs, a bare word) gets the fallback, like
/// every address of an unknown domain: the answer is the same whether an account exists or not.
pub(crate) fn place<'a>(
    snapshot: &'a Snapshot,
    client: &Client<'_>,
    identifier: &str,
) -> Placed<'a> {
    let Some(domain) = domain_of(identifier) else {
        return Ok(Step::Done(fallback(snapshot, client)));
    };
    let route = match snapshot.route(&domain)? {
        Lookup::NotResident(shard) => return Ok(Step::Need(vec![shard])),
        Lookup::Absent => return Ok(Step::Done(fallback(snapshot, client))),
        Lookup::Found(route) => route,
    };
    let mut realms = Vec::new();
    let mut missing = Vec::new();
    for target in route.targets() {
        match target {
            Target::Organization { id, connections } => match snapshot.organization(id)? {
                Lookup::Found(organization) => {
                    realms.extend(of_organization(&organization, connections, client));
                }
                Lookup::NotResident(shard) => missing.push(shard),
                Lookup::Absent => {}
            },
            Target::Connection(connection) if client.enables(&connection.name) => {
                realms.push(Realm {
                    organization: None,
                    connection: Some(connection.clone()),
                });
            }
            Target::Connection(_) | Target::Consumer => {}
        }
    }
    if !missing.is_empty() {
        return Ok(Step::Need(missing));
    }
    let domain = route.domain();
    Ok(Step::Done(match realms.len() {
        0 => fallback(snapshot, client),
        1 => realms
            .pop()
            .map_or(Place::Nowhere, |realm| Place::One(realm, Some(domain))),
        _ => Place::Several(realms, domain),
    }))
}

/// The domain of an address, or of a hint that is a bare domain: `globex.example`, `@globex.example`.
fn domain_of(identifier: &str) -> Option<Domain> {
    if let Ok(address) = EmailAddress::parse(identifier) {
        return Some(address.domain().clone());
    }
    let text = identifier.trim_matches(' ');
    Domain::parse(text.strip_prefix('@').unwrap_or(text)).ok()
}

/// The organization's connections for this domain that the client may use, a realm each.
///
/// An organization none of whose connections is left stays out: naming it alone would show a
/// prompt that nobody can answer.
fn of_organization<'a>(
    organization: &Organization<'a>,
    for_domain: &[ConnectionName],
    client: &Client<'_>,
) -> Vec<Realm<'a>> {
    let customer = Customer::of(organization);
    organization
        .connections()
        .iter()
        .filter(|connection| for_domain.is_empty() || for_domain.contains(&connection.name))
        .filter(|connection| client.enables(&connection.name))
        .map(|connection| Realm {
            organization: Some(customer.clone()),
            connection: Some(connection.clone()),
        })
        .collect()
}

/// Where people go who belong to no organization.
fn fallback<'a>(snapshot: &'a Snapshot, client: &Client<'_>) -> Place<'a> {
    // Auth0 refuses every login of such a client that names no organization.
    if client.organization_usage() == OrganizationUsage::Require
        && client.require_behavior() == RequireBehavior::NoPrompt
    {
        return Place::Nowhere;
    }
    match snapshot.manifest().fallback() {
        Fallback::Connection(connection) if client.enables(&connection.name) => Place::One(
            Realm {
                organization: None,
                connection: Some(connection),
            },
            None,
        ),
        // A connection that this client cannot use would end in an error of Auth0's.
        Fallback::Connection(_) | Fallback::UniversalLogin => Place::UniversalLogin,
        Fallback::Page => Place::Nowhere,
    }
}
