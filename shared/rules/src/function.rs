//! Functions.

use crate::layout::{Function, MAX_ELEMENTS, MAX_TEXT};
use crate::{Budget, Duration, List, Reason, Timestamp, Value};

/// Calls a function. The number of arguments was verified; a wrong one is an overload there is not.
pub(crate) fn call<'a>(
    function: Function,
    arguments: &[Value<'a>],
    budget: &mut Budget,
) -> Result<Value<'a>, Reason> {
    match arguments {
        [Value::List(list)] if function == Function::Join => join(list, "", budget),
        [Value::List(list), Value::Text(between)] if function == Function::Join => {
            join(list, between, budget)
        }
        [Value::Text(text), Value::Text(other)] => of_two_texts(function, text, other, budget),
        [value] => of_one(function, value, budget),
        _ => Err(Reason::NoSuchOverload),
    }
}

fn of_two_texts<'a>(
    function: Function,
    text: &str,
    other: &str,
    budget: &mut Budget,
) -> Result<Value<'a>, Reason> {
    budget.charge_text(text.len().saturating_add(other.len()))?;
    Ok(match function {
        // In linear time: the standard library searches with the two-way algorithm.
        Function::Contains => Value::Bool(text.contains(other)),
        Function::StartsWith => Value::Bool(text.starts_with(other)),
        Function::EndsWith => Value::Bool(text.ends_with(other)),
        Function::Split => return split(text, other, budget),
        _ => return Err(Reason::NoSuchOverload),
    })
}

fn of_one<'a>(
    function: Function,
    value: &Value<'a>,
    budget: &mut Budget,
) -> Result<Value<'a>, Reason> {
    match (function, value) {
        (Function::Size, Value::Text(text)) => {
            budget.charge_text(text.len())?;
            count(text.chars().count())
        }
        (Function::Size, Value::List(list)) => count(list.len()),
        (Function::Size, Value::Map(map)) => count(map.len()),
        (Function::LowerAscii | Function::UpperAscii | Function::Trim, Value::Text(text)) => {
            budget.charge_text(text.len())?;
            match function {
                Function::LowerAscii => Value::text(&text.to_ascii_lowercase()),
                Function::UpperAscii => Value::text(&text.to_ascii_uppercase()),
                _ => Value::text(text.trim()),
            }
        }
        (Function::Int, value) => to_int(value).map(Value::Int),
        (Function::Uint, value) => to_uint(value).map(Value::Uint),
        (Function::Double, value) => to_double(value).map(Value::Double),
        (Function::String, value) => to_text(value),
        (Function::Bool, value) => to_bool(value).map(Value::Bool),
        (Function::Timestamp, Value::Timestamp(_)) | (Function::Duration, Value::Duration(_)) => {
            Ok(value.clone())
        }
        (Function::Timestamp, Value::Text(text)) => Timestamp::parse(text)
            .map(Value::Timestamp)
            .ok_or(Reason::NotConvertible),
        (Function::Timestamp, Value::Int(seconds)) => {
            Timestamp::new(vestibule_identity::UnixSeconds(*seconds))
                .map(Value::Timestamp)
                .ok_or(Reason::OutOfRange)
        }
        (Function::Duration, Value::Text(text)) => Duration::parse(text)
            .map(Value::Duration)
            .ok_or(Reason::NotConvertible),
        (function, Value::Timestamp(time)) => part_of_time(function, *time).map(Value::Int),
        (function, Value::Duration(length)) => part_of_length(function, *length).map(Value::Int),
        _ => Err(Reason::NoSuchOverload),
    }
}

fn part_of_time(function: Function, time: Timestamp) -> Result<i64, Reason> {
    let civil = time.civil();
    Ok(match function {
        Function::FullYear => civil.year,
        Function::Month => civil.month - 1,
        Function::Date => civil.day,
        Function::DayOfWeek => civil.day_of_week,
        Function::Hours => civil.hour,
        Function::Minutes => civil.minute,
        Function::Seconds => civil.second,
        _ => return Err(Reason::NoSuchOverload),
    })
}

fn part_of_length(function: Function, length: Duration) -> Result<i64, Reason> {
    Ok(match function {
        Function::Hours => length.seconds() / 3_600,
        Function::Minutes => length.seconds() / 60,
        Function::Seconds => length.seconds(),
        _ => return Err(Reason::NoSuchOverload),
    })
}

fn count<'a>(count: usize) -> Result<Value<'a>, Reason> {
    i64::try_from(count)
        .map(Value::Int)
        .map_err(|_| Reason::OutOfRange)
}

