//! A session is answered once.

use vestibule_progressive_profile::End;

use crate::browser::Browser;
use crate::stage::Stage;

#[test]
fn the_first_answers_win_and_an_identical_repeat_gets_the_same_token() {
    let mut stage = Stage::new();
    let target = stage.sent_to(&[&["job_title"]]);
    let first = {
        let browser = Browser::sent(&stage, &target);
        let form = browser.look();
        let first = browser.send(&form, &[("f.job_title", "Welder")], None);
        assert_eq!(first.end, End::Answered);
        let other = browser.send(&form, &[("f.job_title", "Baker")], None);
        assert_eq!(other.end, End::Spent);
        assert_eq!(other.count("form"), 0);
        let skipped = browser.send(&form, &[], Some("skip"));
        assert_eq!(skipped.end, End::Spent);
        first
    };
    // A minute later, in another tab, with another form of the same session.
    stage.now = stage.now.plus(60);
    let browser = Browser::sent(&stage, &target);
    let repeat = browser.send(&browser.look(), &[("f.job_title", "Welder")], None);
    assert_eq!(repeat.handed_back(), first.handed_back());
}

#[test]
fn looking_uses_nothing_up() {
    let stage = Stage::new();
    let target = stage.sent_to(&[&["job_title"]]);
    let one = Browser::sent(&stage, &target);
    let two = Browser::sent(&stage, &target);
    assert_eq!(one.address, two.address);
    for _ in 0..3 {
        assert_eq!(one.look().end, End::Shown);
        assert_eq!(two.look().end, End::Shown);
    }
    let done = two.send(&one.look(), &[("f.job_title", "Welder")], None);
    assert_eq!(done.end, End::Answered);
}

#[test]
fn when_nobody_can_decide_what_is_optional_goes_on_and_what_is_required_waits() {
    let mut stage = Stage::new();
    stage.store_is_down = true;
    let browser = Browser::sent(&stage, &stage.sent_to(&[&["job_title"]]));
    let on = browser.send(&browser.look(), &[("f.job_title", "Welder")], None);
    assert_eq!(on.end, End::Unavailable);
    let (claims, _) = on.handed_back();
    assert_eq!(claims["profile"]["skipped"], "unavailable");
    assert!(claims.get("user_metadata").is_none());

    let target = stage.sent_to(&[&["job_title!"]]);
    let again = {
        let browser = Browser::sent(&stage, &target);
        let again = browser.send(&browser.look(), &[("f.job_title", "Welder")], None);
        assert_eq!((again.status, again.end), (503, End::Unavailable));
        assert_eq!(again.fields()["f.job_title"], "Welder");
        again
    };
    stage.store_is_down = false;
    let browser = Browser::sent(&stage, &target);
    let done = browser.send(&again, &[], None);
    assert_eq!(done.handed_back().0["user_metadata"]["job_title"], "Welder");
}
