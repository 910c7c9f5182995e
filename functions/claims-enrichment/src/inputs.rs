//! What rules read besides the event.

use vestibule_http::Step;
use vestibule_identity::OrganizationId;
use vestibule_rules::{Value, write_json_text};
use vestibule_tenant::{Lookup, Organization, ShardId, Snapshot, SnapshotError};

/// What the tenant file says about the organization of the event, as JSON: empty when the event has none, or one that the file
/// does not know.
///
/// # Errors
///
/// A [`SnapshotError`] if the snapshot is damaged.
pub(crate) fn organization(
    event: &Value<'_>,
    snapshot: &Snapshot,
) -> Result<Step<String, ShardId>, SnapshotError> {
    let id =
        find_text(event, &["organization", "id"]).and_then(|id| OrganizationId::parse(id).ok());
    let Some(id) = id else {
        return Ok(Step::Done(nothing()));
    };
    Ok(match snapshot.organization(&id)? {
        Lookup::Found(organization) => Step::Done(described(&organization)),
        Lookup::Absent => Step::Done(nothing()),
        Lookup::NotResident(shard) => Step::Need(vec![shard]),
    })
}

/// What lies in an event at this path, if anything does.
pub(crate) fn find<'e>(event: &Value<'e>, path: &[&str]) -> Option<Value<'e>> {
    let (first, rest) = path.split_first()?;
    let mut found = event.get(first)?;
    for name in rest {
        found = found.get(name)?;
    }
    Some(found)
}

/// The text that lies in an event at this path, if one does.
pub(crate) fn find_text<'e>(event: &Value<'e>, path: &[&str]) -> Option<&'e str> {
    find(event, path)?.as_given_str()
}

/// The elements of what lies in an event at this path; none if it is no list.
pub(crate) fn find_list<'e>(event: &Value<'e>, path: &[&str]) -> impl Iterator<Item = Value<'e>> {
    let list = match find(event, path) {
        Some(Value::List(list)) => Some(list),
        _ => None,
    };
    list.into_iter()
        .flat_map(|list| (0..list.len()).filter_map(move |index| list.get(index)))
}

/// The organization of a login without one, as JSON: no field of it is there, so that a rule asks with `has()`.
pub(crate) fn nothing() -> String {
    "{}".to_owned()
}

fn described(organization: &Organization<'_>) -> String {
    let metadata = organization.metadata();
    let mut json = String::with_capacity(256 + metadata.len());
    for (before, text) in [
        ("{\"id\":", organization.id().as_str()),
        (",\"name\":", organization.name()),
        (",\"display_name\":", organization.display_name()),
    ] {
        json.push_str(before);
        write_json_text(text, &mut json);
    }
    json.push_str(",\"connections\":[");
    for (index, connection) in organization.connections().iter().enumerate() {
        json.push_str(if index > 0 { "," } else { "" });
        write_json_text(connection.name.as_str(), &mut json);
    }
    // It is JSON already.
    json.push_str("],\"metadata\":");
    json.push_str(if metadata.is_empty() { "{}" } else { metadata });
    json.push('}');
    json
}
