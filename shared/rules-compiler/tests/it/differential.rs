//! Our machine against the evaluator of the `cel` crate: the same value, or an error from both.
//!
//! Expressions are written from a grammar that knows types, over events whose fields may be missing or of another type. A
//! rule that our compiler refuses is counted and left out; most are not.
//!
//! **Deliberate differences**:
//!
//! - *Order of keys.* `cel` loops over the keys of a map in the order of its hash table, which is another one in every
//!   process. Ours is that of the map. The grammar writes only loops whose result does not depend on it.
//! - *What cannot be a key is in no map*: `null in {}` is false with us and an error with `cel`.
//! - *NaN has no order*: `<`, `<=`, `>` and `>=` are false with us, as for IEEE 754 and JavaScript, and an error with `cel`.
//! - *Doubles as texts* have an exponent when they are very large or small, as in `cel-go`; `cel` writes all digits.
//! - *Long decimal numbers* of more than fifteen digits are not read from texts by ours. The grammar has none.
//! - *Large numbers.* A whole number of JSON that no int holds is a double with us and would be a uint with `cel`'s own reading
//!   of JSON. Events here have none.
//!
//! **A mistake in `cel` 0.15.0**: `list + map` gives a list with the keys of the map at its end; CEL has no such operator.
//!
//! Each has a test at the end that tells when it is gone. The grammar writes nothing that could meet them, but for what a double in
//! `event.maybe` does where a whole number belongs: divided by zero it is no number, or infinite.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use cel::objects::{Key, Map};
use cel::{Context, Env, extensions};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map as JsonMap, Value as Json, json};
use vestibule_rules::{Budget, Document, Inputs, Program, Value};
use vestibule_rules_compiler::{ResultType, compile};

use crate::support::anything;

/// What an evaluator makes of a rule. Errors are errors: their words differ.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Value(Plain),
    Error,
}

/// A value in the terms of neither side.
#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    /// By its bits, so that NaN is itself.
    Double(u64),
    Text(String),
    List(Vec<Self>),
    /// In the order of the keys as they are shown.
    Map(Vec<(String, Self)>),
    Time(String),
}

fn ours(source: &str, event: &Json) -> Option<Outcome> {
    let rule = compile(source, &anything(), ResultType::Any).ok()?;
    let program = Program::from_bytes(&rule.program).unwrap();
    let event = event.to_string();
    let event = Document::parse(&event).unwrap();
    let inputs = Inputs::new().with("event", &event);
    let result = program.evaluate(&inputs, &mut Budget::new(1_000_000));
    match &result {
        // `cel` has no limits to compare with.
        Err(error) if error.reason.is_final() => None,
        Err(_) => Some(Outcome::Error),
        Ok(value) => Some(Outcome::Value(plain(value))),
    }
}

fn plain(value: &Value<'_>) -> Plain {
    match value {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Bool(*value),
        Value::Int(value) => Plain::Int(*value),
        Value::Uint(value) => Plain::Uint(*value),
        Value::Double(value) => Plain::Double(bits(*value)),
        Value::Text(text) => Plain::Text(text.to_string()),
        Value::List(list) => Plain::List(list.iter().map(|item| plain(&item)).collect()),
        Value::Timestamp(_) | Value::Duration(_) => {
            Plain::Time(value.to_json().unwrap().as_str().unwrap().to_owned())
        }
        Value::Map(map) => {
            let mut entries: Vec<_> = map
                .entries()
                .map(|(key, value)| (format!("{:?}", plain(&key)), plain(&value)))
                .collect();
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            Plain::Map(entries)
        }
    }
}

/// All NaNs are one.
fn bits(value: f64) -> u64 {
    if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        value.to_bits()
    }
}

static ENV: LazyLock<Arc<Env>> = LazyLock::new(|| {
    let mut env = Env::stdlib();
    env.add_extension(extensions::strings).unwrap();
    Arc::new(env)
});

