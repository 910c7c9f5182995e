//! Rules that decide something else than claims: what is refused, with its place, and what reaches the snapshot.

use std::fmt::Write as _;

use vestibule_identity::ConnectionName;
use vestibule_tenant::{
    FailurePolicy::{Optional, Required},
    Lookup, MetadataOf, Moment, RuleEffect, SessionLimit, Trigger,
};
use vestibule_tenant_compiler::{CompileErrors, CompileOptions, Compiled};

use crate::support::{TENANT, compile_text, resident};

fn compile_rules(rules: &str) -> Result<Compiled, CompileErrors> {
    let text = format!("{TENANT}\n[claims]\nnamespace = \"https://acme.example/\"\n{rules}");
    compile_text(&text, &CompileOptions::default())
}

fn found(rules: &str) -> Vec<String> {
    let findings = match compile_rules(rules) {
        Ok(compiled) => compiled.findings,
        Err(errors) => errors.findings().to_vec(),
    };
    findings
        .iter()
        .map(|finding| {
            assert!(finding.place.position.is_some(), "{finding}");
            format!("{} {}", finding.code, finding.place.field)
        })
        .collect()
}

/// Checks that a rule with these lines gives exactly these findings, as `code field-of-the-rule`.
#[track_caller]
fn reports(rule: &str, expected: &[&str]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|finding| finding.replacen(' ', " claims.rules[0]", 1))
        .collect();
    let rules = format!("[[claims.rules]]\nname = \"r\"\n{rule}");
    assert_eq!(found(&rules), expected, "{rule}");
}

const EXCHANGE: &str = "trigger = \"credentials-exchange\"\n";
const SIGN_UP: &str = "trigger = \"pre-user-registration\"\n";

#[test]
fn each_trigger_can_do_what_auth0_can() {
    for (field, line, login, exchange, sign_up) in [
        ("scopes", "scopes = { add = [\"a\"] }", true, true, false),
        (
            "user_metadata",
            "user_metadata = \"a\"\nvalue = '1'",
            true,
            false,
            true,
        ),
        (
            "app_metadata",
            "app_metadata = \"a\"\nvalue = '1'",
            true,
            false,
            true,
        ),
        (
            "transaction_metadata",
            "transaction_metadata = \"a\"\nvalue = '1'",
            true,
            false,
            false,
        ),
        (
            "session",
            "session = \"expires_at\"\nvalue = 'now'",
            true,
            false,
            false,
        ),
        (
            "step_up",
            "step_up = { factors = [\"otp\"] }",
            true,
            false,
            false,
        ),
        (
            "deny",
            "when = 'true'\ndeny = { code = \"a\", reason = \"b\" }",
            true,
            true,
            true,
        ),
    ] {
        let refused = format!("unusable-effect .{field}");
        for (trigger, is_possible) in [("", login), (EXCHANGE, exchange), (SIGN_UP, sign_up)] {
            let expected: &[&str] = if is_possible { &[] } else { &[&refused] };
            reports(&format!("{trigger}{line}"), expected);
        }
    }
    for at in ["login", "refresh", "always"] {
        let line = format!("at = \"{at}\"\nclaim = \"a\"\nvalue = '1'");
        reports(&line, &[]);
        reports(&format!("{EXCHANGE}{line}"), &["unusable-effect .at"]);
    }
    reports(
        "at = \"noon\"\nclaim = \"a\"\nvalue = '1'",
        &["unexpected-shape .at"],
    );
}

