//! Whether bytes are a program: every way through it, followed once.

use crate::ProgramError;
use crate::layout::{
    Binary, Code, ConstantKind, Function, MAX_LOOPS, MAX_STACK, Quantifier, Unary,
};
use crate::program::{Instruction, Program};

/// Checks a program and gives the greatest height of its stack.
///
/// Jumps only lead ahead, so one pass in the order of the instructions meets every target after all jumps to it, and
/// compares how they arrive.
pub(crate) fn verify(program: &Program<'_>) -> Result<u16, ProgramError> {
    let count =
        u16::try_from(program.instructions().len()).map_err(|_| ProgramError::WrongLength)?;
    verify_constants(program)?;
    let mut walk = Walk {
        program,
        state: Some(State::default()),
        arrivals: vec![None; usize::from(count) + 1],
        loops: Vec::new(),
        highest: 0,
    };
    for number in 0..count {
        walk.step(number)?;
    }
    walk.arrive(count)?;
    match walk.state {
        Some(State {
            height: 1,
            innermost: None,
        }) => Ok(walk.highest),
        _ => Err(ProgramError::OutOfPlace(count)),
    }
}

fn verify_constants(program: &Program<'_>) -> Result<(), ProgramError> {
    for (number, constant) in (0..).zip(program.constants()) {
        let &[kind, z0, z1, z2, ..] = constant;
        let known = ConstantKind::from_octet(kind).filter(|_| [z0, z1, z2] == [0, 0, 0]);
        let known = known.ok_or(ProgramError::UnknownValue {
            what: "kind of a constant",
            value: kind,
        })?;
        if known == ConstantKind::Text && program.text(number).is_none() {
            return Err(ProgramError::NotText);
        }
    }
    Ok(())
}

/// What is certain at an instruction, on whichever way it is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct State {
    /// How many values lie on the stack.
    height: u16,
    /// The loop it lies in.
    innermost: Option<u16>,
}

struct Walk<'p, 'a> {
    program: &'p Program<'a>,
    /// `None` behind a jump, where only another jump leads.
    state: Option<State>,
    /// How jumps arrive at each instruction, and at the end.
    arrivals: Vec<Option<State>>,
    /// The loops around: their instruction, the loop around them, and the height within.
    loops: Vec<(u16, Option<u16>, u16)>,
    highest: u16,
}

