//! Rules for claims: what they are called, what they do, and whether they compile.

use std::collections::BTreeSet;

use vestibule_claims::{ClaimName, ClaimNameError};
use vestibule_rules_compiler::{Diagnostic, Environment, ResultType, compile};
use vestibule_tenant::layout;

use super::effects::{self, check_scopes, trigger_name};
use super::sources;
use crate::code::Code;
use crate::file::{self, Failure, Moment, Token, TokenBudget, Trigger};
use crate::finding::Draft;
use crate::model::{Claims, ClaimsRule, Effect, MetadataOf, Reads, Source};
use crate::report::Report;
use crate::write::MARKER;

/// How many rules there may be. All of a trigger are evaluated while somebody waits, and all are always in memory.
const MAX_RULES: usize = 200;
const MAX_PRIORITY: u8 = 100;
const DEFAULT_PRIORITY: u8 = 50;
/// Room for the marker and a claim; and what Auth0 takes, beyond which the login fails.
const BUDGETS: std::ops::RangeInclusive<u32> = 512..=100_000;
/// Seconds that an answer may be old for which there is no newer one, where the rule does not say.
const DEFAULT_STALE_OK: u32 = 300;
/// The most that a rule can say.
const MAX_STALE_OK: u32 = 86_400;
/// The parts of the directory, and how the snapshot marks them.
const DIRECTORY: [(&str, u8); 3] = [
    ("directory.user", layout::DIRECTORY_USER),
    ("directory.status", layout::DIRECTORY_STATUS),
    ("directory.organization", layout::DIRECTORY_ORGANIZATION),
];

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
const fn bit(index: usize) -> u8 {
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
    reads: Reads,
    reads_public_mail: bool,
    sources: &'c [Source],
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
        // Nobody sits at a browser when a token is refreshed.
        let usual = if rule.step_up.is_some() {
            Moment::Login
        } else {
            Moment::Always
        };
        rule.at.unwrap_or(usual)
    }

    fn claim(&mut self, claim: &str, namespace: Option<&str>) -> Option<Effect> {
        let rule = self.rule;
        let priority = rule.priority.unwrap_or(DEFAULT_PRIORITY);
        if priority > MAX_PRIORITY {
            self.add(
                ".priority",
                Code::OutOfRange,
                format!("{priority} is not from 0 to {MAX_PRIORITY}"),
                "give what must stay longest the highest number",
            );
        }
        let tokens = self.tokens();
        let name = self.name(claim, namespace);
        let value = self.compile("value", rule.value.as_deref(), ResultType::Any);
        let ((id_token, access_token), name, value) = (tokens?, name?, value?);
        if let Some(scope) = name.access_token_scope().filter(|_| access_token) {
            self.add(
                ".claim",
                Code::ClaimNeedsScope,
                format!(
                    "Auth0 drops `{name}` from an access token for which the scope `{scope}` was not requested"
                ),
                "let the rule be for the ID token alone, or give the claim a name in your namespace",
            );
        }
        Some(Effect::Claim {
            name,
            id_token,
            access_token,
            priority,
            value,
        })
    }

    /// Whether the ID token and the access token get the claim.
    fn tokens(&mut self) -> Option<(bool, bool)> {
        let made: &[Token] = match self.rule.trigger {
            Trigger::PostLogin => &[Token::Id, Token::Access],
            Trigger::CredentialsExchange => &[Token::Access],
            Trigger::PreUserRegistration => {
                self.add(
                    ".claim",
                    Code::UnusableToken,
                    "nobody gets a token before they are signed up".to_owned(),
                    "deny here, or give the claim in a rule of `post-login`",
                );
                return None;
            }
        };
        let Some(tokens) = &self.rule.tokens else {
            return Some((made.contains(&Token::Id), true));
        };
        if tokens.is_empty() {
            self.add(
                ".tokens",
                Code::EmptyList,
                "the rule is for no token".to_owned(),
                "name `\"id\"`, `\"access\"` or both, or leave `tokens` out",
            );
        }
        if let Some(index) = tokens.iter().position(|token| !made.contains(token)) {
            self.add(
                &format!(".tokens[{index}]"),
                Code::UnusableToken,
                "`credentials-exchange` makes no ID token: there is nobody it could be about"
                    .to_owned(),
                "write `tokens = [\"access\"]`, or leave it out",
            );
            return None;
        }
        Some((tokens.contains(&Token::Id), tokens.contains(&Token::Access)))
    }

    fn name(&mut self, claim: &str, namespace: Option<&str>) -> Option<ClaimName> {
        let is_whole = claim.contains("://")
            || claim
                .get(..4)
                .is_some_and(|start| start.eq_ignore_ascii_case("urn:"));
        let name = match namespace {
            Some(namespace) if self.rule.namespaced && !is_whole && !claim.is_empty() => {
                format!("{namespace}{claim}")
            }
            _ => claim.to_owned(),
        };
        if namespace.is_some_and(|namespace| name.strip_prefix(namespace) == Some(MARKER)) {
            self.add(
                ".claim",
                Code::UnusableClaimName,
                format!("`{name}` is the claim that says what was left out of a token"),
                "call the claim something else",
            );
            return None;
        }
        match ClaimName::parse(&name) {
            Ok(name) => Some(name),
            Err(error) => {
                let help = match error {
                    ClaimNameError::Restricted => {
                        "give it a name in a namespace of yours: `namespace = \"https://…/\"` under [claims]"
                    }
                    ClaimNameError::ForbiddenNamespace => "use a domain of your own as namespace",
                    _ => {
                        "write a URL such as `https://acme.example/plan`, or a name in the namespace"
                    }
                };
                self.add(
                    ".claim",
                    Code::UnusableClaimName,
                    format!("no token would ever hold the claim `{name}`: {error}"),
                    help,
                );
                None
            }
        }
    }

    /// Compiles the text of a field and reports what is wrong with it, where it is wrong.
    pub(super) fn compile(
        &mut self,
        name: &str,
        source: Option<&str>,
        expected: ResultType,
    ) -> Option<Vec<u8>> {
        let source = source?;
        let field = format!("{}.{name}", self.field);
        let compiled = match compile(source, self.environment, expected) {
            Ok(compiled) => compiled,
            Err(diagnostics) => {
                for diagnostic in diagnostics {
                    let before = source.get(..diagnostic.octets.start).unwrap_or_default();
                    self.report
                        .add_inside(draft(&field, source, diagnostic.clone()), before);
                }
                return None;
            }
        };
        let of = |path: &str, input: &str| {
            path.strip_prefix(input)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        // Who reads a part reads the whole, and who reads the whole reads each part.
        let reads = |input: &str| {
            let mut paths = compiled.reads.iter();
            paths.any(|path| of(path, input) || of(input, path))
        };
        self.reads.organization |= reads("organization");
        self.reads.email |= reads("email");
        self.reads.email_organizations |= reads("email.organizations");
        self.reads_public_mail |= reads("email.is_public");
        for (part, bit) in DIRECTORY {
            if reads(part) {
                self.reads.directory |= bit;
            }
        }
        for (index, source) in self.sources.iter().enumerate() {
            if reads(&format!("sources.{}", source.name)) {
                self.reads.sources |= bit(index);
            }
        }
        let named = compiled
            .reads
            .iter()
            .filter_map(|path| path.strip_prefix("sources"));
        for rest in named.filter(|rest| !rest.is_empty()) {
            let known = |source: &Source| of(rest, &format!(".{}", source.name));
            if !self.sources.iter().any(known) {
                let name = rest.trim_start_matches('.').split(['.', '[']).next();
                self.report.add(
                    &*field,
                    Code::UnknownSource,
                    format!("there is no source `{}`", name.unwrap_or_default()),
                    "describe it under [[claims.sources]]",
                );
            }
        }
        Some(compiled.program)
    }

    /// How old what the rule reads from elsewhere may be.
    fn stale_ok(&mut self) -> u32 {
        let Some(seconds) = self.rule.stale_ok else {
            return DEFAULT_STALE_OK;
        };
        if self.reads.directory == 0 && self.reads.sources == 0 {
            self.add(
                ".stale_ok",
                Code::IncompleteRule,
                "the rule reads neither a source nor the directory, and nothing else grows old"
                    .to_owned(),
                "remove `stale_ok`",
            );
        } else if seconds > MAX_STALE_OK {
            self.add(
                ".stale_ok",
                Code::OutOfRange,
                format!("{seconds} seconds is more than a day"),
                "allow for an outage, not for a holiday",
            );
        }
        seconds
    }
}

