//! `/edge/realm`: the identifier page.

use vestibule_home_realm::{End, Winner};
use vestibule_http::Outcome;
use vestibule_tenant::SignalKind;

use crate::Stage;
use crate::stage::{CLIENT, without_snapshot};

#[test]
fn the_page_asks_on_behalf_of_the_application() {
    let answer = Stage::acme().get(&format!("/edge/realm?client_id={CLIENT}"));
    assert_eq!(answer.end(), End::Asked);
    assert!(answer.page().contains("Acme"));
    assert!(answer.page().contains("action=\"/edge/realm\""));
}

#[test]
fn a_hint_that_matches_starts_the_application_at_once() {
    let answer = Stage::acme().get(&format!(
        "/edge/realm?client_id={CLIENT}&login_hint=ana%2Bx%40globex.example"
    ));
    assert_eq!(
        answer.location(),
        "https://app.acme.example/login?iss=https%3A%2F%2Flogin.acme.example%2F\
         &organization=org_globexGLOBEX0001&connection=globex-oidc\
         &login_hint=ana%2Bx%40globex.example"
    );
    assert_eq!(answer.winner(), Some(Winner::Signal(SignalKind::LoginHint)));
}

#[test]
fn a_domain_hint_hands_back_no_made_up_address() {
    let answer = Stage::acme().get(&format!(
        "/edge/realm?client_id={CLIENT}&login_hint=globex.example"
    ));
    assert!(
        answer
            .location()
            .contains("organization=org_globexGLOBEX0001")
    );
    assert!(!answer.location().contains("login_hint"));
}

#[test]
fn a_name_that_is_no_address_is_handed_over_trimmed() {
    let stage = Stage::acme();
    let to = |hint: &str| stage.get(&format!("/edge/realm?client_id={CLIENT}&login_hint={hint}"));
    assert!(
        to("alice")
            .location()
            .ends_with("&connection=acme-accounts&login_hint=alice")
    );
    assert!(
        to("%20ana%40globex.example%20")
            .location()
            .ends_with("&login_hint=ana%40globex.example")
    );
}

#[test]
fn nobody_is_sent_to_an_application_that_is_not_known() {
    let stage = Stage::acme();
    for target in [
        "/edge/realm",
        "/edge/realm?client_id=other",
        "/edge/realm?client_id=%00",
    ] {
        let answer = stage.get(target);
        assert_eq!(answer.end(), End::Refused, "{target}");
    }
    let without_login_url = Stage::acme_with("no-login-url", |text| {
        text.replace("login_url = \"${app_origin}/login\"\n", "")
    });
    let answer = without_login_url.get(&format!("/edge/realm?client_id={CLIENT}"));
    assert_eq!(answer.end(), End::Refused);
}

#[test]
fn without_a_snapshot_a_built_in_page_answers() {
    let decision = without_snapshot("GET", &format!("/edge/realm?client_id={CLIENT}"), "");
    assert_eq!(decision.trace.end, End::Unavailable);
    assert!(matches!(decision.outcome, Outcome::Page(page) if page.status == 503));
}

#[test]
fn other_methods_are_named_as_wrong() {
    for target in ["/edge/realm", "/authorize"] {
        let answer = Stage::acme().request("DELETE", target, "");
        assert!(
            matches!(answer.decision.outcome, Outcome::Problem(p) if p.code == "method-not-allowed")
        );
    }
}

