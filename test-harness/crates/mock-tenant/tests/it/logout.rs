//! `/v2/logout` and `/oidc/logout`.

use crate::support::{App, Browser, Page, Tenant, claims};

#[tokio::test]
async fn it_ends_the_session_and_returns() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    let out = "client_id=spa&returnTo=https%3A%2F%2Fapp.test%2Fout%3Ffrom%3Da%26b&federated";
    let page = browser
        .visit(&format!("{}/v2/logout?{out}", tenant.origin))
        .await;
    assert_eq!(page.url, "https://app.test/out?from=a&b");
    assert_eq!(browser.cookie("tenant.localhost", "auth0"), None);
    let page = browser.visit(&app.url(&[("prompt", "none")])).await;
    assert_eq!(page.parameter("error").as_deref(), Some("login_required"));
    assert!(
        tenant
            .control()
            .logs()
            .iter()
            .any(|event| event.kind == "slo")
    );
}

#[tokio::test]
async fn without_a_target_the_first_listed_url_is_taken() {
    let tenant = Tenant::start().await;
    for (query, expected) in [
        ("client_id=spa", "https://app.test/out"),
        ("", "https://www.test/bye"),
        (
            "returnTo=https%3A%2F%2Fwww.test%2Fbye",
            "https://www.test/bye",
        ),
    ] {
        let page = Browser::new()
            .visit(&format!("{}/v2/logout?{query}", tenant.origin))
            .await;
        assert_eq!(page.url, expected);
    }
    let page = Browser::new()
        .visit(&format!("{}/v2/logout?client_id=web", tenant.origin))
        .await;
    assert_eq!((page.status, page.body.as_str()), (200, "OK"));
}

#[tokio::test]
async fn the_lists_of_tenant_and_application_are_two() {
    let tenant = Tenant::start().await;
    for query in [
        "returnTo=https%3A%2F%2Fapp.test%2Fout",
        "client_id=spa&returnTo=https%3A%2F%2Fwww.test%2Fbye",
    ] {
        let page = Browser::new()
            .visit(&format!("{}/v2/logout?{query}", tenant.origin))
            .await;
        assert_eq!(page.status, 400, "{query}");
    }
}

/// Somebody who signed in through a provider, and where the provider's page is.
async fn signed_in_at_globex(tenant: &Tenant, app: &App<'_>) -> (Browser, Page) {
    let mut browser = Browser::new();
    let page = browser
        .visit(&app.url(&[("connection", "globex-oidc")]))
        .await;
    assert!(page.url.starts_with(&tenant.idp), "{}", page.url);
    assert!(!page.body.contains("You are signed in here"));
    let callback = browser.submit(&page, &[("email", "ana@globex.test")]).await;
    assert!(callback.is_callback(), "{}", callback.url);
    (browser, callback)
}

/// What the provider says to whoever comes back.
async fn provider(browser: &mut Browser, app: &App<'_>) -> String {
    let again = app.url(&[("connection", "globex-oidc"), ("prompt", "login")]);
    browser.visit(&again).await.body
}

#[tokio::test]
async fn the_provider_is_signed_out_where_that_is_asked_for() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    for (federated, remains) in [("", true), ("&federated", false), ("&federated=1", false)] {
        let (mut browser, _) = signed_in_at_globex(&tenant, &app).await;
        let out = format!("client_id=spa&returnTo=https%3A%2F%2Fapp.test%2Fout%3Fa%3D1{federated}");
        let page = browser
            .visit(&format!("{}/v2/logout?{out}", tenant.origin))
            .await;
        assert_eq!(page.url, "https://app.test/out?a=1");
        let page = browser.visit(&app.url(&[("prompt", "none")])).await;
        assert_eq!(page.parameter("error").as_deref(), Some("login_required"));
        let says = provider(&mut browser, &app).await;
        assert_eq!(
            says.contains("You are signed in here as ana@globex.test."),
            remains,
            "{federated}"
        );
    }
}

#[tokio::test]
async fn the_provider_sends_nobody_elsewhere() {
    let tenant = Tenant::start().await;
    for target in [
        "https://evil.test/",
        "{}/v2/logoutx",
        "{}.evil.test/v2/logout",
    ] {
        let target = target.replace("{}", &tenant.origin);
        let page = Browser::new()
            .get(&format!(
                "{}/globex-oidc/logout?post_logout_redirect_uri={target}",
                tenant.idp
            ))
            .await;
        assert_eq!(page.status, 400, "{target}");
    }
}

#[tokio::test]
async fn a_hint_of_the_session_ends_it_without_a_question() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    for by_token in [true, false] {
        let (mut browser, callback) = signed_in_at_globex(&tenant, &app).await;
        let tokens = app.redeem(&callback, &[]).await.json();
        let sid = claims(&tokens["id_token"])["sid"]
            .as_str()
            .unwrap()
            .to_owned();
        let hint = if by_token {
            format!("id_token_hint={}", tokens["id_token"].as_str().unwrap())
        } else {
            format!("logout_hint={sid}")
        };
        // However old the token is.
        tenant.control().advance_clock(40_000);
        let out = format!(
            "client_id=spa&post_logout_redirect_uri=https%3A%2F%2Fapp.test%2Fout&state=a%26b&federated&{hint}"
        );
        let page = browser
            .visit(&format!("{}/oidc/logout?{out}", tenant.origin))
            .await;
        assert_eq!(page.url, "https://app.test/out?state=a%26b");
        let page = browser.visit(&app.url(&[("prompt", "none")])).await;
        assert_eq!(page.parameter("error").as_deref(), Some("login_required"));
        assert!(
            !provider(&mut browser, &app)
                .await
                .contains("You are signed in here")
        );
    }
}

#[tokio::test]
async fn without_a_hint_people_are_asked() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let (mut browser, _) = signed_in_at_globex(&tenant, &app).await;
    let out = "client_id=spa&post_logout_redirect_uri=https%3A%2F%2Fapp.test%2Fout";
    let asked = browser
        .visit(&format!("{}/oidc/logout?{out}", tenant.origin))
        .await;
    assert!(asked.body.contains("Do you want to log out?"));
    let page = browser.visit(&app.url(&[("prompt", "none")])).await;
    assert!(page.parameter("code").is_some());
    let page = browser.submit(&asked, &[]).await;
    assert_eq!(page.url, "https://app.test/out");
    let page = browser.visit(&app.url(&[("prompt", "none")])).await;
    assert_eq!(page.parameter("error").as_deref(), Some("login_required"));
    assert!(
        provider(&mut browser, &app)
            .await
            .contains("You are signed in here")
    );
}
