//! Fetching what rules read.

use vestibule_claims_enrichment::{DirectoryKey, Entry, Item, JsonObject, SourceCall};
use vestibule_identity::UnixSeconds;
use wasm_bindgen::prelude::wasm_bindgen;
use worker::Env;

use crate::feeds::DIRECTORY;
use crate::{log, resident};

/// Seconds for which an entry of the directory serves where KV cannot be read; the most that a rule can allow.
const DIRECTORY_KEEP: u32 = 86_400;

#[wasm_bindgen(module = "/js/source.js")]
extern "C" {
    #[wasm_bindgen(js_name = askSource, catch)]
    async fn ask_source(
        url: &str,
        token: Option<String>,
        timeout: u16,
    ) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>;
}

/// An answer, and for how many seconds it is kept.
struct Fetched {
    value: JsonObject,
    keep: u32,
}

/// Fetches an item and keeps it, or notes that it cannot be had.
pub(crate) async fn fetch(env: &Env, item: Item, now: UnixSeconds) {
    let fetched = match &item {
        Item::Directory(key) => read_entry(env, key).await,
        Item::Source(call) => ask(env, call).await,
    };
    resident::change(|resident| match fetched {
        Ok(it) => resident.items.insert(item, it.value, it.keep, now),
        Err(fault) => {
            log::event("item-unavailable", &fault);
            resident.items.note_failed(item, now);
        }
    });
}

async fn read_entry(env: &Env, key: &DirectoryKey) -> Result<Fetched, String> {
    let directory = env
        .kv(DIRECTORY)
        .map_err(|_| "no namespace is bound as DIRECTORY".to_owned())?;
    let stored = directory.get(key.as_str()).text().await;
    let stored = stored.map_err(|_| "the directory cannot be read".to_owned())?;
    let value = match stored {
        None => JsonObject::default(),
        Some(text) => {
            let entry = Entry::parse(&text);
            entry.ok_or("an entry of the directory is damaged")?.fields
        }
    };
    Ok(Fetched {
        value,
        keep: DIRECTORY_KEEP,
    })
}

async fn ask(env: &Env, call: &SourceCall) -> Result<Fetched, String> {
    let SourceCall { name, url } = call;
    let fault = |fault: &str| format!("source {name}: {fault}");
    let (secret, timeout, keep) = resident::with(|resident| {
        let manifest = resident.snapshot.as_ref()?.manifest();
        let sources = manifest.sources().ok()?;
        let source = sources.iter().find(|source| source.name == name)?;
        let secret = source.secret.map(str::to_owned);
        Some((secret, source.timeout, source.keep.max(source.fresh)))
    })
    .ok_or_else(|| fault("not configured any more"))?;
    let token = match secret {
        None => None,
        Some(secret) => {
            let token = env.secret(&secret).map(|token| token.to_string());
            Some(token.map_err(|_| fault("its secret is missing"))?)
        }
    };
    let outcome = ask_source(url, token, timeout).await.ok();
    let outcome = outcome.and_then(|outcome| outcome.as_string());
    let outcome = outcome.ok_or_else(|| fault("failed"))?;
    let value = match outcome.strip_prefix('=') {
        None if outcome == "-" => JsonObject::default(),
        None => return Err(fault(&outcome)),
        Some(text) => JsonObject::parse(text).ok_or_else(|| fault("not-an-object"))?,
    };
    Ok(Fetched { value, keep })
}
