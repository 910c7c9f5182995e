//! Logins, sessions and prompts.

use vestibule_mock_tenant::InvitationRequest;

use super::Outcome;
use crate::support::{App, Browser, Mode, Page, Tenant};

/// Whether the browser came back with a code, or stands on a page that asks for something.
fn asked(page: &Page) -> Outcome {
    match page.error() {
        Some(error) => Outcome::Refused(error),
        None => Outcome::when(page.is_callback(), "asked"),
    }
}

async fn again(mode: Mode, changes: &[(&str, &str)], seconds: i64) -> Page {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    assert!(browser.log_in_as_dan(&app.url(&[])).await.is_callback());
    tenant.control().advance_clock(seconds);
    browser.visit(&app.url(changes)).await
}

pub(super) async fn prompt_none_and_login(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    // With the rule off, `none` wins: there is a session.
    asked(
        &browser
            .visit(&app.url(&[("prompt", "none select_account consent")]))
            .await,
    )
    .ignore_interaction()
}

impl Outcome {
    /// Any answer but the rule's own shows that the rule is off.
    fn ignore_interaction(self) -> Self {
        match self {
            Self::Refused(error) if error != "invalid_request" => Self::LetThrough,
            other => other,
        }
    }
}

pub(super) async fn invitation_for_someone_else(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let invitation = tenant
        .control()
        .invite(InvitationRequest {
            organization_id: "org_initech".to_owned(),
            client_id: "spa".to_owned(),
            email: "someone@mail.test".to_owned(),
            ttl_sec: 60,
        })
        .unwrap();
    let changes = [
        ("invitation", invitation.ticket.as_str()),
        ("organization", "org_initech"),
    ];
    let mut browser = Browser::new();
    let page = browser.visit(&App::new(&tenant, "spa").url(&changes)).await;
    asked(&browser.log_in(&page, "eve@mail.test", "outsider").await)
}

pub(super) async fn outsider(mode: Mode) -> Outcome {
    log_in(
        mode,
        &[("organization", "org_initech")],
        "eve@mail.test",
        "outsider",
    )
    .await
}

pub(super) async fn wrong_password(mode: Mode) -> Outcome {
    log_in(mode, &[], "dan@mail.test", "incorrect horse").await
}

pub(super) async fn blocked_user(mode: Mode) -> Outcome {
    log_in(mode, &[], "bob@mail.test", "blocked").await
}

async fn log_in(mode: Mode, changes: &[(&str, &str)], email: &str, password: &str) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let mut browser = Browser::new();
    let page = browser.visit(&App::new(&tenant, "spa").url(changes)).await;
    asked(&browser.log_in(&page, email, password).await)
}

pub(super) async fn callback_with_a_wrong_state(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let mut browser = Browser::new();
    let url = App::new(&tenant, "spa").url(&[("connection", "globex-oidc")]);
    let page = browser.visit(&url).await;
    let changes = [("email", "ana@globex.test"), ("state", "forged")];
    asked(&browser.submit(&page, &changes).await)
}

pub(super) async fn session_of_the_other_domain(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    let stolen = browser.cookie("tenant.localhost", "auth0").unwrap();
    browser.set_cookie("login.localhost", "auth0", &stolen);
    let other = app.on_custom_domain(&tenant);
    asked(&browser.visit(&other.url(&[("prompt", "none")])).await)
}

pub(super) async fn idle_session(mode: Mode) -> Outcome {
    asked(&again(mode, &[("prompt", "none")], 72 * 3600).await)
}

pub(super) async fn prompt_login(mode: Mode) -> Outcome {
    asked(&again(mode, &[("prompt", "login")], 0).await)
}

pub(super) async fn max_age(mode: Mode) -> Outcome {
    asked(&again(mode, &[("max_age", "60")], 61).await)
}

pub(super) async fn prompt_none(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    let url = App::new(&tenant, "spa").url(&[("prompt", "none")]);
    Outcome::of(&Browser::new().visit(&url).await)
}

pub(super) async fn third_party_login(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    asked(
        &Browser::new()
            .log_in_as_dan(&App::new(&tenant, "third").url(&[]))
            .await,
    )
}
