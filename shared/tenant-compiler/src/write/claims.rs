//! Rules for claims.

use vestibule_tenant::layout;

use super::TooLarge;
use super::bytes::Append;
use crate::model::{Claims, ClaimsRule, Effect, Failure, Trigger};

/// What the claim is called, in the namespace, that says what was left out.
pub(crate) const MARKER: &str = "omitted";

pub(super) fn write(claims: &Claims) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    let marker = claims.namespace.as_ref();
    let marker = marker.map(|namespace| format!("{namespace}{MARKER}"));
    bytes.text(&marker.unwrap_or_default())?;
    bytes.u32(claims.budget.id);
    bytes.u32(claims.budget.access);
    bytes.count(claims.rules.len())?;
    for each in &claims.rules {
        rule(&mut bytes, each)?;
    }
    Ok(bytes)
}

fn rule(bytes: &mut Vec<u8>, rule: &ClaimsRule) -> Result<(), TooLarge> {
    bytes.text(&rule.name)?;
    bytes.u8(match rule.trigger {
        Trigger::PostLogin => layout::TRIGGER_POST_LOGIN,
        Trigger::CredentialsExchange => layout::TRIGGER_CREDENTIALS_EXCHANGE,
        Trigger::PreUserRegistration => layout::TRIGGER_PRE_USER_REGISTRATION,
    });
    bytes.u8(if rule.reads_organization {
        layout::RULE_READS_ORGANIZATION
    } else {
        0
    });
    bytes.u8(match rule.failure {
        Failure::Optional => layout::FAILURE_OPTIONAL,
        Failure::Required => layout::FAILURE_REQUIRED,
    });
    program(bytes, rule.condition.as_deref().unwrap_or_default())?;
    match &rule.effect {
        Effect::Claim {
            name,
            id_token,
            access_token,
            priority,
            value,
        } => {
            bytes.u8(layout::EFFECT_CLAIM);
            let id_token = if *id_token { layout::TOKEN_ID } else { 0 };
            let access_token = if *access_token {
                layout::TOKEN_ACCESS
            } else {
                0
            };
            bytes.u8(id_token | access_token);
            bytes.u8(*priority);
            bytes.text(name.as_str())?;
            program(bytes, value)
        }
        Effect::Deny { code, reason } => {
            bytes.u8(layout::EFFECT_DENY);
            bytes.text(code)?;
            bytes.text(reason)
        }
    }
}

fn program(bytes: &mut Vec<u8>, program: &[u8]) -> Result<(), TooLarge> {
    bytes.size(program.len())?;
    bytes.extend_from_slice(program);
    Ok(())
}
