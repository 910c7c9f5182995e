//! Compiling and evaluating in one step.

use serde_json::Value as Json;
use vestibule_rules::{Budget, Document, Inputs, Program, Reason};
use vestibule_rules_compiler::{CompiledRule, Environment, ResultType, Type, compile};

/// More than any rule in these tests needs that should have a result.
pub(crate) const UNITS: u32 = 100_000;

/// An environment in which nothing is known about `event`.
pub(crate) fn anything() -> Environment {
    Environment::new()
        .with("event", Type::Dyn)
        .with("now", Type::Timestamp)
}

/// Compiles a rule that must be right.
#[track_caller]
pub(crate) fn compiled(source: &str, environment: &Environment) -> CompiledRule {
    compile(source, environment, ResultType::Any).unwrap_or_else(|found| {
        let messages: Vec<_> = found.iter().map(ToString::to_string).collect();
        panic!("{source}\n{}", messages.join("\n"))
    })
}

/// Evaluates a rule that must be right on an event, and gives its result as JSON.
#[track_caller]
pub(crate) fn evaluated(source: &str, event: &Json) -> Result<Json, Reason> {
    evaluated_within(source, event, UNITS).map(|(json, _)| json)
}

/// The same with another budget; also tells what was left of it.
#[track_caller]
pub(crate) fn evaluated_within(
    source: &str,
    event: &Json,
    units: u32,
) -> Result<(Json, u32), Reason> {
    let rule = compiled(source, &anything());
    let program = Program::from_bytes(&rule.program).unwrap();
    let event = event.to_string();
    let event = Document::parse(&event).unwrap();
    let inputs = Inputs::new()
        .with("event", &event)
        .with("now", vestibule_identity::UnixSeconds(1_795_000_000));
    let mut budget = Budget::new(units);
    let value = program
        .evaluate(&inputs, &mut budget)
        .map_err(|error| error.reason)?;
    let json = value.to_json().unwrap();
    let mut written = String::new();
    value.write_json(&mut written).unwrap();
    assert_eq!(
        serde_json::from_str::<Json>(&written).unwrap(),
        json,
        "{source}"
    );
    Ok((json, budget.left()))
}

/// What is wrong with a rule, as it is shown.
#[track_caller]
pub(crate) fn refused(source: &str, environment: &Environment, result: ResultType) -> String {
    let found = compile(source, environment, result).expect_err(source);
    let messages: Vec<_> = found.iter().map(ToString::to_string).collect();
    messages.join("\n")
}
