//! What somebody agrees to is proved.

use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use serde_json::{Value, json};
use vestibule_http::{Outcome, Published};
use vestibule_progressive_profile::End;
use vestibule_receipts::{PublicKey, Receipt, ReceiptKey, text_digest};

use crate::browser::{Browser, Seen};
use crate::stage::{EDGE, NOW, RECEIPT_KEY, SUBJECT, Sent, Stage};

/// The receipts of a token, verified.
fn receipts(page: &Seen) -> Vec<Receipt> {
    let key = ReceiptKey::parse(&BACKEND, RECEIPT_KEY).unwrap();
    let key = key.public().verifying(&BACKEND).unwrap();
    let (claims, _) = page.handed_back();
    let receipts = claims["profile"]["receipts"].as_array().unwrap();
    let receipts = receipts.iter().map(|it| it.as_str().unwrap());
    receipts
        .map(|text| Receipt::verify(text, &[&key]).unwrap())
        .collect()
}

/// What stands beside a control.
fn beside(page: &Seen, name: &str) -> (String, String) {
    let label = page.text(&format!("label:has([name='f.{name}']) bdi"));
    let hint = page.text(&format!(".group:has([name='f.{name}']) .hint"));
    (label, hint)
}

#[test]
fn a_consent_is_proved_with_what_was_shown() {
    let stage = Stage::new();
    let browser = Browser {
        language: "de",
        ..Browser::sent(&stage, &stage.sent_to(&[&["job_title", "terms"]]))
    };
    let form = browser.look();
    let (label, hint) = beside(&form, "terms");
    assert_eq!(label, "Ich stimme den <Bedingungen> zu");
    let done = browser.send(&form, &[("f.terms", "2026-11")], None);
    assert_eq!(done.end, End::Answered);
    let [receipt] = <[Receipt; 1]>::try_from(receipts(&done)).unwrap();
    let id = receipt.id.clone();
    assert_eq!(id.len(), 22);
    assert!(
        receipt
            == Receipt {
                issuer: EDGE.to_owned(),
                subject: SUBJECT.to_owned(),
                issued: NOW,
                id,
                organization: Some("org_globexGLOBEX0001".to_owned()),
                client: Some("portal".to_owned()),
                field: "terms".to_owned(),
                version: "2026-11".to_owned(),
                language: "de".to_owned(),
                entity: "Acme GmbH".to_owned(),
                text: text_digest(&label, Some(&hint)),
                document: Some("https://acme.example/agb".to_owned()),
                given: true,
            }
    );
    let (claims, _) = done.handed_back();
    assert_eq!(claims["app_metadata"], json!({"terms": "2026-11"}));
    assert_eq!(claims["profile"]["consents"], json!({"terms": "2026-11"}));
}

#[test]
fn a_consent_that_is_not_given_is_proved_as_well() {
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title", "news", "terms"]]));
    let done = browser.send(&browser.look(), &[("f.news", "7")], None);
    let said: Vec<_> = receipts(&done)
        .into_iter()
        .map(|it| (it.field, it.version, it.given, it.entity))
        .collect();
    let said_of = |field: &str, version: &str, given, entity: &str| {
        (
            field.to_owned(),
            version.to_owned(),
            given,
            entity.to_owned(),
        )
    };
    assert_eq!(
        said,
        [
            said_of("news", "7", true, "Acme Media Ltd"),
            said_of("terms", "2026-11", false, "Acme GmbH"),
        ]
    );
    // Who skips was asked for nothing that they could have refused, and answers without a consent have no receipt.
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["terms"]]));
    let skipped = browser.send(&browser.look(), &[], Some("skip"));
    assert!(skipped.handed_back().0["profile"].get("receipts").is_none());
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title"]]));
    let done = browser.send(&browser.look(), &[("f.job_title", "Welder")], None);
    assert!(done.handed_back().0["profile"].get("receipts").is_none());
}

#[test]
fn a_repeat_gets_the_same_receipt_and_another_text_is_another_answer() {
    let mut stage = Stage::new();
    let target = stage.sent_to(&[&["terms"]]);
    let first = {
        let browser = Browser::sent(&stage, &target);
        browser.send(&browser.look(), &[("f.terms", "2026-11")], None)
    };
    stage.now = stage.now.plus(60);
    let browser = Browser::sent(&stage, &target);
    let repeat = browser.send(&browser.look(), &[("f.terms", "2026-11")], None);
    assert_eq!(repeat.handed_back(), first.handed_back());
    assert_eq!(receipts(&repeat)[0].language, "en");
    let browser = Browser {
        language: "de",
        ..Browser::sent(&stage, &target)
    };
    let other = browser.send(&browser.look(), &[("f.terms", "2026-11")], None);
    assert_eq!(other.end, End::Spent);
    assert_eq!(other.count("form"), 0);
}

