//! 100 to 199: algorithms (RFC 8725, sections 2.1, 3.1 and 3.2; CVE rows 14, 17 and 20).

use rsa::pkcs1::EncodeRsaPublicKey as _;
use rsa::pkcs8::{EncodePublicKey as _, LineEnding};
use serde_json::{Value, json};
use vestibule_claims::Algorithm;

use super::Cases;
use crate::native::forge::{by_issuer, by_secret, header, id_claims, session_claims, token, with};
use crate::native::keys::{encode, keys};

const NO_ALGORITHM: &str = "Header(Algorithm)";

pub(super) fn add(cases: &mut Cases) {
    unsigned(cases);
    misnamed(cases);
    public_key_as_secret(cases);
    another_of_the_same_family(cases);
}

/// CVE row 20: claims that nobody signed.
fn unsigned(cases: &mut Cases) {
    for (number, name) in (100..).zip(["none", "None", "NONE", "nOnE", ""]) {
        let header = with(header(Algorithm::RS256), "alg", json!(name));
        let claims = id_claims().to_string();
        let bare = token(header.to_string(), &claims, |_| Vec::new());
        cases.id(
            number,
            format!("alg {name:?}, no signature"),
            NO_ALGORITHM,
            bare,
        );
        let signed = token(header.to_string(), claims, by_issuer(Algorithm::RS256));
        cases.id(
            number + 5,
            format!("alg {name:?}, a good signature"),
            NO_ALGORITHM,
            signed,
        );
    }
    let stripped = token(
        header(Algorithm::RS256).to_string(),
        id_claims().to_string(),
        |_| vec![],
    );
    cases.id(
        110,
        "RS256 with its signature taken away",
        "Unsigned",
        stripped,
    );
    let header = json!({"alg": "HS256"}).to_string();
    let stripped = token(header, session_claims().to_string(), |_| vec![]);
    cases.on(
        "profile",
        111,
        "HS256 with its tag taken away",
        "Unsigned",
        stripped,
    );
}

