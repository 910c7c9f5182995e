//! Several pages, and questions that hang on answers.

use serde_json::json;
use vestibule_progressive_profile::End;

use crate::browser::Browser;
use crate::stage::Stage;

#[test]
fn a_question_that_hangs_on_an_answer_has_its_turn_when_it_is_given() {
    let stage = Stage::new();
    let target = stage.sent_to(&[&["contact"], &["hours!"], &["job_title"]]);
    let browser = Browser::sent(&stage, &target);
    let first = browser.look();
    assert_eq!(first.questions(), ["f.contact"]);
    let second = browser.send(&first, &[("f.contact", "true")], None);
    assert_eq!(second.questions(), ["f.hours"]);
    let again = browser.send(&second, &[], None);
    assert_eq!(
        (again.status, again.questions()),
        (422, vec!["f.hours".to_owned()])
    );
    let third = browser.send(&again, &[("f.hours", "mornings")], None);
    let back = browser.send(&third, &[("f.job_title", "Welder")], None);
    let (claims, _) = back.handed_back();
    assert_eq!(
        claims["user_metadata"],
        json!({ "contact": true, "hours": "mornings", "job_title": "Welder" })
    );

    let third = browser.send(&first, &[("f.contact", "false")], None);
    assert_eq!(
        third.questions(),
        ["f.job_title"],
        "the second page has nothing on it"
    );
}

#[test]
fn going_back_keeps_what_was_typed() {
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title"], &["phone"]]));
    let first = browser.look();
    assert_eq!(first.count("button[value=back]"), 0);
    let second = browser.send(&first, &[("f.job_title", "Welder")], None);
    let back = browser.send(&second, &[("f.phone", "not yet")], Some("back"));
    assert_eq!(back.end, End::Shown);
    assert_eq!(back.fields()["f.job_title"], "Welder");
    let second = browser.send(&back, &[("f.job_title", "")], None);
    assert_eq!(second.fields()["f.phone"], "not yet");
    let done = browser.send(&second, &[("f.phone", "+49 30 901820")], None);
    let (claims, _) = done.handed_back();
    assert_eq!(claims["user_metadata"], json!({ "phone": "+4930901820" }));
}

#[test]
fn one_page_cannot_answer_for_another() {
    let stage = Stage::new();
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title"], &["phone!"]]));
    let first = browser.look();
    let typed = [
        ("f.job_title", "Welder"),
        ("f.phone", "+49 30 901820"),
        ("f.seats", "9"),
    ];
    let second = browser.send(&first, &typed, None);
    assert_eq!(second.questions(), ["f.phone"]);
    assert_eq!(second.fields()["f.phone"], "");
}
