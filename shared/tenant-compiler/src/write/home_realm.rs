//! How visitors are led: settings of the tenant and of a client.

use vestibule_tenant::layout;

use super::TooLarge;
use super::bytes::Append;
use super::organizations::connection;
use crate::model::{Client, ConflictPolicy, DefaultRealm, Hints, HomeRealm, SignalKind};

pub(super) fn write(home_realm: &HomeRealm) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    signals(&mut bytes, &home_realm.signals)?;
    conflict(&mut bytes, Some(home_realm.conflict));
    bytes.u16(home_realm.memory_days);
    bytes.u8(home_realm.hop_limit);
    bytes.u32(home_realm.hop_window_seconds);
    bytes.text(home_realm.request_access_url.as_deref().unwrap_or_default())?;
    hints(&mut bytes, &home_realm.hints)?;
    Ok(bytes)
}

/// What a client has of its own, at the end of its record.
pub(super) fn of_client(bytes: &mut Vec<u8>, client: &Client) -> Result<(), TooLarge> {
    bytes.u8(u8::from(client.signals.is_some()));
    if let Some(own) = &client.signals {
        signals(bytes, own)?;
    }
    conflict(bytes, client.conflict);
    let realm = client
        .default_realm
        .as_ref()
        .map_or(Ok(Vec::new()), default_realm)?;
    bytes.count(realm.len())?;
    bytes.extend_from_slice(&realm);
    bytes.texts(&client.allowed_origins)?;
    bytes.u8(u8::from(client.hints.is_some()));
    if let Some(own) = &client.hints {
        hints(bytes, own)?;
    }
    Ok(())
}

fn signals(bytes: &mut Vec<u8>, signals: &[SignalKind]) -> Result<(), TooLarge> {
    bytes.u8(u8::try_from(signals.len()).map_err(|_| TooLarge("a list of signals"))?);
    for signal in signals {
        bytes.u8(match signal {
            SignalKind::Hostname => 0,
            SignalKind::DomainHint => 1,
            SignalKind::LoginHint => 2,
            SignalKind::Remembered => 3,
            SignalKind::Network => 4,
            SignalKind::ClientDefault => 5,
        });
    }
    Ok(())
}

fn conflict(bytes: &mut Vec<u8>, policy: Option<ConflictPolicy>) {
    bytes.u8(match policy {
        None => 0,
        Some(ConflictPolicy::Block) => 1,
        Some(ConflictPolicy::Pick) => 2,
        Some(ConflictPolicy::First) => 3,
    });
}

fn hints(bytes: &mut Vec<u8>, hints: &Hints) -> Result<(), TooLarge> {
    bytes.texts(&hints.ignored)?;
    bytes.texts(&hints.respected)
}

fn default_realm(realm: &DefaultRealm) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = vec![0];
    let mut flags = 0;
    if let Some(id) = &realm.organization {
        flags |= layout::DEFAULT_ORGANIZATION;
        bytes.text(id.as_str())?;
    }
    if let Some(way) = &realm.connection {
        flags |= layout::DEFAULT_CONNECTION;
        connection(&mut bytes, way)?;
    }
    if let Some(first) = bytes.first_mut() {
        *first = flags;
    }
    Ok(bytes)
}
