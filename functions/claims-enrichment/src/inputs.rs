//! What rules read besides the event.

use serde_json::{Map, Value, json};
use vestibule_http::Step;
use vestibule_identity::OrganizationId;
use vestibule_tenant::{Lookup, Organization, ShardId, Snapshot, SnapshotError};

/// What the tenant file says about the organization of the event: empty when the event has none, or one that the file
/// does not know.
///
/// # Errors
///
/// A [`SnapshotError`] if the snapshot is damaged.
pub(crate) fn organization(
    event: &Map<String, Value>,
    snapshot: &Snapshot,
) -> Result<Step<Value, ShardId>, SnapshotError> {
    let id = find(event, &["organization", "id"])
        .and_then(Value::as_str)
        .and_then(|id| OrganizationId::parse(id).ok());
    let Some(id) = id else {
        return Ok(Step::Done(nothing()));
    };
    Ok(match snapshot.organization(&id)? {
        Lookup::Found(organization) => Step::Done(described(&organization)?),
        Lookup::Absent => Step::Done(nothing()),
        Lookup::NotResident(shard) => Step::Need(vec![shard]),
    })
}

/// What lies in an event at this path, if anything does.
pub(crate) fn find<'e>(event: &'e Map<String, Value>, path: &[&str]) -> Option<&'e Value> {
    let (first, rest) = path.split_first()?;
    let mut found = event.get(*first)?;
    for name in rest {
        found = found.get(*name)?;
    }
    Some(found)
}

/// The organization of a login without one: no field of it is there, so that a rule asks with `has()`.
pub(crate) fn nothing() -> Value {
    Value::Object(Map::new())
}

fn described(organization: &Organization<'_>) -> Result<Value, SnapshotError> {
    let metadata = match organization.metadata() {
        "" => nothing(),
        text => serde_json::from_str(text).map_err(|_| SnapshotError::NotText)?,
    };
    let connections: Vec<_> = organization
        .connections()
        .iter()
        .map(|connection| connection.name.as_str())
        .collect();
    Ok(json!({
        "id": organization.id().as_str(),
        "name": organization.name(),
        "display_name": organization.display_name(),
        "connections": connections,
        "metadata": metadata,
    }))
}
