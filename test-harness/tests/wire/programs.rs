//! What programs are told: an application's own email field, and who looks for an issuer.

use serde_json::json;
use vestibule_stand::{Stand, StandOptions};

use crate::support::{acme, acme_file, log_of, stand};
use crate::told::ask;

const RESOLVE: &str = "/edge/realm/resolve";

fn question(stand: &Stand, login_hint: &str) -> String {
    let client = stand.application().unwrap().client_id;
    json!({ "client_id": client, "login_hint": login_hint }).to_string()
}

fn app(stand: &Stand) -> String {
    stand.addresses().app.origin().ascii_serialization()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_allowed_may_ask_where_an_address_leads() {
    let stand = acme().await;
    let app = app(&stand);
    let page = ("origin", app.as_str());
    let preflight = ask(
        &stand,
        "OPTIONS",
        RESOLVE,
        &[page, ("access-control-request-method", "POST")],
        "",
    );
    assert_eq!(preflight.status(), "204");
    let json = ("content-type", "application/json");
    let told = ask(
        &stand,
        "POST",
        RESOLVE,
        &[page, json],
        question(&stand, "ana@globex.example"),
    );
    for answer in [&preflight, &told] {
        let allowed = answer.header("access-control-allow-origin");
        assert_eq!(allowed, Some(app.as_str()));
        assert_eq!(answer.header("vary"), Some("origin"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert_eq!(answer.header("set-cookie"), None);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    assert_eq!(told.status(), "200");
    let organization = &told.body["parameters"]["organization"];
    assert_eq!(organization, "org_globexGLOBEX0001");
    let logged = log_of(&stand, told.header("vestibule-decision").unwrap());
    assert_eq!(logged["way_in"], "resolve");
    assert!(!logged.to_string().contains("ana"), "{logged}");

    let foreign = ("origin", "https://evil.example");
    let refused = ask(&stand, "OPTIONS", RESOLVE, &[foreign], "");
    assert_eq!(refused.header("access-control-allow-origin"), None);
    let body = question(&stand, "ana@globex.example");
    let refused = ask(&stand, "POST", RESOLVE, &[foreign, json], &body);
    assert_eq!(refused.status(), "403");
    assert_eq!(refused.body["code"], "origin-not-allowed");
    // A form needs no leave of ours to be sent from anywhere.
    let form = ask(&stand, "POST", RESOLVE, &[foreign], &body);
    assert_eq!(form.status(), "415");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_issuer_of_a_customers_people_can_be_discovered() {
    let stand = acme().await;
    let ask = |domain: &str| {
        let target = format!("/.well-known/webfinger?resource=acct:ana%40{domain}");
        ask(&stand, "GET", &target, &[], "")
    };
    let told = ask("globex.example");
    assert_eq!(told.header("content-type"), Some("application/jrd+json"));
    assert_eq!(told.header("access-control-allow-origin"), Some("*"));
    let issuer = told.body["links"][0]["href"].as_str().unwrap();
    let tenant = stand.addresses().tenant.origin().ascii_serialization();
    assert_eq!(issuer, format!("{tenant}/"));
    assert_eq!(ask("nowhere.example").status(), "404");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_asks_for_every_domain_in_turn() {
    let stand = stand(StandOptions {
        question_limit: Some(3),
        ..StandOptions::for_tests(acme_file())
    })
    .await;
    let app = app(&stand);
    let body = question(&stand, "ana@globex.example");
    let from = |network: &str| {
        let headers = [
            ("origin", app.as_str()),
            ("content-type", "application/json"),
            ("cf-connecting-ip", network),
        ];
        ask(&stand, "POST", RESOLVE, &headers, &body)
    };
    for one_of_a_network in ["2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::3"] {
        assert_eq!(from(one_of_a_network).status(), "200");
    }
    let refused = from("2001:db8:1:2:9::");
    assert_eq!(refused.status(), "429");
    assert_eq!(refused.body["code"], "too-many-requests");
    assert_eq!(refused.header("retry-after"), Some("60"));
    let readable = refused.header("access-control-allow-origin");
    assert_eq!(readable, Some(app.as_str()));
    // Others are not made to wait for it, and counting that fails stops nobody.
    for other in ["2001:db8:1:3::1", "192.0.2.1", "broken"] {
        assert_eq!(from(other).status(), "200", "{other}");
    }
    let webfinger = "/.well-known/webfinger?resource=acct:ana%40globex.example";
    let address = [("cf-connecting-ip", "2001:db8:1:2::1")];
    assert_eq!(ask(&stand, "GET", webfinger, &address, "").status(), "429");
    // Logins are never counted.
    let client = stand.application().unwrap().client_id;
    let login = format!("/authorize?client_id={client}&login_hint=ana%40globex.example");
    assert_eq!(ask(&stand, "GET", &login, &address, "").status(), "302");
}
