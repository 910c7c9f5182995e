//! What a rule does, but for claims: denials, second factors, scopes, metadata, ends of sessions.

use std::collections::BTreeSet;

use vestibule_profile::ask::BOOK;
use vestibule_rules::Duration;
use vestibule_rules_compiler::{Code as RuleCode, ResultType, compile};

use super::rules::Check;
use crate::code::Code;
use crate::file::{self, Trigger};
use crate::model::{ClaimsRule, Effect, MetadataOf, SessionLimit};
use crate::report::Report;

/// Longest code of a denial, in octets.
const MAX_CODE: usize = 64;
/// What Auth0 takes of a scope, in characters, and how many an Action may add or remove.
const MAX_SCOPE: usize = 280;
const MAX_SCOPES: usize = 1_000;
/// Octets of all scopes that the rules of a trigger change: an answer has room for them, whatever else is in it.
const MAX_SCOPES_LENGTH: usize = 16_384;
/// Longest name of a field of a transaction's metadata, in characters, by Auth0's limit.
const MAX_TRANSACTION_KEY: usize = 64;
/// Longest name of a field of a user's metadata, in characters; Auth0 names no limit.
const MAX_USER_KEY: usize = 255;
/// What Actions of ours keep in a transaction, and beside the book in a user's `app_metadata`, begins with this.
const OURS: &str = "vestibule_";
/// Fields that Auth0 does not take in `app_metadata`.
const RESERVED_APP_METADATA: [&str; 18] = [
    "__tenant",
    "_id",
    "blocked",
    "clientID",
    "created_at",
    "email",
    "email_verified",
    "globalClientID",
    "global_client_id",
    "identities",
    "lastIP",
    "lastLogin",
    "loginsCount",
    "metadata",
    "multifactor",
    "multifactor_last_modified",
    "updated_at",
    "user_id",
];
/// The factors that Auth0 challenges with, each with whether somebody can be asked to enrol it: an email address is one of
/// those that are verified, and nothing that is enrolled for it.
const FACTORS: [(&str, bool); 7] = [
    ("otp", true),
    ("push-notification", true),
    ("phone", true),
    ("webauthn-roaming", true),
    ("webauthn-platform", true),
    ("recovery-code", true),
    ("email", false),
];
/// A year: longer than any session lasts.
const MAX_AGE: i64 = 365 * 86_400;

/// Something that a rule can do, as far as it can be said in a table.
pub(super) struct Kind {
    /// The field that says so.
    pub(super) field: &'static str,
    is_there: fn(&file::ClaimsRule) -> bool,
    /// Whether it takes a `value`.
    pub(super) takes_value: bool,
    triggers: &'static [Trigger],
}

const LOGIN: &[Trigger] = &[Trigger::PostLogin];
const TOKENS: &[Trigger] = &[Trigger::PostLogin, Trigger::CredentialsExchange];
const USERS: &[Trigger] = &[Trigger::PostLogin, Trigger::PreUserRegistration];
const ALL: &[Trigger] = &[
    Trigger::PostLogin,
    Trigger::CredentialsExchange,
    Trigger::PreUserRegistration,
];

/// All that a rule can do. A rule that does two things is told so at the later one.
const KINDS: [Kind; 8] = [
    // A claim before a sign-up is refused with more to say: there is no token.
    kind("claim", |rule| rule.claim.is_some(), true, ALL),
    kind(
        "user_metadata",
        |rule| rule.user_metadata.is_some(),
        true,
        USERS,
    ),
    kind(
        "app_metadata",
        |rule| rule.app_metadata.is_some(),
        true,
        USERS,
    ),
    kind(
        "transaction_metadata",
        |rule| rule.transaction_metadata.is_some(),
        true,
        LOGIN,
    ),
    kind("session", |rule| rule.session.is_some(), true, LOGIN),
    kind("scopes", |rule| rule.scopes.is_some(), false, TOKENS),
    kind("step_up", |rule| rule.step_up.is_some(), false, LOGIN),
    kind("deny", |rule| rule.deny.is_some(), false, ALL),
];

const fn kind(
    field: &'static str,
    is_there: fn(&file::ClaimsRule) -> bool,
    takes_value: bool,
    triggers: &'static [Trigger],
) -> Kind {
    Kind {
        field,
        is_there,
        takes_value,
        triggers,
    }
}

