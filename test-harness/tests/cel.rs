//! Rules against what others say that they mean: the public conformance cases of CEL, for the part of the language that
//! rules have, and twenty rules against their twins in JavaScript.
//!
//! The cases come with the npm package `@bufbuild/cel-spec` (Apache-2.0), which takes them from the specification's own
//! repository, and for each the type that `cel-go` infers. A case is either passed, or refused when it is compiled for a
//! reason that `docs/claims-rules.md` states, or is listed here by its name with the reason why it differs.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value as Json;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{Budget, Document, Inputs, Program, Value};
use vestibule_rules_compiler::{Code, Diagnostic, Environment, ResultType, Type, compile};
use vestibule_toolchain::{Progress, Toolbox, Workspace};

/// Suites that are about parts of CEL which rules do not have at all: protocol buffers, enumerations, containers of names,
/// optional values, and extensions other than that of texts. None of their cases is looked at.
const OUTSIDE: [&str; 12] = [
    "bindings_ext",
    "block_ext",
    "encoders_ext",
    "enums",
    "math_ext",
    "namespace",
    "optionals",
    "proto2",
    "proto2_ext",
    "proto3",
    "unknowns",
    "wrappers",
];

/// Functions that rules do not have, and that cases call.
const NO_FUNCTIONS: [&str; 19] = [
    // Of values that rules do not have.
    "bytes",
    "type",
    // Of the extension of texts; rules have `lowerAscii`, `upperAscii`, `trim`, `split` and `join`.
    "charAt",
    "format",
    "indexOf",
    "lastIndexOf",
    "quote",
    "replace",
    "substring",
    // Parts of a time that no rule has asked for.
    "getDayOfMonth",
    "getDayOfYear",
    "getMilliseconds",
    // Loops with two variables.
    "all",
    "exists",
    "existsOne",
    "transformList",
    "transformMap",
    // Known to nobody: the case wants an error when the rule is evaluated, and gets one when it is compiled.
    "f_unknown",
    "as",
];

/// Names that cases read, and that stand for types or for nothing at all.
const NO_NAMES: [&str; 12] = [
    "bool",
    "bytes",
    "double",
    "google",
    "int",
    "list",
    "map",
    "null_type",
    "string",
    "type",
    "uint",
    "x",
];

/// Cases that are refused although all of their language is known here, with the reason.
const STRICTER: [(&str, &str); 14] = [
    ("logic/AND/short_circuit_type_left", UNCHECKED),
    ("logic/AND/short_circuit_type_right", UNCHECKED),
    ("logic/OR/short_circuit_type_left", UNCHECKED),
    ("logic/OR/short_circuit_type_right", UNCHECKED),
    ("logic/conditional/mixed_type", UNCHECKED),
    ("comparisons/eq_literal/not_eq_list_length", UNCHECKED),
    ("timestamps/timestamp_selectors_tz/getDate", UTC),
    ("timestamps/timestamp_selectors_tz/getDayOfWeek", UTC),
    ("timestamps/timestamp_selectors_tz/getFullYear", UTC),
    ("timestamps/timestamp_selectors_tz/getHours", UTC),
    ("timestamps/timestamp_selectors_tz/getMinutes", UTC),
    ("timestamps/timestamp_selectors_tz/getMonth", UTC),
    ("timestamps/timestamp_selectors_tz/getSeconds", UTC),
    ("string_ext/split", "`split` takes no limit"),
];
const UNCHECKED: &str = "the case is one of evaluation without a check of types before";
const UTC: &str = "time zones are a database of their own: parts of a time are those in UTC";

/// How many cases there are of each kind. A newer package changes them, and whoever takes it looks at what is new.
const COUNTS: [(&str, usize); 5] = [
    ("different", 2),
    ("error foreseen", 45),
    ("not ours", 54),
    ("passed", 863),
    ("refused", 740),
];

/// Cases that end in an error where the specification has a value, with the reason.
const DIFFERENT: [(&str, &str); 2] = [
    ("conversions/double/string_exp_pos_neg", SHORT),
    ("conversions/double/string_exp_neg_neg", SHORT),
];
const SHORT: &str =
    "`double` reads numbers from texts that it reads exactly without large tables, and no others";

