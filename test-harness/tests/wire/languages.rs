//! The language that a page is in, over the wire.

use vestibule_stand::{Stand, StandOptions};
use vestibule_visitor::Visitor;

use crate::support::{acme, acme_but, at_worker, raw, stand};

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

/// What is answered to somebody who chooses a language on a page.
fn choose(stand: &Stand, method: &str, target: &str, more: &str) -> String {
    let request =
        format!("{method} {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{more}\r\n");
    raw(stand, request.as_bytes())
}

/// The value of a header line.
fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (head, _) = answer.split_once("\r\n\r\n").unwrap();
    head.lines().find_map(|line| {
        let (known, value) = line.split_once(": ")?;
        known.eq_ignore_ascii_case(name).then_some(value)
    })
}

const KEPT: &str =
    "__Host-vestibule-language=de; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000";

#[tokio::test(flavor = "multi_thread")]
async fn a_language_is_chosen_and_kept() {
    let stand = acme().await;
    let client = stand.application().unwrap().client_id;
    // The host is what the request says, as far as a Worker knows; the scheme is the connection's.
    let origin = {
        let worker = at_worker(&stand, "/");
        format!("{}://a", worker.scheme())
    };
    let page = format!("/edge/realm?client_id={client}");
    let referer = format!("Referer: {origin}{page}&ui_locales=fr\r\n");
    let chosen = choose(&stand, "GET", "/edge/language?to=de", &referer);
    assert!(chosen.starts_with("HTTP/1.1 302"), "{chosen}");
    let back = format!("{page}&ui_locales=de");
    assert_eq!(header(&chosen, "location"), Some(&*back));
    assert_eq!(header(&chosen, "set-cookie"), Some(KEPT));
    assert_eq!(header(&chosen, "cache-control"), Some("no-store"));
    // From now on, whatever else the browser says.
    let german = "<html lang=\"de\" dir=\"ltr\">";
    let cookie = "Cookie: a=b; __Host-vestibule-language=de\r\nAccept-Language: ja\r\n";
    for (target, language) in [
        (&*page, german),
        (&*format!("{page}&ui_locales=ja"), JAPANESE),
        ("/nowhere", german),
        ("/edge/error", german),
        ("/edge/notice/signed-out", german),
    ] {
        let answer = choose(&stand, "GET", target, cookie);
        assert!(answer.contains(language), "{target}: {answer}");
        assert_eq!(header(&answer, "set-cookie"), None, "{target}");
    }
    let forged = choose(
        &stand,
        "GET",
        &page,
        "Cookie: __Host-vestibule-language=tlh\r\n",
    );
    assert!(forged.contains(ENGLISH), "{forged}");
    // Who looks at the head alone has chosen nothing.
    let head = choose(&stand, "HEAD", "/edge/language?to=de", &referer);
    assert!(head.starts_with("HTTP/1.1 302"), "{head}");
    assert_eq!(header(&head, "set-cookie"), None);
    let posted = choose(
        &stand,
        "POST",
        "/edge/language?to=de",
        "Content-Length: 0\r\n",
    );
    assert!(posted.starts_with("HTTP/1.1 405"), "{posted}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_leads_to_no_page_of_others() {
    let stand = acme().await;
    let origin = format!("{}://a", at_worker(&stand, "/").scheme());
    for referer in [
        String::new(),
        "https://evil.example/edge/realm?x=1".to_owned(),
        format!("{origin}.evil.example/edge/realm?x=1"),
        format!("{origin}@evil.example/edge/realm?x=1"),
        format!("{origin}//evil.example/edge/realm?x=1"),
        format!("{origin}/\\evil.example/"),
        format!("{origin}/edge//evil.example"),
        format!("{origin}/edge/%2e%2e//evil.example"),
        format!("{origin}/logout?x=1"),
        format!("{origin}/edge/language?to=de"),
        // The address of a form: nothing stands there.
        format!("{origin}/edge/realm"),
    ] {
        let more = format!("Referer: {referer}\r\n");
        let answer = choose(&stand, "GET", "/edge/language?to=de", &more);
        assert!(answer.starts_with("HTTP/1.1 200"), "{referer}: {answer}");
        assert!(answer.contains("Ihre Sprache ist eingestellt"), "{answer}");
        assert_eq!(header(&answer, "set-cookie"), Some(KEPT), "{referer}");
        assert_eq!(header(&answer, "location"), None, "{referer}");
        assert!(!answer.contains("evil"), "{answer}");
    }
    for to in [
        "",
        "?to=",
        "?to=tlh",
        "?to=de-DE",
        "?to=%22%3E%3Cscript%3E",
        "?to=d%0D%0Ae",
    ] {
        let more = format!("Referer: {origin}/edge/error?x=1\r\n");
        let answer = choose(&stand, "GET", &format!("/edge/language{to}"), &more);
        assert!(answer.starts_with("HTTP/1.1 400"), "{to}: {answer}");
        assert_eq!(header(&answer, "set-cookie"), None, "{to}");
        assert!(!answer.contains("script"), "{to}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_languages_that_the_tenant_offers_are_chosen() {
    let file = acme_but(
        "languages-two",
        "[tenant]\n",
        "[tenant]\nlanguages = [\"en\", \"fr\"]\n",
    );
    let stand = stand(StandOptions::for_tests(file)).await;
    let answer = choose(&stand, "GET", "/edge/language?to=de", "");
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("/edge/language?to=fr"), "{answer}");
    assert!(!answer.contains("/edge/language?to=de"), "{answer}");
    let kept = "Cookie: __Host-vestibule-language=de\r\nAccept-Language: de, fr;q=0.5\r\n";
    let page = choose(&stand, "GET", "/edge/error", kept);
    assert!(page.contains("<html lang=\"fr\""), "{page}");
}