impl Walk<'_, '_> {
    fn step(&mut self, at: u16) -> Result<(), ProgramError> {
        self.arrive(at)?;
        let misplaced = ProgramError::OutOfPlace(at);
        // Nothing leads into a loop but its beginning.
        let innermost = self.loops.last().map(|(begin, _, _)| *begin);
        let state = self.state.filter(|state| state.innermost == innermost);
        let state = state.ok_or(misplaced)?;
        let raw = self.program.instructions().get(usize::from(at));
        let code = raw.map_or(u8::MAX, |[code, ..]| *code);
        let instruction = self
            .program
            .instruction(at)
            .ok_or(ProgramError::UnknownValue {
                what: "instruction",
                value: code,
            })?;
        let (pops, pushes) = self.effect(instruction, at)?;
        let below = state.height.checked_sub(pops).ok_or(misplaced)?;
        let after = below.saturating_add(pushes);
        if after > MAX_STACK {
            return Err(ProgramError::TooDeep(at));
        }
        self.highest = self.highest.max(after);
        let next = State {
            height: after,
            ..state
        };
        self.state = Some(next);
        match instruction.code {
            Code::SkipIfFalse | Code::SkipIfTrue => {
                // What it looks at stays where it is.
                if state.height == 0 {
                    return Err(misplaced);
                }
                self.jump(at, instruction.wide, state)?;
            }
            Code::Branch => {
                self.jump(at, instruction.wide, next)?;
                let end = instruction.wide.checked_sub(1);
                let end = end.filter(|end| *end > at).ok_or(misplaced)?;
                let end = self
                    .program
                    .instruction(end)
                    .filter(|end| end.code == Code::Jump);
                let arrival = State {
                    height: next.height.saturating_add(1),
                    ..next
                };
                if arrival.height > MAX_STACK {
                    return Err(ProgramError::TooDeep(at));
                }
                self.highest = self.highest.max(arrival.height);
                self.jump(at, end.ok_or(misplaced)?.wide, arrival)?;
            }
            Code::Jump => {
                self.jump(at, instruction.wide, next)?;
                self.state = None;
            }
            Code::Loop => {
                if self.loops.len() >= usize::from(MAX_LOOPS) {
                    return Err(ProgramError::TooDeep(at));
                }
                let next = self.program.instruction(instruction.wide);
                let closes = next.is_some_and(|next| next.code == Code::Next && next.wide == at);
                if instruction.wide <= at || !closes {
                    return Err(misplaced);
                }
                self.loops.push((at, state.innermost, below));
                self.state = Some(State {
                    height: below,
                    innermost: Some(at),
                });
            }
            Code::Next => {
                let (begin, around, outside) = self.loops.pop().ok_or(misplaced)?;
                let opened = self.program.instruction(begin);
                let closes = opened.is_some_and(|opened| opened.wide == at);
                if begin != instruction.wide || !closes || below != outside {
                    return Err(misplaced);
                }
                self.state = Some(State {
                    height: after,
                    innermost: around,
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// Brings together what leads to an instruction.
    fn arrive(&mut self, at: u16) -> Result<(), ProgramError> {
        let arrival = self.arrivals.get(usize::from(at)).copied().flatten();
        match (self.state, arrival) {
            (Some(state), Some(arrival)) if state != arrival => Err(ProgramError::OutOfPlace(at)),
            (None, arrival) => {
                self.state = arrival;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Notes that a jump leads from `at` to `target`.
    fn jump(&mut self, at: u16, target: u16, state: State) -> Result<(), ProgramError> {
        let misplaced = ProgramError::OutOfPlace(at);
        let slot = self.arrivals.get_mut(usize::from(target));
        let slot = slot.filter(|_| target > at).ok_or(misplaced)?;
        match slot {
            Some(other) if *other != state => Err(misplaced),
            _ => {
                *slot = Some(state);
                Ok(())
            }
        }
    }

    /// How many values an instruction pops and pushes; it is refused if it names what there is not.
    fn effect(&self, instruction: Instruction, at: u16) -> Result<(u16, u16), ProgramError> {
        let Instruction { code, small, wide } = instruction;
        let misplaced = ProgramError::OutOfPlace(at);
        let unknown = |what| ProgramError::UnknownValue { what, value: small };
        Ok(match code {
            Code::Null => (0, 1),
            Code::Bool => match small {
                0 | 1 => (0, 1),
                _ => return Err(unknown("truth value")),
            },
            Code::Constant => {
                self.program.constant(wide).ok_or(misplaced)?;
                (0, 1)
            }
            Code::Root => {
                self.program.text(wide).ok_or(misplaced)?;
                (0, 1)
            }
            Code::Local if usize::from(small) < self.loops.len() => (0, 1),
            Code::Local => return Err(misplaced),
            Code::Select | Code::Has => {
                self.program.text(wide).ok_or(misplaced)?;
                (1, 1)
            }
            Code::Index | Code::And | Code::Or => (2, 1),
            Code::Unary => {
                Unary::from_octet(small).ok_or_else(|| unknown("operator"))?;
                (1, 1)
            }
            Code::Binary => {
                Binary::from_octet(small).ok_or_else(|| unknown("operator"))?;
                (2, 1)
            }
            Code::SkipIfFalse | Code::SkipIfTrue | Code::Jump => (0, 0),
            Code::Branch => (1, 0),
            Code::List => (wide, 1),
            Code::Map => (wide.checked_mul(2).ok_or(misplaced)?, 1),
            Code::Call => {
                let function = Function::from_octet(small).ok_or_else(|| unknown("function"))?;
                let (least, most) = function.arguments();
                if !(least..=most).contains(&wide) {
                    return Err(misplaced);
                }
                (wide, 1)
            }
            Code::Loop => {
                Quantifier::from_octet(small).ok_or_else(|| unknown("quantifier"))?;
                (1, 0)
            }
            Code::Next => (1, 1),
        })
    }
}
