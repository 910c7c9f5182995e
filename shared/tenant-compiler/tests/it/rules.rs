//! Rules for claims: what is refused, with its place, and what reaches the snapshot.

use std::fmt::Write as _;

use vestibule_tenant::{ClaimsRule, FailurePolicy, RuleEffect, Snapshot, Trigger};
use vestibule_tenant_compiler::{CompileErrors, CompileOptions, Compiled, Finding};

use crate::support::{TENANT, compile_text, organization, resident};

fn compile_rules(rules: &str) -> Result<Compiled, CompileErrors> {
    let text = format!("{TENANT}\n[claims]\nnamespace = \"https://acme.example/\"\n{rules}");
    compile_text(&text, &CompileOptions::default())
}

fn findings(rules: &str) -> Vec<Finding> {
    match compile_rules(rules) {
        Ok(compiled) => compiled.findings,
        Err(errors) => errors.findings().to_vec(),
    }
}

/// Checks that a rule with these lines gives exactly these findings, as `code field`.
#[track_caller]
fn reports(rule: &str, expected: &[&str]) {
    let found: Vec<_> = findings(&format!("[[claims.rules]]\nname = \"r\"\n{rule}"))
        .iter()
        .map(|finding| format!("{} {}", finding.code, finding.place.field))
        .collect();
    assert_eq!(found, expected, "{rule}");
}

#[test]
fn rules_that_are_right_are_taken() {
    for rule in [
        "claim = \"plan\"\nvalue = '1'",
        "claim = \"https://other.example/x\"\nvalue = 'event.user'",
        "claim = \"urn:acme:x\"\nvalue = 'null'",
        "claim = \"nickname\"\nnamespaced = false\ntokens = [\"id\"]\nvalue = '1'",
        "claim = \"roles\"\nvalue = '1'\npriority = 100\nfailure = \"required\"",
        "when = 'true'\ndeny = { code = \"a-1_b\", reason = \"No.\" }",
        "trigger = \"pre-user-registration\"\nwhen = 'true'\ndeny = { code = \"a\", reason = \"No.\" }",
        "trigger = \"credentials-exchange\"\nclaim = \"a\"\nvalue = 'event.accessToken.scope'",
    ] {
        reports(rule, &[]);
    }
}

#[test]
fn claims_that_auth0_would_drop_are_errors() {
    for (claim, more) in [
        ("roles", "namespaced = false"),
        ("org_id", "namespaced = false"),
        ("scope", "namespaced = false"),
        ("https://acme.eu.auth0.com/roles", ""),
        ("https://webtask.io/x", ""),
        ("urn:auth0:x", ""),
        ("", ""),
        ("a b", ""),
        ("omitted", ""),
        (&"a".repeat(300), ""),
    ] {
        let rule = format!("claim = \"{claim}\"\n{more}\nvalue = '1'");
        reports(&rule, &["unusable-claim-name claims.rules[0].claim"]);
    }
    reports(
        "claim = \"email\"\nnamespaced = false\nvalue = '1'",
        &["claim-needs-scope claims.rules[0].claim"],
    );
    let without =
        format!("{TENANT}[[claims.rules]]\nname = \"r\"\nclaim = \"groups\"\nvalue = '1'");
    let errors = compile_text(&without, &CompileOptions::default()).unwrap_err();
    assert_eq!(errors.findings()[0].code, "unusable-claim-name");
}

#[test]
fn a_rule_does_one_thing_for_tokens_that_there_are() {
    let incomplete = |field: &str| format!("incomplete-rule claims.rules[0]{field}");
    for (rule, field) in [
        ("", ""),
        ("claim = \"a\"", ""),
        ("value = '1'", ""),
        (
            "claim = \"a\"\nwhen = 'true'\ndeny = { code = \"a\", reason = \"b\" }",
            ".deny",
        ),
        ("deny = { code = \"a\", reason = \"b\" }", ".deny"),
        (
            "when = 'true'\npriority = 1\ndeny = { code = \"a\", reason = \"b\" }",
            ".priority",
        ),
        (
            "when = 'true'\ntokens = []\ndeny = { code = \"a\", reason = \"b\" }",
            ".tokens",
        ),
    ] {
        reports(rule, &[&incomplete(field)]);
    }
    for (rule, finding) in [
        (
            "claim = \"a\"\nvalue = '1'\ntokens = []",
            "empty-list claims.rules[0].tokens",
        ),
        (
            "claim = \"a\"\nvalue = '1'\npriority = 101",
            "out-of-range claims.rules[0].priority",
        ),
        (
            "trigger = \"credentials-exchange\"\nclaim = \"a\"\nvalue = '1'\ntokens = [\"access\", \"id\"]",
            "unusable-token claims.rules[0].tokens[1]",
        ),
        (
            "trigger = \"pre-user-registration\"\nclaim = \"a\"\nvalue = '1'",
            "unusable-token claims.rules[0].claim",
        ),
        (
            "when = 'true'\ndeny = { code = \"Not OK\", reason = \"b\" }",
            "invalid-denial claims.rules[0].deny.code",
        ),
        (
            "when = 'true'\ndeny = { code = \"a\", reason = \" \" }",
            "empty-name claims.rules[0].deny.reason",
        ),
        (
            "claim = \"a\"\nvalue = '1'\nfailure = \"stale\"",
            "unexpected-shape claims.rules[0].failure",
        ),
        (
            "claim = \"a\"\nvalue = '1'\nvalues = '1'",
            "unexpected-shape claims.rules[0].values",
        ),
    ] {
        reports(rule, &[finding]);
    }
    let twice = "[[claims.rules]]\nname = \"r\"\nclaim = \"a\"\nvalue = '1'\n".repeat(2);
    assert_eq!(findings(&twice)[0].code, "duplicate-rule");
}

