//! Rules for claims: what they are called, what they do, and whether they compile.

use std::collections::BTreeSet;

use vestibule_claims::{ClaimName, ClaimNameError};
use vestibule_rules_compiler::{Diagnostic, Environment, ResultType, compile};

use crate::code::Code;
use crate::file::{self, Failure, Token, TokenBudget, Trigger};
use crate::finding::Draft;
use crate::model::{Claims, ClaimsRule, Effect};
use crate::report::Report;
use crate::write::MARKER;

/// How many rules there may be. All of a trigger are evaluated while somebody waits, and all are always in memory.
const MAX_RULES: usize = 200;
const MAX_PRIORITY: u8 = 100;
const DEFAULT_PRIORITY: u8 = 50;
/// Room for the marker and a claim; and what Auth0 takes, beyond which the login fails.
const BUDGETS: std::ops::RangeInclusive<u32> = 512..=100_000;
/// Longest code of a denial, in octets.
const MAX_CODE: usize = 64;
/// Inputs that rules may name and that are always empty, since their sources are not built yet.
const UNFILLED: [&str; 2] = ["directory", "sources"];

/// What rules of each trigger may read.
struct Environments {
    post_login: Environment,
    credentials_exchange: Environment,
    pre_user_registration: Environment,
}

pub(super) fn check(claims: &file::Claims, report: &mut Report<'_>) -> Claims {
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
            rules: Vec::new(),
        };
    }
    // A namespace that was refused says nothing about the names in it.
    let stand_in = claims
        .namespace
        .as_ref()
        .map(|_| "https://namespace.invalid/");
    let prefix = namespace.as_deref().or(stand_in);
    let environments = Environments::new();
    let mut names = BTreeSet::new();
    let mut rules = Vec::new();
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
            reads_organization: false,
            report: &mut *report,
        };
        let condition = check.compile("when", rule.when.as_deref(), ResultType::Bool);
        let effect = check.effect(prefix);
        let reads_organization = check.reads_organization;
        if let Some(effect) = effect {
            let failure = match effect {
                Effect::Claim { .. } => Failure::Optional,
                // A login that cannot be decided is not let in, unless somebody says that it is.
                Effect::Deny { .. } => Failure::Required,
            };
            rules.push(ClaimsRule {
                name,
                trigger: rule.trigger,
                reads_organization,
                condition,
                failure: rule.failure.unwrap_or(failure),
                effect,
            });
        }
    }
    Claims {
        namespace,
        budget: claims.budget,
        rules,
    }
}

/// A rule that is being checked.
struct Check<'c, 'r> {
    field: &'c str,
    rule: &'c file::ClaimsRule,
    environment: &'c Environment,
    /// Whether anything that was compiled so far reads the organization.
    reads_organization: bool,
    report: &'c mut Report<'r>,
}

impl Check<'_, '_> {
    fn add(&mut self, field: &str, code: Code, problem: String, help: &str) {
        let field = format!("{}{field}", self.field);
        self.report.add(field, code, problem, help);
    }

    fn effect(&mut self, namespace: Option<&str>) -> Option<Effect> {
        let rule = self.rule;
        match (&rule.claim, &rule.value, &rule.deny) {
            (Some(claim), Some(_), None) => self.claim(claim, namespace),
            (None, None, Some(deny)) => Some(self.deny(deny)),
            (_, _, Some(_)) => {
                self.add(
                    ".deny",
                    Code::IncompleteRule,
                    "the rule denies, and gives a claim as well".to_owned(),
                    "make two rules of it, one with `deny` and one with `claim` and `value`",
                );
                None
            }
            (claim, _, None) => {
                let missing = match claim {
                    Some(_) => "`value`",
                    None if rule.value.is_some() => "`claim`",
                    None => "`claim` and `value`, or `deny`",
                };
                self.add(
                    "",
                    Code::IncompleteRule,
                    format!("the rule lacks {missing}"),
                    "a rule has `claim` and `value`, or `when` and `deny`",
                );
                None
            }
        }
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

    fn deny(&mut self, deny: &file::Deny) -> Effect {
        let rule = self.rule;
        for (name, is_there) in [
            ("tokens", rule.tokens.is_some()),
            ("priority", rule.priority.is_some()),
        ] {
            if is_there {
                self.add(
                    &format!(".{name}"),
                    Code::IncompleteRule,
                    format!("the rule denies, and `{name}` is about claims"),
                    "remove it",
                );
            }
        }
        if rule.when.is_none() {
            self.add(
                ".deny",
                Code::IncompleteRule,
                "the rule denies every login".to_owned(),
                "say `when` it denies; `when = \"true\"` if that is meant",
            );
        }
        let is_code =
            |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_');
        let code = &deny.code;
        if code.is_empty() || code.len() > MAX_CODE || !code.bytes().all(is_code) {
            self.add(
                ".deny.code",
                Code::InvalidDenial,
                format!("`{code}` is not the code of a denial"),
                "write at most 64 lower-case letters, digits, `-` and `_`, as in `org-mismatch`",
            );
        }
        let field = format!("{}.deny.reason", self.field);
        let reason = self.report.name(field, &deny.reason);
        Effect::Deny {
            code: code.clone(),
            reason,
        }
    }

    /// Compiles the text of a field and reports what is wrong with it, where it is wrong.
    fn compile(
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
        for input in UNFILLED {
            if compiled.reads.iter().any(|path| of(path, input)) {
                self.report.add(
                    &*field,
                    Code::UnfilledInput,
                    format!("nothing fills `{input}` yet, so the rule would always fail"),
                    "read the event, or the organization's `metadata`",
                );
            }
        }
        self.reads_organization |= compiled.reads.iter().any(|path| of(path, "organization"));
        Some(compiled.program)
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
