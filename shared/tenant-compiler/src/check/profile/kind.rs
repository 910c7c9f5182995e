//! What an answer looks like.

use vestibule_profile::{DateRange, Length, Number, NumberRange};
use vestibule_rules::Timestamp;

use super::field::Check;
use super::limits::check_range;
use crate::code::Code;
use crate::file::{Bound, FieldType, ProfileField};
use crate::finding::Draft;
use crate::model::profile::Kind;
use crate::pattern::compile_pattern;

/// How long a text of one line may be where the file does not say.
const LINE: u16 = 255;
/// Most digits behind the point.
const MAX_DECIMALS: u8 = 9;
const DAY: i64 = 86_400;

/// What HTML's `autocomplete` has for what a company may want to know (HTML Standard, "Autofill"): neither secrets nor cards.
const PURPOSES: [&str; 35] = [
    "name",
    "honorific-prefix",
    "given-name",
    "additional-name",
    "family-name",
    "honorific-suffix",
    "nickname",
    "username",
    "organization-title",
    "organization",
    "street-address",
    "address-line1",
    "address-line2",
    "address-line3",
    "address-level4",
    "address-level3",
    "address-level2",
    "address-level1",
    "country",
    "country-name",
    "postal-code",
    "language",
    "bday",
    "bday-day",
    "bday-month",
    "bday-year",
    "sex",
    "url",
    "photo",
    "tel",
    "tel-national",
    "tel-extension",
    "email",
    "impp",
    "off",
];

/// A setting that only some types have a use for.
struct Setting {
    name: &'static str,
    is_there: fn(&ProfileField) -> bool,
    types: &'static [FieldType],
}

use FieldType::{Choice, Choices, Consent, Date, MultiLine, Number as Numeric, Phone, Text};

const TEXTS: &[FieldType] = &[Text, MultiLine];

const SETTINGS: [Setting; 16] = [
    setting("min_length", |it| it.min_length.is_some(), TEXTS),
    setting("max_length", |it| it.max_length.is_some(), TEXTS),
    setting("pattern", |it| it.pattern.is_some(), &[Text]),
    setting("prohibited", |it| it.prohibited.is_some(), TEXTS),
    setting(
        "allow_mixed_scripts",
        |it| it.allow_mixed_scripts.is_some(),
        TEXTS,
    ),
    setting("purpose", |it| it.purpose.is_some(), TEXTS),
    setting("min", |it| it.min.is_some(), &[Numeric, Date, Choices]),
    setting("max", |it| it.max.is_some(), &[Numeric, Date, Choices]),
    setting("decimals", |it| it.decimals.is_some(), &[Numeric]),
    setting("allow_future", |it| it.allow_future.is_some(), &[Date]),
    setting("country", |it| it.country.is_some(), &[Phone]),
    setting("options", |it| it.options.is_some(), &[Choice, Choices]),
    setting("version", |it| it.version.is_some(), &[Consent]),
    setting("renew_from", |it| it.renew_from.is_some(), &[Consent]),
    setting("entity", |it| it.entity.is_some(), &[Consent]),
    setting("document", |it| it.document.is_some(), &[Consent]),
];

const fn setting(
    name: &'static str,
    is_there: fn(&ProfileField) -> bool,
    types: &'static [FieldType],
) -> Setting {
    Setting {
        name,
        is_there,
        types,
    }
}

impl Check<'_, '_> {
    pub(super) fn kind(&mut self) -> Kind {
        let field = self.field;
        for setting in &SETTINGS {
            if (setting.is_there)(field) && !setting.types.contains(&field.field_type) {
                self.add(
                    &format!(".{}", setting.name),
                    Code::IncompleteField,
                    format!("`{}` says nothing about a field of this type", setting.name),
                    "remove it, or choose another `type`",
                );
            }
        }
        match field.field_type {
            Text => self.text_kind(false),
            MultiLine => self.text_kind(true),
            FieldType::Email => Kind::Email,
            Phone => Kind::Phone(self.country()),
            FieldType::Url => Kind::Url,
            Numeric => self.number(),
            Date => self.date(),
            FieldType::Boolean => Kind::Boolean,
            Choice => self.choice(false),
            Choices => self.choice(true),
            FieldType::Country => Kind::Country,
            FieldType::TimeZone => Kind::TimeZone,
            Consent => self.consent(),
        }
    }

