//! What is well-formed and still does harm, or nothing, is reported; what is meant that way is not.

use vestibule_tenant_compiler::{CompileErrors, CompileOptions, Compiled, Finding};

use crate::support::compile_text;

const HEAD: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]
"#;

const CONNECTIONS: &str = r#"
[[connections]]
name = "globex-oidc"
strategy = "oidc"
display_name = "Globex"

[[connections]]
name = "initech-oidc"
strategy = "oidc"
display_name = "Initech"
"#;

fn findings(result: Result<Compiled, CompileErrors>) -> Vec<Finding> {
    match result {
        Ok(compiled) => compiled.findings,
        Err(errors) => errors.findings().to_vec(),
    }
}

/// Globex and Initech, with something added to each, and something before them.
fn tenant(before: &str, globex: &str, initech: &str) -> String {
    format!(
        r#"{before}
{HEAD}
{CONNECTIONS}
[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"
connections = ["globex-oidc"]
{globex}

[[organizations]]
id = "org_initech"
name = "initech"
display_name = "Initech"
connections = ["initech-oidc"]
{initech}
"#
    )
}

/// `code field` of every finding, `!` before errors.
fn codes(text: &str) -> Vec<String> {
    findings(compile_text(text, &CompileOptions::default()))
        .iter()
        .map(|finding| {
            assert!(finding.place.position.is_some(), "{finding}");
            let mark = if finding.severity.to_string() == "error" {
                "!"
            } else {
                ""
            };
            format!("{mark}{} {}", finding.code, finding.place.field)
        })
        .collect()
}

#[track_caller]
fn organizations(globex: &str, initech: &str, expected: &[&str]) {
    assert_eq!(
        codes(&tenant("", globex, initech)),
        expected,
        "{globex}\n{initech}"
    );
}

#[track_caller]
fn with(more: &str, expected: &[&str]) {
    let domains =
        |name: &str| format!("domains = [{{ name = \"{name}.example\", verified = true }}]");
    let text = tenant("", &domains("globex"), &domains("initech")) + more;
    assert_eq!(codes(&text), expected, "{more}");
}

fn domains(list: &[&str]) -> String {
    let entries: Vec<_> = list
        .iter()
        .map(|entry| {
            let (name, more) = entry.split_once(' ').unwrap_or((entry, ""));
            format!("{{ name = \"{name}\", verified = true{more} }}")
        })
        .collect();
    format!("domains = [{}]", entries.join(", "))
}

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
fn networks_within_networks() {
    let wide = "networks = [{ cidr = \"203.0.113.0/24\" }]";
    organizations(
        wide,
        "networks = [{ cidr = \"203.0.113.64/26\" }]",
        &["overlapping-networks organizations[1].networks[0].cidr"],
    );
    organizations(
        "networks = [{ cidr = \"2001:db8:1::/48\" }]",
        "networks = [{ cidr = \"2001:db8::/32\" }]",
        &["overlapping-networks organizations[0].networks[0].cidr"],
    );
    organizations(
        "networks = [{ cidr = \"203.0.113.0/24\" }, { cidr = \"203.0.113.0/25\" }]",
        "",
        &["redundant-network organizations[0].networks[1].cidr"],
    );
    organizations(
        "networks = [{ cidr = \"203.0.113.0/24\" }, { cidr = \"203.0.112.0/25\" }, { cidr = \"::/0\" }]",
        "networks = [{ cidr = \"203.0.114.0/24\" }]",
        &[],
    );
    organizations(
        wide,
        wide,
        &["!duplicate-network organizations[1].networks[0].cidr"],
    );
    for bad in [
        "cidr = \"203.0.113.1/24\"",
        "cidr = \"203.0.113.0\"",
        "cidr = \"203.0.113.0/33\"",
        "cidr = \"globex\"",
    ] {
        organizations(
            &format!("networks = [{{ {bad} }}]"),
            "",
            &["!invalid-network organizations[0].networks[0].cidr"],
        );
    }
    organizations(
        "networks = [{ asn = 0 }, { country = \"de\" }, { country = \"DEU\" }, {}, { asn = 1, country = \"DE\" }]",
        "",
        &[
            "!invalid-network organizations[0].networks[0].asn",
            "!invalid-network organizations[0].networks[1].country",
            "!invalid-network organizations[0].networks[2].country",
            "!invalid-network organizations[0].networks[3]",
            "!invalid-network organizations[0].networks[4]",
        ],
    );
}

#[test]
fn hosts_that_nobody_comes_in_on() {
    organizations(
        "hosts = [\"start.acme.example\"]",
        "",
        &["idle-host organizations[0].hosts[0]"],
    );
    organizations("hosts = [\"globex.acme.example\"]", "", &[]);
    let custom = |host: &str| {
        tenant("", &format!("hosts = [\"{host}\"]"), "").replace(
            "name = \"Acme\"\n",
            "name = \"Acme\"\nmode = \"custom-domain\"\nother_origins = [\"https://globex.acme.example\"]\n",
        )
    };
    // The mode is not served yet; what would be wrong in it is told all the same.
    assert_eq!(
        codes(&custom("globex.acme.example")),
        ["!mode-not-served tenant.mode"]
    );
    assert_eq!(
        codes(&custom("hooli.acme.example")),
        [
            "!mode-not-served tenant.mode",
            "!foreign-host organizations[0].hosts[0]"
        ]
    );
    organizations(
        "hosts = [\"a.example\", \"A.example\", \"https://b.example\"]",
        "hosts = [\"a.example\"]",
        &[
            "!duplicate-host organizations[0].hosts[1]",
            "!invalid-host organizations[0].hosts[2]",
            "!duplicate-host organizations[1].hosts[0]",
        ],
    );
}

#[test]
fn connections_that_nobody_can_reach() {
    let more =
        "[[connections]]\nname = \"spare\"\nstrategy = \"auth0\"\ndisplay_name = \"Spare\"\n";
    let unreachable = "unreachable-connection connections[2].name";
    with(more, &[unreachable]);
    with(&format!("{more}enabled = false"), &[]);
    with(&format!("{more}status = \"pending\""), &[]);
    with(&format!("{more}domain_aliases = [\"spare.example\"]"), &[]);
    with(
        &format!("{more}[home_realm]\nfallback = {{ connection = \"spare\" }}"),
        &[],
    );
    let client = "[[clients]]\nid = \"app\"\nname = \"App\"\n";
    with(
        &format!("{more}{client}default_realm = {{ connection = \"spare\" }}"),
        &[],
    );
    with(
        &format!("{client}connections = [\"globex-oidc\"]"),
        &["unreachable-connection connections[1].name"],
    );
    with(
        &format!(
            "{more}status = \"pending\"\n[home_realm]\nfallback = {{ connection = \"spare\" }}"
        ),
        &["!unavailable-connection home_realm.fallback.connection"],
    );
}

#[test]
fn clients_that_auth0_would_refuse() {
    let client = |more: &str| format!("[[clients]]\nid = \"app\"\nname = \"App\"\n{more}\n");
    let realm = "default_realm = { organization = \"org_globex\" }";
    with(
        &client(realm),
        &["!organization-refused clients[0].default_realm.organization"],
    );
    with(
        &client(&format!("{realm}\norganization_usage = \"allow\"")),
        &[],
    );
    with(
        &client("organization_usage = \"require\""),
        &["organization-required clients[0].organization_usage"],
    );
    with(
        &client(
            "organization_usage = \"require\"\norganization_require_behavior = \"pre_login_prompt\"",
        ),
        &[],
    );
    with(
        &format!(
            "{}[home_realm]\nfallback = \"page\"",
            client("organization_usage = \"require\"")
        ),
        &[],
    );
    let only = "connections = [\"globex-oidc\", \"initech-oidc\"]";
    let accounts = "[[connections]]\nname = \"accounts\"\nstrategy = \"auth0\"\ndisplay_name = \"A\"\n\
                    [home_realm]\nfallback = { connection = \"accounts\" }\n";
    with(
        &format!("{}{accounts}", client(only)),
        &[
            "fallback-not-enabled clients[0].connections",
            "unreachable-connection connections[2].name",
        ],
    );
    with(
        &client(
            "connections = [\"globex-oidc\"]\ndefault_realm = { connection = \"initech-oidc\" }",
        ),
        &[
            "unreachable-connection connections[1].name",
            "!connection-not-enabled clients[0].default_realm.connection",
        ],
    );
    for (realm, code) in [
        ("{}", "!empty-default-realm clients[0].default_realm"),
        (
            "{ organization = \"org_nobody\" }",
            "!unknown-organization clients[0].default_realm.organization",
        ),
        (
            "{ connection = \"nobody\" }",
            "!unknown-connection clients[0].default_realm.connection",
        ),
        (
            "{ organization = \"org_globex\", connection = \"initech-oidc\" }",
            "!foreign-connection clients[0].default_realm.connection",
        ),
    ] {
        let text = client(&format!(
            "organization_usage = \"allow\"\ndefault_realm = {realm}"
        ));
        with(&text, &[code]);
    }
}

#[test]
fn login_urls_that_lead_back() {
    let client =
        |url: &str| format!("[[clients]]\nid = \"app\"\nname = \"App\"\nlogin_url = \"{url}\"\n");
    for url in [
        "https://start.acme.example/edge/start/app",
        "https://START.acme.example:443/",
        "https://login.acme.example/authorize",
    ] {
        with(&client(url), &["!login-url-loop clients[0].login_url"]);
    }
    with(&client("https://app.acme.example/login"), &[]);
    let vanity = tenant("", "hosts = [\"globex.acme.example\"]", "")
        + &client("https://globex.acme.example/login");
    assert_eq!(codes(&vanity), ["!login-url-loop clients[0].login_url"]);
}

#[test]
fn more_than_auth0_has_room_for() {
    let many = |count: usize, start: &str| -> Vec<String> {
        (0..count)
            .map(|number| format!("{start}{number}.example"))
            .collect()
    };
    let list = |names: &[String]| domains(&names.iter().map(String::as_str).collect::<Vec<_>>());
    organizations(&list(&many(100, "globex")), "", &[]);
    organizations(
        &list(&many(101, "globex")),
        "",
        &["too-many-domains organizations[0].domains"],
    );

    let aliases = |count| {
        format!(
            "[[connections]]\nname = \"c\"\nstrategy = \"oidc\"\ndisplay_name = \"C\"\ndomain_aliases = {:?}",
            many(count, "c")
        )
    };
    with(&aliases(1000), &[]);
    with(
        &aliases(1001),
        &["too-many-domain-aliases connections[2].domain_aliases"],
    );

    let connections = |count: usize| {
        let names: Vec<_> = (0..count).map(|number| format!("c{number}")).collect();
        let list = names.iter().fold(String::new(), |list, name| {
            list + &format!(
                "[[connections]]\nname = \"{name}\"\nstrategy = \"oidc\"\ndisplay_name = \"C\"\n"
            )
        });
        format!(
            "{list}[[organizations]]\nid = \"org_c\"\nname = \"c\"\ndisplay_name = \"C\"\nconnections = {names:?}"
        )
    };
    with(&connections(10), &[]);
    with(
        &connections(11),
        &["too-many-connections organizations[2].connections"],
    );

    let origins = |count: usize| {
        let origins: Vec<_> = (0..count)
            .map(|number| format!("https://l{number}.acme.example"))
            .collect();
        tenant("", "", "").replace(
            "name = \"Acme\"\n",
            &format!("name = \"Acme\"\nother_origins = {origins:?}\n"),
        )
    };
    assert_eq!(codes(&origins(19)), [""; 0]);
    assert_eq!(
        codes(&origins(20)),
        ["too-many-custom-domains tenant.other_origins"]
    );
}

#[test]
fn what_is_never_looked_at() {
    let text = tenant(
        "",
        "hosts = [\"a.example\"]\nnetworks = [{ asn = 1 }]\naddresses = [{ address = \"a@b.example\" }]",
        "",
    );
    let signals = |list: &str| format!("{text}[home_realm]\nsignals = {list}\n");
    assert_eq!(
        codes(&signals("[\"hostname\", \"network\", \"login-hint\"]")),
        [""; 0]
    );
    assert_eq!(
        codes(&signals("[\"domain-hint\"]")),
        [
            "unread-signal organizations[0].hosts",
            "unread-signal organizations[0].networks",
            "unread-signal organizations[0].addresses"
        ]
    );
    let client =
        "[[clients]]\nid = \"app\"\nname = \"App\"\nsignals = [\"hostname\", \"network\"]\n";
    assert_eq!(
        codes(&format!("{text}{client}")),
        ["unread-signal organizations[0].addresses"]
    );
    with(
        &format!("{client}default_realm = {{ connection = \"globex-oidc\" }}"),
        &[
            "unread-signal organizations[0].domains",
            "unread-signal clients[0].default_realm",
        ],
    );
    let hints = |hints: &str| format!("[home_realm]\nhints = {hints}\n");
    with(
        &hints("{ ignore = [\"*\"], respect = [\"globex.example\"] }"),
        &[],
    );
    with(
        &hints("{ ignore = [\"GLOBEX.example\"], respect = [\"globex.example\"] }"),
        &[],
    );
    with(
        &hints("{ respect = [\"globex.example\"] }"),
        &["idle-hint home_realm.hints.respect[0]"],
    );
    with(
        &hints("{ respect = [\"*\"] }"),
        &["idle-hint home_realm.hints.respect[0]"],
    );
    with(
        &hints("{ ignore = [\"globex\"] }"),
        &["!invalid-domain home_realm.hints.ignore[0]"],
    );
}

#[test]
fn settings_out_of_their_range() {
    let settings = |text: &str| format!("[home_realm]\n{text}\n");
    for (text, code) in [
        (
            "memory = { days = 401 }",
            "!out-of-range home_realm.memory.days",
        ),
        (
            "loop = { hops = 0, seconds = 60 }",
            "!out-of-range home_realm.loop.hops",
        ),
        (
            "loop = { seconds = 3601 }",
            "!out-of-range home_realm.loop.seconds",
        ),
        (
            "signals = [\"network\", \"network\"]",
            "!duplicate-signal home_realm.signals[1]",
        ),
        (
            "request_access_url = \"http://acme.example\"",
            "!not-https home_realm.request_access_url",
        ),
    ] {
        let found = codes(&(tenant("", "", "") + &settings(text)));
        assert_eq!(found, [code], "{text}");
    }
    for text in [
        "memory = { days = 0 }",
        "memory = { days = 400 }",
        "loop = { hops = 20 }",
    ] {
        with(&settings(text), &[]);
    }
}

#[test]
fn addresses_and_lists_that_say_nothing() {
    let domain = "domains = [{ name = \"globex.example\", verified = true }]\n";
    organizations(
        &format!("{domain}addresses = [{{ address = \"ana@globex.example\" }}]"),
        "",
        &["redundant-address organizations[0].addresses[0]"],
    );
    organizations(
        &format!(
            "{domain}addresses = [{{ address = \"ana@globex.example\", connection = \"globex-oidc\" }}]"
        ),
        "",
        &[],
    );
    organizations(
        "addresses = [{ address = \"ana\" }, { address = \"a@b.example\" }, { address = \"A@B.example\" }]",
        "addresses = [{ address = \"a@b.example\", connection = \"globex-oidc\" }, { address = \"a@b.example\" }]",
        &[
            "!invalid-address organizations[0].addresses[0].address",
            "!duplicate-address organizations[0].addresses[2].address",
            "!foreign-connection organizations[1].addresses[0].connection",
            "!shared-address organizations[1].addresses[1].address",
        ],
    );
    organizations(
        &domains(&[
            "globex.example , connections = []",
            "b.example , connections = [\"initech-oidc\"]",
        ]),
        "",
        &[
            "!empty-list organizations[0].domains[0].connections",
            "!foreign-connection organizations[0].domains[1].connections[0]",
        ],
    );
    for template in ["", "{email", "{mail}", "globex", "{{email}}"] {
        let text = format!(
            "[[connections]]\nname = \"c\"\nstrategy = \"oidc\"\ndisplay_name = \"C\"\nenabled = false\nlogin_hint = \"{template}\""
        );
        with(&text, &["!invalid-login-hint connections[2].login_hint"]);
    }
}

#[test]
fn secrets_are_found_wherever_they_stand_and_not_repeated() {
    let key = "Vq3hT9xPz0LkWb7nYc2Rj8MfUd5Ge1SaHi4QoN6tBvXyKmZwCpJrEulAFsDgOI99";
    let found = |text: &str| findings(compile_text(text, &CompileOptions::default()));
    for text in [
        format!("{HEAD}[variables]\nanything = \"{key}\"\n"),
        format!("{HEAD}[variables]\nclient_secret = \"short\"\n"),
        format!("{HEAD}[stages.staging.variables]\nkey = \"{key}\"\n"),
        format!(
            "{HEAD}[[clients]]\nid = \"app\"\nname = \"App\"\ncallback_urls = [\"https://a.example/?key={key}\"]\n"
        ),
        format!("{HEAD}brand = \"-----BEGIN RSA PRIVATE KEY-----\"\n"),
    ] {
        let found = found(&text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].code, "secret-in-file");
        assert!(!found[0].to_string().contains(key));
        assert!(found[0].place.position.unwrap().0 > 1);
    }
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

#[test]
fn a_finding_is_a_flat_object_in_json() {
    let text = tenant("", &domains(&["co.uk"]), "");
    let finding = &findings(compile_text(&text, &CompileOptions::default()))[0];
    let json = serde_json::to_value(finding).unwrap();
    let (line, column) = finding.place.position.unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "severity": "error",
            "code": "public-suffix",
            "file": finding.place.file.to_str().unwrap(),
            "line": line,
            "column": column,
            "field": "organizations[0].domains[0].name",
            "problem": "anybody can register a name under `co.uk`",
            "help": "name the domain that is the organization's own; if this one is, write `public_suffix = true` beside it",
            "page": "docs/findings/public-suffix.md",
        })
    );
}
