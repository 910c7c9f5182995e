//! Rules for claims: what they are called, what they do, and whether they compile.

use std::collections::BTreeSet;

use vestibule_rules_compiler::{Environment, ResultType};

use super::claims_settings::{check_budget, check_namespace};
use super::effects::{self, check_scopes, trigger_name};
use super::sources;
use crate::code::Code;
use crate::file::{self, Failure, Moment, Trigger};
use crate::model::{Claims, ClaimsRule, Effect, MetadataOf, Reads, Source};
use crate::report::Report;

/// How many rules there may be. All of a trigger are evaluated while somebody waits, and all are always in memory.
const MAX_RULES: usize = 200;
/// What rules of each trigger may read.
struct Environments {
    post_login: Environment,
    credentials_exchange: Environment,
    pre_user_registration: Environment,
}

pub(super) fn check(claims: &file::Claims, loopback: bool, report: &mut Report<'_>) -> Claims {
    let namespace = claims
        .namespace
        .as_deref()
        .and_then(|namespace| check_namespace(namespace, report));
    check_budget(claims.budget, report);
    if claims.rules.len() > MAX_RULES {
        report.add(
            "claims.rules",
            Code::TooManyRules,
            format!(
                "there are {} rules, and {MAX_RULES} are allowed",
                claims.rules.len()
            ),
            "let one rule give a map, or read what differs from the organization's metadata",
        );
        // Compiling thousands of rules to say more about a file that is refused anyway would take minutes.
        return Claims {
            namespace,
            budget: claims.budget,
            reads_public_mail: false,
            sources: Vec::new(),
            rules: Vec::new(),
        };
    }
    let mut sources = sources::check(claims, loopback, report);
    // A namespace that was refused says nothing about the names in it.
    let stand_in = claims
        .namespace
        .as_ref()
        .map(|_| "https://namespace.invalid/");
    let prefix = namespace.as_deref().or(stand_in);
    let environments = Environments::new();
    let mut names = BTreeSet::new();
    let mut rules = Vec::new();
    let mut reads_public_mail = false;
    for (index, rule) in claims.rules.iter().enumerate() {
        let field = format!("claims.rules[{index}]");
        let name = report.name(format_args!("{field}.name"), &rule.name);
        if !names.insert(name.clone()) {
            report.add(
                format!("{field}.name"),
                Code::DuplicateRule,
                format!("`{name}` is already the name of another rule"),
                "rename one of the two: logs tell rules by their names",
            );
        }
        let mut check = Check {
            field: &field,
            rule,
            environment: environments.of(rule.trigger),
            reads: Reads::default(),
            reads_public_mail: false,
            reads_request: false,
            sources: &sources,
            report: &mut *report,
        };
        let condition = check.compile("when", rule.when.as_deref(), ResultType::Bool);
        let effect = check.effect(prefix);
        let moment = check.moment();
        let stale_ok = check.stale_ok();
        let reads = check.reads;
        reads_public_mail |= check.reads_public_mail;
        for (index, source) in sources.iter_mut().enumerate() {
            if reads.sources & bit(index) != 0 {
                source.keep = source.keep.max(stale_ok);
            }
        }
        if let Some(effect) = effect {
            rules.push(ClaimsRule {
                name,
                trigger: rule.trigger,
                reads,
                stale_ok,
                moment,
                condition,
                failure: rule.failure.unwrap_or_else(|| default_failure(&effect)),
                effect,
            });
        }
    }
    check_scopes(&rules, report);
    Claims {
        namespace,
        budget: claims.budget,
        reads_public_mail,
        sources,
        rules,
    }
}

/// The bit by which a rule says that it reads the source at this place.
pub(super) const fn bit(index: usize) -> u8 {
    if index < 8 { 1 << index } else { 0 }
}

/// What cannot be decided does not let anybody have more than was meant, unless somebody says so.
const fn default_failure(effect: &Effect) -> Failure {
    match effect {
        Effect::Deny { .. } | Effect::StepUp { .. } => Failure::Required,
        Effect::Scopes { remove, .. } if !remove.is_empty() => Failure::Required,
        Effect::Claim { .. }
        | Effect::Scopes { .. }
        | Effect::Metadata { .. }
        | Effect::Session { .. } => Failure::Optional,
    }
}

/// A rule that is being checked.
pub(super) struct Check<'c, 'r> {
    pub(super) field: &'c str,
    pub(super) rule: &'c file::ClaimsRule,
    pub(super) environment: &'c Environment,
    /// What anything that was compiled so far reads.
    pub(super) reads: Reads,
    pub(super) reads_public_mail: bool,
    /// Whether any of it reads what the request asks for.
    pub(super) reads_request: bool,
    pub(super) sources: &'c [Source],
    pub(super) report: &'c mut Report<'r>,
}

