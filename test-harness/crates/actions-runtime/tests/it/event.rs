//! `event`: one copy for each Action.

use serde_json::json;

use crate::support::{event, execution, on_execute, out, runtime, with_out};

#[tokio::test]
async fn what_an_action_writes_into_event_stays_with_it() {
    let actions = [
        on_execute(
            "event.user.email = 'changed'; event.client.metadata.x = 1; delete event.tenant;",
        ),
        on_execute(&with_out(
            "out([event.user.email, event.client.metadata, event.tenant])",
        )),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(
        out(&result),
        json!(["homer@globex.test", {}, { "id": "acme" }])
    );
}

#[tokio::test]
async fn event_takes_whatever_the_tenant_puts_there() {
    let mut execution = execution([on_execute(&with_out("out(event)"))]);
    execution.event["user"]["http://schemas.example/upn"] = json!("homer");
    execution.event["experiment"] = json!({ "deep": [{ "x": null }] });
    let mut expected = execution.event.clone();
    expected["secrets"] = json!({});
    expected["configuration"] = json!({});
    let result = runtime().await.execute(&execution).await.unwrap();
    assert_eq!(out(&result), expected);
}

/// The article "How to pass transient data between Actions" of Auth0's support: what one Action sets
/// the next one reads in `event.user`. The Action itself does not (contracts A).
#[tokio::test]
async fn metadata_is_seen_by_later_actions_only() {
    let actions = [
        on_execute(
            "api.user.setUserMetadata('theme', 'light'); api.user.setUserMetadata('seat', null);
             api.user.setAppMetadata('plan', 'pro');
             api.idToken.setCustomClaim('own', event.user.user_metadata);",
        ),
        on_execute(&with_out(
            "out([event.user.user_metadata, event.user.app_metadata])",
        )),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(
        out(&result),
        json!([{ "theme": "light" }, { "plan": "pro" }])
    );
    assert_eq!(
        result.id_token_claims["own"],
        event()["user"]["user_metadata"]
    );
}

#[tokio::test]
async fn transaction_metadata_is_seen_at_once_and_by_later_actions() {
    let actions = [
        on_execute(
            "api.transaction.setMetadata('a', 1); api.transaction.setMetadata('b', true);
             api.transaction.setMetadata('a', null);
             api.idToken.setCustomClaim('own', event.transaction.metadata);",
        ),
        on_execute("api.idToken.setCustomClaim('next', event.transaction.metadata)"),
    ];
    let mut execution = execution(actions);
    execution
        .event
        .as_object_mut()
        .unwrap()
        .remove("transaction");
    let result = runtime().await.execute(&execution).await.unwrap();
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "own": { "b": true }, "next": { "b": true } })
    );
    assert_eq!(json!(result.transaction_metadata), json!({ "b": true }));
}
