//! What is different from what was expected.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};
use vestibule_claims_enrichment::{Answer, GivenField, GivenScope, SessionEnd, StepUpWay};

use super::report::written;

/// What a case expects. Whatever is left out is expected not to be there.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Expected {
    /// The claims of the ID token.
    id_token: Map<String, Value>,
    /// The claims of the access token.
    access_token: Map<String, Value>,
    /// The code of the denial.
    deny: Option<String>,
    /// What somebody is told who may not sign up, where that is not the reason.
    user_message: Option<String>,
    /// Whether the session ends with the denial.
    revoke_session: bool,
    /// Whether its refresh tokens stay.
    preserve_refresh_tokens: bool,
    /// Whether the person reads why before the denial.
    notice: bool,
    /// The factors one of which is to be shown, of those that are enrolled.
    challenge: Vec<String>,
    /// The factors one of which is to be enrolled.
    enroll: Vec<String>,
    /// Scopes that the access token gets.
    add_scopes: Vec<String>,
    /// Scopes that it does not get.
    remove_scopes: Vec<String>,
    /// Fields of the user's metadata; null deletes one.
    user_metadata: Map<String, Value>,
    /// Likewise where users cannot write.
    app_metadata: Map<String, Value>,
    /// Likewise of the transaction.
    transaction_metadata: Map<String, Value>,
    /// When the session ends.
    session: Session,
}

/// Times as rules write them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Session {
    /// Whatever happens in it.
    expires_at: Option<String>,
    /// If nothing happens in it.
    idle_expires_at: Option<String>,
}

/// One line for each difference; none if all is as expected.
pub(super) fn differences(expected: &Expected, answer: &Answer<'_>) -> Vec<String> {
    let code = answer.denial.map(|denial| denial.code);
    if expected.deny.as_deref() != code {
        let said = |code: Option<&str>| {
            code.map_or_else(|| "no denial".to_owned(), |it| format!("`{it}`"))
        };
        let by = answer.denial.map_or_else(String::new, |denial| {
            format!(", by the rule `{}`", denial.rule)
        });
        // Without the denial there would be claims, or the other way round: that is no difference of its own.
        return vec![format!(
            "deny: expected {}, got {}{by}",
            said(expected.deny.as_deref()),
            said(code)
        )];
    }
    let mut lines = Vec::new();
    for (name, expected, got) in maps(expected, answer) {
        let keys: BTreeSet<_> = expected.keys().chain(got.keys()).collect();
        for key in keys {
            let (expected, got) = (expected.get(key), got.get(key));
            lines.extend(line(&format!("{name} {key}"), expected, got));
        }
    }
    for (name, expected, got) in values(expected, answer) {
        lines.extend(line(
            name,
            is_there(&expected).then_some(&expected),
            is_there(&got).then_some(&got),
        ));
    }
    lines
}

/// The difference between two values, if there is one.
fn line(name: &str, expected: Option<&Value>, got: Option<&Value>) -> Option<String> {
    let said = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
    (expected != got).then(|| format!("{name}: expected {}, got {}", said(expected), said(got)))
}

type Pair<'a> = (&'static str, &'a Map<String, Value>, Map<String, Value>);

/// What has names of its own.
fn maps<'a>(expected: &'a Expected, answer: &Answer<'_>) -> [Pair<'a>; 5] {
    [
        ("id_token", &expected.id_token, answer.id_token.to_object()),
        (
            "access_token",
            &expected.access_token,
            answer.access_token.to_object(),
        ),
        (
            "user_metadata",
            &expected.user_metadata,
            fields(&answer.user_metadata),
        ),
        (
            "app_metadata",
            &expected.app_metadata,
            fields(&answer.app_metadata),
        ),
        (
            "transaction_metadata",
            &expected.transaction_metadata,
            fields(&answer.transaction_metadata),
        ),
    ]
}

/// All else.
fn values(expected: &Expected, answer: &Answer<'_>) -> [(&'static str, Value, Value); 10] {
    let denial = answer.denial;
    let revocation = denial.and_then(|denial| denial.revocation);
    let preserves = revocation.is_some_and(|it| it.preserves_refresh_tokens);
    let session = &expected.session;
    [
        (
            "user_message",
            expected.user_message.as_deref().into(),
            denial.and_then(|denial| denial.user_message).into(),
        ),
        (
            "revoke_session",
            expected.revoke_session.into(),
            revocation.is_some().into(),
        ),
        (
            "preserve_refresh_tokens",
            expected.preserve_refresh_tokens.into(),
            preserves.into(),
        ),
        (
            "notice",
            expected.notice.into(),
            denial.is_some_and(|denial| denial.shows_notice).into(),
        ),
        (
            "challenge",
            expected.challenge.clone().into(),
            factors(answer, StepUpWay::Challenge),
        ),
        (
            "enroll",
            expected.enroll.clone().into(),
            factors(answer, StepUpWay::Enroll),
        ),
        (
            "add_scopes",
            expected.add_scopes.clone().into(),
            scopes(&answer.add_scopes),
        ),
        (
            "remove_scopes",
            expected.remove_scopes.clone().into(),
            scopes(&answer.remove_scopes),
        ),
        (
            "session expires_at",
            session.expires_at.as_deref().into(),
            end(answer.session_expires_at),
        ),
        (
            "session idle_expires_at",
            session.idle_expires_at.as_deref().into(),
            end(answer.session_idle_expires_at),
        ),
    ]
}

/// Whether a value says anything.
fn is_there(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

fn fields(fields: &[GivenField<'_>]) -> Map<String, Value> {
    let fields = fields.iter();
    fields
        .map(|field| (field.key.to_owned(), field.value.clone()))
        .collect()
}

fn factors(answer: &Answer<'_>, way: StepUpWay) -> Value {
    let step_up = answer.step_up.as_ref().filter(|it| it.way == way);
    step_up.map_or(Value::Null, |step_up| step_up.factors.clone().into())
}

fn scopes(given: &[GivenScope<'_>]) -> Value {
    given.iter().map(|given| given.scope).collect()
}

fn end(end: Option<SessionEnd<'_>>) -> Value {
    end.map(|end| written(end.at)).into()
}
