//! Whether a second factor is shown, and which ones can be asked for.

use serde_json::{Map, Value};
use vestibule_http::Step;
use vestibule_identity::{ConnectionName, UnixSeconds};
use vestibule_rules::Timestamp;
use vestibule_tenant::{Lookup, SecondFactor, ShardId, Snapshot, SnapshotError};

use crate::answer::{StepUp, StepUpWay};
use crate::inputs::find;

/// What an event says about second factors.
pub(crate) struct Factors<'e, 's> {
    event: &'e Map<String, Value>,
    /// What shows one in a login through the connection of the event; `None`: nothing does.
    mapping: Option<SecondFactor<'s>>,
    now: UnixSeconds,
}

/// What shows a second factor in a login through the connection of the event.
///
/// # Errors
///
/// A [`SnapshotError`] if the snapshot is damaged.
pub(crate) fn mapping<'s>(
    event: &Map<String, Value>,
    snapshot: &'s Snapshot,
) -> Result<Step<Option<SecondFactor<'s>>, ShardId>, SnapshotError> {
    let name = find(event, &["connection", "name"])
        .and_then(Value::as_str)
        .and_then(|name| ConnectionName::parse(name).ok());
    let Some(name) = name else {
        return Ok(Step::Done(None));
    };
    Ok(match snapshot.second_factor(&name)? {
        Lookup::Found(mapping) => Step::Done(Some(mapping)),
        Lookup::Absent => Step::Done(None),
        Lookup::NotResident(shard) => Step::Need(vec![shard]),
    })
}

impl<'e, 's> Factors<'e, 's> {
    pub(crate) const fn new(
        event: &'e Map<String, Value>,
        mapping: Option<SecondFactor<'s>>,
        now: UnixSeconds,
    ) -> Self {
        Self {
            event,
            mapping,
            now,
        }
    }

    /// Whether a second factor is shown that is at most `max_age` seconds old: Auth0 asked for one, or the identity provider
    /// says that it did.
    ///
    /// An identity provider does not say when it asked. What it says is taken to be as old as the login through it, and an
    /// old session has an old login.
    pub(crate) fn is_shown(&self, max_age: Option<u32>) -> bool {
        self.has_method("mfa", max_age)
            || (self.provider_shows_one()
                && (max_age.is_none() || self.has_method("federated", max_age)))
    }

    /// Whether the user authenticated by this method, at most so many seconds ago. A method whose time cannot be read is as
    /// old as can be.
    fn has_method(&self, name: &str, max_age: Option<u32>) -> bool {
        let methods = find(self.event, &["authentication", "methods"]).and_then(Value::as_array);
        methods.into_iter().flatten().any(|method| {
            let is_it = method.get("name").and_then(Value::as_str) == Some(name);
            is_it && max_age.is_none_or(|max_age| self.is_recent(method, max_age))
        })
    }

    fn is_recent(&self, method: &Value, max_age: u32) -> bool {
        let at = method
            .get("timestamp")
            .and_then(Value::as_str)
            .and_then(Timestamp::parse);
        at.is_some_and(|at| self.now.since(at.unix_seconds()) <= i64::from(max_age))
    }

    /// Whether what the identity provider sent is among what shows a second factor, as the tenant file has it for the
    /// connection.
    fn provider_shows_one(&self) -> bool {
        let Some(mapping) = &self.mapping else {
            return false;
        };
        let amr = find(self.event, &["user", "amr"]).and_then(Value::as_array);
        let mut amr = amr.into_iter().flatten().filter_map(Value::as_str);
        let acr = find(self.event, &["user", "acr"]).and_then(Value::as_str);
        amr.any(|sent| mapping.amr().any(|value| value == sent))
            || acr.is_some_and(|sent| mapping.acr().any(|value| value == sent))
    }

    /// What to ask for: those of the factors that the user has enrolled, or that one of them be enrolled.
    pub(crate) fn ask<'r>(&self, rule: &'r str, factors: &'r str) -> StepUp<'r> {
        let listed = || factors.split(' ').filter(|factor| !factor.is_empty());
        let enrolled: Vec<_> = listed()
            .filter(|factor| self.has_enrolled(factor))
            .collect();
        if enrolled.is_empty() {
            StepUp {
                rule,
                way: StepUpWay::Enroll,
                // An email address is verified, not enrolled; Auth0 has no way to ask for it.
                factors: listed().filter(|factor| *factor != "email").collect(),
            }
        } else {
            StepUp {
                rule,
                way: StepUpWay::Challenge,
                factors: enrolled,
            }
        }
    }

    fn has_enrolled(&self, factor: &str) -> bool {
        let enrolled = find(self.event, &["user", "enrolledFactors"]).and_then(Value::as_array);
        let mut types = enrolled
            .into_iter()
            .flatten()
            .filter_map(|enrolled| enrolled.get("type").and_then(Value::as_str));
        // Auth0's types have two names for one factor.
        types.any(|it| it == factor || (it == "push" && factor == "push-notification"))
    }
}
