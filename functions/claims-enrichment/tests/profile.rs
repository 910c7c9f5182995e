//! What a login asks its user for, from a tenant file to what an Action reads.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::io::Write as _;

use serde_json::{Value, json};
use vestibule_claims_enrichment::{Context, End, NoItems, decide, verify};
use vestibule_http::sealed::{Keys, open};
use vestibule_http::webhook::{Macs, SignedRequest};
use vestibule_http::{Method, Outcome, RawQuery, Request, Step};
use vestibule_identity::UnixSeconds;
use vestibule_profile::ask::{Ask, PURPOSE};
use vestibule_tenant::{Bundle, Snapshot};
use vestibule_tenant_compiler::{CompileOptions, compile, sha256};

const NOW: UnixSeconds = UnixSeconds(1_795_512_600);
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaG/v8/f4=";
/// 32 times 7, in base64.
const SIGNATURE: &str = "v1,BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

const TENANT: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]

[[clients]]
id = "portal"
name = "Portal"

[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"

[[claims.rules]]
name = "plan"
transaction_metadata = "plan"
value = '"pro"'
"#;

const FIELDS: &str = r#"
[[profile.fields]]
name = "job_title"
type = "text"
label = "Job title"
prefill = '"Head of " + event.connection.name'

[[profile.fields]]
name = "phone"
type = "phone"
label = "Telephone"
stale_after = 30

[[profile.fields]]
name = "terms"
type = "consent"
version = "1"
label = "I agree"
required_for_scopes = ["admin"]
step = 2

[[profile.overrides]]
organizations = ["org_globex"]
without = ["job_title"]
"#;

fn snapshot(more: &str) -> Snapshot {
    let mut file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    write!(file, "{TENANT}{more}").unwrap();
    let compiled = compile(file.path(), &CompileOptions::default());
    let compiled = compiled.unwrap_or_else(|errors| panic!("{errors}"));
    let bundle = compiled.bundle().unwrap();
    Bundle::from_bytes(&bundle)
        .unwrap()
        .snapshot(sha256)
        .unwrap()
}

/// Answers a callout as the edge does.
fn call(snapshot: &Snapshot, event: &Value, id: &str, keys: Option<&Keys>) -> (Value, End) {
    let body = json!({ "version": 1, "event": event }).to_string();
    // Whoever asks signs with the same code always; what a nonce is made of differs with all that goes in.
    let macs = |prefix: &str, body: &str| {
        if !prefix.starts_with("nonce ") {
            return vec![[7_u8; 32]];
        }
        vec![*sha256(format!("{prefix}{body}").as_bytes()).as_bytes()]
    };
    let context = Context {
        snapshot: Some(snapshot),
        is_last: false,
        items: &NoItems,
        signed: SignedRequest {
            id,
            timestamp: "1795512600",
            signature: SIGNATURE,
            body: &body,
        },
        is_whole: true,
        has_form: true,
        macs: Some(&macs as &Macs<'_>),
        keys,
        now: NOW,
    };
    let request = Request {
        method: Method::Post,
        origin: "https://start.acme.example",
        path: "/edge/callouts/post-login",
        query: RawQuery::new(""),
        body: &body,
    };
    let Some(Step::Done(decision)) = decide(&request, &context) else {
        panic!("everything is resident");
    };
    let Outcome::Json(answer) = decision.outcome else {
        panic!("{:?}", decision.outcome);
    };
    (
        serde_json::from_str(&answer.body).unwrap(),
        decision.trace.end,
    )
}

fn keys() -> Keys {
    Keys::parse(KEY, None).unwrap()
}

/// Somebody who has been here before, with this added to the event.
fn event(more: &Value) -> Value {
    let mut event = json!({
        "phase": "start",
        "client": { "client_id": "portal" },
        "connection": { "name": "IT" },
        "stats": { "logins_count": 3 },
        "transaction": {
            "protocol": "oidc-basic-profile",
            "requested_scopes": ["openid"],
            "ui_locales": ["de", "en"],
        },
        "user": { "user_id": "auth0|1", "email": "ana@globex.example", "user_metadata": { "phone": "+4930901820" } },
    });
    for (name, value) in more.as_object().unwrap() {
        if name.contains('.') {
            let (object, member) = name.split_once('.').unwrap();
            *event.get_mut(object).unwrap() = {
                let mut inner = event.get(object).unwrap().clone();
                inner
                    .as_object_mut()
                    .unwrap()
                    .insert(member.to_owned(), value.clone());
                inner
            };
        } else {
            event
                .as_object_mut()
                .unwrap()
                .insert(name.clone(), value.clone());
        }
    }
    event
}

fn asked(answer: &Value) -> Option<Ask> {
    let sealed = answer.pointer("/redirect/payload/ask")?.as_str()?;
    let text = open(&keys(), PURPOSE, sealed, b"auth0|1").unwrap();
    Some(Ask::read(&String::from_utf8(text).unwrap()).unwrap())
}

fn steps(ask: &Ask) -> String {
    let page = |page: &Vec<vestibule_profile::ask::AskedField>| {
        let names = page.iter().map(|field| {
            let mark = if field.required { "!" } else { "" };
            format!("{}{mark}", field.name)
        });
        names.collect::<Vec<_>>().join(" ")
    };
    ask.steps.iter().map(page).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_user_who_lacks_something_is_led_to_the_form() {
    let snapshot = snapshot(FIELDS);
    verify(snapshot.manifest()).unwrap();
    let (answer, end) = call(&snapshot, &event(&json!({})), "msg_1", Some(&keys()));
    assert_eq!(end, End::Profile);
    let redirect = answer.get("redirect").unwrap();
    assert_eq!(
        redirect.get("url").unwrap(),
        "https://start.acme.example/edge/profile"
    );
    assert_eq!(redirect.pointer("/payload/page").unwrap(), "profile");
    assert_eq!(
        redirect.get("payload").unwrap().as_object().unwrap().len(),
        2
    );
    // The rest stands beside it; the Action applies of it what is for the transaction.
    assert_eq!(answer.pointer("/transaction_metadata/plan").unwrap(), "pro");
    assert!(answer.get("deny").is_none());
    let ask = asked(&answer).unwrap();
    assert_eq!(steps(&ask), "job_title phone | terms");
    let prefill = |name: &str, value: &str| (name.to_owned(), vec![value.to_owned()]);
    let filled = [
        prefill("job_title", "Head of IT"),
        prefill("phone", "+4930901820"),
    ];
    assert_eq!(ask.prefill, filled);
    assert_eq!(ask.account.as_deref(), Some("ana@globex.example"));
    assert_eq!(
        (ask.client.as_deref(), ask.organization),
        (Some("portal"), None)
    );
    assert_eq!(ask.languages, ["de", "en"]);
    // Nothing of it can be read on the way, nor opened for somebody else.
    let text = answer.to_string();
    assert!(!text.contains("ana@") && !text.contains("job_title"));
    let sealed = redirect.pointer("/payload/ask").unwrap().as_str().unwrap();
    assert!(open(&keys(), PURPOSE, sealed, b"auth0|2").is_err());
}

#[test]
fn a_repeat_gets_the_same_octets_and_another_callout_does_not() {
    let snapshot = snapshot(FIELDS);
    let keys = keys();
    let answer = |event: &Value, id: &str| call(&snapshot, event, id, Some(&keys)).0;
    let once = answer(&event(&json!({})), "msg_1");
    assert_eq!(once, answer(&event(&json!({})), "msg_1"));
    let sealed = |answer: &Value| answer.pointer("/redirect/payload/ask").unwrap().clone();
    assert_ne!(sealed(&once), sealed(&answer(&event(&json!({})), "msg_2")));
    let other = event(&json!({ "user.user_metadata": {} }));
    assert_ne!(sealed(&once), sealed(&answer(&other, "msg_1")));
}

#[test]
fn an_organization_may_do_without_a_field() {
    let snapshot = snapshot(FIELDS);
    let event = event(
        &json!({ "organization": { "id": "org_globex" }, "transaction.requested_scopes": ["admin"] }),
    );
    let (answer, _) = call(&snapshot, &event, "msg_1", Some(&keys()));
    let ask = asked(&answer).unwrap();
    assert_eq!(steps(&ask), "phone | terms!");
    assert_eq!(ask.organization.as_deref(), Some("org_globex"));
}

#[test]
fn what_is_required_and_cannot_be_asked_for_denies() {
    let snapshot = snapshot(FIELDS);
    let keys = keys();
    for more in [
        json!({ "phase": "continue" }),
        json!({ "transaction.prompt": ["none"] }),
        json!({ "transaction.protocol": "oauth2-password" }),
        json!({ "transaction.protocol": "oauth2-device-code" }),
    ] {
        let mut event = event(&more);
        let (answer, end) = call(&snapshot, &event, "msg_1", Some(&keys));
        assert_eq!(end, End::Answered, "{more}");
        assert!(
            answer.get("deny").is_none() && answer.get("redirect").is_none(),
            "{more}"
        );
        *event.pointer_mut("/transaction/requested_scopes").unwrap() = json!(["admin"]);
        let (answer, end) = call(&snapshot, &event, "msg_1", Some(&keys));
        assert_eq!(end, End::Denied, "{more}");
        assert_eq!(answer.pointer("/deny/code").unwrap(), "profile_incomplete");
        assert!(answer.get("redirect").is_none());
        assert!(
            answer.get("transaction_metadata").is_none(),
            "nothing but the denial"
        );
        *event.get_mut("user").unwrap() = json!({
            "user_id": "auth0|1",
            "app_metadata": { "vestibule": { "profile": { "fields": { "terms": { "at": 1, "version": "1" } } } } },
        });
        let (answer, _) = call(&snapshot, &event, "msg_1", Some(&keys));
        assert!(answer.get("deny").is_none(), "{more}");
    }
}

/// Somebody who comes back from the form, of which the Action says this.
fn back(form: &Value, more: &Value) -> Value {
    let mut more = more.clone();
    let members = more.as_object_mut().unwrap();
    members.insert("phase".to_owned(), json!("continue"));
    members.insert("profile".to_owned(), form.clone());
    event(&more)
}

fn book(answer: &Value) -> Option<&Value> {
    answer.pointer("/app_metadata/vestibule/profile")
}

#[test]
fn what_was_answered_is_entered() {
    let snapshot = snapshot(FIELDS);
    let answered =
        json!({ "answered": ["job_title", "terms", "gone"], "consents": { "terms": "1" } });
    let before = json!({ "vestibule": { "profile": {
        "prompted_at": 5, "prompts": 3, "skips": 2,
        "fields": { "phone": { "at": 7 }, "dropped": { "at": 7 }, "job_title": { "at": 7 } },
    } } });
    let event = back(&answered, &json!({ "user.app_metadata": before }));
    let (answer, end) = call(&snapshot, &event, "msg_1", Some(&keys()));
    assert_eq!(end, End::Answered);
    let now = NOW.0;
    let entered = json!({
        "prompted_at": now, "prompts": 0, "skips": 0,
        "fields": { "job_title": { "at": now }, "phone": { "at": 7 }, "terms": { "at": now, "version": "1" } },
    });
    assert_eq!(book(&answer), Some(&entered));
    // Nothing is asked again at the next login: what is stored was just answered.
    let next = self::event(&json!({
        "user.app_metadata": answer.get("app_metadata").unwrap(),
        "user.user_metadata": { "job_title": "Welder", "phone": "+4930901820" },
    }));
    let (next, _) = call(&snapshot, &next, "msg_2", Some(&keys()));
    assert!(next.get("redirect").is_none() && next.get("app_metadata").is_none());
}

#[test]
fn what_was_agreed_to_just_now_is_not_missing() {
    let snapshot = snapshot(FIELDS);
    let admin = json!({ "transaction.requested_scopes": ["admin"] });
    let call = |form: &Value| call(&snapshot, &back(form, &admin), "msg_1", Some(&keys())).0;
    let agreed = json!({ "answered": ["terms"], "consents": { "terms": "1" } });
    let answer = call(&agreed);
    assert!(answer.get("deny").is_none());
    assert_eq!(
        answer.pointer("/transaction_metadata/plan").unwrap(),
        "pro",
        "rules have had their say"
    );
    // An agreement to nobody knows what is none, nor is a version of what has none.
    let nothing =
        call(&json!({ "answered": ["terms", "job_title"], "consents": { "job_title": "1" } }));
    assert_eq!(nothing.pointer("/deny/code").unwrap(), "profile_incomplete");
    assert_eq!(book(&nothing).unwrap().get("fields").unwrap(), &json!({}));
}

#[test]
fn who_skips_is_left_alone_for_a_while() {
    let snapshot = snapshot(FIELDS);
    let skipped = json!({ "answered": [], "skipped": "user" });
    let (answer, _) = call(
        &snapshot,
        &back(&skipped, &json!({})),
        "msg_1",
        Some(&keys()),
    );
    let entered = json!({ "prompted_at": NOW.0, "prompts": 1, "skips": 1, "fields": {} });
    assert_eq!(book(&answer), Some(&entered));
    let next = event(&json!({ "user.app_metadata": answer.get("app_metadata").unwrap() }));
    let (next, _) = call(&snapshot, &next, "msg_2", Some(&keys()));
    assert!(next.get("redirect").is_none());
    // Sent without an answer: asked, but not skipped.
    let empty = back(&json!({ "answered": [] }), &json!({}));
    let (answer, _) = call(&snapshot, &empty, "msg_1", Some(&keys()));
    let entered = json!({ "prompted_at": NOW.0, "prompts": 1, "skips": 0, "fields": {} });
    assert_eq!(book(&answer), Some(&entered));
}

#[test]
fn what_nobody_chose_is_not_held_against_anybody() {
    let snapshot = snapshot(FIELDS);
    for event in [
        back(
            &json!({ "answered": [], "skipped": "unavailable" }),
            &json!({}),
        ),
        back(
            &json!({ "answered": [], "skipped": "not-asked" }),
            &json!({}),
        ),
        back(
            &json!({ "answered": ["phone"], "skipped": "whatever" }),
            &json!({}),
        ),
        back(&json!({ "answered": ["phone"], "skipped": 1 }), &json!({})),
        back(&json!(null), &json!({})),
        back(&json!(["phone"]), &json!({})),
        // Nobody comes back at the start.
        event(&json!({ "profile": { "answered": ["phone"] } })),
    ] {
        let (answer, _) = call(&snapshot, &event, "msg_1", Some(&keys()));
        assert!(answer.get("app_metadata").is_none(), "{event}");
    }
    let odd = back(
        &json!({ "answered": { "phone": 1 }, "consents": [] }),
        &json!({ "user.app_metadata": "x" }),
    );
    let (answer, _) = call(&snapshot, &odd, "msg_1", Some(&keys()));
    assert_eq!(book(&answer).unwrap().get("fields").unwrap(), &json!({}));
    let without = self::snapshot("");
    let form = back(&json!({ "answered": ["phone"] }), &json!({}));
    let (answer, _) = call(&without, &form, "msg_1", Some(&keys()));
    assert!(answer.get("app_metadata").is_none());
}

/// Auth0 keeps the metadata of a login that is denied: what was answered would be asked again otherwise.
#[test]
fn a_denial_forgets_no_answer() {
    let answered = json!({ "answered": ["job_title"] });
    for (rule, stop) in [
        (
            "deny = { code = \"blocked\", reason = \"No.\" }\nwhen = \"true\"",
            "deny",
        ),
        ("step_up = { factors = [\"otp\"] }", "challenge"),
        ("app_metadata = \"plan\"\nvalue = '1'", "version"),
    ] {
        let rules = format!("[[claims.rules]]\nname = \"first\"\n{rule}\n");
        let snapshot = snapshot(&format!("{rules}{FIELDS}"));
        let event = back(&answered, &json!({}));
        let (answer, _) = call(&snapshot, &event, "msg_1", Some(&keys()));
        assert!(answer.get(stop).is_some(), "{rule}");
        let entered = book(&answer).unwrap();
        assert!(entered.pointer("/fields/job_title").is_some(), "{rule}");
    }
    let incomplete = back(
        &answered,
        &json!({ "transaction.requested_scopes": ["admin"] }),
    );
    let (answer, _) = call(&snapshot(FIELDS), &incomplete, "msg_1", Some(&keys()));
    assert_eq!(answer.pointer("/deny/code").unwrap(), "profile_incomplete");
    assert!(
        book(&answer)
            .unwrap()
            .pointer("/fields/job_title")
            .is_some()
    );
}

#[test]
fn refreshes_are_denied_only_if_the_tenant_says_so() {
    let refresh = event(&json!({
        "transaction": { "protocol": "oauth2-refresh-token", "requested_scopes": ["admin"] },
    }));
    let (answer, _) = call(&snapshot(FIELDS), &refresh, "msg_1", Some(&keys()));
    assert!(answer.get("deny").is_none() && answer.get("redirect").is_none());
    let strict = snapshot(&format!("[profile]\nrequired_at_refresh = true\n{FIELDS}"));
    let (answer, _) = call(&strict, &refresh, "msg_1", Some(&keys()));
    assert_eq!(answer.pointer("/deny/code").unwrap(), "profile_incomplete");
}

#[test]
fn denials_and_factors_of_rules_come_first() {
    for rule in [
        "deny = { code = \"blocked\", reason = \"No.\" }\nwhen = \"true\"",
        "step_up = { factors = [\"otp\"] }",
    ] {
        let rules = format!("[[claims.rules]]\nname = \"first\"\n{rule}\n");
        let (answer, _) = call(
            &snapshot(&format!("{rules}{FIELDS}")),
            &event(&json!({})),
            "msg_1",
            Some(&keys()),
        );
        assert!(answer.get("redirect").is_none(), "{rule}");
        let stops = ["deny", "challenge", "enroll"];
        assert!(
            stops.iter().any(|stop| answer.get(stop).is_some()),
            "{rule}"
        );
    }
}

#[test]
fn without_a_key_nobody_is_led_anywhere() {
    let snapshot = snapshot(FIELDS);
    let (answer, _) = call(&snapshot, &event(&json!({})), "msg_1", None);
    assert!(answer.get("redirect").is_none() && answer.get("deny").is_none());
    let admin = event(&json!({ "transaction.requested_scopes": ["admin"] }));
    let (answer, end) = call(&snapshot, &admin, "msg_1", None);
    assert_eq!(end, End::Denied);
    assert_eq!(answer.pointer("/deny/code").unwrap(), "profile_incomplete");
}

#[test]
fn without_fields_nothing_changes() {
    let (answer, end) = call(&snapshot(""), &event(&json!({})), "msg_1", Some(&keys()));
    assert_eq!(end, End::Answered);
    assert!(answer.get("redirect").is_none());
}

/// An Action takes a payload of 4,096 octets, however many fields there are and whatever was stored.
#[test]
fn what_is_asked_always_fits_into_the_token() {
    let field = |number: usize| {
        format!(
            "[[profile.fields]]\nname = \"{}{number:02}\"\ntype = \"text\"\nlabel = \"{number}\"\nrequired = true\nmax_length = 2000\nstep = {}\nprefill = 'event.user.name'\n",
            "f".repeat(30),
            number % 9 + 1
        )
    };
    let fields: Vec<_> = (0..55).map(field).collect();
    let long = "\u{1F600}".repeat(80);
    let event = event(&json!({
        "user.name": "\u{e9}\"".repeat(400),
        "user.email": long,
        "transaction.ui_locales": vec!["x".repeat(35); 20],
    }));
    let (answer, _) = call(&snapshot(&fields.concat()), &event, "msg_1", Some(&keys()));
    let payload = answer.pointer("/redirect/payload").unwrap().to_string();
    assert!(payload.len() <= 4_096, "{}", payload.len());
    assert_eq!(asked(&answer).unwrap().steps.iter().flatten().count(), 55);
}
