//! How a program is laid out in bytes: what the compiler and the machine must agree on.
//!
//! All numbers are little-endian and unaligned.
//!
//! ```text
//! program      mark [4] version u8 result u8 instructions u16 constants u16 stack u16 length u32, then that many
//!              instructions, that many constants, and texts up to the end; `length` counts all of it
//! instruction  code u8 small u8 wide u16
//! constant     kind u8 zero [3] value u64: an int, a uint, the bits of a double, or the place of a text (from u32, to u32,
//!              counted from the first octet of the texts)
//! texts        UTF-8
//! ```
//!
//! `stack` is how many values lie on the stack at most.
//!
//! Instructions and constants are of one size, so that a jump is a number that is compared with another, and damage in one
//! of them moves none of the others.
//!
//! Every instruction pops its operands and pushes one result, if nothing else is said. *Skip* targets and *jump* targets lie
//! ahead and in the same loop.
//!
//! | code | pops | small | wide | |
//! |---|--:|---|---|---|
//! | `Null` | 0 | | | |
//! | `Bool` | 0 | 0 or 1 | | |
//! | `Constant` | 0 | | constant | |
//! | `Root` | 0 | | text | an input by its name |
//! | `Local` | 0 | loop, from the outermost | | what the loop stands at |
//! | `Select` | 1 | | text | a field; an error if there is none |
//! | `Has` | 1 | | text | whether there is such a field |
//! | `Index` | 2 | | | |
//! | `Unary` | 1 | [`Unary`] | | |
//! | `Binary` | 2 | [`Binary`] | | |
//! | `And`, `Or` | 2 | | | one side decides, whatever the other is |
//! | `SkipIfFalse`, `SkipIfTrue` | 0 | | target | skips if that lies on top of the stack; pushes nothing |
//! | `Branch` | 1 | | target | skips if it is false; an error is pushed and goes where the instruction before the target, a `Jump`, goes |
//! | `Jump` | 0 | | target | pushes nothing |
//! | `List` | wide | | length | |
//! | `Map` | 2 × wide | | entries | keys and values in turns |
//! | `Call` | wide | [`Function`] | arguments | |
//! | `Loop` | 1 | [`Quantifier`] | its `Next` | runs what lies between for each element; without one, pushes the result and goes behind `Next` |
//! | `Next` | 1 | | its `Loop` | takes the result of one round in; goes on behind `Loop`, or pushes the result of all |
//!
//! The stack is empty at the beginning and holds the result at the end. [`Program::from_bytes`](crate::Program::from_bytes)
//! checks all of this once.

/// First octets of a program.
pub const MARK: [u8; 4] = *b"VstR";
/// The version of everything in this module. Programs of any other are refused.
pub const VERSION: u8 = 1;
/// How long the part before the instructions is.
pub const HEAD_LENGTH: usize = 16;
/// How long an instruction is.
pub const INSTRUCTION_LENGTH: usize = 4;
/// How long a constant is.
pub const CONSTANT_LENGTH: usize = 12;

/// How many values may lie on the stack.
pub const MAX_STACK: u16 = 256;
/// How many loops may lie inside one another. Three are more than a rule needs that people can read.
pub const MAX_LOOPS: u8 = 8;
/// How long a text that a rule makes may become, in octets: as long as the largest event.
pub const MAX_TEXT: usize = 65_536;
/// How many elements a list or a map that a rule makes may have.
pub const MAX_ELEMENTS: usize = 4_096;
/// How deep lists and maps that a rule makes may lie inside one another.
pub const MAX_DEPTH: u8 = 32;

