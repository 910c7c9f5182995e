//! The snapshot in KV, beside the Worker, damaged, and gone.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use vestibule_stand::{SnapshotPlace, Stand, StandOptions};
use vestibule_visitor::{Seen, Visitor};

use crate::support::{
    acme, acme_but, acme_file, acme_with, at_worker, front_door, person, sign_in, stand,
};

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
pub(crate) async fn assert_neutral(stand: &Stand) {
    let (seen, target) = authorize(stand, "login_hint=a%40globex.example").await;
    assert_eq!(seen.status, 302);
    let tenant = stand.addresses().tenant.as_str().trim_end_matches('/');
    assert_eq!(
        seen.header("location").unwrap(),
        format!("{tenant}{target}")
    );
}

pub(crate) async fn assert_decides(stand: &Stand) {
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
        5,
        "pointer, manifest, a shard each of addresses, domains and organizations: {reads:?}"
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
    let stand = stand(StandOptions {
        snapshot: SnapshotPlace::Nowhere,
        // Callouts are not answered either; what that means for a login is the Actions' own policy.
        actions_fail_open: true,
        ..StandOptions::for_tests(acme_file())
    })
    .await;
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
    let file = acme_but("swap", "name = \"Acme\"", "name = \"Acme renamed\"");
    stand.publish_file(&file).unwrap();

    // The pointer is looked at again after 15 seconds, by one request in passing.
    let deadline = Instant::now() + Duration::from_secs(40);
    let mut now = before.clone();
    while now == before && Instant::now() < deadline {
        assert_decides(&stand).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
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
        shards, 3,
        "shards that both versions share are not read again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_first_waits_and_so_do_those_beside_them() {
    let mut stand = acme().await;
    stand.namespace().set_delay(Duration::from_millis(150));
    stand.restart_worker().unwrap();
    let requests = (0..8).map(|number| {
        let stand = &stand;
        async move {
            tokio::time::sleep(Duration::from_millis(20 * number)).await;
            assert_decides(stand).await;
        }
    });
    join_all(requests).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_longer_than_a_second_and_a_half_and_only_the_first_does() {
    let mut stand = acme().await;
    stand.namespace().set_delay(Duration::from_secs(6));
    stand.restart_worker().unwrap();
    let started = Instant::now();
    assert_neutral(&stand).await;
    let first = started.elapsed();
    assert!(first > Duration::from_millis(1400), "{first:?}");
    assert!(first < Duration::from_secs(4), "{first:?}");

    let started = Instant::now();
    assert_neutral(&stand).await;
    assert!(started.elapsed() < Duration::from_secs(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_is_missing_is_not_asked_for_at_every_request() {
    let mut stand = acme().await;
    assert_decides(&stand).await;
    let shard = stand.namespace().reads().last().unwrap().clone();
    stand.namespace().delete(&shard);
    stand.restart_worker().unwrap();
    for _ in 0..5 {
        assert_neutral(&stand).await;
    }
    let reads = stand.namespace().reads();
    let asked = reads.iter().filter(|key| **key == shard).count();
    assert_eq!(
        asked, 2,
        "once before the restart, once after it: {reads:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_whose_shards_have_not_arrived_yields_to_the_one_before() {
    let stand = acme().await;
    assert_decides(&stand).await;
    let before = version(&stand).await;

    // Another domain, hence another shard, which is published and gone again at once.
    let file = acme_but("incomplete", "globex.example\"", "globex2.example\"");
    let known = stand.namespace().keys();
    stand.publish_file(&file).unwrap();
    for key in stand.namespace().keys() {
        if key.starts_with("shard/") && !known.contains(&key) {
            stand.namespace().delete(&key);
        }
    }
    let manifests = || {
        let reads = stand.namespace().reads();
        reads
            .iter()
            .filter(|key| key.starts_with("manifest/"))
            .count()
    };
    let deadline = Instant::now() + Duration::from_secs(40);
    while manifests() < 2 && Instant::now() < deadline {
        assert_decides(&stand).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(manifests(), 2, "the new version was looked at");
    for _ in 0..5 {
        assert_decides(&stand).await;
    }
    assert_eq!(
        version(&stand).await,
        before,
        "the version before it serves"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kill_switch_lets_every_login_pass_on() {
    let mut stand = acme().await;
    assert_decides(&stand).await;
    stand.set_kill_switch(true).unwrap();
    assert_neutral(&stand).await;
    assert_neutral(&stand).await;
    stand.set_kill_switch(false).unwrap();
    assert_decides(&stand).await;
}
