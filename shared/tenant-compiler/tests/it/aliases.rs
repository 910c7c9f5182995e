//! Domain aliases of connections: they choose among the connections of an organization, or lead to a connection that no
//! organization uses.

use vestibule_identity::ConnectionName;
use vestibule_tenant::Target;
use vestibule_tenant_compiler::CompileOptions;

use crate::support::{TENANT, compile_text, organization_id, resident, route};

fn file() -> String {
    format!(
        "{TENANT}
[[connections]]
name = \"initech-us\"
strategy = \"oidc\"
display_name = \"Initech US\"
domain_aliases = [\"initech.example\", \"both.example\"]

[[connections]]
name = \"initech-eu\"
strategy = \"oidc\"
display_name = \"Initech EU\"
domain_aliases = [\"initech-eu.example\", \"both.example\", \"elsewhere.example\"]

[[connections]]
name = \"partner\"
strategy = \"samlp\"
display_name = \"Partner\"
domain_aliases = [\"Partner.example\"]

[[organizations]]
id = \"org_initech\"
name = \"initech\"
display_name = \"Initech\"
connections = [\"initech-eu\", \"initech-us\"]
domains = [
    {{ name = \"initech.example\", verified = true }},
    {{ name = \"initech-eu.example\", verified = true, subdomains = true }},
    {{ name = \"both.example\", verified = true }},
    {{ name = \"neither.example\", verified = true }},
]
"
    )
}

#[test]
fn they_choose_among_the_connections_of_the_organization_in_its_order() {
    let compiled = compile_text(&file(), &CompileOptions::default()).unwrap();
    let snapshot = resident(&compiled);
    for (domain, connections) in [
        ("initech.example", &["initech-us"][..]),
        ("initech-eu.example", &["initech-eu"]),
        ("sub.initech-eu.example", &["initech-eu"]),
        ("both.example", &["initech-eu", "initech-us"]),
        // All of the organization's.
        ("neither.example", &[]),
    ] {
        let connections = connections
            .iter()
            .map(|name| ConnectionName::parse(name).unwrap())
            .collect();
        let target = Target::Organization {
            id: organization_id("org_initech"),
            connections,
        };
        assert_eq!(
            route(&snapshot, domain).unwrap().targets(),
            [target],
            "{domain}"
        );
    }
}

#[test]
fn a_connection_that_no_organization_uses_is_reached_by_its_own() {
    let compiled = compile_text(&file(), &CompileOptions::default()).unwrap();
    let snapshot = resident(&compiled);
    let partner = route(&snapshot, "partner.example").unwrap();
    let [Target::Connection(connection)] = partner.targets() else {
        panic!("{partner:?}")
    };
    assert_eq!(connection.name.as_str(), "partner");
    assert_eq!(
        (connection.strategy, connection.display_name),
        ("samlp", "Partner")
    );
}

#[test]
fn one_that_is_no_domain_of_the_organization_is_reported_and_does_not_route() {
    let compiled = compile_text(&file(), &CompileOptions::default()).unwrap();
    let codes: Vec<_> = compiled
        .findings
        .iter()
        .map(|f| (f.code, f.place.field.as_str()))
        .collect();
    assert_eq!(
        codes,
        [("idle-domain-alias", "connections[1].domain_aliases[2]")]
    );
    assert_eq!(route(&resident(&compiled), "elsewhere.example"), None);
}
