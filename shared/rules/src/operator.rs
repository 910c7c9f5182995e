//! Operators that need the values of all their operands.

use std::cmp::Ordering;

use crate::layout::{Binary, Unary};
use crate::value::{Entry, Owner};
use crate::{Budget, List, Map, Reason, Value};

pub(crate) fn unary<'a>(operator: Unary, value: &Value<'a>) -> Result<Value<'a>, Reason> {
    Ok(match (operator, value) {
        (Unary::Not, Value::Bool(value)) => Value::Bool(!value),
        (Unary::Negate, Value::Int(value)) => {
            Value::Int(value.checked_neg().ok_or(Reason::OutOfRange)?)
        }
        (Unary::Negate, Value::Double(value)) => Value::Double(-value),
        (Unary::Negate, Value::Duration(value)) => {
            Value::Duration(value.negated().ok_or(Reason::OutOfRange)?)
        }
        _ => return Err(Reason::NoSuchOverload),
    })
}

pub(crate) fn binary<'a>(
    operator: Binary,
    left: &Value<'a>,
    right: &Value<'a>,
    budget: &mut Budget,
) -> Result<Value<'a>, Reason> {
    match operator {
        Binary::Add => add(left, right, budget),
        Binary::Subtract => subtract(left, right),
        Binary::Multiply | Binary::Divide | Binary::Remainder => multiply(operator, left, right),
        Binary::Equal => equal(left, right, budget).map(Value::Bool),
        Binary::NotEqual => equal(left, right, budget).map(|equal| Value::Bool(!equal)),
        Binary::In => contains(right, left, budget).map(Value::Bool),
        Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
            let ordering = compare(left, right, budget)?;
            // Without an order, which only numbers can be: NaN is neither less nor greater.
            Ok(Value::Bool(ordering.is_some_and(
                |ordering| match operator {
                    Binary::Less => ordering.is_lt(),
                    Binary::LessOrEqual => ordering.is_le(),
                    Binary::Greater => ordering.is_gt(),
                    _ => ordering.is_ge(),
                },
            )))
        }
    }
}

fn add<'a>(left: &Value<'a>, right: &Value<'a>, budget: &mut Budget) -> Result<Value<'a>, Reason> {
    let value = match (left, right) {
        (Value::Int(left), Value::Int(right)) => left.checked_add(*right).map(Value::Int),
        (Value::Uint(left), Value::Uint(right)) => left.checked_add(*right).map(Value::Uint),
        (Value::Double(left), Value::Double(right)) => Some(Value::Double(left + right)),
        (Value::Timestamp(time), Value::Duration(length))
        | (Value::Duration(length), Value::Timestamp(time)) => {
            time.plus(*length).map(Value::Timestamp)
        }
        (Value::Duration(left), Value::Duration(right)) => left.plus(*right).map(Value::Duration),
        (Value::Text(left), Value::Text(right)) => {
            budget.charge_text(left.len().saturating_add(right.len()))?;
            return Value::text(&[&**left, &**right].concat());
        }
        (Value::List(left), Value::List(right)) => {
            budget.charge(left.len().saturating_add(right.len()))?;
            return Value::list(left.iter().chain(right.iter()).collect());
        }
        _ => return Err(Reason::NoSuchOverload),
    };
    value.ok_or(Reason::OutOfRange)
}

fn subtract<'a>(left: &Value<'a>, right: &Value<'a>) -> Result<Value<'a>, Reason> {
    let value = match (left, right) {
        (Value::Int(left), Value::Int(right)) => left.checked_sub(*right).map(Value::Int),
        (Value::Uint(left), Value::Uint(right)) => left.checked_sub(*right).map(Value::Uint),
        (Value::Double(left), Value::Double(right)) => Some(Value::Double(left - right)),
        (Value::Timestamp(left), Value::Timestamp(right)) => {
            left.since(*right).map(Value::Duration)
        }
        (Value::Timestamp(time), Value::Duration(length)) => length
            .negated()
            .and_then(|length| time.plus(length))
            .map(Value::Timestamp),
        (Value::Duration(left), Value::Duration(right)) => right
            .negated()
            .and_then(|right| left.plus(right))
            .map(Value::Duration),
        _ => return Err(Reason::NoSuchOverload),
    };
    value.ok_or(Reason::OutOfRange)
}

