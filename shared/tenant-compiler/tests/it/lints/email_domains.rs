//! Email domains that cannot be one organization's, or that another one's cover, resemble or are.

use vestibule_tenant_compiler::CompileOptions;

use super::{codes, domains, findings, organizations, tenant, with};
use crate::support::compile_text;

#[test]
fn a_domain_that_cannot_be_one_organizations() {
    for suffix in [
        "co.uk",
        "com.au",
        "foo.kawasaki.jp",
        "github.io",
        "onmicrosoft.com",
    ] {
        organizations(
            &domains(&[suffix]),
            "",
            &["!public-suffix organizations[0].domains[0].name"],
        );
        organizations(
            &domains(&[&format!("{suffix} , public_suffix = true")]),
            "",
            &[],
        );
        organizations(&domains(&[&format!("globex.{suffix}")]), "", &[]);
    }
    for provider in ["gmail.com", "OUTLOOK.com", "web.de"] {
        organizations(
            &domains(&[provider]),
            "",
            &["!public-mail-domain organizations[0].domains[0].name"],
        );
    }
    organizations("addresses = [{ address = \"ana@gmail.com\" }]", "", &[]);
    with(
        "[[connections]]\nname = \"c\"\nstrategy = \"oidc\"\ndisplay_name = \"C\"\ndomain_aliases = [\"gmail.com\", \"co.uk\"]",
        &[
            "!public-mail-domain connections[2].domain_aliases[0]",
            "!public-suffix connections[2].domain_aliases[1]",
        ],
    );
}

#[test]
fn a_domain_that_another_covers() {
    let wide = domains(&["globex.example , subdomains = true"]);
    let place = "organizations[1].domains[0].name";
    let shadowed = format!("shadowed-domain {place}");
    organizations(&wide, &domains(&["lab.globex.example"]), &[&shadowed]);
    // All under it is its own.
    organizations(
        &wide,
        &domains(&["lab.globex.example , subdomains = true"]),
        &[],
    );
    organizations(&wide, &domains(&["labglobex.example"]), &[]);
    // Not even its own people come to it.
    let unverified = "domains = [{ name = \"lab.globex.example\" }]";
    organizations(
        &wide,
        unverified,
        &["unverified-domain organizations[1].domains[0]", &shadowed],
    );
    // A nearer wildcard of its own.
    let own = domains(&[
        "lab.globex.example , subdomains = true",
        "x.lab.globex.example",
    ]);
    organizations(
        &wide,
        &own,
        &["redundant-domain organizations[1].domains[1].name"],
    );

    let redundant = domains(&["globex.example , subdomains = true", "lab.globex.example"]);
    organizations(
        &redundant,
        "",
        &["redundant-domain organizations[0].domains[1].name"],
    );
    let other = domains(&[
        "globex.example , subdomains = true",
        "lab.globex.example , connections = [\"globex-oidc\"]",
    ]);
    organizations(&other, "", &[]);
}

#[test]
fn domains_that_look_alike() {
    let homograph = &["homograph organizations[1].domains[0].name"];
    for (one, other) in [
        ("globex.example", "gl\u{43e}bex.example"),
        ("modem.example", "modern.example"),
        ("a1pine.example", "alpine.example"),
        ("xn--pple-43d.example", "apple.example"),
    ] {
        organizations(&domains(&[one]), &domains(&[other]), homograph);
        // One organization may have both.
        organizations(&domains(&[one, other]), "", &[]);
    }
    organizations(
        &domains(&["globex.example"]),
        &domains(&["g1obex.example"]),
        homograph,
    );
    organizations(
        &domains(&["globex.example"]),
        &domains(&["initech.example"]),
        &[],
    );
    // A public mail provider, listed or not.
    organizations("", &domains(&["gma\u{456}l.com"]), homograph);
    let message = findings(compile_text(
        &tenant(
            "",
            &domains(&["globex.example"]),
            &domains(&["gl\u{43e}bex.example"]),
        ),
        &CompileOptions::default(),
    ));
    assert_eq!(
        message[0].problem,
        "`gl\u{43e}bex.example (xn--glbex-kye.example)` looks like `globex.example`, organizations[0].domains[0].name"
    );
}

#[test]
fn a_shared_domain_needs_a_policy_somewhere() {
    let both = tenant("", &domains(&["both.example"]), &domains(&["both.example"]));
    let shared = "!shared-domain organizations[1].domains[0].name";
    assert_eq!(codes(&both), [shared]);
    assert_eq!(
        codes(&format!("{both}[home_realm]\nconflict = \"block\"\n")),
        [""; 0]
    );
    let client =
        |id: &str, more: &str| format!("[[clients]]\nid = \"{id}\"\nname = \"App\"\n{more}\n");
    let policy = "conflict = \"first\"";
    assert_eq!(codes(&format!("{both}{}", client("a", policy))), [""; 0]);
    assert_eq!(
        codes(&format!("{both}{}{}", client("a", policy), client("b", ""))),
        [shared]
    );
}