#[test]
fn the_language_is_that_of_the_page_with_the_text_on_it() {
    let stage = Stage::new();
    let target = stage.sent_to(&[&["terms"], &["job_title"]]);
    let mut browser = Browser::sent(&stage, &target);
    browser.language = "de";
    let form = browser.look();
    browser.language = "en";
    let second = browser.send(&form, &[("f.terms", "2026-11")], None);
    assert_eq!(second.questions(), ["f.job_title"]);
    let done = browser.send(&second, &[], None);
    assert_eq!(receipts(&done)[0].language, "de");

    // What is there in the tenant's language alone is shown in it.
    let stage = Stage::new();
    let browser = Browser {
        language: "ja",
        ..Browser::sent(&stage, &stage.sent_to(&[&["news"]]))
    };
    let form = browser.look();
    assert_eq!(beside(&form, "news").0, "Send me news");
    let done = browser.send(&form, &[("f.news", "7")], None);
    let receipt = receipts(&done).remove(0);
    assert_eq!(receipt.language, "en");
    assert_eq!(receipt.text, text_digest("Send me news", None));
}

#[test]
fn what_cannot_be_proved_is_not_taken() {
    let mut stage = Stage::new();
    let other = r#"{"kty":"OKP","crv":"Ed25519","d":"TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs","x":"PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw"}"#;
    let unpublished = ReceiptKey::parse(&BACKEND, other).unwrap();
    for key in [None, Some(unpublished)] {
        stage.receipt_key = key;
        let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title", "terms"]]));
        let on = browser.send(&browser.look(), &[("f.terms", "2026-11")], None);
        assert_eq!(on.end, End::Unavailable);
        let (claims, _) = on.handed_back();
        let skipped = json!({"answered": [], "skipped": "unavailable"});
        assert_eq!(claims["profile"], skipped);
        assert!(claims.get("app_metadata").is_none());
    }
    let target = stage.sent_to(&[&["terms!"]]);
    let again = {
        let browser = Browser::sent(&stage, &target);
        let again = browser.send(&browser.look(), &[("f.terms", "2026-11")], None);
        assert_eq!((again.status, again.end), (503, End::Unavailable));
        assert_eq!(again.fields()["f.terms"], "2026-11");
        again
    };
    // Nothing was claimed, so that the same form does once there is a key.
    stage.receipt_key = ReceiptKey::parse(&BACKEND, RECEIPT_KEY).ok();
    let browser = Browser::sent(&stage, &target);
    let done = browser.send(&again, &[], None);
    assert_eq!(done.end, End::Answered);
    assert!(receipts(&done)[0].given);
}

fn keys(stage: &Stage, method: &str, if_none_match: Option<&str>) -> Published {
    let decision = stage.answer(&Sent {
        method,
        target: "/edge/profile/keys",
        if_none_match,
        ..Sent::default()
    });
    match decision.outcome {
        Outcome::Published(published) => published,
        outcome => panic!("{outcome:?}"),
    }
}

#[test]
fn all_keys_are_published() {
    let stage = Stage::new();
    let published = keys(&stage, "GET", None);
    assert_eq!(published.media_type, "application/jwk-set+json");
    let set: Value = serde_json::from_str(published.body.as_deref().unwrap()).unwrap();
    let current = ReceiptKey::parse(&BACKEND, RECEIPT_KEY).unwrap();
    let earlier = PublicKey::parse("FyQIXnWqo5LMOAN4UEW2b-Mj0B3BpSZJKY3mBtpsOHk").unwrap();
    assert_eq!(
        set,
        json!({"keys": [earlier.to_jwk(), current.public().to_jwk()]})
    );
    let tag = format!("\"{}\"", published.tag);
    assert_eq!(keys(&stage, "HEAD", Some(&tag)).body, None);
    let refused = stage.answer(&Sent {
        method: "POST",
        target: "/edge/profile/keys",
        ..Sent::default()
    });
    assert_eq!(refused.trace.end, End::Refused);
}
