//! What stands outside all functions, or comes of a failure: a page for people, a problem for programs.

use vestibule_stand::{SnapshotPlace, Stand, StandOptions};

use crate::recovery;
use crate::support::{acme, acme_but, acme_file, raw, stand};

/// An answer on the Worker's own port: status, the lower-case head, the body.
fn ask(stand: &Stand, method: &str, target: &str, lines: &str) -> (u16, String, String) {
    let request = format!(
        "{method} {target} HTTP/1.1\r\nhost: start.acme.test\r\ncontent-length: 0\r\nconnection: close\r\n{lines}\r\n"
    );
    parts(&raw(stand, request.as_bytes()))
}

fn parts(answer: &str) -> (u16, String, String) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_lowercase(), body.to_owned())
}

const NAVIGATES: &str = "sec-fetch-dest: document\r\naccept-language: de\r\n";
const OLD_BROWSER: &str = "accept: text/html,application/xhtml+xml;q=0.9\r\n";
const PROGRAMS: [&str; 4] = [
    "",
    "accept: application/json\r\n",
    "accept: */*\r\nsec-fetch-dest: empty\r\n",
    "accept: text/html\r\nsec-fetch-dest: image\r\n",
];

fn assert_page(answer: &(u16, String, String), status: u16, product: &str) {
    let (actual, head, body) = answer;
    assert_eq!(*actual, status, "{head}");
    for line in [
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'none'",
        "strict-transport-security: max-age=63072000",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "referrer-policy: no-referrer",
    ] {
        assert!(head.contains(line), "{line}: {head}");
    }
    assert!(body.contains(&format!(" · {product}</title>")), "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_navigates_gets_a_page_and_a_program_a_problem() {
    let stand = acme().await;
    for (method, target, status, header) in [
        ("DELETE", "/edge/realm", 405, "allow: get, head, post"),
        ("POST", "/edge/error", 405, "allow: get, head"),
        ("GET", "/edge/realm/resolve", 405, "allow: post, options"),
        ("GET", "/edge/hooks/auth0", 405, "allow: post"),
        ("POST", "/edge/health", 405, "allow: get, head"),
        ("GET", "/edge/assets/nothing", 404, "vestibule-decision"),
    ] {
        let german = ask(&stand, method, target, NAVIGATES);
        assert_page(&german, status, "Acme");
        assert!(german.1.contains(header), "{}", german.1);
        assert!(german.2.contains("<html lang=\"de\""), "{target}");
        assert_page(&ask(&stand, method, target, OLD_BROWSER), status, "Acme");
        for program in PROGRAMS {
            let (actual, head, body) = ask(&stand, method, target, program);
            assert_eq!(actual, status, "{head}");
            assert!(head.contains("application/problem+json"), "{head}");
            assert!(head.contains(header), "{head}");
            assert!(body.contains("\"code\":"), "{body}");
        }
    }
    // Who signs is never a browser.
    let (_, head, _) = ask(&stand, "POST", "/edge/callouts/post-login", NAVIGATES);
    assert!(!head.contains("text/html"), "{head}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_outside_all_functions_bear_the_look_of_the_host() {
    let file = acme_but(
        "own-pages",
        "display_name = \"Hooli\"\ndomains",
        "display_name = \"Hooli\"\nbrand = \"globex\"\ndomains",
    );
    let stand = stand(StandOptions::for_tests(file)).await;
    assert_page(&ask(&stand, "GET", "/nowhere", ""), 404, "Acme");
    let at_hooli = |target: &str, more: &str| {
        let request = format!(
            "GET {target} HTTP/1.1\r\nhost: hooli.acme.example\r\nconnection: close\r\n{more}\r\n"
        );
        parts(&raw(&stand, request.as_bytes()))
    };
    assert_page(&at_hooli("/nowhere", ""), 404, "Globex");
    assert_page(&at_hooli("/edge/realm/resolve", NAVIGATES), 405, "Globex");
    let long = "x".repeat(65 * 1024);
    let request = format!(
        "POST /edge/realm HTTP/1.1\r\nhost: hooli.acme.example\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{long}",
        long.len()
    );
    assert_page(&parts(&raw(&stand, request.as_bytes())), 413, "Globex");
    // Sent to its end before the answer is read, whether its length is told or not.
    let long = "x".repeat(1_000_000);
    let told = format!("content-length: {}\r\n\r\n{long}", long.len());
    let chunked = format!(
        "transfer-encoding: chunked\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n",
        long.len()
    );
    for rest in [told, chunked] {
        let request = format!(
            "POST /edge/realm HTTP/1.1\r\nhost: hooli.acme.example\r\nconnection: close\r\n{rest}"
        );
        assert_page(&parts(&raw(&stand, request.as_bytes())), 413, "Globex");
    }
    // Out of reach, its own look is; the tenant's stays.
    stand.namespace().set_down(true);
    assert_page(&at_hooli("/nowhere", ""), 404, "Globex");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_out_of_reach_or_the_kill_switch_leaves_the_tenants_look_and_language() {
    let file = acme_but(
        "own-language",
        "brand = \"acme\"",
        "brand = \"acme\"\nlanguage = \"fr\"",
    );
    let mut stand = stand(StandOptions::for_tests(file.clone())).await;
    // The manifest is here, no shard is.
    assert_page(&ask(&stand, "GET", "/nowhere", ""), 404, "Acme");
    stand.namespace().set_down(true);
    let page = ask(
        &stand,
        "GET",
        "/edge/error?organization=org_globexGLOBEX0001",
        "",
    );
    assert_page(&page, 200, "Acme");
    assert!(page.2.contains("<html lang=\"fr\""), "{}", page.2);
    stand.namespace().set_down(false);
    stand.restart_worker().unwrap();
    let page = ask(
        &stand,
        "GET",
        "/edge/error?organization=org_globexGLOBEX0001",
        "",
    );
    assert_page(&page, 200, "Globex");

    let mut stand = crate::support::stand(StandOptions {
        snapshot: SnapshotPlace::BesideWorker,
        ..StandOptions::for_tests(file)
    })
    .await;
    stand.set_kill_switch(true).unwrap();
    for (target, status) in [
        ("/nowhere", 404),
        (
            "/edge/error?error=access_denied&organization=org_globexGLOBEX0001",
            200,
        ),
        (
            "/edge/realm?client_id=acmeDemoApp0000000000000000000001",
            503,
        ),
    ] {
        let page = ask(&stand, "GET", target, "");
        assert_page(&page, status, "Acme");
        assert!(page.2.contains("<html lang=\"fr\""), "{target}");
    }
}

#[test]
fn a_failure_of_ours_is_told_in_the_tenants_look_and_the_visitors_language() {
    let (workerd, address) = recovery::start();
    let answer = parts(&recovery::get_with(address, "/edge/probe/panic", NAVIGATES));
    assert_page(&answer, 500, "Acme");
    assert!(
        answer.2.contains("Bei uns ist etwas schiefgegangen"),
        "{}",
        answer.2
    );
    assert!(!answer.2.contains("panic"), "no details: {}", answer.2);
    let (status, head, body) = parts(&recovery::get_with(address, "/edge/probe/panic", ""));
    assert_eq!(status, 500);
    assert!(head.contains("application/problem+json"), "{head}");
    assert!(body.contains("\"code\":\"internal\""), "{body}");
    // Broken again, by what is to say so: as plain as can be, with the headers that protect.
    let (status, head, body) = parts(&recovery::get_with(
        address,
        "/edge/probe/panic-twice",
        NAVIGATES,
    ));
    assert_eq!(status, 500);
    assert!(head.contains("text/plain"), "{head}");
    assert!(
        head.contains("content-security-policy: default-src 'none'"),
        "{head}"
    );
    assert!(head.contains("strict-transport-security"), "{head}");
    assert!(body.contains("Something went wrong on our side"), "{body}");
    assert!(!workerd.logs().text().contains("alice@"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_any_snapshot_the_built_in_look_is_left() {
    let stand = stand(StandOptions {
        snapshot: SnapshotPlace::Nowhere,
        actions_fail_open: true,
        ..StandOptions::for_tests(acme_file())
    })
    .await;
    assert_page(&ask(&stand, "GET", "/nowhere", ""), 404, "Sign-in");
    let realm = ask(&stand, "DELETE", "/edge/realm", NAVIGATES);
    assert_page(&realm, 405, "Sign-in");
}
