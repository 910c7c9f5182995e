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

#[test]
fn a_language_chosen_before_comes_before_what_the_browser_says() {
    let stage = Stage::acme();
    for page in [realm, authorize] {
        let get = |chosen: &str, more: &str| stage.request_again_in(chosen, "ja", &page(more));
        assert_eq!(language(&get("de", "")), "de");
        assert_eq!(language(&get("de", "&ui_locales=fr")), "fr");
        assert_eq!(language(&get("de", "&ui_locales=tlh")), "de");
        for forged in ["", "tlh", "\"><script>", "de-", "d"] {
            let expected = if forged == "de-" { "de" } else { "ja" };
            assert_eq!(language(&get(forged, "")), expected, "{forged}");
        }
    }
}

#[test]
fn a_language_chosen_on_the_way_stays_to_the_end() {
    let stage = Stage::acme();
    for more in ["&ui_locales=fr-CA%20en", ""] {
        let first = stage.get(&authorize(more));
        let chosen = format!("/edge/realm?flow={}&ui_locales=de", flow(&first));
        let again = stage.request_in("ja", "GET", &chosen, "");
        assert_eq!(language(&again), "de", "{more}");
        let body = format!("flow={}&email=bruce%40wayne.example", flow(&again));
        let next = stage.request_in("ja", "POST", "/edge/realm", &body);
        assert_eq!(language(&next), "de", "{more}");
        let body = format!("flow={}&email=ana%40globex.example", flow(&again));
        let going_on = stage.post("/edge/realm", &body);
        let target = going_on.goes_on_to();
        assert!(
            target.contains("ui_locales=de") && !target.contains("fr"),
            "{target}"
        );
        assert_eq!(target.matches("ui_locales").count(), 1, "{target}");
    }
    // What is no language of ours changes nothing.
    let first = stage.get(&authorize("&ui_locales=fr"));
    let chosen = format!(
        "/edge/realm?flow={}&ui_locales=tlh%26organization%3Dorg_1",
        flow(&first)
    );
    assert_eq!(language(&stage.get(&chosen)), "fr");
}

#[test]
fn pages_are_in_no_language_that_the_tenant_does_not_offer() {
    let stage = Stage::acme_with("in-two", |file| {
        file.replacen("[tenant]\n", "[tenant]\nlanguages = [\"fr\", \"en\"]\n", 1)
    });
    let get = |accepted, more| stage.request_in(accepted, "GET", &realm(more), "");
    assert_eq!(language(&get("de, fr;q=0.1", "&ui_locales=ja")), "fr");
    assert_eq!(language(&get("de", "&ui_locales=ja")), "en");
    let page = get("fr", "");
    assert!(page.page().contains("href=\"/edge/language?to=en\""));
    assert!(!page.page().contains("/edge/language?to=de"));
}

#[test]
fn a_tenant_words_texts_itself_and_an_organization_is_stronger() {
    let stage = Stage::acme_with("own-words", |file| {
        let texts = "[texts.en.identifier]\n\
             heading = \"Sign in to <Acme> & co.\"\n\
             label = \"Company email\"\n\
             [texts.de]\n\
             identifier.label = \"Firmenadresse\"\n\
             going_on.lead = \"Gleich zurück.\"\n";
        file.replacen("[brands.globex]\n", &format!("{texts}[brands.globex]\n"), 1)
            .replacen(
                "texts.en.layout.support",
                "texts.de.going_on.lead = \"Gleich bei Globex.\"\ntexts.en.layout.support",
                1,
            )
    });
    let get = |accepted| stage.request_in(accepted, "GET", &realm(""), "");
    let english = get("en");
    let page = english.page();
    assert!(
        page.contains("<h1>Sign in to &#60;Acme&#62; &#38; co.</h1>"),
        "{page}"
    );
    assert!(page.contains("Company email") && !page.contains("Work email"));
    let german = get("de");
    assert!(german.page().contains("Firmenadresse"));
    assert!(german.page().contains("Mit Ihrem Arbeitskonto anmelden"));
    let french = get("fr");
    assert!(french.page().contains("Adresse e-mail professionnelle"));
    for (typed, lead) in [
        ("ana%40globex.example", "Gleich bei Globex."),
        ("tony%40stark.example", "Gleich zurück."),
    ] {
        let body = format!("flow={}&email={typed}", flow(&german));
        let going_on = stage.request_in("de", "POST", "/edge/realm", &body);
        let page = going_on.page();
        assert!(page.contains(lead), "{typed}: {page}");
    }
}
