//! `api.authentication`, `api.multifactor`, and setters that are only recorded.

use serde_json::json;
use vestibule_actions_runtime::{End, FactorRequest};

use crate::support::{execution, failure, on_both, on_execute, resumed, run, runtime, suspended};

/// Auth0's type definitions: later Actions wait until the challenge is met.
#[tokio::test]
async fn a_factor_suspends_and_the_next_action_follows() {
    let runtime = runtime().await;
    for (call, arguments) in [
        (
            "challengeWith",
            json!([{ "type": "otp" }, { "additionalFactors": [{ "type": "phone" }] }]),
        ),
        (
            "challengeWithAny",
            json!([[{ "type": "otp" }, { "type": "email" }]]),
        ),
        ("enrollWith", json!([{ "type": "otp" }])),
        ("enrollWithAny", json!([[{ "type": "otp" }]])),
    ] {
        let first = execution([
            on_both(
                &format!(
                    "api.authentication.{call}(...{arguments}); api.idToken.setCustomClaim('a', 1)"
                ),
                "throw new Error('not to be called')",
            ),
            on_execute("api.idToken.setCustomClaim('b', event.request.query)"),
        ]);
        let result = runtime.execute(&first).await.unwrap();
        let End::FactorRequired {
            action: 0,
            request,
            carried,
        } = result.end
        else {
            panic!("{:?}", result.end)
        };
        let expected: Vec<_> = arguments.as_array().unwrap().clone();
        assert_eq!(
            request,
            FactorRequest {
                call: call.to_owned(),
                arguments: expected
            }
        );
        let request = json!({ "query": { "state": "s2" }, "hostname": "tenant.acme.test" });
        let result = runtime
            .execute(&resumed(&first, carried, request))
            .await
            .unwrap();
        assert_eq!(result.end, End::Completed);
        assert_eq!(
            json!(result.id_token_claims),
            json!({ "a": 1, "b": { "state": "s2" } })
        );
    }
}

#[tokio::test]
async fn the_primary_user_changes_once_per_transaction() {
    let runtime = runtime().await;
    let first = execution([on_both(
        "api.authentication.setPrimaryUser('auth0|main'); api.redirect.sendUserTo('https://a.test/')",
        "api.authentication.setPrimaryUser('auth0|other')",
    )]);
    let (_, _, carried) = suspended(&runtime.execute(&first).await.unwrap().end);
    let request = first.event["request"].clone();
    let result = runtime
        .execute(&resumed(&first, carried, request))
        .await
        .unwrap();
    assert_eq!(
        failure(&result),
        "The primary user can only be altered once per transaction"
    );
    for (id, message) in [
        ("''", "non-empty string"),
        ("1", "non-empty string"),
        ("'x'.repeat(129)", "maximum length"),
    ] {
        let result = run(&format!("api.authentication.setPrimaryUser({id})")).await;
        assert!(failure(&result).contains(message));
    }
    let result = run("api.authentication.setPrimaryUser('x'.repeat(128))").await;
    assert_eq!(result.primary_user, Some("x".repeat(128)));
}

/// Contracts A: in the continue handler only.
#[tokio::test]
async fn a_method_is_recorded_when_the_user_has_come_back() {
    let runtime = runtime().await;
    let record = |url: &str| format!("api.authentication.recordMethod('{url}')");
    let result = run(&record("https://mfa.test/")).await;
    assert!(failure(&result).contains("onContinuePostLogin"));
    for (url, accepted) in [
        ("https://mfa.test/", true),
        ("urn:mfa", false),
        ("mfa", false),
    ] {
        let first = execution([on_both(
            "api.redirect.sendUserTo('https://a.test/')",
            &record(url),
        )]);
        let (_, _, carried) = suspended(&runtime.execute(&first).await.unwrap().end);
        let request = first.event["request"].clone();
        let result = runtime
            .execute(&resumed(&first, carried, request))
            .await
            .unwrap();
        assert_eq!(result.end == End::Completed, accepted, "{url}");
        if accepted {
            let last = result.commands.last().unwrap();
            assert_eq!(last.call, "authentication.recordMethod");
            assert_eq!(last.arguments, [json!(url)]);
        }
    }
}

#[tokio::test]
async fn the_rest_is_recorded_in_order() {
    let actions = [
        on_execute("api.multifactor.enable('any', { allowRememberBrowser: false, other: 1 });"),
        on_execute(
            "api.samlResponse.setAttribute('a', ['b', 1, true]).samlResponse.setAttribute('c')
                .samlResponse.setLifetimeInSeconds(60).samlResponse.setNameIdentifierFormat();",
        ),
    ];
    let result = runtime().await.execute(&execution(actions)).await.unwrap();
    let commands: Vec<_> = result
        .commands
        .iter()
        .map(|c| json!([c.action, c.call, c.arguments]))
        .collect();
    assert_eq!(
        json!(commands),
        json!([
            [0, "multifactor.enable", ["any", { "allowRememberBrowser": false }]],
            [1, "samlResponse.setAttribute", ["a", ["b", 1, true]]],
            [1, "samlResponse.setAttribute", ["c", null]],
            [1, "samlResponse.setLifetimeInSeconds", [60]],
            [
                1, "samlResponse.setNameIdentifierFormat",
                ["urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"]
            ],
        ])
    );
}

/// Contracts A: 25 setters.
#[tokio::test]
async fn every_saml_setter_is_there_and_checks() {
    let result = run(
        "const setters = Object.keys(api.samlResponse).filter((name) => name.startsWith('set'));
         if (setters.length !== 25) throw new Error(setters.join());
         for (const setter of setters) {
             let threw = false;
             try { api.samlResponse[setter](Symbol('wrong'), Symbol('wrong')); } catch { threw = true; }
             if (!threw) throw new Error(setter);
         }",
    )
    .await;
    assert_eq!(result.end, End::Completed);
    assert!(result.commands.is_empty());
    for (value, message) in [
        ("'a', 'x'.repeat(2049)", "value is not valid"),
        ("'a', {}", "value is not valid"),
        ("'x'.repeat(1025), 1", "attribute is not valid"),
        (
            "'a', Array(60).fill('x'.repeat(2000))",
            "exceeds the limit of 102400 bytes",
        ),
    ] {
        let result = run(&format!("api.samlResponse.setAttribute({value})")).await;
        assert!(failure(&result).contains(message), "{value}");
    }
    let result =
        run("for (let i = 0; i < 101; i++) api.samlResponse.setAttribute('a' + i, 1)").await;
    assert!(failure(&result).contains("At most 100"));
}

#[tokio::test]
async fn rules_that_ran_are_known() {
    let mut execution = execution([on_execute(
        "api.idToken.setCustomClaim('ran', ['rul_1', 'rul_2'].map((id) => api.rules.wasExecuted(id)))",
    )]);
    execution.executed_rules = vec!["rul_1".to_owned()];
    let result = runtime().await.execute(&execution).await.unwrap();
    assert_eq!(result.id_token_claims["ran"], json!([true, false]));
}
