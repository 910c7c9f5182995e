//! What errors mean: codes and descriptions as Auth0 and our Actions write them, and what each is about.
//!
//! A description is looked at, never shown: it is whatever stands in an address, and anybody can write one. The worst that
//! a made-up one can do is to choose among the texts of the catalogue.

use vestibule_pages::Topic;

/// Codes in front of a description, as our Actions write them: `[code] reason`. They come before the codes of the tenant's
/// own rules.
pub const CODES: [(&str, Topic); 5] = [
    ("rule-failed", Topic::NotChecked),
    ("vestibule_unavailable", Topic::NotChecked),
    ("vestibule_return_invalid", Topic::StepLost),
    ("profile_incomplete", Topic::ProfileIncomplete),
    ("interaction_required", Topic::SecondFactorNeeded),
];

/// What a description holds, in lower case; the first that fits counts, whatever the error.
pub const DESCRIPTIONS: [(&str, Topic); 24] = [
    ("invitation", Topic::InvitationExpired),
    ("canceled the interaction", Topic::Cancelled),
    ("cancelled the interaction", Topic::Cancelled),
    ("user is blocked", Topic::Blocked),
    ("account has been blocked", Topic::Blocked),
    ("is not part of the", Topic::NotAMember),
    (
        "parameter organization is required",
        Topic::OrganizationNeeded,
    ),
    (
        "parameter organization is not allowed",
        Topic::AppMisconfigured,
    ),
    (
        "parameter organization is invalid",
        Topic::OrganizationUnknown,
    ),
    ("parameter organization m", Topic::OrganizationUnknown),
    ("organization does not exist", Topic::OrganizationUnknown),
    ("connection was disabled", Topic::ConnectionUnavailable),
    ("connection is disabled", Topic::ConnectionUnavailable),
    ("connection is not enabled", Topic::ConnectionUnavailable),
    ("no connections enabled", Topic::ConnectionUnavailable),
    ("callback url mismatch", Topic::AppMisconfigured),
    ("service not found", Topic::AppMisconfigured),
    ("unknown client", Topic::AppMisconfigured),
    ("verify your email", Topic::EmailUnverified),
    ("email is not verified", Topic::EmailUnverified),
    ("access expired", Topic::LinkExpired),
    ("link has expired", Topic::LinkExpired),
    ("link expired", Topic::LinkExpired),
    ("too many", Topic::Busy),
];

/// What the code of an error means, where its description says nothing (OAuth 2.0, section 4.1.2.1; OpenID Connect Core
/// 1.0, section 3.1.2.6; Auth0's own).
pub const ERRORS: [(&str, Topic); 18] = [
    ("access_denied", Topic::Denied),
    ("unauthorized", Topic::Denied),
    ("login_required", Topic::SignInNeeded),
    ("interaction_required", Topic::InteractionNeeded),
    ("account_selection_required", Topic::InteractionNeeded),
    ("consent_required", Topic::ConsentNeeded),
    ("mfa_required", Topic::SecondFactorNeeded),
    (
        "unmet_authentication_requirements",
        Topic::SecondFactorNeeded,
    ),
    ("invalid_request", Topic::LinkBroken),
    ("invalid_request_object", Topic::AppMisconfigured),
    ("invalid_request_uri", Topic::AppMisconfigured),
    ("unauthorized_client", Topic::AppMisconfigured),
    ("invalid_client", Topic::AppMisconfigured),
    ("unsupported_response_type", Topic::AppMisconfigured),
    ("invalid_scope", Topic::AppMisconfigured),
    ("server_error", Topic::ServerTrouble),
    ("temporarily_unavailable", Topic::Busy),
    ("too_many_requests", Topic::Busy),
];

/// The kinds of notice, and what each is about.
pub const NOTICES: [(&str, Topic); 11] = [
    ("email-verified", Topic::EmailVerified),
    ("link-expired", Topic::LinkExpired),
    ("password-changed", Topic::PasswordChanged),
    ("invitation", Topic::InvitationExpired),
    ("invitation-expired", Topic::InvitationExpired),
    ("blocked", Topic::Blocked),
    ("denied", Topic::Denied),
    ("signed-out", Topic::SignedOut),
    ("session-expired", Topic::SessionExpired),
    ("maintenance", Topic::Maintenance),
    ("unknown-organization", Topic::OrganizationUnknown),
];

/// Characters of a description that are looked at.
const LOOKED_AT: usize = 512;

/// What stands in front of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The code in brackets, if an Action can have written it.
    pub code: Option<&'a str>,
    /// What it means, if it is one of ours.
    pub topic: Option<Topic>,
}

/// Reads the code in front of a description. Only `access_denied` can have one, since that is the error which Auth0 makes
/// of an Action's denial.
#[must_use]
pub fn read<'a>(error: &str, description: &'a str) -> Said<'a> {
    let code = description
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .map(|(code, _)| code)
        .filter(|code| error == "access_denied" && is_code(code));
    let topic = code.and_then(of_code);
    Said { code, topic }
}

/// What a code means, if it is one of ours.
#[must_use]
pub fn of_code(code: &str) -> Option<Topic> {
    find(&CODES, |known| known == code)
}

/// Whether a text has the form that codes of rules have.
fn is_code(text: &str) -> bool {
    let known = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
    };
    (1..=64).contains(&text.len()) && text.bytes().all(known)
}

/// What an error means by its description or, where that says nothing, its code.
#[must_use]
pub fn topic_of(error: &str, description: &str) -> Topic {
    let looked_at: String = description
        .chars()
        .take(LOOKED_AT)
        .map(|character| character.to_ascii_lowercase())
        .collect();
    find(&DESCRIPTIONS, |phrase| looked_at.contains(phrase))
        .or_else(|| find(&ERRORS, |known| known == error))
        .unwrap_or(Topic::Unknown)
}

fn find(entries: &[(&str, Topic)], fits: impl Fn(&str) -> bool) -> Option<Topic> {
    entries
        .iter()
        .find_map(|(text, topic)| fits(text).then_some(*topic))
}
