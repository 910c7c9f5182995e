//! What is well-formed and never does what it is for.

use vestibule_tenant_compiler::{CompileOptions, Finding};

use super::{EVERYTHING, HEAD, findings, text_field};
use crate::support::compile_text;

const KEY: &str = "ed25519-public:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const CONSENT: &str = "[[profile.fields]]\nname = \"terms\"\ntype = \"consent\"\nversion = \"1\"\nlabel = \"I agree\"\n";

/// The codes and fields of what is found.
fn found(text: &str) -> Vec<(&'static str, String)> {
    profile_findings(findings(text))
}

fn profile_findings(findings: Vec<Finding>) -> Vec<(&'static str, String)> {
    findings
        .into_iter()
        // The clients and organizations of the head are for nobody.
        .filter(|finding| finding.place.field.starts_with("profile"))
        .map(|finding| (finding.code, finding.place.field))
        .collect()
}

#[track_caller]
fn warns(text: &str, code: &'static str, field: &str) {
    assert_eq!(found(text), [(code, field.to_owned())], "{text}");
}

#[test]
fn what_is_meant_that_way_is_not_reported() {
    let quiet = EVERYTHING
        .replace("label = \"A\"", "label = { en = \"A\", de = \"A\" }")
        .replace("label = \"B\"", "label = { en = \"B\", de = \"B\" }")
        .replace("label = \"C\"", "label = { en = \"C\", de = \"C\" }");
    assert_eq!(found(&quiet), []);
    assert_eq!(found(&text_field("")), []);
}

#[test]
fn a_rule_that_writes_over_answers_is_reported() {
    let rule = |metadata: &str| {
        format!(
            "[[claims.rules]]\nname = \"sync\"\n{metadata} = \"job\"\nvalue = \"event.user.name\"\n{}",
            text_field("")
        )
    };
    warns(
        &rule("user_metadata"),
        "shared-store",
        "profile.fields[0].store",
    );
    assert_eq!(found(&rule("app_metadata")), []);
}

#[test]
fn a_budget_that_never_asks_is_reported() {
    let with = |budget: &str, more: &str| {
        format!("[profile]\nbudget = {{ {budget} }}\n{}", text_field(more))
    };
    warns(
        &with("prompts_per_user = 0", ""),
        "idle-budget",
        "profile.budget.prompts_per_user",
    );
    warns(
        &with("fields_per_login = 0", ""),
        "idle-budget",
        "profile.budget.fields_per_login",
    );
    // Required fields are asked for whatever the budget says.
    assert_eq!(found(&with("prompts_per_user = 0", "required = true")), []);
    warns(
        &with("interval = 30", "stale_after = 29"),
        "idle-budget",
        "profile.fields[0].stale_after",
    );
    assert_eq!(found(&with("interval = 30", "stale_after = 30")), []);
    let offered = |languages: &str| {
        let written = format!("name = \"Acme\"\nlanguages = [{languages}]");
        let head = HEAD.replace("name = \"Acme\"", &written);
        let text = format!("{head}{}", text_field(""));
        let findings = compile_text(&text, &CompileOptions::default());
        profile_findings(findings.unwrap().findings)
    };
    assert_eq!(offered("\"en\""), []);
    let missing = ("missing-text", "profile.fields[0].label".to_owned());
    assert_eq!(offered("\"en\", \"fr\""), [missing]);
    let over = format!(
        "{}\n[[profile.overrides]]\nclients = [\"portal\"]\nbudget = {{ fields_per_login = 0 }}\n",
        text_field("")
    );
    warns(
        &over,
        "idle-budget",
        "profile.overrides[0].budget.fields_per_login",
    );
}

#[test]
fn texts_that_are_missing_in_a_language_are_reported() {
    let two = |second: &str| {
        format!(
            "{}\n[[profile.fields]]\nname = \"b\"\ntype = \"text\"\n{second}\n",
            text_field("").replace("\"Job\"", "{ en = \"Job\", de = \"Funktion\" }")
        )
    };
    warns(
        &two("label = \"B\""),
        "missing-text",
        "profile.fields[1].label",
    );
    warns(
        &two("label = { en = \"B\", de = \"B\" }\nhint = { de = \"H\" }"),
        "missing-text",
        "profile.fields[1].hint",
    );
    let over = format!(
        "{}\n[[profile.overrides]]\nclients = [\"portal\"]\nlabels = {{ b = \"B\" }}\n",
        two("label = { en = \"B\", de = \"B\" }")
    );
    warns(&over, "missing-text", "profile.overrides[0].labels.b");
}

#[test]
fn a_consent_to_nothing_is_reported() {
    let text = format!("[profile]\nreceipt_keys = [\"{KEY}\"]\n{CONSENT}");
    warns(&text, "consent-without-document", "profile.fields[0]");
}

#[test]
fn a_consent_of_which_nothing_could_be_proved_is_reported() {
    let text = format!("{CONSENT}document = \"https://acme.example/terms\"\n");
    warns(&text, "consent-without-receipt-key", "profile.fields[0]");
    warns(
        &text.replace("[[", "[profile]\nreceipt_keys = []\n[["),
        "consent-without-receipt-key",
        "profile.fields[0]",
    );
}

#[test]
fn answers_that_auth0_has_no_room_for_are_reported() {
    let fields = (0..17)
        .map(|number| {
            format!(
                "[[profile.fields]]\nname = \"f{number}\"\ntype = \"multi-line\"\nlabel = \"{number}\"\n"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    warns(&fields, "answers-too-large", "profile.fields[15]");
}

#[test]
fn a_required_field_that_no_login_can_be_asked_for_is_reported() {
    let field =
        |when: &str, required: bool| text_field(&format!("required = {required}\nwhen = '{when}'"));
    let password = "event.transaction.protocol == \"oauth2-password\"";
    warns(
        &field(password, true),
        "unaskable-field",
        "profile.fields[0].when",
    );
    let and = format!("{password} && event.user.email_verified");
    warns(
        &field(&and, true),
        "unaskable-field",
        "profile.fields[0].when",
    );
    for when in [
        "event.transaction.protocol != \"oauth2-password\"",
        "event.transaction.protocol.startsWith(\"o\")",
        "event.user.email_verified",
        "false",
    ] {
        assert_eq!(found(&field(when, true)), [], "{when}");
    }
    assert_eq!(found(&field(password, false)), []);
}