#[test]
fn a_rule_does_one_thing_and_says_all_of_it() {
    for (lines, expected) in [
        (
            "scopes = { add = [\"a\"] }\nclaim = \"a\"\nvalue = '1'",
            "incomplete-rule .scopes",
        ),
        (
            "user_metadata = \"a\"\napp_metadata = \"a\"\nvalue = '1'",
            "incomplete-rule .app_metadata",
        ),
        (
            "step_up = { factors = [\"otp\"] }\nwhen = 'true'\ndeny = { code = \"a\", reason = \"b\" }",
            "incomplete-rule .deny",
        ),
        ("user_metadata = \"a\"", "incomplete-rule "),
        ("session = \"expires_at\"", "incomplete-rule "),
        (
            "scopes = { add = [\"a\"] }\nvalue = '1'",
            "incomplete-rule .value",
        ),
        (
            "step_up = { factors = [\"otp\"] }\nvalue = '1'",
            "incomplete-rule .value",
        ),
        (
            "user_metadata = \"a\"\nvalue = '1'\npriority = 1",
            "incomplete-rule .priority",
        ),
        (
            "scopes = { add = [\"a\"] }\ntokens = [\"id\"]",
            "incomplete-rule .tokens",
        ),
        ("scopes = {}", "empty-list .scopes"),
        ("step_up = { factors = [] }", "empty-list .step_up.factors"),
        ("step_up = {}", "unexpected-shape .step_up"),
        (
            "scopes = { grant = [\"a\"] }",
            "unexpected-shape .scopes.grant",
        ),
        (
            "session = \"ends\"\nvalue = 'now'",
            "unexpected-shape .session",
        ),
    ] {
        reports(lines, &[expected]);
    }
}

#[test]
fn denials_end_sessions_and_speak_to_people_where_they_can() {
    let deny =
        |more: &str| format!("when = 'true'\ndeny = {{ code = \"a\", reason = \"b\"{more} }}");
    reports(&deny(", revoke_session = true"), &[]);
    reports(
        &deny(", revoke_session = true, preserve_refresh_tokens = true"),
        &[],
    );
    reports(
        &(SIGN_UP.to_owned() + &deny(", user_message = \"Please ask.\"")),
        &[],
    );
    for (trigger, more, expected) in [
        (
            "",
            ", user_message = \"x\"",
            "unusable-effect .deny.user_message",
        ),
        (
            EXCHANGE,
            ", user_message = \"x\"",
            "unusable-effect .deny.user_message",
        ),
        (
            EXCHANGE,
            ", revoke_session = true",
            "unusable-effect .deny.revoke_session",
        ),
        (
            SIGN_UP,
            ", revoke_session = true",
            "unusable-effect .deny.revoke_session",
        ),
        (
            SIGN_UP,
            ", user_message = \" \"",
            "empty-name .deny.user_message",
        ),
        (
            "",
            ", preserve_refresh_tokens = true",
            "incomplete-rule .deny.preserve_refresh_tokens",
        ),
    ] {
        reports(&format!("{trigger}{}", deny(more)), &[expected]);
    }
    reports(&deny(", notice = true"), &[]);
    reports(&format!("at = \"login\"\n{}", deny(", notice = true")), &[]);
    for (lines, more) in [
        (EXCHANGE, ", notice = true"),
        (SIGN_UP, ", notice = true"),
        ("at = \"refresh\"\n", ", notice = true"),
        ("", ", notice = true, revoke_session = true"),
    ] {
        let lines = format!("{lines}{}", deny(more));
        reports(&lines, &["unusable-effect .deny.notice"]);
    }
    // The Action takes no code that begins with a hyphen.
    reports(
        "when = 'true'\ndeny = { code = \"-a\", reason = \"b\" }",
        &["invalid-denial .deny.code"],
    );
}

