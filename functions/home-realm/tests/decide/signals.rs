//! Signals beyond the email domain, and what happens when they disagree.

use vestibule_home_realm::{End, Finding, Winner};
use vestibule_http::encode_component;
use vestibule_tenant::{NetworkFacts, SignalKind};

use crate::stage::CLIENT;
use crate::{Answer, Stage};

const EDGE: &str = "start.acme.example";
const HOOLI_HOST: &str = "hooli.acme.example";
const HOOLI: &str = "organization=org_hooliHOOLI00000003&connection=hooli-adfs";
const GLOBEX: &str = "organization=org_globexGLOBEX0001&connection=globex-oidc";

fn realm(more: &str) -> String {
    format!("/edge/realm?client_id={CLIENT}{more}")
}

fn from(ip: &str) -> NetworkFacts {
    NetworkFacts {
        ip: Some(ip.parse().unwrap()),
        ..NetworkFacts::default()
    }
}

/// Opens a page and answers its form.
fn answered(stage: &Stage, host: &str, page: &Answer, fields: &str) -> Answer {
    stage.post_from(
        host,
        "/edge/realm",
        &format!("flow={}&{fields}", page.flow()),
    )
}

#[test]
fn a_vanity_host_says_whose_it_is() {
    let stage = Stage::acme();
    let answer = stage.get_from(HOOLI_HOST, NetworkFacts::default(), &realm(""));
    assert!(answer.location().contains(HOOLI));
    assert_eq!(answer.winner(), Some(Winner::Signal(SignalKind::Hostname)));
    assert_eq!(answer.rule(), Some(HOOLI_HOST));

    // Upper case and a port say nothing else.
    let answer = stage.get_from(
        "Hooli.ACME.example:8443",
        NetworkFacts::default(),
        &realm(""),
    );
    assert!(answer.location().contains(HOOLI));
    for stranger in [
        "unknown.acme.example",
        "localhost",
        "[::1]:8080",
        "10.0.0.1",
    ] {
        let answer = stage.get_from(stranger, NetworkFacts::default(), &realm(""));
        assert_eq!(answer.end(), End::Asked, "{stranger}");
    }
}

#[test]
fn a_host_of_our_own_costs_no_look_up() {
    let answer = Stage::acme().get(&realm(""));
    assert_eq!(answer.asked_for, 0);
    assert_eq!(answer.end(), End::Asked);
}

#[test]
fn a_hint_may_narrow_what_a_host_says_or_contradict_it() {
    let stage = Stage::acme();
    let to = |hint: &str| {
        let hint = format!("&login_hint={}", encode_component(hint));
        stage.get_from(HOOLI_HOST, NetworkFacts::default(), &realm(&hint))
    };
    assert!(to("ana@hooli.example").location().contains(HOOLI));
    // A guest with an address that belongs to nobody is still on Hooli's host.
    assert!(to("guest@unknown.example").location().contains(HOOLI));

    let conflict = to("ana@globex.example");
    assert_eq!(conflict.end(), End::OfferedOrganizations);
    assert_eq!(
        conflict.findings(),
        [
            (SignalKind::Hostname, Finding::Hit),
            (SignalKind::LoginHint, Finding::Contradicts),
            (SignalKind::Remembered, Finding::Unread),
            (SignalKind::Network, Finding::Unread),
            (SignalKind::ClientDefault, Finding::Unread),
        ]
    );
    for organization in ["org_hooliHOOLI00000003", "org_globexGLOBEX0001"] {
        assert!(conflict.page().contains(organization), "{organization}");
    }
    assert!(
        !conflict.page().contains("org_initech"),
        "no other organization is named"
    );
}

#[test]
fn the_visitor_picks_among_organizations_that_share_a_domain() {
    let stage = Stage::acme();
    let start = stage.get(&realm(""));
    let offered = answered(&stage, EDGE, &start, "email=bruce%40wayne.example");
    assert_eq!(offered.end(), End::OfferedOrganizations);

    let fields = "email=bruce%40wayne.example&organization=org_wayneFoundation008";
    let chosen = answered(&stage, EDGE, &offered, fields);
    assert!(chosen.goes_on_to().contains(
        "organization=org_wayneFoundation008&connection=wayne-foundation\
         &login_hint=bruce%40wayne.example"
    ));
    assert_eq!(chosen.winner(), Some(Winner::Chosen));

    for forged in ["org_globexGLOBEX0001", "nothing", ""] {
        let fields = format!("email=bruce%40wayne.example&organization={forged}");
        let answer = answered(&stage, EDGE, &offered, &fields);
        assert_eq!(answer.end(), End::OfferedOrganizations, "{forged}");
    }
    // One of them has a domain of its own as well.
    let own = answered(&stage, EDGE, &start, "email=a%40wayne-foundation.example");
    assert!(
        own.goes_on_to()
            .contains("organization=org_wayneFoundation008")
    );
}

