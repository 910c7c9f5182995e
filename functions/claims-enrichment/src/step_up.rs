//! Whether a second factor is shown, and which ones can be asked for.

use vestibule_http::Step;
use vestibule_identity::{ConnectionName, UnixSeconds};
use vestibule_rules::{Timestamp, Value};
use vestibule_tenant::{Lookup, SecondFactor, ShardId, Snapshot, SnapshotError};

use crate::answer::{StepUp, StepUpWay};
use crate::inputs::{find_list, find_text};

/// What an event says about second factors.
pub(crate) struct Factors<'e, 's> {
    event: Value<'e>,
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
    event: &Value<'_>,
    snapshot: &'s Snapshot,
) -> Result<Step<Option<SecondFactor<'s>>, ShardId>, SnapshotError> {
    let name =
        find_text(event, &["connection", "name"]).and_then(|name| ConnectionName::parse(name).ok());
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
        event: Value<'e>,
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
        let mut methods = find_list(&self.event, &["authentication", "methods"]);
        methods.any(|method| {
            let is_it = find_text(&method, &["name"]) == Some(name);
            is_it && max_age.is_none_or(|max_age| self.is_recent(&method, max_age))
        })
    }

    fn is_recent(&self, method: &Value<'_>, max_age: u32) -> bool {
        let at = find_text(method, &["timestamp"]).and_then(Timestamp::parse);
        at.is_some_and(|at| self.now.since(at.unix_seconds()) <= i64::from(max_age))
    }

    /// Whether what the identity provider sent is among what shows a second factor, as the tenant file has it for the
    /// connection.
    fn provider_shows_one(&self) -> bool {
        let Some(mapping) = &self.mapping else {
            return false;
        };
        let mut amr =
            find_list(&self.event, &["user", "amr"]).filter_map(|value| value.as_given_str());
        let acr = find_text(&self.event, &["user", "acr"]);
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
        let mut types = find_list(&self.event, &["user", "enrolledFactors"])
            .filter_map(|enrolled| find_text(&enrolled, &["type"]));
        // Auth0's types have two names for one factor.
        types.any(|it| it == factor || (it == "push" && factor == "push-notification"))
    }
}
