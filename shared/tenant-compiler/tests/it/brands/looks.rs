//! Brands of clients and of connections.

use vestibule_identity::{ClientId, ConnectionName};
use vestibule_tenant::{ConnectionLook, Lookup};
use vestibule_tenant_compiler::{CompileOptions, Compiled};

use crate::support::{TENANT, compile_text, resident};

const REST: &str = r#"
[brands.globex]
name = "Globex"

[brands.staff]
name = "Staff"

[[connections]]
name = "globex-oidc"
strategy = "oidc"
display_name = "Globex"

[[connections]]
name = "shared"
strategy = "oidc"
display_name = "Shared"

[[connections]]
name = "staff"
strategy = "waad"
display_name = "Staff"
brand = "staff"
enabled = false

[[connections]]
name = "plain"
strategy = "oidc"
display_name = "Plain"

[[organizations]]
id = "org_globexGLOBEX0001"
name = "globex"
display_name = "Globex"
brand = "globex"
connections = ["globex-oidc", "shared"]

[[organizations]]
id = "org_plainPLAIN000001"
name = "plain"
display_name = "Plain"
connections = ["shared", "plain"]

[[clients]]
id = "console"
name = "Console"
brand = "staff"

[[clients]]
id = "shop"
name = "Shop"
"#;

#[expect(clippy::unwrap_used, clippy::panic, reason = "test data is valid")]
fn look<'a>(snapshot: &'a vestibule_tenant::Snapshot, name: &str) -> Option<ConnectionLook<'a>> {
    let name = ConnectionName::parse(name).unwrap();
    match snapshot.connection_look(&name).unwrap() {
        Lookup::Found(look) => Some(look),
        Lookup::Absent => None,
        Lookup::NotResident(shard) => panic!("{shard} is not there"),
    }
}

#[expect(clippy::unwrap_used, reason = "test data is valid")]
fn compiled(more: &str) -> Compiled {
    compile_text(&format!("{TENANT}{REST}{more}"), &CompileOptions::default()).unwrap()
}

#[test]
fn a_connection_has_its_own_brand_or_that_of_the_only_one_that_uses_it() {
    let compiled = compiled("");
    let snapshot = resident(&compiled);
    let globex = look(&snapshot, "globex-oidc").unwrap();
    assert_eq!(globex.brand, None);
    assert_eq!(
        globex.organization.unwrap().as_str(),
        "org_globexGLOBEX0001"
    );
    // Out of use, but somebody may be stuck in it.
    let staff = look(&snapshot, "staff").unwrap();
    assert_eq!(staff.brand.unwrap().name, "Staff");
    assert_eq!(staff.organization, None);
    for name in ["shared", "plain", "unknown"] {
        assert_eq!(look(&snapshot, name), None, "{name}");
    }
}

#[test]
fn where_nobody_has_a_brand_there_is_no_table() {
    let with = compiled("").shards.len();
    let text = format!("{TENANT}{REST}")
        .replace("brand = \"globex\"\n", "")
        .replace("brand = \"staff\"\n", "");
    let without = compile_text(&text, &CompileOptions::default()).unwrap();
    assert_eq!(without.shards.len() + 1, with);
}

#[test]
fn where_everybody_without_an_organization_signs_in_is_nobodys() {
    for more in [
        "\n[home_realm]\nfallback = { connection = \"globex-oidc\" }\n",
        "\n[[clients]]\nid = \"a\"\nname = \"A\"\ndefault_realm = { connection = \"globex-oidc\" }\n",
    ] {
        let compiled = compiled(more);
        assert_eq!(look(&resident(&compiled), "globex-oidc"), None, "{more}");
    }
}

#[test]
fn a_client_has_a_brand_or_the_tenants() {
    let compiled = compiled("");
    let snapshot = resident(&compiled);
    let brand = |id| {
        let client = snapshot.manifest().client(&ClientId::parse(id).unwrap());
        client.unwrap().brand().map(|brand| brand.name)
    };
    assert_eq!(brand("console"), Some("Staff"));
    assert_eq!(brand("shop"), None);
}

#[test]
fn a_brand_that_there_is_not_is_reported() {
    for place in ["enabled = false", "id = \"shop\""] {
        let text = format!("{TENANT}{REST}")
            .replace("brand = \"staff\"\nenabled", "enabled")
            .replace(place, &format!("{place}\nbrand = \"absent\""));
        let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
        let codes: Vec<_> = errors.findings().iter().map(|it| it.code).collect();
        assert_eq!(codes, ["unknown-brand"], "{errors}");
        let field = &errors.findings()[0].place.field;
        assert!(
            ["connections[2].brand", "clients[1].brand"].contains(&&**field),
            "{errors}"
        );
    }
}
