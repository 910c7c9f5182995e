//! Whole logins: every way in, every kind of visitor.

use vestibule_visitor::{Place, Visitor, log_in};

use crate::support::{acme, at_worker, front_door, initiate, log_of, person, sign_in};

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

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_is_offered_the_way_they_took() {
    let stand = acme().await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let application = stand.application().unwrap();
    let someone = person("ana@globex.example");
    log_in(&mut visitor, &application, &initiate(&stand), &someone)
        .await
        .unwrap();

    let realm = format!("/edge/realm?client_id={}", application.client_id);
    let offered = visitor.look(&at_worker(&stand, &realm)).await.unwrap();
    assert!(offered.body.contains("Globex Corporation"));
    assert!(!offered.body.contains("ana@"), "no address is kept");
    let form = offered.forms().into_iter().next().unwrap();
    let taken = form.filled(&[("remembered", "1"), ("email", "")]);
    let Place::Application(url) = visitor
        .submit(&taken, |url| url.path() == "/login")
        .await
        .unwrap()
    else {
        panic!("it did not lead to the application");
    };
    assert!(url.query().unwrap().contains(GLOBEX));

    // After a restart all that is left is in the browser.
    let mut stand = stand;
    stand.restart_worker().unwrap();
    let offered = visitor.look(&at_worker(&stand, &realm)).await.unwrap();
    assert!(offered.body.contains("Globex Corporation"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_sent_back_again_and_again_is_stopped() {
    let stand = acme().await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let client = stand.application().unwrap().client_id;
    let target = format!("/authorize?client_id={client}&login_hint=ana%40globex.example");
    let url = at_worker(&stand, &target);
    for _ in 0..3 {
        assert_eq!(visitor.look(&url).await.unwrap().status, 302);
    }
    let stopped = visitor.look(&url).await.unwrap();
    assert_eq!(stopped.status, 200);
    assert!(stopped.body.contains("Globex Corporation"));
    // Another browser is not held up.
    let mut other = Visitor::new(&stand.trust()).unwrap();
    assert_eq!(other.look(&url).await.unwrap().status, 302);
}