#[derive(Debug)]
enum Verdict {
    Passed,
    /// The case wants an error when it is evaluated; it is refused when it is compiled.
    Foreseen,
    /// What the case is made of cannot be an input of a rule, or the case is about something else than evaluation.
    NotOurs,
    Refused(Vec<Diagnostic>),
    Failed(String),
}

#[test]
fn conformance_cases_pass_or_are_refused_for_a_stated_reason() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut stricter = BTreeSet::new();
    for (name, case) in &cases() {
        let kind = match judge(case) {
            Verdict::Passed => "passed",
            Verdict::Foreseen => "error foreseen",
            Verdict::NotOurs => "not ours",
            Verdict::Refused(found) => {
                let listed = STRICTER.iter().find(|(listed, _)| name.starts_with(listed));
                stricter.extend(listed);
                let stated = found.iter().all(is_stated) || listed.is_some();
                if !stated {
                    wrong.push(format!("{name}: {} is refused: {}", case["expr"], found[0]));
                }
                "refused"
            }
            Verdict::Failed(_) if DIFFERENT.iter().any(|(listed, _)| name == listed) => "different",
            Verdict::Failed(why) => {
                wrong.push(format!("{name}: {} {why}", case["expr"]));
                "failed"
            }
        };
        *counts.entry(kind).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{} {}", wrong.len(), wrong.join("\n"));
    assert_eq!(stricter, BTreeSet::from(STRICTER), "what is listed is seen");
    assert_eq!(counts, BTreeMap::from(COUNTS));
}

/// Whether the reason for a refusal is one of those that the documentation states.
fn is_stated(found: &Diagnostic) -> bool {
    let quoted = found.problem.split('`').nth(1).unwrap_or_default();
    match found.code {
        Code::NotAccepted => true,
        // Words that CEL keeps for itself, as functions of something: `a.if()`.
        Code::UnknownFunction => NO_FUNCTIONS.contains(&quoted) || RESERVED.contains(&quoted),
        Code::UnknownName => NO_NAMES.contains(&quoted),
        _ => false,
    }
}

/// Whether it is refused for being unknown here, and not for being wrong.
fn is_unknown(found: &Diagnostic) -> bool {
    matches!(found.code, Code::NotAccepted | Code::UnknownFunction)
}

const RESERVED: [&str; 17] = [
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "namespace",
    "package",
    "return",
    "var",
    "void",
    "while",
    "in",
];

/// The pinned Node.js and packages.
fn toolbox() -> &'static Toolbox {
    static TOOLBOX: OnceLock<Toolbox> = OnceLock::new();
    TOOLBOX.get_or_init(|| {
        let workspace = Workspace::find().unwrap();
        Toolbox::prepare(&workspace, &Progress::new()).unwrap()
    })
}

fn cases() -> Vec<(String, Json)> {
    // Doubles as texts: our reader of JSON does not give the nearest one for each, and `-0` and NaN are none in JSON.
    let script = "import { tests } from './@bufbuild/cel-spec/dist/esm/testdata/conformance.js';\
                  const text = (key, value) => key === 'doubleValue' ? String(value) : value;\
                  process.stdout.write(JSON.stringify(tests, text));";
    let output = Command::new(toolbox().node())
        .args(["--input-type=module", "--eval", script])
        .current_dir(toolbox().node_modules())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tests: Json = serde_json::from_slice(&output.stdout).unwrap();
    let mut cases = Vec::new();
    for suite in tests["suites"].as_array().unwrap() {
        let name = suite["name"].as_str().unwrap();
        if !OUTSIDE.contains(&name) {
            collect(name, suite, &mut cases);
        }
    }
    cases
}

fn collect(path: &str, suite: &Json, cases: &mut Vec<(String, Json)>) {
    for test in suite["tests"].as_array().into_iter().flatten() {
        let name = test["original"]["name"].as_str().unwrap();
        cases.push((format!("{path}/{name}"), test["original"].clone()));
    }
    for inner in suite["suites"].as_array().into_iter().flatten() {
        let name = inner["name"].as_str().unwrap();
        collect(&format!("{path}/{name}"), inner, cases);
    }
}

