//! What is added to a login once its realm is known.

use vestibule_http::RawQuery;
use vestibule_tenant::{Client, OrganizationUsage};

use crate::realm::Realm;

/// Parameters for an authorization request or a login URL, in the order in which they are written.
pub(crate) type Additions = Vec<(&'static str, String)>;

/// The parameter that names an organization.
pub(crate) const ORGANIZATION: &str = "organization";

/// The parameters that send a login to a realm.
///
/// `organization` only for a client that Auth0 accepts it from: with `organization_usage: deny` it
/// answers `invalid_request`, and a login that worked before would be broken.
pub(crate) fn of_realm(realm: &Realm<'_>, client: &Client<'_>) -> Additions {
    let mut additions = Additions::new();
    if let Some(customer) = &realm.organization
        && client.organization_usage() != OrganizationUsage::Deny
    {
        additions.push((ORGANIZATION, customer.id.to_string()));
    }
    if let Some(connection) = &realm.connection {
        additions.push(("connection", connection.name.to_string()));
    }
    additions
}

/// Leaves out what the query says already: nothing is ever named twice or overruled.
pub(crate) fn not_in(query: RawQuery<'_>, additions: Additions) -> Additions {
    additions
        .into_iter()
        .filter(|(name, _)| query.first_non_empty(name).is_none())
        .collect()
}

/// The query without the empty parameters whose names are about to be added: Auth0 refuses a request
/// that names one twice, and an empty one says nothing. `None`: there are none.
pub(crate) fn make_room(query: RawQuery<'_>, additions: &Additions) -> Option<String> {
    additions
        .iter()
        .filter(|(name, _)| query.contains(name))
        .fold(None, |kept: Option<String>, (name, _)| {
            let kept = kept.as_deref().map_or(query, RawQuery::new);
            Some(kept.without(name).into_owned())
        })
}

/// Borrowed, as the query writer takes them.
pub(crate) fn borrowed(additions: &Additions) -> Vec<(&str, &str)> {
    additions
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}
