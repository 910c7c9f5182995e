//! Which language pages are in.

use crate::browser::{authorize, realm};
use crate::stage::without_snapshot;
use crate::{Answer, Stage};

/// The page in a language, or what it is instead.
fn language(answer: &Answer) -> &str {
    let (_, rest) = answer.page().split_once("<html lang=\"").unwrap();
    rest.split_once('"').unwrap().0
}

/// The state of the flow that a page carries.
fn flow(answer: &Answer) -> &str {
    let (_, rest) = answer.page().split_once("name=\"flow\" value=\"").unwrap();
    rest.split_once('"').unwrap().0
}

#[test]
fn what_the_application_asks_for_comes_before_what_the_browser_says() {
    let stage = Stage::acme();
    for page in [realm, authorize] {
        let get = |accepted: &str, more: &str| stage.request_in(accepted, "GET", &page(more), "");
        assert_eq!(language(&get("", "")), "en");
        assert_eq!(language(&get("ar-EG,ar;q=0.9", "")), "ar");
        assert_eq!(language(&get("ar", "&ui_locales=tlh%20ja-JP%20de")), "ja");
        assert_eq!(language(&get("ar", "&ui_locales=tlh")), "ar");
        assert_eq!(language(&get("ar", "&ui_locales=")), "ar");
    }
    let arabic = stage.request_in("ar", "GET", &realm(""), "");
    assert!(arabic.page().contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn who_asks_is_told_only_where_a_page_needs_it() {
    let stage = Stage::acme();
    let unread = |method, target: &str, body: &str| stage.waits_for_languages(method, target, body);
    assert!(unread("GET", &realm(""), ""));
    assert!(unread("GET", &authorize("&prompt=login"), ""));
    assert!(unread("GET", "/edge/realm?client_id=nobody", ""));
    assert!(unread("POST", "/edge/realm", "flow=x"));
    assert!(!unread(
        "GET",
        &authorize("&login_hint=ana%40globex.example"),
        ""
    ));
    assert!(!unread("GET", &authorize("&connection=globex-oidc"), ""));
    assert!(!unread("POST", "/edge/realm/resolve", "{}"));
    assert!(!unread("PUT", "/edge/realm", ""));
}

#[test]
fn pages_that_follow_are_in_the_language_of_the_first() {
    let stage = Stage::acme();
    for target in [realm("&ui_locales=fr-CA"), authorize("&ui_locales=fr-CA")] {
        let first = stage.request_in("de", "GET", &target, "");
        assert_eq!(language(&first), "fr");
        for typed in [
            "",
            "bruce%40wayne.example",
            "nobody%40hooli.example",
            "ana%40globex.example",
        ] {
            let body = format!("flow={}&email={typed}", flow(&first));
            let next = stage.request_in("de", "POST", "/edge/realm", &body);
            assert_eq!(language(&next), "fr", "{typed}");
        }
    }
}

#[test]
fn the_language_of_the_application_reaches_auth0() {
    let stage = Stage::acme();
    let first = stage.get(&authorize("&ui_locales=fr-CA%20en"));
    let body = format!("flow={}&email=ana%40globex.example", flow(&first));
    let going_on = stage.post("/edge/realm", &body);
    assert!(going_on.goes_on_to().contains("ui_locales=fr-CA%20en"));
}

#[test]
fn the_tenant_has_a_language_of_its_own() {
    let stage = Stage::acme_with("in-german", |file| {
        file.replacen("[tenant]\n", "[tenant]\nlanguage = \"de\"\n", 1)
    });
    let get = |accepted| stage.request_in(accepted, "GET", &realm(""), "");
    assert_eq!(language(&get("")), "de");
    assert_eq!(language(&get("zh-CN,*;q=0.5")), "de");
    assert_eq!(language(&get("zh-CN,en;q=0.1")), "en");
    // Also where a request makes no sense.
    let refused = stage.request_in("", "GET", "/edge/realm?client_id=nobody", "");
    assert_eq!(language(&refused), "de");
    let damaged = stage.request_in("es", "POST", "/edge/realm", "flow=x");
    assert_eq!(language(&damaged), "es");
}

#[test]
fn who_comes_without_a_configuration_is_asked_in_their_language() {
    let answer = |target: &str| without_snapshot("GET", target, "");
    let asked = answer("/edge/realm?client_id=a&ui_locales=ja");
    assert!(
        matches!(&asked.outcome, vestibule_http::Outcome::Page(page) if page.body.contains("lang=\"ja\""))
    );
}
