//! Domains that are none, that stand twice, or that are not verified.

use vestibule_tenant_compiler::{CompileOptions, Severity};

use super::{GOOD, reports};
use crate::support::{compile_text, resident, route};

#[test]
fn domains() {
    reports(
        "globex.example\", v",
        "globex\", v",
        "invalid-domain",
        "organizations[0].domains[0].name",
        "at least two labels",
    );
    reports(
        "globex.example\", v",
        "*.globex.example\", v",
        "invalid-domain",
        "organizations[0].domains[0].name",
        "`*.globex.example`",
    );
    // The same domain in another spelling.
    reports(
        "initech.example\", v",
        "GLOBEX.example\", v",
        "shared-domain",
        "organizations[1].domains[0].name",
        "`globex.example` also belongs to organizations[0].domains[0].name",
    );
    reports(
        "gmail.com",
        "globex.example",
        "duplicate-domain",
        "home_realm.consumer_domains[0]",
        "organizations[0]",
    );
    reports(
        "[home_realm]",
        "[[connections]]\nname = \"other\"\nstrategy = \"oidc\"\ndisplay_name = \"O\"\ndomain_aliases = [\"globex.example\"]\n[home_realm]",
        "duplicate-domain",
        "connections[1].domain_aliases[0]",
        "organizations[0]",
    );
}

#[test]
fn an_unverified_domain_is_reported_and_never_routes() {
    let text = GOOD.replacen("verified = true", "verified = false", 1);
    let compiled = compile_text(&text, &CompileOptions::default()).unwrap();
    let [finding] = &compiled.findings[..] else {
        panic!("{:?}", compiled.findings)
    };
    assert_eq!(
        (finding.severity, finding.code),
        (Severity::Warning, "unverified-domain")
    );
    let snapshot = resident(&compiled);
    assert_eq!(route(&snapshot, "globex.example"), None);
    assert!(route(&snapshot, "initech.example").is_some());
}
