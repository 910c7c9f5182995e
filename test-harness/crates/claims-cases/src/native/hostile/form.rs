//! 300 to 399: the compact form (RFC 7515, sections 2, 3.1 and 7.1).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use serde_json::json;
use vestibule_claims::{Algorithm, LONGEST_TOKEN};

use super::Cases;
use crate::native::forge::{by_issuer, header, id_claims, id_token, token, with};
use crate::native::keys::encode;

pub(super) fn add(cases: &mut Cases) {
    let good = id_token(&id_claims());
    let parts: Vec<&str> = good.split('.').collect();
    let &[head, payload, signature] = parts.as_slice() else {
        return;
    };
    spelling(cases, head, payload, signature);
    shape(cases, &good, head, payload, signature);
    size(cases);
}

fn spelling(cases: &mut Cases, head: &str, payload: &str, signature: &str) {
    let good = format!("{head}.{payload}.{signature}");
    let texts = [
        (300, "padding behind the signature", format!("{good}==")),
        (
            301,
            "one padding character behind the signature",
            format!("{good}="),
        ),
        (
            302,
            "padding behind the header",
            format!("{head}=.{payload}.{signature}"),
        ),
        (
            303,
            "padding behind the payload",
            format!("{head}.{payload}=.{signature}"),
        ),
        (
            304,
            "bits that stand for nothing in the signature",
            spell_otherwise(&good),
        ),
        (305, "a space in front", format!(" {good}")),
        (306, "a space behind", format!("{good} ")),
        (307, "a line feed behind", format!("{good}\n")),
        (308, "a carriage return behind", format!("{good}\r\n")),
        (
            309,
            "a tab within",
            format!("{head}.\t{payload}.{signature}"),
        ),
        (
            310,
            "a line feed within the signature",
            format!(
                "{head}.{payload}.{}\n{}",
                &signature[..40],
                &signature[40..]
            ),
        ),
        (311, "a zero byte behind", format!("{good}\0")),
        (312, "a percent-encoded character", format!("{good}%3D")),
        (313, "a full-width letter", format!("{good}\u{ff21}")),
        (
            314,
            "a soft hyphen",
            format!("{head}.{payload}.\u{ad}{signature}"),
        ),
        (316, "a byte order mark in front", format!("\u{feff}{good}")),
    ];
    for (number, about, text) in texts {
        cases.id(number, about, "Encoding", text);
    }
    // 343 characters are 257 octets.
    cases.id(315, "one character more", "Signature", format!("{good}A"));
    // The alphabet of standard base64: the signature of a text that needs it.
    let bytes = [0xfb, 0xff, 0xfe];
    for (number, about, text) in [
        (317, "the other alphabet", STANDARD_NO_PAD.encode(bytes)),
        (
            318,
            "the other alphabet, padded",
            STANDARD.encode([0xfb, 0xff]),
        ),
        (319, "padded", URL_SAFE.encode([0xfb, 0xff])),
    ] {
        cases.id(
            number,
            about,
            "Encoding",
            format!("{head}.{payload}.{text}"),
        );
    }
    // The last character of 256 octets holds two bits of use and four of none; here in the header and in the payload.
    let header = r#"{"alg":"RS256","kid":"RS256"}"#;
    let spelt = spell_otherwise(&encode(header));
    cases.id(
        320,
        "bits that stand for nothing in the header",
        "Encoding",
        {
            let signed = format!("{spelt}.{payload}");
            let signature = encode(by_issuer(Algorithm::RS256)(signed.as_bytes()));
            format!("{signed}.{signature}")
        },
    );
    let mut claims = id_claims().to_string();
    while claims.len() % 3 != 1 {
        claims.push(' ');
    }
    let spelt = spell_otherwise(&encode(claims));
    cases.id(
        321,
        "bits that stand for nothing in the payload",
        "Encoding",
        {
            let signed = format!("{head}.{spelt}");
            let signature = encode(by_issuer(Algorithm::RS256)(signed.as_bytes()));
            format!("{signed}.{signature}")
        },
    );
}

