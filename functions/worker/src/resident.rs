//! What this instance keeps in memory between requests.

use std::cell::RefCell;

use vestibule_tenant::{Bundle, Manifest, Shard, Snapshot, SnapshotError};
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes that resident shards may take. An isolate has 128 MB for everything, shared by all
/// requests in flight; half a dozen shards of a million-domain tenant fit in here many times over.
const MOST_SHARD_BYTES: usize = 16 * 1024 * 1024;

/// What is known about the deployment.
#[derive(Debug, Default)]
pub(crate) struct Resident {
    /// The version of the tenant that answers are taken from; the last good one.
    pub(crate) snapshot: Option<Snapshot>,
    /// The deployment's variables; `None` until the first request brings them.
    pub(crate) deployment: Option<Deployment>,
}

/// What the bindings of the Worker say. They come with a request, not with the instance.
#[derive(Debug, Default)]
pub(crate) struct Deployment {
    /// `TENANT_ORIGIN`: where `/authorize` passes on to without a snapshot.
    pub(crate) tenant_origin: Option<String>,
}

thread_local! {
    static RESIDENT: RefCell<Resident> = RefCell::new(Resident::default());
}

/// Looks at what is there.
///
/// Never called while waiting for anything: the borrow ends before control goes back to JavaScript,
/// so two requests cannot meet in it.
pub(crate) fn with<T>(look: impl FnOnce(&Resident) -> T) -> T {
    RESIDENT.with_borrow(look)
}

/// Changes what is there; the same rule holds.
pub(crate) fn change<T>(change: impl FnOnce(&mut Resident) -> T) -> T {
    RESIDENT.with_borrow_mut(change)
}

impl Resident {
    /// Takes over another version. Shards that both have in common stay.
    pub(crate) fn swap(&mut self, manifest: Manifest) {
        self.snapshot = Some(match self.snapshot.take() {
            Some(previous) => Snapshot::succeed(previous, manifest),
            None => Snapshot::new(manifest),
        });
    }

    /// Puts a shard in, and others out when there is no room.
    pub(crate) fn insert(&mut self, shard: Shard) -> Result<(), SnapshotError> {
        if let Some(snapshot) = &mut self.snapshot {
            snapshot.shrink_to(MOST_SHARD_BYTES.saturating_sub(shard.size()));
            snapshot.insert(shard)?;
        }
        Ok(())
    }
}

/// Takes the snapshot that is shipped beside the Worker. Empty: there is none.
///
/// Called once for every fresh instance, before anything else. Its digests are taken as they stand:
/// it came with the code, in one upload, and hashing it here would cost every start.
#[wasm_bindgen]
pub fn install(bundle: &[u8]) {
    crate::panic::report_places_only();
    if bundle.is_empty() {
        return;
    }
    match read(bundle) {
        Ok(snapshot) => change(|resident| resident.snapshot = Some(snapshot)),
        Err(error) => crate::log::event("snapshot-unreadable", &error.to_string()),
    }
}

fn read(bundle: &[u8]) -> Result<Snapshot, SnapshotError> {
    let bundle = Bundle::from_bytes(bundle)?;
    let manifest = Manifest::from_bytes(bundle.manifest().to_vec(), bundle.manifest_digest())?;
    let mut snapshot = Snapshot::new(manifest);
    for (id, bytes) in bundle.shards() {
        snapshot.insert(Shard::from_bytes(bytes.to_vec(), id)?)?;
    }
    Ok(snapshot)
}
