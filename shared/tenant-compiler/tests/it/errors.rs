//! Each mistake is reported at its place, with what is wrong and what would be right.

use vestibule_tenant_compiler::{CompileOptions, Severity, compile};

use crate::support::{TENANT, compile_text, resident, route};

/// A tenant with one of everything, to be broken.
const GOOD: &str = r##"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]
brand = "acme"

[brands.acme]
name = "Acme"
accent = { light = "#0b57d0", dark = "#a8c7fa" }

[[clients]]
id = "app"
name = "App"
login_url = "https://app.acme.example/login"
callback_urls = ["https://app.acme.example/callback", "com.acme.app://callback"]
connections = ["globex-oidc"]

[[connections]]
name = "globex-oidc"
strategy = "oidc"
display_name = "Globex"

[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"
domains = [{ name = "globex.example", verified = true }]
connections = ["globex-oidc"]

[[organizations]]
id = "org_initech"
name = "initech"
display_name = "Initech"
domains = [{ name = "initech.example", verified = true }]

[home_realm]
consumer_domains = ["gmail.com"]
"##;

/// Replaces `from` by `to` in the good file, and checks that exactly this is reported for it.
#[track_caller]
#[expect(clippy::unwrap_used, reason = "only called by tests")]
fn reports(from: &str, to: &str, code: &str, field: &str, problem: &str) {
    assert!(GOOD.contains(from), "{from:?}");
    let text = GOOD.replacen(from, to, 1);
    let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
    let [finding] = errors.findings() else {
        assert_eq!(errors.findings().len(), 1, "{errors}");
        return;
    };
    assert_eq!(
        (finding.code, finding.place.field.as_str()),
        (code, field),
        "{errors}"
    );
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.problem.contains(problem), "{errors}");
    assert!(!finding.help.is_empty());
    // The place is on a line that the replacement touched.
    let (line, column) = finding.place.position.unwrap();
    let at = text
        .split('\n')
        .take(line - 1)
        .map(|line| line.len() + 1)
        .sum::<usize>()
        + column
        - 1;
    let start = GOOD.find(from).unwrap();
    let start = text.get(..start).unwrap().rfind('\n').unwrap();
    let end = GOOD.find(from).unwrap() + to.len();
    assert!(
        (start..=end).contains(&at),
        "{errors}: {at} is not in {start}..={end}"
    );
}

#[test]
fn the_good_file_is_good() {
    assert_eq!(
        compile_text(GOOD, &CompileOptions::default())
            .unwrap()
            .findings,
        []
    );
    assert_eq!(
        compile_text(TENANT, &CompileOptions::default())
            .unwrap()
            .findings,
        []
    );
}

#[test]
fn shape() {
    let shape = "unexpected-shape";
    reports(
        "brand = \"acme\"",
        "brnad = \"acme\"",
        shape,
        "tenant.brnad",
        "unknown field `brnad`",
    );
    reports(
        "name = \"Acme\"",
        "name = 7",
        shape,
        "tenant.name",
        "invalid type: integer `7`",
    );
    reports(
        "verified = true",
        "verified = \"yes\"",
        shape,
        "organizations[0].domains[0].verified",
        "boolean",
    );
    reports(
        "verified = true",
        "verfied = true",
        shape,
        "organizations[0].domains[0].verfied",
        "unknown field `verfied`",
    );
    reports(
        "[[organizations]]\nid = \"org_globex\"\n",
        "[[organizations]]\n",
        shape,
        "organizations[0]",
        "missing field `id`",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[organizations]]",
        "connections = [{ nam = \"globex-oidc\" }]\n\n[[organizations]]",
        shape,
        "organizations[0].connections[0].nam",
        "unknown field `nam`",
    );
    reports(
        "[home_realm]",
        "[home_realm]\nfallback = \"univers-login\"",
        shape,
        "home_realm.fallback",
        "unknown variant `univers-login`",
    );
    reports("[home_realm]", "[home_realm", "not-toml", "", "");
    reports("[home_realm]", "[brands.acme]", "not-toml", "", "duplicate");
}

