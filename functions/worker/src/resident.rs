//! What this instance keeps in memory between requests.

use std::cell::RefCell;

use vestibule_http::sealed::Keys;
use vestibule_identity::UnixSeconds;
use vestibule_tenant::{Bundle, Digest, Manifest, Shard, ShardId, Snapshot, SnapshotError};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::assets::Assets;

/// Bytes that resident shards may take. An isolate has 128 MB for everything, shared by all
/// requests in flight; half a dozen shards of a million-domain tenant fit in here many times over.
const MOST_SHARD_BYTES: usize = 16 * 1024 * 1024;

/// Seconds for which something that could not be had is not asked for again.
pub(crate) const PAUSE: i64 = 30;
/// Shards whose absence is remembered; more would mean that nothing is there at all.
const MOST_MISSING: usize = 256;

/// What this instance knows.
#[derive(Debug, Default)]
pub(crate) struct Resident {
    /// The version of the tenant that answers are taken from.
    pub(crate) snapshot: Option<Snapshot>,
    /// What values that travel through a browser are sealed with; `None` when the deployment has no
    /// such secrets.
    pub(crate) keys: Option<Keys>,
    /// What callouts are signed with; `None` when the deployment has no such secret.
    #[cfg(feature = "claims-enrichment")]
    pub(crate) callout_keys: Option<crate::webhook_keys::WebhookKeys>,
    /// What an Action and the page in the middle of a login share; `None` when the deployment has no such secrets.
    #[cfg(feature = "progressive-profile")]
    pub(crate) page_secrets: Option<vestibule_progressive_profile::PageSecrets>,
    /// What receipts of consents are signed with; `None` when the deployment has no such secret.
    #[cfg(feature = "progressive-profile")]
    pub(crate) receipt_key: Option<vestibule_receipts::ReceiptKey>,
    /// Files that pages show.
    pub(crate) assets: Assets,
    /// What was fetched for rules.
    #[cfg(feature = "claims-enrichment")]
    pub(crate) items: crate::items::KeptItems,
    /// Whether the pointer was looked for since this instance started. Until then a request waits:
    /// the answer could be there any moment.
    pub(crate) looked: bool,
    /// The manifest of the snapshot, and of the one before it, to go back to.
    current: Option<Version>,
    previous: Option<Version>,
    /// A version that turned out to be incomplete, and until when it is left alone.
    distrusted: Option<(Digest, UnixSeconds)>,
    /// Shards that could not be had, and until when they are not asked for again.
    missing: Vec<(ShardId, UnixSeconds)>,
    /// Counts looks at the pointer, so that a slow one cannot overtake a later one.
    looks: u64,
    swapped_at: u64,
}

/// A manifest as it was read.
#[derive(Debug)]
struct Version {
    digest: Digest,
    bytes: Vec<u8>,
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
    /// Begins a look at the pointer.
    pub(crate) fn begin_look(&mut self) -> u64 {
        self.looks += 1;
        self.looks
    }

    /// Whether this version is worth reading: not the one that is there, and not one that was
    /// found incomplete a moment ago.
    pub(crate) fn wants(&self, digest: Digest, now: UnixSeconds) -> bool {
        let is_current = self
            .current
            .as_ref()
            .is_some_and(|current| current.digest == digest);
        let is_distrusted = self
            .distrusted
            .is_some_and(|(bad, until)| bad == digest && now < until);
        !is_current && !is_distrusted
    }

    /// Takes over another version, unless a later look has brought one already. Shards that both
    /// have in common stay. Says whether it did.
    pub(crate) fn swap(
        &mut self,
        digest: Digest,
        bytes: Vec<u8>,
        look: u64,
    ) -> Result<bool, SnapshotError> {
        if look < self.swapped_at {
            return Ok(false);
        }
        let manifest = Manifest::from_bytes(bytes.clone(), digest)?;
        verify(&manifest)?;
        self.take_over(manifest);
        self.swapped_at = look;
        self.previous = self.current.replace(Version { digest, bytes });
        self.missing.clear();
        Ok(true)
    }

    /// Puts a shard in, and others out when there is no room.
    pub(crate) fn insert(&mut self, shard: Shard) -> Result<(), SnapshotError> {
        if let Some(snapshot) = &mut self.snapshot {
            snapshot.shrink_to(MOST_SHARD_BYTES.saturating_sub(shard.size()));
            snapshot.insert(shard)?;
        }
        Ok(())
    }

    /// Notes that a shard cannot be had. A version that was just published may not have arrived
    /// everywhere yet: the one before it serves meanwhile.
    pub(crate) fn note_missing(&mut self, id: ShardId, now: UnixSeconds) {
        if self.missing.len() >= MOST_MISSING {
            self.missing.clear();
        }
        self.missing.push((id, now.plus(PAUSE)));
        let Some(previous) = self.previous.take() else {
            return;
        };
        let Ok(manifest) = Manifest::from_bytes(previous.bytes.clone(), previous.digest) else {
            return;
        };
        self.take_over(manifest);
        if let Some(current) = self.current.replace(previous) {
            self.distrusted = Some((current.digest, now.plus(PAUSE)));
        }
    }

