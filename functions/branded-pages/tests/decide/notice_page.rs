//! `/edge/notice/{kind}`.

use vestibule_branded_pages::catalogue::NOTICES;
use vestibule_branded_pages::{Decision, End};
use vestibule_http::DeniedReason;
use vestibule_http::sealed::Keys;
use vestibule_pages::Topic;

use crate::stage::{NOW, heading, links, own_words, page, product, without_snapshot};
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
        headings.insert(heading(&bare));
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

/// What the `Refresh` header says.
fn refresh(decision: &Decision) -> Option<&str> {
    let headers = &page(decision).headers;
    let line = headers.iter().find(|(name, _)| *name == "refresh");
    line.map(|(_, value)| value.as_str())
}

#[test]
fn a_page_goes_on_by_itself_where_one_of_its_links_leads_and_can_be_stopped() {
    let stage = Stage::acme();
    let start = format!("/edge/start/{CLIENT}?organization={GLOBEX}");
    for (kind, target) in [
        ("signed-out", "https://app.acme.example/"),
        ("email-verified", &start),
        ("password-changed", &start),
    ] {
        let address = format!(
            "/edge/notice/{kind}?client_id={CLIENT}&organization={GLOBEX}&ui_locales=fr&success=true"
        );
        let decision = stage.get(&address);
        assert_eq!(
            refresh(&decision),
            Some(format!("30; url={target}").as_str())
        );
        let links = links(&decision);
        assert!(links.iter().any(|link| link == target), "{links:?}");
        assert!(page(&decision).body.contains("30 secondes"));
        let stay = format!(
            "/edge/notice/{kind}?client_id={CLIENT}&organization={GLOBEX}&ui_locales=fr&stay=1"
        );
        assert!(links.contains(&stay), "{links:?}");
        let staying = stage.get(&stay);
        assert_eq!(refresh(&staying), None);
        assert_eq!(heading(&staying), heading(&decision));
        assert!(!page(&staying).body.contains("class=\"countdown\""));
    }
}

#[test]
fn all_other_notices_stay() {
    let stage = Stage::acme();
    for (kind, _) in NOTICES {
        let goes_on = ["signed-out", "email-verified", "password-changed"].contains(&kind);
        let known = stage.get(&format!("/edge/notice/{kind}?client_id={CLIENT}"));
        assert_eq!(refresh(&known).is_some(), goes_on, "{kind}");
        for query in ["", "?client_id=other", "?client_id=acme&organization=x"] {
            let decision = stage.get(&format!("/edge/notice/{kind}{query}"));
            assert_eq!(refresh(&decision), None, "{kind}{query}");
        }
    }
    let failed = stage.get(&format!(
        "/edge/notice/email-verified?client_id={CLIENT}&success=false"
    ));
    assert_eq!(refresh(&failed), None);
}

#[test]
fn a_link_of_an_email_that_did_nothing_is_no_success() {
    let stage = Stage::acme();
    let at = |kind: &str, query: &str| {
        stage.get(&format!(
            "/edge/notice/{kind}?supportSignUp=true&supportForgotPassword=true\
             &email=canary%40globex.example&message=Access%20expired.%3Cb%3E&code=canary{query}"
        ))
    };
    for (kind, query, expected) in [
        (
            "email-verified",
            "&success=true",
            "Your email address is confirmed",
        ),
        ("email-verified", "", "Your email address is confirmed"),
        (
            "email-verified",
            "&success=false",
            "We couldn’t confirm your email address",
        ),
        (
            "email-verified",
            "&success=FALSE",
            "We couldn’t confirm your email address",
        ),
        (
            "password-changed",
            "&success=true",
            "Your password has been changed",
        ),
        (
            "password-changed",
            "&success=false",
            "This link has expired",
        ),
    ] {
        let decision = at(kind, query);
        assert_eq!(heading(&decision), expected, "{kind}{query}");
        let body = &page(&decision).body;
        assert!(!body.contains("canary") && !body.contains("Access expired"));
        assert!(!format!("{:?}", decision.trace).contains("canary"));
    }
}

