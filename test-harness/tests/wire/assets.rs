//! Logos: served as they are, for good, and only those that the manifest lists.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use vestibule_stand::{SnapshotPlace, Stand, StandOptions};
use vestibule_visitor::{Seen, Visitor};

use crate::snapshots::assert_decides;
use crate::support::{acme, acme_file, acme_with, at_worker, raw, stand};

async fn look(stand: &Stand, target: &str) -> Seen {
    let url = at_worker(stand, target);
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    visitor.look(&url).await.unwrap()
}

/// The address of the logo on the page that asks who somebody is.
async fn logo(stand: &Stand) -> String {
    let client = stand.application().unwrap().client_id;
    let page = look(stand, &format!("/edge/realm?client_id={client}")).await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("img-src data: 'self';"), "{policy}");
    let (_, source) = page.body.split_once("<img class=\"logo\" src=\"").unwrap();
    let (source, _) = source.split_once('"').unwrap();
    source.to_owned()
}

fn assert_served(logo: &Seen) {
    assert_eq!(logo.status, 200);
    for (name, value) in [
        ("content-type", "image/svg+xml"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "cross-origin"),
        (
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
        ),
    ] {
        assert_eq!(logo.header(name), Some(value));
    }
    let (_, name) = logo.url.path().rsplit_once('/').unwrap();
    assert_eq!(logo.header("etag"), Some(&*format!("\"{name}\"")));
    assert!(logo.header("set-cookie").is_none());
    assert!(logo.body.starts_with("<svg xmlns="), "{}", logo.body);
    assert!(logo.body.ends_with("</svg>"), "{}", logo.body);
}

