//! The token that brings the answers back, as `api.redirect.validateToken` takes it.

use serde_json::Value;
use vestibule_claims::{
    Algorithm, Audience, IssueError, KindError, MediaType, Object, Rules, TokenKind, issue_within,
};
use vestibule_identity::UnixSeconds;

use crate::form_session::FormSession;
use crate::page_token::PAGE;
use crate::secrets::PageSecrets;

/// Seconds that an answer lives: long enough for a slow network, short enough to be of no use later. Auth0 asks for a minute at least.
pub const LIFETIME: i64 = 120;

/// Characters that an answer may have: it travels in the body of a form, with as much as an Action writes to metadata.
const LONGEST: usize = 96 * 1024;

/// The value of the claim `page` in answers: no token of the way here has it.
const ANSWER: &str = "profile-answer";

/// The token that brings the answers back.
///
/// It is a function of the session, the answers and the time: the same answers at the same time give the same token, to the octet.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswerToken(String);

impl AnswerToken {
    /// Signs the answers of a session, as claimed at `at`.
    ///
    /// `answers` are claims of ours, by name; `iss`, `sub`, `state`, `txn` and the times are put in here.
    ///
    /// # Errors
    /// An [`IssueError`], a fault of ours in any case.
    pub fn issue(
        secrets: &PageSecrets,
        session: &FormSession,
        answers: Object,
        at: UnixSeconds,
    ) -> Result<Self, IssueError> {
        let kind = kind(&session.issuer).map_err(|_| IssueError::Reserved("iss"))?;
        let mut claims = answers;
        for (name, text) in [
            ("sub", &session.subject),
            ("state", &session.state),
            ("txn", &session.txn),
        ] {
            if claims
                .insert(name.to_owned(), Value::from(text.as_str()))
                .is_some()
            {
                return Err(IssueError::Reserved(name));
            }
        }
        issue_within(&kind, &secrets.answer, claims, at, LIFETIME, LONGEST).map(Self)
    }

    /// The token as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn kind(issuer: &str) -> Result<TokenKind, KindError> {
    TokenKind::new(Rules {
        name: "profile answer",
        media_type: MediaType::JwtOrNone,
        issuer: issuer.to_owned(),
        audience: Audience::None,
        algorithms: vec![Algorithm::HS256],
        required: vec!["sub", "iat", "state", "txn"],
        fixed: vec![(PAGE, ANSWER.to_owned())],
        max_lifetime: LIFETIME,
        leeway: 0,
    })
}

impl std::fmt::Debug for AnswerToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("AnswerToken")
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
    use serde_json::json;
    use vestibule_claims::{Token, VerifyingKey, verify};

    use super::*;
    use crate::page_token;

    const PAGE_SECRET: &str = "the secret of the way here, which is long";
    const RETURN_SECRET: &str = "the secret of the way back, which is long";

    fn secrets() -> PageSecrets {
        PageSecrets::parse(&BACKEND, PAGE_SECRET, None, RETURN_SECRET).unwrap()
    }

    fn session() -> FormSession {
        FormSession {
            issuer: "login.acme.example".to_owned(),
            state: "hKFo2SA".to_owned(),
            subject: "auth0|650f".to_owned(),
            txn: "6kjKq1mm".to_owned(),
            ask: String::new(),
            network: crate::network::Network::Same,
            begun: UnixSeconds(1_000),
        }
    }

    fn answers(value: Value) -> Object {
        let Value::Object(object) = value else {
            panic!("an object")
        };
        object
    }

    #[test]
    fn it_has_what_auth0_asks_for() {
        let said = answers(json!({"user_metadata": {"job_title": "Welder"}}));
        let token = AnswerToken::issue(&secrets(), &session(), said, UnixSeconds(2_000)).unwrap();
        let key =
            VerifyingKey::from_secret(&BACKEND, RETURN_SECRET.as_bytes(), Algorithm::HS256, None);
        let token = Token::parse(token.as_str()).unwrap();
        let kind = kind("login.acme.example").unwrap();
        let claims = verify(&token, &kind, &[&key.unwrap()], UnixSeconds(2_000)).unwrap();
        assert_eq!(
            Value::Object(claims.into_members()),
            json!({
                "iss": "login.acme.example", "sub": "auth0|650f", "state": "hKFo2SA", "txn": "6kjKq1mm",
                "iat": 2_000, "exp": 2_120, "page": "profile-answer",
                "user_metadata": {"job_title": "Welder"},
            })
        );
    }

    #[test]
    fn the_same_answers_give_the_same_token() {
        let make = |title: &str, at| {
            let said = answers(json!({"user_metadata": {"job_title": title}}));
            AnswerToken::issue(&secrets(), &session(), said, UnixSeconds(at)).unwrap()
        };
        assert_eq!(make("Welder", 2_000), make("Welder", 2_000));
        assert_ne!(make("Welder", 2_000), make("Welder", 2_001));
        assert_ne!(make("Welder", 2_000), make("Baker", 2_000));
    }

    #[test]
    fn what_is_auth0s_is_not_an_answer() {
        for name in [
            "iss", "sub", "state", "txn", "iat", "exp", "nbf", "aud", "page",
        ] {
            let said = answers(json!({ name: "x" }));
            let refused = AnswerToken::issue(&secrets(), &session(), said, UnixSeconds(2_000));
            assert_eq!(refused, Err(IssueError::Reserved(name)));
        }
    }

    #[test]
    fn no_token_is_good_for_both_ways() {
        let here = page_token::kind("login.acme.example").unwrap();
        let back = kind("login.acme.example").unwrap();
        TokenKind::check_exclusive(&[&here, &back]).unwrap();
    }
}
