//! What a run came to, as `--json` writes it.

use serde::Serialize;
use serde_json::{Map, Value};
use vestibule_claims_enrichment::{
    Answer, GivenField, GivenScope, Outcome, SessionEnd, StepUpWay, TokenClaims,
};
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
    pub(super) step_up: Option<StepUp<'a>>,
    pub(super) id_token: Token<'a>,
    pub(super) access_token: Token<'a>,
    pub(super) add_scopes: Vec<Scope<'a>>,
    pub(super) remove_scopes: Vec<Scope<'a>>,
    pub(super) user_metadata: Vec<Field<'a>>,
    pub(super) app_metadata: Vec<Field<'a>>,
    pub(super) transaction_metadata: Vec<Field<'a>>,
    pub(super) session: Session<'a>,
    pub(super) enrichment: &'static str,
    pub(super) rules: Vec<Rule<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Deny<'a> {
    pub(super) code: &'a str,
    pub(super) reason: &'a str,
    pub(super) user_message: Option<&'a str>,
    pub(super) revoke_session: bool,
    pub(super) preserve_refresh_tokens: bool,
    /// Whether the person reads why before the application hears of it, where there is a browser.
    pub(super) notice: bool,
    pub(super) rule: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct StepUp<'a> {
    /// `challenge` or `enroll`, as the answer has it.
    pub(super) way: &'static str,
    pub(super) factors: Vec<&'a str>,
    pub(super) rule: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct Scope<'a> {
    pub(super) scope: &'a str,
    pub(super) rule: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct Field<'a> {
    pub(super) key: &'a str,
    pub(super) value: Value,
    pub(super) rule: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct Session<'a> {
    pub(super) expires_at: Option<End<'a>>,
    pub(super) idle_expires_at: Option<End<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct End<'a> {
    pub(super) at: String,
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
                user_message: denial.user_message,
                revoke_session: denial.revocation.is_some(),
                preserve_refresh_tokens: denial
                    .revocation
                    .is_some_and(|it| it.preserves_refresh_tokens),
                notice: denial.shows_notice,
                rule: denial.rule,
            }),
            step_up: answer.step_up.as_ref().map(|step_up| StepUp {
                way: way(step_up.way),
                factors: step_up.factors.clone(),
                rule: step_up.rule,
            }),
            id_token: Token::new(&answer.id_token),
            access_token: Token::new(&answer.access_token),
            add_scopes: scopes(&answer.add_scopes),
            remove_scopes: scopes(&answer.remove_scopes),
            user_metadata: fields(&answer.user_metadata),
            app_metadata: fields(&answer.app_metadata),
            transaction_metadata: fields(&answer.transaction_metadata),
            session: Session {
                expires_at: answer.session_expires_at.map(end),
                idle_expires_at: answer.session_idle_expires_at.map(end),
            },
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

/// What the answer to the Action calls it.
const fn way(way: StepUpWay) -> &'static str {
    match way {
        StepUpWay::Challenge => "challenge",
        StepUpWay::Enroll => "enroll",
    }
}

fn scopes<'a>(given: &[GivenScope<'a>]) -> Vec<Scope<'a>> {
    let given = given.iter();
    given
        .map(|given| Scope {
            scope: given.scope,
            rule: given.rule,
        })
        .collect()
}

fn fields<'a>(given: &[GivenField<'a>]) -> Vec<Field<'a>> {
    let given = given.iter();
    given
        .map(|given| Field {
            key: given.key,
            value: given.value.clone(),
            rule: given.rule,
        })
        .collect()
}

fn end(end: SessionEnd<'_>) -> End<'_> {
    End {
        at: written(end.at),
        rule: end.rule,
    }
}

/// The time as rules write it.
pub(crate) fn written(now: UnixSeconds) -> String {
    let value = RuleValue::from(now).to_json().unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

const fn outcome(outcome: Outcome<'_>) -> &'static str {
    match outcome {
        Outcome::Gave => "gave",
        Outcome::Omitted => "omitted",
        Outcome::Denied => "denied",
        Outcome::Asked => "asked",
        Outcome::FactorShown => "factor-shown",
        Outcome::OtherMoment => "other-moment",
        Outcome::DoesNotApply => "does-not-apply",
        Outcome::Empty => "empty",
        Outcome::Superseded { .. } => "superseded",
        Outcome::Failed(_) => "failed",
        Outcome::NotReached => "not-reached",
    }
}

fn why(rule: &str, outcome: Outcome<'_>, denied: bool, rules: &Rules) -> Option<String> {
    Some(match outcome {
        Outcome::Gave | Outcome::Denied | Outcome::Asked => return None,
        Outcome::FactorShown => "a second factor was shown".to_owned(),
        Outcome::OtherMoment => {
            "it is for logins and this is a refresh, or the other way round".to_owned()
        }
        Outcome::Omitted => "there was no room for it in a token".to_owned(),
        Outcome::DoesNotApply => "`when` is false".to_owned(),
        Outcome::Empty => "`value` is null".to_owned(),
        Outcome::Superseded { by } => format!("`{by}` has done that already"),
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
