//! The example tenant says what its comments say.

use std::path::{Path, PathBuf};

use vestibule_tenant::{Fallback, Mode, NetworkFacts, OrganizationUsage, RequireBehavior, Target};
use vestibule_tenant_compiler::{CompileOptions, Severity, compile};

use crate::support::{
    address, client_id, host, organization, organization_id, resident, route, to,
};

fn acme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/acme/vestibule.toml")
}

#[test]
fn it_compiles_with_the_findings_it_announces_in_every_stage() {
    for stage in [None, Some("staging".to_owned())] {
        let compiled = compile(
            &acme(),
            &CompileOptions {
                stage,
                ..Default::default()
            },
        )
        .unwrap();
        let findings: Vec<_> = compiled
            .findings
            .iter()
            .map(|finding| (finding.severity, finding.code))
            .collect();
        assert_eq!(
            findings,
            [
                (Severity::Warning, "unverified-domain"),
                (Severity::Warning, "no-usable-connection"),
                (Severity::Warning, "consent-without-receipt-key"),
            ]
        );
    }
}

#[test]
fn its_organizations_are_reached_by_their_domains() {
    let compiled = compile(&acme(), &CompileOptions::default()).unwrap();
    let snapshot = resident(&compiled);

    let globex = [Target::Organization {
        id: organization_id("org_globexGLOBEX0001"),
        connections: Vec::new(),
    }];
    for name in [
        "globex.example",
        "emea.globex.example",
        "a.b.globex.example",
    ] {
        let route = route(&snapshot, name).unwrap();
        assert_eq!(
            (route.domain(), route.targets()),
            ("globex.example", &globex[..]),
            "{name}"
        );
    }
    assert!(route(&snapshot, "initech.example").is_some());
    for name in [
        "emea.initech.example",
        "notglobex.example",
        "example.com",
        "globex.example.com",
    ] {
        assert_eq!(route(&snapshot, name), None, "{name}");
    }
    assert_eq!(
        route(&snapshot, "gmail.com").unwrap().targets(),
        [Target::Consumer]
    );
    for (name, targets) in [
        (
            "müller-maschinenbau.example",
            &[to("org_muellerMUELLER0004", &[])][..],
        ),
        (
            "xn--mller-maschinenbau-m6b.example",
            &[to("org_muellerMUELLER0004", &[])],
        ),
        (
            "stark.example",
            &[to("org_starkSTARK00000006", &["stark-oidc"])],
        ),
        (
            "stark-labs.example",
            &[to("org_starkSTARK00000006", &["stark-labs"])],
        ),
        (
            "wayne.example",
            &[
                to("org_wayneEnterprises07", &[]),
                to("org_wayneFoundation008", &[]),
            ],
        ),
    ] {
        assert_eq!(route(&snapshot, name).unwrap().targets(), targets, "{name}");
    }
    // Not verified; nothing but a pending connection.
    for name in ["soylent-foods.example", "vandelay.example"] {
        assert_eq!(route(&snapshot, name), None, "{name}");
    }

    let globex = organization(&snapshot, "org_globexGLOBEX0001").unwrap();
    assert_eq!(
        (globex.name(), globex.display_name()),
        ("globex", "Globex Corporation")
    );
    let brand = globex.brand().unwrap();
    assert_eq!(brand.name, "Globex");
    assert_eq!(
        brand.looks().unwrap().font,
        Some(vestibule_tenant::Font::Humanist)
    );
    assert_eq!(brand.accent.unwrap().dark.to_string(), "#5eead4");

    let initech = organization(&snapshot, "org_initechINITECH02").unwrap();
    assert_eq!(initech.brand(), None);
    let connections: Vec<_> = initech
        .connections()
        .iter()
        .map(|connection| {
            (
                connection.name.as_str(),
                connection.strategy,
                connection.display_name,
            )
        })
        .collect();
    assert_eq!(
        connections,
        [
            ("initech-employees", "oidc", "I am an employee"),
            ("initech-contractors", "samlp", "I am a contractor"),
        ]
    );
    assert!(organization(&snapshot, "org_unknown").is_none());
}

