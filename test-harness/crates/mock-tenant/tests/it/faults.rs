//! Scripted faults.

use std::time::{Duration, Instant};

use reqwest::Client;
use vestibule_mock_tenant::{Fault, FaultKind};

use crate::support::{Browser, Tenant, client};

fn fault(path: &str, kind: FaultKind) -> Fault {
    Fault {
        path: path.to_owned(),
        kind,
        times: Some(1),
    }
}

/// The keys' address, by a name that needs no resolver.
fn keys(tenant: &Tenant) -> (Client, String) {
    let here = ([127, 0, 0, 1], 0).into();
    let client = client().resolve("tenant.localhost", here).build().unwrap();
    (client, format!("{}/.well-known/jwks.json", tenant.origin))
}

#[tokio::test]
async fn an_error_status_for_a_while() {
    let tenant = Tenant::start().await;
    let (client, url) = keys(&tenant);
    let kind = FaultKind::Status {
        status: 503,
        body: "later".to_owned(),
    };
    tenant.control().add_fault(fault("/.well-known/*", kind));
    let answer = client.get(&url).send().await.unwrap();
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.text().await.unwrap(), "later");
    assert_eq!(client.get(&url).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn latency() {
    let tenant = Tenant::start().await;
    let (client, url) = keys(&tenant);
    tenant
        .control()
        .add_fault(fault("*", FaultKind::Latency { milliseconds: 300 }));
    let began = Instant::now();
    assert_eq!(client.get(&url).send().await.unwrap().status(), 200);
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_truncated_body() {
    let tenant = Tenant::start().await;
    let (client, url) = keys(&tenant);
    let whole = client
        .get(&url)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    tenant
        .control()
        .add_fault(fault("*/jwks.json", FaultKind::TruncatedBody));
    let mut answer = client.get(&url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.content_length(), Some(whole.len() as u64));
    let mut read = Vec::new();
    let broken = loop {
        match answer.chunk().await {
            Ok(Some(piece)) => read.extend(piece),
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broken);
    assert_eq!(read, whole[..whole.len() / 2]);
}

#[tokio::test]
async fn a_huge_body() {
    let tenant = Tenant::start().await;
    let (client, url) = keys(&tenant);
    tenant
        .control()
        .add_fault(fault("*", FaultKind::HugeBody { bytes: 5_000_001 }));
    let answer = client.get(&url).send().await.unwrap();
    assert_eq!(answer.bytes().await.unwrap().len(), 5_000_001);
}

#[tokio::test]
async fn the_provider_can_fail_as_well() {
    let tenant = Tenant::start().await;
    let kind = FaultKind::Status {
        status: 500,
        body: String::new(),
    };
    tenant
        .control()
        .add_fault(fault("/globex-oidc/authorize", kind));
    let url = format!("{}/globex-oidc/authorize", tenant.idp);
    assert_eq!(Browser::new().get(&url).await.status, 500);
    assert_eq!(Browser::new().get(&url).await.status, 400);
}
