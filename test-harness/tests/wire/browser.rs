//! Chromium: the whole login with the real Auth0 SDK, and every page as a person meets it.

use std::process::Stdio;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt as _;
use vestibule_stand::{Stand, StandOptions, Transport};
use vestibule_toolchain::{Chromium, Progress};

use crate::support::{acme, acme_file, prepared, script, stand};

pub(crate) fn chromium() -> &'static Chromium {
    static CHROMIUM: OnceLock<Chromium> = OnceLock::new();
    CHROMIUM.get_or_init(|| Chromium::prepare(&prepared().workspace, &Progress::new()).unwrap())
}

fn origin(url: &url::Url) -> String {
    url.origin().ascii_serialization()
}

/// What every driver has to know to find its way on this stand.
fn surroundings(stand: &Stand) -> Value {
    let addresses = stand.addresses();
    let key = stand
        .authority()
        .map(|authority| STANDARD.encode(Sha256::digest(authority.server_key_der())));
    json!({
        "chromium": chromium().program(),
        // `.localhost` is Chromium's own business; `.test` exists nowhere.
        "hostResolverRules": "MAP *.test 127.0.0.1",
        "trustedKeySha256": key,
        "origins": {
            "app": origin(&addresses.app),
            "edge": origin(&addresses.worker),
            "tenant": origin(&addresses.tenant),
            "idp": origin(&addresses.idp),
        },
    })
}

/// Runs a driver to its end.
pub(crate) async fn drive(name: &str, stand: &Stand, more: Value) -> Value {
    let mut input = surroundings(stand);
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    run(name, &input).await
}

/// Runs a script of `test-harness/browser` on an input.
pub(crate) async fn run(name: &str, input: &Value) -> Value {
    let mut child = tokio::process::Command::new(prepared().toolbox.node())
        .arg(script(name))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.to_string().as_bytes()).await.unwrap();
    drop(stdin);
    let output = child.wait_with_output().await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(text.trim()).unwrap_or_else(|_| panic!("{name} printed: {text}"))
}

