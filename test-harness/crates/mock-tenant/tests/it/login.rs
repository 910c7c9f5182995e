//! Universal Login, identifier first.

use crate::support::{App, Browser, Tenant, claims};

#[tokio::test]
async fn an_enterprise_address_leads_to_its_provider_and_back() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser
        .visit(&app.url(&[("organization", "org_globex")]))
        .await;
    assert_eq!(page.path(), "/u/login/identifier");
    let page = browser
        .submit(&page, &[("username", "Ana@GLOBEX.test")])
        .await;
    assert!(
        page.url
            .starts_with(&format!("{}/globex-oidc/authorize?", tenant.idp)),
        "{}",
        page.url
    );
    assert_eq!(
        page.parameter("login_hint").as_deref(),
        Some("Ana@GLOBEX.test")
    );
    assert_eq!(
        page.parameter("redirect_uri"),
        Some(format!("{}/login/callback", tenant.origin))
    );
    assert!(
        page.body.contains("value=\"Ana@GLOBEX.test\""),
        "{}",
        page.body
    );
    let page = browser.submit(&page, &[]).await;
    assert!(page.is_callback(), "{page:?}");
    assert_eq!(page.parameter("state").as_deref(), Some("app state"));
    let tokens = app.redeem(&page, &[]).await.json();
    let id = claims(&tokens["id_token"]);
    assert_eq!(id["sub"], "oidc|globex-oidc|ana@globex.test");
    assert_eq!(id["email"], "ana@globex.test");
    assert_eq!(id["org_id"], "org_globex");
    assert_eq!(id.get("org_name"), None);
    // The connection makes its users members.
    let user = tenant
        .control()
        .user("oidc|globex-oidc|ana@globex.test")
        .unwrap();
    assert_eq!(user.organizations, ["org_globex"]);
    assert_eq!(user.logins_count, 1);
}

#[tokio::test]
async fn the_email_domain_is_matched_exactly_and_without_regard_to_case() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    for (address, path) in [
        ("a@initech.TEST", "/initech-saml/authorize"),
        ("a@sub.initech.test", "/u/login/password"),
        ("a@xinitech.test", "/u/login/password"),
        ("initech.test", "/u/login/password"),
        ("\"a@globex.test\"@initech.test", "/initech-saml/authorize"),
        // `hidden-oidc` has the domain, but is not enabled for the application.
        ("a@hidden.test", "/u/login/password"),
    ] {
        let mut browser = Browser::new();
        let page = browser.visit(&app.url(&[])).await;
        let page = browser.submit(&page, &[("username", address)]).await;
        assert_eq!(page.path(), path, "{address}");
    }
}

