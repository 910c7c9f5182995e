//! What a browser remembers, and how it is kept from going in circles.

use vestibule_home_realm::{End, Finding, Winner};
use vestibule_http::sealed::Keys;
use vestibule_tenant::SignalKind;

use crate::Stage;
use crate::browser::{Browser, DAY, KEY, OTHER_KEY, authorize, realm};

/// Somebody who signed in at Globex before.
fn at_globex() -> Browser {
    let mut browser = Browser::new(Stage::acme());
    let page = browser.get(&realm(""));
    let sent = browser.post(&page, "email=ana%40globex.example");
    assert_eq!(sent.end(), End::SentOn);
    assert!(!browser.cookie.is_empty());
    browser
}

#[test]
fn what_was_chosen_is_offered_and_taken_by_one_press() {
    let mut browser = at_globex();
    for target in [realm(""), authorize("")] {
        let offered = browser.get(&target);
        assert_eq!(offered.end(), End::Asked);
        assert!(offered.page().contains("Globex Corporation"));
        assert!(!offered.page().contains("ana@"), "no address is remembered");
        let taken = browser.post(&offered, "remembered=1");
        assert!(
            taken
                .goes_on_to()
                .contains("organization=org_globexGLOBEX0001")
        );
        assert_eq!(taken.winner(), Some(Winner::Signal(SignalKind::Remembered)));
    }
}

#[test]
fn another_address_is_always_a_choice() {
    let mut browser = at_globex();
    let offered = browser.get(&realm(""));
    let other = browser.post(&offered, "email=bo%40hooli.example");
    assert!(
        other
            .goes_on_to()
            .contains("organization=org_hooliHOOLI00000003")
    );
    assert!(browser.get(&realm("")).page().contains("Hooli"));
}

#[test]
fn an_address_that_leads_nowhere_does_not_lead_to_somebody_elses_organization() {
    let mut browser = at_globex();
    let offered = browser.get(&realm(""));
    for typed in ["bo%40nowhere.example", "bo%40gmail.com", "bo"] {
        let on = browser.post(&offered, &format!("email={typed}"));
        assert_eq!(on.winner(), Some(Winner::Fallback), "{typed}");
        assert!(!on.goes_on_to().contains("organization="));
    }
}

#[test]
fn use_another_account_forgets() {
    let mut browser = at_globex();
    let offered = browser.get(&realm(""));
    let fresh = browser.get(&offered.other_account());
    assert_eq!(fresh.end(), End::Asked);
    assert!(!fresh.page().contains("Globex"));
    assert!(browser.cookie.is_empty());
    assert!(!browser.get(&realm("")).page().contains("Globex"));
}

/// The link on an error page, for whom the account that was remembered is the wrong one.
#[test]
fn a_page_elsewhere_can_link_to_another_account() {
    let mut browser = at_globex();
    let fresh = browser.get(&realm("&other_account=1&organization=org_globexGLOBEX0001"));
    assert_eq!(fresh.end(), End::Asked);
    assert!(!fresh.page().contains("Globex"));
    assert!(browser.cookie.is_empty());
    assert!(!browser.get(&realm("")).page().contains("Globex"));
}

#[test]
fn hints_and_explicit_parameters_come_first() {
    let mut browser = at_globex();
    let hint = browser.get(&realm("&login_hint=a%40hooli.example"));
    assert!(
        hint.location()
            .contains("organization=org_hooliHOOLI00000003")
    );
    let explicit = browser.get(&authorize("&connection=initech-employees"));
    assert_eq!(explicit.winner(), Some(Winner::Explicit));
    for prompt in ["login", "select_account", "consent"] {
        let asked = browser.get(&authorize(&format!("&prompt={prompt}")));
        assert!(!asked.page().contains("Globex"), "{prompt}");
    }
}

#[test]
fn memory_ends_after_its_days_and_where_the_organization_is_gone() {
    let mut browser = at_globex();
    browser.now += 30 * DAY - 1;
    assert!(browser.get(&realm("")).page().contains("Globex"));
    browser.now += 2;
    assert!(!browser.get(&realm("")).page().contains("Globex"));

    let mut browser = at_globex();
    browser.stage = Stage::acme_with("gone", |text| {
        text.replace("org_globexGLOBEX0001", "org_globexGLOBEX0002")
    });
    let asked = browser.get(&realm(""));
    assert_eq!(asked.end(), End::Asked);
    assert!(
        asked
            .findings()
            .contains(&(SignalKind::Remembered, Finding::Miss))
    );
}

