//! What rules do besides giving claims and denying: scopes, metadata, ends of sessions, second factors.

use vestibule_tenant::{ClaimsRule, MetadataOf, SessionLimit};

use crate::answer::{
    FACTOR_NOT_ENROLLED, Failure, GivenField, GivenScope, Outcome, Part, SessionEnd,
};
use crate::evaluate::Evaluator;
use crate::metadata;
use crate::progress::Progress;

/// What people are told who have a second factor, but none that a rule asks for.
const FACTOR_NOT_ENROLLED_REASON: &str =
    "This needs a second factor that this account has not set up. Please ask your administrator.";

impl<'s> Progress<'_, 's> {
    pub(crate) fn scopes(&mut self, rule: &ClaimsRule<'s>, add: &'s str, remove: &'s str) {
        for (scopes, given) in [
            (add, &mut self.add_scopes),
            (remove, &mut self.remove_scopes),
        ] {
            for scope in scopes.split(' ').filter(|scope| !scope.is_empty()) {
                if !given.iter().any(|earlier| earlier.scope == scope) {
                    let rule = rule.name;
                    given.push(GivenScope { scope, rule });
                }
            }
        }
    }

    /// Sets a field that no earlier rule set. Null is a value like any other: it deletes the field.
    pub(crate) fn metadata<'a>(
        &mut self,
        rule: &ClaimsRule<'s>,
        (of, key, value): (MetadataOf, &'s str, &'s [u8]),
        evaluator: &mut Evaluator<'a, '_>,
    ) -> Result<Outcome<'s>, Failure>
    where
        's: 'a,
    {
        let value = evaluator.value(value)?;
        let stored = self.stored_metadata.clone();
        let given = self.fields(of);
        metadata::check(of, key, &value, given, stored.as_ref()).map_err(|reason| Failure {
            part: Part::Value,
            reason,
        })?;
        given.push(GivenField {
            key,
            value,
            rule: rule.name,
        });
        Ok(Outcome::Gave)
    }

    /// The fields of this metadata so far.
    pub(crate) const fn fields(&mut self, of: MetadataOf) -> &mut Vec<GivenField<'s>> {
        match of {
            MetadataOf::User => &mut self.user_metadata,
            MetadataOf::App => &mut self.app_metadata,
            MetadataOf::Transaction => &mut self.transaction_metadata,
        }
    }

    pub(crate) fn session<'a>(
        &mut self,
        rule: &ClaimsRule<'s>,
        (limit, value): (SessionLimit, &'s [u8]),
        evaluator: &mut Evaluator<'a, '_>,
    ) -> Result<Outcome<'s>, Failure>
    where
        's: 'a,
    {
        let Some(at) = evaluator.instant(value, self.now)? else {
            return Ok(Outcome::Empty);
        };
        *self.end(limit) = Some(SessionEnd {
            at,
            rule: rule.name,
        });
        Ok(Outcome::Gave)
    }

    /// This end of the session so far.
    pub(crate) const fn end(&mut self, limit: SessionLimit) -> &mut Option<SessionEnd<'s>> {
        match limit {
            SessionLimit::ExpiresAt => &mut self.session_expires_at,
            SessionLimit::IdleExpiresAt => &mut self.session_idle_expires_at,
        }
    }

    pub(crate) fn step_up(
        &mut self,
        rule: &ClaimsRule<'s>,
        max_age: Option<u32>,
        factors: &'s str,
    ) -> Outcome<'s> {
        if self.factors.is_shown(max_age) {
            return Outcome::FactorShown;
        }
        self.step_up = self.factors.ask(rule.name, factors);
        if self.step_up.is_some() {
            return Outcome::Asked;
        }
        self.deny(rule.name, FACTOR_NOT_ENROLLED, FACTOR_NOT_ENROLLED_REASON);
        Outcome::Denied
    }
}
