//! Whole logins: every way in, every kind of visitor.

use crate::support::{acme, front_door, initiate, log_of, person, sign_in};

const GLOBEX: &str = "org_globexGLOBEX0001";
const INITECH: &str = "org_initechINITECH02";

#[tokio::test(flavor = "multi_thread")]
async fn an_address_signs_in_through_its_organization() {
    let stand = acme().await;
    let login = sign_in(&stand, &initiate(&stand), &person("ana@globex.example"))
        .await
        .unwrap();
    assert_eq!(login.tokens.id_token["org_id"], GLOBEX);
    assert_eq!(login.tokens.id_token["email"], "ana@globex.example");

    let decisions: Vec<_> = login
        .steps
        .iter()
        .filter_map(|step| step.decision.as_deref())
        .collect();
    assert_eq!(decisions.len(), 2, "the page and the answer to it");
    let log = log_of(&stand, decisions[1]);
    assert_eq!(log["event"], "decision");
    assert_eq!(log["way_in"], "initiate");
    assert_eq!(log["winner"], "typed");
    let signals = log["signals"].as_array().unwrap();
    assert!(
        signals.contains(&"login-hint:hit:globex.example".into()),
        "{log}"
    );
    assert_eq!(log["organization"], GLOBEX);
    assert_eq!(log["connection"], "globex-oidc");
    assert!(!log.to_string().contains("ana"), "no personal data: {log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_hint_at_the_front_door_meets_no_page_of_ours() {
    let stand = acme().await;
    let way = front_door(&stand, Some("ana@emea.globex.example"));
    let login = sign_in(&stand, &way, &person("ana@emea.globex.example"))
        .await
        .unwrap();
    assert_eq!(login.tokens.id_token["org_id"], GLOBEX);
    let edge = stand.addresses().worker.origin();
    let ours: Vec<_> = login
        .steps
        .iter()
        .filter(|step| step.url.origin() == edge)
        .collect();
    assert_eq!(ours.len(), 1);
    assert_eq!(ours[0].status, 302);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_hint_the_front_door_asks() {
    let stand = acme().await;
    let login = sign_in(
        &stand,
        &front_door(&stand, None),
        &person("ana@globex.example"),
    )
    .await;
    assert_eq!(login.unwrap().tokens.id_token["org_id"], GLOBEX);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_connections_are_a_choice() {
    let stand = acme().await;
    for connection in ["initech-employees", "initech-contractors"] {
        for way in [initiate(&stand), front_door(&stand, None)] {
            let mut visitor = person("bo@initech.example");
            visitor.connection = Some(connection.to_owned());
            let login = sign_in(&stand, &way, &visitor).await.unwrap();
            assert_eq!(login.tokens.id_token["org_id"], INITECH);
            let seen = login
                .steps
                .iter()
                .any(|step| step.url.path().contains(connection));
            assert!(seen, "{connection} was gone to");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn consumers_sign_in_without_an_organization() {
    let stand = acme().await;
    let login = sign_in(&stand, &initiate(&stand), &person("consumer@gmail.com"))
        .await
        .unwrap();
    assert_eq!(login.tokens.id_token["org_id"], serde_json::Value::Null);
    assert_eq!(login.tokens.id_token["email"], "consumer@gmail.com");
}
