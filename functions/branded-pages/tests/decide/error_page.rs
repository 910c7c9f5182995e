//! `/edge/error` with what Auth0 sends, and with less.

use vestibule_branded_pages::End;
use vestibule_pages::Topic;

use crate::stage::{ID, heading, lead, links, own_words, page, product, without_snapshot};
use crate::{CLIENT, GLOBEX, Stage};

/// All that can come at once.
fn parameters() -> Vec<(&'static str, String)> {
    vec![
        ("client_id", CLIENT.to_owned()),
        ("connection", "globex-oidc".to_owned()),
        ("lang", "en".to_owned()),
        ("error", "access_denied".to_owned()),
        (
            "error_description",
            "%5Borg-mismatch%5D%20This+address+does+not+belong+to+your+company.".to_owned(),
        ),
        ("tracking", "t-0f9a_1".to_owned()),
        ("state", "app%20state".to_owned()),
        ("organization", GLOBEX.to_owned()),
    ]
}

fn target(parameters: &[(&str, String)]) -> String {
    let query: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("/edge/error?{}", query.join("&"))
}

#[test]
fn with_everything_it_says_all_that_is_known() {
    let decision = Stage::acme().get(&target(&parameters()));
    assert_eq!(page(&decision).status, 200);
    assert_eq!(
        heading(&decision),
        "You don’t have access with this account"
    );
    assert_eq!(
        own_words(&decision),
        "This address does not belong to your company."
    );
    assert_eq!(product(&decision), "Globex");
    assert_eq!(
        links(&decision),
        [
            format!("/edge/realm?client_id={CLIENT}&other_account=1"),
            format!("/edge/start/{CLIENT}?organization={GLOBEX}"),
            "https://app.acme.example/".to_owned(),
        ]
    );
    let body = &page(&decision).body;
    assert!(body.contains("<code translate=\"no\">t-0f9a_1</code>"));
    assert!(body.contains(&format!("<code translate=\"no\">{ID}</code>")));
    let trace = &decision.trace;
    assert_eq!(trace.end, End::Error);
    assert_eq!(trace.rule.as_deref(), Some("address-of-the-company"));
    assert_eq!(trace.tracking.as_deref(), Some("t-0f9a_1"));
}

#[test]
fn each_parameter_may_be_missing() {
    let stage = Stage::acme();
    for (index, (missing, _)) in parameters().into_iter().enumerate() {
        let mut fewer = parameters();
        fewer.remove(index);
        let mut empty = parameters();
        empty[index].1 = String::new();
        for target in [target(&fewer), target(&empty)] {
            let decision = stage.get(&target);
            assert_eq!(page(&decision).status, 200, "{missing}");
            let expected = match missing {
                "error" => "Your sign-in didn’t go through",
                _ => "You don’t have access with this account",
            };
            assert_eq!(heading(&decision), expected, "{missing}");
            // What Globex alone signs in through says so, too.
            assert_eq!(product(&decision), "Globex", "{missing}");
            assert_eq!(links(&decision).is_empty(), missing == "client_id");
            let tracked = page(&decision).body.contains("t-0f9a_1");
            assert_eq!(tracked, missing != "tracking");
            let own_words = lead(&decision)
                == "<bdi lang=\"en\">This address does not belong to your company.</bdi>";
            assert_eq!(
                own_words,
                !["error", "error_description"].contains(&missing)
            );
        }
    }
}

#[test]
fn with_nothing_at_all_it_answers() {
    let stage = Stage::acme();
    let huge = format!(
        "/edge/error?error=access_denied&x={}",
        "a".repeat(17 * 1024)
    );
    let many = format!("/edge/error?error=access_denied{}", "&x".repeat(100));
    for target in [
        "/edge/error",
        "/edge/error?",
        "/edge/error?&&=&%zz",
        &huge,
        &many,
    ] {
        let decision = stage.get(target);
        assert_eq!(page(&decision).status, 200);
        assert_eq!(decision.trace.topic, Some(Topic::Unknown));
        assert_eq!(product(&decision), "Acme");
        assert!(page(&decision).body.contains(ID));
    }
}

