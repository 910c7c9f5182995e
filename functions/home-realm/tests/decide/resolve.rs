//! What an application's own email field is told.

use serde_json::{Value, json};
use vestibule_home_realm::{Caller, End, Winner};
use vestibule_http::{Outcome, Readers};

use crate::browser::Browser;
use crate::stage::CLIENT;
use crate::{Answer, Stage};

const PATH: &str = "/edge/realm/resolve";
const APP: &str = "https://app.acme.example";

fn caller(origin: Option<&str>) -> Caller<'_> {
    Caller {
        origin,
        is_json: true,
        is_limited: false,
    }
}

fn ask_at(stage: &Stage, login_hint: &str) -> Answer {
    let question = json!({ "client_id": CLIENT, "login_hint": login_hint }).to_string();
    stage.tell("POST", PATH, &question, None, caller(Some(APP)))
}

fn told(login_hint: &str) -> Value {
    ask_at(&Stage::acme(), login_hint).json()
}

#[test]
fn an_address_gets_the_parameters_that_its_login_starts_with() {
    let answer = ask_at(&Stage::acme(), "Ana@GLOBEX.example");
    assert_eq!(answer.decision.readers, Readers::Origin(APP.to_owned()));
    assert_eq!(answer.winner(), Some(Winner::Typed));
    let told = answer.json();
    assert_eq!(
        told,
        json!({
            "version": 1,
            "decision_id": "0123456789abcdef0123456789abcdef",
            "parameters": {
                "organization": "org_globexGLOBEX0001",
                "connection": "globex-oidc",
                "login_hint": "Ana@GLOBEX.example",
            },
        })
    );
}

#[test]
fn the_answer_is_the_one_that_the_form_gives() {
    let mut browser = Browser::new(Stage::acme());
    for typed in [
        "ana@globex.example",
        "bo@hooli.example",
        "pepper@stark.example",
        "tony@stark.example",
        "someone@nowhere.example",
        "ana@soylent-foods.example",
        "alice",
        "happy@gmail.com",
    ] {
        let page = browser.get(&format!("/authorize?client_id={CLIENT}"));
        let on = browser.post(&page, &format!("email={typed}"));
        let told = told(typed);
        for name in ["organization", "connection"] {
            let value = told["parameters"][name].as_str();
            let said = value.map(|value| format!("{name}={value}"));
            match said {
                Some(said) => assert!(on.goes_on_to().contains(&said), "{typed}: {said}"),
                None => assert!(
                    !on.goes_on_to().contains(&format!("{name}=")),
                    "{typed}: {}",
                    on.goes_on_to()
                ),
            }
        }
    }
}

#[test]
fn what_has_to_be_chosen_is_chosen_on_a_page_of_ours() {
    let mut browser = Browser::new(Stage::acme());
    for (typed, end) in [
        ("bo@initech.example", End::OfferedConnections),
        ("bruce@wayne.example", End::OfferedOrganizations),
    ] {
        let question = json!({ "client_id": CLIENT, "login_hint": typed }).to_string();
        let memory = Some(browser.memory());
        let sealed = browser
            .stage
            .tell("POST", PATH, &question, memory, caller(Some(APP)));
        assert_eq!(sealed.end(), end);
        let told = sealed.json();
        assert_eq!(told["parameters"], Value::Null);
        let url = told["url"].as_str().unwrap();
        assert!(!url.contains("initech") && !url.contains("wayne"), "{url}");
        let target = url.strip_prefix("https://start.acme.example").unwrap();
        assert_eq!(browser.get(target).end(), end);
        // Without keys the address stands in the link, as in every login hint.
        let plain = ask_at(&browser.stage, typed).json();
        let url = plain["url"].as_str().unwrap().to_owned();
        let target = url.strip_prefix("https://start.acme.example").unwrap();
        assert_eq!(browser.stage.get(target).end(), end);
    }
}

#[test]
fn nobody_is_told_who_shares_a_domain() {
    let text = told("bruce@wayne.example").to_string();
    assert!(!text.contains("org_") && !text.contains("Wayne"), "{text}");
}

