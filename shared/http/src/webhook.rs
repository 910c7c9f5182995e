//! Signed requests, as [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks) has them.
//!
//! What is signed is `{id}.{timestamp}.{body}`, with HMAC-SHA256 under a secret that both sides know. Verifying is the first
//! thing that happens to such a request: nothing of its body is read before.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use subtle::{Choice, ConstantTimeEq as _};
use thiserror::Error;
use vestibule_identity::UnixSeconds;

/// Seconds that a timestamp may be away from now, in both directions.
pub const TOLERANCE: i64 = 300;
/// Octets that an id may have.
pub const LONGEST_ID: usize = 128;
/// Signatures that are looked at: two live secrets, and as many again for whoever signs with both.
const MOST_SIGNATURES: usize = 4;
/// Octets of a secret: Standard Webhooks asks for 24 to 64.
const SHORTEST_SECRET: usize = 24;

/// An HMAC-SHA256.
pub type Mac = [u8; 32];
/// Computes the code of a prefix and a body, one after the other, under each live secret.
pub type Macs<'a> = dyn Fn(&str, &str) -> Vec<Mac> + 'a;

/// The octets of a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

/// Why a text is no secret. No text of a secret is ever in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WebhookSecretError {
    /// It begins with `whsec_` and goes on with something else than base64.
    #[error("is not `whsec_` and base64")]
    NotBase64,
    /// It has fewer than 24 octets.
    #[error("has fewer than 24 octets")]
    TooShort,
    /// All its octets are the same, as in a placeholder.
    #[error("is a placeholder, not a random secret")]
    Placeholder,
}

/// A request that says that it is signed. Header values are as they arrived, empty where there is none.
#[derive(Clone, Copy)]
pub struct SignedRequest<'a> {
    /// `webhook-id`: names the request; a repeat has the same.
    pub id: &'a str,
    /// `webhook-timestamp`: when it was first sent, in seconds since 1970.
    pub timestamp: &'a str,
    /// `webhook-signature`: `v1,` and base64, several with spaces between.
    pub signature: &'a str,
    /// The body.
    pub body: &'a str,
}

/// What a signature vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified<'a> {
    /// Names the request: letters, digits, `-` and `_`.
    pub id: &'a str,
    /// When it was first sent.
    pub at: UnixSeconds,
}

/// Why a request is not to be believed. Whoever sent it is told none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// A header is missing.
    #[error("unsigned")]
    Unsigned,
    /// A header is not what it should be.
    #[error("malformed")]
    Malformed,
    /// The timestamp is more than [`TOLERANCE`] away.
    #[error("out-of-time")]
    OutOfTime,
    /// No signature is right under any secret.
    #[error("wrong-signature")]
    WrongSignature,
}

impl WebhookSecret {
    /// Reads a secret: `whsec_` and base64, as Standard Webhooks writes it, or the text itself. White space around is dropped,
    /// since a secret that was piped in often ends with a line feed.
    ///
    /// # Errors
    /// A [`WebhookSecretError`] that says what is wrong.
    pub fn parse(text: &str) -> Result<Self, WebhookSecretError> {
        let text = text.trim_ascii();
        let octets = match text.strip_prefix("whsec_") {
            Some(base64) => STANDARD
                .decode(base64)
                .map_err(|_| WebhookSecretError::NotBase64)?,
            None => text.as_bytes().to_vec(),
        };
        match octets.as_slice() {
            [first, ..] if octets.iter().all(|octet| octet == first) => {
                Err(WebhookSecretError::Placeholder)
            }
            octets if octets.len() < SHORTEST_SECRET => Err(WebhookSecretError::TooShort),
            _ => Ok(Self(octets)),
        }
    }

    /// The octets, for whoever computes with them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("WebhookSecret")
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SignedRequest<'_> {
    /// The id alone: a body is about a person.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SignedRequest")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl<'a> SignedRequest<'a> {
    /// Says whether the request comes from somebody who knows a secret, and was sent lately.
    ///
    /// `macs` computes the code of `{prefix}{body}` under each live secret; it is called once, and only for a request that
    /// could be right. Repeats are not refused: the same octets get the same answer.
    ///
    /// # Errors
    /// A [`WebhookError`].
    pub fn verify(
        &self,
        now: UnixSeconds,
        macs: impl FnOnce(&str, &str) -> Vec<Mac>,
    ) -> Result<Verified<'a>, WebhookError> {
        let Self { id, timestamp, .. } = *self;
        if id.is_empty() || timestamp.is_empty() || self.signature.is_empty() {
            return Err(WebhookError::Unsigned);
        }
        // A full stop in an id would let what is signed be cut in another place.
        let is_id = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_');
        if id.len() > LONGEST_ID || !id.bytes().all(is_id) {
            return Err(WebhookError::Malformed);
        }
        let at = seconds(timestamp).ok_or(WebhookError::Malformed)?;
        if (at.0 - now.0).abs() > TOLERANCE {
            return Err(WebhookError::OutOfTime);
        }
        let given: Vec<Mac> = self
            .signature
            .split(' ')
            .take(MOST_SIGNATURES)
            .filter_map(|signature| signature.strip_prefix("v1,"))
            .filter_map(|base64| STANDARD.decode(base64).ok()?.try_into().ok())
            .collect();
        if given.is_empty() {
            return Err(WebhookError::Malformed);
        }
        let computed = macs(&format!("{id}.{timestamp}."), self.body);
        // Each with each, however early one fits: time tells nothing about a signature.
        let pairs = computed
            .iter()
            .flat_map(|computed| given.iter().map(move |given| (computed, given)));
        let fits = pairs.fold(Choice::from(0), |fits, (computed, given)| {
            fits | computed.ct_eq(given)
        });
        if bool::from(fits) {
            Ok(Verified { id, at })
        } else {
            Err(WebhookError::WrongSignature)
        }
    }
}

/// Whole seconds in the one way of writing them.
fn seconds(text: &str) -> Option<UnixSeconds> {
    let is_number = text.bytes().all(|octet| octet.is_ascii_digit());
    if !is_number || text.starts_with('0') || text.len() > 12 {
        return None;
    }
    text.parse().ok().map(UnixSeconds)
}

#[cfg(test)]
mod tests;
