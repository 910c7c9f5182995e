//! `vestibule eval`.

use std::fs;

use serde_json::{Value, json};

use crate::run::Ran;
use crate::{TENANT, changed, vestibule, with_input};

const NOW: &str = "2026-11-24T09:30:00Z";
const CASES: &str = "examples/acme/rules-tests";

fn eval(event: &str, more: &[&str]) -> Ran {
    let arguments = [
        &["eval", "--config", TENANT, "--event", "-", "--now", NOW],
        more,
    ]
    .concat();
    with_input(&arguments, event.into())
}

fn answer(event: &Value, more: &[&str]) -> Value {
    let ran = eval(&event.to_string(), &[&["--json"], more].concat());
    assert_eq!((ran.code, &*ran.err, ran.out.lines().count()), (0, "", 1));
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn programs_get_claims_rules_sizes_and_failures() {
    let event = json!({
        "organization": { "id": "org_globexGLOBEX0001" },
        "user": { "email": "bo@globex.example", "email_verified": true, "groups": ["Globex-Staff"] },
    });
    let answer = answer(&event, &[]);
    assert_eq!(
        (&answer["trigger"], &answer["now"]),
        (&"post-login".into(), &NOW.into())
    );
    assert_eq!(answer["deny"], Value::Null);
    assert_eq!(answer["enrichment"], "partial");
    let token = &answer["access_token"];
    assert_eq!(
        token["claims"],
        json!({ "https://acme.example/plan": "enterprise", "https://acme.example/roles": ["member"] })
    );
    assert_eq!(token["octets"], token["claims"].to_string().len());
    assert_eq!(
        token["from"]["https://acme.example/roles"],
        "roles-of-groups"
    );
    let rule = |name: &str| {
        let rules = answer["rules"].as_array().unwrap();
        rules
            .iter()
            .find(|rule| rule["name"] == name)
            .unwrap()
            .clone()
    };
    assert_eq!(rule("roles-of-others")["outcome"], "superseded");
    let failed = rule("recent-second-factor");
    assert_eq!(failed["outcome"], "failed");
    // The piece of the rule, in its own words.
    let why = failed["why"].as_str().unwrap();
    assert!(
        why.contains("value: there is no such field or key"),
        "{why}"
    );
    assert!(
        why.contains("at `authentication`") || why.contains("event.authentication"),
        "{why}"
    );
}

#[test]
fn denials_name_their_code_and_rule() {
    let answer = answer(&json!({ "user": { "email_verified": false } }), &[]);
    assert_eq!(
        answer["deny"],
        json!({
            "code": "email-not-verified",
            "reason": "Please confirm your email address first.",
            "user_message": null,
            "revoke_session": false,
            "preserve_refresh_tokens": false,
            "notice": false,
            "rule": "confirmed-address",
        })
    );
    assert_eq!(answer["access_token"]["claims"], json!({}));
    let ran = eval("{}", &[]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.contains("Denied        [rule-failed] "),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("By rule       confirmed-address"),
        "{}",
        ran.out
    );
}

#[test]
fn decisions_are_told_with_their_rules() {
    let tony = json!({
        "connection": { "name": "stark-oidc" },
        "organization": { "id": "org_starkSTARK00000006" },
        "transaction": { "requested_scopes": ["reports:export"] },
        "user": { "email": "tony@stark.example", "email_verified": true, "amr": ["pwd"], "enrolledFactors": [] },
    });
    let asked = answer(&tony, &[]);
    assert_eq!(
        asked["step_up"],
        json!({ "way": "enroll", "factors": ["otp", "webauthn-roaming"], "rule": "second-factor" })
    );
    assert_eq!(
        asked["session"],
        json!({
            "expires_at": { "at": "2026-11-24T17:30:00Z", "rule": "short-session" },
            "idle_expires_at": null,
        })
    );
    let ran = eval(&tony.to_string(), &[]);
    for line in [
        "Second factor enroll otp, webauthn-roaming  (from `second-factor`)",
        "Session       ends at 2026-11-24T17:30:00Z  (from `short-session`)",
        "  second-factor           asked",
    ] {
        assert!(ran.out.lines().any(|it| it == line), "{}", ran.out);
    }
    let mut shown = tony;
    shown["authentication"] =
        json!({ "methods": [{ "name": "mfa", "timestamp": "2026-11-24T09:00:00Z" }] });
    let shown = answer(&shown, &[]);
    assert_eq!(shown["step_up"], Value::Null);
    let row = &shown["rules"][3];
    assert_eq!(
        (&row["name"], &row["outcome"]),
        (&"second-factor".into(), &"factor-shown".into())
    );

    let sam = json!({ "user": { "email": "sam@gmail.com", "email_verified": true } });
    let ran = eval(&sam.to_string(), &[]);
    let line = "Removes scope reports:export  (from `no-free-exports`)";
    assert!(ran.out.lines().any(|it| it == line), "{}", ran.out);
    let signs_up = answer(&sam, &["--trigger", "pre-user-registration"]);
    assert_eq!(
        signs_up["app_metadata"],
        json!([{ "key": "signed_up_at", "value": NOW, "rule": "signed-up-at" }])
    );
    let mut left = sam;
    left["user"]["app_metadata"] = json!({ "left": true });
    let ran = eval(&left.to_string(), &[]);
    let line = "Session       ends, with its refresh tokens";
    assert!(ran.out.lines().any(|it| it == line), "{}", ran.out);
    let mut later = left;
    later["user"]["app_metadata"] = json!({});
    later["transaction"] = json!({ "protocol": "oauth2-refresh-token" });
    let refreshed = answer(&later, &[]);
    assert_eq!(refreshed["rules"][3]["outcome"], "other-moment");
}

#[test]
fn cases_expect_decisions_and_tell_what_is_different() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, trigger: &str, event: Value, expect: Value| {
        let case = json!({ "trigger": trigger, "now": NOW, "event": event, "expect": expect });
        fs::write(folder.path().join(name), case.to_string()).unwrap();
    };
    let tony = json!({
        "connection": { "name": "stark-oidc" },
        "organization": { "id": "org_starkSTARK00000006" },
        "user": { "email": "tony@stark.example", "email_verified": true, "enrolledFactors": [] },
    });
    let claims = json!({
        "https://acme.example/plan": "enterprise",
        "https://acme.example/roles": ["member"],
    });
    write(
        "a.json",
        "post-login",
        tony,
        json!({
            "challenge": ["otp"],
            "add_scopes": ["a"],
            "user_metadata": { "a": null },
            "transaction_metadata": { "b": 1 },
            "session": { "idle_expires_at": "2026-11-24T17:30:00Z" },
            "id_token": { "https://acme.example/plan": "enterprise" },
            "access_token": claims,
        }),
    );
    let left = json!({ "user": { "email": "sam@gmail.com", "email_verified": true, "app_metadata": { "left": true } } });
    write(
        "b.json",
        "post-login",
        left,
        json!({ "deny": "account-closed" }),
    );
    let sam = json!({ "user": { "email": "sam@gmail.com" } });
    write("c.json", "pre-user-registration", sam, json!({}));
    let mut signs_up = json!({ "organization": {}, "user": { "email": "sam@gmail.com" } });
    signs_up["organization"]["id"] = "org_starkSTARK00000006".into();
    write(
        "d.json",
        "pre-user-registration",
        signs_up,
        json!({ "deny": "public-mailbox", "preserve_refresh_tokens": true }),
    );
    let path = folder.path().to_str().unwrap();
    let ran = vestibule(&["eval", "--config", TENANT, "--cases", path, "--json"]);
    assert_eq!((ran.code, &*ran.err), (1, ""));
    let differences: Vec<Value> = ran
        .out
        .lines()
        .map(|it| serde_json::from_str::<Value>(it).unwrap()["differences"].take())
        .collect();
    assert_eq!(
        differences,
        [
            json!([
                "user_metadata a: expected null, got nothing",
                "transaction_metadata b: expected 1, got nothing",
                "challenge: expected [\"otp\"], got nothing",
                "enroll: expected nothing, got [\"otp\",\"webauthn-roaming\"]",
                "add_scopes: expected [\"a\"], got nothing",
                "session expires_at: expected nothing, got \"2026-11-24T17:30:00Z\"",
                "session idle_expires_at: expected \"2026-11-24T17:30:00Z\", got nothing",
            ]),
            json!(["revoke_session: expected nothing, got true"]),
            json!(["app_metadata signed_up_at: expected nothing, got \"2026-11-24T09:30:00Z\""]),
            json!([
                "user_message: expected nothing, got \"Please use the address that your company gave you.\"",
                "preserve_refresh_tokens: expected true, got nothing",
            ]),
        ]
    );
}