#[test]
fn identifiers() {
    reports(
        "org_globex",
        "globex",
        "invalid-organization-id",
        "organizations[0].id",
        "begins with `org_`",
    );
    reports(
        "org_initech",
        "org_globex",
        "duplicate-organization",
        "organizations[1].id",
        "`org_globex` is already",
    );
    reports(
        "name = \"initech\"",
        "name = \"globex\"",
        "duplicate-organization",
        "organizations[1].name",
        "`globex`",
    );
    reports(
        "name = \"globex\"",
        "name = \"Globex\"",
        "invalid-organization-name",
        "organizations[0].name",
        "`Globex`",
    );
    reports(
        "name = \"globex\"",
        "name = \"org_g\"",
        "invalid-organization-name",
        "organizations[0].name",
        "`org_g`",
    );
    reports(
        "id = \"app\"",
        "id = \"a b\"",
        "invalid-client-id",
        "clients[0].id",
        "visible ASCII",
    );
    reports(
        "id = \"app\"",
        "id = \"\"",
        "invalid-client-id",
        "clients[0].id",
        "empty",
    );
    reports(
        "strategy = \"oidc\"",
        "strategy = \"OIDC\"",
        "invalid-strategy",
        "connections[0].strategy",
        "`OIDC`",
    );
    reports(
        "name = \"App\"",
        "name = \" \"",
        "empty-name",
        "clients[0].name",
        "empty",
    );
    reports(
        "name = \"App\"",
        "name = \"A\\nB\"",
        "unusable-name",
        "clients[0].name",
        "control",
    );
    reports(
        "#0b57d0",
        "0b57d0",
        "invalid-color",
        "brands.acme.accent.light",
        "`0b57d0`",
    );
    reports(
        "#0b57d0",
        "#+b57d0",
        "invalid-color",
        "brands.acme.accent.light",
        "`#+b57d0`",
    );
}

#[test]
fn references() {
    reports(
        "brand = \"acme\"",
        "brand = \"acne\"",
        "unknown-brand",
        "tenant.brand",
        "`acne`",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[connections]]",
        "connections = [\"globex\"]\n\n[[connections]]",
        "unknown-connection",
        "clients[0].connections[0]",
        "`globex`",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[organizations]]",
        "connections = [\"globex\"]\n\n[[organizations]]",
        "unknown-connection",
        "organizations[0].connections[0]",
        "`globex`",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[organizations]]",
        "connections = [\"globex-oidc\", \"globex-oidc\"]\n\n[[organizations]]",
        "duplicate-connection",
        "organizations[0].connections[1]",
        "twice",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[organizations]]",
        "connections = [\"globex_oidc\"]\n\n[[organizations]]",
        "invalid-connection-name",
        "organizations[0].connections[0]",
        "`globex_oidc`",
    );
    reports(
        "[home_realm]",
        "[home_realm]\nfallback = { connection = \"nobody\" }",
        "unknown-connection",
        "home_realm.fallback.connection",
        "`nobody`",
    );
    reports(
        "[home_realm]",
        "[[connections]]\nname = \"globex-oidc\"\nstrategy = \"oidc\"\ndisplay_name = \"G\"\n[home_realm]",
        "duplicate-connection",
        "connections[1].name",
        "connections[0]",
    );
    reports(
        "[home_realm]",
        "[[clients]]\nid = \"app\"\nname = \"G\"\n[home_realm]",
        "duplicate-client",
        "clients[1].id",
        "`app`",
    );
}

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
fn origins_that_would_lead_nowhere() {
    reports(
        "https://start.acme.example",
        "https://login.acme.example",
        "edge-is-tenant",
        "tenant.edge_origins[0]",
        "in circles",
    );
    reports(
        "[tenant]",
        "[tenant]\nmode = \"custom-domain\"",
        "mode-not-served",
        "tenant.mode",
        "does not serve",
    );
    reports(
        "https://login.acme.example",
        "https://my!tenant.example",
        "unusual-host",
        "tenant.origin",
        "my!tenant",
    );
}

