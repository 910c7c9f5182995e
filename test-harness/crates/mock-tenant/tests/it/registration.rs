//! Sign-ups, and their Actions.

use serde_json::json;
use vestibule_mock_tenant::{Config, Trigger};

use crate::scenarios::actions::bound;
use crate::scenarios::databases::sign_up;
use crate::support::{App, Browser, Tenant, claims};

const JUDGE: &str = r#"
exports.onExecutePreUserRegistration = async (event, api) => {
  api.user.setAppMetadata("event", event);
  api.user.setUserMetadata("color", "blue");
  if (event.user.email.endsWith("@rival.test")) api.access.deny("rival", "Not for you & yours.");
};
"#;

fn judged(config: &mut Config) {
    config.actions = vec![bound(Trigger::PreUserRegistration, JUDGE)];
}

#[tokio::test]
async fn an_application_signs_somebody_up() {
    let tenant = Tenant::configured(judged).await;
    let answer = sign_up(
        &tenant,
        &[("given_name", "Nora"), ("email", "Nora@mail.test")],
    )
    .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let body = answer.json();
    assert_eq!(body["email"], "nora@mail.test");
    assert_eq!(body["email_verified"], false);
    let user_id = format!("auth0|{}", body["_id"].as_str().unwrap());
    let user = tenant.control().user(&user_id).unwrap();
    assert_eq!(json!(user.user_metadata), json!({"color": "blue"}));
    let event = &user.app_metadata["event"];
    assert_eq!(
        event["user"],
        json!({
            "email": "Nora@mail.test",
            "given_name": "Nora",
            "app_metadata": {},
            "user_metadata": {},
        })
    );
    assert_eq!(event["connection"]["strategy"], "auth0");
    assert_eq!(event["client"]["client_id"], "spa");
    assert_eq!(event["tenant"], json!({"id": "acme"}));
    assert_eq!(event["request"]["body"].get("password"), None);
    assert_eq!(event.get("stats"), None);
    assert_eq!(event.get("transaction"), None);
}

#[tokio::test]
async fn a_denial_reaches_the_application_as_json_and_makes_no_user() {
    let tenant = Tenant::configured(judged).await;
    let answer = sign_up(&tenant, &[("email", "rita@rival.test")]).await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.json(),
        json!({
            "name": "BadRequestError",
            "code": "extensibility_error",
            "description": "Not for you & yours.",
            "statusCode": 400,
        })
    );
    let users = tenant.control().users();
    assert!(users.iter().all(|user| user.email != "rita@rival.test"));
    let logs = tenant.control().logs();
    assert_eq!(logs.last().unwrap().kind, "fs");
}

#[tokio::test]
async fn the_hint_leads_to_the_page_and_the_new_user_is_logged_in() {
    let tenant = Tenant::configured(judged).await;
    let app = App::new(&tenant, "spa");
    let hints = [("screen_hint", "signup"), ("login_hint", "nora@mail.test")];
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&hints)).await;
    assert_eq!(page.path(), "/u/signup");
    assert!(page.body.contains("nora@mail.test"));
    let page = browser.submit(&page, &[("password", "battery")]).await;
    assert!(page.is_callback(), "{} {}", page.url, page.body);
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(id["email"], "nora@mail.test");
    assert_eq!(id["email_verified"], false);
    let users = tenant.control().users();
    let event = &users.last().unwrap().app_metadata["event"];
    assert_eq!(event["transaction"]["protocol"], "oidc-basic-profile");
    assert_eq!(event["transaction"]["login_hint"], "nora@mail.test");
}

#[tokio::test]
async fn a_denial_is_shown_to_the_person() {
    let tenant = Tenant::configured(judged).await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&[])).await;
    let page = browser
        .submit(&page, &[("username", "rita@rival.test")])
        .await;
    // The password page offers it.
    assert!(
        page.body.contains("href=\"/u/signup?state="),
        "{}",
        page.body
    );
    let page = browser
        .visit(&page.url.replace("/u/login/password", "/u/signup"))
        .await;
    let fields = [("email", "rita@rival.test"), ("password", "battery")];
    let page = browser.submit(&page, &fields).await;
    assert_eq!((page.path().as_str(), page.status), ("/u/signup", 400));
    assert!(
        page.body.contains("Not for you &amp; yours."),
        "{}",
        page.body
    );
    // The way is not closed to somebody else.
    let page = browser
        .submit(
            &page,
            &[("email", "nora@mail.test"), ("password", "battery")],
        )
        .await;
    assert!(page.is_callback(), "{}", page.url);
}

#[tokio::test]
async fn a_fault_of_an_action_makes_no_user_and_tells_nobody() {
    let tenant = Tenant::configured(|config| {
        let code =
            "exports.onExecutePreUserRegistration = async () => { throw new Error('oops') };";
        config.actions = vec![bound(Trigger::PreUserRegistration, code)];
    })
    .await;
    let answer = sign_up(&tenant, &[]).await;
    assert_eq!(answer.status, 400);
    assert!(!answer.body.contains("oops"));
    let logs = tenant.control().logs();
    assert!(logs.iter().any(|event| event.description == "oops"));
}

/// A database of another kind of trigger is none of this one's business.
#[tokio::test]
async fn each_trigger_runs_its_own_actions() {
    let tenant = Tenant::configured(|config| {
        judged(config);
        let code = "exports.onExecutePostLogin = async (event, api) => {
            api.idToken.setCustomClaim('ran', 1); };";
        config.actions.push(bound(Trigger::PostLogin, code));
    })
    .await;
    assert_eq!(sign_up(&tenant, &[]).await.status, 200);
    let app = App::new(&tenant, "spa");
    let page = Browser::new().log_in_as_dan(&app.url(&[])).await;
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(id["ran"], 1);
}