#[test]
fn unknown_pending_and_no_address_at_all_are_answered_alike() {
    for typed in [
        "a@nowhere.example",
        "a@soylent-foods.example",
        "a@gmail.com",
        "alice",
    ] {
        let mut told = told(typed);
        assert_eq!(told["parameters"]["login_hint"].take(), typed);
        assert_eq!(told["parameters"]["organization"], Value::Null, "{typed}");
        assert_eq!(told["url"], Value::Null, "{typed}");
    }
}

#[test]
fn a_slip_of_the_finger_is_doubted() {
    let told = told("ana@gmial.com");
    assert_eq!(told["suggestion"], "ana@gmail.com");
    assert_eq!(told["parameters"]["login_hint"], "ana@gmial.com");
}

#[test]
fn a_browser_is_told_which_pages_may_ask() {
    let stage = Stage::acme();
    for (origin, readers) in [
        (Some(APP), Readers::Origin(APP.to_owned())),
        (
            Some("https://app.acme.example.evil.example"),
            Readers::Nobody,
        ),
        (Some("null"), Readers::Nobody),
        (None, Readers::Nobody),
    ] {
        let answer = stage.tell("OPTIONS", PATH, "", None, caller(origin));
        assert_eq!(answer.decision.readers, readers);
        assert!(matches!(answer.decision.outcome, Outcome::Preflight { .. }));
    }
}

#[test]
fn what_is_wrong_with_a_question_has_a_name() {
    let stage = Stage::acme();
    let question = json!({ "client_id": CLIENT, "login_hint": "ana@globex.example" }).to_string();
    let other = json!({ "client_id": "nobody", "login_hint": "ana@globex.example" }).to_string();
    let long = json!({ "client_id": CLIENT, "login_hint": "a".repeat(60_000) + "@b.example" });
    let odd = |hint: &str| json!({ "client_id": CLIENT, "login_hint": hint }).to_string();
    let app = caller(Some(APP));
    let foreign = caller(Some("https://evil.example"));
    let form = Caller {
        is_json: false,
        ..app
    };
    let limited = Caller {
        is_limited: true,
        ..app
    };
    for (body, caller, expected) in [
        (question.as_str(), form, (415, "not-json")),
        (question.as_str(), foreign, (403, "origin-not-allowed")),
        (question.as_str(), limited, (429, "too-many-requests")),
        (other.as_str(), app, (400, "unknown-client")),
        ("", app, (400, "invalid-question")),
        ("[]", app, (400, "invalid-question")),
        ("{\"client_id\":1}", app, (400, "invalid-question")),
        (
            &question.replace('}', ",\"x\":1}"),
            app,
            (400, "invalid-question"),
        ),
        (
            &question.replace('}', ",\"login_hint\":\"x\"}"),
            app,
            (400, "invalid-question"),
        ),
        (&"[".repeat(60_000), app, (400, "invalid-question")),
        (&odd(""), app, (400, "invalid-login-hint")),
        (&odd("a@b@globex.example"), app, (400, "invalid-login-hint")),
        (
            &odd("a\u{0}@globex.example"),
            app,
            (400, "invalid-login-hint"),
        ),
        (&long.to_string(), app, (400, "invalid-login-hint")),
    ] {
        let answer = stage.tell("POST", PATH, body, None, caller);
        assert_eq!(answer.problem(), expected);
        // A page that may ask at all can read what is wrong, and no other.
        let may_read = caller.origin == Some(APP);
        assert_eq!(answer.decision.readers != Readers::Nobody, may_read);
    }
    let program = stage.tell("POST", PATH, &question, None, caller(None));
    assert_eq!(program.json()["parameters"]["connection"], "globex-oidc");
    assert_eq!(stage.get(PATH).problem(), (405, "method-not-allowed"));
}

#[test]
fn no_cookie_is_read_or_written() {
    let mut browser = Browser::new(Stage::acme());
    let page = browser.get(&crate::browser::realm(""));
    browser.post(&page, "email=ana%40globex.example");
    assert!(!browser.cookie.is_empty());
    let question = json!({ "client_id": CLIENT, "login_hint": "a@nowhere.example" }).to_string();
    let memory = Some(browser.memory());
    let answer = browser
        .stage
        .tell("POST", PATH, &question, memory, caller(Some(APP)));
    assert!(answer.decision.cookies.is_empty());
    assert_eq!(answer.json()["parameters"]["organization"], Value::Null);
}
