//! Hostile identifiers neither match nor crash.

use std::sync::OnceLock;

use proptest::prelude::*;

use crate::place::{CLIENT, Decided, example};
use crate::run::{Place, Reply, Sent, encode};

#[path = "../../../../test-harness/cases/hostile.rs"]
mod list;

fn place() -> &'static Decided {
    static PLACE: OnceLock<Decided> = OnceLock::new();
    PLACE.get_or_init(|| Decided::of(&example()))
}

fn ask(place: &Decided, method: &'static str, target: String, body: String) -> Reply {
    place.ask(&Sent {
        method,
        target,
        host: None,
        ip: None,
        asn: None,
        headers: std::collections::BTreeMap::new(),
        body,
    })
}

/// The text as a hint and typed, on both ways in.
fn answers(place: &Decided, text: &str) -> Vec<Reply> {
    let mut replies = Vec::new();
    for path in ["/authorize", "/edge/realm"] {
        let plain = format!("{path}?client_id={CLIENT}&state=1");
        let form = ask(place, "GET", plain.clone(), String::new());
        let flow = form.flow().unwrap();
        let text = encode(text);
        replies.push(ask(
            place,
            "GET",
            format!("{plain}&login_hint={text}"),
            String::new(),
        ));
        replies.push(ask(
            place,
            "GET",
            format!("{plain}&domain_hint={text}"),
            String::new(),
        ));
        let body = format!("flow={flow}&email={text}");
        replies.push(ask(place, "POST", "/edge/realm".to_owned(), body));
    }
    replies
}

/// An organization is neither named in the target nor on the page.
#[track_caller]
fn matches_nothing(reply: &Reply, text: &str) {
    let shown: String = text.chars().take(60).collect();
    for name in ["location", "refresh"] {
        let target = reply.header(name).unwrap_or("");
        assert!(!target.contains("organization=org_"), "{shown:?}: {target}");
        assert!(!target.contains(['\r', '\n', '\0']), "{shown:?}");
    }
    assert!(!reply.body.contains("value=\"org_"), "{shown:?}");
    assert!(!reply.body.contains("<script"), "{shown:?}");
    let ends = ["asked", "sent-on", "refused"];
    assert!(
        ends.contains(&reply.end.as_str()),
        "{shown:?}: {}",
        reply.end
    );
}

#[test]
fn the_list_matches_nothing() {
    let place = place();
    for text in list::identifiers() {
        for reply in answers(place, &text) {
            matches_nothing(&reply, &text);
        }
    }
    // The same check finds an address that does match.
    let found = answers(place, "ana@globex.example");
    assert!(found.iter().any(|it| {
        let target = it.header("location").unwrap_or("");
        target.contains("organization=org_globexGLOBEX0001")
    }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_text_with_several_at_signs_matches(
        pieces in prop::collection::vec("[a-zäж .\u{0}\u{202e}]{0,8}|globex\\.example", 3..6),
        signs in prop::collection::vec("@|\u{ff20}|\u{fe6b}", 5),
    ) {
        let mut text = pieces[0].clone();
        for (sign, piece) in signs.iter().zip(&pieces[1..]) {
            text += sign;
            text += piece;
        }
        // `@domain` with an at-sign before it is no bare domain either.
        for reply in answers(place(), &text) {
            matches_nothing(&reply, &text);
        }
    }

    #[test]
    fn no_text_breaks_anything(text in "\\PC{0,80}|[\\x00-\\x7f]{0,80}|.{0,400}") {
        for reply in answers(place(), &text) {
            prop_assert!(reply.status < 500);
        }
    }
}
