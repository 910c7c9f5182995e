//! Signed requests, as Actions and feeds send them.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use vestibule_http::webhook::WebhookSecret;
use vestibule_stand::{CALLOUT_SECRET, Stand};

use crate::told::{Told, ask};

/// A request that is signed as Standard Webhooks has it.
pub(crate) struct Signed {
    pub(crate) target: &'static str,
    pub(crate) id: String,
    pub(crate) timestamp: String,
    pub(crate) signature: String,
    pub(crate) body: Vec<u8>,
}

impl Signed {
    /// A callout as an Action sends it.
    pub(crate) fn callout(target: &'static str, event: &Value) -> Self {
        let body = json!({ "version": 1, "event": event }).to_string();
        Self::new(target, body.into_bytes(), CALLOUT_SECRET, 0)
    }

    /// Signed with a secret, so many seconds from now.
    pub(crate) fn new(target: &'static str, body: Vec<u8>, secret: &str, away: i64) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // One for each, or their log lines could not be told apart.
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let id = format!("msg_{}_{count}", std::process::id());
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let timestamp = (i64::try_from(now.as_secs()).unwrap() + away).to_string();
        let secret = WebhookSecret::parse(secret).unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(&body);
        let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        Self {
            target,
            id,
            timestamp,
            signature,
            body,
        }
    }

    pub(crate) fn send(&self, stand: &Stand) -> Told {
        let headers = [
            ("content-type", "application/json"),
            ("webhook-id", self.id.as_str()),
            ("webhook-timestamp", self.timestamp.as_str()),
            ("webhook-signature", self.signature.as_str()),
        ];
        ask(stand, "POST", self.target, &headers, &self.body)
    }
}