/// A finding in one line: what is wrong, and the piece of the rule that it is about.
fn draft(field: &str, source: &str, diagnostic: Diagnostic) -> Draft {
    let piece = source.get(diagnostic.octets.clone()).unwrap_or_default();
    let piece: String = piece.split_whitespace().collect::<Vec<_>>().join(" ");
    let (line, column) = diagnostic.position;
    let place = if source.contains('\n') {
        format!("line {line}, column {column}")
    } else {
        format!("column {column}")
    };
    let about = match piece.chars().count() {
        0 => String::new(),
        1..=MAX_PIECE => format!(" (`{piece}`)"),
        _ => {
            let start: String = piece.chars().take(MAX_PIECE).collect();
            format!(" (`{start}…`)")
        }
    };
    let help = if diagnostic.help.is_empty() {
        "docs/claims-rules.md says what rules are written in and what they may read".to_owned()
    } else {
        diagnostic.help
    };
    Draft::new(
        Code::InvalidRule,
        format!("{place}{about}: {}", diagnostic.problem),
        help,
    )
    .on(field)
}

/// Characters of a rule that a finding repeats.
const MAX_PIECE: usize = 40;

/// A namespace as names can begin with it; reported, and `None`, if it cannot be one.
fn check_namespace(namespace: &str, report: &mut Report<'_>) -> Option<String> {
    let is_https = namespace
        .get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    let problem = match ClaimName::parse(namespace) {
        Err(error) => error.to_string(),
        Ok(_) if !is_https => "it does not begin with `https://`".to_owned(),
        Ok(_) if !namespace.ends_with('/') => "it does not end in `/`".to_owned(),
        Ok(_) => return Some(namespace.to_owned()),
    };
    report.add(
        "claims.namespace",
        Code::InvalidNamespace,
        format!("`{namespace}` is not the namespace of claims: {problem}"),
        "write a URL of a domain of yours that ends in `/`, as in `https://acme.example/`; nothing need answer there",
    );
    None
}

fn check_budget(budget: TokenBudget, report: &mut Report<'_>) {
    for (name, octets) in [("id", budget.id), ("access", budget.access)] {
        if !BUDGETS.contains(&octets) {
            report.add(
                format!("claims.budget.{name}"),
                Code::OutOfRange,
                format!(
                    "{octets} octets is not from {} to {}",
                    BUDGETS.start(),
                    BUDGETS.end()
                ),
                "Auth0 fails logins with more; 4096 leaves room in the head of a request",
            );
        }
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
