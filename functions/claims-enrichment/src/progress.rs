//! What rules come to, one after the other.

use vestibule_identity::UnixSeconds;
use vestibule_rules::Value;
use vestibule_tenant::{ClaimsRule, ClaimsRules, FailurePolicy, Moment, RuleEffect};

use crate::answer::{
    Answer, Denial, Failure, FailureReason, GivenClaim, GivenField, GivenScope, Outcome, Part,
    RULE_FAILED, Revocation, RuleReport, SessionEnd, StepUp, TokenClaims,
};
use crate::evaluate::Evaluator;
use crate::size::fit;
use crate::step_up::Factors;

/// What people are told whose login is denied because a rule failed; why is in the log.
const RULE_FAILED_REASON: &str =
    "We could not find out what this account may do. Please try again, or ask your administrator.";

/// What was decided so far, and what became of the rules; what of it is public says [`Answer`].
pub(crate) struct Progress<'e, 's> {
    pub(crate) now: UnixSeconds,
    pub(crate) factors: Factors<'e, 's>,
    /// What the metadata of the transaction holds already.
    pub(crate) stored_metadata: Option<Value<'e>>,
    /// Whether this is the exchange of a refresh token.
    pub(crate) refreshes: bool,
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

/// Has the rules have their turns, and says what they come to.
pub(crate) fn answer<'a, 's: 'a>(
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

/// Whether the turn of a rule comes at a refresh, or at a login.
pub(crate) const fn is_its_moment(moment: Moment, refreshes: bool) -> bool {
    match moment {
        Moment::Always => true,
        Moment::Login => !refreshes,
        Moment::Refresh => refreshes,
    }
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
    pub(crate) fn new(rules: usize, factors: Factors<'e, 's>, now: UnixSeconds) -> Self {
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
        // What an earlier rule gave need not be computed again; but where a rule applies that must not fail, it must not be
        // left out either, whoever gave it.
        let done_by = self.earlier(&rule.effect);
        let is_required = rule.failure == FailurePolicy::Required;
        if let Some(by) = done_by.filter(|_| !is_required) {
            return Ok(Outcome::Superseded { by });
        }
        evaluator.turn_to(rule);
        if let Some(condition) = rule.condition
            && !evaluator.condition(condition)?
        {
            return Ok(Outcome::DoesNotApply);
        }
        if let Some(by) = done_by {
            self.require(&rule.effect);
            return Ok(Outcome::Superseded { by });
        }
        match rule.effect {
            RuleEffect::Deny {
                code,
                reason,
                user_message,
                revokes_session,
                preserves_refresh_tokens,
                shows_notice,
            } => {
                self.denial = Some(Denial {
                    rule: rule.name,
                    code,
                    reason,
                    user_message,
                    revocation: revokes_session.then_some(Revocation {
                        preserves_refresh_tokens,
                    }),
                    shows_notice,
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

    /// Keeps the claim that an earlier rule gave from being left out.
    fn require(&mut self, effect: &RuleEffect<'s>) {
        let RuleEffect::Claim {
            name,
            id_token,
            access_token,
            ..
        } = *effect
        else {
            return;
        };
        for (claims, is_asked) in [
            (&mut self.id_token, id_token),
            (&mut self.access_token, access_token),
        ] {
            let mut given = claims.iter_mut();
            if let Some(claim) = given.find(|claim| is_asked && claim.name == name) {
                claim.required = true;
            }
        }
    }

    /// Does what the policy of a rule that failed says.
    fn fail(&mut self, rule: &ClaimsRule<'s>) {
        if rule.failure == FailurePolicy::Required {
            self.deny(rule.name, RULE_FAILED, RULE_FAILED_REASON);
            // Whoever would have read why reads that we could not find out.
            if let (Some(denial), RuleEffect::Deny { shows_notice, .. }) =
                (&mut self.denial, rule.effect)
            {
                denial.shows_notice = shows_notice;
            }
        }
    }

    /// Denies for a reason of ours.
    pub(crate) const fn deny(&mut self, rule: &'s str, code: &'s str, reason: &'s str) {
        self.denial = Some(Denial {
            rule,
            code,
            reason,
            user_message: None,
            revocation: None,
            shows_notice: false,
        });
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
            // Its own policy may be another: the rule that requires the claim may be one behind it.
            self.deny(rule.name, RULE_FAILED, RULE_FAILED_REASON);
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
            notice: None,
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
            profile: None,
            redirect: None,
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
pub(crate) fn nothing<'s>(budget: usize) -> TokenClaims<'s> {
    fit(Vec::new(), None, budget).0
}