#[test]
fn an_invitation_names_the_organization_that_it_was_to() {
    let stage = Stage::acme();
    for kind in ["invitation", "invitation-expired"] {
        let of = stage.get(&format!(
            "/edge/notice/{kind}?organization={GLOBEX}&client_id={CLIENT}"
        ));
        assert_eq!(
            heading(&of),
            "Your invitation to Globex Corporation doesn’t work anymore"
        );
        assert_eq!(product(&of), "Globex");
        let unknown = stage.get(&format!(
            "/edge/notice/{kind}?organization=org_other&organization_name=evil"
        ));
        assert_eq!(heading(&unknown), "This invitation doesn’t work anymore");
        assert!(!page(&unknown).body.contains("evil"));
    }
    let error = stage.get(&format!(
        "/edge/error?error=access_denied&error_description=invitation%20not%20found&organization={GLOBEX}"
    ));
    assert_eq!(
        heading(&error),
        "Your invitation to Globex Corporation doesn’t work anymore"
    );
}

#[test]
fn no_notice_goes_where_an_address_says() {
    let stage = Stage::acme();
    let decision = stage.get(
        "/edge/notice/signed-out?returnTo=https://evil.example&url=https://evil.example\
         &redirect_uri=https://evil.example",
    );
    let page = page(&decision);
    assert!(page.headers.iter().all(|(name, _)| *name != "refresh"));
    assert!(!page.body.contains("evil"));
}

/// A reason as a callout seals it.
fn sealed(stage: &Stage, reason: &DeniedReason) -> String {
    sealed_under(&stage.keys, stage, reason)
}

fn sealed_under(keys: &Keys, stage: &Stage, reason: &DeniedReason) -> String {
    let macs = |_: &str, _: &str| vec![[7; 32]];
    let snapshot = stage.snapshot();
    let tenant_origin = snapshot.manifest().tenant_origin();
    reason.seal(keys, &macs, "msg_1", tenant_origin).unwrap()
}

fn reason() -> DeniedReason {
    DeniedReason {
        code: "trial-over".to_owned(),
        text: REASON.to_owned(),
        origin: String::new(),
        at: NOW,
    }
}

#[test]
fn a_sealed_reason_is_shown_as_text() {
    let stage = Stage::acme();
    let sealed = sealed(&stage, &reason());
    let decision = stage.get(&format!("/edge/notice/denied?reason={sealed}"));
    assert_eq!(
        own_words(&decision),
        "Your trial has ended &#60;b&#62;today&#60;/b&#62;."
    );
    // On another notice it means nothing.
    let blocked = stage.get(&format!("/edge/notice/blocked?reason={sealed}"));
    assert!(!page(&blocked).body.contains("trial"));
}

/// Its words are of the tenant's language, the page's of the visitor's.
#[test]
fn a_reason_says_in_which_language_it_is() {
    let stage = Stage::acme_with(
        "reason-language",
        "name = \"Acme\"\n",
        "name = \"Acme\"\nlanguage = \"de\"\n",
    );
    let sealed = sealed(&stage, &reason());
    let decision = stage.get(&format!(
        "/edge/notice/denied?ui_locales=ar&reason={sealed}"
    ));
    let body = &page(&decision).body;
    assert!(body.contains("<html lang=\"ar\" dir=\"rtl\""), "{body}");
    assert!(body.contains("<bdi lang=\"de\">Your trial"), "{body}");
}

#[test]
fn a_denial_of_ours_is_explained_in_the_words_of_the_page() {
    let stage = Stage::acme();
    let failed = DeniedReason {
        code: "rule-failed".to_owned(),
        ..reason()
    };
    let sealed = sealed(&stage, &failed);
    let decision = stage.get(&format!(
        "/edge/notice/denied?ui_locales=de&reason={sealed}"
    ));
    assert_eq!(decision.trace.topic, Some(Topic::NotChecked));
    assert!(!page(&decision).body.contains("trial"));
}