#[test]
fn its_other_signals_lead_where_its_comments_say() {
    let compiled = compile(&acme(), &CompileOptions::default()).unwrap();
    let snapshot = resident(&compiled);
    let labs = to("org_starkSTARK00000006", &["stark-labs"]);
    assert_eq!(
        address(&snapshot, "Pepper@stark.example")
            .unwrap()
            .targets(),
        [labs]
    );
    assert!(address(&snapshot, "happy@gmail.com").is_some());
    assert_eq!(address(&snapshot, "tony@stark.example"), None);
    assert_eq!(
        host(&snapshot, "hooli.acme.example").as_deref(),
        Some("org_hooliHOOLI00000003")
    );
    for (ip, asn, rule) in [
        ("203.0.113.5", None, "203.0.113.0/24"),
        ("2001:db8:113::5", None, "2001:db8:113::/48"),
        ("192.0.2.1", Some(64496), "AS64496"),
    ] {
        let facts = NetworkFacts {
            ip: ip.parse().ok(),
            asn,
            country: None,
        };
        let target = snapshot.manifest().network(&facts).unwrap();
        assert_eq!(target.organization.as_str(), "org_hooliHOOLI00000003");
        assert_eq!(target.rule.to_string(), rule);
    }
}

#[test]
fn its_manifest_has_what_every_request_needs() {
    let compiled = compile(&acme(), &CompileOptions::default()).unwrap();
    let snapshot = resident(&compiled);
    let manifest = snapshot.manifest();

    assert_eq!(manifest.name(), "Acme");
    assert_eq!(manifest.stage(), "");
    assert_eq!(manifest.mode(), Mode::FrontDoor);
    assert!(!manifest.dangerous_loopback());
    assert_eq!(manifest.tenant_origin(), "https://login.acme.example");
    assert_eq!(manifest.canonical_origin(), "https://login.acme.example");
    assert_eq!(
        manifest.tenant_origins().collect::<Vec<_>>(),
        ["https://login.acme.example"]
    );
    assert_eq!(
        manifest.edge_origins().collect::<Vec<_>>(),
        ["https://start.acme.example"]
    );
    assert_eq!(manifest.brand().name, "Acme");
    assert_eq!(
        manifest.brand().accent.unwrap().light.to_string(),
        "#0b57d0"
    );
    assert_eq!(manifest.version().len(), 12);
    assert!(
        manifest
            .digest()
            .to_string()
            .starts_with(&manifest.version())
    );
    let Fallback::Connection(fallback) = manifest.fallback() else {
        panic!("a connection")
    };
    assert_eq!(
        (fallback.name.as_str(), fallback.strategy),
        ("acme-accounts", "auth0")
    );

    assert_eq!(manifest.clients().count(), 1);
    assert!(manifest.client(&client_id("unknown")).is_none());
    let client = manifest
        .client(&client_id("acmeDemoApp0000000000000000000001"))
        .unwrap();
    assert_eq!(client.name(), "Acme");
    assert_eq!(client.login_url(), Some("https://app.acme.example/login"));
    assert_eq!(
        client.callback_urls().collect::<Vec<_>>(),
        ["https://app.acme.example/callback"]
    );
    assert_eq!(
        client.return_urls().collect::<Vec<_>>(),
        ["https://app.acme.example/"]
    );
    assert_eq!(client.organization_usage(), OrganizationUsage::Allow);
    assert_eq!(client.require_behavior(), RequireBehavior::NoPrompt);
    assert!(client.enables(&fallback.name));
}

#[test]
fn a_small_tenant_has_one_shard_of_each_table_and_equal_input_gives_equal_bytes() {
    let options = CompileOptions::default();
    let compiled = compile(&acme(), &options).unwrap();
    assert_eq!(compiled.shards.len(), 6);
    assert_eq!(compiled, compile(&acme(), &options).unwrap());
}
