//! Why bytes are not a program, and why a program has no result.

use thiserror::Error;

/// Why bytes cannot be let in as a program.
///
/// None of this is a visitor's doing: either the bytes were damaged on their way, or compiler and machine are of different
/// versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProgramError {
    /// The bytes do not begin with the mark of a program.
    #[error("these bytes are not a rule's program")]
    ForeignBytes,
    /// The program is written in a format that this build does not know.
    #[error("format version {0} is not known to this build")]
    UnknownVersion(u8),
    /// The program is shorter or longer than it says.
    #[error("the length is not the one that is announced")]
    WrongLength,
    /// The texts are not UTF-8, or one of them begins or ends inside a character.
    #[error("a text is not UTF-8")]
    NotText,
    /// A number stands for nothing this build knows.
    #[error("{value} is not a known {what}")]
    UnknownValue {
        /// What the number should have told.
        what: &'static str,
        /// The number.
        value: u8,
    },
    /// An instruction names a constant, a text or a loop that there is not, or cannot stand where it does.
    #[error("instruction {0} is out of place")]
    OutOfPlace(u16),
    /// The stack becomes higher or lower than the program says.
    #[error("the stack is not as high as is announced")]
    WrongStack,
    /// Loops lie too deep in one another, or too many values on the stack.
    #[error("instruction {0} goes too deep")]
    TooDeep(u16),
}

/// Why a program has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct EvaluateError {
    /// What went wrong.
    pub reason: Reason,
    /// The number of the instruction at which it did; the compiler knows to which place in the rule it belongs.
    pub at: u16,
}

/// What went wrong in an evaluation. It holds nothing of what was evaluated, so it can be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Reason {
    /// No input has this name.
    #[error("there is no such input")]
    NoSuchInput,
    /// A map does not have the field or key that is read.
    #[error("there is no such field or key")]
    NoSuchField,
    /// A list does not have the element that is read.
    #[error("there is no such element")]
    NoSuchElement,
    /// An operator or function does not take values of these types.
    #[error("it does not take values of these types")]
    NoSuchOverload,
    /// A number or a time is too large, too small or not one at all.
    #[error("the result is out of range")]
    OutOfRange,
    /// A division by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// A text cannot be read as what it should be converted to.
    #[error("the text cannot be converted")]
    NotConvertible,
    /// A map would have the same key twice, or one that cannot be a key.
    #[error("a key of the map stands twice, or cannot be a key")]
    WrongKey,
    /// The result is not of the type that the rule must have.
    #[error("the result is of another type")]
    WrongResult,
    /// The rule costs more than it may. Final.
    #[error("the rule costs more than it may")]
    BudgetSpent,
    /// A text, a list or a map becomes larger or deeper than it may. Final.
    #[error("a value becomes too large")]
    TooLarge,
    /// The program is damaged. Final.
    #[error("the program is damaged")]
    Damaged,
}

impl Reason {
    /// Whether it ends the evaluation on the spot. All others are forgotten where the other side of `&&` or `||`
    /// decides.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::BudgetSpent | Self::TooLarge | Self::Damaged)
    }
}