#[test]
fn scopes_are_ones_that_auth0_takes() {
    let longest = "x".repeat(280);
    for good in [
        "reports:export",
        "https://acme.example/x",
        "a!#$%&'()*+,-./",
        &longest,
    ] {
        reports(&format!("scopes = {{ remove = [\"{good}\"] }}"), &[]);
    }
    let longer = "x".repeat(281);
    for bad in [
        "",
        " ",
        "a b",
        "a\\tb",
        "a\\u00A0b",
        "\\u0001",
        "é",
        "a\\\\b",
        "a\\\"b",
        &longer,
    ] {
        reports(
            &format!("scopes = {{ add = [\"good\", \"{bad}\"] }}"),
            &["invalid-scope .scopes.add[1]"],
        );
    }
    reports(
        "scopes = { add = [\"a\", \"b\"], remove = [\"a\"] }",
        &["invalid-scope .scopes.remove[0]"],
    );
    // All rules of a trigger count together, a scope that several name once.
    let rules = |rules: usize, scopes: usize, length: usize, trigger: &str| {
        let mut text = String::new();
        for rule in 0..rules {
            let list: Vec<_> = (0..scopes)
                .map(|scope| format!("\"{}{}\"", "a:".repeat(length / 2), rule * scopes + scope))
                .collect();
            let _ = writeln!(
                text,
                "[[claims.rules]]\nname = \"r{rule}\"\n{trigger}scopes = {{ add = [{}] }}",
                list.join(", ")
            );
        }
        found(&text)
    };
    assert_eq!(rules(10, 100, 4, ""), Vec::<String>::new());
    assert_eq!(rules(11, 100, 4, ""), ["too-many-scopes claims.rules"]);
    assert_eq!(
        rules(11, 100, 4, EXCHANGE),
        ["too-many-scopes claims.rules"]
    );
    assert_eq!(rules(1, 10_000, 5, ""), ["too-many-scopes claims.rules"]);
    assert_eq!(rules(1, 100, 200, ""), ["too-many-scopes claims.rules"]);
    let same = "[[claims.rules]]\nname = \"NAME\"\nscopes = { add = [\"a\"] }\n";
    let many: String = (0..150)
        .map(|number| same.replace("NAME", &number.to_string()))
        .collect();
    assert_eq!(found(&many), Vec::<String>::new());
}

#[test]
fn fields_of_metadata_have_names_that_auth0_takes() {
    let key = |of: &str, key: &str, expected: bool| {
        let refused = format!("invalid-metadata-key .{of}_metadata");
        let expected: &[&str] = if expected { &[] } else { &[&refused] };
        reports(&format!("{of}_metadata = \"{key}\"\nvalue = '1'"), expected);
    };
    let (long, longer) = ("x".repeat(64), "x".repeat(65));
    for (name, user, app, transaction) in [
        ("plan", true, true, true),
        ("Größe in m²", true, true, true),
        (&*long, true, true, true),
        (&*longer, true, true, false),
        ("", false, false, false),
        ("a.b", false, false, true),
        ("a$", false, false, true),
        ("a\\nb", false, false, false),
        ("__proto__", false, false, false),
        ("email", true, false, true),
        ("blocked", true, false, true),
        ("user_id", true, false, true),
        ("vestibule_txn", true, false, false),
        ("vestibule", true, false, true),
    ] {
        key("user", name, user);
        key("app", name, app);
        key("transaction", name, transaction);
    }
    key("user", &"x".repeat(255), true);
    key("user", &"x".repeat(256), false);
}

#[test]
fn a_session_ends_at_a_time() {
    for value in [
        "now",
        "duration(\"8h\")",
        "now + duration(\"8h\")",
        "timestamp(event.session.created_at) + duration(\"8h\")",
        "organization.metadata.hours",
        "has(organization.id) ? duration(\"8h\") : null",
        "duration(\"8h\") // All day.",
    ] {
        reports(&format!("session = \"expires_at\"\nvalue = '{value}'"), &[]);
    }
    for value in [
        "3600",
        "\"8h\"",
        "event.user.email",
        "[now]",
        "true",
        "event.user",
    ] {
        reports(
            &format!("session = \"idle_expires_at\"\nvalue = '{value}'"),
            &["invalid-rule .value"],
        );
    }
    // As long as a rule can be: it is not the value that is too long when it is tried.
    let long = format!("now{}", " ".repeat(4_090));
    reports(&format!("session = \"expires_at\"\nvalue = '{long}'"), &[]);
}

