//! From an event to an answer.

use serde_json::Value;
use thiserror::Error;
use vestibule_http::Step;
use vestibule_identity::UnixSeconds;
use vestibule_rules::Inputs;
use vestibule_tenant::{
    ClaimsRule, ClaimsRules, FailurePolicy, RuleEffect, ShardId, Snapshot, SnapshotError, Trigger,
};

use crate::answer::{
    Answer, Denial, Failure, FailureReason, GivenClaim, Outcome, Part, RULE_FAILED, RuleReport,
    TokenClaims,
};
use crate::evaluate::Evaluator;
use crate::inputs;
use crate::size::fit;

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
/// Gives the answer, or the shard of the snapshot that it takes.
///
/// # Errors
///
/// An [`EnrichError`] for what is no rule's matter; a rule that fails is part of the answer.
pub fn enrich<'a>(
    trigger: Trigger,
    event: &Value,
    snapshot: &'a Snapshot,
    now: UnixSeconds,
) -> Result<Step<Answer<'a>, ShardId>, EnrichError> {
    let Value::Object(fields) = event else {
        return Err(EnrichError::NotAnEvent);
    };
    let settings = snapshot.manifest().claims()?;
    let rules = settings.of(trigger)?;
    let organization = if rules.iter().any(|rule| rule.reads_organization) {
        match inputs::organization(fields, snapshot)? {
            Step::Done(organization) => organization,
            Step::Need(shards) => return Ok(Step::Need(shards)),
        }
    } else {
        inputs::nothing()
    };
    let nothing = inputs::nothing();
    let inputs = Inputs::new()
        .with("event", event)
        .with("organization", &organization)
        .with("now", now)
        // Sources beyond the tenant file are not built yet; rules that read them are refused when they are compiled.
        .with("directory", &nothing)
        .with("sources", &nothing);
    Ok(Step::Done(answer(&settings, &rules, &inputs)))
}

/// Claims so far, and what became of the rules.
struct Progress<'a> {
    id_token: Vec<GivenClaim<'a>>,
    access_token: Vec<GivenClaim<'a>>,
    outcomes: Vec<Outcome<'a>>,
    denial: Option<Denial<'a>>,
}

fn answer<'a, 's: 'a>(
    settings: &ClaimsRules<'s>,
    rules: &[ClaimsRule<'s>],
    inputs: &Inputs<'a>,
) -> Answer<'s> {
    let mut evaluator = Evaluator::new(inputs);
    let mut progress = Progress {
        id_token: Vec::new(),
        access_token: Vec::new(),
        outcomes: vec![Outcome::NotReached; rules.len()],
        denial: None,
    };
    let denies = |rule: &ClaimsRule<'_>| matches!(rule.effect, RuleEffect::Deny { .. });
    for denying in [true, false] {
        for (index, rule) in rules.iter().enumerate() {
            if denies(rule) == denying && progress.denial.is_none() {
                progress.take(index, rule, &mut evaluator);
            }
        }
    }
    progress.finish(settings, rules)
}

impl<'s> Progress<'s> {
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
        // What has the claim already need not be computed again.
        if let RuleEffect::Claim {
            name,
            id_token,
            access_token,
            ..
        } = rule.effect
        {
            let in_id_token = earlier(&self.id_token, name).filter(|_| id_token);
            let in_access_token = earlier(&self.access_token, name).filter(|_| access_token);
            let is_open =
                (id_token && in_id_token.is_none()) || (access_token && in_access_token.is_none());
            if let (false, Some(by)) = (is_open, in_id_token.or(in_access_token)) {
                return Ok(Outcome::Superseded { by });
            }
        }
        if let Some(condition) = rule.condition
            && !evaluator.condition(condition)?
        {
            return Ok(Outcome::DoesNotApply);
        }
        match rule.effect {
            RuleEffect::Deny { code, reason } => {
                self.denial = Some(Denial {
                    rule: rule.name,
                    code,
                    reason,
                });
                Ok(Outcome::Denied)
            }
            RuleEffect::Claim {
                name,
                id_token,
                access_token,
                priority,
                value,
            } => {
                let value = evaluator.value(value)?;
                if value.is_null() {
                    return Ok(Outcome::Empty);
                }
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

    /// Does what the policy of a rule that failed says.
    fn fail(&mut self, rule: &ClaimsRule<'s>) {
        if rule.failure == FailurePolicy::Required {
            self.denial = Some(Denial {
                rule: rule.name,
                code: RULE_FAILED,
                reason: RULE_FAILED_REASON,
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
        if self.denial.is_some() {
            id_token = nothing(id_budget);
            access_token = nothing(access_budget);
        }
        let reports = rules.iter().zip(self.outcomes);
        Answer {
            denial: self.denial,
            id_token,
            access_token,
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