/// Declares an enumeration with its octets in both directions, so that neither can be forgotten.
macro_rules! octets {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $octet:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$inner])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The octet it is written as.
            #[must_use]
            pub const fn octet(self) -> u8 {
                match self { $(Self::$variant => $octet,)* }
            }

            /// What is written as this octet.
            #[must_use]
            pub const fn from_octet(octet: u8) -> Option<Self> {
                match octet { $($octet => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

octets! {
    /// What an instruction does; the table above says how.
    Code {
        /// Pushes null.
        Null = 0,
        /// Pushes a truth value.
        Bool = 1,
        /// Pushes a constant.
        Constant = 2,
        /// Pushes an input.
        Root = 3,
        /// Pushes what a loop stands at.
        Local = 4,
        /// Reads a field.
        Select = 5,
        /// Asks for a field.
        Has = 6,
        /// Reads an element by number, or a value by key.
        Index = 7,
        /// Computes with one operand.
        Unary = 8,
        /// Computes with two operands.
        Binary = 9,
        /// `&&`
        And = 10,
        /// `||`
        Or = 11,
        /// Leaves out the right side of `&&`.
        SkipIfFalse = 12,
        /// Leaves out the right side of `||`.
        SkipIfTrue = 13,
        /// Chooses a side of `? :`.
        Branch = 14,
        /// Leaves out the other side of `? :`.
        Jump = 15,
        /// Makes a list.
        List = 16,
        /// Makes a map.
        Map = 17,
        /// Calls a function.
        Call = 18,
        /// Begins a loop.
        Loop = 19,
        /// Ends a round of a loop.
        Next = 20,
    }
}

octets! {
    /// Operators with one operand.
    Unary {
        /// `!`
        Not = 0,
        /// `-`
        Negate = 1,
    }
}

octets! {
    /// Operators with two operands that need the values of both.
    Binary {
        /// `+`
        Add = 0,
        /// `-`
        Subtract = 1,
        /// `*`
        Multiply = 2,
        /// `/`
        Divide = 3,
        /// `%`
        Remainder = 4,
        /// `==`
        Equal = 5,
        /// `!=`
        NotEqual = 6,
        /// `<`
        Less = 7,
        /// `<=`
        LessOrEqual = 8,
        /// `>`
        Greater = 9,
        /// `>=`
        GreaterOrEqual = 10,
        /// `in`
        In = 11,
    }
}

octets! {
    /// What a loop makes of its rounds.
    Quantifier {
        /// Whether all are true.
        All = 0,
        /// Whether at least one is true.
        Exists = 1,
        /// Whether exactly one is true.
        ExistsOne = 2,
        /// The list of all results.
        Map = 3,
        /// The list of those elements whose result is true.
        Filter = 4,
    }
}

octets! {
    /// Functions. The first argument is what it is called on, when it is called on something.
    Function {
        /// `size(x)`: characters, elements or entries.
        Size = 0,
        /// `s.contains(t)`
        Contains = 1,
        /// `s.startsWith(t)`
        StartsWith = 2,
        /// `s.endsWith(t)`
        EndsWith = 3,
        /// `s.lowerAscii()`
        LowerAscii = 4,
        /// `s.upperAscii()`
        UpperAscii = 5,
        /// `s.trim()`
        Trim = 6,
        /// `s.split(t)`
        Split = 7,
        /// `list.join()` and `list.join(t)`
        Join = 8,
        /// `int(x)`
        Int = 9,
        /// `uint(x)`
        Uint = 10,
        /// `double(x)`
        Double = 11,
        /// `string(x)`
        String = 12,
        /// `bool(x)`
        Bool = 13,
        /// `timestamp(x)`
        Timestamp = 14,
        /// `duration(x)`
        Duration = 15,
        /// `t.getFullYear()`
        FullYear = 16,
        /// `t.getMonth()`, from zero
        Month = 17,
        /// `t.getDate()`, the day of the month from one
        Date = 18,
        /// `t.getDayOfWeek()`, Sunday is zero
        DayOfWeek = 19,
        /// `t.getHours()`
        Hours = 20,
        /// `t.getMinutes()`
        Minutes = 21,
        /// `t.getSeconds()`
        Seconds = 22,
    }
}

impl Function {
    /// How many arguments it takes, at least and at most.
    #[must_use]
    pub const fn arguments(self) -> (u16, u16) {
        match self {
            Self::Contains | Self::StartsWith | Self::EndsWith | Self::Split => (2, 2),
            Self::Join => (1, 2),
            _ => (1, 1),
        }
    }
}

octets! {
    /// Of which type the result of a rule must be. The compiler checks what it can; what comes out is checked again.
    ResultType {
        /// Anything.
        Any = 0,
        /// A truth value: a condition.
        Bool = 1,
        /// An int.
        Int = 2,
        /// A text.
        String = 3,
        /// A list of texts: scopes, roles.
        Strings = 4,
        /// A list.
        List = 5,
        /// A map.
        Map = 6,
        /// A point in time.
        Timestamp = 7,
        /// A length of time.
        Duration = 8,
    }
}

octets! {
    /// What a constant is.
    ConstantKind {
        /// A text.
        Text = 0,
        /// An int.
        Int = 1,
        /// A uint.
        Uint = 2,
        /// A double.
        Double = 3,
    }
}
