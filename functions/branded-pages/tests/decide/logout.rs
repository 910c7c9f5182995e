//! `/edge/logout`.

use std::sync::OnceLock;

use proptest::prelude::*;
use vestibule_branded_pages::{Decision, End};
use vestibule_http::{Outcome, encode_component};

use crate::shape::shape;
use crate::stage::{Asked, ask_without_snapshot, between, heading, links, page, product};
use crate::{CLIENT, GLOBEX, Stage};

const EDGE: &str = "https://start.acme.example";
const HOST: &str = "start.acme.example";
const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl";
/// What `returnTo` is where the application has no place of its own, encoded.
const NOTICE: &str = "https%3A%2F%2Fstart.acme.example%2Fedge%2Fnotice%2Fsigned-out%3Fclient_id%3DacmeDemoApp0000000000000000000001";

/// Of a client that signs people out at once.
fn direct() -> &'static Stage {
    static DIRECT: OnceLock<Stage> = OnceLock::new();
    DIRECT.get_or_init(|| {
        let (asks, goes) = ("logout = \"ask\"", "logout = \"direct\"");
        Stage::acme_with("logout-direct", asks, goes)
    })
}

/// Of a tenant that has the endpoint of OpenID Connect.
fn oidc() -> &'static Stage {
    static OIDC: OnceLock<Stage> = OnceLock::new();
    OIDC.get_or_init(|| {
        Stage::acme_with("logout-oidc", "oidc_logout = false", "oidc_logout = true")
    })
}

fn target(more: &str) -> String {
    format!("/edge/logout?client_id={CLIENT}{more}")
}

/// The form of our own page, pressed.
fn press(stage: &Stage, more: &str) -> Decision {
    let body = format!("client_id={CLIENT}{more}");
    stage.ask(&Asked {
        method: "POST",
        body: &body,
        form_of: Some(EDGE),
        ..Asked::get(HOST, "/edge/logout")
    })
}

fn header<'d>(decision: &'d Decision, name: &str) -> Option<&'d str> {
    let headers = &page(decision).headers;
    let line = headers.iter().find(|(known, _)| *known == name);
    line.map(|(_, value)| value.as_str())
}

/// Where the page goes by itself, at once.
fn goes_to(decision: &Decision) -> &str {
    let refresh = header(decision, "refresh").unwrap();
    refresh.strip_prefix("0; url=").unwrap()
}

fn redirect(decision: &Decision) -> &str {
    match &decision.outcome {
        Outcome::Redirect(target) => target.as_str(),
        other => panic!("no redirect: {other:?}"),
    }
}

#[test]
fn a_link_ends_nothing_without_a_press() {
    let stage = &Stage::acme();
    let decision = stage.get(&target(&format!(
        "&organization={GLOBEX}&federated&forget=1"
    )));
    assert_eq!(decision.trace.end, End::Asked);
    assert_eq!(heading(&decision), "Sign out of Acme?");
    assert_eq!(product(&decision), "Globex");
    assert_eq!(header(&decision, "refresh"), None);
    assert!(decision.cookies.is_empty());
    let body = &page(&decision).body;
    assert!(body.contains("Sign out of Globex Corporation, too"));
    assert!(body.contains("aria-describedby=\"federated-detail\" checked"));
    assert!(
        header(&decision, "content-security-policy")
            .unwrap()
            .contains("form-action 'self'")
    );
    // Nobody is offered to forget what is not remembered.
    assert!(!body.contains("name=\"forget\""));
    let stay = format!("/edge/start/{CLIENT}?organization={GLOBEX}");
    assert_eq!(links(&decision), [stay]);
}

#[test]
fn a_press_leads_to_where_sessions_end() {
    let stage = &Stage::acme();
    let decision = press(stage, "");
    assert_eq!(decision.trace.end, End::SignedOut);
    assert!(!decision.trace.federated);
    let end = format!("https://login.acme.example/v2/logout?client_id={CLIENT}&returnTo={NOTICE}");
    assert_eq!(goes_to(&decision), end);
    assert_eq!(links(&decision), [end]);
    assert!(decision.cookies.is_empty());

    let decision = press(stage, &format!("&organization={GLOBEX}&federated=1"));
    assert!(decision.trace.federated);
    assert_eq!(
        goes_to(&decision),
        format!(
            "https://login.acme.example/v2/logout?federated&client_id={CLIENT}\
             &returnTo={NOTICE}%26organization%3D{GLOBEX}"
        )
    );
}

