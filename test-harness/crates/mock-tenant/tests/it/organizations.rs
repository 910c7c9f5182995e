//! Organizations: usage, prompts, membership, invitations.

use vestibule_mock_tenant::{ControlError, InvitationRequest, OrganizationUsage};

use crate::support::{App, Browser, Tenant, claims};

#[tokio::test]
async fn names_work_where_the_tenant_allows_them_and_show_in_the_token() {
    let tenant = Tenant::configured(|config| {
        config.tenant.allow_organization_name_in_authentication_api = true;
    })
    .await;
    let app = App::new(&tenant, "spa");
    let page = Browser::new()
        .log_in_as_dan(&app.url(&[("organization", "GLOBEX")]))
        .await;
    let id = claims(&app.redeem(&page, &[]).await.json()["id_token"]);
    assert_eq!(
        (&id["org_id"], &id["org_name"]),
        (&"org_globex".into(), &"globex".into())
    );
}

#[tokio::test]
async fn the_organization_is_not_kept_in_the_session() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let mut browser = Browser::new();
    let page = browser
        .log_in_as_dan(&app.url(&[("organization", "org_globex")]))
        .await;
    assert_eq!(
        claims(&app.redeem(&page, &[]).await.json()["id_token"])["org_id"],
        "org_globex"
    );
    let page = browser.visit(&app.url(&[])).await;
    assert_eq!(
        claims(&app.redeem(&page, &[]).await.json()["id_token"]).get("org_id"),
        None
    );
    let page = browser
        .visit(&app.url(&[("organization", "org_initech")]))
        .await;
    assert_eq!(
        claims(&app.redeem(&page, &[]).await.json()["id_token"])["org_id"],
        "org_initech"
    );
}

#[tokio::test]
async fn a_denial_names_user_and_organization() {
    let tenant = Tenant::start().await;
    let mut browser = Browser::new();
    let page = browser
        .visit(&App::new(&tenant, "spa").url(&[("organization", "org_initech")]))
        .await;
    let page = browser.log_in(&page, "eve@mail.test", "outsider").await;
    assert_eq!(page.parameter("error").as_deref(), Some("access_denied"));
    assert_eq!(
        page.parameter("error_description").as_deref(),
        Some("user auth0|eve is not part of the org_initech organization")
    );
    assert!(
        page.url.contains("error_description=user%20auth0"),
        "{}",
        page.url
    );
}

#[tokio::test]
async fn the_pre_login_prompt_takes_a_name() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "pre");
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&[])).await;
    assert_eq!(page.path(), "/u/organization");
    let wrong = browser
        .submit_nth(&page, 1, &[("organizationName", "hooli")])
        .await;
    assert_eq!(wrong.status, 400);
    let page = browser
        .submit_nth(&page, 1, &[("organizationName", "Initech")])
        .await;
    assert_eq!(page.path(), "/u/login/identifier");
    let page = browser
        .log_in(&page, "dan@mail.test", "correct horse")
        .await;
    assert_eq!(
        claims(&app.redeem(&page, &[]).await.json()["id_token"])["org_id"],
        "org_initech"
    );
}

#[tokio::test]
async fn the_pre_login_prompt_discovers_by_domain() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "pre");
    // One organization: taken.
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&[])).await;
    let page = browser
        .submit(&page, &[("username", "ana@Globex.test")])
        .await;
    assert_eq!(page.path(), "/u/login/identifier");
    assert!(page.body.contains("Globex &lt;Corp&gt;"), "{}", page.body);
    assert!(page.body.contains("value=\"ana@Globex.test\""));
    // Two: the user picks.
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&[])).await;
    let page = browser
        .submit(&page, &[("username", "x@shared.test")])
        .await;
    assert_eq!(page.path(), "/u/organization/picker");
    let page = browser.submit_nth(&page, 1, &[]).await;
    assert!(page.body.contains("Log in to initech"), "{}", page.body);
    // None: an error.
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&[])).await;
    let page = browser
        .submit(&page, &[("username", "x@nowhere.test")])
        .await;
    assert_eq!(
        (page.status, page.path().as_str()),
        (400, "/u/organization")
    );
}

#[tokio::test]
async fn an_organization_in_the_request_skips_the_prompt() {
    let tenant = Tenant::start().await;
    let page = Browser::new()
        .visit(&App::new(&tenant, "pre").url(&[("organization", "org_globex")]))
        .await;
    assert_eq!(page.path(), "/u/login/identifier");
}