#[test]
fn a_client_can_be_started_by_its_own_address() {
    let stage = Stage::acme();
    let start = format!("/edge/start/{CLIENT}");
    assert_eq!(stage.get(&start).end(), End::Asked);
    let issuer = "iss=https%3A%2F%2Flogin.acme.example%2F";
    assert_eq!(stage.get(&format!("{start}?{issuer}")).end(), End::Asked);

    let invited = stage.get(&format!(
        "{start}?{issuer}&invitation=t1cket&organization=org_x&organization_name=x"
    ));
    assert_eq!(
        invited.location(),
        "https://app.acme.example/login?iss=https%3A%2F%2Flogin.acme.example%2F\
         &organization=org_x&organization_name=x&invitation=t1cket"
    );
    let hinted = stage.get(&format!("{start}?login_hint=ana%40globex.example"));
    assert!(
        hinted
            .location()
            .contains("organization=org_globexGLOBEX0001")
    );

    for refused in [
        format!("{start}?iss=https%3A%2F%2Fevil.example%2F"),
        "/edge/start/".to_owned(),
        "/edge/start/other".to_owned(),
        format!("{start}/x"),
        format!("/edge/start/%2e%2e{CLIENT}"),
        // A second client in the query changes nothing.
        "/edge/start/other?client_id=acmeDemoApp0000000000000000000001".to_owned(),
    ] {
        assert_eq!(stage.get(&refused).end(), End::Refused, "{refused}");
    }
}

#[test]
fn an_invitation_goes_straight_on_whatever_its_organization_is() {
    let stage = Stage::acme();
    for (organization, ticket) in [
        ("org_globexGLOBEX0001", "gS2Rlz_-.9"),
        // Younger than the published configuration.
        ("org_new", "t"),
    ] {
        let answer = stage.get(&format!(
            "/edge/start/{CLIENT}?invitation={ticket}&organization={organization}&organization_name=x"
        ));
        assert_eq!(answer.end(), End::PassedOn);
        let location = answer.location();
        assert!(location.starts_with("https://app.acme.example/login?iss="));
        assert!(location.contains(&format!("&organization={organization}&")));
        assert!(
            location.ends_with(&format!("&invitation={ticket}")),
            "{location}"
        );
    }
}

#[test]
fn an_invitation_that_cannot_go_on_says_so_and_offers_the_other_ways() {
    let stage = Stage::acme();
    for query in [
        "invitation=t1cket",
        "invitation=t1cket&organization=",
        "invitation=&organization=org_x",
        "invitation&organization=org_x&organization_name=%3Cb%3E",
        "invitation=t1cket&organization_name=x&connection=globex-oidc",
    ] {
        let answer = stage.get(&format!("/edge/start/{CLIENT}?{query}"));
        assert_eq!(answer.end(), End::Refused, "{query}");
        let page = answer.page();
        assert!(
            page.contains("This invitation link isn’t complete"),
            "{query}"
        );
        assert!(page.contains(&format!("href=\"/edge/start/{CLIENT}\"")));
        assert!(page.contains("href=\"https://app.acme.example/\""));
        assert!(!page.contains("t1cket") && !page.contains("<b>"));
    }
}

#[test]
fn an_application_without_organizations_takes_no_invitation() {
    let stage = Stage::acme_with("denies-organizations", |text| {
        text.replace(
            "organization_usage = \"allow\"",
            "organization_usage = \"deny\"",
        )
    });
    let answer = stage.get(&format!(
        "/edge/start/{CLIENT}?invitation=t&organization=org_globexGLOBEX0001"
    ));
    assert_eq!(answer.end(), End::Refused);
    assert!(
        answer
            .page()
            .contains("This app isn’t set up to sign you in")
    );
}

#[test]
fn a_client_without_a_login_url_leads_back_to_its_own_page() {
    let stage = Stage::acme_with("start-without-login-url", |text| {
        text.replace("login_url = \"${app_origin}/login\"\n", "")
    });
    for target in [
        format!("/edge/start/{CLIENT}"),
        format!("/edge/start/{CLIENT}?invitation=t&organization=org_globexGLOBEX0001"),
        format!("/edge/realm?client_id={CLIENT}"),
    ] {
        let answer = stage.get(&target);
        assert_eq!(answer.end(), End::Refused, "{target}");
        assert!(
            answer
                .page()
                .contains("This app isn’t set up to sign you in")
        );
        assert!(answer.page().contains("href=\"https://app.acme.example/\""));
        assert!(!answer.page().contains("/edge/start/"));
    }
}