async fn log_in(stand: &Stand, more: Value) -> Value {
    let result = drive("login.mjs", stand, more).await;
    assert_eq!(result["ok"], true, "{result:#}");
    result
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_through_their_organization() {
    let stand = acme().await;
    let result = log_in(&stand, json!({ "email": "ana@globex.example" })).await;
    assert_eq!(result["claims"]["org_id"], "org_globexGLOBEX0001");
    assert_eq!(result["claims"]["email"], "ana@globex.example");
    let parties: Vec<&str> = result["navigations"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|navigation| navigation["party"].as_str())
        .collect();
    for party in ["app", "edge", "tenant", "idp"] {
        assert!(parties.contains(&party), "{party} took part: {parties:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_with_two_ways_chooses_one() {
    let stand = acme().await;
    let more = json!({ "email": "bo@initech.example", "connection": "initech-contractors" });
    let result = log_in(&stand, more).await;
    assert_eq!(result["claims"]["org_id"], "org_initechINITECH02");
    let gone_to = result["navigations"].to_string();
    assert!(gone_to.contains("/initech-contractors/"), "{gone_to}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_signs_in_with_a_password() {
    let stand = acme().await;
    let more = json!({ "email": "consumer@gmail.com", "password": "correct horse battery staple" });
    let result = log_in(&stand, more).await;
    assert_eq!(result["claims"]["email"], "consumer@gmail.com");
    assert_eq!(result["claims"]["org_id"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_is_denied_reads_why_and_what_to_do() {
    let stand = acme().await;
    let password = "correct horse battery staple";
    let more = json!({ "email": "unconfirmed@gmail.com", "password": password });
    let result = drive("login.mjs", &stand, more).await;
    assert_eq!(result["outcome"], "edge-page", "{result:#}");
    assert_eq!(
        result["detail"], "You don’t have access with this account",
        "{result:#}"
    );
    for complaints in [
        "violations",
        "complaints",
        "foreignRequests",
        "loadedByEdge",
    ] {
        assert_eq!(result[complaints], json!([]), "{result:#}");
    }
    let gone_to = result["navigations"].to_string();
    assert!(
        gone_to.contains("/edge/error?error=access_denied"),
        "{gone_to}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_works_as_people_meet_it() {
    let options = StandOptions {
        transport: Transport::Loopback,
        ..StandOptions::for_tests(acme_file())
    };
    let stand = stand(options).await;
    let result = log_in(&stand, json!({ "email": "ana@globex.example" })).await;
    assert_eq!(result["claims"]["org_id"], "org_globexGLOBEX0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_accessible_and_needs_nothing_but_itself() {
    let stand = acme().await;
    let edge = origin(&stand.addresses().worker);
    let realm = format!(
        "{edge}/edge/realm?client_id={}",
        stand.application().unwrap().client_id
    );
    let refused = format!(
        "client_id={}&organization=org_globexGLOBEX0001&error=access_denied&tracking=0f9a-1_b\
         &error_description=%5Borg-mismatch%5D",
        stand.application().unwrap().client_id
    );
    let fill = |text: &str| json!([{ "fill": ["Work email", text] }, { "click": "Continue" }]);
    let pages = json!([
        { "name": "identifier", "url": realm },
        { "name": "identifier-empty", "url": realm, "actions": fill("") },
        { "name": "identifier-wrong", "url": realm, "actions": fill("ana @globex.example") },
        { "name": "chooser", "url": realm, "actions": fill("bo@initech.example") },
        { "name": "not-found", "url": format!("{edge}/nowhere") },
        { "name": "bad-request", "url": format!("{edge}/edge/realm") },
        { "name": "error", "url": format!("{edge}/edge/error?{refused}") },
        { "name": "notice", "url": format!("{edge}/edge/notice/session-expired?{refused}") },
    ]);
    for javascript in [true, false] {
        let more = json!({ "pages": pages, "javaScript": [javascript] });
        let result = drive("pages.mjs", &stand, more).await;
        assert_eq!(result["ok"], true, "{result:#}");
        assert_eq!(result["results"].as_array().unwrap().len(), 8 * 2 * 2);
    }
}

/// The question is a form, and Chromium would hold a redirect after it against the page's policy.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_out_and_reads_that_it_is_done() {
    let stand = acme().await;
    let edge = origin(&stand.addresses().worker);
    let client = stand.application().unwrap().client_id;
    let whose = format!("client_id={client}&organization=org_globexGLOBEX0001");
    let logout = format!("{edge}/edge/logout?{whose}");
    let signed_out = format!("{edge}/edge/notice/signed-out?{whose}");
    let press = json!([
        { "click": "Sign out", "leaves": true },
        { "arriveAt": "/edge/notice/signed-out" },
    ]);
    let stay = json!([{ "click": "Stay on this page" }]);
    let pages = json!([
        { "name": "sign-out", "url": logout },
        { "name": "sign-out-federated", "url": format!("{logout}&federated") },
        { "name": "signed-out", "url": logout, "actions": press },
        { "name": "signed-out-staying", "url": signed_out, "actions": stay },
        { "name": "sign-out-broken", "url": format!("{edge}/edge/logout") },
    ]);
    let tenant = origin(&stand.addresses().tenant);
    for javascript in [true, false] {
        let more = json!({ "pages": pages, "javaScript": [javascript], "mayLoad": [tenant] });
        let result = drive("pages.mjs", &stand, more).await;
        assert_eq!(result["ok"], true, "{result:#}");
        for page in result["results"].as_array().unwrap() {
            if page["name"].as_str().unwrap().starts_with("signed-out") {
                assert_eq!(page["heading"], "You’re signed out", "{page:#}");
            }
        }
    }
}

/// From right to left, and in languages whose words are longer, or whose letters are others.
#[tokio::test(flavor = "multi_thread")]
async fn pages_in_other_languages_are_accessible_too() {
    let stand = acme().await;
    let edge = origin(&stand.addresses().worker);
    let realm = format!(
        "{edge}/edge/realm?client_id={}",
        stand.application().unwrap().client_id
    );
    for (locale, language, direction, label, button) in [
        ("ar-EG", "ar", "rtl", "البريد الإلكتروني للعمل", "متابعة"),
        (
            "de-CH",
            "de",
            "ltr",
            "Geschäftliche E-Mail-Adresse",
            "Weiter",
        ),
        ("ja-JP", "ja", "ltr", "仕事用のメールアドレス", "次へ"),
    ] {
        let fill = |text: &str| json!([{ "fill": [label, text] }, { "click": button }]);
        let page = |name: &str, url: &str, actions| {
            let name = format!("{name}-{language}");
            json!({ "name": name, "url": url, "actions": actions, "locale": locale })
        };
        let pages = json!([
            page("identifier", &realm, json!([])),
            page("identifier-wrong", &realm, fill("ana @globex.example")),
            page("chooser", &realm, fill("bo@initech.example")),
            page("not-found", &format!("{edge}/nowhere"), json!([])),
        ]);
        // What can go wrong from left to right is seen on a phone; Arabic is looked at in full.
        let more = match direction {
            "rtl" => json!({ "pages": pages }),
            _ => json!({
                "pages": pages,
                "viewports": [{ "width": 390, "height": 844 }],
                "colorSchemes": ["light"],
            }),
        };
        let result = drive("pages.mjs", &stand, more).await;
        assert_eq!(result["ok"], true, "{result:#}");
        let results = result["results"].as_array().unwrap();
        assert_eq!(results.len(), if direction == "rtl" { 16 } else { 4 });
        for page in results {
            assert_eq!(page["language"], language, "{page:#}");
            assert_eq!(page["direction"], direction, "{page:#}");
        }
    }
}

/// The answer of a form stands at an address of its own: Chromium would show an error in its place.
#[tokio::test(flavor = "multi_thread")]
async fn going_back_and_loading_again_show_what_was_there() {
    let stand = acme().await;
    let (edge, idp) = (
        origin(&stand.addresses().worker),
        origin(&stand.addresses().idp),
    );
    let application = stand.application().unwrap();
    let link = format!(
        "{edge}/authorize?client_id={}&response_type=code&scope=openid&state=s\
         &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256\
         &redirect_uri={}",
        application.client_id, application.callback
    );
    let typed = [
        json!({ "fill": ["Work email", "bo@initech.example"] }),
        json!({ "click": "Continue" }),
    ];
    let after = |more: &[Value]| [&typed[..], more].concat();
    let gone = json!({ "click": "I am a contractor", "leaves": true });
    let pages = json!([
        { "name": "chooser", "url": link, "actions": typed },
        { "name": "chooser-reloaded", "url": link, "actions": after(&[json!({ "reload": true })]) },
        {
            "name": "chooser-gone-back-to",
            "url": link,
            "actions": after(&[gone, json!({ "arrive": idp }), json!({ "back": true })]),
        },
    ]);
    let elsewhere = [idp, origin(&stand.addresses().tenant)];
    let more = json!({ "pages": pages, "mayLoad": elsewhere, "colorSchemes": ["light"] });
    let result = drive("pages.mjs", &stand, more).await;
    let results = result["results"].as_array();
    let results = results.unwrap_or_else(|| panic!("{result:#}"));
    let heading = &results[0]["heading"];
    assert_ne!(*heading, "", "{result:#}");
    for page in results {
        assert_eq!(page["heading"], *heading, "{page:#}");
        assert_eq!(page["status"], 200, "{page:#}");
    }
}

/// A language that is chosen at the foot of a page, of which the browser alone says which one it was.
#[tokio::test(flavor = "multi_thread")]
async fn a_language_is_chosen_at_the_foot_of_every_page() {
    let stand = acme().await;
    let edge = origin(&stand.addresses().worker);
    let client = stand.application().unwrap().client_id;
    let realm = format!("{edge}/edge/realm?client_id={client}&ui_locales=fr");
    let error = format!("{edge}/edge/error?client_id={client}&error=access_denied&lang=es");
    let choose = [json!({ "open": true }), json!({ "click": "Deutsch" })];
    let typed = [
        json!({ "fill": ["Adresse e-mail professionnelle", "bo@initech.example"] }),
        json!({ "click": "Continuer" }),
    ];
    let after = [&typed[..], &choose[..]].concat();
    let pages = json!([
        { "name": "identifier", "url": realm, "actions": choose },
        { "name": "chooser", "url": realm, "actions": after },
        { "name": "error", "url": error, "actions": choose },
        { "name": "bad-request", "url": format!("{edge}/edge/realm?x=1"), "actions": choose },
    ]);
    let more = json!({ "pages": pages, "colorSchemes": ["light"], "javaScript": [false] });
    let result = drive("pages.mjs", &stand, more).await;
    assert_eq!(result["ok"], true, "{result:#}");
    let results = result["results"].as_array().unwrap();
    assert_eq!(results.len(), 4 * 2);
    let mut headings = Vec::new();
    for page in results {
        assert_eq!(page["language"], "de", "{page:#}");
        headings.push(page["heading"].as_str().unwrap());
    }
    for heading in [
        "Mit Ihrem Arbeitskonto anmelden",
        "Wie möchten Sie sich anmelden?",
        "Mit diesem Konto haben Sie keinen Zugang",
    ] {
        assert!(headings.contains(&heading), "{heading}: {headings:?}");
    }
}
