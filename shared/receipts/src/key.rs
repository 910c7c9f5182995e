//! The key that receipts are signed with.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use thiserror::Error;
use vestibule_claims::{Algorithm, Backend, SigningKey, parse_object};

use crate::public_key::PublicKey;

/// What stands before the private half of an Ed25519 key in PKCS #8 (RFC 8410, section 7).
const PKCS8: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// Octets of the private half.
const SEED: usize = 32;

/// The key that receipts are signed with.
pub struct ReceiptKey {
    pub(crate) signing: SigningKey,
    public: PublicKey,
}

/// Why a text is no key. No part of it is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiptKeyError {
    /// It is no private JWK of Ed25519 (RFC 8037, section 2), with both halves.
    #[error("it is no private JWK with `kty` \"OKP\", `crv` \"Ed25519\", `d` and `x`")]
    NotAPrivateKey,
    /// Its halves do not belong together: what one signs, the other does not verify.
    #[error("`x` is not the public half of `d`")]
    OtherHalf,
}

impl ReceiptKey {
    /// Reads a private key, as a JWK. White space around it does no harm.
    ///
    /// # Errors
    /// A [`ReceiptKeyError`].
    pub fn parse(backend: &Backend, text: &str) -> Result<Self, ReceiptKeyError> {
        Self::read(backend, text.trim_ascii()).ok_or(ReceiptKeyError::NotAPrivateKey)?
    }

    fn read(backend: &Backend, text: &str) -> Option<Result<Self, ReceiptKeyError>> {
        let jwk = parse_object(text.as_bytes()).ok()?;
        let member = |name| jwk.get(name).and_then(Value::as_str);
        if (member("kty"), member("crv")) != (Some("OKP"), Some("Ed25519")) {
            return None;
        }
        let public = PublicKey::parse(member("x")?).ok()?;
        let seed = URL_SAFE_NO_PAD.decode(member("d")?).ok()?;
        if seed.len() != SEED {
            return None;
        }
        let der = [&PKCS8[..], &seed].concat();
        let name = Some(public.id().to_owned());
        let signing = SigningKey::from_der(backend, &der, Algorithm::EdDSA, name).ok()?;
        let verifying = public.verifying(backend).ok()?;
        // Nobody could verify what is signed, and that would be found out when it is too late.
        let tried = b"vestibule";
        let fits = signing
            .sign(tried)
            .is_some_and(|signature| verifying.verifies(tried, &signature));
        Some(if fits {
            Ok(Self { signing, public })
        } else {
            Err(ReceiptKeyError::OtherHalf)
        })
    }

    /// Its public half.
    #[must_use]
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The JWK of a private key, as [`parse`](Self::parse) reads it: `d` and `x` are its halves.
    #[must_use]
    pub fn jwk(d: &[u8; SEED], x: &[u8; SEED]) -> String {
        let text = |octets: &[u8]| URL_SAFE_NO_PAD.encode(octets);
        json!({"kty": "OKP", "crv": "Ed25519", "d": text(d), "x": text(x)}).to_string()
    }
}

impl fmt::Debug for ReceiptKey {
    /// Its name and nothing of its private half.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("ReceiptKey");
        shown.field("id", &self.public.id()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;

    use super::*;

    /// RFC 8037, appendix A.1.
    const D: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    fn jwk(change: impl FnOnce(&mut Value)) -> String {
        let mut jwk = json!({"kty": "OKP", "crv": "Ed25519", "d": D, "x": X});
        change(&mut jwk);
        jwk.to_string()
    }

    #[test]
    fn it_signs_as_the_standard_does() {
        let key = ReceiptKey::parse(&BACKEND, &format!(" {}\n", jwk(|_| {}))).unwrap();
        // RFC 8037, appendix A.4.
        let signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        let signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        let made = key.signing.sign(signed.as_bytes()).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(&made), signature);
        let verifying = key.public().verifying(&BACKEND).unwrap();
        assert!(verifying.verifies(signed.as_bytes(), &made));
    }

    #[test]
    fn what_is_written_is_read() {
        let octets = |text| <[u8; 32]>::try_from(URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
        let text = ReceiptKey::jwk(&octets(D), &octets(X));
        let key = ReceiptKey::parse(&BACKEND, &text).unwrap();
        assert_eq!(key.public().x(), X);
    }

    #[test]
    fn what_is_no_private_key_is_refused() {
        let other_half = "FyQIXnWqo5LMOAN4UEW2b-Mj0B3BpSZJKY3mBtpsOHk";
        for text in [
            String::new(),
            "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A".to_owned(),
            jwk(|it| it["kty"] = json!("EC")),
            jwk(|it| it["crv"] = json!("X25519")),
            jwk(|it| it["d"] = json!(D.trim_start_matches("nWGx"))),
            jwk(|it| it["d"] = Value::Null),
            jwk(|it| it["x"] = json!("AA")),
        ] {
            let error = ReceiptKey::parse(&BACKEND, &text).unwrap_err();
            assert_eq!(error, ReceiptKeyError::NotAPrivateKey, "{text}");
        }
        let text = jwk(|it| it["d"] = json!(other_half));
        let error = ReceiptKey::parse(&BACKEND, &text).unwrap_err();
        assert_eq!(error, ReceiptKeyError::OtherHalf);
        assert!(!error.to_string().contains(other_half));
    }

    #[test]
    fn it_does_not_show_itself() {
        let key = ReceiptKey::parse(&BACKEND, &jwk(|_| {})).unwrap();
        let shown = format!("{key:?}");
        assert!(shown.contains("kPrK_") && !shown.contains(D), "{shown}");
    }
}