fn judge(case: &Json) -> Verdict {
    let Some((environment, given)) = surroundings(case) else {
        return Verdict::NotOurs;
    };
    let expected_error = case.get("evalError").is_some();
    let expected = case
        .get("value")
        .or_else(|| case["typedResult"].get("result"));
    if case.get("checkOnly").is_some() {
        return Verdict::NotOurs;
    }
    let source = case["expr"].as_str().unwrap();
    let rule = match compile(source, &environment, ResultType::Any) {
        Ok(rule) => rule,
        Err(found) if expected_error && !found.iter().any(is_unknown) => return Verdict::Foreseen,
        Err(found) => return Verdict::Refused(found),
    };
    let program = Program::from_bytes(&rule.program).unwrap();
    let texts = given.iter().map(|(name, value)| (name, value.to_string()));
    let texts: Vec<_> = texts.collect();
    let documents = texts
        .iter()
        .map(|(name, text)| (name, Document::parse(text).unwrap()));
    let documents: Vec<_> = documents.collect();
    let inputs = documents
        .iter()
        .fold(Inputs::new(), |inputs, (name, document)| {
            inputs.with(name, document)
        });
    match (
        program.evaluate(&inputs, &mut Budget::new(1_000_000)),
        expected,
    ) {
        (Err(_), None) if expected_error => Verdict::Passed,
        (Ok(_), None) if !expected_error => Verdict::Passed,
        (Ok(value), Some(expected)) if same(&value, expected) => Verdict::Passed,
        (result, _) => Verdict::Failed(format!("gives {result:?}")),
    }
}

/// What a case declares and gives. `None` if that cannot be an input of a rule.
fn surroundings(case: &Json) -> Option<(Environment, Vec<(String, Json)>)> {
    let mut environment = Environment::new();
    for declared in case["typeEnv"].as_array().into_iter().flatten() {
        // A name with dots is one in a container.
        let name = declared["name"]
            .as_str()
            .filter(|name| !name.contains('.'))?
            .to_owned();
        // Names of an environment are written in the program; here they are read, once for the whole run.
        let name: &'static str = Box::leak(name.into_boxed_str());
        environment = environment.with(name, type_of(declared.get("ident")?.get("type")?)?);
    }
    let mut given = Vec::new();
    for (name, value) in case["bindings"].as_object().into_iter().flatten() {
        given.push((name.clone(), json(value.get("value")?)?));
    }
    Some((environment, given))
}

fn type_of(type_: &Json) -> Option<Type> {
    let (kind, inner) = type_.as_object()?.iter().next()?;
    Some(match (kind.as_str(), inner.as_str().unwrap_or_default()) {
        ("primitive", "BOOL") => Type::Bool,
        ("primitive", "INT64") => Type::Int,
        ("primitive", "UINT64") => Type::Uint,
        ("primitive", "DOUBLE") => Type::Double,
        ("primitive", "STRING") => Type::String,
        ("wellKnown", "TIMESTAMP") => Type::Timestamp,
        ("wellKnown", "DURATION") => Type::Duration,
        ("null", _) => Type::Null,
        ("dyn", _) => Type::Dyn,
        ("listType", _) => Type::list(type_of(inner.get("elemType")?)?),
        ("mapType", _) => {
            let (key, value) = (inner.get("keyType")?, inner.get("valueType")?);
            Type::Map((type_of(key)?, type_of(value)?).into())
        }
        _ => return None,
    })
}

