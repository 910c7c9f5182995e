//! From an event to an answer.

use thiserror::Error;
use vestibule_http::Step;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Document, Inputs, Value};
use vestibule_tenant::{
    ClaimsRule, ClaimsRules, FailurePolicy, Moment, RuleEffect, ShardId, Snapshot, SnapshotError,
    Trigger,
};

use crate::answer::{
    Answer, Denial, Failure, FailureReason, GivenClaim, GivenField, GivenScope, Outcome, Part,
    RULE_FAILED, Revocation, RuleReport, SessionEnd, StepUp, TokenClaims,
};
use crate::email::email;
use crate::evaluate::Evaluator;
use crate::fetched::{Fetched, View};
use crate::inputs::{self, find, find_text};
use crate::item::{Items, Need};
use crate::size::fit;
use crate::step_up::{self, Factors};

/// The protocol of a login that is the exchange of a refresh token.
const REFRESH: &str = "oauth2-refresh-token";

/// What all rules of a callout may cost together, in units of [`vestibule_rules::Budget`].
pub const CALLOUT_BUDGET: u32 = 200_000;
/// What a condition or a value may cost.
pub const RULE_BUDGET: u32 = 20_000;

/// What people are told whose login is denied because a rule failed; why is in the log.
const RULE_FAILED_REASON: &str =
    "We could not find out what this account may do. Please try again, or ask your administrator.";

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
/// # Errors
///
/// An [`EnrichError`] for what is no rule's matter; a rule that fails is part of the answer.
pub fn enrich<'a>(
    trigger: Trigger,
    event: &Value<'_>,
    snapshot: &'a Snapshot,
    items: &dyn Items,
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
    if !lacks.is_empty() {
        return Ok(Step::Need(lacks));
    }
    let organization = organization.unwrap_or_else(inputs::nothing);
    let email = email.unwrap_or_else(inputs::nothing);
    let damaged = |_| EnrichError::Snapshot(SnapshotError::NotText);
    let organization = Document::parse(&organization).map_err(damaged)?;
    let email = Document::parse(&email).map_err(damaged)?;
    let views = fetched.views(&due);
    let plain = Inputs::new()
        .with("event", event.clone())
        .with("organization", &organization)
        .with("email", &email)
        .with("now", now);
    let documents: Vec<_> = views.iter().map(View::documents).collect();
    let aged: Vec<_> = documents
        .iter()
        .map(|(stale_ok, [directory, sources])| {
            let inputs = plain
                .clone()
                .with("directory", directory)
                .with("sources", sources);
            (*stale_ok, inputs)
        })
        .collect();
    let mut progress = Progress::new(rules.len(), Factors::new(event.clone(), mapping, now), now);
    progress.refreshes = refreshes;
    progress.stored_metadata = find(event, &["transaction", "metadata"]);
    Ok(Step::Done(answer(
        &settings,
        &rules,
        Evaluator::new(&plain, &aged),
        progress,
    )))
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

/// Whether the turn of a rule comes at a refresh, or at a login.
const fn is_its_moment(moment: Moment, refreshes: bool) -> bool {
    match moment {
        Moment::Always => true,
        Moment::Login => !refreshes,
        Moment::Refresh => refreshes,
    }
}

/// What was decided so far, and what became of the rules; what of it is public says [`Answer`].
pub(crate) struct Progress<'e, 's> {
    pub(crate) now: UnixSeconds,
    pub(crate) factors: Factors<'e, 's>,
    /// What the metadata of the transaction holds already.
    pub(crate) stored_metadata: Option<Value<'e>>,
    refreshes: bool,
    denial: Option<Denial<'s>>,
    pub(crate) step_up: Option<StepUp<'s>>,
    id_token: Vec<GivenClaim<'s>>,
    access_token: Vec<GivenClaim<'s>>,
    pub(crate) add_scopes: Vec<GivenScope<'s>>,
    pub(crate) remove_scopes: Vec<GivenScope<'s>>,
    pub(crate) user_metadata: Vec<GivenField<'s>>,
    pub(crate) app_metadata: Vec<GivenField<'s>>,
    pub(crate) transaction_metadata: Vec<GivenField<'s>>,
    pub(crate) session_expires_at: Option<SessionEnd<'s>>,
    pub(crate) session_idle_expires_at: Option<SessionEnd<'s>>,
    outcomes: Vec<Outcome<'s>>,
}