#[test]
fn each_trigger_has_its_rules() {
    let event = json!({ "organization": { "id": "org_initechINITECH02" } });
    let answer = answer(&event, &["--trigger", "credentials-exchange"]);
    assert_eq!(
        answer["access_token"]["claims"],
        json!({ "https://acme.example/plan": "pro" })
    );
    assert_eq!(answer["id_token"]["claims"], json!({}));
    assert_eq!(answer["rules"].as_array().unwrap().len(), 1);
    assert_eq!(eval("{}", &["--trigger", "login"]).code, 2);
}

#[test]
fn what_is_no_event_is_refused_without_repeating_it() {
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(70_000));
    let deep = "[".repeat(50_000);
    for (event, problem) in [
        ("[]", "the event is not a JSON object"),
        ("\"ana@globex.example\"", "the event is not a JSON object"),
        ("", "-:1:0: this is not JSON"),
        ("{\"ana@globex.example\"}", "this is not JSON"),
        (&large, "larger than the 64 KB"),
        (&deep, "this is not JSON"),
    ] {
        let ran = eval(event, &[]);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{problem}");
        assert!(
            ran.err.starts_with("error: ") && ran.err.contains(problem),
            "{}",
            ran.err
        );
        assert!(!ran.err.contains("ana@"), "{}", ran.err);
    }
    // Fields of other types, and ones that nobody knows, fail rules and nothing else.
    let event = r#"{"user":{"email_verified":true,"groups":5,"x":{}},"organization":7,"authentication":{"methods":"a"}}"#;
    let ran = eval(event, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("it does not take values of these types"),
        "{}",
        ran.out
    );
    for arguments in [
        &["eval", "--config", TENANT][..],
        &["eval", "--config", TENANT, "--event", "nowhere.json"],
        &["eval", "--config", TENANT, "--event", "-", "--now", "today"],
        &["eval", "--config", TENANT, "--event", "-", "--cases", CASES],
        &["eval", "--config", TENANT, "--cases", "examples"],
        &["eval", "--config", TENANT, "--cases", "nowhere"],
        &["eval", "--config", "nowhere.toml", "--event", "-"],
    ] {
        let ran = with_input(arguments, b"{}".to_vec());
        assert_eq!((ran.code, &*ran.out), (2, ""), "{arguments:?}");
    }
}

