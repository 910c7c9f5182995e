//! What makes no sense is refused, at its place.

use vestibule_tenant_compiler::Severity;

use super::{findings, text_field};

/// Checks that exactly this is reported.
#[track_caller]
fn reports(text: &str, code: &str, field: &str, problem: &str) {
    let errors = findings(text);
    let errors: Vec<_> = errors
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    let [finding] = errors.as_slice() else {
        assert_eq!(
            errors.len(),
            1,
            "{text}
{errors:#?}"
        );
        return;
    };
    let found = (finding.code, finding.place.field.as_str());
    assert_eq!(found, (code, field), "{finding}");
    assert!(finding.problem.contains(problem), "{finding}");
    assert!(!finding.help.is_empty());
    assert!(finding.place.position.is_some());
}

/// The same about a field of a type, with something added.
#[track_caller]
fn refuses(field_type: &str, more: &str, code: &str, field: &str, problem: &str) {
    let text = format!(
        "\n[[profile.fields]]\nname = \"f\"\ntype = \"{field_type}\"\nlabel = \"F\"\n{more}\n"
    );
    let path = format!("profile.fields[0]{field}");
    reports(&text, code, &path, problem);
}

#[test]
fn names_are_such_that_forms_can_carry_them() {
    for name in ["Job", "job-title", "1st", "_x", "", "jöb", &"a".repeat(41)] {
        let text = text_field("").replace("\"job\"", &format!("\"{name}\""));
        let text = text.replace("label", "store = \"user_metadata.x\"\nlabel");
        reports(
            &text,
            "invalid-field",
            "profile.fields[0].name",
            "not the name",
        );
    }
    let twice = format!(
        "{}{}",
        text_field(""),
        text_field("store = \"user_metadata.x\"")
    );
    reports(
        &twice,
        "duplicate-field",
        "profile.fields[1].name",
        "already the name",
    );
    let same_place = format!(
        "{}{}",
        text_field(""),
        text_field("store = \"user_metadata.job\"").replace("name = \"job\"", "name = \"other\"")
    );
    reports(
        &same_place,
        "duplicate-field",
        "profile.fields[1].store",
        "stored under",
    );
    let many: String = (0..65)
        .map(|number| text_field("").replace("\"job\"", &format!("\"f{number}\"")))
        .collect();
    reports(&many, "too-many-fields", "profile.fields", "65 fields");
    let long: String = (0..46)
        .map(|number| {
            text_field("").replace("\"job\"", &format!("\"{}{number:02}\"", "f".repeat(38)))
        })
        .collect();
    reports(&long, "too-many-fields", "profile.fields", "octets");
}

#[test]
fn answers_go_where_auth0_keeps_them() {
    for (store, problem) in [
        ("email", "no metadata"),
        ("user.given_name", "no metadata"),
        ("user_metadata", "no metadata"),
        ("user_metadata.", "it is empty"),
        ("user_metadata.a.b", "no `.`"),
        ("user_metadata.$a", "no `$`"),
        ("user_metadata.__proto__", "another use"),
        ("app_metadata.vestibule", "what it asked"),
        ("app_metadata.vestibule_consents", "what was agreed to"),
        ("app_metadata.blocked", "for itself"),
        ("app_metadata.loginsCount", "for itself"),
    ] {
        refuses(
            "text",
            &format!("store = \"{store}\""),
            "unusable-store",
            ".store",
            problem,
        );
    }
}

#[test]
fn each_type_takes_what_it_has_a_use_for() {
    for (field_type, setting) in [
        ("email", "min_length = 1"),
        ("date", "max_length = 1"),
        ("multi-line", "pattern = \"a\""),
        ("number", "prohibited = \"a\""),
        ("boolean", "purpose = \"name\""),
        ("text", "min = 1"),
        ("country", "max = 1"),
        ("date", "decimals = 1"),
        ("number", "allow_future = true"),
        ("text", "country = \"DE\""),
        ("text", "options = [{ value = \"a\", label = \"A\" }]"),
        ("boolean", "version = \"1\""),
        ("boolean", "renew_from = \"2026-01-01\""),
        ("boolean", "entity = \"Acme\""),
        ("boolean", "document = \"https://acme.example/\""),
        ("url", "allow_mixed_scripts = true"),
    ] {
        let (name, _) = setting.split_once(' ').unwrap();
        let problem = format!("`{name}` says nothing");
        refuses(
            field_type,
            setting,
            "incomplete-field",
            &format!(".{name}"),
            &problem,
        );
    }
}

#[test]
fn limits_have_to_leave_something() {
    for (field_type, more, field, problem) in [
        ("text", "max_length = 2049", ".max_length", "2049"),
        (
            "text",
            "min_length = 9\nmax_length = 8",
            ".max_length",
            "9 code units",
        ),
        ("text", "max_length = 0", ".max_length", "0 at most"),
        ("number", "min = 2\nmax = 1", ".max", "that small"),
        ("number", "min = 0.5", ".min", "0 digits"),
        ("number", "min = \"x\"", ".min", "no number"),
        ("number", "decimals = 10", ".decimals", "10"),
        ("date", "min = 1", ".min", "no day"),
        ("date", "min = \"2026-02-30\"", ".min", "no day"),
        ("date", "min = \"2026-2-3\"", ".min", "no day"),
        (
            "date",
            "min = \"2026-01-02\"\nmax = \"2026-01-01\"",
            ".max",
            "that late",
        ),
        ("text", "stale_after = 0", ".stale_after", "0 is not"),
        ("text", "priority = 101", ".priority", "101"),
        ("text", "step = 0", ".step", "0 is not"),
    ] {
        refuses(field_type, more, "out-of-range", field, problem);
    }
    let options = "options = [{ value = \"a\", label = \"A\" }, { value = \"b\", label = \"B\" }]";
    for (more, field, problem) in [
        ("min = 3", ".min", "from 0 to 2"),
        ("max = 0", ".max", "0 at most"),
        ("min = 2\nmax = 1", ".max", "2 options at least"),
    ] {
        refuses(
            "choices",
            &format!("{options}\n{more}"),
            "out-of-range",
            field,
            problem,
        );
    }
    let budget = format!(
        "[profile]\nbudget = {{ interval = 4000 }}\n{}",
        text_field("")
    );
    reports(&budget, "out-of-range", "profile.budget.interval", "4000");
}

#[test]
fn what_belongs_to_a_type_is_checked() {
    refuses(
        "phone",
        "country = \"de\"",
        "incomplete-field",
        ".country",
        "no country",
    );
    refuses(
        "text",
        "purpose = \"cc-number\"",
        "incomplete-field",
        ".purpose",
        "fill in",
    );
    refuses(
        "text",
        "prohibited = \"\\u0007\"",
        "incomplete-field",
        ".prohibited",
        "control",
    );
    refuses("consent", "", "incomplete-field", "", "which version");
    refuses(
        "consent",
        "version = \"a b\"",
        "incomplete-field",
        ".version",
        "which version",
    );
    refuses(
        "consent",
        "version = \"1\"\nrenew_from = \"soon\"",
        "out-of-range",
        ".renew_from",
        "no day",
    );
    refuses(
        "consent",
        "version = \"1\"\nprefill = \"true\"",
        "incomplete-field",
        ".prefill",
        "themselves",
    );
    refuses(
        "consent",
        "version = \"1\"\ndocument = \"http://a.example/\"",
        "not-https",
        ".document",
        "https",
    );
    refuses("text", "hint = \"  \"", "empty-name", ".hint", "empty");
    refuses("text", "hint = {}", "empty-name", ".hint", "no language");
    refuses(
        "text",
        "hint = { en = \"a\\nb\" }",
        "unusable-name",
        ".hint.en",
        "line breaks",
    );
    refuses(
        "text",
        "hint = { it = \"Ciao\" }",
        "unexpected-shape",
        ".hint.?",
        "`it`",
    );
    refuses("text", "min = true", "unexpected-shape", ".min", "a number");
}

#[test]
fn patterns_are_pointed_at() {
    let text = text_field("pattern = \"ab(?=c)\"");
    let found = findings(&text);
    let [finding] = found.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!(finding.code, "invalid-pattern");
    assert!(
        finding.problem.starts_with("column 3: looking ahead"),
        "{finding}"
    );
    let (_, column) = finding.place.position.unwrap();
    assert_eq!(column, "pattern = \"ab".len() + 1);
}

#[test]
fn options_can_be_told_apart() {
    let refuses = |options: &str, field: &str, problem: &str| {
        refuses(
            "choice",
            &format!("options = {options}"),
            "invalid-options",
            field,
            problem,
        );
    };
    refuses("[]", ".options", "two options");
    refuses(
        "[{ value = \"a\", label = \"A\" }]",
        ".options",
        "two options",
    );
    refuses(
        "[{ value = \"a\", label = \"1\" }, { value = \"A\", label = \"2\" }]",
        ".options[1].value",
        "another option",
    );
    refuses(
        "[{ value = \"a\", label = \"x\" }, { value = \"b\", label = { en = \"X \" } }]",
        ".options[1].label.en",
        "another option is called",
    );
    refuses(
        "[{ value = \" a\", label = \"1\" }, { value = \"b\", label = \"2\" }]",
        ".options[0].value",
        "no value",
    );
    let many = (0..201)
        .map(|n| format!("{{ value = \"{n}\", label = \"{n}\" }},"))
        .collect::<Vec<_>>()
        .concat();
    refuses(&format!("[{many}]"), ".options", "201 options");
    super::errors::refuses("choice", "", "invalid-options", "", "two options");
}

#[test]
fn scopes_are_such_that_somebody_can_request_them() {
    refuses(
        "text",
        "required_for_scopes = []",
        "empty-list",
        ".required_for_scopes",
        "no scope",
    );
    refuses(
        "text",
        "required_for_scopes = [\"a b\"]",
        "invalid-scope",
        ".required_for_scopes[0]",
        "nobody can request",
    );
    refuses(
        "text",
        "required_for_scopes = [\"a\", \"a\"]",
        "invalid-scope",
        ".required_for_scopes[1]",
        "twice",
    );
    refuses(
        "text",
        "required = true\nrequired_for_scopes = [\"a\"]",
        "incomplete-field",
        ".required_for_scopes",
        "whatever",
    );
}

#[test]
fn conditions_lead_back_and_not_in_circles() {
    let two = |first: &str, second: &str| {
        let other = "\n[[profile.fields]]\nname = \"other\"\ntype = \"text\"\nlabel = \"Other\"\n";
        format!("{}{other}{second}\n", text_field(first))
    };
    let on = |name: &str| format!("only_if = {{ field = \"{name}\" }}");
    let at = |index: usize| format!("profile.fields[{index}].only_if.field");
    reports(&two(&on("nobody"), ""), "unknown-field", &at(0), "no field");
    reports(
        &two(&on("other"), ""),
        "later-field",
        &at(0),
        "after this field",
    );
    reports(
        &two("step = 2", &on("job")),
        "later-field",
        &at(1),
        "after this field",
    );
    reports(&two("", &on("other")), "field-cycle", &at(1), "hangs on");
    let both = findings(&two(&on("other"), &on("job")));
    let codes: Vec<_> = both.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["field-cycle", "field-cycle"]);
    let yes = "\n[[profile.fields]]\nname = \"yes\"\ntype = \"boolean\"\nlabel = \"Yes\"\n";
    let text = format!(
        "{yes}{}",
        text_field("only_if = { field = \"yes\", any_of = [\"yes\"] }")
    );
    let field = "profile.fields[1].only_if.any_of[0]";
    reports(&text, "impossible-answer", field, "`true` or `false`");
}

