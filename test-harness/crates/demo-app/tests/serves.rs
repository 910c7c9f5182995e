//! The application over HTTP.
#![expect(
    clippy::expect_used,
    reason = "helpers of tests fail by panicking, too"
)]

use std::path::Path;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use vestibule_demo_app::{Account, Config, DemoApp, StartError};

fn config(tenant_origin: &str) -> Config {
    Config {
        name: "Acme Console".into(),
        client_id: "acme-console".into(),
        tenant_origin: tenant_origin.into(),
        edge_origin: "https://edge.acme.test:8443".into(),
        audience: None,
        accounts: vec![Account {
            email: "grace@globex.example".into(),
            shows: "</script><b>\"quotes\"</b>".into(),
        }],
    }
}

async fn start(tenant_origin: &str, sdk: &Path) -> Result<DemoApp, StartError> {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    DemoApp::start(config(tenant_origin), listener, sdk).await
}

/// A stand-in for the SDK: its content is not what these tests are about.
fn sdk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("auth0-spa-js.production.esm.js");
    std::fs::write(file, "export const sdk = 1;").expect("a file");
    folder
}

/// Status line and headers, and the body.
async fn fetch(app: &DemoApp, path: &str) -> (String, String) {
    let mut stream = TcpStream::connect(app.local_addr())
        .await
        .expect("listening");
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: app.acme.test\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("read");
    let (head, body) = answer.split_once("\r\n\r\n").expect("an HTTP answer");
    (head.to_owned(), body.to_owned())
}

#[tokio::test]
async fn serves_the_document_and_everything_it_names() {
    let sdk = sdk();
    let app = start("https://tenant.acme.test:8443", sdk.path())
        .await
        .expect("started");
    for path in ["/", "/login?iss=x", "/callback?code=x&state=y"] {
        let (head, body) = fetch(&app, path).await;
        assert!(head.starts_with("HTTP/1.1 200 "), "{path}: {head}");
        assert!(body.contains("<script type=\"module\" src=\"/assets/app.js\"></script>"));
    }
    let files = [
        "app.js",
        "session.js",
        "views.js",
        "login-errors.js",
        "sign-out.js",
        "auth0-spa-js.js",
        "app.css",
        "theme.css",
        "icon.svg",
    ];
    for file in files {
        let (head, body) = fetch(&app, &format!("/assets/{file}")).await;
        assert!(head.starts_with("HTTP/1.1 200 "), "{file}: {head}");
        // Whatever a module imports is served as well.
        for import in body.split(" from '/assets/").skip(1) {
            let name = import.split('\'').next().expect("a name");
            assert!(files.contains(&name), "{file} imports {name}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn an_unknown_path_is_a_404_in_the_same_look() {
    let sdk = sdk();
    let app = start("https://tenant.acme.test:8443", sdk.path())
        .await
        .expect("started");
    let (head, body) = fetch(&app, "/nowhere").await;
    assert!(head.starts_with("HTTP/1.1 404 "), "{head}");
    assert!(body.contains("/assets/app.css"));
    app.stop().await;
}

#[tokio::test]
async fn the_policy_allows_scripts_of_its_own_and_calls_to_the_tenant_only() {
    let sdk = sdk();
    let app = start("https://tenant.acme.test:8443", sdk.path())
        .await
        .expect("started");
    for path in ["/", "/assets/app.js", "/config.json", "/nowhere"] {
        let (head, body) = fetch(&app, path).await;
        let policy = head
            .lines()
            .find_map(|line| line.strip_prefix("content-security-policy: "))
            .expect("a policy on every answer");
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(
            policy.contains("connect-src 'self' https://tenant.acme.test:8443;"),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe") && !policy.contains('*'),
            "{policy}"
        );
        // No script or style in the document itself.
        assert!(
            !body.contains("<style") && !body.contains("<script>"),
            "{path}"
        );
    }
    app.stop().await;
}

#[tokio::test]
async fn tells_the_browser_its_configuration_as_json() {
    let sdk = sdk();
    let app = start("https://tenant.acme.test:8443", sdk.path())
        .await
        .expect("started");
    let (head, body) = fetch(&app, "/config.json").await;
    assert!(head.contains("content-type: application/json"), "{head}");
    let config = serde_json::from_str::<serde_json::Value>(&body).expect("JSON");
    assert_eq!(config["clientId"], "acme-console");
    assert_eq!(config["tenantOrigin"], "https://tenant.acme.test:8443");
    assert_eq!(config["edgeOrigin"], "https://edge.acme.test:8443");
    assert_eq!(config["accounts"][0]["shows"], "</script><b>\"quotes\"</b>");
    assert!(config.get("audience").is_none());
    app.stop().await;
}

#[tokio::test]
async fn does_not_start_without_the_sdk_or_with_an_origin_that_is_none() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let missing = start("https://tenant.acme.test", empty.path()).await;
    assert!(matches!(missing, Err(StartError::Sdk { .. })));
    let sdk = sdk();
    for origin in [
        "https://a.test; script-src *",
        "https://a.test *",
        "https://a\r\nx: y",
        "a,b",
    ] {
        let started = start(origin, sdk.path()).await;
        assert!(
            matches!(started, Err(StartError::TenantOrigin(_))),
            "{origin}"
        );
    }
}

#[tokio::test]
async fn stops_listening_when_stopped_or_dropped() {
    let sdk = sdk();
    let app = start("https://tenant.acme.test", sdk.path())
        .await
        .expect("started");
    let address = app.local_addr();
    app.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
}
