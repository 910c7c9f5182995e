//! Post-login Actions: what they are told, and what becomes of what they ask for.

use serde_json::{Value, json};

use crate::scenarios::actions::{action, hs256};
use crate::support::{App, Browser, Page, Tenant, claims};

async fn with(code: &str) -> Tenant {
    let actions = vec![action(code)];
    Tenant::configured(move |config| config.actions = actions).await
}

/// An Action that puts the whole event into the ID token.
const TELL: &str = r#"
exports.onExecutePostLogin = async (event, api) => {
  api.idToken.setCustomClaim("event", event);
};
"#;

async fn event(app: &App<'_>, changes: &[(&str, &str)]) -> Value {
    let page = Browser::new().log_in_as_dan(&app.url(changes)).await;
    claims(&app.redeem(&page, &[]).await.json()["id_token"])["event"].clone()
}

#[tokio::test]
async fn the_event_tells_about_the_login() {
    let tenant = with(TELL).await;
    let app = App::new(&tenant, "spa").on_custom_domain(&tenant);
    let changes = [
        ("organization", "org_globex"),
        ("audience", "https://api.test/"),
        ("ext-campaign", "x y"),
        ("ui_locales", "de fr"),
        ("login_hint", "dan@mail.test"),
        ("acr_values", "urn:a urn:b"),
    ];
    let event = event(&app, &changes).await;
    assert_eq!(
        event["organization"],
        json!({
            "id": "org_globex",
            "name": "globex",
            "display_name": "Globex <Corp>",
            "metadata": {},
        })
    );
    assert_eq!(
        event["connection"],
        json!({"id": "con_users", "name": "users", "strategy": "auth0", "metadata": {}})
    );
    assert_eq!(
        event["client"],
        json!({"client_id": "spa", "name": "Demo & Co", "metadata": {}})
    );
    assert_eq!(event["tenant"], json!({"id": "acme"}));
    assert_eq!(event["stats"], json!({"logins_count": 1}));
    assert_eq!(
        event["resource_server"],
        json!({"identifier": "https://api.test/"})
    );
    assert_eq!(
        event["custom_domain"],
        json!({"domain": "login.localhost", "domain_metadata": {"brand": "acme"}})
    );
    assert_eq!(
        event["authentication"]["methods"],
        json!([{"name": "pwd", "timestamp": "2027-01-15T08:00:00.000Z"}])
    );
    let request = &event["request"];
    assert_eq!(request["method"], "GET");
    assert_eq!(request["hostname"], "login.localhost");
    assert_eq!(request["ip"], "127.0.0.1");
    assert_eq!(request["language"], "de");
    assert_eq!(request["query"]["ext-campaign"], "x y");
    assert_eq!(request["query"]["state"], "app state");
    assert_eq!(request["body"], json!({}));
    let transaction = &event["transaction"];
    assert_eq!(transaction["protocol"], "oidc-basic-profile");
    assert_eq!(transaction["redirect_uri"], "https://app.test/callback");
    assert_eq!(transaction["login_hint"], "dan@mail.test");
    assert_eq!(transaction["ui_locales"], json!(["de", "fr"]));
    assert_eq!(transaction["acr_values"], json!(["urn:a", "urn:b"]));
    assert_eq!(
        transaction["requested_scopes"],
        json!(["openid", "profile", "email", "offline_access"])
    );
    assert_eq!(transaction["state"], "app state");
    let user = &event["user"];
    assert_eq!(user["user_id"], "auth0|dan");
    assert_eq!(user["user_metadata"], json!({"color": "red"}));
    assert_eq!(user["app_metadata"], json!({}));
    // Absent, not null.
    assert_eq!(user.get("family_name"), None);
    assert_eq!(
        user["identities"],
        json!([{"connection": "users", "provider": "auth0", "user_id": "dan", "isSocial": false}])
    );
    assert_eq!(
        event["session"]["authenticated_at"],
        "2027-01-15T08:00:00.000Z"
    );
}

#[tokio::test]
async fn the_canonical_domain_and_a_login_without_organization_leave_gaps() {
    let tenant = with(TELL).await;
    let event = event(&App::new(&tenant, "spa"), &[]).await;
    for absent in ["custom_domain", "organization", "resource_server"] {
        assert_eq!(event.get(absent), None, "{absent}");
    }
    assert_eq!(event["transaction"].get("response_mode"), None);
}

