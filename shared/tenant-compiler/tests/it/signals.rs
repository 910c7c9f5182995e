//! What the signals of a request are looked up in, and the settings that say how.

use std::net::IpAddr;

use vestibule_tenant::{
    ConflictPolicy, Manifest, NetworkFacts, NetworkTarget, SignalKind, Signals, Snapshot,
};
use vestibule_tenant_compiler::CompileOptions;

use crate::support::{
    TENANT, address, client_id, compile_text, domain, host, organization, resident, route, to,
};

/// Two organizations, a tenant's settings and two clients, one of which has its own.
const FILE: &str = r#"
[home_realm]
fallback = { connection = "accounts" }
consumer_domains = ["gmail.com", "Bücher.example"]
signals = ["login-hint", "network", "hostname", "client-default"]
conflict = "first"
memory = { days = 7 }
loop = { hops = 5, seconds = 60 }
request_access_url = "https://acme.example/contact"
hints = { ignore = ["*"], respect = ["GLOBEX.example"] }

[[clients]]
id = "own"
name = "Own"
signals = ["network", "client-default"]
organization_usage = "allow"
conflict = "block"
default_realm = { organization = "org_globex", connection = "globex-admins" }
allowed_origins = ["https://app.example", "https://APP.example:8443/"]
hints = { ignore = ["globex.example"] }

[[clients]]
id = "plain"
name = "Plain"
default_realm = { connection = "accounts" }

[[connections]]
name = "globex-oidc"
strategy = "oidc"
display_name = "Globex"
login_hint = "{local}@corp.globex.example"

[[connections]]
name = "globex-admins"
strategy = "samlp"
display_name = "Globex admins"
login_hint = "{email}"

[[connections]]
name = "globex-new"
strategy = "samlp"
display_name = "Globex, soon"
status = "pending"

[[connections]]
name = "retired"
strategy = "samlp"
display_name = "Retired"
enabled = false
domain_aliases = ["retired.example"]

[[connections]]
name = "accounts"
strategy = "auth0"
display_name = "Account"

[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"
connections = ["globex-oidc", "globex-admins", "globex-new"]
hosts = ["Globex.acme.example"]
networks = [
    { cidr = "203.0.113.0/24" },
    { cidr = "203.0.113.64/26", connection = "globex-admins" },
    { cidr = "2001:db8::/32" },
    { cidr = "::/0", connection = "globex-oidc" },
    { cidr = "::ffff:198.51.100.0/120", connection = "globex-oidc" },
    { asn = 64496 },
    { country = "DE", connection = "globex-new" },
]
addresses = [
    { address = "CTO@globex.example", connection = "globex-admins" },
    { address = "ceo@globex.example" },
    { address = "soon@globex.example", connection = "globex-new" },
    { address = "both@partner.example" },
]
domains = [
    { name = "globex.example", verified = true, subdomains = true, connections = ["globex-admins", "globex-oidc", "globex-new"] },
    { name = "new.globex.example", verified = true, connections = ["globex-new"] },
    { name = "shared.example", verified = true, subdomains = true },
]

[[organizations]]
id = "org_initech"
name = "initech"
display_name = "Initech"
domains = [
    { name = "shared.example", verified = true, connections = ["accounts"] },
]
connections = ["accounts"]
networks = [
    { cidr = "0.0.0.0/0", connection = "accounts" },
    { asn = 64497, connection = "accounts" },
    { country = "FR" },
]
addresses = [{ address = "both@PARTNER.example", connection = "accounts" }]

[[organizations]]
id = "org_closed"
name = "closed"
display_name = "Closed"
enabled = false
hosts = ["closed.acme.example"]
networks = [{ country = "US" }]
addresses = [{ address = "ana@closed.example" }]
domains = [{ name = "closed.example", verified = true }]
connections = ["globex-oidc"]
"#;

pub(crate) fn file() -> String {
    format!("{TENANT}{FILE}")
}

#[expect(clippy::unwrap_used, reason = "the text is a good tenant")]
fn snapshot() -> Snapshot {
    let compiled = compile_text(&file(), &CompileOptions::default()).unwrap();
    // Ranges within ranges are what the test of networks is about.
    for finding in &compiled.findings {
        assert_eq!(finding.code, "overlapping-networks", "{finding}");
    }
    resident(&compiled)
}

fn names(signals: Signals) -> Vec<&'static str> {
    signals.map(SignalKind::name).collect()
}

