//! What Actions do to sessions: their end, now or later.

use crate::scenarios::actions::action;
use crate::support::{App, Browser, Page, Tenant};

/// An Action that does this at a login, unless the request asks for quiet.
async fn with(body: &str) -> Tenant {
    let code = format!(
        "exports.onExecutePostLogin = async (event, api) => {{
            if (event.request.query.quiet || event.refresh_token) return; {body} }};"
    );
    Tenant::configured(move |config| config.actions = vec![action(&code)]).await
}

/// Whether the browser is still signed in.
async fn silently(browser: &mut Browser, app: &App<'_>) -> Page {
    let quiet = [("prompt", "none"), ("quiet", "1")];
    browser.visit(&app.url(&quiet)).await
}

#[tokio::test]
async fn a_session_ends_when_an_action_said() {
    for call in ["setExpiresAt", "setIdleExpiresAt"] {
        // The tenant's clock stands at 1,800,000,000 s; the Action's does not.
        let tenant = with(&format!("api.session.{call}(1800000600000);")).await;
        let app = App::new(&tenant, "spa");
        let mut browser = Browser::new();
        let page = browser.log_in_as_dan(&app.url(&[])).await;
        assert!(page.is_callback(), "{}", page.url);
        let mut at_the_end = browser.clone();
        tenant.control().advance_clock(599);
        let page = silently(&mut browser, &app).await;
        assert!(page.parameter("code").is_some(), "{call}: {}", page.url);
        tenant.control().advance_clock(1);
        let page = silently(&mut at_the_end, &app).await;
        let error = page.parameter("error");
        // What is used is not idle.
        let expected = (call == "setExpiresAt").then_some("login_required");
        assert_eq!(error.as_deref(), expected, "{call}");
    }
}

#[tokio::test]
async fn an_idle_session_ends_when_an_action_said() {
    let tenant = with("api.session.setIdleExpiresAt(1800000600000);").await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    tenant.control().advance_clock(600);
    let page = silently(&mut browser, &app).await;
    let error = page.parameter("error");
    assert_eq!(error.as_deref(), Some("login_required"));
}

#[tokio::test]
async fn a_session_that_is_revoked_takes_its_refresh_tokens_along_or_not() {
    for (options, status) in [("", 403), (", { preserveRefreshTokens: true }", 200)] {
        let tenant = with(&format!("api.session.revoke('[left] Closed.'{options});")).await;
        let app = App::new(&tenant, "spa");
        let mut browser = Browser::new();
        let page = browser.log_in_as_dan(&app.url(&[("quiet", "1")])).await;
        let tokens = app.redeem(&page, &[]).await.json();
        let refresh_token = tokens["refresh_token"].as_str().unwrap();
        assert!(
            silently(&mut browser, &app)
                .await
                .parameter("code")
                .is_some()
        );

        let page = browser.visit(&app.url(&[])).await;
        let description = page.parameter("error_description");
        assert_eq!(description.as_deref(), Some("[left] Closed."));
        let page = silently(&mut browser, &app).await;
        let error = page.parameter("error");
        assert_eq!(error.as_deref(), Some("login_required"), "{options}");
        let page = app.refresh(refresh_token, &[]).await;
        assert_eq!(page.status, status, "{options}: {}", page.body);
    }
}
