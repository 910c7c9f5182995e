//! Who asks by `WebFinger` for the issuer of a person.

use serde_json::{Value, json};
use vestibule_home_realm::{Caller, End};
use vestibule_http::{Outcome, Readers, encode_component};

use crate::{Answer, Stage};

const ISSUER: &str = "http://openid.net/specs/connect/1.0/issuer";

fn ask(resource: &str, more: &str) -> Answer {
    let resource = encode_component(resource);
    let target = format!("/.well-known/webfinger?resource={resource}{more}");
    let answer = Stage::acme().get(&target);
    assert_eq!(answer.decision.readers, Readers::Anybody);
    answer
}

#[test]
fn everybody_at_a_mapped_domain_has_the_tenant_as_issuer() {
    let rel = format!("&rel={}", encode_component(ISSUER));
    for resource in [
        "acct:ana@globex.example",
        "ACCT:Ana@GLOBEX.EXAMPLE",
        "mailto:ana@globex.example",
        "https://globex.example/ana",
        "https://globex.example:8443",
        "acct:who%2Bever@wayne.example",
        "acct:pepper@stark.example",
    ] {
        for more in ["", &rel, &format!("&rel=avatar{rel}")] {
            let answer = ask(resource, more);
            assert_eq!(
                answer.json(),
                json!({
                    "subject": resource,
                    "links": [{ "rel": ISSUER, "href": "https://login.acme.example/" }],
                })
            );
            let Outcome::Json(json) = answer.decision.outcome else {
                panic!("no JSON")
            };
            assert_eq!(json.media_type, "application/jrd+json");
        }
    }
    let none = ask("acct:ana@globex.example", "&rel=avatar").json();
    assert_eq!(none["links"], Value::Array(Vec::new()));
}

#[test]
fn nobody_is_known_elsewhere_and_it_is_told_alike() {
    for resource in [
        "acct:ana@nowhere.example",
        "acct:ana@soylent-foods.example",
        "acct:ana@gmail.com",
        // Single addresses are no more there than others at their domain.
        "acct:happy@gmail.com",
    ] {
        let answer = ask(resource, "");
        assert_eq!(answer.problem(), (404, "unknown-resource"));
        assert_eq!(answer.end(), End::NoMatch);
    }
}

#[test]
fn a_question_that_names_no_domain_is_refused() {
    for resource in [
        "",
        "ana@globex.example",
        "acct:globex.example",
        "acct:@globex.example",
        "acct:a@b@globex.example",
        "http://globex.example/",
        "https:globex.example",
        "https://globex.example@evil.example@/",
        "device:p1.globex.example",
    ] {
        let answer = ask(resource, "");
        assert_eq!(answer.problem(), (400, "invalid-resource"), "{resource}");
    }
    let stage = Stage::acme();
    let nothing = stage.get("/.well-known/webfinger");
    assert_eq!(nothing.problem(), (400, "invalid-resource"));
    let posted = stage.post("/.well-known/webfinger", "resource=acct:a@globex.example");
    assert_eq!(posted.problem(), (405, "method-not-allowed"));
}

#[test]
fn one_question_too_many_is_not_answered() {
    let caller = Caller {
        is_limited: true,
        ..Caller::default()
    };
    let target = "/.well-known/webfinger?resource=acct:ana@globex.example";
    let answer = Stage::acme().tell("GET", target, "", None, caller);
    assert_eq!(answer.problem(), (429, "too-many-requests"));
}