#[tokio::test]
async fn prompt_for_credentials_lets_members_pick() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "post");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    assert_eq!(page.path(), "/u/organization/picker");
    // What is not on offer cannot be picked.
    let same = browser
        .submit(&page, &[("organization", "org_unknown")])
        .await;
    assert_eq!(same.path(), "/u/organization/picker");
    let page = browser.submit_nth(&page, 1, &[]).await;
    assert_eq!(
        claims(&app.redeem(&page, &[]).await.json()["id_token"])["org_id"],
        "org_initech"
    );
    // Silently, nobody can pick.
    let page = browser.visit(&app.url(&[("prompt", "none")])).await;
    assert_eq!(
        page.parameter("error").as_deref(),
        Some("interaction_required")
    );
}

#[tokio::test]
async fn prompt_for_credentials_finds_connections_of_any_organization() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "post");
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&[])).await;
    // The application itself has only the database.
    let page = browser
        .submit(&page, &[("username", "ana@globex.test")])
        .await;
    assert_eq!(page.path(), "/globex-oidc/authorize");
    let page = browser.submit(&page, &[]).await;
    // One organization would take the user in, so it does, without asking.
    assert_eq!(
        claims(&app.redeem(&page, &[]).await.json()["id_token"])["org_id"],
        "org_globex"
    );
}

#[tokio::test]
async fn auto_membership_wants_exactly_one_organization() {
    let tenant = Tenant::configured(|config| {
        let connection = config.organizations[0].connections[0].clone();
        config.organizations[1].connections.push(connection);
    })
    .await;
    let mut browser = Browser::new();
    let page = browser.visit(&App::new(&tenant, "post").url(&[])).await;
    let page = browser
        .submit(&page, &[("username", "ana@globex.test")])
        .await;
    let page = browser.submit(&page, &[]).await;
    assert_eq!(page.parameter("error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn where_organizations_are_allowed_a_personal_account_is_on_offer() {
    let tenant = Tenant::configured(|config| {
        let post = config
            .clients
            .iter_mut()
            .find(|client| client.client_id == "post")
            .unwrap();
        post.organization_usage = OrganizationUsage::Allow;
    })
    .await;
    let app = App::new(&tenant, "post");
    let mut browser = Browser::new();
    let page = browser.log_in_as_dan(&app.url(&[])).await;
    let page = browser.submit_nth(&page, 2, &[]).await;
    assert_eq!(
        claims(&app.redeem(&page, &[]).await.json()["id_token"]).get("org_id"),
        None
    );
}

#[tokio::test]
async fn an_invitation_makes_a_member_once() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let request = InvitationRequest {
        organization_id: "org_initech".to_owned(),
        client_id: "spa".to_owned(),
        email: "Eve@mail.test".to_owned(),
        ttl_sec: 604_800,
    };
    let invitation = tenant.control().invite(request.clone()).unwrap();
    assert_eq!(
        invitation.invitation_url,
        format!(
            "https://app.test/login?from=mail&invitation={}&organization=org_initech\
             &organization_name=initech",
            invitation.ticket
        )
    );
    let changes = [
        ("invitation", invitation.ticket.as_str()),
        ("organization", "org_initech"),
    ];
    let mut browser = Browser::new();
    let page = browser.visit(&app.url(&changes)).await;
    let page = browser.log_in(&page, "eve@mail.test", "outsider").await;
    assert_eq!(
        claims(&app.redeem(&page, &[]).await.json()["id_token"])["org_id"],
        "org_initech"
    );
    assert_eq!(
        tenant.control().user("auth0|eve").unwrap().organizations,
        ["org_initech"]
    );
    let page = Browser::new().visit(&app.url(&changes)).await;
    assert_eq!(page.parameter("error").as_deref(), Some("invalid_request"));
    // It must come with its organization.
    let alone = app.url(&[("invitation", invitation.ticket.as_str())]);
    let page = Browser::new().visit(&alone).await;
    assert_eq!(page.parameter("error").as_deref(), Some("invalid_request"));

    let request = InvitationRequest {
        client_id: "web".to_owned(),
        ..request
    };
    let refused = tenant.control().invite(request).unwrap_err();
    assert_eq!(refused, ControlError::NoLoginUri("web".to_owned()));
}
