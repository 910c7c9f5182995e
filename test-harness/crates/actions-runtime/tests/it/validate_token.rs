//! `api.redirect.validateToken`.

use serde_json::{Value, json};
use vestibule_actions_runtime::{
    ActionsRuntime, Carried, End, Execution, ExecutionResult, Rule, StrictOptions,
};

use crate::support::{
    execution, failure, on_both, on_execute, out, resumed, runtime, suspended, with_out,
};

/// A token signed by code that is not the runtime's.
async fn sign(runtime: &ActionsRuntime, header: &Value, claims: &Value, secret: &str) -> String {
    let sign = with_out(&format!(
        "const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
         const text = encode({header}) + '.' + encode({claims});
         out(text + '.' + require('crypto').createHmac('sha256', '{secret}').update(text).digest('base64url'));"
    ));
    let token = out(&runtime
        .execute(&execution([on_execute(&sign)]))
        .await
        .unwrap());
    token.as_str().unwrap().to_owned()
}

fn header() -> Value {
    json!({ "alg": "HS256", "typ": "JWT" })
}

fn claims() -> Value {
    json!({
        "iss": "tenant.acme.test", "sub": "auth0|8150", "iat": 1_704_067_100,
        "exp": 1_704_067_300, "state": "s1", "color": "blue",
    })
}

fn query(token: &str) -> Value {
    json!({ "query": { "state": "s1", "session_token": token }, "body": {} })
}

struct Flow {
    runtime: ActionsRuntime,
    first: Execution,
    carried: Carried,
}

impl Flow {
    async fn start(options: &str) -> Self {
        let runtime = runtime().await;
        let first = execution([on_both(
            "api.redirect.sendUserTo('https://form.test/')",
            &format!(
                "api.idToken.setCustomClaim('payload', api.redirect.validateToken({options}))"
            ),
        )]);
        let (_, _, carried) = suspended(&runtime.execute(&first).await.unwrap().end);
        Self {
            runtime,
            first,
            carried,
        }
    }

    async fn go_on(&self, parameters: &Value, strict: StrictOptions) -> ExecutionResult {
        let mut request = self.first.event["request"].clone();
        request["query"] = parameters["query"].clone();
        request["body"] = parameters["body"].clone();
        let mut second = resumed(&self.first, self.carried.clone(), request);
        second.strict = strict;
        self.runtime.execute(&second).await.unwrap()
    }
}

/// The payload, or the reason why the token is refused.
async fn check(
    flow: &Flow,
    header: &Value,
    claims: &Value,
    strict: StrictOptions,
) -> Result<Value, String> {
    let token = sign(&flow.runtime, header, claims, "shh").await;
    let result = flow.go_on(&query(&token), strict).await;
    match &result.end {
        End::Completed => Ok(result.id_token_claims["payload"].clone()),
        End::Failed { message, .. } => Err(message
            .strip_prefix("The session token is invalid: ")
            .unwrap_or_else(|| panic!("{message}"))
            .to_owned()),
        other => panic!("{other:?}"),
    }
}

fn with(mut value: Value, key: &str, new: Value) -> Value {
    value[key] = new;
    value
}

fn without(mut value: Value, key: &str) -> Value {
    value.as_object_mut().unwrap().remove(key);
    value
}

#[tokio::test]
async fn the_whole_payload_comes_back() {
    let flow = Flow::start("{ secret: 'shh' }").await;
    assert_eq!(
        check(&flow, &header(), &claims(), StrictOptions::strict()).await,
        Ok(claims())
    );
}

const STANDARD: &str = "Missing or invalid standard claims";
const STATE: &str = "State in the token does not match the /continue state.";

/// Contracts B: what the back end checks, in either mode.
#[tokio::test]
async fn tokens_that_are_refused() {
    let flow = Flow::start("{ secret: 'shh' }").await;
    for (header, claims, reason) in [
        (header(), without(claims(), "iat"), STANDARD),
        (header(), without(claims(), "exp"), STANDARD),
        (header(), without(claims(), "sub"), STANDARD),
        (header(), without(claims(), "iss"), STANDARD),
        (
            header(),
            with(claims(), "exp", json!("1704067300")),
            STANDARD,
        ),
        (header(), without(claims(), "state"), STATE),
        (header(), with(claims(), "state", json!("s2")), STATE),
        (
            header(),
            with(claims(), "sub", json!("auth0|1")),
            "The sub claim does not match the user_id.",
        ),
        // `exp` has to be later than now, by a second at least.
        (
            header(),
            with(claims(), "exp", json!(1_704_067_200)),
            "Token has expired.",
        ),
        (
            with(header(), "typ", json!("at+jwt")),
            claims(),
            "Unexpected token payload type",
        ),
        (
            with(header(), "alg", json!("none")),
            claims(),
            "Failed signature validation",
        ),
        (
            with(header(), "alg", json!("HS512")),
            claims(),
            "Failed signature validation",
        ),
    ] {
        for strict in [StrictOptions::strict(), StrictOptions::lenient()] {
            let refused = check(&flow, &header, &claims, strict).await;
            assert_eq!(refused, Err(reason.to_owned()), "{header} {claims}");
        }
    }
}

