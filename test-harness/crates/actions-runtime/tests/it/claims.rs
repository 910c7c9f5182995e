//! Custom claims and scopes, from `api` to the token.

use serde_json::json;
use vestibule_actions_runtime::{
    AccessTokenAudience, AccessTokenRequest, DropReason, Dropped, DroppedFrom, End,
};

use crate::support::{execution, failure, on_execute, run, runtime};

/// Contracts C and trap 5: `scope` alone throws.
#[tokio::test]
async fn scope_cannot_be_set() {
    for token in ["idToken", "accessToken"] {
        let result = run(&format!("api.{token}.setCustomClaim('scope', 'x')")).await;
        assert_eq!(failure(&result), "The \"scope\" claim cannot be set.");
    }
}

/// Contracts C and trap 5: these vanish and the login goes on.
#[tokio::test]
async fn claims_are_dropped_without_a_word() {
    let action = on_execute(
        "for (const token of [api.idToken, api.accessToken]) {
             token.setCustomClaim('roles', ['admin']).idToken;
             token.setCustomClaim('https://x.auth0.com/a', 1);
             token.setCustomClaim('email', 'a@b.test');
             token.setCustomClaim('tier', 'gold');
             token.setCustomClaim('https://example.com/tier', { level: 1 });
         }",
    );
    let mut execution = execution([action]);
    execution.access_token = AccessTokenRequest {
        audience: AccessTokenAudience::Auth0Api,
        requested_scopes: vec!["openid".to_owned(), "email".to_owned()],
    };
    let result = runtime().await.execute(&execution).await.unwrap();
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "email": "a@b.test", "tier": "gold", "https://example.com/tier": { "level": 1 } })
    );
    assert_eq!(
        json!(result.access_token_claims),
        json!({ "https://example.com/tier": { "level": 1 } })
    );
    let drop = |from, name: &str, reason| Dropped {
        from,
        name: name.to_owned(),
        reason,
    };
    for expected in [
        drop(DroppedFrom::IdToken, "roles", DropReason::RestrictedName),
        drop(
            DroppedFrom::IdToken,
            "https://x.auth0.com/a",
            DropReason::Auth0Namespace,
        ),
        drop(
            DroppedFrom::AccessToken,
            "roles",
            DropReason::RestrictedName,
        ),
        drop(
            DroppedFrom::AccessToken,
            "https://x.auth0.com/a",
            DropReason::Auth0Namespace,
        ),
        drop(DroppedFrom::AccessToken, "email", DropReason::NotNamespaced),
        drop(DroppedFrom::AccessToken, "tier", DropReason::NotNamespaced),
    ] {
        assert!(
            result.dropped.contains(&expected),
            "{expected:?} in {:?}",
            result.dropped
        );
    }
    assert_eq!(result.dropped.len(), 6);
}

/// Contracts C and trap 5.
#[tokio::test]
async fn more_than_100_kb_fail_the_login_for_each_token() {
    let runtime = runtime().await;
    let set = |token: &str, kb: usize| {
        on_execute(&format!(
            "api.{token}.setCustomClaim('a', 'x'.repeat({kb} * 1024))"
        ))
    };
    let both_fit = [set("idToken", 99), set("accessToken", 99)];
    let result = runtime.execute(&execution(both_fit)).await.unwrap();
    assert_eq!(result.end, End::Completed);
    for token in ["idToken", "accessToken"] {
        let too_much = [
            on_execute("api.user.setUserMetadata('a', 1)"),
            set(token, 100),
        ];
        let result = runtime.execute(&execution(too_much)).await.unwrap();
        assert!(failure(&result).contains("exceed 100 KB"));
        assert_eq!(json!(result.user_metadata), json!({}));
        assert!(result.commands.is_empty());
    }
}

#[tokio::test]
async fn values_are_copied_when_they_are_set_and_the_last_one_counts() {
    let result = run(
        "const value = { a: 1 }; api.idToken.setCustomClaim('x', value); value.a = 2;
         api.idToken.setCustomClaim('y', 1); api.idToken.setCustomClaim('y', 2);
         api.idToken.setCustomClaim('z', 1); api.idToken.setCustomClaim('z', undefined);
         api.idToken.setCustomClaim('n', null);",
    )
    .await;
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "x": { "a": 1 }, "y": 2, "n": null })
    );
}

#[tokio::test]
async fn scopes_are_added_and_removed() {
    let actions = [
        on_execute("api.accessToken.addScope(' read:a '); api.accessToken.addScope('read:b');"),
        on_execute("api.accessToken.removeScope('read:b'); api.accessToken.removeScope('c');"),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    assert_eq!(result.scopes_added, ["read:a"]);
    assert_eq!(result.scopes_removed, ["read:b", "c"]);
}

/// Contracts A: 1 to 280 characters, no whitespace, 1000 additions.
#[tokio::test]
async fn scopes_are_checked() {
    let runtime = runtime().await;
    let long = format!("'{}'", "x".repeat(280));
    let too_long = format!("'{}'", "x".repeat(281));
    for method in ["addScope", "removeScope"] {
        for (scope, message) in [
            ("42", "must be a string"),
            ("' '", "is required"),
            (too_long.as_str(), "maximum of 280 characters"),
            ("'a b'", "must not have whitespace"),
        ] {
            let action = on_execute(&format!("api.accessToken.{method}({scope})"));
            let result = runtime.execute(&execution([action])).await.unwrap();
            assert!(failure(&result).contains(message), "{method} {scope}");
        }
        let action = on_execute(&format!("api.accessToken.{method}({long})"));
        let result = runtime.execute(&execution([action])).await.unwrap();
        assert_eq!(result.end, End::Completed);
    }
    let add = |from, to| {
        on_execute(&format!(
            "for (let n = {from}; n < {to}; n++) api.accessToken.addScope('s' + n)"
        ))
    };
    let result = runtime
        .execute(&execution([add(0, 600), add(0, 1000)]))
        .await
        .unwrap();
    assert_eq!(result.scopes_added.len(), 1000);
    let result = runtime
        .execute(&execution([add(0, 600), add(600, 1001)]))
        .await
        .unwrap();
    assert!(failure(&result).contains("allowed maximum of 1000"));
}
