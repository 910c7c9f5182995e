//! `/oauth/token`, the tokens, `/userinfo`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{App, Browser, Page, Tenant, claims, header};

async fn tokens(app: &App<'_>, changes: &[(&str, &str)]) -> Value {
    let page = Browser::new().log_in_as_dan(&app.url(changes)).await;
    app.redeem(&page, &[]).await.json()
}

#[tokio::test]
async fn the_id_token_has_auth0s_shape() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let answer = tokens(&app, &[]).await;
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["expires_in"], 86_400);
    assert_eq!(answer["scope"], "openid profile email offline_access");
    let current = &tenant.control().keys()[0];
    assert_eq!(
        header(&answer["id_token"]),
        json!({"alg": "RS256", "typ": "JWT", "kid": current.kid})
    );
    let mut id = claims(&answer["id_token"]);
    assert!(
        id.as_object_mut()
            .unwrap()
            .remove("sid")
            .unwrap()
            .is_string()
    );
    assert_eq!(
        id,
        json!({
            "iss": format!("{}/", tenant.origin),
            "sub": "auth0|dan",
            "aud": "spa",
            "iat": 1_800_000_000,
            "exp": 1_800_036_000,
            "nonce": "n-1",
            "name": "Dan Doe",
            "nickname": "dan",
            "given_name": "Dan",
            "updated_at": "2027-01-15T08:00:00.000Z",
            "email": "dan@mail.test",
            "email_verified": true,
        })
    );
}

#[tokio::test]
async fn the_access_token_is_opaque_without_an_api() {
    let tenant = Tenant::start().await;
    let answer = tokens(&App::new(&tenant, "spa"), &[]).await;
    assert!(!answer["access_token"].as_str().unwrap().contains('.'));
}

#[tokio::test]
async fn the_access_token_for_an_api_has_auth0s_shape() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let changes = [
        ("audience", "https://api.test/"),
        ("scope", "openid read:all delete:all"),
        ("organization", "org_globex"),
    ];
    let answer = tokens(&app, &changes).await;
    assert_eq!(answer["expires_in"], 7200);
    let mut access = claims(&answer["access_token"]);
    assert!(access.as_object_mut().unwrap().remove("jti").is_some());
    assert_eq!(
        access,
        json!({
            "iss": format!("{}/", tenant.origin),
            "sub": "auth0|dan",
            "aud": ["https://api.test/", format!("{}/userinfo", tenant.origin)],
            "iat": 1_800_000_000,
            "exp": 1_800_007_200,
            // What the API does not know is dropped.
            "scope": "openid read:all",
            "azp": "spa",
            "org_id": "org_globex",
        })
    );
    // Without `openid` there is no user info to be had: the audience is a text, and no ID token.
    let answer = tokens(
        &app,
        &[("audience", "https://api.test/"), ("scope", "read:all")],
    )
    .await;
    assert_eq!(claims(&answer["access_token"])["aud"], "https://api.test/");
    assert_eq!(answer.get("id_token"), None);
}

#[tokio::test]
async fn role_based_access_control_limits_scopes_and_lists_permissions() {
    let tenant = Tenant::start().await;
    let changes = [
        ("audience", "https://rbac.test/"),
        ("scope", "openid read:all write:all"),
    ];
    let answer = tokens(&App::new(&tenant, "spa"), &changes).await;
    let access = claims(&answer["access_token"]);
    assert_eq!(access["scope"], "openid read:all");
    assert_eq!(access["permissions"], json!(["read:all"]));
}

#[tokio::test]
async fn machines_get_a_token_of_their_own_shape() {
    let tenant = Tenant::start().await;
    let url = format!("{}/oauth/token", tenant.origin);
    let page = Browser::new()
        .send(Method::POST, &url, |request| {
            request.basic_auth("machine", Some("m4chine")).json(&json!({
                "grant_type": "client_credentials",
                "audience": "https://api.test/",
            }))
        })
        .await;
    let answer = page.json();
    assert_eq!(
        claims(&answer["access_token"]),
        json!({
            "iss": format!("{}/", tenant.origin),
            "sub": "machine@clients",
            "aud": "https://api.test/",
            "iat": 1_800_000_000,
            "exp": 1_800_007_200,
            "gty": "client-credentials",
            "azp": "machine",
            "scope": "read:all",
        })
    );
    assert_eq!(answer.get("refresh_token"), None);
}

/// The published examples of the token endpoint disagree in places; these are what applications
/// meet.
#[tokio::test]
async fn errors_have_the_codes_and_statuses_of_real_tenants() {
    let tenant = Tenant::start().await;
    let web = App::new(&tenant, "web");
    let code = [("grant_type", "authorization_code"), ("code", "nope")];
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", "nope")];
    for (body, changes, status, error) in [
        (&code[..], &[][..], 403, "invalid_grant"),
        (&code[..1], &[], 400, "invalid_request"),
        (&refresh, &[], 403, "invalid_grant"),
        (&refresh, &[("client_secret", "x")], 401, "access_denied"),
        (&refresh, &[("client_secret", "")], 401, "access_denied"),
        (&refresh, &[("client_id", "nobody")], 401, "access_denied"),
        (&refresh, &[("client_id", "")], 401, "access_denied"),
        (
            &[("grant_type", "password")],
            &[],
            400,
            "unsupported_grant_type",
        ),
        (&[], &[], 400, "invalid_request"),
        (
            &[("grant_type", "client_credentials")],
            &[],
            403,
            "unauthorized_client",
        ),
    ] {
        let page = web.token(body, changes).await;
        assert_eq!(
            (page.status, page.error().unwrap().as_str()),
            (status, error),
            "{body:?}"
        );
        assert!(page.json()["error_description"].is_string());
    }
    let page = web.token(&refresh, &[]).await;
    assert_eq!(
        page.json()["error_description"],
        "Unknown or invalid refresh token."
    );
}

