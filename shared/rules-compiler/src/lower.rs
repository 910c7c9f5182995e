//! From a tree to bytes.

use std::ops::Range;

use vestibule_rules::layout::{Binary, Code, ConstantKind, HEAD_LENGTH, MARK, ResultType, VERSION};

use crate::tree::{Kind, Node};

/// Lays a rule out, and tells for each instruction where it comes from; `None` if it does not fit.
pub(crate) fn lower(tree: &Node, result: ResultType) -> Option<(Vec<u8>, Vec<Range<usize>>)> {
    let mut writer = Writer::default();
    writer.node(tree)?;
    writer.finish(result, height(tree)?)
}

#[derive(Default)]
struct Writer {
    instructions: Vec<(Code, u8, u16)>,
    places: Vec<Range<usize>>,
    constants: Vec<(ConstantKind, u64)>,
    texts: String,
}

impl Writer {
    fn node(&mut self, node: &Node) -> Option<()> {
        match &node.kind {
            Kind::Null => self.push(node, Code::Null, 0, 0),
            Kind::Bool(value) => self.push(node, Code::Bool, u8::from(*value), 0),
            Kind::Int(value) => self.constant(node, ConstantKind::Int, value.cast_unsigned()),
            Kind::Uint(value) => self.constant(node, ConstantKind::Uint, *value),
            Kind::Double(value) => self.constant(node, ConstantKind::Double, value.to_bits()),
            Kind::Text(text) => {
                let text = self.text(text)?;
                self.push(node, Code::Constant, 0, text)
            }
            Kind::Root(name) => {
                let name = self.text(name)?;
                self.push(node, Code::Root, 0, name)
            }
            Kind::Local(place) => self.push(node, Code::Local, *place, 0),
            Kind::Select(operand, name) => self.field(node, operand, Code::Select, name),
            Kind::Has(operand, name) => self.field(node, operand, Code::Has, name),
            Kind::Index(both) => {
                self.all(&mut both.iter())?;
                self.push(node, Code::Index, 0, 0)
            }
            Kind::Unary(operator, operand) => {
                self.node(operand)?;
                self.push(node, Code::Unary, operator.octet(), 0)
            }
            Kind::Binary(operator, both) => {
                self.all(&mut both.iter())?;
                self.push(node, Code::Binary, Binary::octet(*operator), 0)
            }
            Kind::And(both) => self.logic(node, both, Code::SkipIfFalse, Code::And),
            Kind::Or(both) => self.logic(node, both, Code::SkipIfTrue, Code::Or),
            Kind::Choose(all) => self.choose(node, all),
            Kind::List(items) => {
                self.all(&mut items.iter())?;
                self.push(node, Code::List, 0, u16::try_from(items.len()).ok()?)
            }
            Kind::Map(entries) => {
                self.all(&mut entries.iter().flatten())?;
                self.push(node, Code::Map, 0, u16::try_from(entries.len()).ok()?)
            }
            Kind::Call(function, arguments) => {
                self.all(&mut arguments.iter())?;
                let count = u16::try_from(arguments.len()).ok()?;
                self.push(node, Code::Call, function.octet(), count)
            }
            Kind::Loop(quantifier, both) => {
                let [range, body] = &**both;
                self.node(range)?;
                let begin = self.here()?;
                self.push(node, Code::Loop, quantifier.octet(), 0)?;
                self.node(body)?;
                let end = self.here()?;
                self.push(node, Code::Next, 0, begin)?;
                self.aim(begin, end)
            }
        }
    }

    fn all(&mut self, nodes: &mut dyn Iterator<Item = &Node>) -> Option<()> {
        for node in nodes {
            self.node(node)?;
        }
        Some(())
    }

    fn field(&mut self, node: &Node, operand: &Node, code: Code, name: &str) -> Option<()> {
        self.node(operand)?;
        let name = self.text(name)?;
        self.push(node, code, 0, name)
    }

    fn logic(&mut self, node: &Node, both: &[Node; 2], skip: Code, code: Code) -> Option<()> {
        let [left, right] = both;
        self.node(left)?;
        let skipping = self.here()?;
        self.push(node, skip, 0, 0)?;
        self.node(right)?;
        self.push(node, code, 0, 0)?;
        let end = self.here()?;
        self.aim(skipping, end)
    }

    fn choose(&mut self, node: &Node, all: &[Node; 3]) -> Option<()> {
        let [condition, then, otherwise] = all;
        self.node(condition)?;
        let branch = self.here()?;
        self.push(node, Code::Branch, 0, 0)?;
        self.node(then)?;
        let jump = self.here()?;
        self.push(node, Code::Jump, 0, 0)?;
        let other_side = self.here()?;
        self.aim(branch, other_side)?;
        self.node(otherwise)?;
        let end = self.here()?;
        self.aim(jump, end)
    }