#[test]
fn what_this_browser_remembers_is_forgotten_if_its_owner_says_so() {
    let stage = &Stage::acme();
    let cookies = "a=b; __Host-vestibule-realm=sealed";
    let asked = target("");
    let offered = stage.ask(&Asked {
        cookies,
        ..Asked::get(HOST, &asked)
    });
    assert!(page(&offered).body.contains("name=\"forget\""));
    let forgotten = press(stage, "&forget=1");
    let [line] = &forgotten.cookies[..] else {
        panic!("{:?}", forgotten.cookies)
    };
    assert!(
        line.starts_with("__Host-vestibule-realm=;") && line.contains("Max-Age=0"),
        "{line}"
    );
}

#[test]
fn a_press_on_another_page_is_none() {
    let stage = &Stage::acme();
    let body =
        format!("client_id={CLIENT}&federated=1&forget=1&return_to=https://app.acme.example/");
    for form_of in [
        None,
        Some("null"),
        Some("https://evil.example"),
        Some("https://start.acme.example.evil.example"),
        Some("http://start.acme.example"),
        Some("https://start.acme.example:444"),
        Some("https://START.acme.example"),
    ] {
        let decision = stage.ask(&Asked {
            method: "POST",
            body: &body,
            form_of,
            ..Asked::get(HOST, "/edge/logout")
        });
        assert_eq!(decision.trace.end, End::Asked, "{form_of:?}");
        assert_eq!(header(&decision, "refresh"), None);
        assert!(decision.cookies.is_empty());
        // Who may sign out without a press may not forget without one.
        let decision = direct().ask(&Asked {
            method: "POST",
            body: &body,
            form_of,
            ..Asked::get(HOST, "/edge/logout")
        });
        assert_eq!(decision.trace.end, End::SignedOut, "{form_of:?}");
        assert!(decision.cookies.is_empty());
    }
}

#[test]
fn a_client_may_sign_out_at_once() {
    let stage = direct();
    let decision = stage.get(&target("&federated"));
    assert_eq!(
        redirect(&decision),
        format!(
            "https://login.acme.example/v2/logout?federated&client_id={CLIENT}&returnTo={NOTICE}"
        )
    );
    // No parameter does it for a client that does not.
    let asked = Stage::acme().get(&target("&logout=direct&prompt=none&direct=1"));
    assert_eq!(asked.trace.end, End::Asked);
}

#[test]
fn people_come_out_where_the_client_lists_and_nowhere_else() {
    let stage = direct();
    let returns = |url: &str| {
        let decision = stage.get(&target(&format!("&return_to={}", encode_component(url))));
        let address = redirect(&decision).to_owned();
        assert!(address.starts_with("https://login.acme.example/v2/logout?client_id="));
        assert!(!address.contains("evil"), "{address}");
        address.split_once("&returnTo=").unwrap().1.to_owned()
    };
    for listed in [
        "https://app.acme.example/",
        "https://app.acme.example/?from=a%26b#c",
    ] {
        assert_eq!(returns(listed), encode_component(listed), "{listed}");
    }
    for other in [
        "https://app.acme.example/other",
        "https://app.acme.example.evil.example/",
        "https://app.acme.example@evil.example/",
        "https://evil.example\\@app.acme.example/",
        "https://evil.example/#https://app.acme.example/",
        "http://app.acme.example/",
        "//app.acme.example/",
        "javascript:alert(1)//https://app.acme.example/",
        "https://app.acme.example/\r\nlocation: https://evil.example",
        "/",
        "",
    ] {
        assert_eq!(returns(other), NOTICE, "{other:?}");
    }
    let long = format!("https://app.acme.example/?{}", "x".repeat(1100));
    assert_eq!(returns(&long), NOTICE);
    // Of two, the first: Auth0 gets one.
    let twice = stage.get(&target(
        "&return_to=https://evil.example/&return_to=https://app.acme.example/&client_id=other&federated&federated",
    ));
    let end = format!(
        "https://login.acme.example/v2/logout?federated&client_id={CLIENT}&returnTo={NOTICE}"
    );
    assert_eq!(redirect(&twice), end);
}

