//! Suspension and what comes after it.

use serde_json::{Value, json};
use vestibule_actions_runtime::{Carried, End, ExecutionResult, Rule, StrictOptions};

use crate::support::{execution, failure, on_both, on_execute, resumed, runtime, suspended};

fn request() -> Value {
    json!({
        "method": "POST", "hostname": "tenant.acme.test", "ip": "203.0.113.7",
        "query": { "state": "s1" }, "body": { "answer": "yes" },
    })
}

const REDIRECT: &str = "api.redirect.sendUserTo('https://form.test/one');";

/// Contracts B and trap 4: the same Action goes on, then those after it, with a fresh request.
#[tokio::test]
async fn the_same_action_goes_on_then_those_after_it() {
    let runtime = runtime().await;
    let note = |who: &str| {
        format!(
            "const so = event.transaction.metadata.trace ?? '';
             api.transaction.setMetadata('trace', so + '{who}:' + event.request.method + ' ');"
        )
    };
    let actions = [
        on_both(&note("0x"), &note("0c")),
        on_both(
            &format!(
                "{} {REDIRECT} api.idToken.setCustomClaim('early', 1);",
                note("1x")
            ),
            &note("1c"),
        ),
        on_both(&note("2x"), &note("2c")),
    ];
    let first = execution(actions);
    let result = runtime.execute(&first).await.unwrap();
    let (action, url, carried) = suspended(&result.end);
    assert_eq!((action, url), (1, "https://form.test/one"));
    assert_eq!(
        json!(result.transaction_metadata),
        json!({ "trace": "0x:GET 1x:GET " })
    );
    assert_eq!(json!(result.id_token_claims), json!({}));

    // It survives being stored as JSON, and the caller need not put transaction metadata back.
    let carried: Carried = serde_json::from_str(&serde_json::to_string(&carried).unwrap()).unwrap();
    let mut second = resumed(&first, carried, request());
    second.actions[1] = on_both(
        "",
        &format!(
            "{} api.idToken.setCustomClaim('seen', [event.request.query, event.request.body]);",
            note("1c")
        ),
    );
    let result = runtime.execute(&second).await.unwrap();
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        json!(result.transaction_metadata),
        json!({ "trace": "0x:GET 1x:GET 1c:POST 2x:POST " })
    );
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "early": 1, "seen": [{ "state": "s1" }, { "answer": "yes" }] })
    );
}

#[tokio::test]
async fn without_a_continue_handler_the_login_fails_when_the_user_comes_back() {
    let runtime = runtime().await;
    let first = execution([on_execute(REDIRECT)]);
    let (_, _, carried) = suspended(&runtime.execute(&first).await.unwrap().end);
    let result = runtime
        .execute(&resumed(&first, carried, request()))
        .await
        .unwrap();
    assert!(
        failure(&result).starts_with("Invalid function signature for the \"onContinuePostLogin\"")
    );
}

/// Auth0's documentation on managing metadata: what is pending is written before the redirect. So
/// each change is handed out once, and what was changed meanwhile stays.
#[tokio::test]
async fn metadata_is_written_before_the_redirect_and_once() {
    let runtime = runtime().await;
    let first = execution([on_both(
        &format!(
            "api.user.setUserMetadata('step', 1); api.user.setAppMetadata('a', 1); {REDIRECT}"
        ),
        "api.user.setUserMetadata('step', 2);
         api.idToken.setCustomClaim('seen', event.user.user_metadata);",
    )]);
    let result = runtime.execute(&first).await.unwrap();
    assert_eq!(json!(result.user_metadata), json!({ "step": 1 }));
    assert_eq!(json!(result.app_metadata), json!({ "a": 1 }));
    let mut second = resumed(&first, suspended(&result.end).2, request());
    second.event["user"]["user_metadata"] = json!({ "step": 1.5, "form": "filled" });
    let result = runtime.execute(&second).await.unwrap();
    assert_eq!(json!(result.user_metadata), json!({ "step": 2 }));
    assert_eq!(json!(result.app_metadata), json!({}));
    assert_eq!(
        result.id_token_claims["seen"],
        json!({ "step": 1.5, "form": "filled" })
    );
}

#[tokio::test]
async fn session_metadata_survives_a_redirect() {
    let runtime = runtime().await;
    let first = execution([on_both(
        &format!(
            "api.session.setMetadata('a', 'b'); api.session.setCookieMode('non-persistent'); {REDIRECT}"
        ),
        "api.idToken.setCustomClaim('seen', [event.session.metadata, event.session.cookie]);",
    )]);
    let (_, _, carried) = suspended(&runtime.execute(&first).await.unwrap().end);
    let result = runtime
        .execute(&resumed(&first, carried, request()))
        .await
        .unwrap();
    assert_eq!(
        result.id_token_claims["seen"],
        json!([{ "kept": "yes", "a": "b" }, { "mode": "non-persistent" }])
    );
}

/// Two redirects by two Actions to these URLs.
async fn twice(
    urls: [&str; 2],
    same_action: bool,
    change: impl Fn(&mut StrictOptions),
) -> ExecutionResult {
    let runtime = runtime().await;
    let [one, two] = urls.map(|url| format!("api.redirect.sendUserTo('{url}');"));
    let actions = if same_action {
        vec![on_both(&one, &two)]
    } else {
        vec![on_both(&one, ""), on_both(&two, "")]
    };
    let mut first = execution(actions);
    change(&mut first.strict);
    let (_, _, carried) = suspended(&runtime.execute(&first).await.unwrap().end);
    runtime
        .execute(&resumed(&first, carried, request()))
        .await
        .unwrap()
}

/// Contracts B and trap 10: each URL once per flow.
#[tokio::test]
async fn a_url_is_good_for_one_redirect() {
    let result = twice(
        ["https://form.test/a", "https://form.test/b"],
        false,
        |_| {},
    )
    .await;
    assert_eq!(suspended(&result.end).0, 1);
    for url in [
        "https://form.test/a",
        "https://form.test/a?x=1",
        "https://form.test/a#x",
    ] {
        let result = twice(["https://form.test/a", url], false, |_| {}).await;
        assert!(failure(&result).contains("same URL only once"), "{url}");
    }
    let waive = |strict: &mut StrictOptions| {
        strict.redirect_ignores_query = Rule::Waive;
    };
    let result = twice(
        ["https://form.test/a", "https://form.test/a?x=1"],
        false,
        waive,
    )
    .await;
    assert_eq!(suspended(&result.end).0, 1);
    let result = twice(["https://form.test/a", "https://form.test/a"], false, waive).await;
    assert!(failure(&result).contains("same URL only once"));
}

/// Contracts B: one redirect per Action, which the sources do not agree on.
#[tokio::test]
async fn an_action_redirects_once() {
    let urls = ["https://form.test/a", "https://form.test/b"];
    let result = twice(urls, true, |_| {}).await;
    assert!(failure(&result).contains("redirect the user only once"));
    let result = twice(urls, true, |strict| {
        strict.one_redirect_per_action = Rule::Waive;
    })
    .await;
    assert_eq!(suspended(&result.end).1, "https://form.test/b");
}