#[tokio::test]
async fn pkce_plain_works_and_a_verifier_without_a_challenge_does_not() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "web");
    let verifier = "a-plain-verifier-that-is-long-enough-0123456789";
    let plain = app.url(&[
        ("code_challenge", verifier),
        ("code_challenge_method", "plain"),
    ]);
    let page = Browser::new().log_in_as_dan(&plain).await;
    assert_eq!(
        app.redeem(&page, &[("code_verifier", verifier)])
            .await
            .status,
        200
    );
    let none = app.url(&[("code_challenge", ""), ("code_challenge_method", "")]);
    let page = Browser::new().log_in_as_dan(&none).await;
    assert_eq!(app.redeem(&page, &[]).await.status, 403);
    assert_eq!(
        app.redeem(&page, &[("code_verifier", "")]).await.status,
        200
    );
}

#[tokio::test]
async fn refresh_tokens_rotate_and_reuse_kills_the_family() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let first = tokens(&app, &[("organization", "org_globex")]).await;
    tenant.control().advance_clock(1000);
    let old = first["refresh_token"].as_str().unwrap();
    let second = app.refresh(old, &[]).await.json();
    let id = claims(&second["id_token"]);
    assert_eq!(id["iat"], 1_800_001_000);
    assert_eq!(id["org_id"], "org_globex");
    assert_eq!(id.get("nonce"), None);
    assert_eq!(id["sid"], claims(&first["id_token"])["sid"]);
    let new = second["refresh_token"].as_str().unwrap();
    assert_ne!(old, new);
    // Whoever comes with the old one ends it for both.
    assert_eq!(app.refresh(old, &[]).await.status, 403);
    assert_eq!(app.refresh(new, &[]).await.status, 403);
}

#[tokio::test]
async fn a_refresh_may_ask_for_less_and_that_does_not_last() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let first = tokens(&app, &[]).await;
    let less = app.refresh(
        first["refresh_token"].as_str().unwrap(),
        &[("scope", "openid admin")],
    );
    let less = less.await.json();
    assert_eq!(less["scope"], "openid");
    let again = app
        .refresh(less["refresh_token"].as_str().unwrap(), &[])
        .await
        .json();
    assert_eq!(again["scope"], "openid profile email offline_access");
}

#[tokio::test]
async fn tokens_that_do_not_rotate_stay_good() {
    let tenant = Tenant::configured(|config| {
        for client in &mut config.clients {
            client.refresh_token.rotating = false;
        }
    })
    .await;
    let app = App::new(&tenant, "spa");
    let first = tokens(&app, &[]).await;
    let token = first["refresh_token"].as_str().unwrap();
    for _ in 0..2 {
        let answer = app.refresh(token, &[]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json().get("refresh_token"), None);
    }
}

#[tokio::test]
async fn the_implicit_and_hybrid_answers_come_in_the_fragment() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "web");
    let url = app.url(&[
        ("response_type", "code id_token token"),
        ("audience", "https://api.test/"),
    ]);
    let page = Browser::new().log_in_as_dan(&url).await;
    assert!(
        page.url.starts_with("https://app.test/callback#"),
        "{}",
        page.url
    );
    let id = claims(&json!(page.parameter("id_token").unwrap()));
    assert!(id["c_hash"].is_string() && id["at_hash"].is_string());
    assert_eq!(page.parameter("token_type").as_deref(), Some("Bearer"));
    assert_eq!(page.parameter("state").as_deref(), Some("app state"));
    assert_eq!(app.redeem(&page, &[]).await.status, 200);
}

async fn userinfo(tenant: &Tenant, token: &Value) -> Page {
    let url = format!("{}/userinfo", tenant.origin);
    let token = token.as_str().unwrap();
    Browser::new()
        .send(Method::GET, &url, |request| request.bearer_auth(token))
        .await
}

#[tokio::test]
async fn userinfo_shows_what_the_scopes_allow() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let answer = tokens(&app, &[("scope", "openid email")]).await;
    let page = userinfo(&tenant, &answer["access_token"]).await;
    assert_eq!(
        page.json(),
        json!({"sub": "auth0|dan", "email": "dan@mail.test", "email_verified": true})
    );
    assert_eq!(userinfo(&tenant, &json!("nonsense")).await.status, 401);
    // An access token without `openid` is not for this.
    let changes = [("scope", "read:all"), ("audience", "https://api.test/")];
    let answer = tokens(&app, &changes).await;
    assert_eq!(userinfo(&tenant, &answer["access_token"]).await.status, 401);
}

#[tokio::test]
async fn a_revoked_key_takes_its_access_tokens_along() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let answer = tokens(&app, &[("audience", "https://api.test/")]).await;
    let old = tenant.control().keys()[0].kid.clone();
    tenant.control().rotate_keys().unwrap();
    assert_eq!(userinfo(&tenant, &answer["access_token"]).await.status, 200);
    tenant.control().revoke_key(&old).unwrap();
    assert_eq!(userinfo(&tenant, &answer["access_token"]).await.status, 401);
}
