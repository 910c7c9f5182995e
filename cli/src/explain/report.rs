//! An explanation, as `--json` writes it.

use serde::Serialize;

/// Everything that is known about a decision. What is not known is null, and `unknown` names it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// The line of the input that it answers, counted from one; in batches and of logs only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<usize>,
    /// `decision` when the decision was taken just now, `log` when it was read from a log line.
    pub(super) source: &'static str,
    /// The decision's id in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) decision: Option<String>,
    /// The version of the snapshot that decided.
    pub(super) snapshot: Option<String>,
    /// How the login came in: `initiate` or `front-door`.
    pub(super) way_in: Option<String>,
    /// The client, if it is one of the tenant file.
    pub(super) client: Option<String>,
    /// What the visitor's browser sent, in its order.
    pub(super) requests: Option<Vec<Sent>>,
    /// The signals in the order in which they were weighed.
    pub(super) signals: Vec<Signal>,
    /// What decided; null when nothing did.
    pub(super) winner: Option<String>,
    /// The organization that was decided for.
    pub(super) organization: Option<String>,
    /// The connection that was decided for.
    pub(super) connection: Option<String>,
    /// How it ended.
    pub(super) end: Option<String>,
    /// The page that was shown; null for a redirect.
    pub(super) page: Option<&'static str>,
    /// The organizations or connections that the page offers; null when it offers none.
    pub(super) offered: Option<Vec<String>>,
    /// The status of the last answer.
    pub(super) status: Option<u16>,
    /// Where the login goes on.
    pub(super) leads_to: Option<String>,
    /// Parameters of `leads_to` that the request did not bring (or, for a login URL, that are not
    /// configured with it).
    pub(super) added: Option<Vec<Parameter>>,
    /// Parameters of the request that something else took the place of.
    pub(super) replaced: Option<Vec<Parameter>>,
    /// The answer to a program, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<String>,
    /// Why the snapshot could not be read, if it could not.
    pub(super) fault: Option<String>,
    /// What else is worth knowing.
    pub(super) notes: Vec<String>,
    /// Fields that nothing is known about.
    pub(super) unknown: Vec<&'static str>,
}

/// A request, and what it was answered with.
#[derive(Debug, Serialize)]
pub(super) struct Sent {
    pub(super) method: &'static str,
    pub(super) url: String,
    /// What was typed or picked on the page before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fields: Vec<Parameter>,
    pub(super) status: u16,
    pub(super) end: &'static str,
}

/// A name and a value, decoded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) value: String,
}

/// A signal and how it came out.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Signal {
    /// Its name in the log.
    #[serde(rename = "signal")]
    pub(super) name: String,
    pub(super) finding: String,
    /// The configured entry that matched.
    pub(super) rule: Option<String>,
}