fn answer<'a, 's: 'a>(
    settings: &ClaimsRules<'s>,
    rules: &[ClaimsRule<'s>],
    mut evaluator: Evaluator<'a, '_>,
    mut progress: Progress<'_, 's>,
) -> Answer<'s> {
    for stage in [Stage::Denials, Stage::Factors, Stage::Rest] {
        for (index, rule) in rules.iter().enumerate() {
            if Stage::of(&rule.effect) == stage && progress.denial.is_none() {
                progress.take(index, rule, &mut evaluator);
            }
        }
    }
    progress.finish(settings, rules)
}

/// What keeps somebody out comes before what keeps somebody up, and both before all that they get: rules for that cannot
/// use up the budget that the others need.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Denials,
    Factors,
    Rest,
}

impl Stage {
    const fn of(effect: &RuleEffect<'_>) -> Self {
        match effect {
            RuleEffect::Deny { .. } => Self::Denials,
            RuleEffect::StepUp { .. } => Self::Factors,
            RuleEffect::Claim { .. }
            | RuleEffect::Scopes { .. }
            | RuleEffect::Metadata { .. }
            | RuleEffect::Session { .. } => Self::Rest,
        }
    }
}

impl<'e, 's> Progress<'e, 's> {
    fn new(rules: usize, factors: Factors<'e, 's>, now: UnixSeconds) -> Self {
        Self {
            now,
            factors,
            stored_metadata: None,
            refreshes: false,
            denial: None,
            step_up: None,
            id_token: Vec::new(),
            access_token: Vec::new(),
            add_scopes: Vec::new(),
            remove_scopes: Vec::new(),
            user_metadata: Vec::new(),
            app_metadata: Vec::new(),
            transaction_metadata: Vec::new(),
            session_expires_at: None,
            session_idle_expires_at: None,
            outcomes: vec![Outcome::NotReached; rules],
        }
    }

