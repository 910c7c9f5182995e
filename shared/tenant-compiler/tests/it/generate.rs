//! Generated tenants are good, and like real ones.

use std::collections::BTreeSet;

use vestibule_tenant_compiler::{CompileOptions, compile, generate, load};

use crate::support::{compile_text, file_with, resident, route};

#[test]
fn they_compile_with_no_other_findings_than_announced() {
    for (organizations, seed) in [(0, 0), (1, 1), (500, 0), (500, u64::MAX), (3000, 42)] {
        let text = generate(organizations, seed);
        let compiled = compile_text(&text, &CompileOptions::default()).unwrap();
        for finding in &compiled.findings {
            assert!(
                ["unverified-domain", "no-usable-connection"].contains(&finding.code),
                "{finding}"
            );
        }
    }
}

#[test]
fn the_same_numbers_give_the_same_text_and_others_another() {
    assert_eq!(generate(50, 7), generate(50, 7));
    assert_ne!(generate(50, 7), generate(50, 8));
    // More of the same are added at the end.
    assert!(generate(60, 7).starts_with(&generate(50, 7)));
}

#[test]
fn they_have_something_of_everything() {
    let file = file_with(&generate(4000, 1));
    let tenant = load(file.path(), &CompileOptions::default()).unwrap();
    let organizations = &tenant.organizations;
    let domains: usize = organizations
        .iter()
        .map(|organization| organization.domains.len())
        .sum();
    assert!((14_000..18_000).contains(&domains), "{domains}");
    let all = || {
        organizations
            .iter()
            .flat_map(|organization| &organization.domains)
    };
    let names: BTreeSet<_> = all().map(|domain| &domain.name).collect();
    // Some are shared.
    assert!((1..30).contains(&(domains - names.len())));
    let share = |count: usize| count * 1000 / domains;
    assert!((10..40).contains(&share(all().filter(|domain| !domain.verified).count())));
    assert!((200..400).contains(&share(all().filter(|domain| domain.subdomains).count())));
    assert!((10..60).contains(&share(
        all().filter(|domain| !domain.name.is_ascii()).count()
    )));
    for count in [
        organizations
            .iter()
            .filter(|organization| !organization.hosts.is_empty())
            .count(),
        organizations
            .iter()
            .filter(|organization| !organization.networks.is_empty())
            .count(),
        organizations
            .iter()
            .filter(|organization| !organization.addresses.is_empty())
            .count(),
        organizations
            .iter()
            .filter(|organization| organization.brand.is_some())
            .count(),
        organizations
            .iter()
            .filter(|organization| organization.connections.len() > 1)
            .count(),
    ] {
        assert!((20..1000).contains(&count), "{count}");
    }

    let compiled = compile(file.path(), &CompileOptions::default()).unwrap();
    let snapshot = resident(&compiled);
    assert!(snapshot.manifest().has_networks());
    let routed = all()
        .filter(|domain| domain.verified)
        .filter(|domain| route(&snapshot, &domain.name).is_some())
        .count();
    // All but those of customers whose connection is pending.
    assert!(routed * 100 > domains * 95, "{routed} of {domains}");
}
