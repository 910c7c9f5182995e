//! The other endpoints.

use reqwest::Method;

use super::Outcome;
use crate::support::{App, Browser, Mode, Tenant};

pub(super) async fn foreign_origin(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let url = format!("{}/oauth/token", tenant.origin);
    let page = Browser::new()
        .send(Method::POST, &url, |request| {
            request.header("origin", "https://evil.test")
        })
        .await;
    Outcome::when(
        page.headers.contains_key("access-control-allow-origin"),
        "unreadable",
    )
}

pub(super) async fn expired_access_token(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let callback = Browser::new().log_in_as_dan(&app.url(&[])).await;
    let tokens = app.redeem(&callback, &[]).await.json();
    tenant.control().advance_clock(86_400);
    let url = format!("{}/userinfo", tenant.origin);
    let page = Browser::new()
        .send(Method::GET, &url, |request| {
            request.bearer_auth(tokens["access_token"].as_str().unwrap())
        })
        .await;
    Outcome::of(&page)
}

pub(super) async fn foreign_return_to(mode: Mode) -> Outcome {
    log_out(mode, "client_id=spa&returnTo=https%3A%2F%2Fevil.test%2F").await
}

pub(super) async fn logout_of_an_unknown_client(mode: Mode) -> Outcome {
    log_out(mode, "client_id=nobody").await
}

async fn log_out(mode: Mode, query: &str) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    Outcome::of(
        &Browser::new()
            .visit(&format!("{}/v2/logout?{query}", tenant.origin))
            .await,
    )
}

pub(super) async fn foreign_id_token_hint(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let elsewhere = app.on_custom_domain(&tenant);
    let callback = Browser::new().log_in_as_dan(&elsewhere.url(&[])).await;
    let tokens = elsewhere.redeem(&callback, &[]).await.json();
    let token = tokens["id_token"].as_str().unwrap();
    oidc(&tenant, &format!("client_id=spa&id_token_hint={token}")).await
}

pub(super) async fn hint_of_another_application(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let callback = Browser::new().log_in_as_dan(&app.url(&[])).await;
    let tokens = app.redeem(&callback, &[]).await.json();
    let token = tokens["id_token"].as_str().unwrap();
    oidc(&tenant, &format!("client_id=web&id_token_hint={token}")).await
}

pub(super) async fn post_logout_redirect_with_another_query(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let url = "https%3A%2F%2Fapp.test%2Fout%3Fx";
    oidc(
        &tenant,
        &format!("client_id=spa&post_logout_redirect_uri={url}"),
    )
    .await
}

async fn oidc(tenant: &Tenant, query: &str) -> Outcome {
    Outcome::of(
        &Browser::new()
            .visit(&format!("{}/oidc/logout?{query}", tenant.origin))
            .await,
    )
}