#[test]
fn the_first_wins_or_nobody_where_the_policy_says_so() {
    let with = |policy: &str| {
        Stage::acme_with(policy, |text| {
            text.replace("conflict = \"pick\"", &format!("conflict = \"{policy}\""))
        })
    };
    let hint = realm("&login_hint=bruce%40wayne.example");
    let first = with("first");
    assert!(
        first
            .get(&hint)
            .location()
            .contains("org_wayneEnterprises07")
    );
    let host = first.get_from(
        HOOLI_HOST,
        NetworkFacts::default(),
        &realm("&login_hint=ana%40globex.example"),
    );
    assert!(
        host.location().contains(HOOLI),
        "the host is trusted more than the hint"
    );

    let block = with("block");
    let shared = block.get(&hint);
    assert_eq!(shared.end(), End::Conflict);
    assert!(
        !shared.page().contains("Wayne"),
        "who shares a domain is nobody's business"
    );
    let host = block.get_from(
        HOOLI_HOST,
        NetworkFacts::default(),
        &realm("&login_hint=ana%40globex.example"),
    );
    assert_eq!(host.end(), End::Conflict);
    assert!(host.page().contains("Hooli") && host.page().contains("Globex"));
}

#[test]
fn a_domain_hint_needs_no_address() {
    let stage = Stage::acme();
    for hint in ["&domain_hint=globex.example", "&login_hint=globex.example"] {
        let answer = stage.get(&realm(hint));
        assert!(answer.location().ends_with(GLOBEX), "{hint}");
        assert_eq!(
            answer.winner(),
            Some(Winner::Signal(SignalKind::DomainHint)),
            "{hint}"
        );
    }
}

#[test]
fn an_exact_address_counts_for_more_than_its_domain() {
    let stage = Stage::acme();
    let to = |address: &str| {
        stage.get(&realm(&format!(
            "&login_hint={}",
            encode_component(address)
        )))
    };
    assert!(
        to("tony@stark.example")
            .location()
            .contains("connection=stark-oidc")
    );
    assert!(
        to("Pepper@Stark.example")
            .location()
            .contains("connection=stark-labs")
    );
    assert!(
        to("x@stark-labs.example")
            .location()
            .contains("connection=stark-labs")
    );
    let adviser = to("happy@gmail.com");
    assert!(
        adviser
            .location()
            .contains("organization=org_starkSTARK00000006&connection=stark-oidc")
    );
    assert_eq!(
        adviser.rule(),
        Some("address"),
        "the address itself is not logged"
    );
    assert!(
        to("sad@gmail.com")
            .location()
            .contains("connection=acme-accounts")
    );
}

#[test]
fn a_network_fills_a_silence_and_nothing_else() {
    let stage = Stage::acme();
    for ip in ["203.0.113.9", "2001:db8:113::5", "::ffff:203.0.113.9"] {
        let answer = stage.get_from(EDGE, from(ip), &realm(""));
        assert!(answer.location().contains(HOOLI), "{ip}");
        assert_eq!(
            answer.winner(),
            Some(Winner::Signal(SignalKind::Network)),
            "{ip}"
        );
    }
    let by_number = NetworkFacts {
        asn: Some(64496),
        ..NetworkFacts::default()
    };
    assert!(
        stage
            .get_from(EDGE, by_number, &realm(""))
            .location()
            .contains(HOOLI)
    );

    let hint = realm("&login_hint=ana%40globex.example");
    assert!(
        stage
            .get_from(EDGE, from("203.0.113.9"), &hint)
            .location()
            .contains(GLOBEX)
    );
    for elsewhere in ["198.51.100.1", "::1"] {
        assert_eq!(
            stage.get_from(EDGE, from(elsewhere), &realm("")).end(),
            End::Asked
        );
    }
}

#[test]
fn a_client_may_have_a_realm_of_its_own() {
    let stage = Stage::acme_with("default-realm", |text| {
        let usage = "organization_usage = \"allow\"";
        text.replace(
            usage,
            &format!("{usage}\ndefault_realm = {{ organization = \"org_globexGLOBEX0001\" }}"),
        )
    });
    let answer = stage.get(&realm(""));
    assert!(answer.location().contains(GLOBEX));
    assert_eq!(
        answer.winner(),
        Some(Winner::Signal(SignalKind::ClientDefault))
    );
    assert!(
        stage
            .get(&realm("&login_hint=a%40hooli.example"))
            .location()
            .contains(HOOLI)
    );
}