fn theirs(source: &str, event: &Json) -> Outcome {
    let program = ENV.compile(source).unwrap();
    let mut context = Context::with_env(Arc::clone(&ENV));
    context.add_variable_from_value("event", from_json(event));
    match program.execute(&context) {
        Err(_) => Outcome::Error,
        Ok(value) => Outcome::Value(their_plain(&value)),
    }
}

fn from_json(json: &Json) -> cel::Value {
    match json {
        Json::Null => cel::Value::Null,
        Json::Bool(value) => cel::Value::Bool(*value),
        Json::Number(number) => number.as_i64().map_or_else(
            || cel::Value::Float(number.as_f64().unwrap()),
            cel::Value::Int,
        ),
        Json::String(text) => cel::Value::from(text.as_str()),
        Json::Array(items) => cel::Value::List(Arc::new(items.iter().map(from_json).collect())),
        Json::Object(fields) => {
            let entries: HashMap<Key, cel::Value> = fields
                .iter()
                .map(|(name, value)| (Key::from(name.clone()), from_json(value)))
                .collect();
            cel::Value::Map(Map {
                map: Arc::new(entries),
            })
        }
    }
}

fn their_plain(value: &cel::Value) -> Plain {
    match value {
        cel::Value::Null => Plain::Null,
        cel::Value::Bool(value) => Plain::Bool(*value),
        cel::Value::Int(value) => Plain::Int(*value),
        cel::Value::UInt(value) => Plain::Uint(*value),
        cel::Value::Float(value) => Plain::Double(bits(*value)),
        cel::Value::String(text) => Plain::Text(text.to_string()),
        cel::Value::List(items) => Plain::List(items.iter().map(their_plain).collect()),
        cel::Value::Map(map) => {
            let mut entries: Vec<_> = map
                .map
                .iter()
                .map(|(key, value)| {
                    let key = their_plain(&cel::Value::from(key));
                    (format!("{key:?}"), their_plain(value))
                })
                .collect();
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            Plain::Map(entries)
        }
        other => Plain::Time(format!("{other:?}")),
    }
}

/// The types that expressions are written for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Bool,
    Int,
    Uint,
    Double,
    /// A double that is neither infinite nor no number at all: one that has an order.
    Finite,
    Text,
    Ints,
    Texts,
}

const KINDS: [Kind; 7] = [
    Kind::Bool,
    Kind::Int,
    Kind::Uint,
    Kind::Double,
    Kind::Text,
    Kind::Ints,
    Kind::Texts,
];

fn written(options: &'static [&'static str]) -> BoxedStrategy<String> {
    select(options).prop_map(str::to_owned).boxed()
}

fn leaf(kind: Kind) -> BoxedStrategy<String> {
    let literal = match kind {
        Kind::Bool => written(&["true", "false"]),
        Kind::Int => written(&[
            "0",
            "1",
            "-1",
            "2",
            "7",
            "9223372036854775807",
            "-9223372036854775808",
        ]),
        Kind::Uint => written(&["0u", "1u", "3u", "18446744073709551615u"]),
        Kind::Double | Kind::Finite => written(&["0.0", "1.0", "-1.5", "2.5", "1e300", "-1e300"]),
        Kind::Text => written(&["''", "'a'", "'ab'", "'1'", "'é'", "'a@b.example'", "'true'"]),
        Kind::Ints => written(&["[]", "[1]", "[0, 1, 2]"]),
        Kind::Texts => written(&["[]", "['a']", "['a', 'b', '']"]),
    };
    // Names of what the event has of this kind, now and then of what it lacks or has of another kind.
    let field = match kind {
        Kind::Bool => written(&["event.yes", "event.no", "event.maybe", "event.user.yes"]),
        Kind::Int => written(&[
            "event.one",
            "event.user.one",
            "event.maybe",
            "event.list[1]",
        ]),
        Kind::Uint => written(&["uint(event.one)", "event.maybe"]),
        Kind::Double | Kind::Finite => written(&["event.half", "double(event.one)", "event.maybe"]),
        Kind::Text => written(&[
            "event.name",
            "event.user.name",
            "event['name']",
            "event.texts[0]",
            "event.maybe",
        ]),
        Kind::Ints => written(&["event.list", "event.empty", "event.odd"]),
        Kind::Texts => written(&["event.texts", "event.empty", "event.odd"]),
    };
    prop_oneof![3 => literal, 2 => field].boxed()
}