#[tokio::test]
async fn with_an_organization_only_its_connections_count() {
    let tenant = Tenant::start().await;
    let mut browser = Browser::new();
    let url = App::new(&tenant, "spa").url(&[("organization", "org_initech")]);
    let page = browser.visit(&url).await;
    assert!(!page.body.contains("globex-oidc"), "{}", page.body);
    let page = browser
        .submit(&page, &[("username", "ana@globex.test")])
        .await;
    assert_eq!(page.path(), "/u/login/password");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_stays_on_the_page() {
    let tenant = Tenant::configured(|config| {
        let spa = config
            .clients
            .iter_mut()
            .find(|client| client.client_id == "spa")
            .unwrap();
        spa.connections = vec!["globex-oidc".to_owned()];
    })
    .await;
    let mut browser = Browser::new();
    let page = browser.visit(&App::new(&tenant, "spa").url(&[])).await;
    let page = browser.submit(&page, &[("username", "x@<b>.test")]).await;
    assert_eq!(
        (page.status, page.path().as_str()),
        (400, "/u/login/identifier")
    );
    assert!(page.body.contains("role=\"alert\""));
    assert!(
        page.body.contains("value=\"x@&lt;b&gt;.test\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_login_hint_fills_in_the_address() {
    let tenant = Tenant::start().await;
    let hint = "\"><script>@globex.test";
    let page = Browser::new()
        .visit(&App::new(&tenant, "spa").url(&[("login_hint", hint)]))
        .await;
    assert!(
        page.body
            .contains("value=\"&quot;&gt;&lt;script&gt;@globex.test\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn buttons_lead_to_their_connection() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&[])).await;
    // `initech-saml` has none, though it is enabled.
    assert_eq!(page.body.matches("Continue with").count(), 1);
    let page = browser.submit_nth(&page, 1, &[]).await;
    assert_eq!(page.path(), "/globex-oidc/authorize");
    // A connection that is not on offer cannot be smuggled in.
    let page = browser.visit(&app.url(&[])).await;
    let page = browser
        .submit_nth(&page, 1, &[("connection", "hidden-oidc")])
        .await;
    assert_eq!(
        (page.status, page.path().as_str()),
        (400, "/u/login/identifier")
    );
}

#[tokio::test]
async fn connection_skips_the_identifier_page() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let url = app.url(&[
        ("connection", "initech-saml"),
        ("login_hint", "a@initech.test"),
    ]);
    let page = Browser::new().visit(&url).await;
    assert_eq!(page.path(), "/initech-saml/authorize");
    assert!(page.body.contains("value=\"a@initech.test\""));
    // With a database the page asks, and the domain no longer routes.
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&[("connection", "users")])).await;
    let page = browser
        .submit(&page, &[("username", "a@globex.test")])
        .await;
    assert_eq!(page.path(), "/u/login/password");
}

#[tokio::test]
async fn going_back_to_type_another_address_works() {
    let tenant = Tenant::start().await;
    let mut browser = Browser::new();
    let first = browser.visit(&App::new(&tenant, "spa").url(&[])).await;
    let page = browser
        .submit(&first, &[("username", "dan@mail.test")])
        .await;
    assert_eq!(page.path(), "/u/login/password");
    let page = browser
        .submit(&first, &[("username", "ana@globex.test")])
        .await;
    assert_eq!(page.path(), "/globex-oidc/authorize");
    let page = browser
        .submit(&first, &[("username", "dan@mail.test")])
        .await;
    let page = browser
        .submit(&page, &[("password", "correct horse")])
        .await;
    assert!(page.is_callback());
}

#[tokio::test]
async fn a_wrong_password_says_the_same_as_a_wrong_address() {
    let tenant = Tenant::start().await;
    let url = App::new(&tenant, "spa").url(&[]);
    let mut pages = Vec::new();
    for email in ["dan@mail.test", "nobody@mail.test"] {
        let mut browser = Browser::new();
        let page = browser.visit(&url).await;
        let page = browser.log_in(&page, email, "wrong").await;
        assert_eq!(page.status, 400);
        let state = page.parameter("state").unwrap();
        pages.push(page.body.replace(email, "").replace(&state, ""));
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn the_provider_can_refuse_and_can_vouch_for_someone_else() {
    use vestibule_mock_tenant::IdpScript;
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let url = app.url(&[("connection", "globex-oidc")]);
    let script = IdpScript {
        error: Some("access_denied".to_owned()),
        error_description: Some("not today".to_owned()),
        times: Some(1),
        ..IdpScript::default()
    };
    tenant.control().script_idp("globex-oidc", script).unwrap();
    let mut browser = Browser::new();
    let page = browser.visit(&url).await;
    let page = browser.submit(&page, &[("email", "ana@globex.test")]).await;
    assert_eq!(page.parameter("error").as_deref(), Some("access_denied"));
    assert_eq!(
        page.parameter("error_description").as_deref(),
        Some("not today")
    );
    assert_eq!(page.parameter("state").as_deref(), Some("app state"));

    let script = IdpScript {
        assert_email: Some("other@globex.test".to_owned()),
        ..IdpScript::default()
    };
    tenant.control().script_idp("globex-oidc", script).unwrap();
    let page = browser.visit(&url).await;
    let page = browser.submit(&page, &[("email", "ana@globex.test")]).await;
    let tokens = app.redeem(&page, &[]).await.json();
    assert_eq!(claims(&tokens["id_token"])["email"], "other@globex.test");
}

#[tokio::test]
async fn a_provider_that_knows_its_users_refuses_others() {
    let tenant = Tenant::configured(|config| {
        config.connections[0].known_emails = vec!["ana@globex.test".to_owned()];
    })
    .await;
    let mut browser = Browser::new();
    let url = App::new(&tenant, "spa").url(&[("connection", "globex-oidc")]);
    let page = browser.visit(&url).await;
    let page = browser.submit(&page, &[("email", "zoe@globex.test")]).await;
    assert_eq!(
        (page.status, page.path().as_str()),
        (400, "/globex-oidc/login")
    );
    assert!(
        browser
            .submit(&page, &[("email", "Ana@globex.test")])
            .await
            .is_callback()
    );
}

#[tokio::test]
async fn the_provider_answers_to_the_tenant_only() {
    let tenant = Tenant::start().await;
    let page = Browser::new()
        .get(&format!(
            "{}/globex-oidc/authorize?client_id=acme&response_type=code\
             &redirect_uri=https%3A%2F%2Fevil.test%2Flogin%2Fcallback",
            tenant.idp
        ))
        .await;
    assert_eq!(page.status, 400);
}

#[tokio::test]
async fn pages_without_their_login_say_so() {
    let tenant = Tenant::start().await;
    for page in [
        "login/identifier",
        "login/password",
        "login/account",
        "organization",
        "consent",
    ] {
        let page = Browser::new()
            .get(&format!("{}/u/{page}?state=nothing", tenant.origin))
            .await;
        assert_eq!(page.status, 400, "{}", page.url);
    }
}

#[tokio::test]
async fn a_blocked_users_attempt_is_refused_and_counted() {
    let tenant = Tenant::start().await;
    let mut browser = Browser::new();
    let page = browser.visit(&App::new(&tenant, "spa").url(&[])).await;
    let page = browser.log_in(&page, "bob@mail.test", "blocked").await;
    assert_eq!(page.parameter("error").as_deref(), Some("unauthorized"));
    assert_eq!(
        page.parameter("error_description").as_deref(),
        Some("user is blocked")
    );
    assert_eq!(tenant.control().user("auth0|bob").unwrap().logins_count, 1);
}

#[tokio::test]
async fn a_login_stays_on_its_domain() {
    let tenant = Tenant::start().await;
    let page = Browser::new()
        .visit(&App::new(&tenant, "spa").url(&[]))
        .await;
    let elsewhere = page.url.replace("tenant.localhost", "login.localhost");
    assert_eq!(Browser::new().get(&elsewhere).await.status, 400);
}

#[tokio::test]
async fn an_authorization_request_may_be_posted() {
    let tenant = Tenant::start().await;
    let url = App::new(&tenant, "spa").url(&[]);
    let (endpoint, query) = url.split_once('?').unwrap();
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let mut browser = Browser::new();
    let page = browser.post(endpoint, &fields).await;
    let page = browser.follow(page).await;
    assert!(
        browser
            .log_in(&page, "dan@mail.test", "correct horse")
            .await
            .is_callback()
    );
}
