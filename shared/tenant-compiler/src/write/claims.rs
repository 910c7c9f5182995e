//! Rules for claims.

use std::collections::BTreeSet;

use vestibule_identity::Domain;
use vestibule_tenant::layout;

use super::bytes::Append;
use super::table::Record;
use super::{TooLarge, table};
use crate::lint::public_mail_providers;
use crate::model::{
    ClaimsRule, Effect, Failure, MetadataOf, Moment, Reads, SessionLimit, Tenant, Trigger,
};

/// What the claim is called, in the namespace, that says what was left out.
pub(crate) const MARKER: &str = "omitted";

pub(super) fn write(tenant: &Tenant) -> Result<Vec<u8>, TooLarge> {
    let claims = &tenant.claims;
    let mut bytes = Vec::new();
    let marker = claims.namespace.as_ref();
    let marker = marker.map(|namespace| format!("{namespace}{MARKER}"));
    bytes.text(&marker.unwrap_or_default())?;
    bytes.u32(claims.budget.id);
    bytes.u32(claims.budget.access);
    let public_mail = public_mail(tenant)?;
    bytes.size(public_mail.len())?;
    bytes.extend(public_mail);
    bytes.count(claims.rules.len())?;
    for each in &claims.rules {
        rule(&mut bytes, each)?;
    }
    Ok(bytes)
}

/// The domains at which everybody can have an address, as a table without values; empty if no rule asks.
fn public_mail(tenant: &Tenant) -> Result<Vec<u8>, TooLarge> {
    if !tenant.claims.reads_public_mail {
        return Ok(Vec::new());
    }
    let own = &tenant.home_realm.consumer_domains;
    let mut names: BTreeSet<&str> = public_mail_providers().collect();
    names.extend(own.iter().map(Domain::as_str));
    let records: Vec<Record> = names
        .into_iter()
        .map(|name| Record {
            key: name.as_bytes().into(),
            value: [].into(),
        })
        .collect();
    table::write(&records.iter().collect::<Vec<_>>())
}

fn rule(bytes: &mut Vec<u8>, rule: &ClaimsRule) -> Result<(), TooLarge> {
    bytes.text(&rule.name)?;
    bytes.u8(match rule.trigger {
        Trigger::PostLogin => layout::TRIGGER_POST_LOGIN,
        Trigger::CredentialsExchange => layout::TRIGGER_CREDENTIALS_EXCHANGE,
        Trigger::PreUserRegistration => layout::TRIGGER_PRE_USER_REGISTRATION,
    });
    bytes.u8(flags(rule.reads));
    bytes.u8(match rule.failure {
        Failure::Optional => layout::FAILURE_OPTIONAL,
        Failure::Required => layout::FAILURE_REQUIRED,
    });
    bytes.u8(match rule.moment {
        Moment::Always => layout::MOMENT_ALWAYS,
        Moment::Login => layout::MOMENT_LOGIN,
        Moment::Refresh => layout::MOMENT_REFRESH,
    });
    bytes.u8(rule.reads.directory);
    bytes.u8(rule.reads.sources);
    bytes.u32(rule.stale_ok);
    program(bytes, rule.condition.as_deref().unwrap_or_default())?;
    effect(bytes, &rule.effect)
}

const fn flags(reads: Reads) -> u8 {
    let mut flags = 0;
    if reads.organization {
        flags |= layout::RULE_READS_ORGANIZATION;
    }
    if reads.email {
        flags |= layout::RULE_READS_EMAIL;
    }
    if reads.email_organizations {
        flags |= layout::RULE_READS_EMAIL_ORGANIZATIONS;
    }
    flags
}

fn effect(bytes: &mut Vec<u8>, effect: &Effect) -> Result<(), TooLarge> {
    match effect {
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
        Effect::Deny {
            code,
            reason,
            user_message,
            revokes_session,
            preserves_refresh_tokens,
            shows_notice,
        } => {
            bytes.u8(layout::EFFECT_DENY);
            let flags = [
                (*revokes_session, layout::DENY_REVOKES_SESSION),
                (
                    *preserves_refresh_tokens,
                    layout::DENY_PRESERVES_REFRESH_TOKENS,
                ),
                (*shows_notice, layout::DENY_SHOWS_NOTICE),
            ];
            let set = flags.iter().filter(|(is_set, _)| *is_set);
            bytes.u8(set.fold(0, |flags, (_, flag)| flags | flag));
            bytes.text(code)?;
            bytes.text(reason)?;
            bytes.text(user_message.as_deref().unwrap_or_default())
        }
        Effect::Scopes { add, remove } => {
            bytes.u8(layout::EFFECT_SCOPES);
            bytes.text(&add.join(" "))?;
            bytes.text(&remove.join(" "))
        }
        Effect::Metadata { of, key, value } => {
            bytes.u8(layout::EFFECT_METADATA);
            bytes.u8(match of {
                MetadataOf::User => layout::METADATA_USER,
                MetadataOf::App => layout::METADATA_APP,
                MetadataOf::Transaction => layout::METADATA_TRANSACTION,
            });
            bytes.text(key)?;
            program(bytes, value)
        }
        Effect::Session { limit, value } => {
            bytes.u8(layout::EFFECT_SESSION);
            bytes.u8(match limit {
                SessionLimit::ExpiresAt => layout::SESSION_EXPIRES_AT,
                SessionLimit::IdleExpiresAt => layout::SESSION_IDLE_EXPIRES_AT,
            });
            program(bytes, value)
        }
        Effect::StepUp { max_age, factors } => {
            bytes.u8(layout::EFFECT_STEP_UP);
            bytes.u32(max_age.unwrap_or_default());
            bytes.text(&factors.join(" "))
        }
    }
}

fn program(bytes: &mut Vec<u8>, program: &[u8]) -> Result<(), TooLarge> {
    bytes.size(program.len())?;
    bytes.extend_from_slice(program);
    Ok(())
}
