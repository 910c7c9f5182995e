//! What an answer looks like.

use crate::pattern::Pattern;

/// What an answer looks like, and with it which control asks for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'a> {
    /// A text of one line, or of several.
    Text(Text<'a>),
    /// An email address, as HTML has it.
    Email,
    /// A telephone number; kept as ITU-T E.164 has it, with `+`.
    Phone {
        /// The country (ISO 3166-1 alpha-2) of numbers that name none; `None`: such numbers are refused.
        country: Option<[u8; 2]>,
    },
    /// An absolute `https:` or `http:` address.
    Url,
    /// A number.
    Number(NumberRange),
    /// A day of the Gregorian calendar.
    Date(DateRange),
    /// Yes or no.
    Boolean,
    /// One of several, or some of them.
    Choice(Choices<'a>),
    /// A country: its code in ISO 3166-1 alpha-2.
    Country,
    /// A time zone: its name in the IANA database.
    TimeZone,
    /// That the user agrees to a text.
    Consent(Consent<'a>),
}

/// What a text may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// Whether it may have several lines.
    pub multiline: bool,
    /// How long it may be.
    pub length: Length,
    /// What all of it has to match.
    pub pattern: Option<Pattern<'a>>,
    /// Characters that may not stand in it, besides those that never may (control characters and what hides others).
    pub prohibited: &'a str,
    /// Whether letters of different scripts that look alike may be mixed. Not where one person must not pass for another.
    pub allows_mixed_scripts: bool,
    /// What browsers may fill in: a token of HTML's `autocomplete`, such as `given-name`. Empty: nothing in particular.
    pub purpose: &'a str,
}

/// How long a text may be, in UTF-16 code units, as HTML counts (`minlength`, `maxlength`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// At least.
    pub min: u16,
    /// At most; never more than [`Length::MOST`].
    pub max: u16,
}

impl Length {
    /// More than this is no answer: what Auth0 takes is limited, and so is what travels through a form.
    pub const MOST: u16 = 2048;
}

/// A decimal number: `digits` divided by ten to the power of `decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// All digits, and the sign.
    pub digits: i64,
    /// How many of them stand behind the point.
    pub decimals: u8,
}

/// Which numbers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// At least.
    pub min: Option<Number>,
    /// At most.
    pub max: Option<Number>,
    /// How many digits may stand behind the point, at most 9.
    pub decimals: u8,
}

/// Which days do, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first.
    pub min: Option<i32>,
    /// The last.
    pub max: Option<i32>,
    /// Whether days after today do.
    pub allows_future: bool,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices<'a> {
    /// The values, in the order in which they are shown. What they are called stands in [`FieldTexts`](crate::FieldTexts).
    pub values: Vec<&'a str>,
    /// How many can be chosen; `None`: exactly one.
    pub several: Option<Several>,
}

/// How many can be chosen of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Several {
    /// At least.
    pub min: u8,
    /// At most.
    pub max: u8,
}

/// What the user agrees to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent<'a> {
    /// Which version of the text.
    pub version: &'a str,
    /// Seconds since 1970 from which on an agreement to an older version does no longer; `None`: it always does.
    pub renew_from: Option<i64>,
    /// With whom: the legal entity.
    pub entity: &'a str,
}
