//! Where in a rule an evaluation went wrong.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Error, anyhow};
use vestibule_claims_enrichment::{Failure, FailureReason, Part};
use vestibule_rules_compiler::{Environment, ResultType, compile};
use vestibule_tenant_compiler::file::{ClaimsRule, Trigger};
use vestibule_tenant_compiler::load;

use crate::arguments::CompileArguments;

/// The rules as they are written. A snapshot has programs only, which know instructions by their numbers.
pub(super) struct Rules(BTreeMap<String, ClaimsRule>);

impl Rules {
    pub(super) fn load(file: &Path, arguments: &CompileArguments) -> Result<Self, Error> {
        let file = load(file, &arguments.options()).map_err(|errors| anyhow!("{errors}"))?;
        let rules = file.claims.rules.into_iter();
        Ok(Self(
            rules
                .map(|rule| (rule.name.trim().to_owned(), rule))
                .collect(),
        ))
    }

    /// The piece of a rule at which its evaluation went wrong; `None` where it is about the result as a whole.
    pub(super) fn piece(&self, name: &str, failure: Failure) -> Option<String> {
        let FailureReason::Evaluate(error) = failure.reason else {
            return None;
        };
        let rule = self.0.get(name)?;
        let (source, expected) = match failure.part {
            Part::Condition => (rule.when.as_ref()?, ResultType::Bool),
            Part::Value => (rule.value.as_ref()?, ResultType::Any),
        };
        let environment = match rule.trigger {
            Trigger::PostLogin => Environment::post_login(),
            Trigger::CredentialsExchange => Environment::credentials_exchange(),
            Trigger::PreUserRegistration => Environment::pre_user_registration(),
        };
        let compiled = compile(source, &environment, expected).ok()?;
        let place = compiled.places.get(usize::from(error.at))?;
        let piece = source.get(place.clone())?;
        Some(piece.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