/// What a rule says that it does; one thing, if it is right.
pub(super) fn kinds(rule: &file::ClaimsRule) -> Vec<&'static Kind> {
    KINDS.iter().filter(|kind| (kind.is_there)(rule)).collect()
}

/// Checks that all rules of a trigger together change no more scopes than Auth0 takes.
pub(super) fn check_scopes(rules: &[ClaimsRule], report: &mut Report<'_>) {
    for trigger in TOKENS {
        let mut added = BTreeSet::new();
        let mut removed = BTreeSet::new();
        for rule in rules.iter().filter(|rule| rule.trigger == *trigger) {
            if let Effect::Scopes { add, remove } = &rule.effect {
                added.extend(add);
                removed.extend(remove);
            }
        }
        let most = added.len().max(removed.len());
        let length: usize = added.iter().chain(&removed).map(|scope| scope.len()).sum();
        if most > MAX_SCOPES || length > MAX_SCOPES_LENGTH {
            let trigger = trigger_name(*trigger);
            report.add(
                "claims.rules",
                Code::TooManyScopes,
                format!(
                    "the rules of `{trigger}` add or remove {most} scopes, {length} octets in all; {MAX_SCOPES} and \
                     {MAX_SCOPES_LENGTH} are allowed"
                ),
                "give a claim that says what somebody may do, or use roles and permissions of Auth0's",
            );
        }
    }
}

impl Check<'_, '_> {
    /// Whether the trigger of the rule can do this.
    pub(super) fn is_possible(&mut self, kind: &Kind) -> bool {
        let is_possible = kind.triggers.contains(&self.rule.trigger);
        if !is_possible {
            let trigger = trigger_name(self.rule.trigger);
            self.add(
                &format!(".{}", kind.field),
                Code::UnusableEffect,
                format!("Auth0 has no way to do this at `{trigger}`"),
                "docs/tenant-file.md says what each trigger can do",
            );
        }
        is_possible
    }

    pub(super) fn deny(&mut self, deny: &file::Deny) -> Effect {
        let rule = self.rule;
        if rule.when.is_none() {
            self.add(
                ".deny",
                Code::IncompleteRule,
                "the rule denies every login".to_owned(),
                "say `when` it denies; `when = \"true\"` if that is meant",
            );
        }
        let is_inner =
            |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_');
        let code = &deny.code;
        // Not with a hyphen: the Action takes only what begins like a word.
        let is_code =
            code.bytes().all(is_inner) && !code.starts_with('-') && code.len() <= MAX_CODE;
        if code.is_empty() || !is_code {
            self.add(
                ".deny.code",
                Code::InvalidDenial,
                format!("`{code}` is not the code of a denial"),
                "write at most 64 lower-case letters, digits, `-` and `_`, as in `org-mismatch`",
            );
        }
        for (name, is_there, trigger) in [
            (
                "user_message",
                deny.user_message.is_some(),
                Trigger::PreUserRegistration,
            ),
            ("revoke_session", deny.revoke_session, Trigger::PostLogin),
            ("notice", deny.notice, Trigger::PostLogin),
        ] {
            if is_there && rule.trigger != trigger {
                self.add(
                    &format!(".deny.{name}"),
                    Code::UnusableEffect,
                    format!("`{name}` is for rules of `{}`", trigger_name(trigger)),
                    "remove it",
                );
            }
        }
        if deny.preserve_refresh_tokens && !deny.revoke_session {
            self.add(
                ".deny.preserve_refresh_tokens",
                Code::IncompleteRule,
                "the session does not end, so its refresh tokens are left alone in any case"
                    .to_owned(),
                "add `revoke_session = true`, or remove it",
            );
        }
        self.notice(deny);
        let field = format!("{}.deny.reason", self.field);
        let reason = self.report.name(field, &deny.reason);
        let message = deny.user_message.as_ref().map(|message| {
            let field = format!("{}.deny.user_message", self.field);
            self.report.name(field, message)
        });
        Effect::Deny {
            code: code.clone(),
            reason,
            user_message: message,
            revokes_session: deny.revoke_session,
            preserves_refresh_tokens: deny.preserve_refresh_tokens,
            shows_notice: deny.notice,
        }
    }