#[test]
fn conditions_on_the_event_are_checked_as_rules_are() {
    refuses(
        "text",
        "when = 'event.user.nothing'",
        "invalid-rule",
        ".when",
        "nothing",
    );
    refuses(
        "text",
        "when = 'event.user.email'",
        "invalid-rule",
        ".when",
        "bool",
    );
    refuses(
        "text",
        "when = 'organization.metadata.plan == \"pro\"'",
        "invalid-rule",
        ".when",
        "organization",
    );
    refuses(
        "text",
        "prefill = 'sources.crm.title'",
        "invalid-rule",
        ".prefill",
        "sources",
    );
    refuses(
        "text",
        "prefill = 'event.'",
        "invalid-rule",
        ".prefill",
        "column",
    );
}

#[test]
fn overrides_name_what_there_is() {
    let over = |text: &str| format!("{}\n[[profile.overrides]]\n{text}\n", text_field(""));
    let at = |rest: &str| format!("profile.overrides[0]{rest}");
    reports(
        &over("without = [\"job\"]"),
        "empty-list",
        &at(""),
        "nobody",
    );
    reports(
        &over("clients = [\"portal\"]"),
        "incomplete-field",
        &at(""),
        "changes nothing",
    );
    reports(
        &over("organizations = [\"org_x\"]\nwithout = [\"job\"]"),
        "unknown-organization",
        &at(".organizations[0]"),
        "org_x",
    );
    reports(
        &over("clients = [\"x\"]\nwithout = [\"job\"]"),
        "unknown-client",
        &at(".clients[0]"),
        "no client",
    );
    for (text, field) in [
        ("without = [\"x\"]", ".without[0]"),
        ("required = [\"x\"]", ".required[0]"),
        ("optional = [\"x\"]", ".optional[0]"),
        ("labels = { x = \"X\" }", ".labels.x"),
    ] {
        let text = over(&format!("clients = [\"portal\"]\n{text}"));
        reports(&text, "unknown-field", &at(field), "no field `x`");
    }
    reports(
        &over("clients = [\"portal\"]\nwithout = [\"job\"]\nrequired = [\"job\"]"),
        "incomplete-field",
        &at(".required[0]"),
        "two things",
    );
    let twice = format!(
        "{}\n[[profile.overrides]]\nclients = [\"admin\", \"portal\"]\nrequired = [\"job\"]\n",
        over("clients = [\"portal\"]\nwithout = [\"job\"]")
    );
    reports(
        &twice,
        "duplicate-override",
        "profile.overrides[1]",
        "one applies",
    );
    let list = |id: fn(u8) -> String| (0..150).map(id).collect::<Vec<_>>().concat();
    let many = list(|n| format!("\"org_{n}\","));
    let ids = list(|n| format!("\"c{n}\","));
    reports(
        &over(&format!(
            "organizations = [{many}]\nclients = [{ids}]\nwithout = [\"job\"]"
        )),
        "too-many-overrides",
        "profile.overrides",
        "20000",
    );
}