#[test]
fn the_settings_of_the_tenant_are_read_back() {
    let snapshot = snapshot();
    let manifest = snapshot.manifest();
    let home_realm = manifest.home_realm();
    assert_eq!(
        names(home_realm.signals),
        ["login-hint", "network", "hostname", "client-default"]
    );
    assert_eq!(home_realm.conflict, ConflictPolicy::First);
    assert_eq!(
        (
            home_realm.memory_days,
            home_realm.hop_limit,
            home_realm.hop_window_seconds
        ),
        (7, 5, 60)
    );
    assert_eq!(
        home_realm.request_access_url,
        Some("https://acme.example/contact")
    );
    assert!(home_realm.hints.ignores(&domain("initech.example")));
    assert!(!home_realm.hints.ignores(&domain("globex.example")));
    assert!(home_realm.hints.ignores(&domain("sub.globex.example")));
    assert_eq!(
        manifest.consumer_domains().collect::<Vec<_>>(),
        ["gmail.com", "xn--bcher-kva.example"]
    );
}

#[test]
fn what_is_left_out_has_the_documented_default() {
    let compiled = compile_text(TENANT, &CompileOptions::default()).unwrap();
    let snapshot = resident(&compiled);
    let home_realm = snapshot.manifest().home_realm();
    assert_eq!(
        names(home_realm.signals),
        [
            "hostname",
            "domain-hint",
            "login-hint",
            "remembered",
            "network",
            "client-default"
        ]
    );
    assert_eq!(home_realm.conflict, ConflictPolicy::Pick);
    assert_eq!(
        (
            home_realm.memory_days,
            home_realm.hop_limit,
            home_realm.hop_window_seconds
        ),
        (30, 3, 120)
    );
    assert_eq!(home_realm.request_access_url, None);
    assert!(!home_realm.hints.ignores(&domain("globex.example")));
    assert_eq!(snapshot.manifest().consumer_domains().count(), 0);
    assert!(!snapshot.manifest().has_networks());
    // Tables without entries have no shard, so nothing has to be read to find nothing.
    assert_eq!(compiled.shards, []);
    assert_eq!(route(&snapshot, "globex.example"), None);
    assert_eq!(address(&snapshot, "ana@globex.example"), None);
    assert_eq!(host(&snapshot, "globex.acme.example"), None);
    assert!(organization(&snapshot, "org_globex").is_none());
}

#[test]
fn a_client_overrides_what_it_says_and_nothing_else() {
    let snapshot = snapshot();
    let manifest = snapshot.manifest();
    let own = manifest.client(&client_id("own")).unwrap();
    assert_eq!(names(own.signals().unwrap()), ["network", "client-default"]);
    assert_eq!(own.conflict(), Some(ConflictPolicy::Block));
    assert_eq!(
        own.allowed_origins().collect::<Vec<_>>(),
        ["https://app.example", "https://app.example:8443"]
    );
    let hints = own.hints().unwrap();
    assert!(hints.ignores(&domain("globex.example")));
    assert!(!hints.ignores(&domain("initech.example")));
    let realm = own.default_realm().unwrap();
    assert_eq!(realm.organization.unwrap().as_str(), "org_globex");
    assert_eq!(realm.connection.unwrap().name.as_str(), "globex-admins");

    let plain = manifest.client(&client_id("plain")).unwrap();
    assert!(plain.signals().is_none() && plain.conflict().is_none() && plain.hints().is_none());
    assert_eq!(plain.allowed_origins().count(), 0);
    let realm = plain.default_realm().unwrap();
    assert_eq!(realm.organization, None);
    assert_eq!(realm.connection.unwrap().display_name, "Account");
}

#[test]
fn exact_addresses_win_whatever_their_case() {
    let snapshot = snapshot();
    for text in ["cto@globex.example", "Cto@GLOBEX.example"] {
        let route = address(&snapshot, text).unwrap();
        assert_eq!(route.domain(), "globex.example");
        assert_eq!(route.targets(), [to("org_globex", &["globex-admins"])]);
    }
    assert_eq!(
        address(&snapshot, "ceo@globex.example").unwrap().targets(),
        [to("org_globex", &[])]
    );
    assert_eq!(
        address(&snapshot, "both@partner.example")
            .unwrap()
            .targets(),
        [to("org_globex", &[]), to("org_initech", &["accounts"])]
    );
    for text in [
        "cto@sub.globex.example",
        "cto+x@globex.example",
        "cto@globex.example.com",
        "xcto@globex.example",
        // Its connection is pending, so its domain decides.
        "soon@globex.example",
        "ana@closed.example",
    ] {
        assert_eq!(address(&snapshot, text), None, "{text}");
    }
}

