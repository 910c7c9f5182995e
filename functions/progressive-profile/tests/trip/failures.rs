//! When things fail.

use vestibule_progressive_profile::End;

use crate::browser::{Browser, seen};
use crate::stage::{Sent, Stage};

fn opened(stage: &Stage, target: &str) -> End {
    seen(stage.answer(&Sent {
        method: "GET",
        target,
        ..Sent::default()
    }))
    .end
}

#[test]
fn a_token_that_is_not_believed_leads_to_no_form() {
    let mut stage = Stage::new();
    let ask = stage.ask(&[&["job_title"]], &[]);
    let address = |token: &str| format!("/edge/profile?session_token={token}&state=s");
    for (name, value) in [
        ("page", "notice"),
        ("iss", "login.globex.example"),
        ("ask", "sealed by nobody"),
        ("txn", ""),
    ] {
        let token = stage.token(&ask, |payload| payload[name] = value.into());
        assert_eq!(opened(&stage, &address(&token)), End::BadToken, "{name}");
    }
    let token = stage.token(&ask, |_| {});
    stage.now = stage.now.plus(305);
    assert_eq!(opened(&stage, &address(&token)), End::BadToken, "expired");
}

/// The browser of a session, at another time.
fn again<'s>(stage: &'s Stage, [address, cookies]: &[String; 2]) -> Browser<'s> {
    Browser {
        stage,
        address: address.clone(),
        cookies: cookies.clone(),
        language: "",
    }
}

#[test]
fn a_session_outlives_its_token_and_ends_after_an_hour() {
    let mut stage = Stage::new();
    let target = stage.sent_to(&[&["job_title"]]);
    let (address, cookies, form) = {
        let browser = Browser::sent(&stage, &target);
        let form = browser.look();
        (browser.address, browser.cookies, form)
    };
    stage.now = stage.now.plus(3_600);
    let place = [address, cookies];
    {
        let done = again(&stage, &place).send(&form, &[("f.job_title", "Welder")], None);
        assert_eq!(done.end, End::Answered);
    }
    stage.now = stage.now.plus(1);
    let late = again(&stage, &place).send(&form, &[("f.job_title", "Welder")], None);
    assert_eq!(late.end, End::NoSession);
    assert_eq!(
        late.count("a[href='/edge/start/portal']"),
        0,
        "nobody knows whose it was"
    );
}

#[test]
fn with_the_kill_switch_on_whoever_is_on_the_way_is_let_finish() {
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title"]]));
    let back = seen(stage.answer_without(&Sent {
        method: "GET",
        target: &browser.address,
        cookies: &browser.cookies,
        ..Sent::default()
    }));
    assert_eq!(back.end, End::Skipped);
    let (claims, target) = back.handed_back();
    assert_eq!(claims["profile"]["skipped"], "not-asked");
    assert!(target.starts_with("https://login.acme.example/continue?state="));
}

#[test]
fn fields_that_are_gone_are_not_asked_for() {
    let stage = Stage::new();
    let browser = Browser::sent(
        &stage,
        &stage.sent_to(&[&["gone"], &["job_title", "also_gone!"]]),
    );
    assert_eq!(browser.look().questions(), ["f.job_title"]);
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["gone!"]]));
    assert_eq!(browser.look().end, End::Skipped);
}

#[test]
fn other_methods_are_refused_and_other_paths_are_not_ours() {
    let stage = Stage::new();
    for (method, target) in [
        ("POST", "/edge/profile"),
        ("PUT", "/edge/profile/AAAAAAAAAAAAAAAAAAAA"),
    ] {
        let decision = stage.answer(&Sent {
            method,
            target,
            ..Sent::default()
        });
        assert_eq!(decision.trace.end, End::Refused);
    }
}
