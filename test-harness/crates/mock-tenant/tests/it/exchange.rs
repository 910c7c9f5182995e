//! `credentials-exchange` Actions.

use serde_json::json;
use vestibule_mock_tenant::{Config, OrganizationUsage, Trigger};

use crate::scenarios::actions::bound;
use crate::scenarios::token::machine;
use crate::support::{Tenant, claims};

async fn with(body: &str) -> Tenant {
    let code =
        format!("exports.onExecuteCredentialsExchange = async (event, api) => {{ {body} }};");
    Tenant::configured(|config| {
        config.actions = vec![bound(Trigger::CredentialsExchange, &code)];
        for_organizations(config);
    })
    .await
}

fn for_organizations(config: &mut Config) {
    let machine = config.clients.iter_mut();
    let mut machine = machine.filter(|client| client.client_id == "machine");
    let grant = &mut machine.next().unwrap().client_grants[0];
    grant.scope = vec!["read:all".to_owned(), "write:all".to_owned()];
    grant.organization_usage = OrganizationUsage::Allow;
    grant.organizations = vec!["org_globex".to_owned()];
}

#[tokio::test]
async fn the_event_and_the_claims() {
    let tenant = with("api.accessToken.setCustomClaim('event', event);").await;
    let more = [
        ("organization", "org_globex"),
        ("scope", "read:all"),
        // It has proved who it is in the header already.
        ("client_secret", "m4chine"),
    ];
    let answer = machine(&tenant, &more).await.json();
    let token = claims(&answer["access_token"]);
    assert_eq!(token["sub"], "machine@clients");
    assert_eq!(token["org_id"], "org_globex");
    let event = &token["event"];
    assert_eq!(
        event["accessToken"],
        json!({"scope": ["read:all"], "customClaims": {}})
    );
    assert_eq!(
        event["transaction"],
        json!({"requested_scopes": ["read:all"]})
    );
    assert_eq!(event["organization"]["name"], "globex");
    assert_eq!(event["client"]["client_id"], "machine");
    assert_eq!(event["resource_server"]["identifier"], "https://api.test/");
    assert_eq!(event["request"]["body"]["grant_type"], "client_credentials");
    assert_eq!(event["request"]["body"].get("client_secret"), None);
    assert_eq!(event.get("user"), None);
}

/// Auth0 takes away what the client grant does not have.
#[tokio::test]
async fn target_scopes_stay_within_the_client_grant() {
    let tenant = with(
        "api.transaction.removeTargetScope('read:all'); api.transaction.addTargetScope('admin');",
    )
    .await;
    let answer = machine(&tenant, &[]).await.json();
    assert_eq!(answer["scope"], "write:all");
    assert_eq!(claims(&answer["access_token"])["scope"], "write:all");
}

#[tokio::test]
async fn a_denial_has_its_own_code_and_status() {
    for (code, status) in [
        ("invalid_scope", 400),
        ("invalid_request", 400),
        ("server_error", 500),
    ] {
        let tenant = with(&format!("api.access.deny('{code}', 'not today');")).await;
        let page = machine(&tenant, &[]).await;
        assert_eq!(page.status, status, "{code}");
        assert_eq!(
            page.json(),
            json!({"error": code, "error_description": "not today"})
        );
    }
    let tenant = with("api.access.deny('access_denied', 'not today');").await;
    assert_eq!(machine(&tenant, &[]).await.status, 501);
}

#[tokio::test]
async fn an_action_that_throws_gives_no_token() {
    let tenant = with("throw new Error('oops');").await;
    let page = machine(&tenant, &[]).await;
    assert_eq!(page.status, 500);
    assert_eq!(page.json()["error"], "access_denied");
}

#[tokio::test]
async fn organizations_of_a_client_grant() {
    let tenant = with("").await;
    let answer = machine(&tenant, &[("organization", "org_initech")]).await;
    assert_eq!(
        (answer.status, answer.error().as_deref()),
        (403, Some("access_denied"))
    );
    let tenant = Tenant::configured(|config| {
        for_organizations(config);
        for client in &mut config.clients {
            for grant in &mut client.client_grants {
                grant.allow_any_organization = true;
                grant.organization_usage = OrganizationUsage::Require;
            }
        }
    })
    .await;
    let answer = machine(&tenant, &[("organization", "org_initech")]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = machine(&tenant, &[]).await;
    assert_eq!(
        (answer.status, answer.error().as_deref()),
        (400, Some("invalid_request"))
    );
    let answer = machine(&tenant, &[("organization", "org_none")]).await;
    assert_eq!(
        (answer.status, answer.error().as_deref()),
        (400, Some("invalid_request"))
    );
}
