//! Why what was sent is no answer.

use crate::kind::Number;

/// Why what was sent is no answer. Holds nothing of what was sent but counts, and a character that may not stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was sent, and something has to be.
    Missing,
    /// A text is too short.
    TooShort {
        /// How long it is, in UTF-16 code units.
        length: usize,
        /// How long it has to be.
        least: u16,
    },
    /// A text is too long.
    TooLong {
        /// How long it is, in UTF-16 code units.
        length: usize,
        /// How long it may be.
        most: u16,
    },
    /// A text is not of the form that the field has.
    OtherForm,
    /// A text holds a character that may not stand in this field.
    Prohibited(char),
    /// A text holds a character that cannot be seen, or that hides or turns around others.
    Hidden,
    /// A word of a text holds letters of scripts in which different letters look the same.
    MixedScripts,
    /// No number, or one with more digits than are kept exactly (15).
    NotANumber,
    /// A number is smaller than this.
    TooSmall(Number),
    /// A number is larger than this.
    TooLarge(Number),
    /// A number has more digits behind the point than this.
    TooManyDecimals(u8),
    /// No day, or one that can be read as two.
    NotADay,
    /// A day is before this one (days since 1970-01-01).
    Before(i32),
    /// A day is after this one (days since 1970-01-01).
    After(i32),
    /// A day has not come yet.
    Future,
    /// No email address.
    NotAnEmail,
    /// No telephone number, or one with an extension.
    NotAPhone,
    /// A telephone number does not say of which country it is.
    CountryNeeded,
    /// No address of the web.
    NotAnAddress,
    /// What was chosen is not to be chosen.
    NotAnOption,
    /// Fewer are chosen than have to be.
    TooFew {
        /// How many are.
        count: usize,
        /// How many have to be.
        least: u8,
    },
    /// More are chosen than may be, or one control sent several values.
    TooMany {
        /// How many are.
        count: usize,
        /// How many may be.
        most: u8,
    },
    /// The text was not agreed to, or another version of it was.
    NotAgreed,
}
