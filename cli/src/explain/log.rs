//! Log lines of the Worker, read back.

use serde::Deserialize;
use thiserror::Error;

use super::report::{Report, Signal};

/// What a log line says, as `functions/worker/src/log.rs` writes it. Fields that are new are skipped.
#[derive(Debug, Deserialize)]
struct Line {
    event: String,
    function: Option<String>,
    decision: Option<String>,
    way_in: Option<String>,
    client: Option<String>,
    #[serde(default)]
    signals: Vec<String>,
    winner: Option<String>,
    organization: Option<String>,
    connection: Option<String>,
    end: Option<String>,
    fault: Option<String>,
    status: Option<u16>,
    snapshot: Option<String>,
}

/// Why a text is no log line of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "this is no decision in the Worker's log: expected one JSON object with \"event\":\"decision\""
)]
pub(super) struct NotADecision;

/// What a log line never says: the log holds nothing that came with the request.
const NEVER_LOGGED: [&str; 5] = ["requests", "offered", "leads_to", "added", "replaced"];

/// Reads a log line. Whatever stands before the JSON object (a time, a level) is skipped.
pub(super) fn read(text: &str) -> Result<Report, NotADecision> {
    let start = text.find('{').ok_or(NotADecision)?;
    let object = text.get(start..).ok_or(NotADecision)?.trim_end();
    let line: Line = serde_json::from_str(object).map_err(|_| NotADecision)?;
    if line.event != "decision" || line.function.is_some_and(|it| it != "home-realm") {
        return Err(NotADecision);
    }
    let end = line.end.as_deref().unwrap_or("");
    // After a form the login goes on by a page, after a link by a redirect; the status tells.
    let page = super::meaning::page(end).filter(|_| line.status.is_none_or(|it| it / 100 != 3));
    Ok(Report {
        source: "log",
        decision: line.decision,
        snapshot: line.snapshot,
        way_in: line.way_in,
        client: line.client,
        signals: line
            .signals
            .iter()
            .map(|signal| read_signal(signal))
            .collect(),
        winner: line.winner,
        organization: line.organization,
        connection: line.connection,
        page,
        end: line.end,
        fault: line.fault,
        status: line.status,
        unknown: NEVER_LOGGED.to_vec(),
        ..Report::default()
    })
}

/// `signal:finding[:rule]`; a rule may hold colons, as `2001:db8::/32` does.
fn read_signal(text: &str) -> Signal {
    let mut parts = text.splitn(3, ':').map(str::to_owned);
    Signal {
        name: parts.next().unwrap_or_default(),
        finding: parts.next().unwrap_or_default(),
        rule: parts.next(),
    }
}