    /// Checks that a page can be shown before a denial.
    fn notice(&mut self, deny: &file::Deny) {
        if !deny.notice {
            return;
        }
        // Auth0 ends a session by refusing the login, and who is to be out is not to stay until they have read why.
        if deny.revoke_session {
            self.add(
                ".deny.notice",
                Code::UnusableEffect,
                "the session ends at once, and the login with it, so nothing can be shown before"
                    .to_owned(),
                "remove one of `notice` and `revoke_session`; the application can hand the person over to `/edge/error`",
            );
        }
        if self.rule.at == Some(file::Moment::Refresh) {
            self.add(
                ".deny.notice",
                Code::UnusableEffect,
                "nobody sits at a browser when a refresh token is exchanged".to_owned(),
                "remove it; a denial at a refresh reaches the application at once",
            );
        }
    }

    pub(super) fn scopes(&mut self, scopes: &file::Scopes) -> Effect {
        if scopes.add.is_empty() && scopes.remove.is_empty() {
            self.add(
                ".scopes",
                Code::EmptyList,
                "no scope is added or removed".to_owned(),
                "name scopes in `add`, in `remove` or in both",
            );
        }
        let mut seen = BTreeSet::new();
        for (list, named) in [("add", &scopes.add), ("remove", &scopes.remove)] {
            for (index, scope) in named.iter().enumerate() {
                let field = format!(".scopes.{list}[{index}]");
                // RFC 6749, section 3.3: visible ASCII without quotation mark and backslash.
                let is_scope = scope
                    .bytes()
                    .all(|it| it.is_ascii_graphic() && !matches!(it, b'"' | b'\\'));
                if !is_scope || scope.is_empty() || scope.len() > MAX_SCOPE {
                    self.add(
                        &field,
                        Code::InvalidScope,
                        "this is not a scope".to_owned(),
                        "write 1 to 280 letters, digits and signs without spaces, as in `reports:export`",
                    );
                } else if !seen.insert(scope) {
                    self.add(
                        &field,
                        Code::InvalidScope,
                        format!("`{scope}` is named twice in the rule"),
                        "name each scope once, to add or to remove it",
                    );
                }
            }
        }
        Effect::Scopes {
            add: scopes.add.clone(),
            remove: scopes.remove.clone(),
        }
    }

    pub(super) fn metadata(&mut self, of: MetadataOf, key: &str) -> Option<Effect> {
        let (field, problem) = match of {
            MetadataOf::User => (".user_metadata", user_key_problem(key)),
            MetadataOf::App => (".app_metadata", app_key_problem(key)),
            MetadataOf::Transaction => (".transaction_metadata", transaction_key_problem(key)),
        };
        if let Some(problem) = problem {
            self.add(
                field,
                Code::InvalidMetadataKey,
                format!("`{key}` is not the name of a field: {problem}"),
                "write a name as in `plan`",
            );
        }
        let value = self.compile("value", self.rule.value.as_deref(), ResultType::Any)?;
        problem.is_none().then(|| Effect::Metadata {
            of,
            key: key.to_owned(),
            value,
        })
    }

    pub(super) fn session(&mut self, limit: SessionLimit) -> Option<Effect> {
        let source = self.rule.value.as_deref();
        let value = self.compile("value", source, ResultType::Any)?;
        if !source.is_none_or(|source| self.is_time(source)) {
            self.add(
                ".value",
                Code::InvalidRule,
                "a session ends at a time, or after a length of time, and the value is neither"
                    .to_owned(),
                "write `duration(\"8h\")`, or a time as in `now + duration(\"8h\")`",
            );
            return None;
        }
        Some(Effect::Session { limit, value })
    }

    /// Whether a value that compiles can be a time or a length of time, as far as that is known beforehand.
    ///
    /// The compiler does not say of which type a value is, so it is asked whether it can be compared with one of each.
    fn is_time(&self, source: &str) -> bool {
        ["now", "duration(\"0s\")"].iter().any(|known| {
            // On a line of its own, since the value may end in a comment.
            let probe = format!("({source}\n) >= {known}");
            match compile(&probe, self.environment, ResultType::Bool) {
                Ok(_) => true,
                // It is the probe that is too long or too deep, not the value.
                Err(found) => found.iter().any(|it| it.code == RuleCode::TooLarge),
            }
        })
    }

