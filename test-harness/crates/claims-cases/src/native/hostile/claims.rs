//! 600 to 799: claims (RFC 7519, section 4.1; RFC 8725, sections 3.8 and 3.9; CVE row 13).

use serde_json::{Value, json};

use super::Cases;
use crate::native::forge::{id_claims, id_token, session_claims, session_token, with};
use crate::scene::{CLIENT, NOW};

const GOOD: &str = "accepted auth0|1";

pub(super) fn add(cases: &mut Cases) {
    times_of_the_wrong_type(cases);
    edges_of_time(cases);
    issuer_and_audience(cases);
    others(cases);
}

/// CVE row 13: a time that is no number was not checked at all.
fn times_of_the_wrong_type(cases: &mut Cases) {
    let past = (NOW - 1000).to_string();
    let future = (NOW + 1000).to_string();
    for (number, name, text, verdict) in [
        (600, "exp", &past, "Type(\"exp\")"),
        (620, "nbf", &future, "Type(\"nbf\")"),
        (640, "iat", &future, "Type(\"iat\")"),
    ] {
        let values = [
            json!(text),
            json!(null),
            json!(true),
            json!([NOW + 300]),
            json!({"time": NOW + 300}),
            json!(-1),
            json!(-0.5),
            json!(1e300),
            json!(u64::MAX),
            json!(9_007_199_254_740_993_u64 + 2),
            json!("2027-01-15T08:00:00Z"),
            json!(""),
        ];
        for (number, value) in (number..).zip(values) {
            let about = format!("{name}: {value}");
            let token = id_token(&with(id_claims(), name, value));
            cases.id(number, about, verdict, token);
        }
    }
    let timeless = id_token(&with(id_claims(), "exp", None));
    cases.id(612, "no exp", "Missing(\"exp\")", timeless);
    // Beyond what a float can hold exactly, a neighbour is as good.
    let milliseconds = id_token(&with(id_claims(), "exp", json!((NOW + 300) * 1000)));
    cases.id(613, "exp in milliseconds", "Lifetime", milliseconds);
}

fn edges_of_time(cases: &mut Cases) {
    let token = id_token(&with(id_claims(), "nbf", json!(NOW)));
    let expires = NOW + 300;
    for (number, now, about, verdict) in [
        (660, expires - 1, "a second before exp", GOOD),
        (661, expires, "at exp, within the leeway", GOOD),
        (662, expires + 59, "the last second of the leeway", GOOD),
        (663, expires + 60, "at the end of the leeway", "Expired"),
        (664, expires + 61, "behind the leeway", "Expired"),
        (665, NOW - 60, "nbf as far ahead as the leeway", GOOD),
        (666, NOW - 61, "nbf a second further ahead", "NotYet"),
        (667, i64::MAX, "at the end of all times", "Expired"),
        (668, i64::MIN, "at the beginning of all times", "NotYet"),
    ] {
        cases.at(now, "id", number, about, verdict, token.clone());
    }
    for (number, issued, expires, about, verdict) in [
        (670, NOW - 10, NOW + 3590, "as long a life as allowed", GOOD),
        (
            671,
            NOW - 10,
            NOW + 3591,
            "a second longer than allowed",
            "Lifetime",
        ),
        (
            672,
            NOW + 60,
            NOW + 100,
            "issued as far ahead as the leeway",
            GOOD,
        ),
        (
            673,
            NOW + 61,
            NOW + 100,
            "issued a second further ahead",
            "NotYet",
        ),
        (
            674,
            NOW - 1_000_000,
            NOW + 300,
            "issued long ago for a long time",
            "Lifetime",
        ),
        (
            675,
            NOW - 10,
            i64::MAX / 2048,
            "for thousands of years",
            "Lifetime",
        ),
        (684, NOW + 10, NOW + 11, "for a second", GOOD),
        (685, NOW + 10, NOW + 10, "for no time at all", "Lifetime"),
        (
            686,
            NOW + 10,
            NOW - 10,
            "over before it begins, both within the leeway",
            "Lifetime",
        ),
    ] {
        let claims = with(id_claims(), "iat", json!(issued));
        let token = id_token(&with(claims, "exp", json!(expires)));
        cases.id(number, about, verdict, token);
    }
    let undated = |expires: i64| {
        let claims = with(id_claims(), "iat", None);
        id_token(&with(claims, "exp", json!(expires)))
    };
    cases.id(
        676,
        "no iat, as long a life as allowed from now on",
        GOOD,
        undated(NOW + 3660),
    );
    cases.id(
        677,
        "no iat, a second longer",
        "Lifetime",
        undated(NOW + 3661),
    );
    let fraction = |name: &str, value: f64| id_token(&with(id_claims(), name, json!(value)));
    let edge = NOW as f64 - 60.0;
    cases.id(
        678,
        "exp rounded down",
        "Expired",
        fraction("exp", edge + 0.9),
    );
    let edge = NOW as f64 + 60.0;
    cases.id(679, "nbf rounded up", "NotYet", fraction("nbf", edge + 0.1));
    let session = |expires: i64| session_token(&with(session_claims(), "exp", json!(expires)));
    for (number, expires, verdict) in [
        (680, NOW - 4, GOOD),
        (681, NOW - 5, "Expired"),
        (682, NOW + 305, GOOD),
        (683, NOW + 306, "Lifetime"),
    ] {
        let about = format!("a session token until {:+} s", expires - NOW);
        cases.on("profile", number, about, verdict, session(expires));
    }
}