#[test]
fn cases_pass_and_their_differences_are_told() {
    let cases = |config: &str, folder: &str, more: &[&str]| {
        vestibule(&[&["eval", "--config", config, "--cases", folder], more].concat())
    };
    let ran = cases(TENANT, CASES, &[]);
    assert_eq!(
        (ran.code, &*ran.out),
        (0, "14 of 14 cases as expected\n"),
        "{}",
        ran.err
    );

    // Another plan in the tenant file is seen by the cases that expect the old one.
    let (_folder, config) =
        changed(|text| text.replace("plan = \"enterprise\"", "plan = \"basic\""));
    let ran = cases(&config, CASES, &[]);
    assert_eq!(ran.code, 1);
    let line = r#"    id_token https://acme.example/plan: expected "enterprise", got "basic""#;
    assert!(
        ran.out.contains(&format!("{CASES}/globex-admin.json\n")),
        "{}",
        ran.out
    );
    assert!(ran.out.lines().any(|it| it == line), "{}", ran.out);
    assert!(
        ran.out.ends_with("8 of 14 cases as expected\n"),
        "{}",
        ran.out
    );

    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, case: &str| fs::write(folder.path().join(name), case).unwrap();
    write(
        "a.json",
        r#"{"event":{"user":{"email_verified":true}},"expect":{"deny":"no","id_token":{"a":1}}}"#,
    );
    write("b.json", r#"{"event":{},"expect":{"denies":"no"}}"#);
    write("c.json", r#"{"event":[],"expect":{}}"#);
    write("d.json", "{");
    write(
        "e.json",
        r#"{"event":{"user":{"email_verified":true}},"expect":{"id_token":{"a":1}}}"#,
    );
    write("f.json", r#"{"event":{},"expect":{},"now":"noon"}"#);
    write("notes.txt", "no case");
    let ran = cases(TENANT, folder.path().to_str().unwrap(), &["--json"]);
    assert_eq!((ran.code, &*ran.err), (1, ""));
    let rows: Vec<Value> = ran
        .out
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(rows.len(), 6);
    for (row, difference) in rows.iter().zip([
        "deny: expected `no`, got no denial",
        "unknown field `denies`",
        "the event is not a JSON object",
        "this is not JSON",
        "id_token a: expected 1, got nothing",
        "write a time as in",
    ]) {
        assert_eq!(row["ok"], false);
        let first = row["differences"][0].as_str().unwrap();
        assert!(first.contains(difference), "{row}");
    }
    assert_eq!(
        rows[4]["differences"][1],
        r#"id_token https://acme.example/plan: expected nothing, got "free""#
    );
}
