//! `api.access` and what ends a login.

use serde_json::json;
use vestibule_actions_runtime::{End, Rule};

use crate::support::{execution, failure, on_execute, run, runtime};

/// Contracts A: later Actions do not run, metadata is kept.
#[tokio::test]
async fn a_denial_ends_the_login_and_keeps_metadata() {
    let actions = [
        on_execute("api.user.setUserMetadata('before', 1); api.idToken.setCustomClaim('a', 1);"),
        on_execute("api.access.deny('no seat').user.setAppMetadata('after', 2);"),
        on_execute("api.user.setUserMetadata('never', 3);"),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(
        result.end,
        End::Denied {
            action: 1,
            reason: "no seat".to_owned()
        }
    );
    assert_eq!(json!(result.user_metadata), json!({ "before": 1 }));
    assert_eq!(json!(result.app_metadata), json!({ "after": 2 }));
    assert_eq!(json!(result.id_token_claims), json!({}));
}

/// Contracts A: an uncaught exception ends the login too; here nothing is kept.
#[tokio::test]
async fn an_exception_ends_the_login_and_discards_everything() {
    let actions = [
        on_execute("api.user.setUserMetadata('before', 1);"),
        on_execute("api.transaction.setMetadata('x', 1); throw new TypeError('broken');"),
        on_execute("api.access.deny('never')"),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(
        result.end,
        End::Failed {
            action: Some(1),
            message: "broken".to_owned()
        }
    );
    assert_eq!(json!(result.user_metadata), json!({}));
    assert_eq!(json!(result.transaction_metadata), json!({}));
    assert!(result.commands.is_empty());
}

#[tokio::test]
async fn everything_that_can_be_thrown_fails() {
    for (thrown, message) in [
        ("'text'", "text"),
        ("undefined", "Unknown error"),
        ("42", "42"),
    ] {
        assert_eq!(failure(&run(&format!("throw {thrown};")).await), message);
    }
}

#[tokio::test]
async fn an_exception_outside_the_handler_fails() {
    let result =
        run("setTimeout(() => { throw new Error('late') }); await new Promise(() => {});").await;
    assert_eq!(failure(&result), "late");
    let result = run("Promise.reject(new Error('forgotten')); await new Promise(() => {});").await;
    assert_eq!(failure(&result), "forgotten");
}

#[tokio::test]
async fn what_comes_after_the_handler_counts_for_nothing() {
    let actions = [
        on_execute("setTimeout(() => api.access.deny('late'), 1);"),
        on_execute("await new Promise((done) => setTimeout(done, 50));"),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(result.end, End::Completed);
    assert!(result.commands.is_empty());
}

#[tokio::test]
async fn the_first_denial_counts() {
    let result = run("api.access.deny('one').access.deny('two')").await;
    assert_eq!(
        result.end,
        End::Denied {
            action: 0,
            reason: "one".to_owned()
        }
    );
}

#[tokio::test]
async fn a_denial_outweighs_a_redirect() {
    let result = run("api.redirect.sendUserTo('https://a.test/').access.deny('no')").await;
    assert_eq!(
        result.end,
        End::Denied {
            action: 0,
            reason: "no".to_owned()
        }
    );
}

/// `revoke` and `validation.error` end the login as a denial does.
#[tokio::test]
async fn other_calls_that_deny() {
    for call in [
        "api.session.revoke('gone', { preserveRefreshTokens: true })",
        "api.validation.error('code', 'gone')",
    ] {
        let result = run(&format!("{call}; api.user.setUserMetadata('kept', 1)")).await;
        assert_eq!(
            result.end,
            End::Denied {
                action: 0,
                reason: "gone".to_owned()
            },
            "{call}"
        );
        assert_eq!(json!(result.user_metadata), json!({ "kept": 1 }));
    }
    let mut execution = execution([on_execute("api.refreshToken.revoke('gone')")]);
    execution.event["transaction"]["protocol"] = json!("oauth2-refresh-token");
    let result = runtime().await.execute(&execution).await.unwrap();
    assert_eq!(
        result.end,
        End::Denied {
            action: 0,
            reason: "gone".to_owned()
        }
    );
    let result = run("api.refreshToken.revoke('gone')").await;
    assert!(failure(&result).contains("while it is exchanged"));
}

#[tokio::test]
async fn calls_return_api_where_auth0_returns_it() {
    let returning_api = "
        api.access.deny('x'), api.accessToken.setCustomClaim('a', 1),
        api.idToken.setCustomClaim('a', 1), api.multifactor.enable('any'),
        api.redirect.sendUserTo('https://a.test/'), api.user.setAppMetadata('a', 1),
        api.user.setUserMetadata('a', 1), api.validation.error('a', 'b'),
        api.samlResponse.setIssuer('a'), api.samlResponse.setAttribute('a', 1)";
    let returning_nothing = "
        api.accessToken.addScope('a'), api.accessToken.removeScope('a'),
        api.authentication.challengeWith({ type: 'otp' }), api.transaction.setMetadata('a', 1),
        api.session.setMetadata('a', 'b'), api.refreshToken.setMetadata('a', 'b')";
    let result = run(&format!(
        "if (![{returning_api}].every((value) => value === api)) throw new Error('api expected');
         if ([{returning_nothing}].some((value) => value !== undefined)) throw new Error('nothing expected');"
    ))
    .await;
    assert_eq!(
        result.end,
        End::Denied {
            action: 0,
            reason: "x".to_owned()
        }
    );
}

#[test]
fn rules_are_words_in_json() {
    assert_eq!(
        json!([Rule::Enforce, Rule::Waive]),
        json!(["enforce", "waive"])
    );
}
