//! Whoever arrives from another network is asked whether it is them, and learns nothing.

use vestibule_http::Outcome;
use vestibule_progressive_profile::{Decision, End, Sender};

use crate::browser::{Browser, OURS, landed};
use crate::stage::{Sent, Stage};

/// Not of the network that the tokens of the stage say, `192.0.2.0/24`.
const ELSEWHERE: &str = "198.51.100.9";
const KNOWN: [(&str, &str); 2] = [("job_title", "Welder"), ("phone", "+4930901820")];

fn arrived<'s>(stage: &'s Stage, ip: &str) -> Browser<'s> {
    let target = stage.sent_with(&[&["job_title", "phone"]], &KNOWN);
    Browser::sent_from(ip, stage, &target)
}

fn press(browser: &Browser<'_>, sender: Sender<'_>, body: &str) -> Decision {
    browser.stage.answer(&Sent {
        method: "POST",
        target: &browser.address,
        cookies: &browser.cookies,
        body,
        sender,
        ..Sent::default()
    })
}

#[test]
fn the_form_is_shown_at_once_on_the_network_of_the_login_and_where_nobody_can_tell() {
    let stage = Stage::new();
    for ip in ["", "192.0.2.7", "192.0.2.99", "2001:db8::7", "unknown"] {
        let page = arrived(&stage, ip).look();
        assert_eq!(page.end, End::Shown, "{ip}");
        assert!(page.body.contains("ana@globex.example"), "{ip}");
        assert!(page.body.contains("Welder"), "{ip}");
    }
}

#[test]
fn whoever_comes_from_elsewhere_reads_nothing_of_the_user() {
    let stage = Stage::new();
    let page = arrived(&stage, ELSEWHERE).look();
    assert_eq!((page.status, page.end), (200, End::AskedWho));
    assert_eq!(page.text("h1"), "Is this you?");
    assert_eq!(page.text(".account bdi"), "a•••@globex.example");
    assert!(
        page.body
            .contains("/edge/realm?client_id=portal&#38;other_account=1")
    );
    for known in ["ana@", "Welder", "901820", "job_title", "Job title"] {
        assert!(!page.body.contains(known), "{known}");
    }
    // The same in every language.
    for (tag, heading) in [("de", "Sind Sie das?"), ("ar", "هل هذا أنت؟")] {
        let mut browser = arrived(&stage, ELSEWHERE);
        browser.language = tag;
        assert_eq!(browser.look().text("h1"), heading);
    }
}

#[test]
fn after_a_press_the_form_is_there_and_still_tells_nothing() {
    let stage = Stage::new();
    let mut browser = arrived(&stage, ELSEWHERE);
    let pressed = press(&browser, OURS, "go=me");
    assert_eq!(pressed.trace.end, End::Confirmed);
    let (address, cookies) = landed(&pressed);
    assert_eq!(address, browser.address);
    let before = std::mem::replace(&mut browser.cookies, cookies);
    let page = browser.look();
    assert_eq!(page.end, End::Shown);
    for known in ["ana@", "Welder", "901820"] {
        assert!(!page.body.contains(known), "{known}");
    }
    let typed = [("f.job_title", "Welder"), ("f.phone", "030 901820")];
    let done = browser.send(&page, &typed, None);
    assert_eq!(done.end, End::Answered);
    // Where nobody has pressed, the question is still there: in the tab of another browser, say.
    browser.cookies = before;
    assert_eq!(browser.look().end, End::AskedWho);
}

#[test]
fn nothing_is_taken_before_the_press_or_from_elsewhere() {
    let stage = Stage::new();
    let browser = arrived(&stage, ELSEWHERE);
    for body in [
        "",
        "go=skip",
        "go=back",
        "go=ME",
        "f.job_title=Welder",
        "me=go",
    ] {
        let decision = press(&browser, OURS, body);
        assert_eq!(decision.trace.end, End::AskedWho, "{body}");
        assert!(decision.cookies.is_empty(), "{body}");
        assert!(matches!(decision.outcome, Outcome::Page(_)), "{body}");
    }
    let foreign = Sender {
        site: "cross-site",
        origin: "https://evil.example",
    };
    let decision = press(&browser, foreign, "go=me");
    assert_eq!(decision.trace.end, End::Foreign);
    assert!(decision.cookies.is_empty());
}

#[test]
fn a_token_that_does_not_say_from_where_asks_nobody() {
    let stage = Stage::new();
    let ask = stage.ask(&[&["job_title"]], &[]);
    for claim in [
        None,
        Some(serde_json::json!(7)),
        Some(serde_json::json!("?")),
    ] {
        let token = stage.token(&ask, |payload| match &claim {
            Some(claim) => payload["ip"] = claim.clone(),
            None => drop(payload.as_object_mut().unwrap().remove("ip")),
        });
        let target = format!("/edge/profile?session_token={token}&state=abc");
        let page = Browser::sent_from(ELSEWHERE, &stage, &target).look();
        assert_eq!(page.end, End::Shown, "{claim:?}");
    }
}