#[test]
fn without_a_snapshot_it_bears_the_built_in_brand() {
    let decision = without_snapshot("GET", &target(&parameters())).unwrap();
    assert_eq!(page(&decision).status, 200);
    assert_eq!(product(&decision), "Sign-in");
    assert_eq!(decision.trace.topic, Some(Topic::Denied));
    assert!(links(&decision).is_empty());
}

#[test]
fn the_first_value_that_is_one_counts() {
    let decision = Stage::acme()
        .get("/edge/error?error=&error=login_required&error=access_denied&tracking_id=old_1");
    assert_eq!(decision.trace.topic, Some(Topic::SignInNeeded));
    assert_eq!(decision.trace.tracking.as_deref(), Some("old_1"));
}

#[test]
fn the_brand_is_that_of_the_host_then_of_the_organization_then_of_the_tenant() {
    let stage = Stage::acme();
    let on = |host, query: &str| stage.get_on(host, &format!("/edge/error?{query}"));
    let hooli = on("hooli.acme.example", "error=server_error");
    // Hooli has no brand of its own: the page is Hooli's, in Acme's look.
    assert_eq!(product(&hooli), "Acme");
    let organization = hooli.trace.organization.unwrap();
    assert_eq!(organization.as_str(), "org_hooliHOOLI00000003");
    let globex = on("hooli.acme.example", &format!("organization={GLOBEX}"));
    assert_eq!(product(&globex), "Acme");
    let globex = on("start.acme.example", &format!("organization={GLOBEX}"));
    assert_eq!(product(&globex), "Globex");
    let unknown = on("start.acme.example", "organization=org_unknownUNKNOWN00");
    assert_eq!(product(&unknown), "Acme");
    assert_eq!(unknown.trace.organization, None);
}

#[test]
fn a_reason_is_the_tenants_own_or_none() {
    let stage = Stage::acme();
    let denied = |description: &str| {
        stage.get(&format!(
            "/edge/error?error=access_denied&error_description={description}"
        ))
    };
    let generic = lead(&denied("")).to_owned();
    for made_up in [
        "%5Bunknown-code%5D+Call+0900+123+to+unlock.",
        "Call+0900+123+to+unlock.",
        "%5B%5D+Call+0900+123",
        "%5Borg-mismatch+Call+0900+123",
        "%5BOrg-Mismatch%5D+Call+0900+123",
    ] {
        let decision = denied(made_up);
        assert_eq!(lead(&decision), generic, "{made_up}");
        assert!(!page(&decision).body.contains("0900"));
    }
    // What stands behind a known code is not what is shown.
    let decision = denied("%5Borg-mismatch%5D+Call+0900+123");
    assert_eq!(
        own_words(&decision),
        "This address does not belong to your company."
    );
    // A code that Auth0 cannot have from an Action is none.
    let decision =
        stage.get("/edge/error?error=server_error&error_description=%5Borg-mismatch%5D+x");
    assert_eq!(decision.trace.topic, Some(Topic::ServerTrouble));
}

