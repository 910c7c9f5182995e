//! Requests that make no sense, and what is said about them.

use url::Url;
use vestibule_stand::Stand;
use vestibule_visitor::{Seen, Visitor};

use crate::support::{acme, at_worker, log_of, raw};

async fn look(stand: &Stand, target: &str) -> Seen {
    Visitor::new(&stand.trust())
        .unwrap()
        .look(&at_worker(stand, target))
        .await
        .unwrap()
}

fn client(stand: &Stand) -> String {
    stand.application().unwrap().client_id
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_carry_every_header_that_protects_them() {
    let stand = acme().await;
    for target in [
        format!("/edge/realm?client_id={}", client(&stand)),
        "/nowhere".to_owned(),
        "/edge/error?error=access_denied".to_owned(),
        "/edge/notice/signed-out".to_owned(),
        "/edge/notice/nonsense".to_owned(),
    ] {
        let page = look(&stand, &target).await;
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(page.header(name), Some(value), "{target}");
        }
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(
            page.header("strict-transport-security")
                .unwrap()
                .contains("max-age=63072000")
        );
        assert_eq!(page.header("vestibule-decision").unwrap().len(), 32);
        assert!(!page.body.contains("<script"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redirects_are_never_cached() {
    let stand = acme().await;
    let target = format!(
        "/authorize?client_id={}&login_hint=a%40globex.example",
        client(&stand)
    );
    let answer = look(&stand, &target).await;
    assert_eq!(answer.status, 302);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.body, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_request_gets_its_own_answer() {
    let stand = acme().await;
    for (target, status) in [
        ("/nowhere", 404),
        ("/edge/realm", 400),
        ("/edge/realm?client_id=unknown", 400),
        ("/edge/health", 200),
        ("/edge/version", 200),
        ("//evil.example/%2f..", 404),
        ("/edge/probe/panic", 404),
    ] {
        let base = stand
            .addresses()
            .worker
            .as_str()
            .trim_end_matches('/')
            .to_owned();
        let url = Url::parse(&format!("{base}{target}")).unwrap();
        let mut visitor = Visitor::new(&stand.trust()).unwrap();
        let answer = visitor.look(&url).await.unwrap();
        assert_eq!(answer.status, status, "{target}");
        assert!(answer.header("location").is_none(), "{target}");
    }
    let answer = raw(
        &stand,
        b"DELETE /edge/realm HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    assert!(
        answer.contains("\"code\":\"method-not-allowed\""),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_answered_like_get_without_a_body() {
    let stand = acme().await;
    let target = format!("/edge/realm?client_id={}", client(&stand));
    let request = format!("HEAD {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    let answer = raw(&stand, request.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.to_lowercase().contains("content-security-policy"),
        "{answer}"
    );
    assert!(answer.ends_with("\r\n\r\n"), "no body: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_too_long_is_refused_however_it_is_sent() {
    let stand = acme().await;
    let long = "x".repeat(65 * 1024);
    let declared = format!(
        "POST /edge/realm HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{long}",
        long.len()
    );
    let answer = raw(&stand, declared.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");

    let chunked = format!(
        "POST /edge/realm HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
         Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n",
        long.len()
    );
    let answer = raw(&stand, chunked.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_visitors_type_reaches_no_log() {
    let stand = acme().await;
    let client = client(&stand);
    let canary = "canary-7f3a";
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = visitor
        .look(&at_worker(
            &stand,
            &format!("/edge/realm?client_id={client}&x={canary}"),
        ))
        .await
        .unwrap();
    let form = page.form_with("email").unwrap();
    for typed in [
        format!("{canary}@globex.example"),
        format!("a@{canary}.example"),
        canary.to_owned(),
        format!("{canary} {canary}"),
    ] {
        visitor
            .submit(&form.clone().filled(&[("email", &typed)]), |_| true)
            .await
            .unwrap();
    }
    for target in [
        format!(
            "/authorize?client_id={client}&state={canary}&login_hint={canary}%40globex.example"
        ),
        format!("/authorize?client_id={canary}"),
        format!("/{canary}"),
    ] {
        visitor.look(&at_worker(&stand, &target)).await.unwrap();
    }
    // The last answer's line is there, so all lines before it are.
    let last = visitor.steps().last().unwrap().decision.clone().unwrap();
    log_of(&stand, &last);
    let log = stand.worker().unwrap().logs().text();
    assert!(log.lines().count() >= visitor.steps().len());
    assert!(!log.contains(canary), "{log}");
}
