//! Pages that somebody stays on after a form: each has an address of its own, so that going back and
//! loading it again show it once more.

use vestibule_home_realm::End;

use crate::browser::{Browser, authorize, realm};
use crate::{Answer, Stage};

const WAYNE: &str = "email=bruce%40wayne.example";

/// What a form came to, and where it stands.
fn sent(browser: &mut Browser, page: &Answer, fields: &str) -> (Answer, String) {
    let sent = browser.post(page, fields);
    assert_eq!(sent.end(), End::SeeOther);
    let address = sent.location().to_owned();
    (browser.get(&address), address)
}

#[test]
fn what_came_of_a_form_can_be_gone_back_to() {
    let mut browser = Browser::new(Stage::acme());
    for target in [realm("&state=%zz"), authorize("")] {
        let page = browser.get(&target);
        let (picker, address) = sent(&mut browser, &page, WAYNE);
        assert_eq!(picker.end(), End::OfferedOrganizations);
        assert!(
            picker.page().contains("bruce@wayne.example"),
            "what was typed is kept"
        );
        assert!(address.starts_with("/edge/realm?flow=s"), "{address}");
        for readable in ["bruce", "wayne", "YnJ1Y2U"] {
            assert!(
                !address.contains(readable),
                "{address} is on its way into a log"
            );
        }
        let once_more = browser.get(&address);
        assert_eq!(once_more.end(), End::OfferedOrganizations);
        // And it still works.
        let choice = format!("{WAYNE}&organization=org_wayneFoundation008");
        let on = browser.post(&once_more, &choice);
        assert!(
            on.goes_on_to()
                .contains("organization=org_wayneFoundation008")
        );
        assert!(on.goes_on_to().contains("state=%zz") || target.contains("/edge/realm"));
    }
}

#[test]
fn a_search_and_a_mistake_stand_at_an_address_too() {
    let mut browser = Browser::new(Stage::acme());
    let page = browser.get(&realm(""));
    let (found, _) = sent(&mut browser, &page, &format!("{WAYNE}&find=found"));
    assert!(found.page().contains("Foundation"));
    assert!(!found.page().contains("Wayne Enterprises"));
    let (all, _) = sent(&mut browser, &found, &format!("{WAYNE}&find=found&all=1"));
    assert!(all.page().contains("Wayne Enterprises"));
    for (typed, kept) in [
        ("", ""),
        ("a%40b%40c", "a@b@c"),
        ("%3Cb%3E%40", "&#60;b&#62;@"),
    ] {
        let (again, _) = sent(&mut browser, &page, &format!("email={typed}"));
        assert!([End::Asked, End::NoMatch].contains(&again.end()));
        assert!(again.page().contains(kept), "{kept}");
    }
    let (empty, _) = sent(&mut browser, &page, "email=");
    assert!(
        empty.page().contains("aria-invalid"),
        "and says what is wrong"
    );
}

#[test]
fn going_back_never_leads_on_by_itself() {
    let mut browser = Browser::new(Stage::acme());
    let page = browser.get(&authorize(""));
    let (_, address) = sent(&mut browser, &page, WAYNE);
    // The domain has come to one owner since.
    browser.stage = Stage::acme_with("stay-one-owner", |file| {
        file.replace("conflict = \"pick\"", "conflict = \"first\"")
    });
    let back = browser.get(&address);
    assert_eq!(back.end(), End::Asked);
    assert!(back.page().contains("bruce@wayne.example"));
    let on = browser.post(&back, WAYNE);
    assert_eq!(on.end(), End::SentOn);
}

#[test]
fn nobody_reads_in_the_history_who_was_here_before() {
    let mut browser = Browser::new(Stage::acme());
    let page = browser.get(&authorize(""));
    let (_, address) = sent(&mut browser, &page, WAYNE);
    browser.now += 30 * 60;
    assert_eq!(browser.get(&address).end(), End::OfferedOrganizations);
    browser.now += 1;
    let later = browser.get(&address);
    assert_eq!(later.end(), End::Asked);
    assert!(!later.page().contains("bruce"));
    // The login itself is not lost.
    let on = browser.post(&later, "email=ana%40globex.example");
    assert!(on.goes_on_to().contains("state=%zz"));
}

#[test]
fn two_tabs_do_not_meet() {
    let mut browser = Browser::new(Stage::acme());
    let one = browser.get(&authorize("&nonce=one"));
    let other = browser.get(&authorize("&nonce=other"));
    let (one, _) = sent(&mut browser, &one, WAYNE);
    let (other, _) = sent(&mut browser, &other, WAYNE);
    let choice = format!("{WAYNE}&organization=org_wayneFoundation008");
    for (tab, nonce) in [(one, "nonce=one"), (other, "nonce=other")] {
        let on = browser.post(&tab, &choice);
        assert!(on.goes_on_to().contains(nonce));
    }
}

#[test]
fn what_is_too_long_for_an_address_is_answered_at_once() {
    let mut browser = Browser::new(Stage::acme());
    let page = browser.get(&authorize(&format!("&x={}", "a".repeat(8000))));
    let answer = browser.post(&page, WAYNE);
    assert_eq!(answer.end(), End::OfferedOrganizations);
}

#[test]
fn an_address_that_was_cut_or_made_up_is_refused_with_a_page() {
    let mut browser = Browser::new(Stage::acme());
    let page = browser.get(&realm(""));
    let (_, address) = sent(&mut browser, &page, WAYNE);
    let cut = address.get(..address.len() - 1).unwrap();
    for bad in [cut, "/edge/realm?flow=s", "/edge/realm?flow=sAAAA"] {
        assert_eq!(browser.get(bad).end(), End::Refused, "{bad}");
    }
}