    pub(super) fn step_up(&mut self, step_up: &file::StepUp) -> Effect {
        if step_up.factors.is_empty() {
            self.add(
                ".step_up.factors",
                Code::EmptyList,
                "no factor is named, so nobody could go on".to_owned(),
                "name one at least, as in `factors = [\"otp\"]`",
            );
        }
        let mut seen = BTreeSet::new();
        let known: Vec<_> = FACTORS.iter().map(|(name, _)| *name).collect();
        for (index, factor) in step_up.factors.iter().enumerate() {
            let field = format!(".step_up.factors[{index}]");
            if !known.contains(&factor.as_str()) {
                let help = format!("Auth0 knows `{}`", known.join("`, `"));
                let problem = format!("`{factor}` is not one of Auth0's factors");
                self.add(&field, Code::InvalidFactor, problem, &help);
            } else if !seen.insert(factor) {
                let problem = format!("`{factor}` is named twice");
                self.add(
                    &field,
                    Code::InvalidFactor,
                    problem,
                    "name each factor once",
                );
            }
        }
        let can_enrol = |factor: &String| {
            let mut all = FACTORS.iter();
            all.any(|(name, enrols)| name == factor && *enrols)
        };
        if !step_up.factors.is_empty()
            && step_up
                .factors
                .iter()
                .all(|it| known.contains(&it.as_str()))
            && !step_up.factors.iter().any(can_enrol)
        {
            self.add(
                ".step_up.factors",
                Code::InvalidFactor,
                "nobody can enrol any of these factors, so who has none of them could not go on"
                    .to_owned(),
                "name one that can be enrolled as well, such as `otp`",
            );
        }
        Effect::StepUp {
            max_age: step_up
                .max_age
                .as_deref()
                .and_then(|text| self.max_age(text)),
            factors: step_up.factors.clone(),
        }
    }

    /// A length of time in whole seconds.
    fn max_age(&mut self, text: &str) -> Option<u32> {
        let Some(length) = Duration::parse(text) else {
            self.add(
                ".step_up.max_age",
                Code::InvalidDuration,
                format!("`{text}` is not a length of time"),
                "write numbers with `h`, `m` and `s`, as in `15m` or `1h30m`",
            );
            return None;
        };
        let seconds = length.seconds();
        if !(1..=MAX_AGE).contains(&seconds) {
            self.add(
                ".step_up.max_age",
                Code::OutOfRange,
                format!("`{text}` is not from a second to a year"),
                "write how old the factor may be, as in `15m`; leave it out if its age does not matter",
            );
        }
        u32::try_from(seconds).ok()
    }
}

/// What rules out a name in `app_metadata`: Auth0, or what Vestibule itself keeps there and believes.
pub(super) fn app_key_problem(key: &str) -> Option<&'static str> {
    if key == BOOK || key.starts_with(OURS) {
        return Some(
            "Vestibule keeps there what it asked and what was agreed to, under `vestibule` and names that begin with `vestibule_`",
        );
    }
    if RESERVED_APP_METADATA.contains(&key) {
        return Some("Auth0 keeps that name for itself");
    }
    user_key_problem(key)
}

/// What Auth0's documentation rules out in the name of a field of a user's metadata.
pub(super) fn user_key_problem(key: &str) -> Option<&'static str> {
    if key.contains(['.', '$']) {
        return Some("Auth0 takes no `.` and no `$` in it");
    }
    key_problem(key, MAX_USER_KEY)
}

fn transaction_key_problem(key: &str) -> Option<&'static str> {
    if key.starts_with(OURS) {
        return Some("names that begin with `vestibule_` are the Action's own");
    }
    key_problem(key, MAX_TRANSACTION_KEY)
}

fn key_problem(key: &str, most: usize) -> Option<&'static str> {
    if key.is_empty() {
        Some("it is empty")
    } else if key.encode_utf16().count() > most {
        Some("it is too long")
    } else if key.chars().any(char::is_control) {
        Some("it has control characters")
    } else if key == "__proto__" {
        Some("JavaScript has another use for it")
    } else {
        None
    }
}

pub(super) const fn trigger_name(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::PostLogin => "post-login",
        Trigger::CredentialsExchange => "credentials-exchange",
        Trigger::PreUserRegistration => "pre-user-registration",
    }
}