#[test]
fn namespaces_and_budgets_are_checked_once() {
    for (section, code) in [
        ("namespace = \"https://acme.example\"", "invalid-namespace"),
        ("namespace = \"http://acme.example/\"", "invalid-namespace"),
        ("namespace = \"acme\"", "invalid-namespace"),
        ("namespace = \"https://x.auth0.com/\"", "invalid-namespace"),
        ("budget = { id = 511 }", "out-of-range"),
        ("budget = { access = 100_001 }", "out-of-range"),
    ] {
        let text = format!(
            "{TENANT}[claims]\n{section}\n[[claims.rules]]\nname = \"r\"\nclaim = \"plan\"\nvalue = '1'"
        );
        let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
        let codes: Vec<_> = errors.findings().iter().map(|it| it.code).collect();
        assert_eq!(codes, [code], "{section}");
    }
}

#[test]
fn a_mistake_in_a_rule_has_its_place_in_the_file() {
    // However the text is quoted, the place is that of `emial`.
    for rule in [
        "when = 'event.user.emial == 1'",
        "when = \"event.user.emial == 1\"",
        "when = \"\"\"\nevent.user.emial == 1\"\"\"",
        "when = '''\n  // Why.\n  event.user.emial == 1'''",
    ] {
        let rule = format!("claim = \"a\"\nvalue = '1'\n{rule}");
        let rules = format!("[[claims.rules]]\nname = \"r\"\n{rule}");
        let text = format!("{TENANT}\n[claims]\nnamespace = \"https://acme.example/\"\n{rules}");
        let found = findings(&rules);
        let [finding] = &found[..] else {
            panic!("{found:?}")
        };
        let (before, _) = text.split_once("emial").unwrap();
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').unwrap();
        assert_eq!(finding.place.position, Some((line, column)), "{rule}");
        assert_eq!(finding.code, "invalid-rule");
        assert_eq!(finding.place.field, "claims.rules[0].when");
        assert!(
            finding
                .problem
                .contains("`event.user` has no field `emial`"),
            "{finding}"
        );
        assert_eq!(finding.help, "did you mean `email`?");
        assert!(!finding.problem.contains('\n'));
    }
    // Where the text is not written as it reads, the place is that of the value.
    let found = findings("[[claims.rules]]\nname = \"r\"\nclaim = \"a\"\nvalue = \"\\u0031 + x\"");
    assert_eq!(found[0].place.position.unwrap().1, 9);
    // All mistakes of a rule, and of all rules, at once.
    let found = findings(
        "[[claims.rules]]\nname = \"r\"\nclaim = \"a\"\nwhen = 'x'\nvalue = 'y + z'\n[[claims.rules]]\nname = \"s\"\nclaim = \"b\"\nvalue = '('",
    );
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn hostile_rules_are_refused_and_nothing_breaks() {
    for value in [
        String::new(),
        "1 + ".repeat(1_200),
        "(".repeat(4_000),
        format!("{}1{}", "[".repeat(40), "]".repeat(40)),
        format!("[{}1]", "1,".repeat(1_000)),
        "event.user.email.matches('(a+)+')".to_owned(),
        "event".to_owned() + &".a".repeat(500),
        "\u{202e}".to_owned(),
        "1 == \"a\"".to_owned(),
    ] {
        let rule = format!("claim = \"a\"\nvalue = '''{value}'''");
        let found = findings(&format!("[[claims.rules]]\nname = \"r\"\n{rule}"));
        assert!(!found.is_empty(), "{value}");
        assert!(
            found.iter().all(|it| it.code == "invalid-rule"),
            "{found:?}"
        );
        assert!(found.iter().all(|it| it.problem.len() < 400), "{found:?}");
    }
    let rule = "claim = \"a\"\nvalue = 'sources.crm.plan'";
    reports(rule, &["unknown-source claims.rules[0].value"]);
    let rule = "claim = \"a\"\nvalue = 'directory.seats'";
    reports(rule, &["invalid-rule claims.rules[0].value"]);
    let many = |count: usize| {
        let mut rules = String::new();
        for number in 0..count {
            let _ = writeln!(
                rules,
                "[[claims.rules]]\nname = \"r{number}\"\nclaim = \"c{number}\"\nvalue = 'x'"
            );
        }
        findings(&rules)
    };
    let found = many(300);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].code, &*found[0].place.field),
        ("too-many-rules", "claims.rules")
    );
}

