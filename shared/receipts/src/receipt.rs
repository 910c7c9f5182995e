//! What a receipt says.

use serde_json::Value;
use thiserror::Error;
use vestibule_claims::{
    Object, Token, TokenError, VerifyError, VerifyingKey, read_statement, sign_statement,
};
use vestibule_identity::UnixSeconds;

use crate::key::ReceiptKey;

/// `typ` of receipts (RFC 8725, section 3.11). No token has it.
pub const MEDIA_TYPE: &str = "consent-receipt+jwt";

/// A consent that was given, or one that was asked for and not given.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The origin at whose `/edge/profile/keys` the public keys stand.
    pub issuer: String,
    /// The user's id at Auth0.
    pub subject: String,
    /// When the form was accepted.
    pub issued: UnixSeconds,
    /// What sets this receipt apart from all others.
    pub id: String,
    /// The organization of the login, if it had one.
    pub organization: Option<String>,
    /// The client of the login, if it is known.
    pub client: Option<String>,
    /// The name of the field in the tenant file.
    pub field: String,
    /// The version of the text, as the tenant file calls it.
    pub version: String,
    /// The language in which it was shown, as a tag.
    pub language: String,
    /// The legal entity that it was given to.
    pub entity: String,
    /// The [digest](crate::text_digest) of what was shown.
    pub text: String,
    /// Where the page said that the whole text can be read.
    pub document: Option<String>,
    /// Whether it was given. If not, the control was shown and left empty, and the form sent.
    pub given: bool,
}

/// Why a text is not believed to be a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// It is no token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// It is of another type, or no key that is known has signed it.
    #[error(transparent)]
    Refused(#[from] VerifyError),
    /// A member is missing, or of another type.
    #[error("the member `{0}` is missing or of another type")]
    Member(&'static str),
}

impl Receipt {
    /// Signs it, as a compact JWS. The same receipt and key give the same octets. `None` if the backend does not sign.
    #[must_use]
    pub fn sign(&self, key: &ReceiptKey) -> Option<String> {
        sign_statement(&key.signing, MEDIA_TYPE, &self.members())
    }

    /// Believes a receipt that one of the keys has signed.
    ///
    /// # Errors
    /// A [`ReceiptError`].
    pub fn verify(text: &str, keys: &[&VerifyingKey]) -> Result<Self, ReceiptError> {
        let token = Token::parse(text)?;
        let members = read_statement(&token, MEDIA_TYPE, keys)?;
        let optional = |name: &'static str| match members.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(ReceiptError::Member(name)),
        };
        let text = |name| optional(name)?.ok_or(ReceiptError::Member(name));
        let issued = members.get("iat").and_then(Value::as_i64);
        let given = members.get("given").and_then(Value::as_bool);
        Ok(Self {
            issuer: text("iss")?,
            subject: text("sub")?,
            issued: UnixSeconds(issued.ok_or(ReceiptError::Member("iat"))?),
            id: text("jti")?,
            organization: optional("org_id")?,
            client: optional("client_id")?,
            field: text("field")?,
            version: text("version")?,
            language: text("language")?,
            entity: text("entity")?,
            text: text("text_sha256")?,
            document: optional("document")?,
            given: given.ok_or(ReceiptError::Member("given"))?,
        })
    }

    fn members(&self) -> Object {
        let texts = [
            ("iss", Some(&self.issuer)),
            ("sub", Some(&self.subject)),
            ("jti", Some(&self.id)),
            ("org_id", self.organization.as_ref()),
            ("client_id", self.client.as_ref()),
            ("field", Some(&self.field)),
            ("version", Some(&self.version)),
            ("language", Some(&self.language)),
            ("entity", Some(&self.entity)),
            ("text_sha256", Some(&self.text)),
            ("document", self.document.as_ref()),
        ];
        let texts = texts
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), Value::from(text?.as_str()))));
        let mut members: Object = texts.collect();
        members.insert("iat".to_owned(), Value::from(self.issued.0));
        members.insert("given".to_owned(), Value::from(self.given));
        members
    }
}