    /// Whether a shard was found missing a moment ago.
    pub(crate) fn is_missing(&self, id: ShardId, now: UnixSeconds) -> bool {
        self.missing
            .iter()
            .any(|(missing, until)| *missing == id && now < *until)
    }

    fn take_over(&mut self, manifest: Manifest) {
        self.snapshot = Some(match self.snapshot.take() {
            Some(previous) => Snapshot::succeed(previous, manifest),
            None => Snapshot::new(manifest),
        });
    }
}

#[cfg(feature = "claims-enrichment")]
use vestibule_claims_enrichment::verify;

#[cfg(not(feature = "claims-enrichment"))]
#[expect(clippy::unnecessary_wraps, reason = "with the feature it can fail")]
const fn verify(_: &Manifest) -> Result<(), SnapshotError> {
    Ok(())
}

/// Takes the deployment's secrets `REALM_KEY` and `REALM_KEY_PREVIOUS` (base64, 32 bytes each). They
/// come with a request, not with the instance.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what crosses the boundary is owned"
)]
pub fn unlock(current: &str, previous: Option<String>) {
    match Keys::parse(current, previous.as_deref()) {
        Ok(keys) => change(|resident| resident.keys = Some(keys)),
        // The reason names a rule, never any part of a key.
        Err(error) => crate::log::event("realm-key-unusable", &error.to_string()),
    }
}

/// Takes the deployment's secrets `CALLOUT_SECRET` and `CALLOUT_SECRET_PREVIOUS`.
#[cfg(feature = "claims-enrichment")]
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what crosses the boundary is owned"
)]
pub fn unlock_callouts(current: &str, previous: Option<String>) {
    let keys =
        crate::webhook_keys::WebhookKeys::parse("CALLOUT_SECRET", current, previous.as_deref());
    change(|resident| resident.callout_keys = keys);
}

/// Takes the deployment's secrets `PAGE_SECRET`, `PAGE_SECRET_PREVIOUS` and `RETURN_SECRET`.
#[cfg(feature = "progressive-profile")]
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what crosses the boundary is owned"
)]
pub fn unlock_pages(page: &str, previous: Option<String>, answer: &str) {
    use crate::backend::BACKEND;
    use vestibule_progressive_profile::PageSecrets;

    match PageSecrets::parse(&BACKEND, page, previous.as_deref(), answer) {
        Ok(secrets) => change(|resident| resident.page_secrets = Some(secrets)),
        // The reason names a rule, never any part of a secret.
        Err(error) => crate::log::event("page-secret-unusable", &error.to_string()),
    }
}

/// Takes the deployment's secret `RECEIPT_KEY`, a private JWK.
#[cfg(feature = "progressive-profile")]
#[wasm_bindgen]
pub fn unlock_receipts(key: &str) {
    use crate::backend::BACKEND;
    use vestibule_receipts::ReceiptKey;

    match ReceiptKey::parse(&BACKEND, key) {
        Ok(key) => change(|resident| resident.receipt_key = Some(key)),
        // The reason names a rule, never any part of a key.
        Err(error) => crate::log::event("receipt-key-unusable", &error.to_string()),
    }
}

/// Takes the snapshot that is shipped beside the Worker. Empty: there is none.
///
/// Called once for every fresh instance, before anything else. Its digests are taken as they stand:
/// it came with the code, in one upload, and hashing it here would cost every start.
#[wasm_bindgen]
pub fn install(bundle: &[u8]) {
    crate::panic::report_places_only();
    vestibule_identity::lend_host_mapping(crate::host_domain::to_ascii);
    if bundle.is_empty() {
        return;
    }
    match read(bundle) {
        Ok((snapshot, assets)) => change(|resident| {
            resident.snapshot = Some(snapshot);
            resident.assets = assets;
        }),
        Err(error) => crate::log::event("snapshot-unreadable", &error.to_string()),
    }
}

fn read(bundle: &[u8]) -> Result<(Snapshot, Assets), SnapshotError> {
    let bundle = Bundle::from_bytes(bundle)?;
    let manifest = Manifest::from_bytes(bundle.manifest().to_vec(), bundle.manifest_digest())?;
    verify(&manifest)?;
    let mut snapshot = Snapshot::new(manifest);
    for (id, bytes) in bundle.shards() {
        snapshot.insert(Shard::from_bytes(bytes.to_vec(), id)?)?;
    }
    let mut assets = Assets::default();
    for (id, bytes) in bundle.assets() {
        assets.ship(id, bytes);
    }
    Ok((snapshot, assets))
}