#[expect(clippy::too_many_lines, reason = "a grammar, one line a rule")]
fn expression(kind: Kind, depth: u32) -> BoxedStrategy<String> {
    use Kind::{Bool, Double, Finite, Int, Ints, Text, Texts, Uint};

    if depth == 0 {
        return leaf(kind);
    }
    let below = move |kind| expression(kind, depth - 1);
    let of = |parts: &[(&'static str, &[Kind])]| -> BoxedStrategy<String> {
        let options = parts.iter().map(|(pattern, kinds)| {
            let kinds: Vec<_> = kinds.iter().map(|kind| below(*kind)).collect();
            let pattern = *pattern;
            kinds
                .prop_map(move |parts| {
                    parts
                        .iter()
                        .fold(pattern.to_owned(), |text, part| text.replacen('$', part, 1))
                })
                .boxed()
        });
        Union::new(options).boxed()
    };
    let made = match kind {
        Bool => of(&[
            ("($ && $)", &[Bool, Bool]),
            ("($ || $)", &[Bool, Bool]),
            ("!$", &[Bool]),
            ("($ == $)", &[Int, Int]),
            ("($ != $)", &[Text, Text]),
            ("($ == $)", &[Ints, Ints]),
            ("($ == $)", &[Texts, Texts]),
            ("($ < $)", &[Int, Int]),
            ("($ <= $)", &[Finite, Finite]),
            ("($ > $)", &[Uint, Uint]),
            ("($ >= $)", &[Text, Text]),
            ("($ == $)", &[Int, Double]),
            ("($ < $)", &[Int, Uint]),
            ("($ > $)", &[Finite, Int]),
            ("(dyn($) == dyn($))", &[Int, Text]),
            ("(dyn($) == dyn($))", &[Bool, Bool]),
            ("($ in $)", &[Int, Ints]),
            ("($ in $)", &[Text, Texts]),
            // Joined with a text, it is one or an error.
            ("(($ + '') in event.user)", &[Text]),
            ("$.contains($)", &[Text, Text]),
            ("$.startsWith($)", &[Text, Text]),
            ("$.endsWith($)", &[Text, Text]),
            ("$.exists(x, $ < x)", &[Ints, Int]),
            ("$.all(x, x != $)", &[Texts, Text]),
            ("$.exists_one(x, x == $)", &[Ints, Int]),
            ("$.exists(x, 6 / x == $)", &[Ints, Int]),
            ("$.all(x, 6 / x == $)", &[Ints, Int]),
            ("event.user.exists(k, k == $)", &[Text]),
            ("event.user.all(k, k.size() > $)", &[Int]),
            ("has(event.maybe)", &[]),
            ("has(event.user.name)", &[]),
            ("has(event.maybe.deep)", &[]),
            ("has(event.odd)", &[]),
            ("bool($)", &[Text]),
            ("($ ? $ : $)", &[Bool, Bool, Bool]),
        ]),
        Int => of(&[
            ("($ + $)", &[Int, Int]),
            ("($ - $)", &[Int, Int]),
            ("($ * $)", &[Int, Int]),
            ("($ / $)", &[Int, Int]),
            ("($ % $)", &[Int, Int]),
            ("-($)", &[Int]),
            ("size($)", &[Text]),
            ("$.size()", &[Ints]),
            ("size(event.user)", &[]),
            ("int($)", &[Double]),
            ("int($)", &[Uint]),
            ("int($)", &[Text]),
            ("$[$]", &[Ints, Int]),
            ("{'a': $, 'b': $}[$]", &[Int, Int, Text]),
            ("{1: $, 2: $}[$]", &[Int, Int, Int]),
            ("($ ? $ : $)", &[Bool, Int, Int]),
        ]),
        Uint => of(&[
            ("($ + $)", &[Uint, Uint]),
            ("($ - $)", &[Uint, Uint]),
            ("($ * $)", &[Uint, Uint]),
            ("($ / $)", &[Uint, Uint]),
            ("($ % $)", &[Uint, Uint]),
            ("uint($)", &[Int]),
            ("uint($)", &[Double]),
        ]),
        Double => of(&[
            ("($ + $)", &[Double, Double]),
            ("($ - $)", &[Double, Double]),
            ("($ * $)", &[Double, Double]),
            ("($ / $)", &[Double, Double]),
            ("-($)", &[Double]),
            ("double($)", &[Int]),
            ("double($)", &[Uint]),
            ("double(event.name)", &[]),
            ("double('2.50')", &[]),
        ]),
        Finite => of(&[
            ("($ + $)", &[Finite, Finite]),
            ("($ - $)", &[Finite, Finite]),
            ("($ * 2.5)", &[Finite]),
            ("($ / -8.0)", &[Finite]),
            ("-($)", &[Finite]),
            ("double($)", &[Int]),
            ("double($)", &[Uint]),
        ]),
        Text => of(&[
            ("($ + $)", &[Text, Text]),
            ("$.lowerAscii()", &[Text]),
            ("$.upperAscii()", &[Text]),
            ("$.trim()", &[Text]),
            ("$.join($)", &[Texts, Text]),
            ("$.join()", &[Texts]),
            ("string($)", &[Int]),
            ("string($)", &[Uint]),
            ("string($)", &[Bool]),
            ("$[$]", &[Texts, Int]),
            ("($ ? $ : $)", &[Bool, Text, Text]),
        ]),
        Ints => of(&[
            ("($ + $)", &[Ints, Ints]),
            ("[$, $]", &[Int, Int]),
            ("$.map(x, x + $)", &[Ints, Int]),
            ("$.filter(x, x > $)", &[Ints, Int]),
            ("$.map(x, x > $, x * $)", &[Ints, Int, Int]),
            ("$.map(t, t.size())", &[Texts]),
            ("$.map(x, $.filter(y, y >= x).size())", &[Ints, Ints]),
            ("($ ? $ : $)", &[Bool, Ints, Ints]),
        ]),
        Texts => of(&[
            ("($ + $)", &[Texts, Texts]),
            ("[$, $]", &[Text, Text]),
            ("$.split($)", &[Text, Text]),
            ("$.map(x, x + $)", &[Texts, Text]),
            ("$.filter(x, x.contains($))", &[Texts, Text]),
            ("$.map(n, string(n))", &[Ints]),
        ]),
    };
    prop_oneof![1 => leaf(kind), 4 => made].boxed()
}

fn event() -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-3..10_i64).prop_map(Json::from),
        // Products of them are short, so that all write them alike.
        select(vec![0.5, -2.0]).prop_map(Json::from),
        select(vec![
            "",
            "a",
            "name",
            "Ab",
            "12",
            "-7",
            "1.5",
            "é",
            "x@y.example"
        ])
        .prop_map(Json::from),
    ];
    // No map, which `cel` would join to a list.
    let odd = prop_oneof![
        3 => Just(None),
        4 => scalar.clone().prop_map(Some),
        1 => prop::collection::vec(scalar, 0..3).prop_map(|items| Some(Json::from(items))),
    ];
    let maybe = prop_oneof![
        8 => odd.clone(),
        1 => Just(Some(json!({"deep": 1}))),
    ];
    let text = select(vec!["", "a", "name", "one", "Ab", "12", "x@y.example"]);
    (
        any::<bool>(),
        any::<bool>(),
        -3..10_i64,
        select(vec![0.5, -2.0, 1e18]),
        text.clone(),
        prop::collection::vec(-2..5_i64, 0..4),
        prop::collection::vec(text, 0..4),
        (maybe, odd),
    )
        .prop_map(|(yes, no, one, half, name, list, texts, (maybe, odd))| {
            let mut fields = JsonMap::from_iter([
                ("yes".to_owned(), json!(yes)),
                ("no".to_owned(), json!(no)),
                ("one".to_owned(), json!(one)),
                ("half".to_owned(), json!(half)),
                ("name".to_owned(), json!(name)),
                ("list".to_owned(), json!(list)),
                ("texts".to_owned(), json!(texts)),
                ("empty".to_owned(), json!([])),
                (
                    "user".to_owned(),
                    json!({"name": name, "one": one, "yes": yes}),
                ),
            ]);
            fields.extend(maybe.map(|value| ("maybe".to_owned(), value)));
            fields.extend(odd.map(|value| ("odd".to_owned(), value)));
            Json::Object(fields)
        })
}

