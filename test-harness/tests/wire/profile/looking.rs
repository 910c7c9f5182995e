//! Looking uses nothing up; sending does.

use reqwest::Method;
use serde_json::json;
use vestibule_stand::Stand;
use vestibule_visitor::{Form, Seen, Visitor};

use super::trip::{
    OPTIONAL, arrival, assert_signed_in, at_form, filled, finish, form_of, handed_back, sent,
    tenant_with, user,
};

const ANA: &str = "ana@globex.example";

/// Looks at a form in every way that a browser, a proxy or a virus scanner does, and asserts that each sees it.
async fn look_around(stand: &Stand, visitor: &Visitor, page: &Seen) {
    let arrival = arrival(visitor);
    for (method, lines, status, location) in [
        (Method::GET, vec![], 200, false),
        (Method::HEAD, vec![], 200, false),
        (
            Method::GET,
            vec![("sec-purpose", "prefetch;prerender")],
            200,
            false,
        ),
        (
            Method::GET,
            vec![("cache-control", "max-age=0")],
            200,
            false,
        ),
        (Method::GET, vec![], 303, true),
        (Method::HEAD, vec![], 303, true),
        (Method::GET, vec![("sec-purpose", "prefetch")], 303, true),
    ] {
        let url = if location { &arrival } else { &page.url };
        let seen = visitor
            .ask_with(method.clone(), url, &lines, &[])
            .await
            .unwrap();
        assert_eq!(seen.status, status, "{method} {} {lines:?}", url.path());
        assert_eq!(seen.body.is_empty(), method == Method::HEAD || location);
        assert_eq!(seen.header("cache-control"), Some("no-store"));
        if location {
            assert_eq!(seen.header("location"), Some(page.url.path()));
        }
    }
    // Somebody who only has the address sees a form too, and that is all.
    let mut scanner = Visitor::new(&stand.trust()).unwrap();
    form_of(scanner.open(&arrival, |_| false).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_in_every_way_uses_nothing_up() {
    let stand = tenant_with("profile-looking", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    look_around(&stand, &visitor, &page).await;
    let second_tab = form_of(visitor.open(&arrival(&visitor), |_| false).await.unwrap());
    assert_eq!(second_tab.url, page.url);
    look_around(&stand, &visitor, &second_tab).await;

    // The first tab's form is as good as the second one's.
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    assert_eq!(
        handed_back(&done)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
    // Going back, or loading again, is looking: the form is there, empty, and what was answered stays answered.
    look_around(&stand, &visitor, &page).await;
    let again = visitor.look(&page.url).await.unwrap();
    let refused = sent(&mut visitor, &again, &[("f.job_title", "Baker")]).await;
    assert!(refused.form_with("session_token").is_err());
    let late = sent(&mut visitor, &second_tab, &[("go", "skip")]).await;
    assert!(
        late.form_with("session_token").is_err(),
        "skipping is an answer too"
    );
    assert_signed_in(&finish(&stand, &mut visitor, &done).await);
    assert_eq!(
        user(&stand, ANA)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
}

/// Over separate connections, each with an answer of its own.
#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_different_answers_the_one_that_is_granted_is_written() {
    let stand = tenant_with("profile-winner", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    let form: Form = page.form_with("carried").unwrap();
    let answers: Vec<_> = (0..50)
        .map(|number| filled(&page, &[("f.job_title", &format!("Title {number}"))]))
        .collect();
    let sent = answers
        .iter()
        .map(|fields| visitor.post_once(&form.action, fields));
    let pages = futures_util::future::join_all(sent).await;
    let pages = pages.into_iter().map(Result::unwrap);
    let (granted, refused): (Vec<_>, Vec<_>) =
        pages.partition(|page| page.form_with("session_token").is_ok());
    assert_eq!((granted.len(), refused.len()), (1, 49));
    for page in &refused {
        assert_eq!(page.forms().len(), 0);
        assert!(page.link_to("/edge/start/").is_some());
    }
    let told = handed_back(&granted[0])["user_metadata"].clone();
    assert_signed_in(&finish(&stand, &mut visitor, &granted[0]).await);
    assert_eq!(user(&stand, ANA)["user_metadata"], told);
}