#[test]
fn a_state_comes_back_to_the_application_alone() {
    let stage = direct();
    let decision = stage.get(&target(
        "&state=a%26b&return_to=https://app.acme.example/?x%23y",
    ));
    let returns = encode_component("https://app.acme.example/?x&state=a%26b#y");
    assert!(redirect(&decision).ends_with(&format!("&returnTo={returns}")));
    let decision = stage.get(&target("&state=a%26b"));
    assert!(redirect(&decision).ends_with(NOTICE));
}

#[test]
fn an_id_token_leads_to_the_endpoint_that_takes_one() {
    let stage = oidc();
    let end = format!(
        "https://login.acme.example/oidc/logout?federated&id_token_hint={TOKEN}&logout_hint=sid\
         &client_id={CLIENT}&post_logout_redirect_uri={NOTICE}&state=s&ui_locales=de%20en"
    );
    let said =
        format!("&id_token_hint={TOKEN}&logout_hint=sid&state=s&ui_locales=de+en&federated=1");
    // The organization is left out: the address is compared whole.
    let decision = press(stage, &format!("{said}&organization={GLOBEX}"));
    assert_eq!(goes_to(&decision), end);
    // No page holds the token, and none needs it to go on.
    assert!(!page(&decision).body.contains(TOKEN));
    assert!(
        links(&decision)[0]
            .starts_with("https://login.acme.example/v2/logout?federated&client_id=")
    );

    let listed = press(
        stage,
        &format!("&id_token_hint={TOKEN}&return_to=https://app.acme.example/"),
    );
    assert!(
        goes_to(&listed).ends_with("&post_logout_redirect_uri=https%3A%2F%2Fapp.acme.example%2F")
    );
    // Auth0 would not let people out there, but does at its other address.
    let query = press(
        stage,
        &format!("&id_token_hint={TOKEN}&return_to=https://app.acme.example/?a"),
    );
    assert!(goes_to(&query).starts_with("https://login.acme.example/v2/logout?"));
    // Without a hint Auth0 would ask once more.
    assert!(goes_to(&press(stage, "")).starts_with("https://login.acme.example/v2/logout?"));
    // A tenant without the endpoint is not sent there.
    let without = press(&Stage::acme(), &said);
    assert!(goes_to(&without).starts_with("https://login.acme.example/v2/logout?"));
    assert!(!goes_to(&without).contains(TOKEN));
}

#[test]
fn an_id_token_stands_in_the_forms_field_alone() {
    let stage = oidc();
    let decision = stage.get(&target(&format!("&id_token_hint={TOKEN}")));
    let body = &page(&decision).body;
    let field = format!("<input type=\"hidden\" name=\"id_token_hint\" value=\"{TOKEN}\">");
    assert!(body.contains(&field));
    assert_eq!(body.matches(TOKEN).count(), 1);
    assert!(!format!("{:?}", decision.trace).contains("eyJ"));
    // What is no token is dropped.
    let decision = stage.get(&target("&id_token_hint=a.b.%22%3E"));
    assert!(!page(&decision).body.contains("id_token_hint"));
}

#[test]
fn nobody_is_signed_out_of_an_application_that_is_not_known() {
    let stage = &Stage::acme();
    let many = "&x=1".repeat(70);
    let large = format!("&x={}", "y".repeat(17 * 1024));
    for query in [
        String::new(),
        "client_id=other".to_owned(),
        "client_id=%00".to_owned(),
        format!("client_id=&client_id=other&organization={GLOBEX}"),
        format!("client_id={CLIENT}{many}"),
        format!("client_id={CLIENT}{large}"),
    ] {
        for (method, form_of) in [("GET", None), ("POST", Some(EDGE))] {
            let address = format!("/edge/logout?{query}");
            let decision = stage.ask(&Asked {
                method,
                body: &query,
                form_of,
                ..Asked::get(HOST, &address)
            });
            assert_eq!(page(&decision).status, 400, "{query:.60}");
            assert_eq!(heading(&decision), "This sign-out link doesn’t work");
            assert_eq!(header(&decision, "refresh"), None);
            assert!(links(&decision).is_empty());
            assert_eq!(decision.trace.end, End::Refused);
        }
    }
    let deleted = stage.ask(&Asked {
        method: "DELETE",
        ..Asked::get(HOST, "/edge/logout")
    });
    assert!(
        matches!(deleted.outcome, Outcome::Problem(it) if it.header == Some(("allow", "GET, HEAD, POST")))
    );
}

