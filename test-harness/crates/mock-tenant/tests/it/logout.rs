//! `/v2/logout`.

use crate::support::{App, Browser, Tenant};

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