fn multiply<'a>(
    operator: Binary,
    left: &Value<'a>,
    right: &Value<'a>,
) -> Result<Value<'a>, Reason> {
    let value = match (operator, left, right) {
        (Binary::Multiply, Value::Double(left), Value::Double(right)) => {
            Some(Value::Double(left * right))
        }
        (Binary::Divide, Value::Double(left), Value::Double(right)) => {
            Some(Value::Double(left / right))
        }
        (Binary::Multiply, Value::Int(left), Value::Int(right)) => {
            left.checked_mul(*right).map(Value::Int)
        }
        (Binary::Multiply, Value::Uint(left), Value::Uint(right)) => {
            left.checked_mul(*right).map(Value::Uint)
        }
        (_, Value::Int(_), Value::Int(0)) | (_, Value::Uint(_), Value::Uint(0)) => {
            return Err(Reason::DivisionByZero);
        }
        (Binary::Divide, Value::Int(left), Value::Int(right)) => {
            left.checked_div(*right).map(Value::Int)
        }
        (Binary::Divide, Value::Uint(left), Value::Uint(right)) => {
            left.checked_div(*right).map(Value::Uint)
        }
        (_, Value::Int(left), Value::Int(right)) => left.checked_rem(*right).map(Value::Int),
        (_, Value::Uint(left), Value::Uint(right)) => left.checked_rem(*right).map(Value::Uint),
        _ => return Err(Reason::NoSuchOverload),
    };
    value.ok_or(Reason::OutOfRange)
}

/// The order of two values; `None` if one of them is not a number at all (NaN).
fn compare(
    left: &Value<'_>,
    right: &Value<'_>,
    budget: &mut Budget,
) -> Result<Option<Ordering>, Reason> {
    Ok(match (left, right) {
        (Value::Text(left), Value::Text(right)) => {
            budget.charge_text(left.len().min(right.len()))?;
            // By octets, which for UTF-8 is by code points.
            Some((**left).cmp(&**right))
        }
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Timestamp(left), Value::Timestamp(right)) => Some(left.cmp(right)),
        (Value::Duration(left), Value::Duration(right)) => Some(left.cmp(right)),
        _ => return compare_numbers(left, right).ok_or(Reason::NoSuchOverload),
    })
}

/// The order of two numbers of any types; `None` if one of them is no number.
///
/// A whole number beside a double is taken as the nearest double, as CEL's conformance cases have it and JavaScript does.
#[expect(
    clippy::option_option,
    reason = "no number and not a number are different answers"
)]
#[expect(
    clippy::cast_precision_loss,
    reason = "to the nearest double, as CEL does"
)]
fn compare_numbers(left: &Value<'_>, right: &Value<'_>) -> Option<Option<Ordering>> {
    Some(match (left, right) {
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        (Value::Uint(left), Value::Uint(right)) => Some(left.cmp(right)),
        (Value::Double(left), Value::Double(right)) => left.partial_cmp(right),
        (Value::Int(left), Value::Uint(right)) => Some(i128::from(*left).cmp(&i128::from(*right))),
        (Value::Uint(left), Value::Int(right)) => Some(i128::from(*left).cmp(&i128::from(*right))),
        (Value::Int(left), Value::Double(right)) => (*left as f64).partial_cmp(right),
        (Value::Uint(left), Value::Double(right)) => (*left as f64).partial_cmp(right),
        (Value::Double(left), Value::Int(right)) => left.partial_cmp(&(*right as f64)),
        (Value::Double(left), Value::Uint(right)) => left.partial_cmp(&(*right as f64)),
        _ => return None,
    })
}

