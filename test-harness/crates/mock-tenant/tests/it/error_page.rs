//! Where errors go.

use crate::support::{App, Browser, Tenant};

const PAGE: &str = "https://edge.test/error?kept=1#frag";

#[tokio::test]
async fn the_custom_error_page_is_told_what_is_known() {
    let tenant = Tenant::configured(|config| {
        config.tenant.error_page_url = Some(PAGE.to_owned());
    })
    .await;
    let app = App::new(&tenant, "spa");
    let changes = [
        ("redirect_uri", "https://evil.test/<x>"),
        ("connection", "globex-oidc"),
        ("ui_locales", "de fr"),
    ];
    let page = Browser::new().visit(&app.url(&changes)).await;
    // The query comes before the fragment, and what stood there stays.
    assert!(
        page.url
            .starts_with("https://edge.test/error?kept=1&client_id=spa&"),
        "{}",
        page.url
    );
    assert!(page.url.ends_with("#frag"));
    for (name, value) in [
        ("client_id", "spa"),
        ("connection", "globex-oidc"),
        ("lang", "de"),
        ("error", "unauthorized_client"),
        (
            "error_description",
            "Callback URL mismatch. https://evil.test/<x> is not in the list of allowed callback URLs",
        ),
    ] {
        assert_eq!(page.parameter(name).as_deref(), Some(value));
    }
    let tracking = page.parameter("tracking").unwrap();
    let logs = tenant.control().logs();
    assert!(
        logs.iter()
            .any(|event| event.description.contains(&tracking)),
        "{logs:?}"
    );
    // The application hears nothing.
    assert_eq!(page.parameter("state"), None);
}

#[tokio::test]
async fn what_is_not_known_is_absent() {
    let tenant = Tenant::configured(|config| {
        config.tenant.error_page_url = Some("https://edge.test/error".to_owned());
    })
    .await;
    let page = Browser::new()
        .visit(&format!("{}/authorize", tenant.origin))
        .await;
    for name in ["client_id", "connection", "lang"] {
        assert_eq!(page.parameter(name), None, "{name}");
    }
    assert_eq!(page.parameter("error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn without_one_there_is_a_plain_page_that_escapes() {
    let tenant = Tenant::start().await;
    let url = App::new(&tenant, "spa").url(&[("redirect_uri", "https://x.test/<script>")]);
    let page = Browser::new().visit(&url).await;
    assert_eq!(page.status, 400);
    assert!(
        page.body.contains("https://x.test/&lt;script&gt;"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("<script>"));
}

#[tokio::test]
async fn with_a_good_callback_errors_go_there_and_the_log_names_the_rule() {
    let tenant = Tenant::configured(|config| {
        config.tenant.error_page_url = Some(PAGE.to_owned());
    })
    .await;
    let changes = [
        ("redirect_uri", "https://app.test/other?fixed=1"),
        ("organization", "org_unknown"),
    ];
    let page = Browser::new()
        .visit(&App::new(&tenant, "spa").url(&changes))
        .await;
    assert_eq!(
        page.url,
        "https://app.test/other?fixed=1&error=invalid_request\
         &error_description=parameter%20organization%20is%20invalid%3A%20org_unknown\
         &state=app%20state"
    );
    let event = tenant.control().logs().pop().unwrap();
    assert_eq!(event.kind, "f");
    assert_eq!(
        event.rule,
        Some(vestibule_mock_tenant::Rule::OrganizationExists)
    );
    assert_eq!(event.client_id.as_deref(), Some("spa"));
}