#[test]
fn urls() {
    reports(
        "https://login.acme",
        "http://login.acme",
        "not-https",
        "tenant.origin",
        "not https",
    );
    reports(
        "https://login.acme.example",
        "http://login.localhost:8080",
        "loopback",
        "tenant.origin",
        "this machine",
    );
    reports(
        "https://login.acme.example",
        "https://login.acme.example/auth",
        "not-an-origin",
        "tenant.origin",
        "behind the host",
    );
    reports(
        "https://login.acme.example",
        "login.acme.example",
        "invalid-url",
        "tenant.origin",
        "not a URL",
    );
    reports(
        "https://login.acme.example",
        "https://a:b@login.acme.example",
        "credentials-in-url",
        "tenant.origin",
        "password",
    );
    reports(
        "[\"https://start.acme.example\"]",
        "[]",
        "no-edge-origin",
        "tenant.edge_origins",
        "no origin",
    );
    reports(
        "https://app.acme.example/login",
        "https://app.acme.example/login#a",
        "unusable-login-url",
        "clients[0].login_url",
        "fragment",
    );
    reports(
        "https://app.acme.example/login",
        "https://*.acme.example/login",
        "unusable-login-url",
        "clients[0].login_url",
        "`*`",
    );
    reports(
        "https://app.acme.example/login",
        "https://app.acme.example/ login",
        "invalid-url",
        "clients[0].login_url",
        "spaces",
    );
    for url in [
        "http://app.acme.example/callback",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc",
    ] {
        reports(
            "https://app.acme.example/callback",
            url,
            "not-https",
            "clients[0].callback_urls[0]",
            "not https",
        );
    }
}

#[test]
fn loopback_is_allowed_only_when_asked_for_and_only_for_this_machine() {
    let local = GOOD.replace("https://login.acme.example", "http://login.localhost:8080");
    let allowed = CompileOptions {
        dangerous_loopback: true,
        ..CompileOptions::default()
    };
    let snapshot = resident(&compile_text(&local, &allowed).unwrap());
    assert!(snapshot.manifest().dangerous_loopback());
    assert_eq!(
        snapshot.manifest().tenant_origin(),
        "http://login.localhost:8080"
    );
    for host in ["127.0.0.1:9", "[::1]:9", "localhost"] {
        let local = GOOD.replace("https://login.acme.example", &format!("http://{host}"));
        assert!(compile_text(&local, &allowed).is_ok(), "{host}");
    }

    let in_file = local.replace("[tenant]", "[tenant]\ndangerous_loopback = true");
    assert!(compile_text(&in_file, &CompileOptions::default()).is_ok());

    for host in [
        "login.acme.example",
        "localhost.acme.example",
        "notlocalhost",
        "10.0.0.1",
    ] {
        let remote = GOOD.replace("https://login.acme.example", &format!("http://{host}"));
        let errors = compile_text(&remote, &allowed).unwrap_err();
        assert_eq!(
            errors.findings().first().unwrap().code,
            "not-https",
            "{host}"
        );
    }
}

#[test]
fn all_mistakes_are_reported_at_once_in_the_order_of_the_file() {
    let text = GOOD
        .replace("org_initech", "initech")
        .replace("gmail.com", "com")
        .replace("https://start", "http://start");
    let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
    let codes: Vec<_> = errors
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(
        codes,
        ["not-https", "invalid-organization-id", "invalid-domain"]
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

#[test]
fn a_finding_reads_like_a_compilers_message() {
    let text = format!("{TENANT}brand = \"acne\"\n");
    let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
    let file = errors.findings().first().unwrap().place.file.display();
    assert_eq!(
        errors.to_string(),
        format!(
            "{file}:5:9: error[unknown-brand]: tenant.brand: there is no brand `acne`\n  \
             help: add a section [brands.acne], or name one that exists"
        )
    );
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let errors = compile("no/such/file.toml".as_ref(), &CompileOptions::default()).unwrap_err();
    assert!(
        errors
            .to_string()
            .starts_with("no/such/file.toml: error[unreadable-file]: "),
        "{errors}"
    );
}
