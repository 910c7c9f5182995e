//! Log lines: one JSON object each, never with personal data.

use serde_json::json;

/// Says that something happened outside a decision.
pub(crate) fn event(event: &str, detail: &str) {
    worker::console_log!("{}", json!({ "event": event, "detail": detail }));
}

/// What the log says about a decision of home realm.
#[cfg(feature = "home-realm")]
pub(crate) fn home_realm(trace: &vestibule_home_realm::Trace) -> serde_json::Value {
    use vestibule_home_realm::WayIn;

    json!({
        "event": "decision",
        "function": "home-realm",
        "way_in": trace.way_in.map(|way_in| match way_in {
            WayIn::Initiate => "initiate",
            WayIn::FrontDoor => "front-door",
        }),
        "client": trace.client.as_ref().map(ToString::to_string),
        "signals": trace
            .considered
            .iter()
            .map(|considered| match &considered.rule {
                Some(rule) => {
                    format!("{}:{}:{rule}", considered.signal.name(), considered.finding.name())
                }
                None => format!("{}:{}", considered.signal.name(), considered.finding.name()),
            })
            .collect::<Vec<_>>(),
        "winner": trace.winner.map(vestibule_home_realm::Winner::name),
        "organization": trace.organization.as_ref().map(ToString::to_string),
        "connection": trace.connection.as_ref().map(ToString::to_string),
        "end": trace.end.name(),
        "fault": trace.fault,
    })
}
