//! Token requests.

use vestibule_mock_tenant::OrganizationUsage;

use super::Outcome;
use crate::support::{App, Browser, Mode, Page, Tenant};

async fn logged_in(app: &App<'_>, changes: &[(&str, &str)]) -> Page {
    Browser::new().log_in_as_dan(&app.url(changes)).await
}

async fn redeem(mode: Mode, client: &str, changes: &[(&str, &str)]) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, client);
    let callback = logged_in(&app, &[]).await;
    Outcome::of(&app.redeem(&callback, changes).await)
}

pub(super) async fn wrong_secret(mode: Mode) -> Outcome {
    redeem(mode, "web", &[("client_secret", "guess")]).await
}

pub(super) async fn wrong_method(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    // It is set to `client_secret_basic`.
    let app = App::new(&tenant, "machine");
    let body = [
        ("grant_type", "client_credentials"),
        ("audience", "https://api.test/"),
    ];
    Outcome::of(&app.token(&body, &[("client_secret", "m4chine")]).await)
}

pub(super) async fn grant_type_not_enabled(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |config| {
        let client = config
            .clients
            .iter_mut()
            .find(|client| client.client_id == "web")
            .unwrap();
        client
            .client_grants
            .push(vestibule_mock_tenant::ClientGrantConfig {
                audience: "https://api.test/".to_owned(),
                scope: Vec::new(),
                organization_usage: OrganizationUsage::Deny,
                allow_any_organization: false,
                organizations: Vec::new(),
            });
    })
    .await;
    let body = [
        ("grant_type", "client_credentials"),
        ("audience", "https://api.test/"),
    ];
    Outcome::of(&App::new(&tenant, "web").token(&body, &[]).await)
}

pub(super) async fn code_twice(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let callback = logged_in(&app, &[]).await;
    assert_eq!(app.redeem(&callback, &[]).await.status, 200);
    Outcome::of(&app.redeem(&callback, &[]).await)
}

pub(super) async fn old_code(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let callback = logged_in(&app, &[]).await;
    tenant.control().advance_clock(61);
    Outcome::of(&app.redeem(&callback, &[]).await)
}

pub(super) async fn code_of_another_client(mode: Mode) -> Outcome {
    redeem(mode, "spa", &[("client_id", "deny")]).await
}

pub(super) async fn other_redirect_uri(mode: Mode) -> Outcome {
    redeem(
        mode,
        "spa",
        &[("redirect_uri", "https://app.test/other?fixed=1")],
    )
    .await
}

pub(super) async fn wrong_verifier(mode: Mode) -> Outcome {
    redeem(
        mode,
        "spa",
        &[(
            "code_verifier",
            "a-verifier-that-belongs-to-another-request",
        )],
    )
    .await
}

pub(super) async fn code_on_the_other_domain(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let callback = logged_in(&app, &[]).await;
    Outcome::of(&app.on_custom_domain(&tenant).redeem(&callback, &[]).await)
}

async fn refresh_token(app: &App<'_>) -> String {
    let callback = logged_in(app, &[]).await;
    let tokens = app.redeem(&callback, &[]).await.json();
    tokens["refresh_token"].as_str().unwrap().to_owned()
}

pub(super) async fn rotated_refresh_token(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let token = refresh_token(&app).await;
    assert_eq!(app.refresh(&token, &[]).await.status, 200);
    Outcome::of(&app.refresh(&token, &[]).await)
}

pub(super) async fn old_refresh_token(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let token = refresh_token(&app).await;
    tenant.control().advance_clock(2_592_000);
    Outcome::of(&app.refresh(&token, &[]).await)
}

pub(super) async fn refresh_token_of_another_client(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let token = refresh_token(&app).await;
    Outcome::of(&app.refresh(&token, &[("client_id", "deny")]).await)
}

pub(super) async fn offline_access_for_an_online_api(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let callback = logged_in(&app, &[("audience", "https://rbac.test/")]).await;
    let tokens = app.redeem(&callback, &[]).await.json();
    Outcome::when(tokens.get("refresh_token").is_some(), "no refresh token")
}

async fn as_itself(mode: Mode, body: &[(&str, &str)]) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let url = format!("{}/oauth/token", tenant.origin);
    let body: Vec<(&str, &str)> = [("grant_type", "client_credentials")]
        .into_iter()
        .chain(body.iter().copied())
        .collect();
    let encoded = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(body)
        .finish();
    let page = Browser::new()
        .send(reqwest::Method::POST, &url, |request| {
            request
                .basic_auth("machine", Some("m4chine"))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(encoded)
        })
        .await;
    Outcome::of(&page)
}

pub(super) async fn no_client_grant(mode: Mode) -> Outcome {
    as_itself(mode, &[("audience", "https://rbac.test/")]).await
}

pub(super) async fn scope_beyond_the_client_grant(mode: Mode) -> Outcome {
    as_itself(
        mode,
        &[
            ("audience", "https://api.test/"),
            ("scope", "read:all write:all"),
        ],
    )
    .await
}

pub(super) async fn organization_beyond_the_client_grant(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    Outcome::of(&machine(&tenant, &[("organization", "org_globex")]).await)
}

/// The token request of the machine.
pub(crate) async fn machine(tenant: &Tenant, more: &[(&str, &str)]) -> Page {
    let mut fields = vec![
        ("grant_type", "client_credentials"),
        ("audience", "https://api.test/"),
    ];
    fields.extend(more);
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let url = format!("{}/oauth/token", tenant.origin);
    Browser::new()
        .send(reqwest::Method::POST, &url, |request| {
            request
                .basic_auth("machine", Some("m4chine"))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body)
        })
        .await
}
