//! New passwords, and the page that an Action sends the browser to afterwards.

use serde_json::json;
use vestibule_mock_tenant::Trigger;

use crate::scenarios::actions::bound;
use crate::scenarios::databases::change_password;
use crate::support::{App, Browser, Page, Tenant};

async fn with(body: &str) -> Tenant {
    let code = format!("exports.onExecutePostChallenge = async (event, api) => {{ {body} }};");
    Tenant::configured(|config| {
        config.actions = vec![bound(Trigger::PasswordResetPostChallenge, &code)];
    })
    .await
}

/// Follows the link of the email.
async fn followed(tenant: &Tenant, changes: &[(&str, &str)]) -> (Browser, Page) {
    assert_eq!(change_password(tenant, changes).await.status, 200);
    let link = tenant.control().reset_tickets()[0].url.clone();
    let mut browser = Browser::new();
    let page = browser.visit(&link).await;
    (browser, page)
}

#[tokio::test]
async fn a_new_password_without_actions() {
    let tenant = Tenant::start().await;
    let (mut browser, page) = followed(&tenant, &[("client_id", "")]).await;
    let page = browser.submit(&page, &[("password", "new")]).await;
    assert!(page.body.contains("has been changed"), "{}", page.body);
    let app = App::new(&tenant, "spa");
    let page = browser.visit(&app.url(&[])).await;
    let page = browser.log_in(&page, "dan@mail.test", "new").await;
    assert!(page.is_callback(), "{}", page.url);
    let tickets = tenant.control().reset_tickets();
    assert!(tickets.len() == 1 && tickets[0].used);
}

#[tokio::test]
async fn the_result_url_gets_what_auth0_has_to_say() {
    let tenant = with(
        "api.transaction.setResultUrl('https://edge.test/done?kept=1#end', { query: { org: event.organization.id } });",
    )
    .await;
    let (mut browser, page) = followed(&tenant, &[("organization", "org_globex")]).await;
    let page = browser.submit(&page, &[("password", "new")]).await;
    assert!(
        page.url
            .starts_with("https://edge.test/done?kept=1&org=org_globex&")
    );
    assert!(page.url.ends_with("#end"), "{}", page.url);
    for (name, value) in [
        ("success", "true"),
        ("code", "success"),
        ("email", "dan@mail.test"),
        ("message", "Your password has been changed successfully."),
    ] {
        assert_eq!(page.parameter(name).as_deref(), Some(value));
    }
}

#[tokio::test]
async fn the_event_tells_about_the_reset() {
    let tenant = with("api.access.deny(JSON.stringify(event));").await;
    let (_, page) = followed(&tenant, &[]).await;
    let said = page.body.split("class=\"alert\">").nth(1).unwrap();
    let said = said.split('<').next().unwrap().replace("&quot;", "\"");
    let event: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(event["user"]["user_id"], "auth0|dan");
    assert_eq!(
        event["authentication"]["methods"],
        json!([{"name": "email", "timestamp": "2027-01-15T08:00:00.000Z"}])
    );
    assert_eq!(event["client"]["client_id"], "spa");
    assert_eq!(event["connection"]["name"], "users");
    assert_eq!(
        event["transaction"],
        json!({"locale": "en", "ui_locales": []})
    );
    assert_eq!(event.get("organization"), None);
}

#[tokio::test]
async fn a_denial_changes_nothing() {
    let tenant = with("api.access.deny('not today');").await;
    let (mut browser, page) = followed(&tenant, &[]).await;
    assert_eq!(page.status, 400);
    assert!(page.body.contains("not today"));
    // Not by passing the page by either.
    let link = tenant.control().reset_tickets()[0].url.clone();
    let page = browser.post(&link, &[("password", "new")]).await;
    assert_eq!(page.status, 400);
    let user = tenant.control().user("auth0|dan").unwrap();
    assert_eq!(user.password.as_deref(), Some("correct horse"));
}

#[tokio::test]
async fn an_old_link_is_dead() {
    let tenant = Tenant::start().await;
    change_password(&tenant, &[]).await;
    let link = tenant.control().reset_tickets()[0].url.clone();
    tenant.control().advance_clock(432_001);
    let page = Browser::new().visit(&link).await;
    assert_eq!(page.status, 400);
    assert!(page.body.contains("Access expired."), "{}", page.body);
    let page = Browser::new().visit(&format!("{link}x")).await;
    assert_eq!(page.status, 400);
}

#[tokio::test]
async fn nobody_learns_whether_there_is_an_account() {
    let tenant = Tenant::start().await;
    let known = change_password(&tenant, &[]).await;
    let unknown = change_password(&tenant, &[("email", "nobody@mail.test")]).await;
    assert_eq!((known.status, known.body), (unknown.status, unknown.body));
    assert_eq!(tenant.control().reset_tickets().len(), 1);
}
