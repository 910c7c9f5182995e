//! What browsers need: response modes and CORS.

use reqwest::Method;

use crate::support::{App, Browser, Tenant, VERIFIER};

#[tokio::test]
async fn web_message_posts_to_the_applications_origin_only() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let silent = app.url(&[
        ("response_mode", "web_message"),
        ("prompt", "none"),
        ("state", "</script>"),
    ]);
    let page = browser.visit(&silent).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("\"error\":\"login_required\""),
        "{}",
        page.body
    );
    browser.log_in_as_dan(&app.url(&[])).await;
    let page = browser.visit(&silent).await;
    assert!(page.body.contains("\"type\":\"authorization_response\""));
    assert!(page.body.contains("\"code\":\""));
    assert!(
        page.body.contains(",\"https://app.test\");"),
        "{}",
        page.body
    );
    assert!(page.body.contains("\\u003c/script\\u003e"), "{}", page.body);
    assert_eq!(page.body.matches("</script>").count(), 1);
}

#[tokio::test]
async fn form_post_carries_the_answer_in_a_form() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let url = app.url(&[("response_mode", "form_post"), ("state", "\"><b>")]);
    let page = Browser::new().log_in_as_dan(&url).await;
    assert!(
        page.body.contains("action=\"https://app.test/callback\""),
        "{}",
        page.body
    );
    assert!(page.body.contains("name=\"code\""));
    assert!(
        page.body
            .contains("name=\"state\" value=\"&quot;&gt;&lt;b&gt;\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn allowed_origins_may_preflight_and_redeem() {
    let tenant = Tenant::start().await;
    let url = format!("{}/oauth/token", tenant.origin);
    let page = Browser::new()
        .send(Method::OPTIONS, &url, |request| {
            request
                .header("origin", "https://app.test")
                .header("access-control-request-method", "POST")
                .header(
                    "access-control-request-headers",
                    "auth0-client,content-type",
                )
        })
        .await;
    assert_eq!(page.status, 204);
    assert_eq!(
        page.headers["access-control-allow-origin"],
        "https://app.test"
    );
    assert_eq!(
        page.headers["access-control-allow-headers"],
        "auth0-client,content-type"
    );

    let app = App::new(&tenant, "spa");
    let callback = Browser::new().log_in_as_dan(&app.url(&[])).await;
    let code = callback.parameter("code").unwrap();
    let body = serde_json::json!({
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": code,
        "code_verifier": VERIFIER,
        "redirect_uri": "https://app.test/callback",
    });
    let page = Browser::new()
        .send(Method::POST, &url, |request| {
            request.header("origin", "https://app.test").json(&body)
        })
        .await;
    assert_eq!(page.status, 200);
    assert_eq!(
        page.headers["access-control-allow-origin"],
        "https://app.test"
    );
    // The origin is one of `spa`, not of `web`.
    let page = Browser::new()
        .send(Method::POST, &url, |request| {
            request
                .header("origin", "https://app.test")
                .json(&serde_json::json!({"client_id": "web", "client_secret": "s3cret&=%"}))
        })
        .await;
    assert!(!page.headers.contains_key("access-control-allow-origin"));
}

/// A TLS front ends the encryption: the tenant hears plain HTTP and must still speak of `https`.
#[tokio::test]
async fn behind_a_tls_front_the_configured_origin_counts() {
    let tenant = Tenant::configured(|config| {
        config.domains[0].origin = "https://tenant.acme.test:8443".to_owned();
    })
    .await;
    let port = tenant.origin.rsplit_once(':').unwrap().1;
    let front = async |method: Method, path: &str, body: &'static str| {
        Browser::new()
            .send(
                method,
                &format!("http://127.0.0.1:{port}{path}"),
                |request| {
                    request
                        .header("host", "Tenant.acme.test:8443")
                        .header("x-forwarded-for", "192.0.2.7")
                        .header("content-type", "application/x-www-form-urlencoded")
                        .body(body)
                },
            )
            .await
    };
    let document = front(Method::GET, "/.well-known/openid-configuration", "")
        .await
        .json();
    assert_eq!(document["issuer"], "https://tenant.acme.test:8443/");
    let url = App::new(&tenant, "spa").url(&[]);
    let start = front(Method::GET, url.split_once(port).unwrap().1, "").await;
    let login = start.headers["location"].to_str().unwrap();
    front(Method::POST, login, "username=dan%40mail.test").await;
    let password = login.replace("identifier", "password");
    let done = front(Method::POST, &password, "password=correct+horse").await;
    let cookie = done.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; Secure; SameSite=None"),
        "{cookie}"
    );
}

#[tokio::test]
async fn the_tenants_pages_cannot_be_framed() {
    let tenant = Tenant::start().await;
    let page = Browser::new()
        .visit(&App::new(&tenant, "spa").url(&[]))
        .await;
    assert_eq!(page.headers["x-frame-options"], "deny");
    assert_eq!(page.headers["cache-control"], "no-store");
}
