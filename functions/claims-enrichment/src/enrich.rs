//! From an event to an answer.

use thiserror::Error;
use vestibule_http::Step;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Document, Inputs, Value};
use vestibule_tenant::{ClaimsRule, RuleEffect, ShardId, Snapshot, SnapshotError, Trigger};

use crate::answer::Answer;
use crate::book::book;
use crate::email::email;
use crate::evaluate::Evaluator;
use crate::fetched::{Fetched, View};
use crate::inputs::{self, find, find_text};
use crate::item::{Items, Need};
use crate::profile::profile;
use crate::progress::{Progress, answer, is_its_moment};
use crate::step_up::{self, Factors};

/// The protocol of a login that is the exchange of a refresh token.
const REFRESH: &str = "oauth2-refresh-token";

/// Why there is no answer. The tenant's policy for callouts without one then decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EnrichError {
    /// The event is not a JSON object.
    #[error("the event is not a JSON object")]
    NotAnEvent,
    /// The snapshot is damaged.
    #[error("the snapshot is damaged: {0}")]
    Snapshot(#[from] SnapshotError),
}

/// Evaluates the rules of a trigger on an event, at the time of the callout.
///
/// Gives the answer, or what it takes that is not there: shards of the snapshot, and what rules read from elsewhere.
///
/// With `is_last` there is an answer in any case: nothing more can be fetched, and rules that read what is not there fail, each as
/// its policy says.
///
/// # Errors
///
/// An [`EnrichError`] for what is no rule's matter; a rule that fails is part of the answer.
pub fn enrich<'a>(
    trigger: Trigger,
    event: &Value<'_>,
    snapshot: &'a Snapshot,
    (items, is_last): (&dyn Items, bool),
    now: UnixSeconds,
) -> Result<Step<Answer<'a>, Need>, EnrichError> {
    if !matches!(event, Value::Map(_)) {
        return Err(EnrichError::NotAnEvent);
    }
    let settings = snapshot.manifest().claims()?;
    let rules = settings.of(trigger)?;
    let refreshes = find_text(event, &["transaction", "protocol"]) == Some(REFRESH);
    // Nothing is fetched for a rule whose turn does not come.
    let due: Vec<_> = rules
        .iter()
        .copied()
        .filter(|rule| is_its_moment(rule.moment, refreshes))
        .collect();
    let reads = |read: fn(&ClaimsRule<'_>) -> bool| due.iter().any(read);
    let mut lacks = Vec::new();
    let organization = if reads(|rule| rule.reads_organization) {
        or_lacks(inputs::organization(event, snapshot)?, &mut lacks)
    } else {
        None
    };
    let email = if reads(|rule| rule.reads_email) {
        let reads_organizations = reads(|rule| rule.reads_email_organizations);
        let email = email(event, &settings, snapshot, reads_organizations)?;
        or_lacks(email, &mut lacks)
    } else {
        None
    };
    let mapping = if reads(|rule| matches!(rule.effect, RuleEffect::StepUp { .. })) {
        or_lacks(step_up::mapping(event, snapshot)?, &mut lacks).flatten()
    } else {
        None
    };
    let sources = snapshot.manifest().sources()?;
    let fetched = Fetched::find(event, &due, &sources, items, &mut lacks);
    // All at once, so that they are fetched at once.
    if !lacks.is_empty() && !is_last {
        return Ok(Step::Need(lacks));
    }
    let organization = document(organization.as_deref())?;
    let email = document(email.as_deref())?;
    let views = fetched.views(&due);
    let plain = Inputs::new().with("event", event.clone()).with("now", now);
    let plain = with(plain, "organization", organization.as_ref());
    let plain = with(plain, "email", email.as_ref());
    let documents: Vec<_> = views.iter().map(View::documents).collect();
    let fetched: Vec<_> = documents
        .iter()
        .map(|(want, [directory, sources])| {
            let inputs = with(plain.clone(), "directory", directory.as_ref());
            (*want, with(inputs, "sources", sources.as_ref()))
        })
        .collect();
    let mut progress = Progress::new(rules.len(), Factors::new(event.clone(), mapping, now), now);
    progress.refreshes = refreshes;
    progress.stored_metadata = find(event, &["transaction", "metadata"]);
    let mut answer = answer(
        &settings,
        &rules,
        Evaluator::new(&plain, &fetched),
        progress,
    );
    if trigger == Trigger::PostLogin {
        if answer.denial.is_none() && answer.step_up.is_none() {
            answer.take_profile(profile(event, snapshot, now)?);
        }
        answer.keep(book(event, snapshot, now)?);
    }
    Ok(Step::Done(answer))
}

fn document(text: Option<&str>) -> Result<Option<Document<'_>>, EnrichError> {
    let document = text.map(Document::parse).transpose();
    document.map_err(|_| EnrichError::Snapshot(SnapshotError::NotText))
}

/// What cannot be had is no input at all: a rule that reads anything of it fails, whatever it asks.
fn with<'a>(inputs: Inputs<'a>, name: &'a str, value: Option<&'a Document<'a>>) -> Inputs<'a> {
    match value {
        Some(value) => inputs.with(name, value),
        None => inputs,
    }
}

/// What was looked for; or nothing, and what it takes to find it.
fn or_lacks<T>(step: Step<T, ShardId>, lacks: &mut Vec<Need>) -> Option<T> {
    match step {
        Step::Done(found) => Some(found),
        Step::Need(shards) => {
            lacks.extend(shards.into_iter().map(Need::Shard));
            None
        }
    }
}