#[test]
fn factors_are_auth0s() {
    let step_up =
        |factors: &str, more: &str| format!("step_up = {{ factors = [{factors}]{more} }}");
    for factors in [
        "\"otp\"",
        "\"push-notification\", \"phone\", \"webauthn-roaming\", \"webauthn-platform\", \"recovery-code\"",
        "\"email\", \"otp\"",
    ] {
        reports(&step_up(factors, ""), &[]);
    }
    for (factors, place) in [
        ("\"otp\", \"sms\"", "[1]"),
        ("\"OTP\"", "[0]"),
        ("\"otp\", \"otp\"", "[1]"),
        ("\"\"", "[0]"),
        // Nobody could enrol it.
        ("\"email\"", ""),
    ] {
        let expected = format!("invalid-factor .step_up.factors{place}");
        reports(&step_up(factors, ""), &[&expected]);
    }
    for (age, expected) in [
        ("15m", None),
        ("1h30m", None),
        ("1s", None),
        ("8760h", None),
        ("8761h", Some("out-of-range")),
        ("0s", Some("out-of-range")),
        ("0", Some("out-of-range")),
        ("999ms", Some("out-of-range")),
        ("-15m", Some("out-of-range")),
        ("15", Some("invalid-duration")),
        ("15 m", Some("invalid-duration")),
        ("1d", Some("invalid-duration")),
        ("", Some("invalid-duration")),
    ] {
        let expected = expected.map(|code| format!("{code} .step_up.max_age"));
        let expected: Vec<_> = expected.iter().map(String::as_str).collect();
        reports(
            &step_up("\"otp\"", &format!(", max_age = \"{age}\"")),
            &expected,
        );
    }
}

#[test]
fn the_email_is_an_input_where_there_is_a_user() {
    let claim = |trigger: &str, value: &str| format!("{trigger}claim = \"a\"\nvalue = '{value}'");
    reports(&claim("", "email.organizations + [email.domain]"), &[]);
    reports(
        &claim("", "email.is_public && email.address"),
        &["invalid-rule .value"],
    );
    reports(&claim(EXCHANGE, "email.domain"), &["invalid-rule .value"]);
    let sign_up = "when = 'email.is_public'\ndeny = { code = \"a\", reason = \"b\" }";
    reports(&format!("{SIGN_UP}{sign_up}"), &[]);
}

/// A rule of each effect.
const EFFECTS: &str = r#"
[[claims.rules]]
name = "deny"
when = 'email.domain == "a.example"'
deny = { code = "no", reason = "No.", revoke_session = true }
[[claims.rules]]
name = "shown"
when = 'email.domain == "b.example"'
deny = { code = "no", reason = "No.", notice = true }
[[claims.rules]]
name = "scopes"
scopes = { add = ["a", "b"], remove = ["c"] }
[[claims.rules]]
name = "user"
at = "refresh"
user_metadata = "a_b"
value = '1'
[[claims.rules]]
name = "idle"
at = "login"
session = "idle_expires_at"
value = 'duration("1h")'
[[claims.rules]]
name = "factor"
when = 'email.organizations == []'
step_up = { factors = ["otp", "webauthn-roaming"], max_age = "15m" }
"#;

#[test]
fn effects_reach_the_snapshot() {
    let snapshot = resident(&compile_rules(EFFECTS).unwrap());
    let rules = snapshot.manifest().claims().unwrap();
    let rules = rules.of(Trigger::PostLogin).unwrap();
    let [deny, shown, scopes, user, idle, factor] = &rules[..] else {
        panic!("{rules:?}")
    };
    assert_eq!(
        deny.effect,
        RuleEffect::Deny {
            code: "no",
            reason: "No.",
            user_message: None,
            revokes_session: true,
            preserves_refresh_tokens: false,
            shows_notice: false,
        }
    );
    assert!(deny.reads_email && !deny.reads_email_organizations);
    assert_eq!(
        shown.effect,
        RuleEffect::Deny {
            code: "no",
            reason: "No.",
            user_message: None,
            revokes_session: false,
            preserves_refresh_tokens: false,
            shows_notice: true,
        }
    );
    assert_eq!(
        scopes.effect,
        RuleEffect::Scopes {
            add: "a b",
            remove: "c"
        }
    );
    assert!(matches!(
        user.effect,
        RuleEffect::Metadata {
            of: MetadataOf::User,
            key: "a_b",
            ..
        }
    ));
    assert!(matches!(
        idle.effect,
        RuleEffect::Session {
            limit: SessionLimit::IdleExpiresAt,
            ..
        }
    ));
    assert_eq!(
        factor.effect,
        RuleEffect::StepUp {
            max_age: Some(900),
            factors: "otp webauthn-roaming"
        }
    );
    assert!(factor.reads_email && factor.reads_email_organizations);
    let moments: Vec<_> = rules.iter().map(|rule| rule.moment).collect();
    assert_eq!(
        moments,
        [
            Moment::Always,
            Moment::Always,
            Moment::Always,
            Moment::Refresh,
            Moment::Login,
            Moment::Login
        ]
    );
    let policies: Vec<_> = rules.iter().map(|rule| rule.failure).collect();
    assert_eq!(
        policies,
        [Required, Required, Required, Optional, Optional, Required]
    );
}