fn split<'a>(text: &str, between: &str, budget: &mut Budget) -> Result<Value<'a>, Reason> {
    let mut items = Vec::new();
    let mut push = |item: &str| {
        if items.len() == MAX_ELEMENTS {
            return Err(Reason::TooLarge);
        }
        budget.charge(1)?;
        items.push(Value::text(item)?);
        Ok(())
    };
    if between.is_empty() {
        // Not `split`, which finds an empty text before the first character and behind the last.
        let mut octets = [0; 4];
        text.chars()
            .try_for_each(|character| push(character.encode_utf8(&mut octets)))?;
    } else {
        text.split(between).try_for_each(push)?;
    }
    Value::list(items)
}

fn join<'a>(list: &List<'_>, between: &str, budget: &mut Budget) -> Result<Value<'a>, Reason> {
    let mut joined = String::new();
    for (place, item) in list.iter().enumerate() {
        let item = item.as_str().ok_or(Reason::NoSuchOverload)?.to_owned();
        budget.charge(1)?;
        budget.charge_text(item.len().saturating_add(between.len()))?;
        if place > 0 {
            joined.push_str(between);
        }
        joined.push_str(&item);
        if joined.len() > MAX_TEXT {
            return Err(Reason::TooLarge);
        }
    }
    Value::text(&joined)
}

/// 2^63, the first double that is too large for an int.
const INT_END: f64 = 9_223_372_036_854_775_808.0;
/// 2^64, the first double that is too large for a uint.
const UINT_END: f64 = 18_446_744_073_709_551_616.0;

fn to_int(value: &Value<'_>) -> Result<i64, Reason> {
    match value {
        Value::Int(value) => Ok(*value),
        Value::Uint(value) => i64::try_from(*value).map_err(|_| Reason::OutOfRange),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "cut off towards zero, as CEL does"
        )]
        Value::Double(value) if *value > -INT_END && *value < INT_END => Ok(*value as i64),
        Value::Double(_) => Err(Reason::OutOfRange),
        Value::Text(text) => text.parse().map_err(|_| Reason::NotConvertible),
        Value::Timestamp(time) => Ok(time.unix_seconds().0),
        _ => Err(Reason::NoSuchOverload),
    }
}

fn to_uint(value: &Value<'_>) -> Result<u64, Reason> {
    match value {
        Value::Uint(value) => Ok(*value),
        Value::Int(value) => u64::try_from(*value).map_err(|_| Reason::OutOfRange),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "cut off towards zero, as CEL does"
        )]
        Value::Double(value) if *value >= 0.0 && *value < UINT_END => Ok(*value as u64),
        Value::Double(_) => Err(Reason::OutOfRange),
        Value::Text(text) => text.parse().map_err(|_| Reason::NotConvertible),
        _ => Err(Reason::NoSuchOverload),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "to the nearest double, as CEL does"
)]
fn to_double(value: &Value<'_>) -> Result<f64, Reason> {
    match value {
        Value::Double(value) => Ok(*value),
        Value::Int(value) => Ok(*value as f64),
        Value::Uint(value) => Ok(*value as f64),
        Value::Text(text) => text.parse().map_err(|_| Reason::NotConvertible),
        _ => Err(Reason::NoSuchOverload),
    }
}

fn to_text<'a>(value: &Value<'a>) -> Result<Value<'a>, Reason> {
    match value {
        Value::Text(_) => Ok(value.clone()),
        Value::Bool(value) => Ok(Value::from(if *value { "true" } else { "false" })),
        Value::Int(value) => Value::text(&value.to_string()),
        Value::Uint(value) => Value::text(&value.to_string()),
        Value::Double(value) => Value::text(&write_double(*value)),
        Value::Timestamp(time) => Value::text(&time.write()),
        Value::Duration(length) => Value::text(&length.write()),
        _ => Err(Reason::NoSuchOverload),
    }
}

/// A double with as many digits as tell it apart from its neighbours; with an exponent when it is very large or small.
fn write_double(value: f64) -> String {
    let magnitude = value.abs();
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    if magnitude == 0.0 || value.is_nan() || (1e-4..1e21).contains(&magnitude) {
        return value.to_string();
    }
    // Two digits and a sign at least, as Go's shortest form, which CEL's tests are written in.
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(exponent) => ('-', exponent),
        None => ('+', exponent),
    };
    format!("{digits}e{sign}{exponent:0>2}")
}

fn to_bool(value: &Value<'_>) -> Result<bool, Reason> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::Text(text) => match &**text {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(true),
            "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(false),
            _ => Err(Reason::NotConvertible),
        },
        _ => Err(Reason::NoSuchOverload),
    }
}