    fn text_kind(&mut self, multiline: bool) -> Kind {
        let field = self.field;
        let help = "write how many UTF-16 code units a text may have, as HTML counts";
        let usual = if multiline { Length::MOST } else { LINE };
        let mut length = |name: &str, value: Option<u16>, usual| {
            let path = format!("{}.{name}", self.path);
            let range = 0..=Length::MOST;
            value.map_or(usual, |value| {
                check_range(path, value, &range, help, self.report)
            })
        };
        let min = length("min_length", field.min_length, 0);
        let max = length("max_length", field.max_length, usual.max(min));
        if min > max || max == 0 {
            self.add(
                ".max_length",
                Code::OutOfRange,
                format!("no text has {min} code units at least and {max} at most"),
                help,
            );
        }
        let prohibited = field.prohibited.clone().unwrap_or_default();
        if prohibited.chars().any(char::is_control) {
            self.add(
                ".prohibited",
                Code::IncompleteField,
                "control characters are never allowed, so they need not be named",
                "name characters that people can type",
            );
        }
        let purpose = field.purpose.clone().unwrap_or_default();
        if !purpose.is_empty() && !PURPOSES.contains(&purpose.as_str()) {
            self.add(
                ".purpose",
                Code::IncompleteField,
                format!("`{purpose}` is nothing that browsers fill in here"),
                "write a token of HTML's `autocomplete`, as `given-name`, `organization-title` or `off`",
            );
        }
        Kind::Text {
            multiline,
            length: Length { min, max },
            pattern: self.pattern(),
            prohibited,
            allows_mixed_scripts: field.allow_mixed_scripts.unwrap_or(true),
            purpose,
        }
    }

    fn pattern(&mut self) -> Option<(String, Vec<u8>)> {
        let source = self.field.pattern.as_ref()?;
        match compile_pattern(source) {
            Ok(automaton) => Some((source.clone(), automaton)),
            Err(problem) => {
                let column = source.get(..problem.at).unwrap_or_default().chars().count() + 1;
                let text = format!("column {column}: {}", problem.problem);
                let draft = Draft::new(Code::InvalidPattern, text, problem.help)
                    .on(format!("{}.pattern", self.path));
                let before = source.get(..problem.at).unwrap_or_default();
                self.report.add_inside(draft, before);
                None
            }
        }
    }

    fn country(&mut self) -> Option<[u8; 2]> {
        let country = self.field.country.as_deref()?;
        if let ([first, second], true) = (country.as_bytes(), is_country(country)) {
            return Some([*first, *second]);
        }
        self.add(
            ".country",
            Code::IncompleteField,
            format!("`{country}` is no country"),
            "write two capital letters of ISO 3166-1, as in `DE`",
        );
        None
    }

    fn number(&mut self) -> Kind {
        let field = self.field;
        let decimals = field.decimals.map_or(0, |decimals| {
            let path = format!("{}.decimals", self.path);
            let help = "say how many digits may stand behind the point";
            check_range(path, decimals, &(0..=MAX_DECIMALS), help, self.report)
        });
        let mut bound = |name: &str, bound: Option<&Bound>| {
            let bound = bound?;
            let number = number_of(bound).filter(|number| number.decimals <= decimals);
            if number.is_none() {
                self.add(
                    name,
                    Code::OutOfRange,
                    format!("this is no number with {decimals} digits behind the point at most"),
                    "write a number, and with `decimals` how exact it may be",
                );
            }
            number
        };
        let min = bound(".min", field.min.as_ref());
        let max = bound(".max", field.max.as_ref());
        let scaled = |number: Number| {
            i128::from(number.digits) * 10_i128.pow(u32::from(MAX_DECIMALS - number.decimals))
        };
        if let Some((min, max)) = min.zip(max)
            && scaled(min) > scaled(max)
        {
            self.add(
                ".max",
                Code::OutOfRange,
                "no number is that small and that large",
                "swap the two",
            );
        }
        Kind::Number(NumberRange { min, max, decimals })
    }

