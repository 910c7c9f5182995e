//! 1 to 99: tokens that are good. Without them a verifier that refuses everything would pass.

use serde_json::{Value, json};
use vestibule_claims::{Algorithm, Family};

use super::Cases;
use crate::native::forge::{
    access_claims, by_issuer, header, id_claims, id_token, session_claims, session_token, token,
    with,
};
use crate::scene::{API, CLIENT, NOW};

const GOOD: &str = "accepted auth0|1";

pub(super) fn add(cases: &mut Cases) {
    let public = Algorithm::ALL.into_iter();
    let public = public.filter(|algorithm| algorithm.family() != Family::Hmac);
    for (number, algorithm) in (1..).zip(public) {
        let token = token(
            header(algorithm).to_string(),
            id_claims().to_string(),
            by_issuer(algorithm),
        );
        cases.id(number, format!("good, {algorithm}"), GOOD, token.clone());
        let about = format!("good, {algorithm}, keys at hand");
        cases.on("id, keys at hand", 20 + number, about, GOOD, token);
    }
    cases.on(
        "profile",
        40,
        "good session token",
        GOOD,
        session_token(&session_claims()),
    );
    cases.on(
        "this flow",
        41,
        "good, bound to a flow",
        GOOD,
        session_token(&session_claims()),
    );
    let access = |kind: Value| {
        let header = with(header(Algorithm::RS256), "typ", kind);
        token(
            header.to_string(),
            access_claims().to_string(),
            by_issuer(Algorithm::RS256),
        )
    };
    cases.on(
        "access",
        42,
        "good access token",
        GOOD,
        access(json!("at+jwt")),
    );
    cases.on(
        "access",
        43,
        "long form of typ",
        GOOD,
        access(json!("application/AT+JWT")),
    );
    let untyped = with(header(Algorithm::RS256), "typ", None);
    let untyped = token(
        untyped.to_string(),
        id_claims().to_string(),
        by_issuer(Algorithm::RS256),
    );
    cases.id(44, "no typ where none is asked for", GOOD, untyped);
    cases.id(45, "white space within JSON", GOOD, {
        let header = " { \"alg\" : \"RS256\",\n\"kid\":\"RS256\" } ";
        token(
            header,
            format!("\n{}\t", id_claims()),
            by_issuer(Algorithm::RS256),
        )
    });
    let claims = |name: &str, value: Value| id_token(&with(id_claims(), name, value));
    cases.id(46, "aud as a list", GOOD, claims("aud", json!([CLIENT])));
    cases.id(
        47,
        "times with fractions",
        GOOD,
        claims("exp", json!(NOW as f64 + 100.5)),
    );
    cases.id(48, "nbf in the past", GOOD, claims("nbf", json!(NOW)));
    cases.id(
        49,
        "no iat",
        GOOD,
        id_token(&with(id_claims(), "iat", None)),
    );
    let access = with(access_claims(), "aud", json!([API]));
    let header = with(header(Algorithm::ES256), "typ", json!("at+jwt"));
    let access = token(
        header.to_string(),
        access.to_string(),
        by_issuer(Algorithm::ES256),
    );
    cases.on("access", 50, "ES256 access token", GOOD, access);
    let rs256 = id_token(&id_claims());
    cases.on(
        "id, RS256 only",
        51,
        "a key that names no algorithm",
        GOOD,
        rs256.clone(),
    );
    cases.on(
        "id, RS256 only, keys at hand",
        52,
        "the same, keys at hand",
        GOOD,
        rs256,
    );
}