impl Check<'_, '_> {
    pub(super) fn add(&mut self, field: &str, code: Code, problem: String, help: &str) {
        let field = format!("{}{field}", self.field);
        self.report.add(field, code, problem, help);
    }

    fn effect(&mut self, namespace: Option<&str>) -> Option<Effect> {
        let rule = self.rule;
        let kinds = effects::kinds(rule);
        let kind = match kinds.as_slice() {
            [] => {
                let missing = if rule.value.is_some() {
                    "`claim`"
                } else {
                    "`claim` and `value`, or anything else to do"
                };
                self.lacks(missing);
                return None;
            }
            [kind] => kind,
            [first, .., last] => {
                let problem = format!("the rule has `{}` as well, and does one thing", first.field);
                self.add(
                    &format!(".{}", last.field),
                    Code::IncompleteRule,
                    problem,
                    "make two rules of it",
                );
                return None;
            }
        };
        self.check_foreign(kind);
        if kind.takes_value && rule.value.is_none() {
            self.lacks("`value`");
            return None;
        }
        if !self.is_possible(kind) {
            return None;
        }
        match kind.field {
            "claim" => self.claim(rule.claim.as_deref()?, namespace),
            "user_metadata" => self.metadata(MetadataOf::User, rule.user_metadata.as_deref()?),
            "app_metadata" => self.metadata(MetadataOf::App, rule.app_metadata.as_deref()?),
            "transaction_metadata" => self.metadata(
                MetadataOf::Transaction,
                rule.transaction_metadata.as_deref()?,
            ),
            "session" => self.session(rule.session?),
            "scopes" => Some(self.scopes(rule.scopes.as_ref()?)),
            "step_up" => Some(self.step_up(rule.step_up.as_ref()?)),
            _ => Some(self.deny(rule.deny.as_ref()?)),
        }
    }

    fn lacks(&mut self, missing: &str) {
        self.add(
            "",
            Code::IncompleteRule,
            format!("the rule lacks {missing}"),
            "a rule has `claim` and `value`, or `when` and `deny`, or one of the others in docs/tenant-file.md",
        );
    }

    /// Fields that say nothing about what the rule does.
    fn check_foreign(&mut self, kind: &effects::Kind) {
        let rule = self.rule;
        let is_claim = kind.field == "claim";
        for (name, is_foreign) in [
            ("value", rule.value.is_some() && !kind.takes_value),
            ("tokens", rule.tokens.is_some() && !is_claim),
            ("priority", rule.priority.is_some() && !is_claim),
        ] {
            if is_foreign {
                self.add(
                    &format!(".{name}"),
                    Code::IncompleteRule,
                    format!("`{name}` says nothing about `{}`", kind.field),
                    "remove it",
                );
            }
        }
    }

    fn moment(&mut self) -> Moment {
        let rule = self.rule;
        if rule.at.is_some() && rule.trigger != Trigger::PostLogin {
            let trigger = trigger_name(rule.trigger);
            self.add(
                ".at",
                Code::UnusableEffect,
                format!("`{trigger}` has neither logins nor refreshes"),
                "remove it: `at` is for rules of `post-login`",
            );
        }
        if rule.step_up.is_some() && rule.at.is_none() && self.reads_request {
            self.add(
                ".step_up",
                Code::StepUpAtLogin,
                "the rule is about what is asked for, and a refresh can ask for more than the login did".to_owned(),
                "say `at = \"always\"`, which denies such a refresh unless a factor is shown, or `at = \"login\"` where refresh tokens are for one API",
            );
        }
        // Nobody sits at a browser when a token is refreshed.
        let usual = if rule.step_up.is_some() {
            Moment::Login
        } else {
            Moment::Always
        };
        rule.at.unwrap_or(usual)
    }
}

impl Environments {
    fn new() -> Self {
        Self {
            post_login: Environment::post_login(),
            credentials_exchange: Environment::credentials_exchange(),
            pre_user_registration: Environment::pre_user_registration(),
        }
    }

    const fn of(&self, trigger: Trigger) -> &Environment {
        match trigger {
            Trigger::PostLogin => &self.post_login,
            Trigger::CredentialsExchange => &self.credentials_exchange,
            Trigger::PreUserRegistration => &self.pre_user_registration,
        }
    }
}
