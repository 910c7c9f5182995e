//! The attributes of a control.

use std::borrow::Cow;

use super::element::Element;
use super::pattern;
use crate::answer::{EMAIL_MOST, NUMBER_PATTERN, PHONE_MOST, Setting, iso};
use crate::kind::{DateRange, Kind, Length, NumberRange, Text};

/// Attributes in the order in which they are written.
type Attributes = Vec<(&'static str, Cow<'static, str>)>;

/// The last day that can be written with four digits for the year.
const LAST_DAY: &str = "9999-12-31";

/// The attributes of a kind's control.
pub(super) fn of(kind: &Kind<'_>, element: Element, setting: &Setting<'_>) -> Attributes {
    let mut attributes = Attributes::new();
    match kind {
        Kind::Text(text) => of_text(&mut attributes, text),
        Kind::Email => {
            set(&mut attributes, "type", "email");
            set(&mut attributes, "inputmode", "email");
            set(&mut attributes, "autocomplete", "email");
            set(&mut attributes, "maxlength", EMAIL_MOST.to_string());
        }
        Kind::Phone { .. } => {
            set(&mut attributes, "type", "tel");
            set(&mut attributes, "autocomplete", "tel");
            set(&mut attributes, "maxlength", PHONE_MOST.to_string());
        }
        Kind::Url => {
            set(&mut attributes, "type", "url");
            set(&mut attributes, "inputmode", "url");
            set(&mut attributes, "autocomplete", "url");
            set(&mut attributes, "maxlength", Length::MOST.to_string());
            set(&mut attributes, "pattern", pattern::URL);
        }
        Kind::Number(range) => of_number(&mut attributes, range),
        Kind::Date(range) => of_date(&mut attributes, range, setting.today),
        Kind::Country => set(&mut attributes, "autocomplete", "country"),
        Kind::Boolean | Kind::Choice(_) | Kind::TimeZone | Kind::Consent(_) => {}
    }
    if matches!(kind, Kind::Email | Kind::Url) {
        set(&mut attributes, "autocapitalize", "none");
        set(&mut attributes, "spellcheck", "false");
    }
    // Of checkboxes it would mean each of them.
    if setting.required && element != Element::Checkboxes {
        set(&mut attributes, "required", "");
    }
    attributes
}

fn set(attributes: &mut Attributes, name: &'static str, value: impl Into<Cow<'static, str>>) {
    attributes.push((name, value.into()));
}

fn of_text(attributes: &mut Attributes, text: &Text<'_>) {
    if text.multiline {
        set(attributes, "rows", "4");
    } else {
        set(attributes, "type", "text");
    }
    if !text.purpose.is_empty() {
        set(attributes, "autocomplete", text.purpose.to_owned());
    }
    if text.length.min > 0 {
        set(attributes, "minlength", text.length.min.to_string());
    }
    set(attributes, "maxlength", text.length.max.to_string());
    // HTML has no pattern for several lines.
    if !text.multiline
        && let Some(pattern) = pattern::of_text(text)
    {
        set(attributes, "pattern", pattern);
    }
}

/// A text, not `type=number`: a browser sends nothing at all of what it does not take for a number, in the language of its own
/// windows; reads `1.500` as one and a half where people write one thousand and five hundred so; and changes a number when a wheel
/// is turned over it.
fn of_number(attributes: &mut Attributes, range: &NumberRange) {
    let has_sign = range.min.is_none_or(|min| min.digits < 0);
    set(attributes, "type", "text");
    // The keypads of telephones have no minus.
    if !has_sign {
        let keys = if range.decimals == 0 {
            "numeric"
        } else {
            "decimal"
        };
        set(attributes, "inputmode", keys);
    }
    set(attributes, "autocomplete", "off");
    set(attributes, "maxlength", "40");
    set(attributes, "pattern", NUMBER_PATTERN);
}

fn of_date(attributes: &mut Attributes, range: &DateRange, today: i32) {
    set(attributes, "type", "date");
    if let Some(min) = range.min {
        set(attributes, "min", iso(min));
    }
    let today = (!range.allows_future).then_some(today);
    let max = range.max.into_iter().chain(today).min();
    let max = max.map_or(Cow::Borrowed(LAST_DAY), |max| iso(max).into());
    set(attributes, "max", max);
}
