//! Answers as Actions read them: their octets.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::io::Write as _;

use serde_json::{Value, json};
use vestibule_claims_enrichment::{NoItems, enrich, wire};
use vestibule_http::Step;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Document, Value as RuleValue};
use vestibule_tenant::{Bundle, Trigger};
use vestibule_tenant_compiler::{CompileOptions, compile, sha256};

const TENANT: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]

[claims]
namespace = "https://a.example/"
"#;

/// What the Action of a trigger gets for an event, by these rules.
fn written(rules: &str, trigger: Trigger, event: &Value) -> String {
    let mut file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    write!(file, "{TENANT}{rules}").unwrap();
    let compiled = compile(file.path(), &CompileOptions::default()).unwrap();
    let bundle = compiled.bundle().unwrap();
    let snapshot = Bundle::from_bytes(&bundle)
        .unwrap()
        .snapshot(sha256)
        .unwrap();
    let text = event.to_string();
    let event = Document::parse(&text).unwrap();
    let event = RuleValue::from(&event);
    match enrich(
        trigger,
        &event,
        &snapshot,
        (&NoItems, false),
        UnixSeconds(1_795_512_600),
    )
    .unwrap()
    {
        Step::Done(answer) => wire(&answer, trigger, "dec_1"),
        Step::Need(shards) => panic!("everything is resident, {shards:?} too"),
    }
}

#[test]
fn what_is_empty_is_left_out() {
    let nothing = json!({});
    assert_eq!(
        written("", Trigger::PostLogin, &nothing),
        r#"{"version":1,"decision_id":"dec_1","enrichment":"full"}"#
    );
    for trigger in [Trigger::CredentialsExchange, Trigger::PreUserRegistration] {
        assert_eq!(
            written("", trigger, &nothing),
            r#"{"version":1,"decision_id":"dec_1"}"#
        );
    }
}

#[test]
fn claims_stand_in_their_tokens_in_the_order_of_the_rules() {
    let rules = r#"
[[claims.rules]]
name = "b"
claim = "b"
value = '"\"\\\n\u0007ü"'
[[claims.rules]]
name = "a"
claim = "a"
tokens = ["access"]
value = '[1, 2.5, {"x": null}]'
[[claims.rules]]
name = "failed"
claim = "c"
value = 'event.user.email'
"#;
    assert_eq!(
        written(rules, Trigger::PostLogin, &json!({ "user": {} })),
        concat!(
            r#"{"version":1,"decision_id":"dec_1","enrichment":"partial","#,
            r#""id_token":{"claims":{"https://a.example/b":"\"\\\n\u0007ü"}},"#,
            r#""access_token":{"claims":{"https://a.example/b":"\"\\\n\u0007ü","#,
            r#""https://a.example/a":[1,2.5,{"x":null}]}}}"#
        )
    );
}

#[test]
fn a_denial_stands_alone_and_is_written_as_its_trigger_has_it() {
    let rules = |trigger: &str| {
        format!(
            "[[claims.rules]]\nname = \"no\"\ntrigger = \"{trigger}\"\nwhen = 'true'\n\
             deny = {{ code = \"no\", reason = \"No.\" }}\n"
        )
    };
    let event = json!({});
    assert_eq!(
        written(&rules("post-login"), Trigger::PostLogin, &event),
        r#"{"version":1,"decision_id":"dec_1","enrichment":"full","deny":{"code":"no","reason":"No."}}"#
    );
    assert_eq!(
        written(
            &rules("credentials-exchange"),
            Trigger::CredentialsExchange,
            &event
        ),
        r#"{"version":1,"decision_id":"dec_1","deny":{"code":"no","reason":"No."}}"#
    );
    assert_eq!(
        written(
            &rules("pre-user-registration"),
            Trigger::PreUserRegistration,
            &event
        ),
        r#"{"version":1,"decision_id":"dec_1","deny":{"reason":"[no] No.","user_message":"No."}}"#
    );
}
