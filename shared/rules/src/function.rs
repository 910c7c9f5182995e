//! Functions.

use crate::layout::{Function, MAX_ELEMENTS, MAX_TEXT};
use crate::{Budget, Duration, List, Reason, Text, Timestamp, Value};

/// Calls a function. The number of arguments was verified; a wrong one is an overload there is not.
pub(crate) fn call<'a>(
    function: Function,
    first: &Value<'a>,
    second: Option<&Value<'a>>,
    budget: &mut Budget,
) -> Result<Value<'a>, Reason> {
    match (first, second) {
        (Value::List(list), None) if function == Function::Join => join(list, "", budget),
        (Value::List(list), Some(Value::Text(between))) if function == Function::Join => {
            join(list, between, budget)
        }
        (Value::Text(text), Some(Value::Text(other))) => {
            of_two_texts(function, text, other, budget)
        }
        (value, None) => of_one(function, value, budget),
        _ => Err(Reason::NoSuchOverload),
    }
}

fn of_two_texts<'a>(
    function: Function,
    text: &Text<'a>,
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
    if let Value::Text(text) = value {
        // Whatever the function is: it may read the text to its end before it finds that it cannot use it.
        budget.charge_text(text.len())?;
    }
    match (function, value) {
        (Function::Size, Value::Text(text)) => count(text.chars().count()),
        (Function::Size, Value::List(list)) => count(list.len()),
        (Function::Size, Value::Map(map)) => count(map.len()),
        (Function::LowerAscii, Value::Text(text)) => Value::text(&text.to_ascii_lowercase()),
        (Function::UpperAscii, Value::Text(text)) => Value::text(&text.to_ascii_uppercase()),
        (Function::Trim, Value::Text(text)) => text.part(text.trim()),
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

fn split<'a>(text: &Text<'a>, between: &str, budget: &mut Budget) -> Result<Value<'a>, Reason> {
    let mut items = Vec::new();
    let push = |item: &str| {
        if items.len() == MAX_ELEMENTS {
            return Err(Reason::TooLarge);
        }
        budget.charge(1)?;
        items.push(text.part(item)?);
        Ok(())
    };
    if between.is_empty() {
        // Not with an empty text, which is found before the first character and behind the last as well.
        text.split_inclusive(|_: char| true).try_for_each(push)?;
    } else {
        text.split(between).try_for_each(push)?;
    }
    Value::list(items)
}

