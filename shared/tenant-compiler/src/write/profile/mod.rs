//! What users are asked for.

mod kind;
mod texts;

use vestibule_profile::{Budget, StoreKind};
use vestibule_tenant::layout;

use super::TooLarge;
use super::bytes::Append;
use super::table::{self, Record};
use crate::model::Tenant;
use crate::model::profile::{Field, Override, Presence, Profile};

/// Lays out the section; empty if nothing is asked for, and nothing was that somebody may still want to prove.
pub(super) fn write(tenant: &Tenant) -> Result<Vec<u8>, TooLarge> {
    let profile = &tenant.profile;
    let mut bytes = Vec::new();
    if profile.fields.is_empty() && profile.receipt_keys.is_empty() {
        return Ok(bytes);
    }
    bytes.u8(if profile.required_at_refresh {
        layout::PROFILE_REQUIRED_AT_REFRESH
    } else {
        0
    });
    budget(&mut bytes, profile.budget);
    bytes.texts(&profile.receipt_keys)?;
    let mut fields = Vec::new();
    fields.count(profile.fields.len())?;
    for each in &profile.fields {
        piece(&mut fields, &field(each)?)?;
    }
    piece(&mut bytes, &fields)?;
    let mut overrides = Vec::new();
    overrides.count(profile.overrides.len())?;
    for each in &profile.overrides {
        piece(&mut overrides, &of_some(each, tenant)?)?;
    }
    piece(&mut bytes, &overrides)?;
    piece(&mut bytes, &keys(profile)?)?;
    texts::write(&mut bytes, tenant)?;
    Ok(bytes)
}

/// Appends something with its length before it, so that a reader can pass it by.
fn piece(bytes: &mut Vec<u8>, piece: &[u8]) -> Result<(), TooLarge> {
    bytes.size(piece.len())?;
    bytes.extend_from_slice(piece);
    Ok(())
}

fn budget(bytes: &mut Vec<u8>, budget: Budget) {
    bytes.u16(budget.interval);
    bytes.u8(budget.fields_per_login);
    bytes.u8(budget.prompts_per_user);
    bytes.u16(budget.back_off);
    bytes.u8(u8::from(budget.first_login));
}

fn field(field: &Field) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    bytes.text(&field.name)?;
    let (store, key) = &field.store;
    bytes.u8(match store {
        StoreKind::User => layout::METADATA_USER,
        StoreKind::App => layout::METADATA_APP,
    });
    bytes.text(key)?;
    match &field.presence {
        Presence::Optional => bytes.u8(layout::PRESENCE_OPTIONAL),
        Presence::Required => bytes.u8(layout::PRESENCE_REQUIRED),
        Presence::RequiredForScopes(scopes) => {
            bytes.u8(layout::PRESENCE_SCOPES);
            bytes.texts(scopes)?;
        }
    }
    bytes.u16(field.stale_after.unwrap_or_default());
    bytes.u8(field.priority);
    bytes.u8(field.step);
    match &field.only_if {
        None => bytes.u8(0),
        Some((other, any_of)) => {
            bytes.u8(1);
            bytes.text(other)?;
            bytes.texts(any_of)?;
        }
    }
    piece(&mut bytes, field.when.as_deref().unwrap_or_default())?;
    piece(&mut bytes, field.prefill.as_deref().unwrap_or_default())?;
    kind::write(&mut bytes, &field.kind)?;
    Ok(bytes)
}

fn of_some(each: &Override, tenant: &Tenant) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    match &each.budget {
        None => bytes.u8(0),
        Some(own) => {
            bytes.u8(1);
            budget(&mut bytes, *own);
        }
    }
    for places in [&each.without, &each.required, &each.optional] {
        // There are no more fields than bits; the check sees to that.
        let bits = places.iter().filter(|place| **place < 64);
        let mask = bits.fold(0_u64, |mask, place| mask | (1 << place));
        bytes.extend_from_slice(&mask.to_le_bytes());
    }
    let mut entities = Vec::new();
    entities.count(each.entities.len())?;
    for (place, entity) in &each.entities {
        entities.count(*place)?;
        entities.text(entity)?;
    }
    piece(&mut bytes, &entities)?;
    texts::labels(&mut bytes, each, tenant)?;
    Ok(bytes)
}

/// For which logins each override is, as a table from organization and client to its place.
fn keys(profile: &Profile) -> Result<Vec<u8>, TooLarge> {
    let mut records = Vec::new();
    for ((organization, client), place) in &profile.keys {
        let organization = organization.as_ref().map_or("", |it| it.as_str());
        let client = client.as_ref().map_or("", |it| it.as_str());
        let mut value = Vec::new();
        value.count(*place)?;
        records.push(Record {
            key: layout::profile_key(organization, client).into(),
            value: value.into(),
        });
    }
    table::write(&records.iter().collect::<Vec<_>>())
}
