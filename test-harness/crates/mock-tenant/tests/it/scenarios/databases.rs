//! Sign-ups and new passwords.

use vestibule_mock_tenant::Trigger;

use super::Outcome;
use super::actions::bound;
use crate::support::{Browser, Mode, Page, Tenant};

pub(crate) async fn sign_up(tenant: &Tenant, changes: &[(&str, &str)]) -> Page {
    post(tenant, "signup", "new@mail.test", changes).await
}

pub(crate) async fn change_password(tenant: &Tenant, changes: &[(&str, &str)]) -> Page {
    post(tenant, "change_password", "dan@mail.test", changes).await
}

/// An empty value takes the field away.
async fn post(tenant: &Tenant, what: &str, email: &str, changes: &[(&str, &str)]) -> Page {
    let usual = [
        ("client_id", "spa"),
        ("connection", "users"),
        ("email", email),
        ("password", "battery staple"),
    ];
    let mut fields = usual.to_vec();
    fields.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    fields.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
    let url = format!("{}/dbconnections/{what}", tenant.origin);
    Browser::new().post(&url, &fields).await
}

pub(super) async fn sign_up_where_it_is_off(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |config| {
        let users = config.connections.iter_mut();
        let mut users = users.filter(|connection| connection.name == "users");
        users.next().unwrap().disable_signup = true;
    })
    .await;
    Outcome::of(&sign_up(&tenant, &[]).await)
}

pub(super) async fn sign_up_twice(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    Outcome::of(&sign_up(&tenant, &[("email", "DAN@mail.test")]).await)
}

pub(super) async fn reset_in_another_database(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    Outcome::of(&change_password(&tenant, &[("client_id", "lonely")]).await)
}

pub(super) async fn reset_without_client(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |config| {
        let code = "exports.onExecutePostChallenge = async () => {};";
        config.actions = vec![bound(Trigger::PasswordResetPostChallenge, code)];
    })
    .await;
    Outcome::of(&change_password(&tenant, &[("client_id", "")]).await)
}

pub(super) async fn reset_twice(mode: Mode) -> Outcome {
    let tenant = Tenant::with(mode, |_| {}).await;
    change_password(&tenant, &[]).await;
    let link = tenant.control().reset_tickets()[0].url.clone();
    let mut browser = Browser::new();
    let page = browser.visit(&link).await;
    let changed = browser.submit(&page, &[("password", "one")]).await;
    assert_eq!(changed.status, 200);
    Outcome::of(&browser.submit(&page, &[("password", "two")]).await)
}
