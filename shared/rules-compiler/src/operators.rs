//! Operators.

use std::ops::Range;

use cel::common::ast::operators;
use vestibule_rules::layout::{Binary, Unary};

use crate::check::Checker;
use crate::environment::Type;
use crate::tree::{Kind, Node};

/// Whether the parser means an operator by this name. No function can be called like this in a rule, as opposed to what only
/// looks like an operator's name: `_f(x)`.
pub(crate) fn is_operator(name: &str) -> bool {
    OPERATORS.contains(&name)
}

const OPERATORS: [&str; 18] = [
    operators::CONDITIONAL,
    operators::LOGICAL_AND,
    operators::LOGICAL_OR,
    operators::LOGICAL_NOT,
    operators::NEGATE,
    operators::SUBSTRACT,
    operators::ADD,
    operators::MULTIPLY,
    operators::DIVIDE,
    operators::MODULO,
    operators::EQUALS,
    operators::NOT_EQUALS,
    operators::GREATER_EQUALS,
    operators::LESS_EQUALS,
    operators::GREATER,
    operators::LESS,
    operators::INDEX,
    operators::IN,
];

impl Checker<'_> {
    pub(crate) fn operator(
        &mut self,
        name: &str,
        operands: Vec<Node>,
        octets: &Range<usize>,
    ) -> Option<(Kind, Type)> {
        match <[Node; 1]>::try_from(operands) {
            Ok([operand]) => self.unary(name, operand, octets),
            Err(operands) => match <[Node; 2]>::try_from(operands) {
                Ok([left, right]) => self.two(name, left, right, octets),
                Err(operands) => match <[Node; 3]>::try_from(operands) {
                    Ok([condition, then, otherwise]) => self.choose(condition, then, otherwise),
                    Err(_) => self.not_accepted(octets, "operators of this kind", ""),
                },
            },
        }
    }

    fn unary(&mut self, name: &str, operand: Node, octets: &Range<usize>) -> Option<(Kind, Type)> {
        let (operator, type_) = match (name, &operand.type_) {
            (operators::LOGICAL_NOT, Type::Bool | Type::Dyn) => (Unary::Not, Type::Bool),
            (
                operators::NEGATE,
                type_ @ (Type::Int | Type::Double | Type::Duration | Type::Dyn),
            ) => (Unary::Negate, type_.clone()),
            (_, type_) => {
                let sign = if name == operators::NEGATE { "-" } else { "!" };
                let problem = format!("`{sign}` does not take a value of type {type_}");
                return self.wrong_type(octets, problem, "");
            }
        };
        Some((Kind::Unary(operator, Box::new(operand)), type_))
    }

    fn two(
        &mut self,
        name: &str,
        left: Node,
        right: Node,
        octets: &Range<usize>,
    ) -> Option<(Kind, Type)> {
        let operator = match name {
            operators::LOGICAL_AND | operators::LOGICAL_OR => {
                return self.logic(name, left, right);
            }
            operators::INDEX => return self.index(left, right, octets),
            operators::IN => return self.membership(left, right, octets),
            operators::ADD => Binary::Add,
            operators::SUBSTRACT => Binary::Subtract,
            operators::MULTIPLY => Binary::Multiply,
            operators::DIVIDE => Binary::Divide,
            operators::MODULO => Binary::Remainder,
            operators::EQUALS => Binary::Equal,
            operators::NOT_EQUALS => Binary::NotEqual,
            operators::LESS => Binary::Less,
            operators::LESS_EQUALS => Binary::LessOrEqual,
            operators::GREATER => Binary::Greater,
            operators::GREATER_EQUALS => Binary::GreaterOrEqual,
            _ => return self.not_accepted(octets, "operators of this kind", ""),
        };
        let type_ = match operator {
            Binary::Equal | Binary::NotEqual => self.equality(&left.type_, &right.type_, octets)?,
            Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
                self.order(&left.type_, &right.type_, octets)?
            }
            _ => self.arithmetic(operator, &left.type_, &right.type_, octets)?,
        };
        Some((Kind::Binary(operator, Box::new([left, right])), type_))
    }

    fn logic(&mut self, name: &str, left: Node, right: Node) -> Option<(Kind, Type)> {
        let sign = if name == operators::LOGICAL_AND {
            "&&"
        } else {
            "||"
        };
        let mut wrong = false;
        for side in [&left, &right] {
            if !matches!(side.type_, Type::Bool | Type::Dyn) {
                let problem = format!("`{sign}` does not take a value of type {}", side.type_);
                let _: Option<()> =
                    self.wrong_type(&side.octets, problem, "compare it with something");
                wrong = true;
            }
        }
        let both = Box::new([left, right]);
        let kind = match sign {
            "&&" => Kind::And(both),
            _ => Kind::Or(both),
        };
        (!wrong).then_some((kind, Type::Bool))
    }

    fn choose(&mut self, condition: Node, then: Node, otherwise: Node) -> Option<(Kind, Type)> {
        if !matches!(condition.type_, Type::Bool | Type::Dyn) {
            let problem = format!(
                "a condition is a truth value (bool), not {}",
                condition.type_
            );
            return self.wrong_type(&condition.octets, problem, "");
        }
        let (left, right) = (&then.type_, &otherwise.type_);
        let type_ = if *left == Type::Null || *right == Type::Null || left.fits(right) {
            left.join(right)
        } else {
            let problem = format!("one side is of type {left}, the other of type {right}");
            let help = "convert one of them, as with `string(…)`, or write `dyn(…)` around one";
            return self.wrong_type(&otherwise.octets, problem, help);
        };
        let all = Box::new([condition, then, otherwise]);
        Some((Kind::Choose(all), type_))
    }

    fn equality(&mut self, left: &Type, right: &Type, octets: &Range<usize>) -> Option<Type> {
        if left.can_equal(right) {
            return Some(Type::Bool);
        }
        let problem = format!("a value of type {left} is never equal to one of type {right}");
        let help = if *left == Type::Null || *right == Type::Null {
            "what an event lacks is missing, not null: ask with `has()`"
        } else {
            ""
        };
        self.wrong_type(octets, problem, help)
    }

    fn order(&mut self, left: &Type, right: &Type, octets: &Range<usize>) -> Option<Type> {
        let ordered = |type_: &Type| {
            type_.is_number()
                || matches!(
                    type_,
                    Type::String | Type::Bool | Type::Timestamp | Type::Duration | Type::Dyn
                )
        };
        let alike = left.can_equal(right);
        if ordered(left) && ordered(right) && alike {
            return Some(Type::Bool);
        }
        let problem = format!("values of type {left} and {right} have no order");
        let help = match (left, right) {
            (Type::String, Type::Timestamp) | (Type::Timestamp, Type::String) => {
                "read the text as a time: `timestamp(…)`"
            }
            (Type::String, Type::Duration) | (Type::Duration, Type::String) => {
                "read the text as a length of time: `duration(…)`"
            }
            _ => "",
        };
        self.wrong_type(octets, problem, help)
    }

    fn arithmetic(
        &mut self,
        operator: Binary,
        left: &Type,
        right: &Type,
        octets: &Range<usize>,
    ) -> Option<Type> {
        use Binary::{Add, Remainder, Subtract};
        let type_ = match (operator, left, right) {
            (_, Type::Dyn, Type::Dyn) => Type::Dyn,
            (_, left, right) if left == right && left.is_number() => {
                if operator == Remainder && *left == Type::Double {
                    return self.wrong_type(octets, "`%` takes whole numbers only", "");
                }
                left.clone()
            }
            (_, number, Type::Dyn) | (_, Type::Dyn, number) if number.is_number() => number.clone(),
            (Add, Type::String, Type::String | Type::Dyn) | (Add, Type::Dyn, Type::String) => {
                Type::String
            }
            (Add, Type::List(left), Type::List(right)) => Type::list(left.join(right)),
            (Add, Type::List(_), Type::Dyn) | (Add, Type::Dyn, Type::List(_)) => {
                Type::list(Type::Dyn)
            }
            (Add, Type::Timestamp, Type::Duration | Type::Dyn)
            | (Add, Type::Duration | Type::Dyn, Type::Timestamp)
            | (Subtract, Type::Timestamp, Type::Duration) => Type::Timestamp,
            (Add | Subtract, Type::Duration, Type::Duration)
            | (Subtract, Type::Timestamp | Type::Dyn, Type::Timestamp)
            | (Subtract, Type::Duration, Type::Dyn) => Type::Duration,
            (Add, Type::Duration, Type::Dyn)
            | (Add | Subtract, Type::Dyn, Type::Duration)
            | (Subtract, Type::Timestamp, Type::Dyn) => Type::Dyn,
            _ => {
                let sign = match operator {
                    Add => "+",
                    Subtract => "-",
                    Binary::Multiply => "*",
                    Binary::Divide => "/",
                    _ => "%",
                };
                let problem = format!("`{sign}` does not take values of type {left} and {right}");
                let help = match (operator, left, right) {
                    (Add, Type::String, _) | (Add, _, Type::String) => {
                        "write the other one as a text: `string(…)`"
                    }
                    _ if left.is_number() && right.is_number() => {
                        "convert one of them: `int(…)`, `uint(…)` or `double(…)`"
                    }
                    _ => "",
                };
                return self.wrong_type(octets, problem, help);
            }
        };
        Some(type_)
    }
}
