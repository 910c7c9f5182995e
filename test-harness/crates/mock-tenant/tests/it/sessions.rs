//! Single sign-on.

use crate::support::{App, Browser, Tenant, claims};

#[tokio::test]
async fn a_session_saves_the_login_for_every_application() {
    let tenant = Tenant::start().await;
    let mut browser = Browser::new();
    let first = App::new(&tenant, "spa");
    let page = browser
        .log_in_as_dan(&first.url(&[("max_age", "3600")]))
        .await;
    let one = claims(&first.redeem(&page, &[]).await.json()["id_token"]);
    tenant.control().advance_clock(100);
    let second = App::new(&tenant, "deny");
    let page = browser.visit(&second.url(&[("max_age", "3600")])).await;
    let two = claims(&second.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(one["sid"], two["sid"]);
    assert_eq!(two["auth_time"], 1_800_000_000);
    assert_eq!(two["iat"], 1_800_000_100);
    assert_eq!(tenant.control().user("auth0|dan").unwrap().logins_count, 2);
}

#[tokio::test]
async fn auth_time_is_there_when_it_was_asked_for() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let page = Browser::new().log_in_as_dan(&app.url(&[])).await;
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(id.get("auth_time"), None);
}

#[tokio::test]
async fn logging_in_again_moves_auth_time_and_keeps_the_session() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    let one = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    tenant.control().advance_clock(100);
    let page = browser
        .log_in_as_dan(&app.url(&[("prompt", "login"), ("max_age", "9")]))
        .await;
    let two = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(two["auth_time"], 1_800_000_100);
    assert_eq!(one["sid"], two["sid"]);
}

#[tokio::test]
async fn max_age_zero_asks_again_at_once() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    let page = browser.visit(&app.url(&[("max_age", "0")])).await;
    assert_eq!(page.path(), "/u/login/identifier");
    let page = browser
        .visit(&app.url(&[("max_age", "0"), ("prompt", "none")]))
        .await;
    assert_eq!(page.parameter("error").as_deref(), Some("login_required"));
}

#[tokio::test]
async fn each_domain_has_its_own_session_and_issuer() {
    let tenant = Tenant::start().await;
    let mut browser = Browser::new();
    browser
        .log_in_as_dan(&App::new(&tenant, "spa").url(&[]))
        .await;
    let custom = App::new(&tenant, "spa").on_custom_domain(&tenant);
    let page = browser.visit(&custom.url(&[])).await;
    assert_eq!(page.path(), "/u/login/identifier");
    assert!(page.url.starts_with(&tenant.custom));
    let page = browser
        .log_in(&page, "dan@mail.test", "correct horse")
        .await;
    let id = claims(&custom.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(id["iss"], format!("{}/", tenant.custom));
}

#[tokio::test]
async fn select_account_offers_the_session_or_another_account() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    let select = app.url(&[("prompt", "select_account")]);
    let page = browser.visit(&select).await;
    assert_eq!(page.path(), "/u/login/account");
    assert!(page.body.contains("Continue as dan@mail.test"));
    assert!(browser.submit(&page, &[]).await.is_callback());
    let page = browser.visit(&select).await;
    let page = browser.submit_nth(&page, 1, &[]).await;
    assert_eq!(page.path(), "/u/login/identifier");
    let page = browser.log_in(&page, "eve@mail.test", "outsider").await;
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(id["sub"], "auth0|eve");
}

#[tokio::test]
async fn a_session_of_another_connection_does_not_do() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    let page = browser
        .visit(&app.url(&[("connection", "globex-oidc")]))
        .await;
    assert_eq!(page.path(), "/globex-oidc/authorize");
}

#[tokio::test]
async fn consent_is_asked_once_and_can_be_refused() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "third");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    assert_eq!(page.path(), "/u/consent");
    let refused = browser.submit_nth(&page, 1, &[]).await;
    assert_eq!(refused.parameter("error").as_deref(), Some("access_denied"));
    let silent = browser.visit(&app.url(&[("prompt", "none")])).await;
    assert_eq!(
        silent.parameter("error").as_deref(),
        Some("consent_required")
    );
    let page = browser.visit(&app.url(&[])).await;
    assert!(browser.submit(&page, &[]).await.is_callback());
    assert!(browser.visit(&app.url(&[])).await.is_callback());
    // A first-party application can ask for it, too.
    let page = browser
        .visit(&App::new(&tenant, "spa").url(&[("prompt", "consent")]))
        .await;
    assert_eq!(page.path(), "/u/consent");
}

#[tokio::test]
async fn sessions_can_be_cleared_from_outside() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    tenant.control().clear_sessions();
    let page = browser.visit(&app.url(&[("prompt", "none")])).await;
    assert_eq!(page.parameter("error").as_deref(), Some("login_required"));
}