    fn take<'a>(&mut self, index: usize, rule: &ClaimsRule<'s>, evaluator: &mut Evaluator<'a, '_>)
    where
        's: 'a,
    {
        let outcome = self.evaluate(rule, evaluator).unwrap_or_else(|failure| {
            self.fail(rule);
            Outcome::Failed(failure)
        });
        if let Some(place) = self.outcomes.get_mut(index) {
            *place = outcome;
        }
    }

    fn evaluate<'a>(
        &mut self,
        rule: &ClaimsRule<'s>,
        evaluator: &mut Evaluator<'a, '_>,
    ) -> Result<Outcome<'s>, Failure>
    where
        's: 'a,
    {
        if !is_its_moment(rule.moment, self.refreshes) {
            return Ok(Outcome::OtherMoment);
        }
        // What an earlier rule gave need not be computed again.
        if let Some(by) = self.earlier(&rule.effect) {
            return Ok(Outcome::Superseded { by });
        }
        evaluator.allow(rule.stale_ok);
        if let Some(condition) = rule.condition
            && !evaluator.condition(condition)?
        {
            return Ok(Outcome::DoesNotApply);
        }
        match rule.effect {
            RuleEffect::Deny {
                code,
                reason,
                user_message,
                revokes_session,
                preserves_refresh_tokens,
            } => {
                self.denial = Some(Denial {
                    rule: rule.name,
                    code,
                    reason,
                    user_message,
                    revocation: revokes_session.then_some(Revocation {
                        preserves_refresh_tokens,
                    }),
                });
                Ok(Outcome::Denied)
            }
            RuleEffect::StepUp { max_age, factors } => Ok(self.step_up(rule, max_age, factors)),
            RuleEffect::Scopes { add, remove } => {
                self.scopes(rule, add, remove);
                Ok(Outcome::Gave)
            }
            RuleEffect::Metadata { of, key, value } => {
                self.metadata(rule, (of, key, value), evaluator)
            }
            RuleEffect::Session { limit, value } => self.session(rule, (limit, value), evaluator),
            RuleEffect::Claim {
                name,
                id_token,
                access_token,
                priority,
                value,
            } => {
                let Some(value) = evaluator.claim(value)? else {
                    return Ok(Outcome::Empty);
                };
                let claim = GivenClaim {
                    name,
                    value,
                    rule: rule.name,
                    priority,
                    required: rule.failure == FailurePolicy::Required,
                };
                if id_token && earlier(&self.id_token, name).is_none() {
                    self.id_token.push(claim.clone());
                }
                if access_token && earlier(&self.access_token, name).is_none() {
                    self.access_token.push(claim);
                }
                Ok(Outcome::Gave)
            }
        }
    }

    /// The earlier rule that did all that this one would do.
    fn earlier(&mut self, effect: &RuleEffect<'s>) -> Option<&'s str> {
        match *effect {
            RuleEffect::Claim {
                name,
                id_token,
                access_token,
                ..
            } => {
                let in_id_token = earlier(&self.id_token, name).filter(|_| id_token);
                let in_access_token = earlier(&self.access_token, name).filter(|_| access_token);
                let is_open = (id_token && in_id_token.is_none())
                    || (access_token && in_access_token.is_none());
                in_id_token.or(in_access_token).filter(|_| !is_open)
            }
            RuleEffect::Metadata { of, key, .. } => {
                let mut fields = self.fields(of).iter();
                fields.find(|field| field.key == key).map(|it| it.rule)
            }
            RuleEffect::Session { limit, .. } => self.end(limit).map(|end| end.rule),
            RuleEffect::StepUp { .. } => self.step_up.as_ref().map(|step_up| step_up.rule),
            RuleEffect::Deny { .. } | RuleEffect::Scopes { .. } => None,
        }
    }

    /// Does what the policy of a rule that failed says.
    fn fail(&mut self, rule: &ClaimsRule<'s>) {
        if rule.failure == FailurePolicy::Required {
            self.denial = Some(Denial {
                rule: rule.name,
                code: RULE_FAILED,
                reason: RULE_FAILED_REASON,
                user_message: None,
                revocation: None,
            });
        }
    }

    fn finish(mut self, settings: &ClaimsRules<'s>, rules: &[ClaimsRule<'s>]) -> Answer<'s> {
        let budgets = [settings.id_token_budget(), settings.access_token_budget()];
        let given = [
            std::mem::take(&mut self.id_token),
            std::mem::take(&mut self.access_token),
        ];
        let [id_token, access_token] = given;
        let [id_budget, access_budget] = budgets;
        let (mut id_token, id_unfit) = fit(id_token, settings.marker(), id_budget);
        let (mut access_token, access_unfit) = fit(access_token, settings.marker(), access_budget);
        for (outcome, rule) in self.outcomes.iter_mut().zip(rules) {
            let mut omitted = id_token.omitted.iter().chain(&access_token.omitted);
            if omitted.any(|claim| claim.rule == rule.name) {
                *outcome = Outcome::Omitted;
            }
        }
        if let Some(name) = id_unfit.or(access_unfit).filter(|_| self.denial.is_none())
            && let Some((outcome, rule)) = self
                .outcomes
                .iter_mut()
                .zip(rules)
                .find(|(_, rule)| rule.name == name)
        {
            *outcome = Outcome::Failed(Failure {
                part: Part::Value,
                reason: FailureReason::NoRoom,
            });
            self.fail(rule);
        }
        // Taken away wins over added, whatever the order: fewer scopes than meant are safe, more are not.
        let removed = &self.remove_scopes;
        self.add_scopes
            .retain(|added| !removed.iter().any(|it| it.scope == added.scope));
        if let Some(denial) = self.denial {
            id_token = nothing(id_budget);
            access_token = nothing(access_budget);
            let outcomes = std::mem::take(&mut self.outcomes);
            self = Self::new(0, self.factors, self.now);
            self.denial = Some(denial);
            self.outcomes = outcomes;
        }
        let reports = rules.iter().zip(self.outcomes);
        Answer {
            denial: self.denial,
            step_up: self.step_up,
            id_token,
            access_token,
            add_scopes: self.add_scopes,
            remove_scopes: self.remove_scopes,
            user_metadata: self.user_metadata,
            app_metadata: self.app_metadata,
            transaction_metadata: self.transaction_metadata,
            session_expires_at: self.session_expires_at,
            session_idle_expires_at: self.session_idle_expires_at,
            rules: reports
                .map(|(rule, outcome)| RuleReport {
                    rule: rule.name,
                    outcome,
                })
                .collect(),
        }
    }
}

/// The rule that gave a claim before.
fn earlier<'s>(claims: &[GivenClaim<'s>], name: &str) -> Option<&'s str> {
    let mut claims = claims.iter();
    let found = claims.find(|claim| claim.name == name);
    found.map(|claim| claim.rule)
}

/// A token without claims of ours.
fn nothing<'s>(budget: usize) -> TokenClaims<'s> {
    fit(Vec::new(), None, budget).0
}
