//! What somebody typed, or chose.

use vestibule_home_realm::{End, Winner};
use vestibule_http::{Outcome, encode_component};

use crate::stage::{CLIENT, without_snapshot};
use crate::{Answer, Stage};

/// Opens a page and answers its form.
fn typed(stage: &Stage, target: &str, email: &str, more: &str) -> Answer {
    let flow = stage.get(target).flow();
    stage.post(
        "/edge/realm",
        &format!("flow={flow}&email={}{more}", encode_component(email)),
    )
}

fn initiate() -> String {
    format!("/edge/realm?client_id={CLIENT}")
}

fn front_door(more: &str) -> String {
    format!("/authorize?client_id={CLIENT}&state=%zz+a&{more}")
}

#[test]
fn a_work_address_goes_on_to_its_organization() {
    let answer = typed(&Stage::acme(), &initiate(), " Ana@GLOBEX.example ", "");
    assert_eq!(
        answer.goes_on_to(),
        "https://app.acme.example/login?iss=https%3A%2F%2Flogin.acme.example%2F\
         &organization=org_globexGLOBEX0001&connection=globex-oidc\
         &login_hint=Ana%40GLOBEX.example"
    );
    assert_eq!(
        (answer.end(), answer.winner()),
        (End::SentOn, Some(Winner::Typed))
    );
    assert!(answer.page().contains("Globex Corporation"));
}

#[test]
fn at_the_front_door_the_request_goes_on_as_it_came() {
    let answer = typed(
        &Stage::acme(),
        &front_door("resource=a&resource=b"),
        "a@globex.example",
        "",
    );
    assert_eq!(
        answer.goes_on_to(),
        format!(
            "https://login.acme.example/authorize?client_id={CLIENT}&state=%zz+a&resource=a\
             &resource=b&organization=org_globexGLOBEX0001&connection=globex-oidc\
             &login_hint=a%40globex.example"
        )
    );
}

#[test]
fn what_no_link_may_hold_is_encoded_on_the_way_through_a_page() {
    let answer = typed(
        &Stage::acme(),
        &front_door("x={}|^`[]'&y=%zz"),
        "a@globex.example",
        "",
    );
    assert!(answer.goes_on_to().contains("&x=%7B%7D%7C%5E%60[]'&y=%zz&"));
    assert_eq!(answer.end(), End::SentOn);
}

#[test]
fn what_was_typed_takes_the_place_of_a_hint() {
    let target = front_door("login_hint=old%40initech.example&prompt=login&x=1");
    let answer = typed(&Stage::acme(), &target, "new@globex.example", "");
    assert!(!answer.goes_on_to().contains("old"));
    assert!(
        answer
            .goes_on_to()
            .contains("&prompt=login&x=1&organization=org_globexGLOBEX0001")
    );
    assert!(
        answer
            .goes_on_to()
            .ends_with("&login_hint=new%40globex.example")
    );
}

#[test]
fn a_choice_among_those_that_matched_counts_and_no_other() {
    let stage = Stage::acme();
    let offered = typed(&stage, &initiate(), "a@initech.example", "");
    assert_eq!(offered.end(), End::OfferedConnections);

    let chosen = typed(
        &stage,
        &initiate(),
        "a@initech.example",
        "&connection=initech-contractors",
    );
    assert!(
        chosen
            .goes_on_to()
            .contains("&organization=org_initechINITECH02&connection=initech-contractors")
    );
    assert_eq!(chosen.winner(), Some(Winner::Chosen));

    for forged in ["globex-oidc", "nothing", ""] {
        let answer = typed(
            &stage,
            &initiate(),
            "a@initech.example",
            &format!("&connection={forged}"),
        );
        assert_eq!(answer.end(), End::OfferedConnections, "{forged}");
    }
}

#[test]
fn strangers_go_to_the_fallback_with_what_they_typed() {
    let stage = Stage::acme();
    for (typed_text, hint) in [
        ("ana@unknown.example", "ana%40unknown.example"),
        ("alice", "alice"),
        ("user@x.org.", "user%40x.org."),
        ("u@[10.0.0.1]", "u%40%5B10.0.0.1%5D"),
        ("someone@gmail.com", "someone%40gmail.com"),
    ] {
        let answer = typed(&stage, &initiate(), typed_text, "");
        assert!(
            answer.goes_on_to().contains("&connection=acme-accounts"),
            "{typed_text}"
        );
        assert!(
            !answer.goes_on_to().contains("organization="),
            "{typed_text}"
        );
        assert!(
            answer
                .goes_on_to()
                .ends_with(&format!("&login_hint={hint}")),
            "{typed_text}"
        );
        assert_eq!(answer.winner(), Some(Winner::Fallback), "{typed_text}");
    }
}

#[test]
fn a_tenant_without_fallback_says_so_on_a_page() {
    let stage = Stage::acme_with("page", |text| {
        text.replace(
            "fallback = { connection = \"acme-accounts\" }",
            "fallback = \"page\"",
        )
    });
    let answer = typed(&stage, &initiate(), "ana@unknown.example", "");
    assert_eq!(answer.end(), End::NoMatch);
    assert!(answer.page().contains("ana@unknown.example"));
    assert!(!answer.page().contains("globex"));
}

#[test]
fn mistakes_at_the_field_are_said_there_and_keep_what_was_typed() {
    let stage = Stage::acme();
    for text in [
        "",
        "   ",
        "ana@new globex.example",
        "a@b@globex.example",
        "'a@b'@globex.example",
        &format!("{}@globex.example", "a".repeat(65)),
        &format!("a@{}.example", "b".repeat(64)),
        &format!("a@{}example", "b.".repeat(130)),
    ] {
        let answer = typed(&stage, &initiate(), text, "");
        assert_eq!(answer.end(), End::Asked, "{text}");
        assert!(answer.page().contains("aria-invalid=\"true\""), "{text}");
        let shown = text.replace('\'', "&#39;");
        assert!(
            answer.page().contains(&format!("value=\"{shown}\"")),
            "{text}"
        );
    }
}

#[test]
fn a_damaged_form_is_refused_without_quoting_it() {
    let stage = Stage::acme();
    for body in [
        "",
        "email=a@globex.example",
        "flow=%3Cscript%3E&email=a",
        "flow=zAAAA&email=a",
    ] {
        let answer = stage.post("/edge/realm", body);
        assert_eq!(answer.end(), End::Refused, "{body}");
        assert!(matches!(&answer.decision.outcome, Outcome::Page(page) if page.status == 400));
        assert!(!answer.page().contains("script>"));
    }
}

#[test]
fn hostile_text_stays_text() {
    let answer = typed(
        &Stage::acme(),
        &initiate(),
        "\"><script>alert(1)</script> @x",
        "",
    );
    assert!(!answer.page().contains("<script"));
}

#[test]
fn a_form_goes_on_by_a_page_also_when_the_configuration_is_gone() {
    let flow = Stage::acme().get(&front_door("")).flow();
    let body = format!("flow={flow}&email=ana%40globex.example");
    let decision = without_snapshot("POST", "/edge/realm", &body);
    assert_eq!(decision.trace.end, End::PassedOn);
    let Outcome::Page(page) = decision.outcome else {
        panic!("a redirect after a form is blocked by the page's policy");
    };
    let onward = page
        .headers
        .iter()
        .find(|(name, _)| *name == "refresh")
        .unwrap();
    let passed_on = front_door("");
    assert_eq!(
        onward.1,
        format!("0; url=https://neutral.example{passed_on}")
    );
}