fn issuer_and_audience(cases: &mut Cases) {
    const OTHER: &str = "Issuer";
    let issuers: [(Option<Value>, &str); 14] = [
        (None, "Missing(\"iss\")"),
        (Some(json!(null)), "Type(\"iss\")"),
        (Some(json!(1)), "Type(\"iss\")"),
        (
            Some(json!(["https://login.acme.example/"])),
            "Type(\"iss\")",
        ),
        (Some(json!("")), OTHER),
        (Some(json!("https://login.acme.example")), OTHER),
        (Some(json!("https://LOGIN.acme.example/")), OTHER),
        (Some(json!("http://login.acme.example/")), OTHER),
        (Some(json!("https://login.acme.example//")), OTHER),
        (Some(json!("https://login.acme.example/\0")), OTHER),
        (Some(json!("https://login.acme.example/x")), OTHER),
        (
            Some(json!("https://login.acme.example.evil.example/")),
            OTHER,
        ),
        (
            Some(json!("https://login.acme.example@evil.example/")),
            OTHER,
        ),
        (Some(json!("login.acme.example")), OTHER),
    ];
    for (number, (value, verdict)) in (700..).zip(issuers) {
        let about = format!("iss: {value:?}");
        cases.id(
            number,
            about,
            verdict,
            id_token(&with(id_claims(), "iss", value)),
        );
    }
    const FOREIGN: &str = "Audience";
    const TYPE: &str = "Type(\"aud\")";
    let audiences: [(Option<Value>, &str); 16] = [
        (None, "Missing(\"aud\")"),
        (Some(json!(null)), TYPE),
        (Some(json!(1)), TYPE),
        (Some(json!({"aud": CLIENT})), TYPE),
        (Some(json!([CLIENT, 1])), TYPE),
        (Some(json!([[CLIENT]])), TYPE),
        (Some(json!([CLIENT, null])), TYPE),
        (Some(json!([])), FOREIGN),
        (Some(json!("")), FOREIGN),
        (Some(json!("somebody else")), FOREIGN),
        (Some(json!([CLIENT, "somebody else"])), FOREIGN),
        (Some(json!(["somebody else", CLIENT])), FOREIGN),
        (Some(json!(CLIENT.to_lowercase())), FOREIGN),
        (Some(json!(format!("{CLIENT} "))), FOREIGN),
        (Some(json!(format!("{CLIENT},x"))), FOREIGN),
        (Some(json!("*")), FOREIGN),
    ];
    for (number, (value, verdict)) in (720..).zip(audiences) {
        let about = format!("aud: {value:?}");
        cases.id(
            number,
            about,
            verdict,
            id_token(&with(id_claims(), "aud", value)),
        );
    }
}

fn others(cases: &mut Cases) {
    let values: [(&str, Option<Value>, &str); 9] = [
        ("sub", None, "Missing(\"sub\")"),
        ("sub", Some(json!(null)), "Type(\"sub\")"),
        ("sub", Some(json!(7)), "Type(\"sub\")"),
        ("sub", Some(json!({"id": 7})), "Type(\"sub\")"),
        ("sub", Some(json!(["auth0|1"])), "Type(\"sub\")"),
        ("jti", Some(json!(7)), "Type(\"jti\")"),
        ("jti", Some(json!(null)), "Type(\"jti\")"),
        ("jti", Some(json!([])), "Type(\"jti\")"),
        ("jti", Some(json!("x")), GOOD),
    ];
    for (number, (name, value, verdict)) in (740..).zip(values) {
        let about = format!("{name}: {value:?}");
        cases.id(
            number,
            about,
            verdict,
            id_token(&with(id_claims(), name, value)),
        );
    }
    let session: [(&str, Option<Value>, &str); 7] = [
        ("ip", None, "Missing(\"ip\")"),
        ("ip", Some(json!(null)), "Missing(\"ip\")"),
        ("page", None, "Missing(\"page\")"),
        ("page", Some(json!(["profile"])), "Type(\"page\")"),
        ("page", Some(json!(true)), "Type(\"page\")"),
        ("page", Some(json!("Profile")), "Fixed(\"page\")"),
        ("aud", Some(json!(CLIENT)), "Audience"),
    ];
    for (number, (name, value, verdict)) in (750..).zip(session) {
        let about = format!("session token, {name}: {value:?}");
        let token = session_token(&with(session_claims(), name, value));
        cases.on("profile", number, about, verdict, token);
    }
    let nobody = id_token(&with(id_claims(), "sub", json!("")));
    cases.id(761, "an empty sub", "Missing(\"sub\")", nobody);
    cases.id(760, "no claims", "Missing(\"iss\")", id_token(&json!({})));
}
