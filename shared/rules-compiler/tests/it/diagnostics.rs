//! Messages, as somebody who wrote a rule sees them.

use vestibule_rules_compiler::{Code, Environment, ResultType, compile};

use crate::support::refused;

#[track_caller]
fn says(source: &str, expected: &str) {
    let said = refused(source, &Environment::post_login(), ResultType::Any);
    assert_eq!(said, expected.trim_start_matches('\n'), "{source}");
}

#[test]
fn an_unknown_field_is_shown_in_its_line() {
    says(
        "event.user.email_verified &&\n  event.user.emial.endsWith('@example.com')",
        "
2:14: `event.user` has no field `emial` that rules may read
  |   event.user.emial.endsWith('@example.com')
  |              ^^^^^
  help: did you mean `email`?",
    );
    says(
        "event.tenant.region",
        "
1:14: `event.tenant` has no field `region` that rules may read
  | event.tenant.region
  |              ^^^^^^
  help: a rule may read `id`",
    );
    says(
        "event.user.identities.exists(i, i.conection == 'x')",
        "
1:35: `event.user.identities[]` has no field `conection` that rules may read
  | event.user.identities.exists(i, i.conection == 'x')
  |                                   ^^^^^^^^^
  help: did you mean `connection`?",
    );
}

#[test]
fn a_forgotten_event_is_named() {
    says(
        "'ä' == user.name",
        "
1:8: there is no `user`
  | 'ä' == user.name
  |        ^^^^
  help: write `event.user`",
    );
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let said = refused(
        "evnt.x && 1 && now.foo",
        &Environment::post_login(),
        ResultType::Any,
    );
    for part in [
        "there is no `evnt`",
        "did you mean `event`?",
        "a value of type timestamp has no field `foo`",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn types_are_told_apart() {
    for (source, problem, help) in [
        (
            "event.stats.logins_count > '3'",
            "values of type int and string have no order",
            "",
        ),
        (
            "event.user.email == null",
            "a value of type string is never equal to one of type null",
            "missing, not null",
        ),
        (
            "event.user.created_at > now",
            "values of type string and timestamp have no order",
            "timestamp(",
        ),
        (
            "'logins: ' + event.stats.logins_count",
            "`+` does not take values of type string and int",
            "string(",
        ),
        (
            "event.stats.logins_count + 1.5",
            "`+` does not take values of type int and double",
            "convert one",
        ),
        (
            "event.user.email && true",
            "`&&` does not take a value of type string",
            "compare",
        ),
        (
            "!event.user.email",
            "`!` does not take a value of type string",
            "",
        ),
        (
            "-event.user.email",
            "`-` does not take a value of type string",
            "",
        ),
        (
            "event.user.email ? 1 : 2",
            "a condition is a truth value",
            "",
        ),
        (
            "true ? 1 : 'a'",
            "one side is of type int, the other of type string",
            "dyn(",
        ),
        (
            "'a' in event.user.email",
            "nothing is `in` a value of type string",
            "contains",
        ),
        (
            "1 in event.user.groups",
            "a value of type int is never in one of type list(string)",
            "",
        ),
        (
            "event.user.groups.name",
            "a list has no field `name`",
            "exists(",
        ),
        (
            "event.user.groups['a']",
            "a value of type string is no place in a list",
            "",
        ),
        (
            "event.user.groups.filter(g, g)",
            "a condition is a truth value",
            "",
        ),
        (
            "event.stats.logins_count.exists(x, x)",
            "has no elements",
            "",
        ),
        ("event.user.exists(k, k == 'a')", "cannot be told", ""),
        (
            "event.user[event.user.name]",
            "cannot be told beforehand",
            "",
        ),
        ("size(1)", "`size` does not take a value of type int", ""),
        (
            "'a'.contains(1)",
            "`contains` does not take a value of type int",
            "",
        ),
        ("'a'.contains()", "another number of arguments", ""),
        ("{1.5: 'a'}", "cannot be the key of a map", ""),
        ("{'a': 1, 'a': 2}", "the key \"a\" stands twice", ""),
        ("duration('1d')", "\"1d\" cannot be read", "units are"),
        (
            "timestamp('2026-11-24')",
            "\"2026-11-24\" cannot be read",
            "2026-11-24T09:30:00Z",
        ),
        (
            "startsWith('a', 'b')",
            "`startsWith` is called in another way",
            "x.startsWith",
        ),
        ("'1'.int()", "`int` is called in another way", "int(x)"),
        (
            "'a'.startWith('b')",
            "rules have no function `startWith`",
            "did you mean `startsWith`?",
        ),
        (
            "event.user.email.matches('.*')",
            "regular expressions",
            "endsWith",
        ),
        ("b'abc' == b'abc'", "bytes", "text"),
        ("Foo{a: 1}", "messages", "map"),
        ("event.?user", "optional values", "has()"),
        ("event.user.`a-b`", "backticks", "the name"),
        (
            "event.user.groups.exists(g)",
            "`exists` is not called like this",
            "variable",
        ),
        ("has(event)", "has()", ""),
    ] {
        let said = refused(source, &Environment::post_login(), ResultType::Any);
        assert!(
            said.contains(problem) && said.contains(help),
            "{source}\n{said}"
        );
    }
}

#[test]
fn grammar_is_told_in_plain_words() {
    for (source, place, problem) in [
        ("event.user.email ==", "1:20", "the rule ends too early"),
        ("", "1:1", "the rule ends too early"),
        ("event.user email", "1:12", "`email` cannot stand here"),
        ("'é' + 'abc", "1:7", "a text that is not closed"),
        (
            "1 +\n if",
            "2:2",
            "`if` is a word that CEL keeps for itself",
        ),
        ("99999999999999999999", "1:1", "invalid int literal"),
        ("[1].map(1, x)", "1:9", "argument must be a simple name"),
        ("a = 1", "1:3", "cannot"),
    ] {
        let said = refused(source, &Environment::post_login(), ResultType::Any);
        assert!(
            said.starts_with(place) && said.contains(problem),
            "{source}\n{said}"
        );
    }
}

#[test]
fn the_result_must_be_what_the_rule_is_for() {
    let environment = Environment::post_login();
    for (source, expected, problem) in [
        (
            "event.user.email",
            ResultType::Bool,
            "a value of type string, not a truth value",
        ),
        ("1", ResultType::String, "a value of type int, not a text"),
        (
            "[1]",
            ResultType::Strings,
            "a value of type list(int), not a list of texts",
        ),
        ("{'a': 1}", ResultType::List, "not a list"),
        ("'1h'", ResultType::Duration, "not a length of time"),
    ] {
        let said = refused(source, &environment, expected);
        assert!(said.contains(problem), "{source}\n{said}");
    }
    // What is known only at a login is checked there.
    let plan = "event.user.app_metadata.plan";
    assert!(compile(plan, &environment, ResultType::Bool).is_ok());
}

#[test]
fn what_a_rule_reads_is_reported() {
    let environment = Environment::post_login();
    let source = "has(event.user.app_metadata.plan) && event.user['email'].endsWith('x') \
                  || event.user.identities[0].isSocial \
                  || organization.metadata.plan in event.user.groups.map(g, g + event.client.name)";
    let rule = compile(source, &environment, ResultType::Bool).unwrap();
    assert_eq!(
        rule.reads,
        [
            "event.client.name",
            "event.user.app_metadata.plan",
            "event.user.email",
            "event.user.groups",
            "event.user.identities",
            "organization.metadata.plan",
        ]
    );
}

#[test]
fn each_trigger_has_its_own_event() {
    for (source, environment, known) in [
        (
            "event.user.email",
            Environment::credentials_exchange(),
            false,
        ),
        (
            "event.user.email",
            Environment::pre_user_registration(),
            true,
        ),
        (
            "event.user.user_id",
            Environment::pre_user_registration(),
            false,
        ),
        (
            "event.accessToken.scope",
            Environment::credentials_exchange(),
            true,
        ),
        ("event.secrets.key", Environment::post_login(), false),
        ("event.request.body", Environment::post_login(), false),
    ] {
        let compiled = compile(source, &environment, ResultType::Any);
        let code = compiled.map_err(|found| found.first().map(|found| found.code));
        assert_eq!(code.is_ok(), known, "{source}");
        assert!(known || code == Err(Some(Code::UnknownField)), "{source}");
    }
}

#[test]
fn a_function_that_looks_like_an_operator_is_unknown() {
    for source in [
        "_f(true, 1, 2)",
        "_f()",
        "_f(1)",
        "_f(1, 2)",
        "_f(1, 2, 3, 4)",
        "_(true, 1, 2)",
        "_f(event.user.email, 1, 2) == 1",
    ] {
        let found = compile(source, &Environment::post_login(), ResultType::Any).unwrap_err();
        assert_eq!(found[0].code, Code::UnknownFunction, "{source}");
    }
}

#[test]
fn a_name_with_a_dot_is_another_path_than_two_names() {
    let reads = |source: &str| {
        let rule = compile(source, &Environment::post_login(), ResultType::Any);
        rule.unwrap().reads
    };
    let metadata = "event.user.app_metadata";
    for (source, path) in [
        (".a.b", ".a.b"),
        ("['a'].b", ".a.b"),
        ("['a.b']", "[\"a.b\"]"),
        ("['a.b'].c", "[\"a.b\"].c"),
        ("['']", "[\"\"]"),
        ("['1']", "[\"1\"]"),
        ("['\"].a']", "[\"\\\"].a\"]"),
    ] {
        let source = format!("{metadata}{source}");
        assert_eq!(reads(&source), [format!("{metadata}{path}")], "{source}");
    }
}
