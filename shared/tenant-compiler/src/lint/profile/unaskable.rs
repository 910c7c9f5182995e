//! Required fields that are for logins alone which cannot lead to a page.

use vestibule_identity::UnixSeconds;
use vestibule_profile::ask::Flow;
use vestibule_rules::{Budget, Document, Inputs, Program, Value};

use crate::code::Code;
use crate::model::profile::{Presence, Profile};
use crate::report::Report;

/// The protocols of logins at Auth0.
const PROTOCOLS: [&str; 16] = [
    "oidc-basic-profile",
    "oidc-implicit-profile",
    "oidc-hybrid-profile",
    "oidc-ciba",
    "oidc-ciba-web-link",
    "oauth2-device-code",
    "oauth2-resource-owner",
    "oauth2-resource-owner-jwt-bearer",
    "oauth2-password",
    "oauth2-webauthn",
    "oauth2-access-token",
    "oauth2-refresh-token",
    "oauth2-token-exchange",
    "samlp",
    "wsfed",
    "wstrust-usernamemixed",
];
/// What a condition may cost here.
const COST: u32 = 20_000;

pub(super) fn lint(profile: &Profile, report: &mut Report<'_>) {
    for (index, field) in profile.fields.iter().enumerate() {
        let is_required = !matches!(field.presence, Presence::Optional);
        let Some(program) = field.when.as_deref().filter(|_| is_required) else {
            continue;
        };
        let mut elsewhere = false;
        let mut in_browser = false;
        for protocol in PROTOCOLS {
            if may_be_true(program, protocol) {
                if Flow::of(Some(protocol), false).can_redirect() {
                    in_browser = true;
                } else {
                    elsewhere = true;
                }
            }
        }
        if elsewhere && !in_browser {
            report.add(
                format!("profile.fields[{index}].when"),
                Code::UnaskableField,
                "`when` is true for logins without a browser alone, where nobody can be asked; and since an answer is required, they are all denied",
                "let `when` be true for logins in a browser as well, or let a rule deny these logins",
            );
        }
    }
}

/// Whether a condition can be true for a protocol: it is not false already, whatever else an event has.
fn may_be_true(program: &[u8], protocol: &str) -> bool {
    let json = format!("{{\"transaction\":{{\"protocol\":\"{protocol}\"}}}}");
    let (Ok(document), Ok(program)) = (Document::parse(&json), Program::from_bytes(program)) else {
        return true;
    };
    let inputs = Inputs::new()
        .with("event", Value::from(&document))
        .with("now", UnixSeconds(0));
    let result = program.evaluate(&inputs, &mut Budget::new(COST));
    // What reads anything else ends in an error, unless it is false without that.
    !matches!(result, Ok(Value::Bool(false)))
}