    fn date(&mut self) -> Kind {
        let field = self.field;
        let mut bound = |name: &str, bound: Option<&Bound>| {
            let day = match bound? {
                Bound::Day(text) => day_of(text),
                _ => None,
            };
            if day.is_none() {
                self.add(
                    name,
                    Code::OutOfRange,
                    "this is no day",
                    "write it as in \"2026-11-24\"",
                );
            }
            day
        };
        let min = bound(".min", field.min.as_ref());
        let max = bound(".max", field.max.as_ref());
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            self.add(
                ".max",
                Code::OutOfRange,
                "no day is that late and that early",
                "swap the two",
            );
        }
        Kind::Date(DateRange {
            min,
            max,
            allows_future: field.allow_future.unwrap_or(true),
        })
    }

    fn consent(&mut self) -> Kind {
        let field = self.field;
        let version = field.version.clone().unwrap_or_default();
        let is_version =
            (1..=64).contains(&version.len()) && version.bytes().all(|it| it.is_ascii_graphic());
        if !is_version {
            self.add(
                if field.version.is_some() { ".version" } else { "" },
                Code::IncompleteField,
                "a consent says which version of the text it is about",
                "write `version = \"2026-11\"`, or whatever the text calls itself: up to 64 letters, digits and signs",
            );
        }
        let renew_from = field.renew_from.as_deref().and_then(|text| {
            let time = day_of(text)
                .map(|day| i64::from(day) * DAY)
                .or_else(|| Some(Timestamp::parse(text)?.unix_seconds().0));
            if time.is_none() {
                self.add(
                    ".renew_from",
                    Code::OutOfRange,
                    format!("`{text}` is no day"),
                    "write it as in \"2026-11-24\", or with a time as in \"2026-11-24T09:00:00Z\"",
                );
            }
            time
        });
        let entity = field.entity.as_ref().unwrap_or(&self.file.tenant.name);
        let entity = self
            .report
            .name(format_args!("{}.entity", self.path), entity);
        Kind::Consent {
            version,
            renew_from,
            entity,
        }
    }
}

/// The whole number that a limit is.
pub(super) const fn whole(bound: &Bound) -> Option<i64> {
    match bound {
        Bound::Whole(number) => Some(*number),
        Bound::Decimal(_) | Bound::Day(_) => None,
    }
}

/// Whether this can be the code of a country.
pub(super) fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// The number that a limit is, as exact as it is written.
fn number_of(bound: &Bound) -> Option<Number> {
    let text = match bound {
        Bound::Whole(number) => number.to_string(),
        // The shortest text that is this number, which is what was written.
        Bound::Decimal(number) => number.to_string(),
        Bound::Day(_) => return None,
    };
    let (before, behind) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = u8::try_from(behind.len())
        .ok()
        .filter(|it| *it <= MAX_DECIMALS)?;
    let digits = format!("{before}{behind}").parse().ok()?;
    Some(Number { digits, decimals })
}

/// Days from 1970-01-01 to a day that is written as in `2026-11-24`.
fn day_of(text: &str) -> Option<i32> {
    if text.len() != 10 {
        return None;
    }
    let midnight = Timestamp::parse(&format!("{text}T00:00:00Z"))?;
    i32::try_from(midnight.unix_seconds().0.div_euclid(DAY)).ok()
}