#[test]
fn a_cookie_that_is_forged_or_sealed_otherwise_is_as_good_as_none() {
    let mut browser = at_globex();
    let good = browser.cookie.clone();
    for forged in [
        "__Host-vestibule-realm=".to_owned(),
        "__Host-vestibule-realm=AAAA".to_owned(),
        good.replace("vestibule-realm=", "vestibule-realm=x"),
        good.get(..good.len() - 4).unwrap().to_owned(),
    ] {
        browser.cookie = forged;
        assert!(!browser.get(&realm("")).page().contains("Globex"));
    }
    browser.cookie = good;
    browser.keys = Keys::parse(OTHER_KEY, None).unwrap();
    assert!(!browser.get(&realm("")).page().contains("Globex"));
    // While a key is being rotated, both are good.
    let mut browser = at_globex();
    browser.keys = Keys::parse(OTHER_KEY, Some(KEY)).unwrap();
    assert!(browser.get(&realm("")).page().contains("Globex"));
}

#[test]
fn a_browser_that_goes_in_circles_is_stopped_and_offered_other_ways() {
    let mut browser = Browser::new(Stage::acme());
    let target = authorize("&login_hint=ana%40globex.example");
    for _ in 0..3 {
        assert_eq!(browser.get(&target).end(), End::SentOn);
        browser.now += 5;
    }
    let stopped = browser.get(&target);
    assert_eq!(stopped.end(), End::Asked);
    assert!(stopped.page().contains("Globex Corporation"));
    assert!(stopped.page().contains("value=\"ana@globex.example\""));
    // Other connections are not held against it, and neither is a person's own doing.
    let elsewhere = authorize("&login_hint=bo%40hooli.example");
    assert_eq!(browser.get(&elsewhere).end(), End::SentOn);
    let insisted = browser.post(&stopped, "email=ana%40globex.example");
    assert_eq!(insisted.end(), End::SentOn);
    assert_eq!(browser.get(&target).end(), End::SentOn);
}

#[test]
fn circles_are_counted_in_a_window_and_by_nobody_who_does_not_look() {
    let mut browser = Browser::new(Stage::acme());
    let target = authorize("&login_hint=ana%40globex.example");
    for _ in 0..10 {
        assert_eq!(browser.get(&target).end(), End::SentOn);
        browser.now += 121;
    }
    let before = browser.cookie.clone();
    for _ in 0..10 {
        let head = browser.send("HEAD", &target, "");
        assert_eq!(head.end(), End::SentOn);
        assert!(head.decision.cookies.is_empty());
    }
    browser.quiet = true;
    assert!(browser.get(&target).decision.cookies.is_empty());
    assert_eq!(browser.cookie, before);
}

#[test]
fn an_error_handed_back_leads_straight_nowhere() {
    let mut browser = at_globex();
    let target = realm("&error=access_denied&login_hint=ana%40globex.example");
    let asked = browser.get(&target);
    assert_eq!(asked.end(), End::Asked);
    assert!(
        !asked.page().contains("ana@globex.example"),
        "the hint is cleared"
    );
}

#[test]
fn administrators_can_break_the_glass() {
    let mut browser = at_globex();
    let page = browser.get(&realm("&break_glass=1&login_hint=ana%40globex.example"));
    assert_eq!(page.end(), End::Asked);
    let sent = browser.post(&page, "email=ana%40globex.example");
    assert!(!sent.goes_on_to().contains("globex-oidc"));
    assert!(sent.goes_on_to().contains("connection=acme-accounts"));
    assert_eq!(sent.winner(), Some(Winner::Fallback));
}

#[test]
fn without_memory_nothing_is_written() {
    let mut browser = Browser::new(Stage::acme_with("no-memory", |text| {
        text.replace("memory = { days = 30 }", "memory = { days = 0 }")
    }));
    let page = browser.get(&realm(""));
    let sent = browser.post(&page, "email=ana%40globex.example");
    assert_eq!(sent.end(), End::SentOn);
    assert!(!browser.get(&realm("")).page().contains("Globex"));
}