#[test]
fn signals_can_be_reordered_and_switched_off() {
    let stage = Stage::acme_with("signals", |text| {
        text.replace(
            "[home_realm]\n",
            "[home_realm]\nsignals = [\"login-hint\", \"hostname\"]\n",
        )
    });
    let hint = realm("&login_hint=ana%40globex.example");
    let answer = stage.get_from(HOOLI_HOST, NetworkFacts::default(), &hint);
    assert_eq!(answer.end(), End::OfferedOrganizations);
    assert_eq!(
        stage.get_from(EDGE, from("203.0.113.9"), &realm("")).end(),
        End::Asked
    );
    assert_eq!(
        stage.get(&realm("&domain_hint=globex.example")).end(),
        End::Asked
    );
}

#[test]
fn hints_are_ignored_where_the_policy_says_so_and_what_is_typed_never_is() {
    let stage = Stage::acme_with("hints", |text| {
        text.replace(
            "[home_realm]\n",
            "[home_realm]\nhints = { ignore = [\"*\"], respect = [\"hooli.example\"] }\n",
        )
    });
    let to = |address: &str| {
        stage.get(&realm(&format!(
            "&login_hint={}",
            encode_component(address)
        )))
    };
    assert!(to("a@hooli.example").location().contains(HOOLI));
    let ignored = to("a@globex.example");
    assert!(
        !ignored
            .decision
            .trace
            .considered
            .iter()
            .any(|it| it.finding == Finding::Hit)
    );

    let start = stage.get(&realm(""));
    let typed = answered(&stage, EDGE, &start, "email=a%40globex.example");
    assert!(typed.goes_on_to().contains(GLOBEX));
}

#[test]
fn an_unverified_domain_and_a_pending_connection_lead_where_strangers_go() {
    let stage = Stage::acme();
    for address in [
        "a@soylent-foods.example",
        "a@vandelay.example",
        "a@unknown.example",
    ] {
        let answer = stage.get(&realm(&format!(
            "&login_hint={}",
            encode_component(address)
        )));
        assert!(
            answer.location().contains("&connection=acme-accounts"),
            "{address}"
        );
        assert!(!answer.location().contains("organization="), "{address}");
    }
}

#[test]
fn an_internationalized_domain_is_one_however_it_is_written() {
    let stage = Stage::acme();
    for domain in [
        "müller-maschinenbau.example",
        "MÜLLER-Maschinenbau.example",
        "xn--mller-maschinenbau-m6b.example",
    ] {
        let answer = stage.get(&realm(&format!(
            "&login_hint={}",
            encode_component(&format!("a@{domain}"))
        )));
        assert!(
            answer.location().contains("connection=mueller-entra"),
            "{domain}"
        );
    }
    let homograph = stage.get(&realm(&format!(
        "&login_hint={}",
        encode_component("a@glоbex.example")
    )));
    assert!(
        !homograph.location().contains("organization="),
        "a Cyrillic o is another domain"
    );
}

#[test]
fn what_an_invitation_says_is_passed_on() {
    let answer = Stage::acme().get(&realm(
        "&invitation=t1cket&organization=org_x&organization_name=x&login_hint=a%40globex.example",
    ));
    assert_eq!(
        answer.location(),
        "https://app.acme.example/login?iss=https%3A%2F%2Flogin.acme.example%2F\
         &organization=org_x&organization_name=x&invitation=t1cket\
         &login_hint=a%40globex.example"
    );
    assert_eq!(
        (answer.end(), answer.winner()),
        (End::PassedOn, Some(Winner::Explicit))
    );
}

#[test]
fn a_slip_of_the_finger_is_asked_about_once_and_only_at_public_providers() {
    let stage = Stage::acme();
    let start = stage.get(&realm(""));
    let asked = answered(&stage, EDGE, &start, "email=ana%40gmial.com");
    assert_eq!(asked.end(), End::Asked);
    assert!(asked.page().contains("ana@gmail.com"));

    let insisted = answered(
        &stage,
        EDGE,
        &asked,
        "email=ana%40gmial.com&doubted=ana%40gmial.com",
    );
    assert!(insisted.goes_on_to().contains("&connection=acme-accounts"));
    let customer = answered(&stage, EDGE, &start, "email=ana%40globx.example");
    assert!(
        !customer.page().contains("globex.example"),
        "customers are not suggested"
    );
}

#[test]
fn a_connection_may_want_another_form_of_the_address() {
    let stage = Stage::acme_with("template", |text| {
        text.replace(
            "name = \"globex-oidc\"\n",
            "name = \"globex-oidc\"\nlogin_hint = \"GLOBEX\\\\{local}\"\n",
        )
    });
    let target = format!("/authorize?client_id={CLIENT}&login_hint=ana%40globex.example&x=1");
    let answer = stage.get(&target);
    assert!(
        answer
            .location()
            .ends_with(&format!("&x=1&{GLOBEX}&login_hint=GLOBEX%5Cana")),
        "{}",
        answer.location()
    );
    assert_eq!(answer.location().matches("login_hint").count(), 1);
}
