//! Numbers that have a range.

use std::fmt::Display;
use std::ops::RangeInclusive;

use crate::code::Code;
use crate::report::Report;

/// Reports a number outside its range; gives the nearest one in it.
pub(super) fn check_range<T: Copy + Display + PartialOrd>(
    field: impl Into<String>,
    value: T,
    range: &RangeInclusive<T>,
    help: &str,
    report: &mut Report<'_>,
) -> T {
    if range.contains(&value) {
        return value;
    }
    report.add(
        field,
        Code::OutOfRange,
        format!("{value} is not from {} to {}", range.start(), range.end()),
        help,
    );
    if value < *range.start() {
        *range.start()
    } else {
        *range.end()
    }
}
