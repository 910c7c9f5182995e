//! Sources of rules: what is refused, and what reaches the snapshot.

use std::fmt::Write as _;

use vestibule_tenant::{Source, Trigger, layout};
use vestibule_tenant_compiler::CompileOptions;

use crate::support::{TENANT, compile_text, resident};

const RULE: &str = "[[claims.rules]]\nname = \"r\"\nclaim = \"urn:acme:y\"\n";

fn codes(claims: &str) -> Vec<String> {
    let findings = match compile_text(&format!("{TENANT}\n{claims}"), &CompileOptions::default()) {
        Ok(compiled) => compiled.findings,
        Err(errors) => errors.findings().to_vec(),
    };
    let named = findings.iter();
    named
        .map(|finding| format!("{} {}", finding.code, finding.place.field))
        .collect()
}

fn source(name: &str, url: &str, more: &str) -> String {
    format!("[[claims.sources]]\nname = \"{name}\"\nurl = \"{url}\"\n{more}\n")
}

#[test]
fn what_could_ask_somebody_else_is_refused() {
    for url in [
        "https://plans.example/",
        "https://plans.example/v1/{organization.id}",
        "https://plans.example:8443/v1?user={user.user_id}&app={client.client_id}&c={connection.name}",
    ] {
        assert_eq!(codes(&source("plans", url, "")), [""; 0], "{url}");
    }
    for (url, code) in [
        ("http://plans.example/", "not-https"),
        ("ftp://plans.example/", "not-https"),
        ("https://{organization.id}.example/", "invalid-source"),
        ("https://plans.example{organization.id}/", "invalid-source"),
        ("https://plans.example:{organization.id}/", "invalid-url"),
        ("https://plans.example/{user.email}", "invalid-source"),
        ("https://plans.example/{}", "invalid-source"),
        ("https://plans.example/{organization.id", "invalid-source"),
        ("https://plans.example/a}", "invalid-source"),
        ("https://plans.example/a b", "invalid-url"),
        ("https://plans.example/ä", "invalid-source"),
        ("https://plans.example/a#b", "invalid-source"),
        ("https://plans.example/a/../b", "invalid-source"),
        ("https://plans.example\\\\@evil.example/", "invalid-source"),
        ("https://user:pass@plans.example/", "credentials-in-url"),
        ("plans.example", "invalid-url"),
        ("http://127.0.0.1/", "loopback"),
    ] {
        let found = codes(&source("plans", url, ""));
        assert_eq!(found, [format!("{code} claims.sources[0].url")], "{url}");
    }
}

#[test]
fn names_secrets_and_times_are_within_bounds() {
    let url = "https://plans.example/";
    for (name, more, expected) in [
        ("", "", "invalid-source claims.sources[0].name"),
        ("1a", "", "invalid-source claims.sources[0].name"),
        ("a-b", "", "invalid-source claims.sources[0].name"),
        (
            "plans",
            "secret = \"\"",
            "invalid-source claims.sources[0].secret",
        ),
        (
            "plans",
            "secret = \"plans_token\"",
            "invalid-source claims.sources[0].secret",
        ),
        (
            "plans",
            "secret = \"REALM_KEY\"",
            "invalid-source claims.sources[0].secret",
        ),
        (
            "plans",
            "secret = \"CALLOUT_SECRET\"",
            "invalid-source claims.sources[0].secret",
        ),
        (
            "plans",
            "timeout = 49",
            "out-of-range claims.sources[0].timeout",
        ),
        (
            "plans",
            "timeout = 451",
            "out-of-range claims.sources[0].timeout",
        ),
        (
            "plans",
            "fresh = 86401",
            "out-of-range claims.sources[0].fresh",
        ),
    ] {
        assert_eq!(codes(&source(name, url, more)), [expected], "{name} {more}");
    }
    let two = source("plans", url, "") + &source("plans", url, "");
    assert_eq!(codes(&two), ["duplicate-source claims.sources[1].name"]);
    let mut many = String::new();
    for number in 0..9 {
        let _ = write!(many, "{}", source(&format!("s{number}"), url, ""));
    }
    assert_eq!(codes(&many), ["too-many-sources claims.sources"]);
    let plans = source("plans", url, "");
    for (value, more, expected) in [
        (
            "sources.crm.plan",
            "",
            "unknown-source claims.rules[0].value",
        ),
        (
            "1",
            "stale_ok = 10",
            "incomplete-rule claims.rules[0].stale_ok",
        ),
        (
            "sources.plans.a",
            "stale_ok = 86401",
            "out-of-range claims.rules[0].stale_ok",
        ),
    ] {
        let rule = format!("{plans}{RULE}value = '{value}'\n{more}");
        assert_eq!(codes(&rule), [expected], "{value} {more}");
    }
}

#[test]
fn a_rule_says_what_has_to_be_fetched_for_it() {
    let mut text = format!(
        "{TENANT}\n{}{}",
        source(
            "plans",
            "https://plans.example/{organization.id}",
            "secret = \"PLANS_TOKEN\"\nfresh = 5"
        ),
        source("crm", "https://crm.example/", "timeout = 100"),
    );
    for (name, value, more) in [
        ("neither", "event.phase", ""),
        ("plans", "sources.plans.a", "stale_ok = 900"),
        (
            "crm",
            "has(sources.crm.a) && directory.status.blocked",
            "stale_ok = 0",
        ),
        ("all", "sources.exists(n, n == \"x\")", ""),
        ("entered", "[directory.user, directory.organization]", ""),
    ] {
        let _ = write!(
            text,
            "[[claims.rules]]\nname = \"{name}\"\nclaim = \"urn:acme:{name}\"\nvalue = '''{value}'''\n{more}\n"
        );
    }
    let compiled = compile_text(&text, &CompileOptions::default()).unwrap();
    let snapshot = resident(&compiled);
    let rules = snapshot
        .manifest()
        .claims()
        .unwrap()
        .of(Trigger::PostLogin)
        .unwrap();
    let read: Vec<_> = rules
        .iter()
        .map(|rule| (rule.reads_sources, rule.reads_directory, rule.stale_ok))
        .collect();
    let entered = layout::DIRECTORY_USER | layout::DIRECTORY_ORGANIZATION;
    let expected = [
        (0, 0, 300),
        (1, 0, 900),
        (2, layout::DIRECTORY_STATUS, 0),
        (3, 0, 300),
        (0, entered, 300),
    ];
    assert_eq!(read, expected);
    let plans = Source {
        name: "plans",
        url: "https://plans.example/{organization.id}",
        secret: Some("PLANS_TOKEN"),
        timeout: 400,
        fresh: 5,
        keep: 900,
    };
    let crm = Source {
        name: "crm",
        url: "https://crm.example/",
        secret: None,
        timeout: 100,
        fresh: 60,
        keep: 300,
    };
    assert_eq!(snapshot.manifest().sources().unwrap(), [plans, crm]);
}
