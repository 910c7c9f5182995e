//! Second factors: the pages, and what Actions and tokens know of them afterwards.

use serde_json::json;
use vestibule_mock_tenant::FactorType;

use crate::scenarios::actions::action;
use crate::scenarios::factors::{asked, shown};
use crate::support::{App, Browser, Mode, Page, Tenant, claims};

/// Two Actions: the first asks unless there was a factor, the second tells what it sees.
const ASK: &str = r#"
exports.onExecutePostLogin = async (event, api) => {
  api.accessToken.setCustomClaim("asked", (event.transaction.metadata.asked ?? 0) + 1);
  if (event.request.query.quiet || event.authentication.methods.some((it) => it.name === "mfa")) return;
  if (event.user.enrolledFactors.length > 0) api.authentication.challengeWith({ type: "otp" });
  else api.authentication.enrollWith({ type: "otp" });
};
"#;
const TELL: &str = r#"
exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim("event", event);
};
"#;

async fn tenant() -> Tenant {
    Tenant::configured(|config| config.actions = vec![action(ASK), action(TELL)]).await
}

async fn give(browser: &mut Browser, page: &Page) -> Page {
    let code = shown(page);
    browser.submit(page, &[("code", &code)]).await
}

#[tokio::test]
async fn enrolled_once_and_then_in_event_and_token() {
    let tenant = tenant().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    assert_eq!(page.path(), "/u/mfa-otp-enrollment");
    // Nothing goes on past it.
    let id = page.parameter("state").unwrap();
    let resume = format!("{}/authorize/resume?state={id}", tenant.origin);
    assert_eq!(browser.get(&resume).await.status, 400);
    let waiting = &tenant.control().transactions()[0];
    assert_eq!(waiting.factor_code, Some(shown(&page)));

    let page = give(&mut browser, &page).await;
    assert!(page.is_callback(), "{} {}", page.url, page.body);
    let user = tenant.control().user("auth0|dan").unwrap();
    assert_eq!(user.enrolled_factors, [FactorType::Otp]);
    assert_eq!(user.logins_count, 1);
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(id["amr"], json!(["mfa"]));
    let event = &id["event"];
    assert_eq!(
        event["authentication"]["methods"],
        json!([
            {"name": "pwd", "timestamp": "2027-01-15T08:00:00.000Z"},
            {"name": "mfa", "timestamp": "2027-01-15T08:00:00.000Z", "type": "otp"},
        ])
    );
    assert_eq!(event["user"]["enrolledFactors"], json!([{"type": "otp"}]));
    // The request that goes on, and no longer the first one.
    assert_eq!(event["request"]["query"].get("client_id"), None);
    // In the same session nobody is asked again, not even silently.
    let page = browser.visit(&app.url(&[("prompt", "none")])).await;
    assert!(page.parameter("code").is_some(), "{}", page.url);
}

#[tokio::test]
async fn a_session_without_a_factor_has_no_amr() {
    let tenant = tenant().await;
    let app = App::new(&tenant, "spa");
    let page = Browser::new()
        .log_in_as_dan(&app.url(&[("quiet", "1")]))
        .await;
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(id.get("amr"), None);
    assert_eq!(id["event"]["user"]["enrolledFactors"], json!([]));
}

#[tokio::test]
async fn a_silent_login_cannot_be_asked() {
    let tenant = tenant().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[("quiet", "1")])).await;
    let page = browser.visit(&app.url(&[("prompt", "none")])).await;
    let error = page.parameter("error");
    assert_eq!(error.as_deref(), Some("interaction_required"));
}

#[tokio::test]
async fn a_wrong_code_leaves_the_page_where_it_is() {
    let enrolled = [FactorType::Otp];
    let call = "challengeWith({ type: 'otp' })";
    let (tenant, mut browser, page) = asked(Mode::default(), &enrolled, call).await;
    assert_eq!(page.path(), "/u/mfa-otp-challenge");
    let refused = browser.submit(&page, &[("code", "12345")]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("role=\"alert\""), "{}", refused.body);
    let page = give(&mut browser, &refused).await;
    assert!(page.is_callback(), "{}", page.url);
    let kinds: Vec<String> = tenant
        .control()
        .logs()
        .into_iter()
        .map(|event| event.kind)
        .filter(|kind| kind.starts_with("gd_"))
        .collect();
    assert_eq!(kinds, ["gd_auth_failed", "gd_auth_succeed"]);
}

