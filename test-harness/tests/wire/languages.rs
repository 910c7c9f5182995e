//! The language that a page is in, over the wire.

use vestibule_stand::Stand;
use vestibule_visitor::Visitor;

use crate::support::{acme, at_worker, raw};

/// What is answered to a browser whose owner reads these languages.
fn answer(stand: &Stand, method: &str, target: &str, accept_language: &str) -> String {
    let request = format!(
        "{method} {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\
         Accept-Language: {accept_language}\r\n\r\n"
    );
    raw(stand, request.as_bytes())
}

const ARABIC: &str = "<html lang=\"ar\" dir=\"rtl\">";
const JAPANESE: &str = "<html lang=\"ja\" dir=\"ltr\">";
const ENGLISH: &str = "<html lang=\"en\" dir=\"ltr\">";

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_in_the_language_of_its_visitor() {
    let stand = acme().await;
    let client = stand.application().unwrap().client_id;
    let pages = [
        ("GET", format!("/edge/realm?client_id={client}"), "200"),
        (
            "GET",
            format!("/authorize?client_id={client}&state=s"),
            "200",
        ),
        ("GET", "/edge/realm?client_id=nobody".to_owned(), "400"),
        ("GET", "/nowhere?x=1".to_owned(), "404"),
        ("GET", format!("/edge/error?client_id={client}"), "200"),
        ("GET", "/edge/notice/signed-out?x=1".to_owned(), "200"),
        ("POST", "/edge/realm".to_owned(), "400"),
        ("POST", "/nowhere?x=1".to_owned(), "404"),
    ];
    for (method, target, status) in pages {
        let arabic = answer(&stand, method, &target, "ar-EG, en;q=0.5");
        assert!(
            arabic.starts_with(&format!("HTTP/1.1 {status}")),
            "{target}: {arabic}"
        );
        assert!(arabic.contains(ARABIC), "{target}: {arabic}");
        let hostile = answer(&stand, method, &target, &"xx;q=0.9,".repeat(900));
        assert!(hostile.contains(ENGLISH), "{target}: {hostile}");
        if target.contains('?') {
            let japanese = answer(
                &stand,
                method,
                &format!("{target}&ui_locales=tlh%20ja-JP"),
                "ar",
            );
            assert!(japanese.contains(JAPANESE), "{target}: {japanese}");
        }
    }
    // Nothing to read is a language, too, and so is no header at all.
    let bare = raw(
        &stand,
        b"GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    );
    assert!(bare.contains(ENGLISH), "{bare}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_configuration_a_page_is_in_the_language_of_its_visitor() {
    let mut stand = acme().await;
    stand.set_kill_switch(true).unwrap();
    let answer = answer(&stand, "GET", "/edge/realm?client_id=a", "ar");
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains(ARABIC), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_follow_are_in_the_language_of_the_first() {
    let stand = acme().await;
    let client = stand.application().unwrap().client_id;
    for way in ["/edge/realm", "/authorize"] {
        let target = format!("{way}?client_id={client}&ui_locales=ja%20en");
        let mut visitor = Visitor::new(&stand.trust()).unwrap();
        let first = visitor.look(&at_worker(&stand, &target)).await.unwrap();
        assert!(first.body.contains(JAPANESE), "{}", first.body);
        let form = first.form_with("email").unwrap();
        let typed = form.filled(&[("email", "bo@initech.example")]);
        let place = visitor.submit(&typed, |_| false).await.unwrap();
        let vestibule_visitor::Place::Page(second) = place else {
            panic!("no page follows");
        };
        assert!(
            second.body.contains("initech-contractors"),
            "{}",
            second.body
        );
        assert!(second.body.contains(JAPANESE), "{}", second.body);
    }
}