fn misnamed(cases: &mut Cases) {
    let names = [
        Value::Null,
        json!(1),
        json!(true),
        json!(["RS256"]),
        json!({"RS256": 1}),
        json!("rs256"),
        json!("RS256 "),
        json!(" RS256"),
        json!("RS256\0"),
        json!("RS25\u{ff16}"),
        json!("RS1"),
        json!("ES512"),
        json!("ES256K"),
        json!("RSA-OAEP"),
        json!("dir"),
        json!("A128KW"),
        json!("PBES2-HS256+A128KW"),
        json!("EDDSA"),
        json!("Ed448"),
        json!("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
    ];
    for (number, name) in (112..).zip(names) {
        let about = format!("alg {name}");
        let header = with(header(Algorithm::RS256), "alg", name);
        let token = token(
            header.to_string(),
            id_claims().to_string(),
            by_issuer(Algorithm::RS256),
        );
        cases.id(number, about, NO_ALGORITHM, token);
    }
    let missing = with(header(Algorithm::RS256), "alg", None).to_string();
    let missing = token(
        missing,
        id_claims().to_string(),
        by_issuer(Algorithm::RS256),
    );
    cases.id(132, "no alg", NO_ALGORITHM, missing);
}

/// CVE row 17: whoever picks the verifier by the header verifies HMAC with the public key, which everybody has.
#[expect(clippy::unwrap_used, reason = "without a key there is no test")]
fn public_key_as_secret(cases: &mut Cases) {
    let rsa = keys().issuer.rsa.to_public_key();
    let spki = rsa.to_public_key_pem(LineEnding::LF).unwrap();
    let jwk = keys().issuer.jwk(Algorithm::RS256);
    let es256 = keys().issuer.jwk(Algorithm::ES256);
    let text = |jwk: &Value, name: &str| jwk[name].as_str().unwrap_or_default().to_owned();
    let point = p256_point();
    let secrets: [(&str, &str, Vec<u8>); 14] = [
        ("RS256", "SPKI in PEM", spki.clone().into()),
        (
            "RS256",
            "SPKI in PEM, no line feed at its end",
            spki.trim_end().into(),
        ),
        (
            "RS256",
            "SPKI in PEM, CRLF",
            spki.replace('\n', "\r\n").into(),
        ),
        (
            "RS256",
            "PKCS #1 in PEM",
            rsa.to_pkcs1_pem(LineEnding::LF).unwrap().into(),
        ),
        (
            "RS256",
            "SPKI in DER",
            rsa.to_public_key_der().unwrap().into_vec(),
        ),
        (
            "RS256",
            "PKCS #1 in DER",
            rsa.to_pkcs1_der().unwrap().into_vec(),
        ),
        (
            "RS256",
            "the modulus",
            rsa::traits::PublicKeyParts::n(&rsa).to_bytes_be(),
        ),
        ("RS256", "the modulus in base64url", text(&jwk, "n").into()),
        ("RS256", "the JWK as text", jwk.to_string().into()),
        ("RS256", "the exponent", vec![1, 0, 1]),
        ("ES256", "a point, uncompressed", point.clone()),
        ("ES256", "a point's x", point[1..33].to_vec()),
        (
            "ES256",
            "a point's x in base64url",
            text(&es256, "x").into(),
        ),
        (
            "EdDSA",
            "an Edwards point",
            keys().issuer.ed25519.verifying_key().to_bytes().to_vec(),
        ),
    ];
    for (number, (kid, about, secret)) in (140..).zip(secrets) {
        let header = json!({"alg": "HS256", "typ": "JWT", "kid": kid}).to_string();
        let sign = by_secret(&secret, Algorithm::HS256);
        let token = token(header, id_claims().to_string(), sign);
        let about = format!("HS256 under the public key: {about}");
        cases.id(number, about.clone(), "Unknown", token.clone());
        cases.on("id, keys at hand", number + 20, about, "Algorithm", token);
    }
    for (number, algorithm) in (154..).zip([Algorithm::HS384, Algorithm::HS512]) {
        let header = json!({"alg": algorithm.name(), "kid": "RS256"}).to_string();
        let token = token(
            header,
            id_claims().to_string(),
            by_secret(spki.as_bytes(), algorithm),
        );
        cases.id(
            number,
            format!("{algorithm} under the public key"),
            "Unknown",
            token,
        );
    }
    let rs256 = json!({"alg": "RS256"}).to_string();
    let other_way = token(
        rs256,
        session_claims().to_string(),
        by_issuer(Algorithm::RS256),
    );
    cases.on(
        "profile",
        156,
        "RS256 where a secret is expected",
        "Algorithm",
        other_way,
    );
}

fn p256_point() -> Vec<u8> {
    use p256::elliptic_curve::sec1::ToEncodedPoint as _;
    let point = keys().issuer.p256.public_key().to_encoded_point(false);
    point.as_bytes().to_vec()
}

/// CVE row 14: an algorithm that neither the configuration nor the key has named, but the token.
fn another_of_the_same_family(cases: &mut Cases) {
    let pairs = [
        ("RS256", Algorithm::RS384),
        ("RS256", Algorithm::RS512),
        ("RS256", Algorithm::PS256),
        ("PS256", Algorithm::RS256),
        ("RS512", Algorithm::RS256),
    ];
    for (number, (kid, algorithm)) in (180..).zip(pairs) {
        let header = with(header(algorithm), "kid", json!(kid)).to_string();
        let token = token(header, id_claims().to_string(), by_issuer(algorithm));
        let about = format!("{algorithm} by the key for {kid}");
        cases.id(number, about.clone(), "Unknown", token.clone());
        cases.on(
            "id, keys at hand",
            number + 5,
            about.clone(),
            "NoKey",
            token.clone(),
        );
        if kid == "RS256" {
            let about = format!("{about}, which names no algorithm");
            let name = "id, RS256 only";
            cases.on(name, number + 10, about.clone(), "Unknown", token.clone());
            cases.on(
                "id, RS256 only, keys at hand",
                number + 13,
                about,
                "NoKey",
                token,
            );
        }
    }
    let es384 = with(header(Algorithm::ES384), "kid", json!("ES256")).to_string();
    let es384 = token(es384, id_claims().to_string(), by_issuer(Algorithm::ES384));
    cases.id(
        196,
        "ES384 by the name of a key for ES256",
        "Unknown",
        es384,
    );
    let lied = with(header(Algorithm::RS256), "alg", json!("PS256")).to_string();
    let lied = token(lied, id_claims().to_string(), by_issuer(Algorithm::RS256));
    cases.id(197, "PS256 in the header, RS256 in truth", "Unknown", lied);
    let short = encode([7; 8]);
    let sign = by_secret(short.as_bytes(), Algorithm::HS256);
    let weak = token(r#"{"alg":"HS256"}"#, session_claims().to_string(), sign);
    cases.on("profile", 198, "a guessed secret", "Signature", weak);
    let empty = by_secret(b"", Algorithm::HS256);
    let empty = token(r#"{"alg":"HS256"}"#, session_claims().to_string(), empty);
    cases.on("profile", 199, "an empty secret", "Signature", empty);
}
