//! Fetching what a decision lacked.

use futures_util::future::join_all;
use js_sys::Uint8Array;
use vestibule_tenant::{Digest, Manifest, Shard, ShardId};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use worker::Env;
use worker::kv::KvStore;

use crate::log;
use crate::resident::{self, Deployment};

/// The binding of the KV namespace that snapshots are published to.
const NAMESPACE: &str = "SNAPSHOT";
/// The key of the pointer: the digest of the current manifest, 64 hexadecimal digits.
const POINTER: &str = "current";
/// The need for the pointer itself, and for the deployment's variables with it.
pub(crate) const CURRENT: &str = "current";

/// Fetches what [`crate::answer`] asked for, a name a line: `current`, or the ids of shards.
///
/// Nothing is reported back: the caller asks again and sees. What fails is logged, and what was
/// there stays.
#[wasm_bindgen]
pub async fn supply(env: Env, needs: String) {
    let namespace = env.kv(NAMESPACE).ok();
    let mut shards = Vec::new();
    for need in needs.lines() {
        if need == CURRENT {
            refresh(&env, namespace.as_ref()).await;
        } else if let Ok(id) = Digest::parse(need) {
            shards.push(id);
        }
    }
    if let Some(namespace) = &namespace {
        join_all(shards.into_iter().map(|id| load(namespace, id))).await;
    }
}

/// Learns the deployment's variables, and the current version where there is a namespace.
async fn refresh(env: &Env, namespace: Option<&KvStore>) {
    let deployment = Deployment {
        tenant_origin: env.var("TENANT_ORIGIN").ok().map(|v| v.to_string()),
    };
    resident::change(|resident| resident.deployment = Some(deployment));
    if let Some(namespace) = namespace
        && let Err(fault) = follow_pointer(namespace).await
    {
        log::event("snapshot-refresh-failed", &fault);
    }
}

/// Swaps to the version that the pointer names, if it is another. A pointer that is gone means that
/// nothing is published: the last good version stays.
async fn follow_pointer(namespace: &KvStore) -> Result<(), String> {
    let pointer = namespace
        .get(POINTER)
        .text()
        .await
        .map_err(|error| error.to_string())?;
    let Some(pointer) = pointer else {
        return Ok(());
    };
    let digest = Digest::parse(pointer.trim()).map_err(|error| error.to_string())?;
    let resident = resident::with(|resident| {
        resident
            .snapshot
            .as_ref()
            .map(|snapshot| snapshot.manifest().digest())
    });
    if resident == Some(digest) {
        return Ok(());
    }
    let bytes = read(namespace, &format!("manifest/{digest}"), digest).await?;
    let manifest = Manifest::from_bytes(bytes, digest).map_err(|error| error.to_string())?;
    let version = manifest.version();
    resident::change(|resident| resident.swap(manifest));
    log::event("snapshot-swapped", &version);
    Ok(())
}

async fn load(namespace: &KvStore, id: ShardId) {
    let loaded = read(namespace, &format!("shard/{id}"), id)
        .await
        .and_then(|bytes| {
            let shard = Shard::from_bytes(bytes, id).map_err(|error| error.to_string())?;
            resident::change(|resident| resident.insert(shard)).map_err(|error| error.to_string())
        });
    if let Err(fault) = loaded {
        log::event("shard-unavailable", &fault);
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
