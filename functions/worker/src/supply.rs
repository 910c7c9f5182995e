//! Fetching what a decision lacked.

use futures_util::future::join_all;
use js_sys::Uint8Array;
use vestibule_identity::UnixSeconds;
use vestibule_tenant::{AssetId, Digest, Shard, ShardId};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use worker::Env;
use worker::kv::KvStore;

use crate::clock::seconds_from_date_now;
use crate::resident::{self, Resident};
use crate::{assets, log};

/// The binding of the KV namespace that snapshots are published to.
const NAMESPACE: &str = "SNAPSHOT";
/// The key of the pointer: the digest of the current manifest, 64 hexadecimal digits.
const POINTER: &str = "current";
/// The need for the pointer itself.
pub(crate) const CURRENT: &str = "current";

/// Fetches what [`crate::answer()`] asked for, a name a line: `current`, the ids of shards, names of files, or items that rules read.
///
/// Nothing is reported back: the caller asks again and sees. What fails is logged and left alone for
/// a while, and what was there stays. `now` is `Date.now()`.
#[wasm_bindgen]
pub async fn supply(env: Env, needs: String, now: f64) {
    let now = seconds_from_date_now(now);
    let namespace = env.kv(NAMESPACE).ok();
    let mut shards = Vec::new();
    let mut files = Vec::new();
    #[cfg(feature = "claims-enrichment")]
    let mut items = Vec::new();
    for need in needs.lines() {
        if need == CURRENT {
            if let Some(namespace) = &namespace {
                follow_pointer(namespace, now)
                    .await
                    .unwrap_or_else(|fault| log::event("snapshot-refresh-failed", &fault));
            }
            resident::change(|resident| resident.looked = true);
        } else if let Ok(id) = Digest::parse(need) {
            shards.push(id);
        } else if let Some(Ok(id)) = need.strip_prefix(assets::PREFIX).map(Digest::parse) {
            files.push(load_asset(namespace.as_ref(), id, now));
        }
        #[cfg(feature = "claims-enrichment")]
        if let Some(item) = vestibule_claims_enrichment::Item::from_line(need) {
            items.push(crate::fetch_items::fetch(&env, item, now));
        }
        #[cfg(feature = "probe")]
        if need == crate::probe::PANIC_LATER {
            crate::probe::panic_on_purpose();
        }
    }
    let loads = shards
        .into_iter()
        .map(|id| load(namespace.as_ref(), id, now));
    let loads = futures_util::future::join(join_all(loads), join_all(files));
    #[cfg(feature = "claims-enrichment")]
    futures_util::future::join(loads, join_all(items)).await;
    #[cfg(not(feature = "claims-enrichment"))]
    loads.await;
}

/// Notes that these needs, as [`supply`] takes them, took too long: what waits for them is answered without. What arrives later
/// still counts for the next. `now` is `Date.now()`.
#[cfg(feature = "claims-enrichment")]
#[wasm_bindgen]
pub fn give_up(needs: &str, now: f64) {
    let now = seconds_from_date_now(now);
    let items = needs
        .lines()
        .filter_map(vestibule_claims_enrichment::Item::from_line);
    resident::change(|resident| items.for_each(|item| resident.items.note_failed(item, now)));
}

/// Swaps to the version that the pointer names, if it is another. A pointer that is gone means that
/// nothing is published: the last good version stays.
async fn follow_pointer(namespace: &KvStore, now: UnixSeconds) -> Result<(), String> {
    let look = resident::change(Resident::begin_look);
    let pointer = namespace
        .get(POINTER)
        .text()
        .await
        .map_err(|error| error.to_string())?;
    let Some(pointer) = pointer else {
        return Ok(());
    };
    let digest = Digest::parse(pointer.trim()).map_err(|error| error.to_string())?;
    if !resident::with(|resident| resident.wants(digest, now)) {
        return Ok(());
    }
    let bytes = read(namespace, &format!("manifest/{digest}"), digest).await?;
    let swapped = resident::change(|resident| resident.swap(digest, bytes, look))
        .map_err(|error| error.to_string())?;
    if swapped {
        log::event("snapshot-swapped", &digest.to_string());
    }
    Ok(())
}

async fn load(namespace: Option<&KvStore>, id: ShardId, now: UnixSeconds) {
    let loaded = match namespace {
        None => Err("no namespace is bound".to_owned()),
        Some(namespace) => read(namespace, &format!("shard/{id}"), id)
            .await
            .and_then(|bytes| {
                let shard = Shard::from_bytes(bytes, id).map_err(|error| error.to_string())?;
                resident::change(|resident| resident.insert(shard))
                    .map_err(|error| error.to_string())
            }),
    };
    if let Err(fault) = loaded {
        resident::change(|resident| resident.note_missing(id, now));
        log::event("shard-unavailable", &fault);
    }
}

async fn load_asset(namespace: Option<&KvStore>, id: AssetId, now: UnixSeconds) {
    let read = match namespace {
        None => Err("no namespace is bound".to_owned()),
        Some(namespace) => read(namespace, &format!("{}{id}", assets::PREFIX), id).await,
    };
    match read {
        Ok(bytes) => resident::change(|resident| resident.assets.insert(id, bytes)),
        Err(fault) => {
            resident::change(|resident| resident.assets.note_missing(id, now));
            log::event("asset-unavailable", &fault);
        }
    }
}

/// Reads a part and lets the host check its digest: SHA-256 in WebAssembly would cost ten times as
/// much, and it is never on the path of a request that has what it needs.
async fn read(namespace: &KvStore, key: &str, expected: Digest) -> Result<Vec<u8>, String> {
    let bytes = namespace
        .get(key)
        .bytes()
        .await
        .map_err(|error| error.to_string())?;
    let bytes = bytes.ok_or_else(|| format!("{key} is not published"))?;
    match sha256(&bytes).await {
        Some(actual) if actual == expected => Ok(bytes),
        Some(_) => Err(format!("{key} is damaged")),
        None => Err("the host computes no digest".to_owned()),
    }
}

async fn sha256(bytes: &[u8]) -> Option<Digest> {
    let scope = js_sys::global().unchecked_into::<web_sys::WorkerGlobalScope>();
    let promise = scope
        .crypto()
        .ok()?
        .subtle()
        .digest_with_str_and_u8_array("SHA-256", bytes)
        .ok()?;
    let digest = JsFuture::from(promise).await.ok()?;
    let digest = Uint8Array::new(&digest).to_vec();
    Some(Digest::from_bytes(digest.try_into().ok()?))
}
