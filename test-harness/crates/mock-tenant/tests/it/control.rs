//! The control interface over HTTP.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{App, Browser, Tenant, client};

async fn call(tenant: &Tenant, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let mut request = client()
        .build()
        .unwrap()
        .request(method, format!("{}{path}", tenant.control_origin));
    if let Some(body) = body {
        request = request.json(&body);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or(Value::Null))
}

#[tokio::test]
async fn the_clock_moves() {
    let tenant = Tenant::start().await;
    assert_eq!(
        call(&tenant, Method::GET, "/health", None).await,
        (200, json!({"ok": true}))
    );
    assert_eq!(
        call(&tenant, Method::GET, "/clock", None).await.1,
        json!({"now": 1_800_000_000})
    );
    call(
        &tenant,
        Method::POST,
        "/clock",
        Some(json!({"advance": 10})),
    )
    .await;
    assert_eq!(
        call(&tenant, Method::GET, "/clock", None).await.1,
        json!({"now": 1_800_000_010})
    );
    call(&tenant, Method::POST, "/clock", Some(json!({"set": 1}))).await;
    assert_eq!(
        call(&tenant, Method::GET, "/clock", None).await.1,
        json!({"now": 1})
    );
    assert_eq!(
        call(&tenant, Method::POST, "/clock", Some(json!({"sett": 1})))
            .await
            .0,
        422
    );
}

#[tokio::test]
async fn keys_rotate() {
    let tenant = Tenant::start().await;
    let (_, before) = call(&tenant, Method::GET, "/keys", None).await;
    assert_eq!(
        call(&tenant, Method::POST, "/keys/rotate", None).await.0,
        204
    );
    let (_, after) = call(&tenant, Method::GET, "/keys", None).await;
    assert_eq!(after[0]["kid"], before[1]["kid"]);
    let old = format!("/keys/{}", before[0]["kid"].as_str().unwrap());
    assert_eq!(call(&tenant, Method::DELETE, &old, None).await.0, 204);
    assert_eq!(call(&tenant, Method::DELETE, &old, None).await.0, 409);
}

