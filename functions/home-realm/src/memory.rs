//! What a browser remembers: where its visitor belonged, and how often it was sent there.

use std::time::Duration;

use vestibule_http::{RealmCookie, RememberedRealm};
use vestibule_identity::{ClientId, ConnectionName};
use vestibule_tenant::Snapshot;

use crate::decide::{Context, Memory};
use crate::flow::place;
use crate::login::Login;
use crate::realm::Realm;

const DAY: u64 = 24 * 60 * 60;

/// The realm cookie of a login's browser. Whatever is wrong with it, it is as good as none.
pub(crate) fn read(context: Context<'_>, snapshot: &Snapshot) -> RealmCookie {
    context
        .memory
        .and_then(|memory| {
            RealmCookie::read(
                memory.cookies,
                memory.keys,
                snapshot.manifest().sealing_context(),
            )
            .ok()
        })
        .unwrap_or_default()
}

/// Writes the cookie, if it changed.
fn write(login: &Login<'_>, memory: Memory<'_>, after: &RealmCookie) -> Vec<String> {
    if memory.quiet || login.kept == *after {
        return Vec::new();
    }
    vec![after.write(
        memory.keys,
        memory.nonces.of_place(place::REALM_COOKIE),
        login.snapshot.manifest().sealing_context(),
        max_age(login),
    )]
}

fn days(login: &Login<'_>) -> u64 {
    u64::from(login.snapshot.manifest().home_realm().memory_days)
}

/// Hop counters need a cookie too, where nothing is remembered.
fn max_age(login: &Login<'_>) -> Duration {
    Duration::from_secs(days(login).max(1) * DAY)
}

/// What was chosen here before.
pub(crate) fn remembered(login: &Login<'_>) -> Option<RememberedRealm> {
    let days = days(login);
    let memory = login.context.memory.filter(|_| days > 0)?;
    login
        .kept
        .remembered(memory.now, Duration::from_secs(days * DAY))
        .cloned()
}

/// Whether this browser was sent to that realm so often that it must be going in circles: an
/// identity provider or an application sends it back each time.
pub(crate) fn goes_in_circles(login: &Login<'_>, realm: Option<&Realm<'_>>) -> bool {
    let Some(memory) = login.context.memory else {
        return false;
    };
    let (client, connection, window) = hop(login, realm);
    let hops = login.kept.hops(client, connection, memory.now, window);
    hops >= login.snapshot.manifest().home_realm().hop_limit
}

/// Counts that the browser is sent on without anybody's doing.
pub(crate) fn count(login: &Login<'_>, realm: Option<&Realm<'_>>) -> Vec<String> {
    let Some(memory) = login.context.memory else {
        return Vec::new();
    };
    let mut after = login.kept.clone();
    let (client, connection, window) = hop(login, realm);
    after.count_hop(client, connection, memory.now, window);
    write(login, memory, &after)
}

/// What is counted: from where, to where, and within which time.
fn hop<'l>(
    login: &'l Login<'_>,
    realm: Option<&'l Realm<'_>>,
) -> (&'l ClientId, Option<&'l ConnectionName>, Duration) {
    let settings = login.snapshot.manifest().home_realm();
    let connection = realm.and_then(|realm| realm.connection.as_ref());
    (
        login.client.id(),
        connection.map(|it| &it.name),
        Duration::from_secs(settings.hop_window_seconds.into()),
    )
}

/// Remembers where somebody chose to go. They acted, so what was counted before means nothing.
pub(crate) fn remember(login: &Login<'_>, realm: Option<&Realm<'_>>) -> Vec<String> {
    let Some(memory) = login.context.memory else {
        return Vec::new();
    };
    let mut after = login.kept.clone();
    after.reset_hops();
    let organization = realm.and_then(|realm| realm.organization_id().cloned());
    // Of somebody who belongs to no organization there is nothing worth remembering.
    if days(login) > 0 && organization.is_some() {
        let connection = realm.and_then(|realm| realm.connection.as_ref());
        after.remember(
            organization,
            connection.map(|it| it.name.clone()),
            memory.now,
        );
    }
    write(login, memory, &after)
}

/// Forgets where the visitor belonged, for the next one at a shared machine.
pub(crate) fn forget(login: &Login<'_>) -> Vec<String> {
    let Some(memory) = login.context.memory else {
        return Vec::new();
    };
    let mut after = login.kept.clone();
    after.forget();
    after.reset_hops();
    write(login, memory, &after)
}