#[test]
fn a_reason_that_is_not_ours_or_not_of_now_is_none() {
    let stage = Stage::acme();
    let at = |seconds| {
        let at = NOW.plus(seconds);
        sealed(&stage, &DeniedReason { at, ..reason() })
    };
    let generic = stage.get("/edge/notice/denied");
    let other = Keys::parse("ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=", None).unwrap();
    let genuine = at(0);
    let (start, end) = genuine.split_at(genuine.len() - 8);
    for sealed in [
        "Your+trial+has+ended".to_owned(),
        at(-3601),
        at(1),
        sealed_under(&other, &stage, &reason()),
        vestibule_http::sealed::seal(&stage.keys, "flow", [7; 24], REASON.as_bytes(), b""),
        format!("{start}A{end}"),
        start.to_owned(),
    ] {
        let decision = stage.get(&format!("/edge/notice/denied?reason={sealed}"));
        assert_eq!(page(&decision).body, page(&generic).body, "{sealed}");
    }
    let decision = stage.get(&format!("/edge/notice/denied?reason={}", at(-3600)));
    assert!(page(&decision).body.contains("trial"));
    assert_eq!(decision.trace.topic, Some(Topic::Denied));
}

const STATE: &str = "hKFo2SBqUnJ0-_x%3D";

/// The way back is the way to the application, and there is one even if nothing else is known.
#[test]
fn whoever_has_read_why_can_go_back_to_the_login_that_waits() {
    let stage = Stage::acme();
    let sealed = sealed(&stage, &reason());
    let back = format!("https://login.acme.example/continue?state={STATE}");
    let decision = stage.get(&format!(
        "/edge/notice/denied?client_id={CLIENT}&organization={GLOBEX}&reason={sealed}&state={STATE}"
    ));
    assert_eq!(
        links(&decision),
        [
            format!("/edge/realm?client_id={CLIENT}&other_account=1"),
            format!("/edge/start/{CLIENT}?organization={GLOBEX}"),
            back.clone(),
        ]
    );
    assert!(
        page(&decision).body.contains(">Back to Acme</a>"),
        "{}",
        page(&decision).body
    );
    let bare = stage.get(&format!("/edge/notice/denied?state={STATE}"));
    assert_eq!(links(&bare), [back]);
    // Nothing waits elsewhere, and without a configuration nobody knows where.
    let other = stage.get(&format!("/edge/notice/blocked?state={STATE}"));
    assert!(links(&other).is_empty());
    let built_in = without_snapshot("GET", &format!("/edge/notice/denied?state={STATE}")).unwrap();
    assert!(links(&built_in).is_empty());
}

#[test]
fn a_login_waits_where_it_began_if_that_is_a_place_of_the_tenants() {
    let stage = Stage::acme_with(
        "two-domains",
        "origin = \"${tenant_origin}\"\n",
        "origin = \"${tenant_origin}\"\nother_origins = [\"https://login.globex.example\"]\n",
    );
    for (origin, expected) in [
        (
            "https://login.globex.example",
            "https://login.globex.example",
        ),
        ("https://evil.example", "https://login.acme.example"),
        ("", "https://login.acme.example"),
    ] {
        let reason = DeniedReason {
            origin: origin.to_owned(),
            ..reason()
        };
        let sealed = sealed(&stage, &reason);
        let decision = stage.get(&format!("/edge/notice/denied?reason={sealed}&state=x"));
        assert_eq!(links(&decision), [format!("{expected}/continue?state=x")]);
    }
}

#[test]
fn a_state_that_auth0_cannot_have_made_leads_nowhere() {
    let stage = Stage::acme();
    let generic = stage.get("/edge/notice/denied");
    let long = "x".repeat(1025);
    for query in [
        "state=",
        "state=a%20b",
        "state=a+b",
        "state=%2F%2Fevil.example",
        "state=%22%3E%3Cscript%3E",
        "state=a&state=b",
        "state=a%26b",
        "state=a%23b",
        "state=a%0D%0Ab",
        "state=%C3%BC",
        &format!("state={long}"),
    ] {
        let decision = stage.get(&format!("/edge/notice/denied?{query}"));
        assert_eq!(page(&decision).body, page(&generic).body, "{query}");
    }
    let just = stage.get(&format!("/edge/notice/denied?state={}", "x".repeat(1024)));
    assert_eq!(links(&just).len(), 1);
}
