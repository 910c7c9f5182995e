//! What the tenant file says about the address of the user: the input `email`.

use serde_json::json;
use vestibule_http::Step;
use vestibule_identity::EmailAddress;
use vestibule_rules::Value;
use vestibule_tenant::{ClaimsRules, Lookup, Route, ShardId, Snapshot, SnapshotError, Target};

use crate::inputs::find_text;

/// The domain of the address, whether everybody can have one there, and the organizations that it belongs to; of these, none
/// if no rule reads them. Without an address that can be one, it belongs to no organization, and the other two are missing. As JSON.
///
/// # Errors
///
/// A [`SnapshotError`] if the snapshot is damaged.
pub(crate) fn email(
    event: &Value<'_>,
    settings: &ClaimsRules<'_>,
    snapshot: &Snapshot,
    reads_organizations: bool,
) -> Result<Step<String, ShardId>, SnapshotError> {
    let address =
        find_text(event, &["user", "email"]).and_then(|text| EmailAddress::parse(text).ok());
    let Some(address) = address else {
        return Ok(Step::Done(r#"{"organizations":[]}"#.to_owned()));
    };
    let organizations = if reads_organizations {
        match owners(&address, snapshot)? {
            Step::Done(organizations) => organizations,
            Step::Need(shards) => return Ok(Step::Need(shards)),
        }
    } else {
        Vec::new()
    };
    let described = json!({
        "domain": address.domain().as_str(),
        "is_public": settings.is_public_mail(address.domain())?,
        "organizations": organizations,
    });
    Ok(Step::Done(described.to_string()))
}

/// The organizations whose verified property the address is, by itself or by its domain, each once.
fn owners(
    address: &EmailAddress,
    snapshot: &Snapshot,
) -> Result<Step<Vec<String>, ShardId>, SnapshotError> {
    let mut owners = Vec::new();
    let mut lacks = Vec::new();
    for found in [
        snapshot.address(address)?,
        snapshot.route(address.domain())?,
    ] {
        match found {
            Lookup::Found(route) => add_owners(&route, &mut owners),
            Lookup::Absent => {}
            Lookup::NotResident(shard) => lacks.push(shard),
        }
    }
    Ok(if lacks.is_empty() {
        Step::Done(owners)
    } else {
        Step::Need(lacks)
    })
}

fn add_owners(route: &Route<'_>, owners: &mut Vec<String>) {
    for target in route.targets() {
        if let Target::Organization { id, .. } = target
            && !owners.iter().any(|owner| owner == id.as_str())
        {
            owners.push(id.as_str().to_owned());
        }
    }
}
