//! The secrets that requests to us are signed with, on the host's side.

use js_sys::Object;
use vestibule_http::webhook::{Mac, WebhookSecret};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/js/webhook-mac.js")]
extern "C" {
    #[wasm_bindgen(js_name = importSecret)]
    fn import_secret(secret: &[u8]) -> Object;

    fn mac(key: &Object, prefix: &str, body: &[u8]) -> Vec<u8>;
}

/// Live secrets: the one that is signed with, and the one before it, until nobody signs with it any more.
#[derive(Debug)]
pub(crate) struct WebhookKeys(Vec<Object>);

impl WebhookKeys {
    /// Takes secrets as deployments have them. A second one that cannot be used does not take the first away.
    pub(crate) fn parse(name: &str, current: &str, previous: Option<&str>) -> Option<Self> {
        let mut keys = Vec::new();
        for (suffix, text) in [("", Some(current)), ("_PREVIOUS", previous)] {
            match text.map(WebhookSecret::parse) {
                Some(Ok(secret)) => keys.push(import_secret(secret.as_bytes())),
                // The reason names a rule, never any part of a secret.
                Some(Err(error)) => {
                    let detail = format!("{name}{suffix} {error}");
                    crate::log::event("webhook-secret-unusable", &detail);
                }
                None => {}
            }
        }
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// The code of `{prefix}{body}` under each secret.
    pub(crate) fn macs(&self, prefix: &str, body: &str) -> Vec<Mac> {
        let macs = self.0.iter().map(|key| mac(key, prefix, body.as_bytes()));
        macs.filter_map(|mac| mac.try_into().ok()).collect()
    }
}
