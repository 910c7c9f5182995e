//! Running a program.

use crate::document::Node;
use crate::layout::{Binary, Code, Function, Quantifier, ResultType, Unary};
use crate::machine::{Machine, Stack};
use crate::program::{Instruction, Program};
use crate::value::{Fields, Map, Owner};
use crate::{Budget, EvaluateError, Inputs, Reason, Value};

pub(crate) fn evaluate<'a>(
    program: &Program<'a>,
    inputs: &Inputs<'a>,
    budget: &mut Budget,
    memory: &mut Stack<'a>,
) -> Result<Value<'a>, EvaluateError> {
    let mut machine = Machine::new(program.stack(), budget, memory);
    run(program, inputs, &mut machine).map_err(|reason| machine.error(reason))?;
    let result = machine.pop().map_err(|reason| machine.error(reason))??;
    if !machine.is_empty() {
        return Err(machine.error(Reason::Damaged));
    }
    if !is_of(&result, program.result_type()) {
        return Err(machine.error(Reason::WrongResult));
    }
    Ok(result)
}

/// Runs all instructions; the result is left on the stack.
fn run<'a>(
    program: &Program<'a>,
    inputs: &Inputs<'a>,
    machine: &mut Machine<'a, '_>,
) -> Result<(), Reason> {
    const DAMAGED: Reason = Reason::Damaged;
    let mut at = 0;
    while usize::from(at) < program.instructions().len() {
        let instruction = program.instruction(at).ok_or(DAMAGED)?;
        let Instruction { code, small, wide } = instruction;
        machine.at = at;
        machine.budget.charge(1)?;
        let mut next = at.checked_add(1).ok_or(DAMAGED)?;
        match code {
            Code::Null => machine.push(Ok(Value::Null))?,
            Code::Bool => machine.push(Ok(Value::Bool(small == 1)))?,
            Code::Constant => machine.push(Ok(program.constant(wide).ok_or(DAMAGED)?))?,
            Code::Root => match inputs.find(program.text(wide).ok_or(DAMAGED)?) {
                Some(Value::Map(Map(Owner::Given(fields)))) => {
                    next = path(program, machine, *fields, next)?;
                }
                Some(input) => machine.push(Ok(input.clone()))?,
                None => machine.finish(Err(Reason::NoSuchInput))?,
            },
            Code::Local => match machine.local(small)? {
                Value::Map(Map(Owner::Given(fields))) => {
                    next = path(program, machine, *fields, next)?;
                }
                current => {
                    let current = current.clone();
                    machine.push(Ok(current))?;
                }
            },
            Code::Select => machine.select(program.text(wide).ok_or(DAMAGED)?)?,
            Code::Has => machine.has(program.text(wide).ok_or(DAMAGED)?)?,
            Code::Index => machine.index()?,
            Code::Unary => machine.unary(Unary::from_octet(small).ok_or(DAMAGED)?)?,
            Code::Binary => machine.binary(Binary::from_octet(small).ok_or(DAMAGED)?)?,
            Code::And => machine.logic(false)?,
            Code::Or => machine.logic(true)?,
            Code::SkipIfFalse | Code::SkipIfTrue => {
                let decisive = code == Code::SkipIfTrue;
                if matches!(machine.top()?, Ok(Value::Bool(value)) if *value == decisive) {
                    next = wide;
                }
            }
            Code::Branch => match machine.pop()? {
                Ok(Value::Bool(true)) => {}
                Ok(Value::Bool(false)) => next = wide,
                other => {
                    // Neither side is chosen, so neither is run.
                    let error = other.err();
                    machine.push(Err(
                        error.unwrap_or_else(|| machine.error(Reason::NoSuchOverload))
                    ))?;
                    let end = wide.checked_sub(1).and_then(|end| program.instruction(end));
                    next = end.ok_or(DAMAGED)?.wide;
                }
            },
            Code::Jump => next = wide,
            Code::List => machine.list(wide)?,
            Code::Map => machine.map(wide)?,
            Code::Call => machine.call(Function::from_octet(small).ok_or(DAMAGED)?, wide)?,
            Code::Loop => {
                if !machine.enter(Quantifier::from_octet(small).ok_or(DAMAGED)?)? {
                    next = wide.checked_add(1).ok_or(DAMAGED)?;
                }
            }
            Code::Next => {
                if machine.next()? {
                    next = wide.checked_add(1).ok_or(DAMAGED)?;
                }
            }
        }
        at = next;
    }
    Ok(())
}

/// Pushes what reading fields of an object leads to, as far as the instructions from `next` on do nothing else; gives the
/// first that does.
///
/// Most of what rules do is this. It is the same as pushing and popping each object on the way.
fn path<'a>(
    program: &Program<'a>,
    machine: &mut Machine<'a, '_>,
    fields: Fields<'a>,
    mut next: u16,
) -> Result<u16, Reason> {
    let Fields { document, mut span } = fields;
    while let Some(Instruction {
        code: Code::Select,
        wide,
        ..
    }) = program.instruction(next)
    {
        machine.at = next;
        machine.budget.charge(1)?;
        next = next.checked_add(1).ok_or(Reason::Damaged)?;
        let name = program.text(wide).ok_or(Reason::Damaged)?;
        match document.find(span, name) {
            Some(Node::Map(inner)) => span = inner,
            Some(node) => {
                machine.push(Ok(document.value(node)))?;
                return Ok(next);
            }
            None => {
                machine.finish(Err(Reason::NoSuchField))?;
                return Ok(next);
            }
        }
    }
    machine.push(Ok(document.value(Node::Map(span))))?;
    Ok(next)
}

fn is_of(value: &Value<'_>, expected: ResultType) -> bool {
    match (expected, value) {
        (ResultType::Strings, Value::List(list)) => list.iter().all(|item| item.as_str().is_some()),
        (ResultType::Any, _)
        | (ResultType::Bool, Value::Bool(_))
        | (ResultType::Int, Value::Int(_))
        | (ResultType::String, Value::Text(_))
        | (ResultType::List, Value::List(_))
        | (ResultType::Map, Value::Map(_))
        | (ResultType::Timestamp, Value::Timestamp(_))
        | (ResultType::Duration, Value::Duration(_)) => true,
        _ => false,
    }
}
