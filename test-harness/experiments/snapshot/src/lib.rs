//! The reader of the snapshot behind a raw WebAssembly interface: numbers in, numbers out, bytes through linear memory.
//!
//! One buffer passes bytes in (a manifest, a shard, domains), another passes digests in and out.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;

use vestibule_identity::Domain;
use vestibule_tenant::{Digest, Lookup, Manifest, Shard, Snapshot, SnapshotError, Target};

const ABSENT: i32 = 0;
const FOUND: i32 = 1;
const NOT_RESIDENT: i32 = 2;
const ERROR: i32 = -1;

#[derive(Default)]
struct State {
    snapshot: Option<Snapshot>,
    incoming: Vec<u8>,
    digest: [u8; 32],
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

fn with<T>(run: impl FnOnce(&mut State) -> T) -> T {
    STATE.with_borrow_mut(run)
}

/// Where to write the next `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn incoming(length: usize) -> *mut u8 {
    with(|state| {
        state.incoming = vec![0; length];
        state.incoming.as_mut_ptr()
    })
}

/// Where digests are passed.
#[unsafe(no_mangle)]
pub extern "C" fn digest() -> *mut u8 {
    with(|state| state.digest.as_mut_ptr())
}

/// Takes the incoming bytes as a manifest; shards that it shares with the one before stay.
#[unsafe(no_mangle)]
pub extern "C" fn put_manifest() -> i32 {
    with(|state| {
        let digest = Digest::from_bytes(state.digest);
        match Manifest::from_bytes(std::mem::take(&mut state.incoming), digest) {
            Ok(manifest) => {
                state.snapshot = Some(match state.snapshot.take() {
                    Some(previous) => Snapshot::succeed(previous, manifest),
                    None => Snapshot::new(manifest),
                });
                FOUND
            }
            Err(_) => ERROR,
        }
    })
}

/// Where to write the `length` bytes of a shard; several can be under way at once.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    vec![0_u8; length].leak().as_mut_ptr()
}

/// Takes allocated bytes as a shard, and drops others beyond `budget` bytes.
///
/// # Safety
///
/// `start` and `length` are those of one call of [`allocate`], used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn put_shard(start: *mut u8, length: usize, budget: usize) -> i32 {
    // SAFETY: see above.
    let bytes = unsafe { Vec::from_raw_parts(start, length, length) };
    with(|state| {
        let digest = Digest::from_bytes(state.digest);
        let Some(snapshot) = &mut state.snapshot else {
            return ERROR;
        };
        snapshot.shrink_to(budget.saturating_sub(bytes.len()));
        match Shard::from_bytes(bytes, digest).and_then(|shard| snapshot.insert(shard)) {
            Ok(()) => FOUND,
            Err(_) => ERROR,
        }
    })
}

/// Decides for the incoming domain, its organization included. If a shard lacks, the digest says which.
#[unsafe(no_mangle)]
pub extern "C" fn decide() -> i32 {
    with(|state| {
        let Some(snapshot) = &state.snapshot else {
            return ERROR;
        };
        let Ok(domain) = std::str::from_utf8(&state.incoming) else {
            return ERROR;
        };
        match decide_for(snapshot, domain) {
            Ok(Lookup::Found(())) => FOUND,
            Ok(Lookup::Absent) => ABSENT,
            Ok(Lookup::NotResident(id)) => {
                state.digest = *id.as_bytes();
                NOT_RESIDENT
            }
            Err(_) => ERROR,
        }
    })
}

/// Decides for each of the incoming domains, one a line, `rounds` times, and counts those found.
#[unsafe(no_mangle)]
pub extern "C" fn decide_many(rounds: u32) -> i32 {
    with(|state| {
        let Some(snapshot) = &state.snapshot else {
            return ERROR;
        };
        let Ok(domains) = std::str::from_utf8(&state.incoming) else {
            return ERROR;
        };
        let mut found = 0;
        for _ in 0..rounds {
            for domain in domains.lines() {
                found += i32::from(matches!(
                    decide_for(snapshot, domain),
                    Ok(Lookup::Found(()))
                ));
            }
        }
        found
    })
}

/// How many bytes the resident shards take.
#[unsafe(no_mangle)]
pub extern "C" fn resident_size() -> usize {
    with(|state| state.snapshot.as_ref().map_or(0, Snapshot::resident_size))
}

fn decide_for(snapshot: &Snapshot, domain: &str) -> Result<Lookup<()>, SnapshotError> {
    let Ok(domain) = Domain::parse(domain) else {
        return Ok(Lookup::Absent);
    };
    let route = match snapshot.route(&domain)? {
        Lookup::Found(route) => route,
        Lookup::Absent => return Ok(Lookup::Absent),
        Lookup::NotResident(id) => return Ok(Lookup::NotResident(id)),
    };
    let Some(Target::Organization { id, .. }) = route.targets().first() else {
        return Ok(Lookup::Absent);
    };
    Ok(match snapshot.organization(id)? {
        Lookup::Found(organization) if organization.connections().is_empty() => Lookup::Absent,
        Lookup::Found(_) => Lookup::Found(()),
        Lookup::Absent => Lookup::Absent,
        Lookup::NotResident(id) => Lookup::NotResident(id),
    })
}
