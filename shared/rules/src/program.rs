//! A program that has been verified.

use crate::evaluate::evaluate;
use crate::layout::{
    CONSTANT_LENGTH, Code, ConstantKind, HEAD_LENGTH, INSTRUCTION_LENGTH, MARK, MAX_STACK,
    ResultType, VERSION,
};
use crate::machine::Stack;
use crate::verify::verify;
use crate::{Budget, EvaluateError, Inputs, ProgramError, Value};

/// A rule in the form in which it is evaluated; see [`crate::layout`].
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    result: ResultType,
    instructions: &'a [[u8; INSTRUCTION_LENGTH]],
    constants: &'a [[u8; CONSTANT_LENGTH]],
    texts: &'a str,
    stack: u16,
}

/// An instruction, taken apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instruction {
    pub(crate) code: Code,
    pub(crate) small: u8,
    pub(crate) wide: u16,
}

impl<'a> Program<'a> {
    /// Verifies bytes as a program.
    ///
    /// # Errors
    ///
    /// A [`ProgramError`] if evaluating the bytes could end in anything but a result or an error of the rule.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, ProgramError> {
        let program = Self::from_verified_bytes(bytes)?;
        if verify(&program)? == program.stack {
            Ok(program)
        } else {
            Err(ProgramError::WrongStack)
        }
    }

    /// Takes bytes that [`Self::from_bytes`] let in before, without following all ways through them again.
    ///
    /// For a program that stays in memory with what it is a part of, and is needed at each request. Should the bytes be
    /// others, nothing worse happens than that evaluation ends in [`Reason::Damaged`](crate::Reason::Damaged), or in a result of
    /// another rule: every read is checked, and each instruction costs.
    ///
    /// # Errors
    ///
    /// A [`ProgramError`] if even the head is not one of a program.
    pub fn from_verified_bytes(bytes: &'a [u8]) -> Result<Self, ProgramError> {
        let (head, rest) = bytes
            .split_first_chunk::<HEAD_LENGTH>()
            .ok_or(ProgramError::ForeignBytes)?;
        let &[
            m0,
            m1,
            m2,
            m3,
            version,
            result,
            i0,
            i1,
            c0,
            c1,
            s0,
            s1,
            l0,
            l1,
            l2,
            l3,
        ] = head;
        if [m0, m1, m2, m3] != MARK {
            return Err(ProgramError::ForeignBytes);
        }
        if version != VERSION {
            return Err(ProgramError::UnknownVersion(version));
        }
        if usize::try_from(u32::from_le_bytes([l0, l1, l2, l3])) != Ok(bytes.len()) {
            return Err(ProgramError::WrongLength);
        }
        let stack = u16::from_le_bytes([s0, s1]);
        if stack > MAX_STACK {
            return Err(ProgramError::WrongStack);
        }
        let (instructions, rest) = table(rest, u16::from_le_bytes([i0, i1]))?;
        let (constants, texts) = table(rest, u16::from_le_bytes([c0, c1]))?;
        Ok(Self {
            result: ResultType::from_octet(result).ok_or(ProgramError::UnknownValue {
                what: "type of a result",
                value: result,
            })?,
            instructions,
            constants,
            texts: std::str::from_utf8(texts).map_err(|_| ProgramError::NotText)?,
            stack,
        })
    }

    /// Evaluates the program. The same inputs always give the same result.
    ///
    /// # Errors
    ///
    /// An [`EvaluateError`] if the rule has no result: it reads what is not there, computes with what it cannot, costs more
    /// than `budget` has, or gives something else than its [result type](Self::result_type).
    pub fn evaluate(
        &self,
        inputs: &Inputs<'a>,
        budget: &mut Budget,
    ) -> Result<Value<'a>, EvaluateError> {
        self.evaluate_on(&mut Stack::new(), inputs, budget)
    }

    /// The same, on memory that other evaluations used before.
    ///
    /// # Errors
    ///
    /// As [`evaluate`](Self::evaluate).
    pub fn evaluate_on(
        &self,
        memory: &mut Stack<'a>,
        inputs: &Inputs<'a>,
        budget: &mut Budget,
    ) -> Result<Value<'a>, EvaluateError> {
        evaluate(self, inputs, budget, memory)
    }

    /// Of which type the result is.
    #[must_use]
    pub const fn result_type(&self) -> ResultType {
        self.result
    }

    /// How many values lie on the stack at most.
    pub(crate) const fn stack(&self) -> u16 {
        self.stack
    }

    pub(crate) const fn instructions(&self) -> &'a [[u8; INSTRUCTION_LENGTH]] {
        self.instructions
    }

    pub(crate) const fn constants(&self) -> &'a [[u8; CONSTANT_LENGTH]] {
        self.constants
    }

    /// An instruction by its number; `None` behind the last one and for what is none.
    pub(crate) fn instruction(&self, number: u16) -> Option<Instruction> {
        let &[code, small, w0, w1] = self.instructions.get(usize::from(number))?;
        Some(Instruction {
            code: Code::from_octet(code)?,
            small,
            wide: u16::from_le_bytes([w0, w1]),
        })
    }

    /// A constant by its number.
    pub(crate) fn constant(&self, number: u16) -> Option<Value<'a>> {
        let &[kind, _, _, _, b0, b1, b2, b3, b4, b5, b6, b7] =
            self.constants.get(usize::from(number))?;
        let bits = [b0, b1, b2, b3, b4, b5, b6, b7];
        Some(match ConstantKind::from_octet(kind)? {
            ConstantKind::Text => Value::from(self.text(number)?),
            ConstantKind::Int => Value::Int(i64::from_le_bytes(bits)),
            ConstantKind::Uint => Value::Uint(u64::from_le_bytes(bits)),
            ConstantKind::Double => Value::Double(f64::from_le_bytes(bits)),
        })
    }

    /// A constant that is a text.
    pub(crate) fn text(&self, number: u16) -> Option<&'a str> {
        let &[kind, _, _, _, f0, f1, f2, f3, t0, t1, t2, t3] =
            self.constants.get(usize::from(number))?;
        if kind != ConstantKind::Text.octet() {
            return None;
        }
        let from = usize::try_from(u32::from_le_bytes([f0, f1, f2, f3])).ok()?;
        let to = usize::try_from(u32::from_le_bytes([t0, t1, t2, t3])).ok()?;
        self.texts.get(from..to)
    }
}

/// Takes `count` entries of `N` octets off.
fn table<const N: usize>(bytes: &[u8], count: u16) -> Result<(&[[u8; N]], &[u8]), ProgramError> {
    let (table, rest) = bytes
        .split_at_checked(usize::from(count) * N)
        .ok_or(ProgramError::WrongLength)?;
    Ok((table.as_chunks().0, rest))
}