#[test]
fn what_shows_a_factor_reaches_the_snapshot() {
    let rule = "[[claims.rules]]\nname = \"factor\"\nstep_up = { factors = [\"otp\"] }\n";
    let mapped = "[[connections]]\nname = \"globex\"\nstrategy = \"auth0\"\ndisplay_name = \"G\"\n\
                  second_factor = { amr = [\"mfa\"], acr = [\"a\", \"b\"] }\n";
    let snapshot = resident(&compile_rules(&format!("{rule}{mapped}")).unwrap());
    let name = |name: &str| ConnectionName::parse(name).unwrap();
    let Lookup::Found(mapping) = snapshot.second_factor(&name("globex")).unwrap() else {
        panic!("it is there")
    };
    assert_eq!(mapping.amr().collect::<Vec<_>>(), ["mfa"]);
    assert_eq!(mapping.acr().collect::<Vec<_>>(), ["a", "b"]);
    let other = snapshot.second_factor(&name("initech")).unwrap();
    assert!(matches!(other, Lookup::Absent));
}

#[test]
fn what_shows_a_factor_is_in_the_snapshot_only_where_it_is_asked_for() {
    let mapped = |more: &str| {
        format!(
            "[[connections]]\nname = \"globex\"\nstrategy = \"auth0\"\ndisplay_name = \"G\"\n\
             second_factor = {{ amr = [\"mfa\"] }}\n{more}"
        )
    };
    let asks = "[[claims.rules]]\nname = \"r\"\nstep_up = { factors = [\"otp\"] }\n";
    let shards = |text: &str| compile_rules(text).unwrap().shards.len();
    assert_eq!(shards(&mapped("")), 0);
    assert_eq!(shards(&format!("{asks}{}", mapped(""))), 1);
    assert_eq!(shards(&format!("{asks}{}", mapped("enabled = false"))), 0);
    assert_eq!(
        shards(&format!("{asks}{}", mapped("status = \"pending\""))),
        1
    );
    let blank = mapped("").replace("\"mfa\"", "\"mfa\", \" \"");
    assert_eq!(
        found(&format!("{asks}{blank}"))[0],
        "empty-name connections[0].second_factor.amr[1]"
    );
}

#[test]
fn a_factor_for_what_is_asked_for_says_what_a_refresh_comes_to() {
    let codes = |when: &str, at: &str| {
        let rule = format!(
            "[[claims.rules]]\nname = \"r\"\nwhen = '''{when}'''\nstep_up = {{ factors = [\"otp\"] }}\n{at}"
        );
        let compiled = compile_text(&format!("{TENANT}\n{rule}"), &CompileOptions::default());
        let findings = compiled.unwrap().findings;
        findings
            .iter()
            .any(|finding| finding.code == "step-up-at-login")
    };
    for asks in [
        "\"a\" in event.transaction.requested_scopes",
        "event.resource_server.identifier == \"a\"",
    ] {
        assert!(codes(asks, ""), "{asks}");
        assert!(!codes(asks, "at = \"always\""));
        assert!(!codes(asks, "at = \"login\""));
    }
    assert!(!codes("organization.metadata.strict", ""));
}
