//! Origins and URLs that lead nowhere, or where nobody should go.

use vestibule_tenant_compiler::CompileOptions;

use super::{GOOD, reports};
use crate::support::{compile_text, resident};

#[test]
fn origins_that_would_lead_nowhere() {
    reports(
        "https://start.acme.example",
        "https://login.acme.example",
        "edge-is-tenant",
        "tenant.edge_origins[0]",
        "in circles",
    );
    reports(
        "[tenant]",
        "[tenant]\nmode = \"custom-domain\"",
        "mode-not-served",
        "tenant.mode",
        "does not serve",
    );
    reports(
        "https://login.acme.example",
        "https://my!tenant.example",
        "unusual-host",
        "tenant.origin",
        "my!tenant",
    );
}

#[test]
fn urls() {
    reports(
        "https://login.acme",
        "http://login.acme",
        "not-https",
        "tenant.origin",
        "not https",
    );
    reports(
        "https://login.acme.example",
        "http://login.localhost:8080",
        "loopback",
        "tenant.origin",
        "this machine",
    );
    reports(
        "https://login.acme.example",
        "https://login.acme.example/auth",
        "not-an-origin",
        "tenant.origin",
        "behind the host",
    );
    reports(
        "https://login.acme.example",
        "login.acme.example",
        "invalid-url",
        "tenant.origin",
        "not a URL",
    );
    reports(
        "https://login.acme.example",
        "https://a:b@login.acme.example",
        "credentials-in-url",
        "tenant.origin",
        "password",
    );
    reports(
        "[\"https://start.acme.example\"]",
        "[]",
        "no-edge-origin",
        "tenant.edge_origins",
        "no origin",
    );
    reports(
        "https://app.acme.example/login",
        "https://app.acme.example/login#a",
        "unusable-login-url",
        "clients[0].login_url",
        "fragment",
    );
    reports(
        "https://app.acme.example/login",
        "https://*.acme.example/login",
        "unusable-login-url",
        "clients[0].login_url",
        "`*`",
    );
    reports(
        "https://app.acme.example/login",
        "https://app.acme.example/ login",
        "invalid-url",
        "clients[0].login_url",
        "spaces",
    );
    for url in [
        "http://app.acme.example/callback",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc",
    ] {
        reports(
            "https://app.acme.example/callback",
            url,
            "not-https",
            "clients[0].callback_urls[0]",
            "not https",
        );
    }
}

#[test]
fn loopback_is_allowed_only_when_asked_for_and_only_for_this_machine() {
    let local = GOOD.replace("https://login.acme.example", "http://login.localhost:8080");
    let allowed = CompileOptions {
        dangerous_loopback: true,
        ..CompileOptions::default()
    };
    let snapshot = resident(&compile_text(&local, &allowed).unwrap());
    assert!(snapshot.manifest().dangerous_loopback());
    assert_eq!(
        snapshot.manifest().tenant_origin(),
        "http://login.localhost:8080"
    );
    for host in ["127.0.0.1:9", "[::1]:9", "localhost"] {
        let local = GOOD.replace("https://login.acme.example", &format!("http://{host}"));
        assert!(compile_text(&local, &allowed).is_ok(), "{host}");
    }

    let in_file = local.replace("[tenant]", "[tenant]\ndangerous_loopback = true");
    assert!(compile_text(&in_file, &CompileOptions::default()).is_ok());

    for host in [
        "login.acme.example",
        "localhost.acme.example",
        "notlocalhost",
        "10.0.0.1",
    ] {
        let remote = GOOD.replace("https://login.acme.example", &format!("http://{host}"));
        let errors = compile_text(&remote, &allowed).unwrap_err();
        assert_eq!(
            errors.findings().first().unwrap().code,
            "not-https",
            "{host}"
        );
    }
}
