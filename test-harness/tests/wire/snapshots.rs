//! The snapshot in KV, beside the Worker, damaged, and gone.

use vestibule_stand::{SnapshotPlace, Stand};
use vestibule_visitor::{Seen, Visitor};

use crate::support::{acme, acme_with, at_worker, front_door, person, sign_in};

async fn authorize(stand: &Stand, more: &str) -> (Seen, String) {
    let client = stand.application().unwrap().client_id;
    let target = format!("/authorize?client_id={client}&state=%zz+a&{more}");
    let seen = Visitor::new(&stand.trust())
        .unwrap()
        .look(&at_worker(stand, &target))
        .await
        .unwrap();
    (seen, target)
}

/// Asserts that an authorization request passes on to the tenant byte for byte.
async fn assert_neutral(stand: &Stand) {
    let (seen, target) = authorize(stand, "login_hint=a%40globex.example").await;
    assert_eq!(seen.status, 302);
    let tenant = stand.addresses().tenant.as_str().trim_end_matches('/');
    assert_eq!(
        seen.header("location").unwrap(),
        format!("{tenant}{target}")
    );
}

async fn assert_decides(stand: &Stand) {
    let (seen, _) = authorize(stand, "login_hint=a%40globex.example").await;
    assert!(
        seen.header("location")
            .unwrap()
            .contains("&organization=org_globexGLOBEX0001")
    );
}

async fn version(stand: &Stand) -> serde_json::Value {
    let url = at_worker(stand, "/edge/version");
    let seen = Visitor::new(&stand.trust())
        .unwrap()
        .look(&url)
        .await
        .unwrap();
    serde_json::from_str(&seen.body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_shards_in_use_are_read_and_only_once() {
    let stand = acme().await;
    for _ in 0..5 {
        assert_decides(&stand).await;
    }
    let reads = stand.namespace().reads();
    assert_eq!(
        reads.len(),
        4,
        "pointer, manifest, one shard of each table: {reads:?}"
    );
    assert_eq!(reads[0], "current");
    assert!(reads[1].starts_with("manifest/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_the_worker_nothing_is_read() {
    let stand = acme_with(SnapshotPlace::BesideWorker).await;
    assert_decides(&stand).await;
    assert!(stand.namespace().reads().is_empty());
    let version = version(&stand).await;
    assert!(version["snapshot"].is_string(), "{version}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_snapshot_logins_pass_on_and_still_work() {
    let stand = acme_with(SnapshotPlace::Nowhere).await;
    assert_neutral(&stand).await;
    let way = front_door(&stand, Some("consumer@gmail.com"));
    let login = sign_in(&stand, &way, &person("consumer@gmail.com"))
        .await
        .unwrap();
    assert_eq!(login.tokens.id_token["email"], "consumer@gmail.com");

    let client = stand.application().unwrap().client_id;
    let url = at_worker(&stand, &format!("/edge/realm?client_id={client}"));
    let page = Visitor::new(&stand.trust())
        .unwrap()
        .look(&url)
        .await
        .unwrap();
    assert_eq!(page.status, 503);
    assert!(page.header("content-security-policy").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_published_is_neutral_until_something_is() {
    let mut stand = acme().await;
    stand.namespace().clear();
    stand.restart_worker().unwrap();
    assert_neutral(&stand).await;

    stand.publish();
    stand.restart_worker().unwrap();
    assert_decides(&stand).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_namespace_that_is_down_is_neutral_and_the_last_good_version_stays() {
    let mut stand = acme().await;
    assert_decides(&stand).await;
    stand.namespace().set_down(true);
    assert_decides(&stand).await;

    stand.restart_worker().unwrap();
    assert_neutral(&stand).await;
    stand.namespace().set_down(false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_or_missing_part_is_never_used() {
    let mut stand = acme().await;
    assert_decides(&stand).await;
    let parts = stand.namespace().reads();
    for part in &parts[1..] {
        for damage in [Some(&b"damaged"[..]), None] {
            match damage {
                Some(bytes) => stand.namespace().put(part, bytes),
                None => stand.namespace().delete(part),
            }
            stand.restart_worker().unwrap();
            assert_neutral(&stand).await;
            stand.publish();
        }
    }
    stand.namespace().put("current", &b"not a digest"[..]);
    stand.restart_worker().unwrap();
    assert_neutral(&stand).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_worker_no_login_happens() {
    let mut stand = acme().await;
    stand.stop_worker();
    let way = front_door(&stand, Some("ana@globex.example"));
    sign_in(&stand, &way, &person("ana@globex.example"))
        .await
        .unwrap_err();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_version_takes_over_while_requests_come_in() {
    let stand = acme().await;
    assert_decides(&stand).await;
    let before = version(&stand).await;

    // The same tenant under another name: another manifest, the same shards.
    let folder = crate::support::prepared()
        .workspace
        .target()
        .join("harness/swap");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("vestibule.toml");
    let text = std::fs::read_to_string(crate::support::acme_file()).unwrap();
    std::fs::write(
        &file,
        text.replace("name = \"Acme\"", "name = \"Acme renamed\""),
    )
    .unwrap();
    stand.publish_file(&file).unwrap();

    // The pointer is looked at again after 15 seconds, by one request in passing.
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(40);
    let mut now = before.clone();
    while now == before && std::time::Instant::now() < deadline {
        assert_decides(&stand).await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        now = version(&stand).await;
    }
    assert_ne!(now, before, "the new version never arrived");
    assert_decides(&stand).await;
    let shards = stand
        .namespace()
        .reads()
        .iter()
        .filter(|key| key.starts_with("shard/"))
        .count();
    assert_eq!(
        shards, 2,
        "shards that both versions share are not read again"
    );
}