#[expect(clippy::unwrap_used, reason = "the snapshot is good")]
fn rules_of(snapshot: &Snapshot, trigger: Trigger) -> Vec<ClaimsRule<'_>> {
    snapshot.manifest().claims().unwrap().of(trigger).unwrap()
}

#[test]
fn rules_reach_the_snapshot_in_their_order() {
    let compiled = compile_rules(
        r#"
budget = { id = 600, access = 700 }
[[claims.rules]]
name = " one "
claim = "plan"
tokens = ["id"]
priority = 7
value = 'organization.metadata.plan'
[[claims.rules]]
name = "service"
trigger = "credentials-exchange"
claim = "plan"
value = '1'
[[claims.rules]]
name = "two"
when = 'event.user.email_verified'
deny = { code = "no", reason = "No." }
"#,
    )
    .unwrap();
    let snapshot = resident(&compiled);
    let settings = snapshot.manifest().claims().unwrap();
    assert_eq!(settings.len(), 3);
    assert_eq!(settings.marker(), Some("https://acme.example/omitted"));
    assert_eq!(
        (settings.id_token_budget(), settings.access_token_budget()),
        (600, 700)
    );
    let rules = rules_of(&snapshot, Trigger::PostLogin);
    assert_eq!(
        rules.iter().map(|rule| rule.name).collect::<Vec<_>>(),
        ["one", "two"]
    );
    assert!(rules[0].reads_organization && !rules[1].reads_organization);
    assert_eq!(rules[0].failure, FailurePolicy::Optional);
    assert_eq!(rules[1].failure, FailurePolicy::Required);
    let RuleEffect::Claim {
        name,
        id_token,
        access_token,
        priority,
        value,
    } = rules[0].effect
    else {
        panic!("a claim")
    };
    assert_eq!(
        (name, id_token, access_token, priority),
        ("https://acme.example/plan", true, false, 7)
    );
    assert!(!value.is_empty() && rules[0].condition.is_none() && rules[1].condition.is_some());
    assert_eq!(
        rules[1].effect,
        RuleEffect::Deny {
            code: "no",
            reason: "No.",
            user_message: None,
            revokes_session: false,
            preserves_refresh_tokens: false,
            shows_notice: false,
        }
    );
    let service = rules_of(&snapshot, Trigger::CredentialsExchange);
    assert!(matches!(
        service[0].effect,
        RuleEffect::Claim {
            id_token: false,
            access_token: true,
            priority: 50,
            ..
        }
    ));
    assert_eq!(rules_of(&snapshot, Trigger::PreUserRegistration), []);

    let none = resident(&compile_text(TENANT, &CompileOptions::default()).unwrap());
    let settings = none.manifest().claims().unwrap();
    assert!(settings.is_empty());
    assert_eq!(
        (settings.marker(), settings.id_token_budget()),
        (None, 4096)
    );
}

#[test]
fn metadata_of_organizations_is_json() {
    let of = |metadata: &str| {
        let text = format!(
            "{TENANT}[[organizations]]\nid = \"org_a\"\nname = \"a\"\ndisplay_name = \"A\"\n{metadata}"
        );
        compile_text(&text, &CompileOptions::default())
    };
    for (written, json) in [
        ("", ""),
        ("metadata = {}", ""),
        (
            "metadata = { b = [1, 2.5, true], a = { \"ü\" = \"x\\\"\" } }",
            r#"{"a":{"ü":"x\""},"b":[1,2.5,true]}"#,
        ),
        (
            "metadata = { since = 2026-11-24T09:30:00Z }",
            r#"{"since":"2026-11-24T09:30:00Z"}"#,
        ),
    ] {
        let snapshot = resident(&of(written).unwrap());
        assert_eq!(organization(&snapshot, "org_a").unwrap().metadata(), json);
    }
    let large = format!("metadata = {{ a = \"{}\" }}", "x ".repeat(9_000));
    assert_eq!(of(&large).unwrap_err().findings()[0].code, "too-large");
}
