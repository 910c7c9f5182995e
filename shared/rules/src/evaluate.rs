//! Running a program.

use crate::layout::{Binary, Code, Function, Quantifier, ResultType, Unary};
use crate::machine::Machine;
use crate::program::{Instruction, Program};
use crate::{Budget, EvaluateError, Inputs, Reason, Value};

pub(crate) fn evaluate<'a>(
    program: &Program<'a>,
    inputs: &Inputs<'a>,
    budget: &mut Budget,
) -> Result<Value<'a>, EvaluateError> {
    let mut machine = Machine::new(program.stack(), budget);
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
            Code::Root => {
                let input = inputs.find(program.text(wide).ok_or(DAMAGED)?).cloned();
                machine.finish(input.ok_or(Reason::NoSuchInput))?;
            }
            Code::Local => machine.local(small)?,
            Code::Select | Code::Has => {
                machine.field(program.text(wide).ok_or(DAMAGED)?, code == Code::Has)?;
            }
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