/// The same bytes by another last character.
fn spell_otherwise(text: &str) -> String {
    let mut text = text.to_owned();
    let last = match text.pop() {
        Some('A') => 'B',
        Some('Q') => 'R',
        Some('g') => 'h',
        Some('w') => 'x',
        Some('E') => 'F',
        Some('I') => 'J',
        Some('M') => 'N',
        Some('U') => 'V',
        Some('Y') => 'Z',
        Some('c') => 'd',
        Some('k') => 'l',
        Some('o') => 'p',
        Some('s') => 't',
        Some('0') => '1',
        Some('4') => '5',
        Some('8') => '9',
        other => other.unwrap_or_default(),
    };
    text.push(last);
    text
}

fn shape(cases: &mut Cases, good: &str, head: &str, payload: &str, signature: &str) {
    let claims = id_claims().to_string();
    let texts = [
        (330, "nothing", String::new(), "Parts"),
        (331, "one part", head.to_owned(), "Parts"),
        (332, "two parts", format!("{head}.{payload}"), "Parts"),
        (333, "four parts", format!("{good}.{signature}"), "Parts"),
        (334, "an empty fourth part", format!("{good}."), "Parts"),
        (335, "a dot in front", format!(".{good}"), "Parts"),
        (336, "an encrypted token's five parts", format!("{good}.{payload}.{signature}"), "Parts"),
        (337, "dots", "..".to_owned(), "Header(Json(Malformed))"),
        (338, "no header", format!(".{payload}.{signature}"), "Header(Json(Malformed))"),
        (339, "no payload", format!("{head}..{signature}"), "Signature"),
        (340, "no signature", format!("{head}.{payload}."), "Unsigned"),
        (341, "bare JSON (CVE row 20)", claims.clone(), "Encoding"),
        (342, "claims in base64url (CVE row 20)", encode(&claims), "Parts"),
        (343, "claims alone, dots around (CVE row 20)", format!(".{payload}."), "Header(Json(Malformed))"),
        (344, "JSON serialization", json!({"protected": head, "payload": payload, "signature": signature}).to_string(), "Parts"),
        (345, "general JSON serialization", json!({"payload": payload, "signatures": [{"protected": head, "signature": signature}]}).to_string(), "Parts"),
        (346, "the scheme in front", format!("Bearer {good}"), "Encoding"),
        (347, "in quotes", format!("\"{good}\""), "Encoding"),
        (348, "two tokens", format!("{good},{good}"), "Parts"),
        (349, "the detached form (RFC 7515, appendix F)", format!("{head}..{signature}"), "Signature"),
        (350, "parts in another order", format!("{payload}.{head}.{signature}"), "Header(Algorithm)"),
    ];
    for (number, about, text, verdict) in texts {
        cases.id(number, about, verdict, text);
    }
    let nested = encode(good);
    let header = with(header(Algorithm::RS256), "cty", json!("JWT")).to_string();
    let signed = format!("{}.{nested}", encode(header));
    let nested = format!(
        "{signed}.{}",
        encode(by_issuer(Algorithm::RS256)(signed.as_bytes()))
    );
    cases.id(351, "a token within a token", "Json(Malformed)", nested);
    let wrapping = json!({"alg": "dir", "enc": "A256GCM", "cty": "JWT"}).to_string();
    let wrapping = format!(
        "{}..{}.{payload}.{}",
        encode(wrapping),
        encode([7; 12]),
        encode([7; 16])
    );
    cases.id(
        352,
        "an encrypted token around bare JSON (CVE row 20)",
        "Parts",
        wrapping,
    );
}

fn size(cases: &mut Cases) {
    let padded = |length: usize| id_token(&with(id_claims(), "pad", json!("x".repeat(length))));
    cases.id(
        360,
        "longer than any token",
        "TooLong",
        padded(LONGEST_TOKEN),
    );
    cases.id(361, "a megabyte", "TooLong", "A".repeat(1 << 20));
    cases.id(362, "a megabyte of dots", "TooLong", ".".repeat(1 << 20));
    cases.id(
        363,
        "nearly as long as allowed, and good",
        "accepted auth0|1",
        padded(5000),
    );
    let long = json!({"alg": "RS256", "kid": "RS256", "x": "x".repeat(LONGEST_TOKEN)});
    let long = token(
        long.to_string(),
        id_claims().to_string(),
        by_issuer(Algorithm::RS256),
    );
    cases.id(364, "a header longer than any token", "TooLong", long);
}