fn join<'a>(list: &List<'_>, between: &str, budget: &mut Budget) -> Result<Value<'a>, Reason> {
    let mut joined = String::new();
    for (place, item) in list.iter().enumerate() {
        let item = item.as_str().ok_or(Reason::NoSuchOverload)?;
        budget.charge(1)?;
        budget.charge_text(item.len().saturating_add(between.len()))?;
        if place > 0 {
            joined.push_str(between);
        }
        joined.push_str(item);
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
        Value::Text(text) => parse_double(text).ok_or(Reason::NotConvertible),
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

/// A double with as many digits as tell it apart from its neighbours; with an exponent when it is very large or small, as in
/// `cel-go`.
///
/// The digits are those of `serde_json`, which is in the Worker anyway: the standard library's formatting of floats would
/// add 20 KB.
fn write_double(value: f64) -> String {
    let Some(number) = serde_json::Number::from_f64(value) else {
        let sign = if value > 0.0 { "+Inf" } else { "-Inf" };
        return if value.is_nan() { "NaN" } else { sign }.to_owned();
    };
    let text = number.to_string();
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => ("-", text),
        None => ("", &*text),
    };
    let (number, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    // The number as digits without zeros around them, and the place of the point, counted from the first of them.
    let all = [whole, fraction].concat();
    let leading = all.len() - all.trim_start_matches('0').len();
    let digits = all.trim_matches('0');
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let place = |count: usize| i32::try_from(count).unwrap_or_default();
    let point = exponent + place(whole.len()) - place(leading);
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    let mut written = sign.to_owned();
    if digits.is_empty() {
        written.push('0');
    } else if !(-3..=21).contains(&point) {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
        written.push_str(first);
        if !rest.is_empty() {
            written.push('.');
            written.push_str(rest);
        }
        let exponent = point - 1;
        written.push_str(if exponent < 0 { "e-" } else { "e+" });
        if exponent.abs() < 10 {
            written.push('0');
        }
        written.push_str(&exponent.abs().to_string());
    } else if let Some((whole, fraction)) = usize::try_from(point)
        .ok()
        .filter(|point| *point > 0)
        .and_then(|point| digits.split_at_checked(point))
    {
        written.push_str(whole);
        if !fraction.is_empty() {
            written.push('.');
            written.push_str(fraction);
        }
    } else if point > 0 {
        written.push_str(digits);
        written.push_str(&zeros(point - place(digits.len())));
    } else {
        written.push_str("0.");
        written.push_str(&zeros(-point));
        written.push_str(digits);
    }
    written
}

/// A decimal number of up to fifteen digits and a power of ten of up to 22 on either side, which a multiplication or
/// division of two exact doubles gives exactly (William Clinger, "How to read floating point numbers accurately").
///
/// What is longer is refused instead of rounded wrongly: the standard library reads all numbers, with tables of 10 KB that do not
/// compress, and `serde_json` without them gives a neighbour now and then.
pub(crate) fn parse_double(text: &str) -> Option<f64> {
    const EXACT: u32 = 22;
    let (negative, number) = match text.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (number, exponent) = match number.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let digits = [whole, fraction].concat();
    // Zeros at the end are a matter of the exponent.
    let short = digits.trim_end_matches('0');
    let exponent = exponent
        .checked_sub(i32::try_from(fraction.len()).ok()?)?
        .checked_add(i32::try_from(digits.len() - short.len()).ok()?)?;
    let mut digits = 0_u64;
    for digit in short.bytes() {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        digits = digits.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    // The least exponent has no positive twin, hence no `abs`.
    let steps = exponent.unsigned_abs();
    if digits >= 1_000_000_000_000_000 || (digits != 0 && steps > EXACT) {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits are exact")]
    let digits = digits as f64;
    let mut power = 1.0;
    // Every step up to 10^22 is exact.
    for _ in 0..steps.min(EXACT) {
        power *= 10.0;
    }
    let value = if exponent < 0 {
        digits / power
    } else {
        digits * power
    };
    Some(if negative { -value } else { value })
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{parse_double, write_double};

    #[test]
    fn doubles_are_written_as_cel_go_writes_them() {
        for (value, written) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (100.0, "100"),
            (123_456.75, "123456.75"),
            (0.1, "0.1"),
            (0.0001, "0.0001"),
            (0.000_01, "1e-05"),
            (1.5e-7, "1.5e-07"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.25e100, "1.25e+100"),
            (f64::MAX, "1.7976931348623157e+308"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(write_double(value), written);
        }
    }

    #[test]
    fn what_is_no_short_decimal_number_is_refused() {
        for text in [
            "",
            "-",
            ".",
            "1e",
            "e1",
            "1.2.3",
            "1_0",
            " 1",
            "0x1",
            "inf",
            "NaN",
            "1e400",
            "1234567890123456",
            "1e-23",
            "1e2147483647",
            "1e-2147483647",
            "1e-2147483648",
            "0.5e-2147483647",
            "--1",
        ] {
            assert_eq!(parse_double(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn doubles_are_read_as_the_standard_library_reads_them(
            number in "[+-]?[0-9]{1,8}(\\.[0-9]{0,6})?",
            exponent in prop_oneof![
                Just(String::new()),
                "[eE][+-]?[0-9]{1,2}",
                any::<i32>().prop_map(|exponent| format!("e{exponent}")),
                (-2_147_483_650..-2_147_483_640_i64).prop_map(|exponent| format!("e{exponent}")),
                (2_147_483_640..2_147_483_650_i64).prop_map(|exponent| format!("E+{exponent}")),
            ],
        ) {
            let text = number + &exponent;
            if let Some(value) = parse_double(&text) {
                prop_assert_eq!(value.to_bits(), text.parse::<f64>().unwrap().to_bits());
            }
        }

        #[test]
        fn doubles_are_written_without_loss(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
            prop_assert_eq!(write_double(value).parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
    }
}