/// Whether the two differ in one of the ways listed above, which takes a double where the grammar expects a whole number: divided
/// by zero it has no order, and is written in another way.
fn known(source: &str, event: &Json, ours: &Outcome, theirs: &Outcome) -> bool {
    let is_double = |name: &str| event.get(name).is_some_and(has_double);
    if !source.contains(" / ") || !(is_double("maybe") || is_double("odd")) {
        return false;
    }
    match (ours, theirs) {
        (Outcome::Value(_), Outcome::Error) => ["<", "<=", ">", ">="]
            .iter()
            .any(|sign| source.contains(&format!(" {sign} "))),
        (Outcome::Value(_), Outcome::Value(_)) => source.contains("string("),
        _ => false,
    }
}

fn has_double(value: &Json) -> bool {
    let mut items = value.as_array().into_iter().flatten();
    value.is_f64() || items.any(Json::is_f64)
}

/// How many pairs of an expression and an event; `VESTIBULE_RULES_CASES` for a long run.
fn cases() -> u32 {
    let wanted = option_env!("VESTIBULE_RULES_CASES").and_then(|wanted| wanted.parse().ok());
    wanted.unwrap_or(10_000)
}

#[test]
fn both_evaluators_agree() {
    let mut runner = TestRunner::new(Config {
        cases: cases(),
        failure_persistence: None,
        ..Config::default()
    });
    let (refused, values, errors) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let excused = Cell::new(0);
    let count = |counter: &Cell<u32>| counter.set(counter.get() + 1);
    // Built once: each of them holds the whole grammar.
    let sources = Union::new(KINDS.map(|kind| expression(kind, 3)));
    let result = runner.run(&(sources, event()), |(source, event)| {
        let Some(ours) = ours(&source, &event) else {
            count(&refused);
            return Ok(());
        };
        let theirs = theirs(&source, &event);
        match ours {
            Outcome::Value(_) => count(&values),
            Outcome::Error => count(&errors),
        }
        if ours != theirs && known(&source, &event, &ours, &theirs) {
            count(&excused);
            return Ok(());
        }
        prop_assert_eq!(&ours, &theirs, "{}\n{}", source, event);
        Ok(())
    });
    let (refused, values, errors) = (refused.get(), values.get(), errors.get());
    let excused = excused.get();
    println!("{values} values, {errors} errors, {refused} refused, {excused} excused");
    result.unwrap();
    // The test must not become one of nothing.
    assert!(values > cases() / 3 && errors > cases() / 20 && refused < cases() / 4);
    assert!(excused <= cases() / 1_000);
}

#[track_caller]
fn differ(source: &str, mine: &Outcome, other: &Outcome) {
    let event = json!({"maybe": null});
    assert_eq!(ours(source, &event).as_ref(), Some(mine), "{source}");
    assert_eq!(&theirs(source, &event), other, "{source}");
}

#[test]
fn the_known_differences_are_still_there() {
    let keys = Plain::List(vec![Plain::Int(1), Plain::Text("a".to_owned())]);
    differ(
        "[1] + dyn({'a': 2})",
        &Outcome::Error,
        &Outcome::Value(keys),
    );
    let no = Outcome::Value(Plain::Bool(false));
    differ("0.0 / 0.0 <= 0.0", &no, &Outcome::Error);
    differ(
        "event.maybe in {'a': 1}",
        &Outcome::Value(Plain::Bool(false)),
        &Outcome::Error,
    );
    let short = Outcome::Value(Plain::Text("1e+21".to_owned()));
    let long = Outcome::Value(Plain::Text("1000000000000000000000".to_owned()));
    differ("string(1e21)", &short, &long);
}
