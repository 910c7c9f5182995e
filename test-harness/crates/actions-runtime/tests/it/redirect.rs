//! `api.redirect.encodeToken`, `sendUserTo`, `canRedirect`.

use serde_json::{Value, json};
use vestibule_actions_runtime::End;

use crate::support::{
    evaluate, execution, failure, on_both, on_execute, out, run, runtime, suspended, with_out,
};

const DECODE: &str = "const decode = (token) => token.split('.').slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url')));";

/// Contracts B: the test vector.
#[tokio::test]
async fn the_test_vector_of_encode_token() {
    let mut execution = execution([on_execute(&with_out(
        "out(api.redirect.encodeToken({ secret: 'shh', expiresInSeconds: 42, payload: { foo: 'bar' } }))",
    ))]);
    execution.event["request"]["hostname"] = json!("example.com");
    execution.event["request"]["ip"] = json!("d666:171e:e7a4:1aa3:359a:a317:9f53:ee97");
    let token = out(&runtime().await.execute(&execution).await.unwrap());
    let parts: Vec<&str> = token.as_str().unwrap().split('.').collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(parts[0], "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9");
    assert_eq!(parts[2], "ZlLKLk7uJzDjD0nt2a08QiWMY1EPnhFIuc8WsSZPBvQ");
}

#[tokio::test]
async fn a_token_lives_15_minutes_and_names_the_host_alone() {
    let value = evaluate(&format!(
        "{DECODE} out(decode(api.redirect.encodeToken({{ secret: 's', payload: {{}} }})))"
    ))
    .await;
    assert_eq!(
        value,
        json!([
            { "alg": "HS256", "typ": "JWT" },
            {
                "iat": 1_704_067_200,
                "exp": 1_704_067_200 + 900,
                "iss": "tenant.acme.test",
                "sub": "auth0|8150",
                "ip": "203.0.113.7",
            }
        ])
    );
}

/// Contracts B and trap 4.
#[tokio::test]
async fn the_payload_can_overwrite_every_claim() {
    let value = evaluate(&format!(
        "{DECODE} const payload = {{ iss: 'a', sub: 'b', exp: 1, iat: 2, ip: 'c', more: {{ x: [1] }} }};
         out(decode(api.redirect.encodeToken({{ secret: 's', payload }}))[1])"
    ))
    .await;
    let expected =
        json!({ "iss": "a", "sub": "b", "exp": 1, "iat": 2, "ip": "c", "more": { "x": [1] } });
    assert_eq!(value, expected);
}

async fn sent_to(arguments: &str) -> String {
    let result = run(&format!("api.redirect.sendUserTo({arguments})")).await;
    suspended(&result.end).1.to_owned()
}

/// Contracts B: `searchParams.set` replaces, and `state` is not ours to add.
#[tokio::test]
async fn send_user_to_sets_the_query() {
    for (arguments, url) in [
        ("'https://form.test'", "https://form.test/"),
        (
            "'https://form.test/p?a=1&b=2&a=3#part', { query: { a: 'x y', c: 'ü&' } }",
            "https://form.test/p?a=x+y&b=2&c=%C3%BC%26#part",
        ),
        (
            "'https://form.test/?keep=a%20b'",
            "https://form.test/?keep=a%20b",
        ),
        (
            "'https://form.test/', { query: { n: 1 } }",
            "https://form.test/?n=1",
        ),
    ] {
        assert_eq!(sent_to(arguments).await, url, "{arguments}");
    }
}

#[tokio::test]
async fn a_relative_url_throws() {
    assert_eq!(
        failure(&run("api.redirect.sendUserTo('/form')").await),
        "Invalid URL"
    );
}

#[tokio::test]
async fn the_action_runs_to_its_end_and_the_last_call_counts() {
    let result = run(
        "api.redirect.sendUserTo('https://a.test/'); api.redirect.sendUserTo('https://b.test/');
         api.user.setUserMetadata('after', 1);",
    )
    .await;
    assert_eq!(suspended(&result.end).1, "https://b.test/");
    assert_eq!(json!(result.user_metadata), json!({ "after": 1 }));
}

fn not_redirectable() -> Vec<(&'static str, Value)> {
    let protocol = |name: &str| json!({ "transaction": { "protocol": name } });
    vec![
        (
            "prompt=none",
            json!({ "request": { "query": { "prompt": "none" } } }),
        ),
        ("resource owner", protocol("oauth2-resource-owner")),
        ("refresh token", protocol("oauth2-refresh-token")),
        ("password", protocol("oauth2-password")),
        ("webauthn", protocol("oauth2-webauthn")),
    ]
}

/// Contracts B and trap 6.
#[tokio::test]
async fn flows_without_a_browser_cannot_redirect() {
    let runtime = runtime().await;
    assert_eq!(
        evaluate("out(api.redirect.canRedirect())").await,
        json!(true)
    );
    for (name, event) in not_redirectable() {
        let ask = on_execute(&with_out("out(api.redirect.canRedirect())"));
        let mut execution = execution([ask]);
        for (key, value) in event.as_object().unwrap() {
            execution.event[key] = value.clone();
        }
        let result = runtime.execute(&execution).await.unwrap();
        assert_eq!(out(&result), json!(false), "{name}");

        for call in [
            "api.redirect.sendUserTo('https://a.test/')",
            "api.prompt.render('form')",
            "api.authentication.challengeWith({ type: 'otp' })",
        ] {
            execution.actions = vec![on_both(call, "")];
            let result = runtime.execute(&execution).await.unwrap();
            assert_eq!(
                result.end,
                End::InteractionRequired { action: 0 },
                "{name} {call}"
            );
        }
    }
}

/// Only the exact value counts: this is how Auth0's own code compares.
#[tokio::test]
async fn other_prompts_can_redirect() {
    let mut execution = execution([on_execute(&with_out("out(api.redirect.canRedirect())"))]);
    execution.event["request"]["query"]["prompt"] = json!("login");
    assert_eq!(
        out(&runtime().await.execute(&execution).await.unwrap()),
        json!(true)
    );
    execution.event["transaction"] = json!(null);
    execution.event["request"] = json!({});
    execution.actions = vec![on_execute(
        "api.idToken.setCustomClaim('can', api.redirect.canRedirect())",
    )];
    let result = runtime().await.execute(&execution).await.unwrap();
    assert_eq!(json!(result.id_token_claims), json!({ "can": true }));
}
