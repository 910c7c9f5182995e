//! The meaning of expressions, case by case.

use serde_json::{Value as Json, json};
use vestibule_rules::Reason;

use crate::support::{evaluated, evaluated_within};

fn event() -> Json {
    json!({
        "user": {
            "email": "Ada@Example.com",
            "email_verified": true,
            "groups": ["admins", "staff"],
            "app_metadata": {"plan": "pro", "seats": 12, "ratio": 0.5, "none": null},
            "identities": [{"provider": "samlp", "isSocial": false}],
        },
        "numbers": [1, 2, 3],
        "empty": [],
        "large": 18_446_744_073_709_551_615_u64,
    })
}

#[track_caller]
fn gives(source: &str, expected: impl Into<Json>) {
    assert_eq!(evaluated(source, &event()), Ok(expected.into()), "{source}");
}

#[track_caller]
fn fails(source: &str, reason: Reason) {
    assert_eq!(evaluated(source, &event()), Err(reason), "{source}");
}

#[test]
fn values_stand_for_themselves() {
    gives("null", Json::Null);
    gives("true", true);
    gives("-9223372036854775808", i64::MIN);
    gives("18446744073709551615u", u64::MAX);
    gives("1.5", 1.5);
    gives("'a\\n\\u00e9'", "a\né");
    gives("[1, 'a', [true]]", json!([1, "a", [true]]));
    gives(
        "{'a': 1, 'b': {'c': null}}",
        json!({"a": 1, "b": {"c": null}}),
    );
    gives(
        "{1: 'a', true: 'b', 2u: 'c'}",
        json!({"1": "a", "true": "b", "2": "c"}),
    );
}

#[test]
fn fields_are_read_and_asked_for() {
    gives("event.user.email", "Ada@Example.com");
    gives("event.user['email']", "Ada@Example.com");
    gives("event.user.app_metadata.none", Json::Null);
    gives("event.numbers[2]", 3);
    gives("event.numbers[event.numbers.size() - 1]", 3);
    gives("event.numbers[1.0]", 2);
    gives("has(event.user.email)", true);
    gives("has(event.user.phone)", false);
    gives("has(event.user.app_metadata.none)", true);
    gives("'email' in event.user", true);
    gives("{'a': 1}.a", 1);
    gives("{1: 2}[1u]", 2);
    fails("event.user.phone", Reason::NoSuchField);
    fails("has(event.nobody.phone)", Reason::NoSuchField);
    fails("has(event.user.email.host)", Reason::NoSuchOverload);
    fails("event.numbers[3]", Reason::NoSuchElement);
    fails("event.numbers[-1]", Reason::NoSuchElement);
    fails("event.numbers['a']", Reason::NoSuchOverload);
    fails("event.numbers[dyn(1.5)]", Reason::NoSuchOverload);
}

#[test]
fn one_side_of_logic_can_decide_over_an_error_on_the_other() {
    gives("false && event.missing", false);
    gives("event.missing && false", false);
    gives("true || event.missing", true);
    gives("event.missing || true", true);
    gives("dyn(1) && false", false);
    gives("true || dyn('a')", true);
    gives("!(event.missing && false)", true);
    fails("true && event.missing", Reason::NoSuchField);
    fails("event.missing || false", Reason::NoSuchField);
    fails("dyn(1) && true", Reason::NoSuchOverload);
    fails("false || dyn(1)", Reason::NoSuchOverload);
    gives("event.empty.all(x, x) && true", true);
    gives("[1, 0].exists(x, 1 / x == 1)", true);
    gives("[0, 1].exists(x, 1 / x == 1)", true);
    gives("[0, 2].all(x, 1 / x == 1)", false);
    fails("[0, 2].exists(x, 1 / x == 1)", Reason::DivisionByZero);
    fails("[0, 1].all(x, 1 / x == 1)", Reason::DivisionByZero);
    fails("[0, 1].exists_one(x, 1 / x == 1)", Reason::DivisionByZero);
}

#[test]
fn only_the_chosen_side_is_evaluated() {
    gives("true ? 1 : event.missing", 1);
    gives("false ? event.missing : 2", 2);
    gives("true ? (false ? 1 : 2) : 3", 2);
    gives(
        "has(event.user.phone) ? event.user.phone : null",
        Json::Null,
    );
    fails("event.missing ? 1 : 2", Reason::NoSuchField);
    fails("dyn('a') ? 1 : 2", Reason::NoSuchOverload);
}

