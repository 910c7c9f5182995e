//! `/authorize` on the Worker's own host.

use vestibule_home_realm::{End, Winner};
use vestibule_tenant::SignalKind;

use crate::Stage;
use crate::stage::{CLIENT, without_snapshot};

const TENANT: &str = "https://login.acme.example";

fn query(more: &str) -> String {
    format!("response_type=code&client_id={CLIENT}&state=a%2Bb+c%20%zz&&empty=&{more}")
}

#[test]
fn a_hint_that_matches_adds_organization_and_connection_and_changes_nothing_else() {
    let query = query("login_hint=ana%2Btag%40globex.example&resource=a&resource=b");
    let answer = Stage::acme().get(&format!("/authorize?{query}"));
    assert_eq!(
        answer.location(),
        format!(
            "{TENANT}/authorize?{query}&organization=org_globexGLOBEX0001&connection=globex-oidc"
        )
    );
    assert_eq!(
        (answer.end(), answer.winner()),
        (End::SentOn, Some(Winner::Signal(SignalKind::LoginHint)))
    );
    assert_eq!(answer.rule(), Some("globex.example"));
    assert!(answer.asked_for > 0, "shards are fetched on first use");
}

#[test]
fn subdomains_follow_only_where_the_file_says_so() {
    let stage = Stage::acme();
    let to = |address: &str| stage.get(&format!("/authorize?{}login_hint={address}", query("")));
    assert!(
        to("a@emea.globex.example")
            .location()
            .contains("organization=org_globexGLOBEX0001")
    );
    assert!(
        to("a@deep.emea.globex.example")
            .location()
            .contains("org_globexGLOBEX0001")
    );
    for stranger in ["a@notglobex.example", "a@sub.initech.example"] {
        assert!(
            !to(stranger).location().contains("organization="),
            "{stranger}"
        );
    }
}

#[test]
fn what_the_application_says_itself_is_passed_on_untouched() {
    let stage = Stage::acme();
    for (explicit, signal) in [
        ("connection=initech-employees", Winner::Explicit),
        ("organization=org_other", Winner::Explicit),
        (
            "invitation=ticket&organization=org_x&organization_name=x",
            Winner::Explicit,
        ),
        ("prompt=none", Winner::Untouchable),
        ("prompt=login%20none", Winner::Untouchable),
        ("request_uri=urn%3Aietf%3A1", Winner::Untouchable),
        ("request=eyJ", Winner::Untouchable),
        ("response_mode=web_message", Winner::Untouchable),
    ] {
        let query = query(&format!("login_hint=a%40globex.example&{explicit}"));
        let answer = stage.get(&format!("/authorize?{query}"));
        assert_eq!(
            answer.location(),
            format!("{TENANT}/authorize?{query}"),
            "{explicit}"
        );
        assert_eq!(
            (answer.end(), answer.winner()),
            (End::PassedOn, Some(signal)),
            "{explicit}"
        );
    }
}

#[test]
fn an_empty_explicit_parameter_says_nothing() {
    let answer = Stage::acme().get(&format!(
        "/authorize?{}",
        query("organization=&login_hint=a%40globex.example")
    ));
    let location = answer.location();
    assert!(location.ends_with("&organization=org_globexGLOBEX0001&connection=globex-oidc"));
    // Auth0 refuses a request that names a parameter twice.
    assert_eq!(location.matches("organization=").count(), 1);
}

#[test]
fn an_explicit_parameter_counts_also_behind_an_empty_one() {
    let query = query("organization=&organization=org_x&login_hint=a%40globex.example");
    let answer = Stage::acme().get(&format!("/authorize?{query}"));
    assert_eq!(answer.location(), format!("{TENANT}/authorize?{query}"));
    assert_eq!(answer.winner(), Some(Winner::Explicit));
}

#[test]
fn a_hint_that_is_no_address_is_shown_for_a_second_look() {
    let stage = Stage::acme();
    for hint in [
        "a@b@globex.example",
        "a@globex.example.",
        "a@[1.1.1.1]",
        "a b@globex.example",
    ] {
        let query = query(&format!(
            "login_hint={}",
            vestibule_http::encode_component(hint)
        ));
        let answer = stage.get(&format!("/authorize?{query}"));
        assert_eq!(answer.end(), End::Asked, "{hint}");
        assert!(
            answer.page().contains(&format!("value=\"{hint}\"")),
            "{hint}"
        );
        assert!(!answer.page().contains("aria-invalid"), "{hint}");
    }
}

#[test]
fn a_client_that_requires_an_organization_is_never_sent_on_without_one() {
    let stage = Stage::acme_with("require", |text| {
        text.replace(
            "organization_usage = \"allow\"",
            "organization_usage = \"require\"",
        )
    });
    let to = |address: &str| stage.get(&format!("/authorize?{}login_hint={address}", query("")));
    assert_eq!(to("a@unknown.example").end(), End::NoMatch);
    assert!(to("a@globex.example").location().contains("organization="));
}

#[test]
fn prompts_that_want_a_page_get_one_prefilled() {
    let stage = Stage::acme();
    for prompt in ["login", "consent", "select_account", "login%20consent"] {
        let query = query(&format!("login_hint=ana%40globex.example&prompt={prompt}"));
        let answer = stage.get(&format!("/authorize?{query}"));
        assert_eq!(answer.end(), End::Asked, "{prompt}");
        assert!(
            answer.page().contains("value=\"ana@globex.example\""),
            "{prompt}"
        );
    }
}

