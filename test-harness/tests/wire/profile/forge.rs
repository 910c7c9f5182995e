//! Tokens as somebody would forge them who knows more than they should.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use serde_json::Value;
use sha2::{Sha256, Sha512};

/// A token taken apart, to be put together otherwise.
#[derive(Clone)]
pub(super) struct Forged {
    pub(super) header: Value,
    pub(super) payload: Value,
}

impl Forged {
    /// A copy of a token that is there, whose header Auth0 wrote.
    pub(super) fn of(token: &str) -> Self {
        let part = |number| {
            let octets = URL_SAFE_NO_PAD.decode(token.split('.').nth(number).unwrap());
            serde_json::from_slice(&octets.unwrap()).unwrap()
        };
        Self {
            header: part(0),
            payload: part(1),
        }
    }

    /// With claims changed.
    pub(super) fn with(&self, change: impl FnOnce(&mut Value)) -> Self {
        let mut changed = self.clone();
        change(&mut changed.payload);
        changed
    }

    /// Without a claim.
    pub(super) fn without(&self, claim: &str) -> Self {
        self.with(|payload| drop(payload.as_object_mut().unwrap().remove(claim)))
    }

    /// Under another header.
    pub(super) fn under(&self, header: Value) -> Self {
        Self {
            header,
            ..self.clone()
        }
    }

    /// Signed as HS256 is, whatever the header says.
    pub(super) fn signed(&self, secret: &str) -> String {
        let text = self.text();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(text.as_bytes());
        format!("{text}.{}", encoded(&mac.finalize().into_bytes()))
    }

    /// Signed as HS512 is.
    pub(super) fn signed_hs512(&self, secret: &str) -> String {
        let text = self.text();
        let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(text.as_bytes());
        format!("{text}.{}", encoded(&mac.finalize().into_bytes()))
    }

    /// Not signed at all.
    pub(super) fn unsigned(&self) -> String {
        format!("{}.", self.text())
    }

    fn text(&self) -> String {
        let part = |value: &Value| encoded(value.to_string().as_bytes());
        format!("{}.{}", part(&self.header), part(&self.payload))
    }
}

/// Octets as a part of a token.
pub(super) fn encoded(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}