#[tokio::test]
async fn exp_one_second_ahead_is_taken() {
    let flow = Flow::start("{ secret: 'shh' }").await;
    let claims = with(claims(), "exp", json!(1_704_067_201));
    assert!(
        check(&flow, &header(), &claims, StrictOptions::strict())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn typ_is_compared_in_any_case() {
    let flow = Flow::start("{ secret: 'shh' }").await;
    let header = with(header(), "typ", json!("jwt"));
    assert!(
        check(&flow, &header, &claims(), StrictOptions::strict())
            .await
            .is_ok()
    );
}

/// Contracts B, "iss conflict", and trap 1: an `iss` with scheme and slash is not the host.
#[tokio::test]
async fn rules_that_can_be_waived() {
    let flow = Flow::start("{ secret: 'shh' }").await;
    let strict = StrictOptions::strict();
    let mut no_issuer = strict;
    no_issuer.session_token_issuer = Rule::Waive;
    for iss in ["https://tenant.acme.test/", "my-app"] {
        let claims = with(claims(), "iss", json!(iss));
        assert_eq!(
            check(&flow, &header(), &claims, strict).await,
            Err(STANDARD.to_owned())
        );
        assert_eq!(
            check(&flow, &header(), &claims, no_issuer).await,
            Ok(claims)
        );
    }
    let mut no_lifetime = strict;
    no_lifetime.session_token_lifetime = Rule::Waive;
    let short = with(claims(), "iat", json!(1_704_067_241));
    assert_eq!(
        check(&flow, &header(), &short, strict).await,
        Err(STANDARD.to_owned())
    );
    assert_eq!(
        check(&flow, &header(), &short, no_lifetime).await,
        Ok(short)
    );
    let mut no_type = strict;
    no_type.session_token_type = Rule::Waive;
    let header = without(header(), "typ");
    assert_eq!(
        check(&flow, &header, &claims(), strict).await,
        Err("Unexpected token payload type".to_owned())
    );
    assert_eq!(
        check(&flow, &header, &claims(), no_type).await,
        Ok(claims())
    );
}

#[tokio::test]
async fn another_secret_or_a_broken_token_is_refused() {
    let flow = Flow::start("{ secret: 'shh' }").await;
    let other = sign(&flow.runtime, &header(), &claims(), "other").await;
    let good = sign(&flow.runtime, &header(), &claims(), "shh").await;
    for token in [
        other.as_str(),
        "x",
        "a.b.c",
        &format!("{good}.x"),
        good.rsplit_once('.').unwrap().0,
    ] {
        let result = flow.go_on(&query(token), StrictOptions::strict()).await;
        assert_eq!(
            failure(&result),
            "The session token is invalid: Failed signature validation",
            "{token}"
        );
    }
}

/// Contracts B and trap 3: the body wins, for the token and for the state.
#[tokio::test]
async fn the_body_wins_over_the_query() {
    let flow = Flow::start("{ secret: 'shh' }").await;
    let good = sign(&flow.runtime, &header(), &claims(), "shh").await;
    let strict = StrictOptions::strict();
    let in_body = json!({
        "query": { "state": "s1", "session_token": "broken" }, "body": { "session_token": good }
    });
    assert_eq!(flow.go_on(&in_body, strict).await.end, End::Completed);
    let in_query = json!({
        "query": { "state": "s1", "session_token": good }, "body": { "session_token": "broken" }
    });
    assert!(failure(&flow.go_on(&in_query, strict).await).contains("signature"));
    let other_state = json!({
        "query": { "state": "s1", "session_token": good }, "body": { "state": "s2" }
    });
    assert!(failure(&flow.go_on(&other_state, strict).await).ends_with(STATE));
}

#[tokio::test]
async fn the_parameter_can_have_another_name() {
    let flow = Flow::start("{ secret: 'shh', tokenParameterName: 'jwt' }").await;
    let good = sign(&flow.runtime, &header(), &claims(), "shh").await;
    let strict = StrictOptions::strict();
    let named = json!({ "query": { "state": "s1", "jwt": good }, "body": {} });
    assert_eq!(flow.go_on(&named, strict).await.end, End::Completed);
    for parameters in [query(&good), json!({ "query": { "jwt": "" }, "body": {} })] {
        assert_eq!(
            failure(&flow.go_on(&parameters, strict).await),
            "There is no parameter called 'jwt' available in either the POST body or query string."
        );
    }
}

#[tokio::test]
async fn a_refused_token_can_be_caught() {
    let runtime = runtime().await;
    let first = execution([on_both(
        "api.redirect.sendUserTo('https://form.test/')",
        "try { api.redirect.validateToken({ secret: 'x' }) } catch (e) { api.access.deny('[bad] token') }",
    )]);
    let (_, _, carried) = suspended(&runtime.execute(&first).await.unwrap().end);
    let request = first.event["request"].clone();
    let result = runtime
        .execute(&resumed(&first, carried, request))
        .await
        .unwrap();
    assert_eq!(
        result.end,
        End::Denied {
            action: 0,
            reason: "[bad] token".to_owned()
        }
    );
}

/// A token of `encodeToken` has no `state` and is not one to come back with (trap 2).
#[tokio::test]
async fn the_token_that_went_out_is_refused_when_it_comes_back() {
    let runtime = runtime().await;
    let first = execution([on_both(
        "const token = api.redirect.encodeToken({ secret: 'shh', payload: {} });
         api.redirect.sendUserTo('https://form.test/', { query: { session_token: token } })",
        "api.redirect.validateToken({ secret: 'shh' })",
    )]);
    let result = runtime.execute(&first).await.unwrap();
    let (_, url, carried) = suspended(&result.end);
    let token = url.split_once("session_token=").unwrap().1.to_owned();
    let mut request = first.event["request"].clone();
    request["query"] = json!({ "state": "s1", "session_token": token });
    let result = runtime
        .execute(&resumed(&first, carried, request))
        .await
        .unwrap();
    assert!(failure(&result).ends_with(STATE));
}