#[tokio::test]
async fn users_are_read_and_written() {
    let tenant = Tenant::start().await;
    let (_, mut user) = call(&tenant, Method::GET, "/users/auth0%7Cdan", None).await;
    assert_eq!(user["email"], "dan@mail.test");
    user["user_id"] = json!("auth0|new");
    user["email"] = json!("New@mail.test");
    assert_eq!(
        call(&tenant, Method::PUT, "/users", Some(user.clone()))
            .await
            .0,
        204
    );
    let (_, users) = call(&tenant, Method::GET, "/users", None).await;
    assert_eq!(users.as_array().unwrap().len(), 4);
    assert_eq!(
        call(&tenant, Method::GET, "/users/auth0%7Cnew", None)
            .await
            .1["email"],
        "new@mail.test"
    );
    user["connection"] = json!("nowhere");
    assert_eq!(
        call(&tenant, Method::PUT, "/users", Some(user)).await.0,
        404
    );
    assert_eq!(
        call(&tenant, Method::DELETE, "/users/auth0%7Cnew", None)
            .await
            .0,
        204
    );
    assert_eq!(
        call(&tenant, Method::GET, "/users/auth0%7Cnew", None)
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn strictness_and_rules_can_be_set() {
    let tenant = Tenant::start().await;
    let rule = async |name: &str| {
        let (_, rules) = call(&tenant, Method::GET, "/rules", None).await;
        rules
            .as_array()
            .unwrap()
            .iter()
            .find(|rule| rule["rule"] == name)
            .unwrap()
            .clone()
    };
    assert_eq!(rule("SessionTokenIssuer").await["enforced"], true);
    call(&tenant, Method::PUT, "/strictness", Some(json!("lenient"))).await;
    assert_eq!(rule("SessionTokenIssuer").await["enforced"], false);
    assert_eq!(rule("CallbackAllowed").await["enforced"], true);
    let path = "/rules/CallbackAllowed";
    assert_eq!(
        call(&tenant, Method::PUT, path, Some(json!(false))).await.0,
        204
    );
    assert_eq!(rule("CallbackAllowed").await["enforced"], false);
    assert_eq!(
        call(&tenant, Method::PUT, "/rules/Nope", Some(json!(false)))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn what_happened_can_be_read() {
    let tenant = Tenant::start().await;
    let app = App::new(&tenant, "spa");
    let page = Browser::new()
        .log_in_as_dan(&app.url(&[("organization", "org_globex")]))
        .await;
    app.redeem(&page, &[]).await;
    let (_, logs) = call(&tenant, Method::GET, "/logs", None).await;
    let kinds: Vec<_> = logs
        .as_array()
        .unwrap()
        .iter()
        .map(|log| log["type"].clone())
        .collect();
    assert_eq!(kinds, ["s", "seacft"]);
    assert_eq!(logs[0]["organization_id"], "org_globex");
    assert_eq!(logs[0]["user_id"], "auth0|dan");
    let (_, transactions) = call(&tenant, Method::GET, "/transactions", None).await;
    assert_eq!(transactions[0]["finished"], true);
    assert_eq!(transactions[0]["organization"], "org_globex");
    Browser::new().visit(&app.url(&[])).await;
    let (_, transactions) = call(&tenant, Method::GET, "/transactions", None).await;
    let finished: Vec<_> = transactions
        .as_array()
        .unwrap()
        .iter()
        .map(|kept| kept["finished"].clone())
        .collect();
    assert_eq!(finished, [true, false]);
    let (_, raw) = call(&tenant, Method::GET, "/raw-requests", None).await;
    assert!(
        raw[0]["target"]
            .as_str()
            .unwrap()
            .starts_with("/authorize?client_id=spa&")
    );
    call(&tenant, Method::DELETE, "/raw-requests", None).await;
    assert_eq!(
        call(&tenant, Method::GET, "/raw-requests", None).await.1,
        json!([])
    );
}

#[tokio::test]
async fn faults_invitations_sessions_and_the_provider() {
    let tenant = Tenant::start().await;
    let fault = json!({"path": "/v2/logout", "fault": {"kind": "status", "status": 418}});
    assert_eq!(
        call(&tenant, Method::POST, "/faults", Some(fault)).await.0,
        204
    );
    let logout = format!("{}/v2/logout", tenant.origin);
    assert_eq!(Browser::new().get(&logout).await.status, 418);
    assert_eq!(call(&tenant, Method::DELETE, "/faults", None).await.0, 204);
    assert_eq!(Browser::new().get(&logout).await.status, 302);
    for wrong in [
        json!({"path": "/", "fault": {"kind": "huge_body", "bytes": 1, "byte": 1}}),
        json!({"path": "/", "fault": {"kind": "truncated_body"}, "time": 1}),
        json!({"path": "/", "fault": {"kind": "nonsense"}}),
    ] {
        assert_eq!(
            call(&tenant, Method::POST, "/faults", Some(wrong)).await.0,
            422
        );
    }

    let invitation =
        json!({"organization_id": "org_globex", "client_id": "spa", "email": "a@b.test"});
    let (status, invitation) = call(&tenant, Method::POST, "/invitations", Some(invitation)).await;
    assert_eq!(
        (status, &invitation["expires_at"]),
        (200, &json!(1_800_604_800))
    );

    assert_eq!(
        call(&tenant, Method::DELETE, "/sessions", None).await.0,
        204
    );
    let script = json!({"error": "access_denied"});
    assert_eq!(
        call(
            &tenant,
            Method::PUT,
            "/idp/globex-oidc",
            Some(script.clone())
        )
        .await
        .0,
        204
    );
    assert_eq!(
        call(&tenant, Method::PUT, "/idp/nowhere", Some(script))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn stopping_frees_the_ports() {
    let tenant = Tenant::start().await;
    let port = tenant.origin.rsplit_once(':').unwrap().1.to_owned();
    tenant.running.stop().await;
    tokio::net::TcpListener::bind(format!("127.0.0.1:{port}"))
        .await
        .unwrap();
}