#[test]
fn known_errors_say_what_they_mean() {
    let stage = Stage::acme();
    for (error, description, topic) in [
        ("access_denied", "", Topic::Denied),
        (
            "access_denied",
            "User has canceled the interaction.",
            Topic::Cancelled,
        ),
        (
            "access_denied",
            "user auth0|1 is not part of the org_1 organization",
            Topic::NotAMember,
        ),
        ("access_denied", "[rule-failed] x", Topic::NotChecked),
        (
            "access_denied",
            "[vestibule_unavailable] x",
            Topic::NotChecked,
        ),
        (
            "access_denied",
            "[vestibule_return_invalid] x",
            Topic::StepLost,
        ),
        (
            "access_denied",
            "[profile_incomplete] x",
            Topic::ProfileIncomplete,
        ),
        (
            "access_denied",
            "[interaction_required] x",
            Topic::SecondFactorNeeded,
        ),
        ("unauthorized", "user is blocked", Topic::Blocked),
        ("unauthorized", "USER IS BLOCKED", Topic::Blocked),
        ("login_required", "Login required", Topic::SignInNeeded),
        ("interaction_required", "", Topic::InteractionNeeded),
        ("consent_required", "", Topic::ConsentNeeded),
        ("mfa_required", "", Topic::SecondFactorNeeded),
        (
            "invalid_request",
            "parameter organization is required for this client",
            Topic::OrganizationNeeded,
        ),
        (
            "invalid_request",
            "Missing required parameter: redirect_uri",
            Topic::LinkBroken,
        ),
        (
            "invalid_request",
            "the connection was disabled",
            Topic::ConnectionUnavailable,
        ),
        (
            "invalid_request",
            "invitation not found",
            Topic::InvitationExpired,
        ),
        (
            "unauthorized_client",
            "Callback URL mismatch. x",
            Topic::AppMisconfigured,
        ),
        ("", "Access expired.", Topic::LinkExpired),
        ("server_error", "", Topic::ServerTrouble),
        ("temporarily_unavailable", "", Topic::Busy),
        (
            "something_new",
            "Nobody has seen this before.",
            Topic::Unknown,
        ),
    ] {
        let encode = vestibule_http::encode_component;
        let decision = stage.get(&format!(
            "/edge/error?error={}&error_description={}",
            encode(error),
            encode(description)
        ));
        assert_eq!(decision.trace.topic, Some(topic), "{error}: {description}");
    }
}

#[test]
fn a_login_starts_again_without_the_organization_that_was_wrong() {
    let decision = Stage::acme().get(&format!(
        "/edge/error?error=access_denied&client_id={CLIENT}&organization={GLOBEX}\
         &error_description=user+x+is+not+part+of+the+{GLOBEX}+organization"
    ));
    assert!(links(&decision).contains(&format!("/edge/start/{CLIENT}")));
}

/// Auth0 refuses a login with an organization there.
#[test]
fn a_client_without_organizations_starts_without_one() {
    let usage = "organization_usage = \"allow\"";
    let stage = Stage::acme_with("no-organizations", usage, "organization_usage = \"deny\"");
    let decision = stage.get(&target(&parameters()));
    assert!(links(&decision).contains(&format!("/edge/start/{CLIENT}")));
}

#[test]
fn a_way_that_leads_nowhere_is_not_offered() {
    let stage = Stage::acme_with("no-login-url", "login_url = \"${app_origin}/login\"", "");
    let home = ["https://app.acme.example/"];
    assert_eq!(links(&stage.get(&target(&parameters()))), home);
    let returns = "return_urls = [\"${app_origin}/\"]";
    let stage = Stage::acme_with("no-return-urls", returns, "return_urls = []");
    let decision = stage.get(&target(&parameters()));
    assert_eq!(links(&decision).len(), 2);
    assert!(
        links(&decision)
            .iter()
            .all(|link| link.starts_with("/edge/"))
    );
}

#[test]
fn only_its_own_paths_and_methods_are_answered() {
    for path in [
        "/edge/errors",
        "/edge/error/",
        "/edge/notice",
        "/",
        "/edge/realm",
    ] {
        assert_eq!(without_snapshot("GET", path), None, "{path}");
    }
    assert!(without_snapshot("HEAD", "/edge/error").is_some());
    let refused = without_snapshot("POST", "/edge/error").unwrap();
    assert_eq!(refused.trace.end, End::Refused);
}

/// The language that a page is in.
fn language(decision: &vestibule_branded_pages::Decision) -> &str {
    crate::stage::between(&page(decision).body, "<html lang=\"", "\"")
}

#[test]
fn the_language_of_the_login_is_that_of_the_page() {
    let stage = Stage::acme();
    for page in [
        "/edge/error",
        "/edge/notice/signed-out",
        "/edge/notice/nothing",
    ] {
        for (query, expected) in [
            ("", "en"),
            ("?lang=de", "de"),
            ("?ui_locales=fr-CA%20en", "fr"),
            ("?ui_locales=tlh&lang=ja", "ja"),
            ("?lang=tlh", "en"),
        ] {
            let decision = stage.get(&format!("{page}{query}"));
            assert_eq!(language(&decision), expected, "{page}{query}");
        }
    }
}