/// A value of a case as JSON, if JSON can hold it.
fn json(value: &Json) -> Option<Json> {
    let (kind, inner) = value.as_object()?.iter().next()?;
    Some(match kind.as_str() {
        "nullValue" => Json::Null,
        "boolValue" | "stringValue" => inner.clone(),
        "int64Value" => Json::from(inner.as_str()?.parse::<i64>().ok()?),
        "doubleValue" => Json::from(inner.as_str()?.parse::<f64>().ok()?),
        "listValue" => {
            let values = inner["values"].as_array().into_iter().flatten();
            Json::Array(values.map(json).collect::<Option<_>>()?)
        }
        "mapValue" => {
            let entries = inner["entries"].as_array().into_iter().flatten();
            let field = |entry: &Json| {
                let name = entry["key"].get("stringValue")?.as_str()?.to_owned();
                Some((name, json(entry.get("value")?)?))
            };
            Json::Object(entries.map(field).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// Whether a value is the one that a case expects, of the same type.
fn same(value: &Value<'_>, expected: &Json) -> bool {
    let (kind, inner) = expected.as_object().unwrap().iter().next().unwrap();
    let number = |inner: &Json| inner.as_str().and_then(|text| text.parse::<i128>().ok());
    match (kind.as_str(), value) {
        ("nullValue", Value::Null) => true,
        ("boolValue", Value::Bool(value)) => inner.as_bool() == Some(*value),
        ("int64Value", Value::Int(value)) => number(inner) == Some(i128::from(*value)),
        ("uint64Value", Value::Uint(value)) => number(inner) == Some(i128::from(*value)),
        ("stringValue", Value::Text(text)) => inner.as_str() == Some(text),
        ("doubleValue", Value::Double(value)) => {
            let expected: f64 = inner.as_str().unwrap().parse().unwrap();
            // Equal and not only the same: a case expects `0` where `-0` is right as well.
            expected.partial_cmp(value) == Some(Ordering::Equal)
                || (expected.is_nan() && value.is_nan())
        }
        ("listValue", Value::List(list)) => {
            let values: Vec<_> = inner["values"].as_array().into_iter().flatten().collect();
            values.len() == list.len()
                && values
                    .iter()
                    .zip(list.iter())
                    .all(|(expected, value)| same(&value, expected))
        }
        ("mapValue", Value::Map(_)) => {
            // Through JSON, where the only keys of these cases are unambiguous.
            json(expected).is_none_or(|expected| value.to_json().ok() == Some(expected))
        }
        ("objectValue", Value::Timestamp(_) | Value::Duration(_)) => {
            value.to_json().ok().as_ref() == inner.get("value")
        }
        _ => false,
    }
}

#[test]
fn twenty_realistic_rules_give_what_their_javascript_twins_give() {
    let folder = Workspace::find()
        .unwrap()
        .root()
        .join("test-harness/cases/rules");
    let rules = std::fs::read_to_string(folder.join("rules.json")).unwrap();
    let rules: Vec<BTreeMap<String, String>> = serde_json::from_str(&rules).unwrap();
    assert_eq!(rules.len(), 20);
    let environment = Environment::post_login();
    let programs: Vec<(&str, Vec<u8>)> = rules
        .iter()
        .map(|rule| {
            let result = result_type(&rule["result"]);
            let compiled = compile(&rule["rule"], &environment, result).unwrap();
            (rule["name"].as_str(), compiled.program)
        })
        .collect();
    let output = Command::new(toolbox().node())
        .arg(folder.join("outcomes.mjs"))
        .output()
        .unwrap();
    let outcomes: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(outcomes.len(), 1_000);
    let mut without = 0;
    for Outcome { given, gives } in outcomes.iter().map(Outcome::of) {
        let now = UnixSeconds(given["now"].as_i64().unwrap());
        let names = ["event", "organization", "directory", "sources"];
        let texts = names.map(|name| given[name].to_string());
        let documents = texts.each_ref().map(|text| Document::parse(text).unwrap());
        let inputs = names.into_iter().zip(&documents).fold(
            Inputs::new().with("now", now),
            |inputs, (name, document)| inputs.with(name, document),
        );
        for (name, program) in &programs {
            let program = Program::from_bytes(program).unwrap();
            let mut budget = Budget::new(10_000);
            let result = program.evaluate(&inputs, &mut budget).ok();
            let result = result.map(|value| value.to_json().unwrap());
            assert_eq!(result.as_ref(), gives.get(name), "{name}: {given}");
            without += usize::from(result.is_none());
        }
    }
    assert!(without > 500, "events lack what rules read: {without}");
}

/// An event, and what the twins make of it.
struct Outcome<'a> {
    given: &'a Json,
    gives: &'a Json,
}

impl<'a> Outcome<'a> {
    fn of(outcome: &'a Json) -> Self {
        Self {
            given: &outcome["given"],
            gives: &outcome["gives"],
        }
    }
}

fn result_type(name: &str) -> ResultType {
    match name {
        "any" => ResultType::Any,
        "bool" => ResultType::Bool,
        "int" => ResultType::Int,
        "string" => ResultType::String,
        "strings" => ResultType::Strings,
        "map" => ResultType::Map,
        "duration" => ResultType::Duration,
        _ => ResultType::List,
    }
}