#[tokio::test]
async fn claims_scopes_and_metadata_take_effect() {
    let tenant = with(
        r#"
        exports.onExecutePostLogin = async (event, api) => {
          api.idToken.setCustomClaim("https://x.test/tier", event.secrets.KEY);
          api.idToken.setCustomClaim("roles", ["dropped"]);
          api.idToken.setCustomClaim("nickname", "Danny");
          api.accessToken.setCustomClaim("tier", 7);
          api.accessToken.addScope("extra");
          api.accessToken.removeScope("read:all");
          api.user.setUserMetadata("color", null);
          api.user.setAppMetadata("seen", event.stats.logins_count);
        };"#,
    )
    .await;
    let app = App::new(&tenant, "spa");
    let changes = [
        ("audience", "https://api.test/"),
        ("scope", "openid profile read:all"),
    ];
    let page = Browser::new().log_in_as_dan(&app.url(&changes)).await;
    let tokens = app.redeem(&page, &[]).await.json();
    let id = claims(&tokens["id_token"]);
    assert_eq!(id["https://x.test/tier"], "s3cret");
    assert_eq!(id["nickname"], "Danny");
    assert_eq!(id.get("roles"), None);
    let access = claims(&tokens["access_token"]);
    assert_eq!(access["tier"], 7);
    assert_eq!(access["scope"], "openid profile extra");
    let user = tenant.control().user("auth0|dan").unwrap();
    assert_eq!(json!(user.user_metadata), json!({}));
    assert_eq!(json!(user.app_metadata), json!({"seen": 1}));
    // The ID token's claims show in the user info as well.
    let url = format!("{}/userinfo", tenant.origin);
    let token = tokens["access_token"].as_str().unwrap();
    let info = Browser::new()
        .send(reqwest::Method::GET, &url, |request| {
            request.bearer_auth(token)
        })
        .await
        .json();
    assert_eq!(info["https://x.test/tier"], "s3cret");
    assert_eq!(info["nickname"], "Danny");
}

#[tokio::test]
async fn a_denial_reaches_the_application_and_keeps_metadata_and_session() {
    let tenant = with(
        r#"
        exports.onExecutePostLogin = async (event, api) => {
          api.user.setAppMetadata("tried", true);
          if (!event.request.query.let_in) api.access.deny("[plan] upgrade & pay");
        };"#,
    )
    .await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    assert_eq!(page.parameter("error").as_deref(), Some("access_denied"));
    assert_eq!(
        page.parameter("error_description").as_deref(),
        Some("[plan] upgrade & pay")
    );
    assert_eq!(page.parameter("state").as_deref(), Some("app state"));
    assert_eq!(
        json!(tenant.control().user("auth0|dan").unwrap().app_metadata),
        json!({"tried": true})
    );
    // The session began before the Actions ran: a denial is no gate.
    let page = browser
        .visit(&app.url(&[("prompt", "none"), ("let_in", "1")]))
        .await;
    assert!(page.parameter("code").is_some(), "{}", page.url);
}

#[tokio::test]
async fn an_action_that_throws_denies_and_is_logged() {
    let tenant =
        with("exports.onExecutePostLogin = async () => { throw new Error('oops'); };").await;
    let page = Browser::new()
        .log_in_as_dan(&App::new(&tenant, "spa").url(&[]))
        .await;
    assert_eq!(page.parameter("error").as_deref(), Some("access_denied"));
    let logs = tenant.control().logs();
    let failure = logs
        .iter()
        .find(|event| event.kind == "actions_execution_failed")
        .unwrap();
    assert!(failure.description.contains("oops"), "{failure:?}");
}

const ROUND_TRIP: &str = r#"
exports.onExecutePostLogin = async (event, api) => {
  const token = api.redirect.encodeToken({ secret: "out", payload: { ask: "name" } });
  api.transaction.setMetadata("campaign", event.request.query["ext-campaign"]);
  api.redirect.sendUserTo("https://ext.test/step?kept=1", { query: { session_token: token } });
};
exports.onContinuePostLogin = async (event, api) => {
  const payload = api.redirect.validateToken({ secret: "shh", tokenParameterName: "answer" });
  api.idToken.setCustomClaim("payload", payload);
  api.idToken.setCustomClaim("request", event.request);
  api.idToken.setCustomClaim("metadata", event.transaction.metadata);
  api.user.setUserMetadata("name", payload.name);
};
"#;