#[test]
fn a_host_belongs_to_its_organization_alone() {
    let snapshot = snapshot();
    assert_eq!(
        host(&snapshot, "globex.ACME.example").as_deref(),
        Some("org_globex")
    );
    for name in [
        "acme.example",
        "www.globex.acme.example",
        "closed.acme.example",
    ] {
        assert_eq!(host(&snapshot, name), None, "{name}");
    }
}

#[test]
fn domains_choose_connections_and_may_be_shared() {
    let snapshot = snapshot();
    let globex = to("org_globex", &["globex-admins", "globex-oidc"]);
    assert_eq!(
        route(&snapshot, "globex.example").unwrap().targets(),
        std::slice::from_ref(&globex)
    );
    // Its only connection is pending, so the entry counts for nothing.
    assert_eq!(
        route(&snapshot, "new.globex.example").unwrap().targets(),
        [globex]
    );
    assert_eq!(
        route(&snapshot, "shared.example").unwrap().targets(),
        [to("org_globex", &[]), to("org_initech", &["accounts"])]
    );
    // Only one of the two said `subdomains`.
    assert_eq!(
        route(&snapshot, "emea.shared.example").unwrap().targets(),
        [to("org_globex", &[])]
    );
    assert_eq!(route(&snapshot, "closed.example"), None);
    assert_eq!(route(&snapshot, "retired.example"), None);
}

#[test]
fn what_is_not_in_use_never_leaves_the_compiler() {
    let compiled = compile_text(&file(), &CompileOptions::default()).unwrap();
    let bundle = compiled.bundle().unwrap();
    for absent in ["closed", "Closed", "retired", "globex-new", "soon"] {
        let found = bundle
            .windows(absent.len())
            .any(|window| window == absent.as_bytes());
        assert!(!found, "{absent}");
    }
    let snapshot = resident(&compiled);
    let globex = organization(&snapshot, "org_globex").unwrap();
    let connections: Vec<_> = globex
        .connections()
        .iter()
        .map(|connection| (connection.name.as_str(), connection.login_hint_template))
        .collect();
    assert_eq!(
        connections,
        [
            ("globex-oidc", Some("{local}@corp.globex.example")),
            ("globex-admins", None)
        ]
    );
}

fn at(manifest: &Manifest, ip: Option<&str>, asn: u32, country: &str) -> Option<NetworkTarget> {
    let facts = NetworkFacts {
        ip: ip.and_then(|ip| ip.parse::<IpAddr>().ok()),
        asn: Some(asn).filter(|asn| *asn != 0),
        country: country.as_bytes().try_into().ok(),
    };
    manifest.network(&facts)
}

#[test]
fn the_most_specific_network_wins() {
    let snapshot = snapshot();
    let manifest = snapshot.manifest();
    assert!(manifest.has_networks());
    let (admins, oidc, accounts) = (Some("globex-admins"), Some("globex-oidc"), Some("accounts"));
    for (ip, asn, country, rule, organization, connection) in [
        ("203.0.113.7", 0, "", "203.0.113.0/24", "globex", None),
        (
            "::ffff:203.0.113.7",
            0,
            "",
            "203.0.113.0/24",
            "globex",
            None,
        ),
        ("203.0.113.64", 0, "", "203.0.113.64/26", "globex", admins),
        ("203.0.113.127", 0, "", "203.0.113.64/26", "globex", admins),
        ("203.0.113.128", 0, "", "203.0.113.0/24", "globex", None),
        ("203.0.114.1", 64496, "FR", "0.0.0.0/0", "initech", accounts),
        ("198.51.100.9", 0, "", "198.51.100.0/24", "globex", oidc),
        ("2001:db8::1", 0, "", "2001:db8::/32", "globex", None),
        ("2001:db9::1", 64497, "", "::/0", "globex", oidc),
        ("", 64496, "FR", "AS64496", "globex", None),
        ("", 64497, "FR", "AS64497", "initech", accounts),
        ("", 64498, "FR", "FR", "initech", None),
    ] {
        let ip = Some(ip).filter(|ip| !ip.is_empty());
        let target = at(manifest, ip, asn, country).unwrap();
        assert_eq!(target.rule.to_string(), rule, "{ip:?} {asn} {country}");
        assert_eq!(target.organization.as_str(), format!("org_{organization}"));
        assert_eq!(target.connection.as_ref().map(AsRef::as_ref), connection);
    }
    // Pending, closed, unknown.
    for country in ["DE", "US", "NL"] {
        assert_eq!(at(manifest, None, 64499, country), None);
    }
    assert_eq!(manifest.network(&NetworkFacts::default()), None);
}
