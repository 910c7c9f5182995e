//! Whether a second factor is shown, and which ones can be asked for.

use vestibule_http::Step;
use vestibule_identity::{ConnectionName, UnixSeconds};
use vestibule_rules::{Timestamp, Value};
use vestibule_tenant::{Lookup, SecondFactor, ShardId, Snapshot, SnapshotError};

use crate::answer::{StepUp, StepUpWay};
use crate::inputs::{find, find_list, find_text};

/// Seconds between the way back from an identity provider and the Action: other Actions, and their pages, may stand before it.
const JUST_NOW: u32 = 120;

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
    /// What an identity provider says stands in the user's profile, and so is about the last login anywhere: a session that was
    /// begun without a factor would inherit it from one that was begun with one. It counts for a login that has just come
    /// from there, and for no older session.
    pub(crate) fn is_shown(&self, max_age: Option<u32>) -> bool {
        let just_now = max_age.map_or(JUST_NOW, |max_age| max_age.min(JUST_NOW));
        self.has_method("mfa", max_age)
            || (self.provider_shows_one() && self.has_method("federated", Some(just_now)))
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

    /// What to ask for: those of the factors that the user has enrolled, or that one of them be enrolled; `None` where neither is
    /// possible. Auth0 lets nobody enroll a factor who has another one and has not shown it, and that one is not what the rule
    /// asks for.
    ///
    /// An event without a list of factors is one of which Auth0 could not find out: who has none is then told so by Auth0.
    pub(crate) fn ask<'r>(&self, rule: &'r str, factors: &'r str) -> Option<StepUp<'r>> {
        let listed = || factors.split(' ').filter(|factor| !factor.is_empty());
        let is_known = find(&self.event, &["user", "enrolledFactors"]).is_some();
        let challenged: Vec<_> = listed()
            .filter(|factor| !is_known || self.has_enrolled(factor))
            .collect();
        let (way, factors) = if !challenged.is_empty() {
            (StepUpWay::Challenge, challenged)
        } else if self.has_another() {
            return None;
        } else {
            // An email address is verified, not enrolled; Auth0 has no way to ask for it.
            let enrolled = listed().filter(|factor| *factor != "email").collect();
            (StepUpWay::Enroll, enrolled)
        };
        Some(StepUp { rule, way, factors })
    }

    fn has_enrolled(&self, factor: &str) -> bool {
        // Auth0's types have two names for one factor.
        self.enrolled()
            .any(|it| it == factor || (it == "push" && factor == "push-notification"))
    }

    /// Whether the user has a factor that would have to be shown first. A verified address and codes for recovery are none.
    fn has_another(&self) -> bool {
        self.enrolled()
            .any(|it| !matches!(it, "email" | "recovery-code"))
    }

    fn enrolled(&self) -> impl Iterator<Item = &str> {
        find_list(&self.event, &["user", "enrolledFactors"])
            .filter_map(|enrolled| enrolled.get("type")?.as_given_str())
    }
}