#[test]
fn loops_go_over_lists_and_keys() {
    gives("event.numbers.map(x, x * 2)", json!([2, 4, 6]));
    gives("event.numbers.filter(x, x > 1)", json!([2, 3]));
    gives("event.numbers.map(x, x > 1, x * 10)", json!([20, 30]));
    gives("event.numbers.exists_one(x, x > 2)", true);
    gives("event.numbers.exists_one(x, x > 1)", false);
    gives(
        "event.numbers.map(x, event.numbers.map(y, x * y))",
        json!([[1, 2, 3], [2, 4, 6], [3, 6, 9]]),
    );
    gives(
        "[[1, 2], [3]].map(x, x.map(x, x + 1))",
        json!([[2, 3], [4]]),
    );
    gives("{'b': 1, 'a': 2}.map(k, k)", json!(["b", "a"]));
    gives(
        "event.user.app_metadata.map(k, k)",
        json!(["none", "plan", "ratio", "seats"]),
    );
    gives("event.user.app_metadata.all(k, k.size() > 3)", true);
    gives(
        "event.user.identities.exists(i, i.provider == 'samlp' && !i.isSocial)",
        true,
    );
    gives("[1, 2].exists(x, [3, x].all(y, y == x || y == 3))", true);
    fails("dyn(1).exists(x, x)", Reason::NoSuchOverload);
    fails("[1].filter(x, dyn(x))", Reason::NoSuchOverload);
}

#[test]
fn arithmetic_stays_in_range() {
    gives("7 / -2", -3);
    gives("-7 % 2", -1);
    gives("1.0 / 4.0", 0.25);
    gives("'a' + 'b' + 'c'", "abc");
    gives("[1] + [2, 3]", json!([1, 2, 3]));
    gives("1.0 / 0.0 > 1.0", true);
    gives("0.0 / 0.0 == 0.0 / 0.0", false);
    gives("0.0 / 0.0 < 1.0 || 0.0 / 0.0 >= 1.0", false);
    fails("9223372036854775807 + 1", Reason::OutOfRange);
    fails("-9223372036854775808 - 1", Reason::OutOfRange);
    fails("-(-9223372036854775808)", Reason::OutOfRange);
    fails("-9223372036854775808 / -1", Reason::OutOfRange);
    fails("-9223372036854775808 % -1", Reason::OutOfRange);
    fails("4611686018427387904 * 2", Reason::OutOfRange);
    fails("0u - 1u", Reason::OutOfRange);
    fails("1 / 0", Reason::DivisionByZero);
    fails("1u % 0u", Reason::DivisionByZero);
    fails("1 + dyn(1.0)", Reason::NoSuchOverload);
    fails("1 + dyn(1u)", Reason::NoSuchOverload);
    fails("'a' + dyn(1)", Reason::NoSuchOverload);
}

#[test]
fn numbers_are_compared_by_value_and_kinds_apart() {
    gives("1 == 1.0 && 1u == 1 && 1.0 == 1u", true);
    gives("9007199254740993 == 9007199254740992.0", true);
    gives("9223372036854775807 < 9223372036854775808.0", false);
    gives("18446744073709551615u == 18446744073709551616.0", true);
    gives("-1 < 0u", true);
    gives("-0.0 == 0", true);
    gives("event.large > 9223372036854775807", true);
    gives("dyn(1) == dyn('1')", false);
    gives("dyn(null) == dyn(false)", false);
    gives("[1, 2] == [1.0, 2u]", true);
    gives("{'a': 1} == {'a': 1.0}", true);
    gives("{'a': 1} == {'b': 1}", false);
    gives("event.user.app_metadata == event.user.app_metadata", true);
    gives("'a' < 'b' && 'Z' < 'a' && '' < 'a' && 'z' < 'é'", true);
    gives("false < true", true);
    gives(
        "2 in event.numbers && 2.0 in event.numbers && !(4 in event.numbers)",
        true,
    );
    gives("1 in {1u: 'a'}", true);
    fails("dyn(1) < dyn('a')", Reason::NoSuchOverload);
    fails("dyn(1) in dyn('a')", Reason::NoSuchOverload);
}