async fn outside(tenant: &Tenant) -> (Browser, Page) {
    let mut browser = Browser::new();
    let url = App::new(tenant, "spa").url(&[("ext-campaign", "spring")]);
    let page = browser.log_in_as_dan(&url).await;
    (browser, page)
}

fn answer(state: &str) -> String {
    hs256(
        "shh",
        &json!({"alg": "HS256", "typ": "JWT"}),
        &json!({
            "iss": "tenant.localhost",
            "sub": "auth0|dan",
            "iat": 1_800_000_000,
            "exp": 1_800_000_300,
            "state": state,
            "name": "Danny",
        }),
    )
}

#[tokio::test]
async fn the_way_out_and_back() {
    let tenant = with(ROUND_TRIP).await;
    let (mut browser, page) = outside(&tenant).await;
    assert!(
        page.url
            .starts_with("https://ext.test/step?kept=1&session_token="),
        "{}",
        page.url
    );
    let out = claims(&json!(page.parameter("session_token").unwrap()));
    assert_eq!(
        out,
        json!({
            "iss": "tenant.localhost",
            "sub": "auth0|dan",
            "iat": 1_800_000_000,
            "exp": 1_800_000_900,
            "ip": "127.0.0.1",
            "ask": "name",
        })
    );
    let state = page.parameter("state").unwrap();
    assert_ne!(state, "app state");
    let waiting = tenant.control().transactions();
    assert_eq!(waiting[0].continue_state.as_deref(), Some(state.as_str()));
    // The body wins over the query, for the state and for the token.
    let url = format!("{}/continue?state=wrong&answer=wrong&x=1", tenant.origin);
    let page = browser
        .post(&url, &[("state", &state), ("answer", &answer(&state))])
        .await;
    assert!(
        page.location
            .as_ref()
            .unwrap()
            .contains("/authorize/resume?state="),
        "{page:?}"
    );
    let page = browser.follow(page).await;
    assert!(page.is_callback(), "{}", page.url);
    assert_eq!(page.parameter("state").as_deref(), Some("app state"));
    let tokens = App::new(&tenant, "spa").redeem(&page, &[]).await.json();
    let id = claims(&tokens["id_token"]);
    assert_eq!(id["payload"]["name"], "Danny");
    // A fresh request: the parameters of /authorize are gone.
    assert_eq!(id["request"]["method"], "POST");
    assert_eq!(id["request"]["query"]["x"], "1");
    assert_eq!(id["request"]["query"].get("ext-campaign"), None);
    assert_eq!(id["request"]["body"]["state"], state);
    assert_eq!(id["metadata"], json!({"campaign": "spring"}));
    let user = tenant.control().user("auth0|dan").unwrap();
    assert_eq!(user.user_metadata["name"], "Danny");
    assert_eq!(user.logins_count, 1);
}

#[tokio::test]
async fn the_way_back_by_get_works_as_well() {
    let tenant = with(ROUND_TRIP).await;
    let (mut browser, page) = outside(&tenant).await;
    let state = page.parameter("state").unwrap();
    let token = answer(&state);
    let url = format!("{}/continue?state={state}&answer={token}", tenant.origin);
    assert!(browser.visit(&url).await.is_callback());
}

#[tokio::test]
async fn a_token_for_another_state_or_none_is_refused() {
    for token in [Some(answer("another")), None] {
        let tenant = with(ROUND_TRIP).await;
        let (mut browser, page) = outside(&tenant).await;
        let state = page.parameter("state").unwrap();
        let rest = token
            .map(|token| format!("&answer={token}"))
            .unwrap_or_default();
        let page = browser
            .visit(&format!("{}/continue?state={state}{rest}", tenant.origin))
            .await;
        assert_eq!(page.parameter("error").as_deref(), Some("access_denied"));
    }
}

