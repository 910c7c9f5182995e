//! From the Action's redirect to Auth0's `/continue`.

use serde_json::json;
use vestibule_progressive_profile::End;

use crate::browser::Browser;
use crate::stage::{NOW, STATE, Stage, url_encoded};

#[test]
fn answers_go_back_with_what_auth0_asks_for() {
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title", "phone"]]));
    let form = browser.look();
    assert_eq!((form.status, form.end), (200, End::Shown));
    assert_eq!(form.questions(), ["f.job_title", "f.phone"]);
    assert!(form.text("main").contains("ana@globex.example"));
    assert!(form.csp.contains("form-action 'self'"), "{}", form.csp);

    let typed = [("f.job_title", " Welder "), ("f.phone", "030 / 90 18 20")];
    let back = browser.send(&form, &typed, None);
    assert_eq!((back.status, back.end), (200, End::Answered));
    let (claims, target) = back.handed_back();
    let encoded = url_encoded(STATE);
    assert_eq!(
        target,
        format!("https://login.acme.example/continue?state={encoded}")
    );
    assert_eq!(
        claims,
        json!({
            "iss": "login.acme.example", "sub": "auth0|650f", "state": STATE,
            "txn": "6kjKq1mmDg2dEJyb8fyZ7A", "iat": NOW.0, "exp": NOW.0 + 120, "page": "profile-answer",
            "user_metadata": { "job_title": "Welder", "phone": "+4930901820" },
            "app_metadata": {},
            "profile": { "answered": ["job_title", "phone"], "consents": {} },
        })
    );
}

#[test]
fn what_is_known_stands_there_as_its_owner_writes_it() {
    let stage = Stage::new();
    let known = [
        ("job_title", "Welder"),
        ("seats", "1234.5"),
        ("phone", "no number"),
    ];
    let target = stage.sent_with(&[&["job_title", "seats", "phone"]], &known);
    let mut browser = Browser::sent(&stage, &target);
    browser.language = "de-DE,de;q=0.9";
    let form = browser.look();
    let fields = form.fields();
    assert_eq!(fields["f.job_title"], "Welder");
    assert_eq!(fields["f.phone"], "no number", "for its owner to mend");
    let back = browser.send(&form, &[("f.phone", "")], None);
    let (claims, _) = back.handed_back();
    assert_eq!(claims["app_metadata"], json!({ "seats": 1234.5 }));
    assert_eq!(claims["user_metadata"], json!({ "job_title": "Welder" }));
    // Another login, in which it is typed anew.
    let stage = Stage::new();
    let mut browser = Browser::sent(&stage, &target);
    browser.language = "de-DE";
    let typed = [("f.seats", "2.000,5"), ("f.phone", "")];
    let (claims, _) = browser.send(&browser.look(), &typed, None).handed_back();
    assert_eq!(claims["app_metadata"], json!({ "seats": 2000.5 }));
}

#[test]
fn the_page_is_in_the_language_of_its_reader() {
    let stage = Stage::new();
    let mut browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title"]]));
    browser.language = "de";
    let form = browser.look();
    assert!(form.body.starts_with("<!doctype html>\n<html lang=\"de\""));
    assert!(form.text("main").contains("Funktion"));
}

#[test]
fn what_does_not_do_is_shown_again_with_what_was_typed() {
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title", "phone!"]]));
    let form = browser.look();
    let typed = [("f.job_title", "<b>Welder"), ("f.phone", "12")];
    let again = browser.send(&form, &typed, None);
    assert_eq!((again.status, again.end), (422, End::Again));
    let fields = again.fields();
    assert_eq!(fields["f.job_title"], "<b>Welder");
    assert_eq!(fields["f.phone"], "12");
    assert_eq!(again.count("[aria-invalid=true]"), 1);
    let back = browser.send(&again, &[("f.phone", "+49 30 901820")], None);
    assert_eq!(back.end, End::Answered);
    assert_eq!(
        back.handed_back().0["user_metadata"]["job_title"],
        "<b>Welder"
    );
}

#[test]
fn skipping_is_for_what_is_optional() {
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title"]]));
    let back = browser.send(&browser.look(), &[("f.job_title", "Welder")], Some("skip"));
    assert_eq!(back.end, End::Skipped);
    let (claims, _) = back.handed_back();
    assert_eq!(
        claims["profile"],
        json!({ "answered": [], "skipped": "user" })
    );
    assert!(claims.get("user_metadata").is_none());

    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title", "phone!"]]));
    let form = browser.look();
    assert_eq!(form.count("button[value=skip]"), 0);
    let again = browser.send(&form, &[], Some("skip"));
    assert_eq!((again.status, again.end), (422, End::Again));
}