/// Whether two values are equal. Values of different kinds are different, numbers are compared whatever their types.
///
/// It recurs at most as deep as values are: [`crate::layout::MAX_DEPTH`] levels that a rule made, then what JSON holds.
pub(crate) fn equal(
    left: &Value<'_>,
    right: &Value<'_>,
    budget: &mut Budget,
) -> Result<bool, Reason> {
    budget.charge(1)?;
    Ok(match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::Text(left), Value::Text(right)) => {
            let same_length = left.len() == right.len();
            budget.charge_text(if same_length { left.len() } else { 0 })?;
            same_length && **left == **right
        }
        (Value::Timestamp(left), Value::Timestamp(right)) => left == right,
        (Value::Duration(left), Value::Duration(right)) => left == right,
        (Value::List(left), Value::List(right)) => {
            if left.len() != right.len() {
                return Ok(false);
            }
            for (left, right) in left.iter().zip(right.iter()) {
                if !equal(&left, &right, budget)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Map(left), Value::Map(right)) => equal_maps(left, right, budget)?,
        _ => compare_numbers(left, right) == Some(Some(Ordering::Equal)),
    })
}

fn equal_maps(left: &Map<'_>, right: &Map<'_>, budget: &mut Budget) -> Result<bool, Reason> {
    if left.len() != right.len() {
        return Ok(false);
    }
    let differs = |found: Option<Value<'_>>, value: &Value<'_>, budget: &mut Budget| {
        found.map_or(Ok(true), |found| Ok(!equal(&found, value, budget)?))
    };
    match &left.0 {
        Owner::Given(fields) => {
            for (name, value) in fields.entries() {
                if differs(right.field(name, budget)?, &value, budget)? {
                    return Ok(false);
                }
            }
        }
        Owner::Made(made) => {
            for (key, value) in &made.items {
                if differs(find(right, key, budget)?, value, budget)? {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}

/// `container[index]`
pub(crate) fn index<'a>(
    container: &Value<'a>,
    index: &Value<'a>,
    budget: &mut Budget,
) -> Result<Value<'a>, Reason> {
    match container {
        Value::List(list) => {
            let place = match index {
                Value::Int(place) => usize::try_from(*place).ok(),
                Value::Uint(place) => usize::try_from(*place).ok(),
                // A number of JSON is a double as soon as it was written with a point.
                Value::Double(place) => whole(*place)?,
                _ => return Err(Reason::NoSuchOverload),
            };
            let element = place.and_then(|place| list.get(place));
            element.ok_or(Reason::NoSuchElement)
        }
        Value::Map(map) => find(map, index, budget)?.ok_or(Reason::NoSuchField),
        _ => Err(Reason::NoSuchOverload),
    }
}

/// The place that a double without a fraction stands for.
fn whole(place: f64) -> Result<Option<usize>, Reason> {
    let bounds = 0.0..4_294_967_296.0;
    if place.is_nan() || place.floor() < place {
        return Err(Reason::NoSuchOverload);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, and within bounds"
    )]
    let place = bounds.contains(&place).then_some(place as u32);
    Ok(place.and_then(|place| usize::try_from(place).ok()))
}

/// `needle in container`
fn contains(
    container: &Value<'_>,
    needle: &Value<'_>,
    budget: &mut Budget,
) -> Result<bool, Reason> {
    match container {
        Value::List(list) => in_list(list, needle, budget),
        Value::Map(map) => Ok(find(map, needle, budget)?.is_some()),
        _ => Err(Reason::NoSuchOverload),
    }
}

fn in_list(list: &List<'_>, needle: &Value<'_>, budget: &mut Budget) -> Result<bool, Reason> {
    for element in list.iter() {
        if equal(&element, needle, budget)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The value under a key.
fn find<'a>(
    map: &Map<'a>,
    key: &Value<'_>,
    budget: &mut Budget,
) -> Result<Option<Value<'a>>, Reason> {
    if let Value::Text(name) = key {
        budget.charge_text(name.len())?;
        return map.field(name, budget);
    }
    match &map.0 {
        // The keys of JSON are texts.
        Owner::Given(_) => Ok(None),
        Owner::Made(made) => find_entry(&made.items, key, budget),
    }
}

/// The value under a key among entries.
pub(crate) fn find_entry<'a>(
    entries: &[Entry<'a>],
    key: &Value<'_>,
    budget: &mut Budget,
) -> Result<Option<Value<'a>>, Reason> {
    for (known, value) in entries {
        if equal(known, key, budget)? {
            return Ok(Some(value.clone()));
        }
    }
    Ok(None)
}
