//! What a run came to, as `--json` writes it.

use serde::Serialize;
use serde_json::{Map, Value};
use vestibule_claims_enrichment::{Answer, Outcome, TokenClaims};
use vestibule_identity::UnixSeconds;
use vestibule_rules::Value as RuleValue;
use vestibule_tenant::Snapshot;

use super::place::Rules;
use crate::arguments::TriggerName;

#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    pub(super) trigger: TriggerName,
    pub(super) now: String,
    pub(super) snapshot: String,
    pub(super) deny: Option<Deny<'a>>,
    pub(super) id_token: Token<'a>,
    pub(super) access_token: Token<'a>,
    pub(super) enrichment: &'static str,
    pub(super) rules: Vec<Rule<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Deny<'a> {
    pub(super) code: &'a str,
    pub(super) reason: &'a str,
    pub(super) rule: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct Token<'a> {
    pub(super) claims: Map<String, Value>,
    pub(super) octets: usize,
    pub(super) budget: usize,
    pub(super) omitted: Vec<&'a str>,
    /// Which rule gave each claim.
    pub(super) from: Map<String, Value>,
}

#[derive(Debug, Serialize)]
pub(super) struct Rule<'a> {
    pub(super) name: &'a str,
    pub(super) outcome: &'static str,
    pub(super) why: Option<String>,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        answer: &Answer<'a>,
        trigger: TriggerName,
        now: UnixSeconds,
        snapshot: &Snapshot,
        rules: &Rules,
    ) -> Self {
        Self {
            trigger,
            now: written(now),
            snapshot: snapshot.manifest().version(),
            deny: answer.denial.map(|denial| Deny {
                code: denial.code,
                reason: denial.reason,
                rule: denial.rule,
            }),
            id_token: Token::new(&answer.id_token),
            access_token: Token::new(&answer.access_token),
            enrichment: if answer.is_full() { "full" } else { "partial" },
            rules: answer
                .rules
                .iter()
                .map(|report| {
                    let denied = answer.denial.is_some_and(|it| it.rule == report.rule);
                    Rule {
                        name: report.rule,
                        outcome: outcome(report.outcome),
                        why: why(report.rule, report.outcome, denied, rules),
                    }
                })
                .collect(),
        }
    }
}

impl<'a> Token<'a> {
    fn new(token: &TokenClaims<'a>) -> Self {
        Self {
            claims: token.to_object(),
            octets: token.octets,
            budget: token.budget,
            omitted: token.omitted.iter().map(|claim| claim.name).collect(),
            from: token
                .claims
                .iter()
                .map(|claim| (claim.name.to_owned(), claim.rule.into()))
                .collect(),
        }
    }
}

/// The time as rules write it.
fn written(now: UnixSeconds) -> String {
    let value = RuleValue::from(now).to_json().unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

const fn outcome(outcome: Outcome<'_>) -> &'static str {
    match outcome {
        Outcome::Gave => "gave",
        Outcome::Omitted => "omitted",
        Outcome::Denied => "denied",
        Outcome::DoesNotApply => "does-not-apply",
        Outcome::Empty => "empty",
        Outcome::Superseded { .. } => "superseded",
        Outcome::Failed(_) => "failed",
        Outcome::NotReached => "not-reached",
    }
}

fn why(rule: &str, outcome: Outcome<'_>, denied: bool, rules: &Rules) -> Option<String> {
    Some(match outcome {
        Outcome::Gave | Outcome::Denied => return None,
        Outcome::Omitted => "there was no room for it in a token".to_owned(),
        Outcome::DoesNotApply => "`when` is false".to_owned(),
        Outcome::Empty => "`value` is null".to_owned(),
        Outcome::Superseded { by } => format!("`{by}` gave the claim already"),
        Outcome::NotReached => "the login was denied before".to_owned(),
        Outcome::Failed(failure) => {
            let piece = rules.piece(rule, failure);
            let at = piece.map_or_else(String::new, |piece| format!(" at `{piece}`"));
            let end = if denied {
                "the login is denied, since the rule is required"
            } else {
                "left out, since the rule is optional"
            };
            format!("{failure}{at}; {end}")
        }
    })
}