#[test]
fn with_the_kill_switch_on_auth0_decides_where_people_come_out() {
    let asked = target("&federated&return_to=https://evil.example/&forget=1");
    let switched_off = Asked {
        tenant_origin: "https://login.acme.example",
        ..Asked::get(HOST, &asked)
    };
    let decision = ask_without_snapshot(&switched_off).unwrap();
    let end = format!("https://login.acme.example/v2/logout?federated&client_id={CLIENT}");
    assert_eq!(redirect(&decision), end);
    let body = format!("client_id={CLIENT}&federated=1&forget=1");
    let form = Asked {
        method: "POST",
        body: &body,
        form_of: Some(EDGE),
        ..switched_off
    };
    let decision = ask_without_snapshot(&form).unwrap();
    assert_eq!(goes_to(&decision), end);
    assert!(decision.cookies.is_empty());
    let odd = Asked {
        target: "/edge/logout?client_id=%22%3E%0d",
        ..switched_off
    };
    assert_eq!(
        redirect(&ask_without_snapshot(&odd).unwrap()),
        "https://login.acme.example/v2/logout"
    );
    // A deployment that does not say where its tenant is can only say that it cannot.
    let nowhere = Asked {
        tenant_origin: "",
        ..switched_off
    };
    assert_eq!(page(&ask_without_snapshot(&nowhere).unwrap()).status, 503);
}

#[test]
fn the_host_of_an_organization_lends_its_look_and_leads_to_an_address_that_is_listed() {
    let stage = &Stage::acme();
    let asked = target("");
    let vanity = stage.ask(&Asked::get("hooli.acme.example", &asked));
    assert!(page(&vanity).body.contains("Sign out of Hooli"));
    let body = format!("client_id={CLIENT}");
    let pressed = stage.ask(&Asked {
        method: "POST",
        body: &body,
        form_of: Some("https://hooli.acme.example"),
        ..Asked::get("hooli.acme.example", "/edge/logout")
    });
    let end = format!("&returnTo={NOTICE}%26organization%3Dorg_hooliHOOLI00000003");
    assert!(goes_to(&pressed).ends_with(&end), "{}", goes_to(&pressed));
}

#[test]
fn hostile_values_leave_the_form_of_a_benign_twin() {
    let stage = oidc();
    for name in [
        "return_to",
        "logout_hint",
        "state",
        "ui_locales",
        "organization",
        "federated",
        "x",
    ] {
        let with =
            |value: &str| stage.get(&target(&format!("&{name}={}", encode_component(value))));
        let benign = shape(&page(&with("something")).body);
        let values = |shape: crate::shape::Shape| {
            let mut shape = shape;
            for (tag, attributes) in &mut shape {
                if tag == "<input" {
                    attributes.retain(|(name, _)| name != "value");
                }
            }
            shape
        };
        let benign = values(benign);
        for value in [
            "\"><script>alert(1)</script>",
            "' autofocus onfocus='x",
            "</form><form action=//evil>",
            "<!--",
        ] {
            let hostile = with(value);
            assert_eq!(
                values(shape(&page(&hostile).body)),
                benign,
                "{name}={value}"
            );
        }
        // No document may hold these.
        let controls = page(&with("\u{1}\u{7f}")).body.clone();
        assert!(shape(&controls).len() <= benign.len());
    }
}

proptest! {
    /// Whatever a request says, people go to the tenant's own address and to no other.
    #[test]
    fn every_way_leads_to_the_tenant(query in "[ -~]{0,60}", url in "[ -~]{0,60}") {
        let stage = direct();
        let address = format!("{}&return_to={}&{query}", target(""), encode_component(&url));
        let decision = stage.get(&address.replace([' ', '#'], "+"));
        match &decision.outcome {
            Outcome::Redirect(to) => {
                prop_assert!(to.as_str().starts_with("https://login.acme.example/v2/logout?"));
            }
            Outcome::Page(page) => prop_assert_eq!(page.status, 400),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}

#[test]
fn the_question_is_asked_in_the_language_of_the_request() {
    let decision = Stage::acme().get(&target("&ui_locales=de"));
    assert_eq!(heading(&decision), "Bei Acme abmelden?");
    let field = between(&page(&decision).body, "name=\"ui_locales\" value=\"", "\"");
    assert_eq!(field, "de");
}