impl std::fmt::Debug for Receipt {
    /// What was asked, and nothing of whom.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Receipt");
        shown.field("field", &self.field);
        shown.field("version", &self.version);
        shown.finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
    use proptest::prelude::*;

    use super::*;

    const KEY: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

    fn key() -> (ReceiptKey, VerifyingKey) {
        let key = ReceiptKey::parse(&BACKEND, KEY).unwrap();
        let verifying = key.public().verifying(&BACKEND).unwrap();
        (key, verifying)
    }

    fn receipt() -> Receipt {
        Receipt {
            issuer: "https://start.acme.example".to_owned(),
            subject: "auth0|650f".to_owned(),
            issued: UnixSeconds(1_790_000_000),
            id: "AAAA".to_owned(),
            organization: Some("org_globexGLOBEX0001".to_owned()),
            client: None,
            field: "terms".to_owned(),
            version: "2026-11".to_owned(),
            language: "de".to_owned(),
            entity: "Acme GmbH".to_owned(),
            text: crate::text_digest("Ich stimme zu", None),
            document: Some("https://acme.example/agb".to_owned()),
            given: true,
        }
    }

    #[test]
    fn a_receipt_says_its_type_and_its_key() {
        let (key, _) = key();
        let text = receipt().sign(&key).unwrap();
        let token = Token::parse(&text).unwrap();
        let header = token.header();
        assert_eq!(header.media_type.as_deref(), Some(MEDIA_TYPE));
        assert_eq!(header.key_id.as_deref(), Some(key.public().id()));
        assert!(text.len() < 800, "{}", text.len());
        assert_eq!(receipt().sign(&key).unwrap(), text);
        let shown = format!("{:?}", receipt());
        assert!(!shown.contains("650f"), "{shown}");
    }

    #[test]
    fn no_character_of_it_can_be_changed() {
        let (key, verifying) = key();
        let text = receipt().sign(&key).unwrap();
        assert_eq!(Receipt::verify(&text, &[&verifying]), Ok(receipt()));
        for (place, character) in text.char_indices().step_by(3) {
            let other = if character == 'A' { "B" } else { "A" };
            let mut changed = text.clone();
            changed.replace_range(place..=place, other);
            assert!(Receipt::verify(&changed, &[&verifying]).is_err(), "{place}");
        }
    }

    #[test]
    fn a_receipt_has_all_its_members() {
        let (key, verifying) = key();
        for name in [
            "iss",
            "sub",
            "iat",
            "jti",
            "field",
            "version",
            "language",
            "entity",
            "text_sha256",
            "given",
        ] {
            let mut members = receipt().members();
            members.remove(name);
            let text = sign_statement(&key.signing, MEDIA_TYPE, &members).unwrap();
            let refused = Receipt::verify(&text, &[&verifying]);
            assert_eq!(refused, Err(ReceiptError::Member(name)));
        }
        let mut members = receipt().members();
        members.insert("org_id".to_owned(), Value::from(1));
        let text = sign_statement(&key.signing, MEDIA_TYPE, &members).unwrap();
        let refused = Receipt::verify(&text, &[&verifying]);
        assert_eq!(refused, Err(ReceiptError::Member("org_id")));
        let text = sign_statement(&key.signing, "JWT", &receipt().members()).unwrap();
        let refused = Receipt::verify(&text, &[&verifying]);
        assert_eq!(refused, Err(ReceiptError::Refused(VerifyError::MediaType)));
    }

    proptest! {
        // Signing takes a while without optimization.
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn what_is_signed_is_read(subject in ".{1,80}", entity in ".{0,80}", client in proptest::option::of(".{1,40}"), given in any::<bool>()) {
            let (key, verifying) = key();
            let receipt = Receipt { subject, client, entity, given, ..receipt() };
            let text = receipt.sign(&key).unwrap();
            prop_assert_eq!(Receipt::verify(&text, &[&verifying]), Ok(receipt));
        }

        #[test]
        fn nothing_panics(text in "[A-Za-z0-9_.{}\":-]{0,300}") {
            let (key, verifying) = key();
            let _ = Receipt::verify(&text, &[&verifying]);
            let _ = ReceiptKey::parse(&BACKEND, &text);
            drop(key);
        }
    }
}