fn assert_not_kept(seen: &Seen, status: u16) {
    assert_eq!(seen.status, status, "{}", seen.body);
    assert_eq!(seen.header("cache-control"), Some("no-store"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_logo_is_read_once_and_kept_by_browsers_for_good() {
    let stand = acme().await;
    let address = logo(&stand).await;
    for _ in 0..3 {
        assert_served(&look(&stand, &address).await);
    }
    let name = address.strip_prefix("/edge/assets/").unwrap();
    let reads = stand.namespace().reads();
    let key = format!("asset/{name}");
    assert_eq!(reads.iter().filter(|read| **read == key).count(), 1);

    // A browser that asks all the same, and whoever compresses on the way.
    for tag in [
        format!("\"{name}\""),
        format!("W/\"{name}\""),
        format!("\"other\", \"{name}\""),
    ] {
        let request = format!(
            "GET {address} HTTP/1.1\r\nhost: start.acme.test\r\nif-none-match: {tag}\r\nconnection: close\r\n\r\n"
        );
        let answer = raw(&stand, request.as_bytes()).to_lowercase();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("http/1.1 304"), "{head}");
        assert!(head.contains(&format!("etag: \"{name}\"")), "{head}");
        assert!(head.contains("immutable"), "{head}");
        assert_eq!(body, "");
    }
    let request = format!(
        "GET {address} HTTP/1.1\r\nhost: start.acme.test\r\nif-none-match: \"other\"\r\nconnection: close\r\n\r\n"
    );
    assert!(raw(&stand, request.as_bytes()).starts_with("HTTP/1.1 200"));

    let request =
        format!("HEAD {address} HTTP/1.1\r\nhost: start.acme.test\r\nconnection: close\r\n\r\n");
    let answer = raw(&stand, request.as_bytes());
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(
        head.to_lowercase().contains("content-type: image/svg+xml"),
        "{head}"
    );
    assert_eq!(body, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_read_no_logo() {
    let stand = acme().await;
    assert_decides(&stand).await;
    let reads = stand.namespace().reads();
    assert!(
        reads.iter().all(|key| !key.starts_with("asset/")),
        "{reads:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_somebody_made_up_causes_no_read() {
    let stand = acme().await;
    let address = logo(&stand).await;
    let (_, name) = address.rsplit_once('/').unwrap();
    let other = format!("{}0", name.get(..63).unwrap());
    let other = if other == name {
        format!("{}1", name.get(..63).unwrap())
    } else {
        other
    };
    for made_up in [
        other.as_str(),
        &name.to_uppercase(),
        name.get(..63).unwrap(),
        "",
        "current",
        "../manifest",
        &format!("{name}/"),
        &format!("{name}.svg"),
        &format!("%61{}", name.get(1..).unwrap()),
    ] {
        let seen = look(&stand, &format!("/edge/assets/{made_up}")).await;
        if seen.url.path().starts_with("/edge/assets/") {
            assert_not_kept(&seen, 404);
        }
    }
    let reads = stand.namespace().reads();
    assert!(
        reads.iter().all(|key| !key.starts_with("asset/")),
        "{reads:?}"
    );

    let request = format!(
        "POST {address} HTTP/1.1\r\nhost: start.acme.test\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    );
    let answer = raw(&stand, request.as_bytes()).to_lowercase();
    assert!(answer.starts_with("http/1.1 405"), "{answer}");
    assert!(answer.contains("allow: get, head"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_the_worker_logos_need_no_namespace() {
    let stand = acme_with(SnapshotPlace::BesideWorker).await;
    let address = logo(&stand).await;
    assert_served(&look(&stand, &address).await);
    assert!(stand.namespace().reads().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_logo_that_cannot_be_had_takes_nothing_else_along() {
    let mut stand = acme().await;
    let address = logo(&stand).await;
    let (_, name) = address.rsplit_once('/').unwrap();
    let key = format!("asset/{name}");
    let bytes = stand.namespace().get(&key).unwrap();

    // Gone, damaged, out of reach: the page is there all the same, and a moment later nobody asks again.
    for damage in [None, Some(&b"<svg onload='alert(1)'/>"[..])] {
        match damage {
            None => stand.namespace().delete(&key),
            Some(bytes) => stand.namespace().put(&key, bytes),
        }
        stand.restart_worker().unwrap();
        let before = stand.namespace().reads().len();
        for _ in 0..3 {
            let seen = look(&stand, &address).await;
            assert_not_kept(&seen, 503);
            assert!(!seen.body.contains("<svg"), "{}", seen.body);
        }
        assert_eq!(logo(&stand).await, address);
        assert_decides(&stand).await;
        let reads = stand.namespace().reads();
        let asked = reads[before..].iter().filter(|read| **read == key).count();
        assert_eq!(asked, 1, "{reads:?}");
    }
    stand.namespace().put(&key, bytes);
    stand.restart_worker().unwrap();
    assert_served(&look(&stand, &address).await);

    stand.restart_worker().unwrap();
    assert_eq!(logo(&stand).await, address);
    stand.namespace().set_down(true);
    assert_not_kept(&look(&stand, &address).await, 503);
    assert_eq!(logo(&stand).await, address);
    stand.namespace().set_down(false);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_snapshot_there_are_no_logos_yet() {
    let stand = stand(StandOptions {
        snapshot: SnapshotPlace::Nowhere,
        actions_fail_open: true,
        ..StandOptions::for_tests(acme_file())
    })
    .await;
    let seen = look(&stand, &format!("/edge/assets/{}", "0".repeat(64))).await;
    assert_not_kept(&seen, 503);
}

/// Octets that are no text reach the browser as they are.
#[tokio::test(flavor = "multi_thread")]
async fn a_png_arrives_octet_by_octet() {
    let png = base64::engine::general_purpose::STANDARD
        .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
        .unwrap();
    let file = crate::support::acme_but("png", "logos/acme.svg", "acme.png");
    std::fs::write(file.with_file_name("acme.png"), &png).unwrap();
    let stand = stand(StandOptions::for_tests(file)).await;
    let address = logo(&stand).await;
    let (_, name) = address.rsplit_once('/').unwrap();
    let stored = stand.namespace().get(&format!("asset/{name}")).unwrap();
    assert_eq!(stored, png);
    let url = at_worker(&stand, &address);
    assert_eq!(octets(&stand, &url), png);
}

/// Named by the page's policy, and by a media type that no browser takes for anything else.
#[tokio::test(flavor = "multi_thread")]
async fn a_font_is_loaded_from_us_and_from_nowhere_else() {
    // The head and the tables of a font, and nothing that a browser could draw.
    let font = base64::engine::general_purpose::STANDARD
        .decode("d09GMgABAAAAAABoAAcAAAAAE4gAAAAoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGQBZAJkA2QEZApkWgtkWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=")
        .unwrap();
    let own = "links = { support = \"mailto:help@acme.example\"";
    let file = crate::support::acme_but(
        "font",
        own,
        &format!("font = {{ file = \"acme.woff2\", name = \"Acme Sans\" }}\n{own}"),
    );
    std::fs::write(file.with_file_name("acme.woff2"), &font).unwrap();
    let stand = stand(StandOptions::for_tests(file)).await;
    let page = look(&stand, "/edge/error").await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("; font-src 'self'; "), "{policy}");
    let (_, address) = page.body.split_once("src:url(\"").unwrap();
    let (address, _) = address.split_once('"').unwrap();
    let url = at_worker(&stand, address);
    assert_eq!(octets_of(&stand, &url, "font/woff2"), font);
}

fn octets(stand: &Stand, url: &url::Url) -> Vec<u8> {
    octets_of(stand, url, "image/png")
}

/// What comes from the Worker's own port, taken out of its chunks.
fn octets_of(stand: &Stand, url: &url::Url, media_type: &str) -> Vec<u8> {
    let address = stand.worker().unwrap().address("vestibule").unwrap();
    let mut connection = std::net::TcpStream::connect(address).unwrap();
    let request = format!(
        "GET {} HTTP/1.0\r\nhost: {}\r\nconnection: close\r\n\r\n",
        url.path(),
        url.host_str().unwrap()
    );
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    assert!(
        head.contains(&format!("content-type: {media_type}")),
        "{head}"
    );
    let body = &answer[end + 4..];
    if head.contains("transfer-encoding: chunked") {
        let line = body.windows(2).position(|it| it == b"\r\n").unwrap();
        let size = std::str::from_utf8(&body[..line]).unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        return body[line + 2..line + 2 + size].to_vec();
    }
    body.to_vec()
}
