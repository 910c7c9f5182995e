//! What shows that the identity provider of a connection took a second factor.

use std::collections::BTreeMap;

use vestibule_identity::ConnectionName;

use crate::file;
use crate::model::{Claims, Effect, SecondFactor};
use crate::report::Report;

/// Checks all of them, and gives those that the snapshot needs: of connections in use, where a rule asks for second factors.
pub(super) fn check(
    connections: &[file::Connection],
    claims: &Claims,
    report: &mut Report<'_>,
) -> BTreeMap<ConnectionName, SecondFactor> {
    let is_asked = claims
        .rules
        .iter()
        .any(|rule| matches!(rule.effect, Effect::StepUp { .. }));
    let mut checked = BTreeMap::new();
    for (index, connection) in connections.iter().enumerate() {
        let Some(shows) = &connection.second_factor else {
            continue;
        };
        let mut values = |name: &str, listed: &[String]| {
            let field = format!("connections[{index}].second_factor.{name}");
            let values = listed.iter().enumerate();
            values
                .map(|(place, value)| report.name(format_args!("{field}[{place}]"), value))
                .collect::<Vec<_>>()
        };
        let shows = SecondFactor {
            amr: values("amr", &shows.amr),
            acr: values("acr", &shows.acr),
        };
        let is_empty = shows.amr.is_empty() && shows.acr.is_empty();
        // An invalid name was reported with the connection.
        if let Ok(name) = ConnectionName::parse(&connection.name)
            && is_asked
            && connection.enabled
            && !is_empty
        {
            checked.insert(name, shows);
        }
    }
    checked
}
