//! `/edge/notice/{kind}`.

use vestibule_branded_pages::{DeniedReason, End};
use vestibule_http::sealed::Keys;
use vestibule_pages::Topic;

use crate::stage::{NOW, heading, lead, links, page, product, without_snapshot};
use crate::{CLIENT, GLOBEX, Stage};

const REASON: &str = "Your trial has ended <b>today</b>.";

#[test]
fn every_kind_has_a_page_of_its_own() {
    let stage = Stage::acme();
    let mut headings = std::collections::BTreeSet::new();
    for kind in [
        "email-verified",
        "link-expired",
        "password-changed",
        "invitation-expired",
        "blocked",
        "denied",
        "signed-out",
        "session-expired",
        "maintenance",
        "unknown-organization",
    ] {
        let bare = stage.get(&format!("/edge/notice/{kind}"));
        assert_eq!(page(&bare).status, 200, "{kind}");
        assert_eq!(bare.trace.end, End::Notice);
        assert!(links(&bare).is_empty(), "{kind}");
        let known = stage.get(&format!(
            "/edge/notice/{kind}?client_id={CLIENT}&organization={GLOBEX}"
        ));
        assert_eq!(product(&known), "Globex");
        let home = "https://app.acme.example/".to_owned();
        assert!(links(&known).contains(&home), "{kind}");
        let built_in = without_snapshot("GET", &format!("/edge/notice/{kind}")).unwrap();
        assert_eq!(heading(&built_in), heading(&bare));
        headings.insert(heading(&bare).to_owned());
    }
    assert_eq!(headings.len(), 10);
}

#[test]
fn another_kind_is_a_404_in_the_right_brand() {
    let stage = Stage::acme();
    for kind in ["", "x", "denied/", "Denied", "denied%20", "<script>"] {
        let decision = stage.get(&format!(
            "/edge/notice/{kind}?organization={GLOBEX}&client_id={CLIENT}"
        ));
        assert_eq!(page(&decision).status, 404, "{kind}");
        assert_eq!(product(&decision), "Globex");
        assert_eq!(decision.trace.end, End::NotFound);
        assert_eq!(
            links(&decision),
            [format!("/edge/start/{CLIENT}?organization={GLOBEX}")]
        );
    }
}

#[test]
fn no_notice_goes_anywhere_by_itself() {
    let stage = Stage::acme();
    let decision = stage.get(
        "/edge/notice/signed-out?returnTo=https://evil.example&url=https://evil.example\
         &redirect_uri=https://evil.example",
    );
    let page = page(&decision);
    assert!(page.headers.iter().all(|(name, _)| *name != "refresh"));
    assert!(!page.body.contains("evil"));
}

#[test]
fn a_sealed_reason_is_shown_as_text() {
    let stage = Stage::acme();
    let sealed = DeniedReason::new(REASON).seal(&stage.keys, &stage.snapshot(), NOW, [7; 24]);
    let decision = stage.get(&format!("/edge/notice/denied?reason={sealed}"));
    assert_eq!(
        lead(&decision),
        "Your trial has ended &#60;b&#62;today&#60;/b&#62;."
    );
    // On another notice it means nothing.
    let blocked = stage.get(&format!("/edge/notice/blocked?reason={sealed}"));
    assert!(!page(&blocked).body.contains("trial"));
}

#[test]
fn a_reason_that_is_not_ours_or_not_of_now_is_none() {
    let stage = Stage::acme();
    let snapshot = stage.snapshot();
    let reason = DeniedReason::new(REASON);
    let generic = stage.get("/edge/notice/denied");
    let other = Keys::parse("ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=", None).unwrap();
    for sealed in [
        "Your+trial+has+ended".to_owned(),
        reason.seal(&stage.keys, &snapshot, NOW.plus(-3601), [7; 24]),
        reason.seal(&stage.keys, &snapshot, NOW.plus(1), [7; 24]),
        reason.seal(&other, &snapshot, NOW, [7; 24]),
        vestibule_http::sealed::seal(&stage.keys, "flow", [7; 24], REASON.as_bytes(), b""),
    ] {
        let decision = stage.get(&format!("/edge/notice/denied?reason={sealed}"));
        assert_eq!(page(&decision).body, page(&generic).body, "{sealed}");
    }
    let last_moment = reason.seal(&stage.keys, &snapshot, NOW.plus(-3600), [7; 24]);
    let decision = stage.get(&format!("/edge/notice/denied?reason={last_moment}"));
    assert!(page(&decision).body.contains("trial"));
    assert_eq!(decision.trace.topic, Some(Topic::Denied));
}