#[test]
fn texts_are_worked_on() {
    gives("size('aé\u{1f600}')", 3);
    gives("event.user.email.lowerAscii().split('@')[1]", "example.com");
    gives("'Ä'.lowerAscii() + 'ä'.upperAscii()", "Ää");
    gives("'a,b,,c'.split(',')", json!(["a", "b", "", "c"]));
    gives("'aé'.split('')", json!(["a", "é"]));
    gives("''.split('')", json!([]));
    gives("''.split(',')", json!([""]));
    gives("['a', 'b'].join('-') + ['a', 'b'].join()", "a-bab");
    gives("'\\u00a0 a '.trim()", "a");
    gives(
        "'abc'.contains('bc') && 'abc'.startsWith('ab') && 'abc'.endsWith('')",
        true,
    );
    fails("[dyn(1)].join(',')", Reason::NoSuchOverload);
}

#[test]
fn conversions_are_exact_or_fail() {
    gives("int('-42') + int(1.9) + int(-1.9) + int(3u)", -39);
    gives("uint('7') + uint(1.9)", 8);
    gives("double('1.5') + double(1)", 2.5);
    gives(
        "string(1) + string(1u) + string(true) + string(1.5) + string(2.0)",
        "11true1.52",
    );
    gives(
        "string(1e100) + ' ' + string(1e-7) + ' ' + string(1e20)",
        "1e+100 1e-07 100000000000000000000",
    );
    gives("bool('true') && !bool('0')", true);
    gives(
        "string(timestamp('2026-11-24T10:00:00+01:00'))",
        "2026-11-24T09:00:00Z",
    );
    gives("string(duration('1h30m'))", "5400s");
    gives("int(timestamp('1970-01-01T00:01:00Z'))", 60);
    fails("int(9223372036854775808.0)", Reason::OutOfRange);
    fails("int(0.0 / 0.0)", Reason::OutOfRange);
    fails("uint(-1)", Reason::OutOfRange);
    fails("int(event.user.email)", Reason::NotConvertible);
    fails("bool(event.user.email)", Reason::NotConvertible);
    fails("string(event.numbers)", Reason::NoSuchOverload);
}

#[test]
fn times_are_compared_and_added() {
    gives(
        "timestamp('2026-11-24T00:00:00Z') - timestamp('2026-11-23T00:00:00Z') == duration('24h')",
        true,
    );
    gives(
        "timestamp('2026-02-28T23:59:59Z') + duration('1s')",
        "2026-03-01T00:00:00Z",
    );
    gives("now > timestamp('2020-01-01T00:00:00Z')", true);
    gives(
        "duration('90m').getHours() + duration('90m').getMinutes()",
        91,
    );
    gives("timestamp('2026-11-24T13:14:15Z').getHours()", 13);
    gives("timestamp('2026-11-24T13:14:15Z').getDayOfWeek()", 2);
    gives("timestamp('2026-11-24T13:14:15Z').getMonth()", 10);
    gives("timestamp('2026-11-24T13:14:15Z').getDate()", 24);
    gives("timestamp('2026-11-24T13:14:15Z').getFullYear()", 2026);
    gives("-duration('1s') < duration('0')", true);
    fails(
        "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
        Reason::OutOfRange,
    );
    fails("timestamp(253402300800)", Reason::OutOfRange);
}

#[test]
fn keys_stand_once_and_are_simple() {
    fails("{'a': 1, 'a' + '': 2}", Reason::WrongKey);
    fails("{1: 1, 1u: 2}", Reason::WrongKey);
    fails("{dyn(1.0): 1}", Reason::WrongKey);
    fails("{dyn(null): 1}", Reason::WrongKey);
}

#[test]
fn more_work_costs_more() {
    let left = |source: &str| evaluated_within(source, &event(), 10_000).unwrap().1;
    assert!(left("1") > left("1 + 1"));
    assert!(left("[1].map(x, x)") > left("[1, 2].map(x, x)"));
    // Looking a key up in a map that the rule made goes through its entries.
    let entries: Vec<_> = (0..100).map(|key| format!("'k{key}': 1")).collect();
    let made = format!("{{{}}}", entries.join(", "));
    assert!(left(&made) - left(&format!("{made}.k0")) > 100);
    let text = json!({"text": "a".repeat(60_000)});
    let (_, left) = evaluated_within("event.text + 'a'", &text, 10_000).unwrap();
    assert!(left < 10_000 - 60_000 / 32);
}

/// So docs/claims-rules.md says: the parser leaves them out, and nobody checks what they stand before.
#[test]
fn a_sign_that_stands_twice_is_left_out() {
    gives("!!event.user.email_verified", true);
    gives("--event.numbers[0]", 1);
    gives("!!1", 1);
    gives("--'a'", "a");
}