#[test]
fn an_unknown_prompt_passes_through() {
    let query = query("login_hint=a%40globex.example&prompt=create");
    let answer = Stage::acme().get(&format!("/authorize?{query}"));
    assert!(
        answer
            .location()
            .starts_with(&format!("{TENANT}/authorize?{query}&organization="))
    );
}

#[test]
fn several_connections_offer_a_choice_of_these_only() {
    let answer = Stage::acme().get(&format!(
        "/authorize?{}",
        query("login_hint=a%40initech.example")
    ));
    assert_eq!(answer.end(), End::OfferedConnections);
    assert!(answer.page().contains("value=\"initech-employees\""));
    assert!(answer.page().contains("value=\"initech-contractors\""));
    assert!(!answer.page().contains("globex-oidc"));
}

#[test]
fn strangers_get_the_fallback_whoever_they_are() {
    let stage = Stage::acme();
    for hint in ["a@unknown.example", "alice", "someone@gmail.com"] {
        let query = query(&format!(
            "login_hint={}",
            vestibule_http::encode_component(hint)
        ));
        let answer = stage.get(&format!("/authorize?{query}"));
        assert_eq!(
            answer.location(),
            format!("{TENANT}/authorize?{query}&connection=acme-accounts"),
            "{hint}"
        );
        assert_eq!(answer.winner(), Some(Winner::Fallback), "{hint}");
        assert_eq!(answer.rule(), None, "{hint}");
    }
}

#[test]
fn a_bare_domain_is_a_domain_hint() {
    let stage = Stage::acme();
    for hint in ["globex.example", "%40globex.example", "GLOBEX.example"] {
        let answer = stage.get(&format!("/authorize?{}login_hint={hint}", query("")));
        assert!(
            answer
                .location()
                .contains("&organization=org_globexGLOBEX0001"),
            "{hint}"
        );
    }
}

#[test]
fn a_client_that_denies_organizations_gets_the_connection_alone() {
    let stage = Stage::acme_with("deny", |text| {
        text.replace(
            "organization_usage = \"allow\"",
            "organization_usage = \"deny\"",
        )
    });
    let answer = stage.get(&format!(
        "/authorize?{}",
        query("login_hint=a%40globex.example")
    ));
    assert!(answer.location().ends_with("&connection=globex-oidc"));
    assert!(!answer.location().contains("organization="));
}

#[test]
fn a_connection_that_the_client_cannot_use_is_never_added() {
    let stage = Stage::acme_with("enabled", |text| {
        let usage = "organization_usage = \"allow\"";
        text.replace(
            usage,
            &format!("{usage}\nconnections = [\"initech-contractors\", \"acme-accounts\"]"),
        )
    });
    let to = |address: &str| stage.get(&format!("/authorize?{}login_hint={address}", query("")));
    assert!(
        to("a@globex.example")
            .location()
            .ends_with("&connection=acme-accounts")
    );
    let initech = to("a@initech.example");
    assert!(
        initech
            .location()
            .ends_with("&organization=org_initechINITECH02&connection=initech-contractors")
    );
}

#[test]
fn an_unknown_client_is_none_of_our_business() {
    let target = "/authorize?client_id=other&login_hint=a%40globex.example";
    let answer = Stage::acme().get(target);
    assert_eq!(answer.location(), format!("{TENANT}{target}"));
    assert_eq!(answer.end(), End::PassedOn);
}

#[test]
fn without_a_hint_a_page_asks() {
    let answer = Stage::acme().get(&format!("/authorize?{}", query("")));
    assert_eq!(answer.end(), End::Asked);
    assert!(answer.page().contains("name=\"email\""));
}

#[test]
fn a_posted_request_is_read_from_its_body() {
    let body = query("login_hint=a%40globex.example");
    let answer = Stage::acme().post("/authorize", &body);
    assert_eq!(
        answer.location(),
        format!(
            "{TENANT}/authorize?{body}&organization=org_globexGLOBEX0001&connection=globex-oidc"
        )
    );
}

#[test]
fn parameters_may_stand_in_query_and_body() {
    let stage = Stage::acme();
    let target = format!("/authorize?client_id={CLIENT}&state=1");
    let answer = stage.post(&target, "login_hint=a%40globex.example&x=a b");
    assert_eq!(
        answer.location(),
        format!(
            "{TENANT}{target}&login_hint=a%40globex.example&x=a%20b\
             &organization=org_globexGLOBEX0001&connection=globex-oidc"
        )
    );
    let answer = stage.post(&format!("{target}&prompt=none"), "");
    assert_eq!(answer.location(), format!("{TENANT}{target}&prompt=none"));
}

#[test]
fn an_overlong_request_is_refused_and_never_cut() {
    let long = "x".repeat(17 * 1024);
    let answer = Stage::acme().get(&format!("/authorize?{}", query(&format!("state={long}"))));
    assert_eq!(answer.end(), End::Refused);
    assert!(!answer.page().contains("xxxx"));
}

#[test]
fn without_a_snapshot_everything_passes_on_byte_for_byte() {
    for more in ["", "login_hint=a%40globex.example", "prompt=none"] {
        let query = query(more);
        let decision = without_snapshot("GET", &format!("/authorize?{query}"), "");
        let vestibule_http::Outcome::Redirect(target) = decision.outcome else {
            panic!("no redirect");
        };
        assert_eq!(
            target.as_str(),
            format!("https://neutral.example/authorize?{query}")
        );
        assert_eq!(decision.trace.end, End::PassedOn);
    }
}