#[test]
fn keys_of_receipts_are_public_ones_and_stand_there_once() {
    let key = "ed25519-public:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    let short = key.strip_suffix("aPcHURo").unwrap();
    let keys = |list: &str| format!("\n[profile]\nreceipt_keys = [{list}]\n");
    for wrong in ["", "AAAA", "ed25519-public:AAAA", short] {
        reports(
            &keys(&format!("\"{key}\", \"{wrong}\"")),
            "invalid-receipt-key",
            "profile.receipt_keys[1]",
            "no public key",
        );
    }
    reports(
        &keys(&format!("\"{key}\", \"{key}\"")),
        "invalid-receipt-key",
        "profile.receipt_keys[1]",
        "here already",
    );
}

#[test]
fn consents_are_few_enough_for_their_receipts() {
    let many: String = (0..17)
        .map(|number| {
            let consent =
                text_field("version = \"1\"").replace("\"job\"", &format!("\"f{number}\""));
            consent.replace("\"text\"", "\"consent\"")
        })
        .collect();
    reports(&many, "too-many-fields", "profile.fields", "17 consents");
}

#[test]
fn receipts_have_a_place_of_their_own() {
    reports(
        &text_field("store = \"app_metadata.vestibule_consents\""),
        "unusable-store",
        "profile.fields[0].store",
        "what was agreed to",
    );
}