    fn push(&mut self, node: &Node, code: Code, small: u8, wide: u16) -> Option<()> {
        self.here()?;
        self.instructions.push((code, small, wide));
        self.places.push(node.octets.clone());
        Some(())
    }

    /// The number of the next instruction.
    fn here(&self) -> Option<u16> {
        u16::try_from(self.instructions.len()).ok()
    }

    /// Makes an earlier instruction lead to a later one.
    fn aim(&mut self, from: u16, to: u16) -> Option<()> {
        let (_, _, wide) = self.instructions.get_mut(usize::from(from))?;
        *wide = to;
        Some(())
    }

    fn constant(&mut self, node: &Node, kind: ConstantKind, bits: u64) -> Option<()> {
        let constant = self.intern(kind, bits)?;
        self.push(node, Code::Constant, 0, constant)
    }

    /// The number of a text, which is written once however often it occurs.
    fn text(&mut self, text: &str) -> Option<u16> {
        // Any occurrence will do, also one within another text or across two.
        let from = self.texts.find(text).unwrap_or_else(|| {
            self.texts.push_str(text);
            self.texts.len() - text.len()
        });
        let (from, to) = (
            u32::try_from(from).ok()?,
            u32::try_from(from + text.len()).ok()?,
        );
        self.intern(
            ConstantKind::Text,
            u64::from(from) | u64::from(to) << u32::BITS,
        )
    }

    fn intern(&mut self, kind: ConstantKind, bits: u64) -> Option<u16> {
        let known = self
            .constants
            .iter()
            .position(|known| *known == (kind, bits));
        let number = known.unwrap_or_else(|| {
            self.constants.push((kind, bits));
            self.constants.len() - 1
        });
        u16::try_from(number).ok()
    }

    fn finish(self, result: ResultType, stack: u16) -> Option<(Vec<u8>, Vec<Range<usize>>)> {
        let mut bytes = Vec::new();
        bytes.extend(MARK);
        bytes.extend([VERSION, result.octet()]);
        bytes.extend(u16::try_from(self.instructions.len()).ok()?.to_le_bytes());
        bytes.extend(u16::try_from(self.constants.len()).ok()?.to_le_bytes());
        bytes.extend(stack.to_le_bytes());
        let length = HEAD_LENGTH
            + self.instructions.len() * vestibule_rules::layout::INSTRUCTION_LENGTH
            + self.constants.len() * vestibule_rules::layout::CONSTANT_LENGTH
            + self.texts.len();
        bytes.extend(u32::try_from(length).ok()?.to_le_bytes());
        for (code, small, wide) in &self.instructions {
            bytes.extend([code.octet(), *small]);
            bytes.extend(wide.to_le_bytes());
        }
        for (kind, bits) in &self.constants {
            bytes.extend([kind.octet(), 0, 0, 0]);
            bytes.extend(bits.to_le_bytes());
        }
        bytes.extend(self.texts.as_bytes());
        Some((bytes, self.places))
    }
}

/// How many values lie on the stack at most while an expression is evaluated.
fn height(node: &Node) -> Option<u16> {
    match &node.kind {
        Kind::Null
        | Kind::Bool(_)
        | Kind::Int(_)
        | Kind::Uint(_)
        | Kind::Double(_)
        | Kind::Text(_)
        | Kind::Root(_)
        | Kind::Local(_) => Some(1),
        Kind::Select(operand, _) | Kind::Has(operand, _) | Kind::Unary(_, operand) => {
            height(operand)
        }
        Kind::Index(both) | Kind::Binary(_, both) | Kind::And(both) | Kind::Or(both) => {
            highest(&mut both.iter(), 1)
        }
        Kind::List(items) | Kind::Call(_, items) => highest(&mut items.iter(), 1),
        Kind::Map(entries) => highest(&mut entries.iter().flatten(), 1),
        // One of them lies on the stack at a time: a loop keeps its range elsewhere.
        Kind::Choose(all) => highest(&mut all.iter(), 0),
        Kind::Loop(_, both) => highest(&mut both.iter(), 0),
    }
}

/// The height that expressions reach one after the other, each of which leaves so many values behind.
fn highest(nodes: &mut dyn Iterator<Item = &Node>, left: u16) -> Option<u16> {
    let (mut highest, mut below) = (1, 0_u16);
    for node in nodes {
        highest = highest.max(height(node)?.checked_add(below)?);
        below = below.checked_add(left)?;
    }
    Some(highest)
}
