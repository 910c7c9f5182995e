//! Who may not.

use vestibule_progressive_profile::{End, Sender};

use crate::browser::{Browser, seen};
use crate::stage::{Sent, Stage};

#[test]
fn a_form_is_taken_from_our_own_pages_alone() {
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title"]]));
    let form = browser.look();
    let from = |site, origin| {
        let sender = Sender { site, origin };
        browser
            .send_from(sender, &form, &[("f.job_title", "Welder")], None)
            .end
    };
    for (site, origin) in [
        ("cross-site", "https://evil.example"),
        ("same-site", "https://app.acme.example"),
        ("none", ""),
        ("", "https://evil.example"),
        ("", "http://evil.example"),
        ("", "http://start.acme.example"),
        ("", "https://start.acme.example.evil.example"),
        ("cross-site", "https://start.acme.example"),
    ] {
        assert_eq!(from(site, origin), End::Foreign, "{site} {origin}");
    }
    for (site, origin) in [
        ("same-origin", "null"),
        ("", "null"),
        ("", "https://start.acme.example"),
        ("", ""),
    ] {
        assert_eq!(from(site, origin), End::Answered, "{site} {origin}");
    }
}

#[test]
fn no_form_of_one_session_is_good_in_another() {
    let stage = Stage::new();
    let mine = Browser::sent(&stage, &stage.sent_to(&[&["job_title"], &["phone"]]));
    let ask = stage.ask_for("auth0|other", &[&["job_title"], &["phone"]], &[]);
    let token = stage.token(&ask, |payload| payload["sub"] = "auth0|other".into());
    let theirs = Browser::sent(
        &stage,
        &format!("/edge/profile?session_token={token}&state=s"),
    );
    assert_ne!(mine.address, theirs.address);
    // Their second page, sent within my session, is my first page again.
    let second = theirs.send(&theirs.look(), &[("f.job_title", "Baker")], None);
    let sent = mine.send(&second, &[("f.phone", "+4930901820")], None);
    assert_eq!(sent.end, End::Shown);
    assert_eq!(sent.questions(), ["f.job_title"]);
    // And their cookie is none at my address.
    let swapped = Browser {
        cookies: theirs.cookies.clone(),
        ..mine
    };
    assert_eq!(swapped.look().end, End::NoSession);
}

#[test]
fn no_hostile_text_becomes_a_part_of_the_page() {
    let stage = Stage::new();
    let shape = |text: &str| {
        let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title", "phone"]]));
        let page = browser.send(
            &browser.look(),
            &[("f.job_title", text), ("f.phone", text)],
            None,
        );
        assert_eq!(page.end, End::Again, "{text}");
        page.count("*")
    };
    let benign = shape("12");
    for hostile in [
        "\"><script>alert(1)</script>",
        "' onfocus='alert(1)",
        "</textarea><img src=x onerror=alert(1)>",
        "<!--",
        "javascript:alert(1)",
        "&quot;&#x3e;<svg/onload=alert(1)>",
    ] {
        assert_eq!(shape(hostile), benign, "{hostile}");
    }
}

#[test]
fn nothing_of_a_query_or_a_token_is_reflected() {
    let stage = Stage::new();
    let page = |target: &str| {
        seen(stage.answer(&Sent {
            method: "GET",
            target,
            ..Sent::default()
        }))
    };
    let good = stage.sent_to(&[&["job_title"]]);
    for target in [
        "/edge/profile",
        "/edge/profile?session_token=<b>reflected&state=reflected",
        "/edge/profile?session_token=reflected.reflected.reflected",
        &good.replace("state=", "reflected="),
        &format!("{good}&session_token=reflected").replacen("session_token=", "reflected=", 1),
        "/edge/profile/AAAAAAAAAAAAAAAAAAAA?reflected=<script>",
    ] {
        let page = page(target);
        assert!(
            matches!(page.end, End::BadToken | End::NoSession),
            "{target}"
        );
        assert!(!page.body.contains("reflected"), "{target}");
        assert_eq!(page.count("form"), 0, "{target}");
    }
}