#[tokio::test]
async fn while_the_actions_stand_still_nothing_else_goes_on() {
    let tenant = with(ROUND_TRIP).await;
    let (mut browser, _) = outside(&tenant).await;
    let id = tenant.control().transactions()[0].id.clone();
    let page = browser
        .get(&format!("{}/authorize/resume?state={id}", tenant.origin))
        .await;
    assert_eq!(page.status, 400);
    let page = browser.get(&format!("{}/continue", tenant.origin)).await;
    assert_eq!(
        (page.status, page.error().as_deref()),
        (400, Some("invalid_request"))
    );
}

#[tokio::test]
async fn a_silent_login_cannot_be_redirected() {
    let tenant = Tenant::configured(|config| config.actions = vec![action(ROUND_TRIP)]).await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    browser.log_in_as_dan(&app.url(&[])).await;
    let page = browser
        .visit(&app.url(&[("prompt", "none"), ("ext-campaign", "spring")]))
        .await;
    assert_eq!(
        page.parameter("error").as_deref(),
        Some("interaction_required")
    );
}

#[tokio::test]
async fn actions_run_at_a_refresh_and_a_denial_there_is_a_500_in_json() {
    let tenant = with(
        r#"
        exports.onExecutePostLogin = async (event, api) => {
          api.idToken.setCustomClaim("event", event);
          if (event.user.app_metadata.deny) api.access.deny("no more");
        };"#,
    )
    .await;
    let app = App::new(&tenant, "spa");
    let page = Browser::new()
        .log_in_as_dan(&app.url(&[("organization", "org_globex")]))
        .await;
    let first = app.redeem(&page, &[]).await.json();
    let second = app
        .refresh(first["refresh_token"].as_str().unwrap(), &[])
        .await
        .json();
    let event = &claims(&second["id_token"])["event"];
    assert_eq!(event["transaction"]["protocol"], "oauth2-refresh-token");
    assert_eq!(event["organization"]["id"], "org_globex");
    assert_eq!(event["request"]["method"], "POST");
    assert_eq!(event["request"]["body"]["grant_type"], "refresh_token");
    assert_eq!(event["request"]["body"].get("refresh_token"), None);
    assert_eq!(event.get("authentication"), None);

    let mut user = tenant.control().user("auth0|dan").unwrap();
    user.app_metadata.insert("deny".to_owned(), json!(true));
    tenant.control().put_user(user).unwrap();
    let token = second["refresh_token"].as_str().unwrap();
    let page = app.refresh(token, &[]).await;
    assert_eq!(page.status, 500);
    assert_eq!(
        page.json(),
        json!({"error": "access_denied", "error_description": "no more"})
    );
    // A denied refresh does not use the token up.
    let mut user = tenant.control().user("auth0|dan").unwrap();
    user.app_metadata.remove("deny");
    tenant.control().put_user(user).unwrap();
    assert_eq!(app.refresh(token, &[]).await.status, 200);
}

/// A connection maps what its provider says; what is known of one user counts for more.
#[tokio::test]
async fn attributes_of_a_connection_are_in_the_event() {
    let tenant = Tenant::configured(|config| {
        config.actions = vec![action(TELL)];
        let connection = &mut config.connections[0];
        assert_eq!(connection.name, "globex-oidc");
        let said = json!({"amr": ["pwd"], "acr": "low", "email": "not@this.one"});
        connection.attributes = said.as_object().unwrap().clone();
    })
    .await;
    let app = App::new(&tenant, "spa");
    let url = app.url(&[("connection", "globex-oidc")]);
    let log_in = async || {
        let mut browser = Browser::new();
        let page = browser.visit(&url).await;
        let page = browser.submit(&page, &[("email", "ana@globex.test")]).await;
        let tokens = app.redeem(&page, &[]).await.json();
        claims(&tokens["id_token"])["event"]["user"].clone()
    };
    let user = log_in().await;
    assert_eq!(user["amr"], json!(["pwd"]));
    assert_eq!(user["acr"], "low");
    assert_eq!(user["email"], "ana@globex.test");

    let mut user = tenant.control().users().pop().unwrap();
    user.attributes.insert("acr".to_owned(), json!("high"));
    tenant.control().put_user(user).unwrap();
    let user = log_in().await;
    assert_eq!(
        (&user["acr"], &user["amr"]),
        (&json!("high"), &json!(["pwd"]))
    );
}