/// Those that are not enrolled are passed over; the selection is shown where there is something to select.
#[tokio::test]
async fn one_of_several_is_enough() {
    let both = [FactorType::Phone, FactorType::WebauthnRoaming];
    let any =
        "challengeWithAny([{ type: 'otp' }, { type: 'phone' }, { type: 'webauthn-roaming' }])";
    let (_tenant, mut browser, page) = asked(Mode::default(), &both, any).await;
    assert_eq!(page.path(), "/u/mfa-login-options");
    assert!(!page.body.contains("otp"), "{}", page.body);
    let state = page.parameter("state").unwrap();
    let origin = page.url.split("/u/").next().unwrap().to_owned();
    let second = format!("{origin}/u/mfa-webauthn-roaming-challenge?state={state}");
    let page = browser.visit(&second).await;
    assert!(give(&mut browser, &page).await.is_callback());
    let foreign = format!("{origin}/u/mfa-otp-challenge?state={state}");
    assert_eq!(browser.visit(&foreign).await.status, 400);

    let one = [FactorType::Phone];
    let (_tenant, _browser, page) = asked(Mode::default(), &one, any).await;
    assert_eq!(page.path(), "/u/mfa-phone-challenge");
    let additional = "challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'phone' }] })";
    let (_tenant, _browser, page) = asked(Mode::default(), &one, additional).await;
    assert_eq!(page.path(), "/u/mfa-phone-challenge");
}

/// "If any of the factors requested has already been challenged successfully in the current transaction, it will be
/// ignored."
#[tokio::test]
async fn what_was_given_in_this_login_is_not_asked_for_again() {
    let call = "exports.onExecutePostLogin = async (event, api) => {
        api.authentication.challengeWith({ type: 'otp' }); };";
    let tenant = Tenant::configured(|config| {
        config.actions = vec![action(call), action(call), action(TELL)];
        config.users[0].enrolled_factors = vec![FactorType::Otp];
    })
    .await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    let page = give(&mut browser, &page).await;
    assert!(page.is_callback(), "{} {}", page.url, page.body);
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    let methods = &id["event"]["authentication"]["methods"];
    assert_eq!(methods.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_factor_and_then_a_page_elsewhere() {
    let redirect = "exports.onExecutePostLogin = async (event, api) => {
        api.redirect.sendUserTo('https://ext.test/step'); };
        exports.onContinuePostLogin = async () => {};";
    let tenant = Tenant::configured(|config| {
        config.actions = vec![action(ASK), action(redirect), action(TELL)];
    })
    .await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    let page = give(&mut browser, &page).await;
    assert_eq!(page.path(), "/step");
    let state = page.parameter("state").unwrap();
    let back = format!("{}/continue?state={state}", tenant.origin);
    let page = browser.visit(&back).await;
    assert!(page.is_callback(), "{} {}", page.url, page.body);
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(id["amr"], json!(["mfa"]));
}

/// Whoever comes in between is asked for a factor of their own.
#[tokio::test]
async fn somebody_else_does_not_inherit_a_factor() {
    let tenant = tenant().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    let dans = shown(&page);
    let state = page.parameter("state").unwrap();
    let identifier = format!("{}/u/login/identifier?state={state}", tenant.origin);
    let start = browser.visit(&identifier).await;
    let page = browser.log_in(&start, "eve@mail.test", "outsider").await;
    assert_eq!(page.path(), "/u/mfa-otp-enrollment");
    assert_ne!(shown(&page), dans);
    let page = give(&mut browser, &page).await;
    assert!(page.is_callback(), "{}", page.url);
    let enrolled = |id: &str| tenant.control().user(id).unwrap().enrolled_factors;
    assert_eq!(enrolled("auth0|eve"), [FactorType::Otp]);
    assert_eq!(enrolled("auth0|dan"), []);
}

/// Nor what they have given already.
#[tokio::test]
async fn somebody_else_does_not_inherit_a_factor_that_was_given() {
    let ask = |kind: &str| {
        action(&format!(
            "exports.onExecutePostLogin = async (event, api) => {{
                api.authentication.challengeWith({{ type: '{kind}' }}); }};"
        ))
    };
    let tenant = Tenant::configured(|config| {
        config.actions = vec![ask("otp"), ask("phone")];
        for user in &mut config.users {
            user.enrolled_factors = vec![FactorType::Otp, FactorType::Phone];
        }
    })
    .await;
    let mut browser = Browser::new();
    let page = browser
        .log_in_as_dan(&App::new(&tenant, "spa").url(&[]))
        .await;
    let page = give(&mut browser, &page).await;
    assert_eq!(page.path(), "/u/mfa-phone-challenge");
    let state = page.parameter("state").unwrap();
    let identifier = format!("{}/u/login/identifier?state={state}", tenant.origin);
    let start = browser.visit(&identifier).await;
    let page = browser.log_in(&start, "eve@mail.test", "outsider").await;
    assert_eq!(page.path(), "/u/mfa-otp-challenge");
}
