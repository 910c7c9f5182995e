//! 800 to 899: a good token in the wrong place (RFC 8725, sections 2.8, 3.11 and 3.12; CVE rows 16 and 21).

use serde_json::{Value, json};
use vestibule_claims::Algorithm;

use super::Cases;
use crate::native::forge::{
    access_claims, by_issuer, by_secret, header, id_claims, id_token, session_claims,
    session_token, token, with,
};
use crate::native::keys::keys;
use crate::scene::{API, CLIENT, OTHER_ISSUER, SESSION_ISSUER};

pub(super) fn add(cases: &mut Cases) {
    between_kinds(cases);
    between_issuers(cases);
    between_flows(cases);
}

fn by_header(kind: Option<&str>, claims: &Value) -> String {
    let header = with(
        header(Algorithm::RS256),
        "typ",
        kind.map(|kind| json!(kind)),
    );
    token(
        header.to_string(),
        claims.to_string(),
        by_issuer(Algorithm::RS256),
    )
}

fn between_kinds(cases: &mut Cases) {
    let (id, access) = (id_claims(), access_claims());
    cases.on(
        "access",
        800,
        "an ID token for an API",
        "MediaType",
        id_token(&id),
    );
    cases.on(
        "access",
        801,
        "an ID token called at+jwt",
        "Audience",
        by_header(Some("at+jwt"), &id),
    );
    cases.on(
        "access",
        802,
        "an access token that says JWT",
        "MediaType",
        by_header(Some("JWT"), &access),
    );
    cases.on(
        "access",
        803,
        "an access token without typ",
        "MediaType",
        by_header(None, &access),
    );
    cases.id(
        804,
        "an access token as an ID token",
        "MediaType",
        by_header(Some("at+jwt"), &access),
    );
    cases.id(
        805,
        "an access token that says JWT, as an ID token",
        "Audience",
        by_header(None, &access),
    );
    let both = with(access.clone(), "aud", json!([API, CLIENT]));
    cases.id(
        806,
        "for an API and a client, as an ID token",
        "Audience",
        by_header(None, &both),
    );
    let name = "access";
    cases.on(
        name,
        807,
        "for an API and a client, as an access token",
        "Audience",
        by_header(Some("at+jwt"), &both),
    );
    cases.id(
        808,
        "a session token as an ID token",
        "Unknown",
        session_token(&session_claims()),
    );
    cases.on(
        "profile",
        809,
        "an ID token as a session token",
        "Algorithm",
        id_token(&id),
    );
    // Whoever may ask for an ID token chooses none of these, but it costs nothing to see them refused.
    let like = with(
        with(id, "iss", json!(SESSION_ISSUER)),
        "page",
        json!("profile"),
    );
    cases.on(
        "profile",
        810,
        "an ID token with the claims of a session token",
        "Algorithm",
        id_token(&like),
    );
    let session = session_token(&session_claims());
    cases.on(
        "terms",
        811,
        "one page's token on another page",
        "Signature",
        session.clone(),
    );
    cases.on(
        "terms, one secret",
        812,
        "the same where both have one secret",
        "Fixed(\"page\")",
        session,
    );
    let with_id_claims = session_token(&id_claims());
    cases.on(
        "profile",
        813,
        "ID claims under a page's secret",
        "Issuer",
        with_id_claims,
    );
    let typed = by_secret(&keys().profile_secret, Algorithm::HS256);
    let typed = token(
        r#"{"alg":"HS256","typ":"at+jwt"}"#,
        session_claims().to_string(),
        typed,
    );
    cases.on(
        "profile",
        814,
        "a session token called at+jwt",
        "MediaType",
        typed,
    );
    for (number, algorithm) in (815..).zip([Algorithm::HS384, Algorithm::HS512]) {
        let sign = by_secret(&keys().profile_secret, algorithm);
        let header = json!({"alg": algorithm.name()}).to_string();
        let token = token(header, session_claims().to_string(), sign);
        let about = format!("a session token by {algorithm}");
        cases.on("profile", number, about, "Algorithm", token);
    }
}

/// CVE row 16: a key that is looked up by what the token says about itself.
fn between_issuers(cases: &mut Cases) {
    let by_other = |claims: &Value| {
        let sign = |message: &[u8]| keys().other.sign(Algorithm::RS256, message);
        token(
            header(Algorithm::RS256).to_string(),
            claims.to_string(),
            sign,
        )
    };
    let theirs = with(id_claims(), "iss", json!(OTHER_ISSUER));
    cases.on(
        "other issuer",
        820,
        "another issuer's own token",
        "accepted auth0|1",
        by_other(&theirs),
    );
    cases.id(
        821,
        "another issuer's token",
        "Signature",
        by_other(&theirs),
    );
    cases.id(
        822,
        "another issuer signs in our issuer's name",
        "Signature",
        by_other(&id_claims()),
    );
    cases.id(
        823,
        "our issuer's key for another issuer's claims",
        "Issuer",
        id_token(&theirs),
    );
    let name = "id, keys at hand";
    cases.on(
        name,
        824,
        "another issuer's token, keys at hand",
        "Signature",
        by_other(&theirs),
    );
    // A secret that is found by a claim: the token names the page whose secret the forger knows.
    let terms = with(session_claims(), "page", json!("terms"));
    let sign = by_secret(&keys().terms_secret, Algorithm::HS256);
    let forged = token(r#"{"alg":"HS256"}"#, terms.to_string(), sign);
    cases.on(
        "profile",
        825,
        "a token that names another page and its secret",
        "Signature",
        forged,
    );
    let sign = by_secret(b"null", Algorithm::HS256);
    let forged = token(
        r#"{"alg":"HS256","kid":"null"}"#,
        session_claims().to_string(),
        sign,
    );
    cases.on(
        "profile",
        826,
        "a kid that leads to no secret",
        "Signature",
        forged,
    );
    let sign = by_secret(b"", Algorithm::HS256);
    let forged = token(
        r#"{"alg":"HS256","kid":"../../dev/null"}"#,
        session_claims().to_string(),
        sign,
    );
    cases.on(
        "profile",
        827,
        "a kid that leads to an empty file",
        "Signature",
        forged,
    );
}

/// CVE row 21: what was proved in one flow is brought to another.
fn between_flows(cases: &mut Cases) {
    let name = "this flow";
    let other = with(session_claims(), "txn", json!("flow-2"));
    cases.on(
        name,
        830,
        "another flow's token",
        "Fixed(\"txn\")",
        session_token(&other),
    );
    let none = with(session_claims(), "txn", None);
    cases.on(
        name,
        831,
        "a token of no flow",
        "Missing(\"txn\")",
        session_token(&none),
    );
    let list = with(session_claims(), "txn", json!(["flow-1", "flow-2"]));
    cases.on(
        name,
        832,
        "a token of two flows",
        "Type(\"txn\")",
        session_token(&list),
    );
}
