//! `all`, `exists`, `exists_one`, `map` and `filter`, which the parser has spelled out already.

use std::ops::Range;

use cel::IdedExpr;
use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, operators};
use vestibule_rules::layout::{MAX_LOOPS, Quantifier};

use crate::check::Checker;
use crate::diagnostic::{Code, Draft};
use crate::environment::Type;
use crate::tree::{Kind, Node};

impl Checker<'_> {
    pub(crate) fn comprehension(
        &mut self,
        comprehension: &ComprehensionExpr,
        octets: Range<usize>,
    ) -> Option<Node> {
        let range = self.node(&comprehension.iter_range)?;
        let Some(spelled) = recognize(comprehension) else {
            return self.not_accepted(&octets, "macros of this kind", "");
        };
        let element = match &range.type_ {
            Type::Dyn => Type::Dyn,
            Type::List(element) => (**element).clone(),
            Type::Map(map) => map.0.clone(),
            Type::Object(object) => {
                let problem = format!(
                    "which fields of `{}` this reads cannot be told",
                    object.name()
                );
                return self.wrong_type(&octets, problem, "name the fields one by one");
            }
            other => {
                let problem = format!("a value of type {other} has no elements");
                return self.wrong_type(&octets, problem, "");
            }
        };
        if self.variables.len() >= usize::from(MAX_LOOPS) {
            let problem = format!("more than {MAX_LOOPS} loops lie inside one another");
            let help = "split it into several rules";
            return self.report(&octets, Draft::new(Code::TooLarge, problem, help));
        }
        let variable = (comprehension.iter_var.clone(), element);
        // Each body is checked, so that a mistake in one does not hide those in the other.
        let mut bodies: Vec<_> = Vec::new();
        for (quantifier, body) in spelled {
            self.variables.push(variable.clone());
            let body = self.node(body);
            self.variables.pop();
            let body = body.and_then(|body| self.condition(quantifier, body));
            bodies.push(body.map(|body| (quantifier, body)));
        }
        let mut node = range;
        for (quantifier, body) in bodies.into_iter().collect::<Option<Vec<_>>>()? {
            let type_ = match quantifier {
                Quantifier::Map => Type::list(body.type_.clone()),
                Quantifier::Filter => Type::list(variable.1.clone()),
                _ => Type::Bool,
            };
            node = Node {
                kind: Kind::Loop(quantifier, Box::new([node, body])),
                type_,
                octets: octets.clone(),
            };
        }
        Some(node)
    }

    fn condition(&mut self, quantifier: Quantifier, body: Node) -> Option<Node> {
        if quantifier == Quantifier::Map || matches!(body.type_, Type::Bool | Type::Dyn) {
            return Some(body);
        }
        let problem = format!("a condition is a truth value (bool), not {}", body.type_);
        self.wrong_type(&body.octets, problem, "")
    }
}

/// What a comprehension was before the parser spelled it out: loops, each over what the one before it gives. `map` with a
/// condition is a `filter` and a `map`.
fn recognize(comprehension: &ComprehensionExpr) -> Option<Vec<(Quantifier, &IdedExpr)>> {
    if comprehension.iter_var2.is_some() {
        return None;
    }
    let accumulated = |expression: &IdedExpr| matches!(&expression.expr, Expr::Ident(name) if *name == comprehension.accu_var);
    // `@result + [what is made]`
    let made = |call: &CallExpr| {
        let adds = call.func_name == operators::ADD;
        adds && call.args.first().is_some_and(accumulated) && only_element(call).is_some()
    };
    let Expr::Call(step) = &comprehension.loop_step.expr else {
        return None;
    };
    match (step.func_name.as_str(), step.args.as_slice()) {
        (operators::LOGICAL_AND, [result, body]) if accumulated(result) => {
            Some(vec![(Quantifier::All, body)])
        }
        (operators::LOGICAL_OR, [result, body]) if accumulated(result) => {
            Some(vec![(Quantifier::Exists, body)])
        }
        (operators::ADD, _) if made(step) => Some(vec![(Quantifier::Map, only_element(step)?)]),
        (operators::CONDITIONAL, [condition, then, result]) if accumulated(result) => {
            let Expr::Call(then) = &then.expr else {
                return None;
            };
            if !made(then) {
                return Some(vec![(Quantifier::ExistsOne, condition)]);
            }
            let element = only_element(then)?;
            let itself =
                matches!(&element.expr, Expr::Ident(name) if *name == comprehension.iter_var);
            let mut spelled = vec![(Quantifier::Filter, condition)];
            if !itself {
                spelled.push((Quantifier::Map, element));
            }
            Some(spelled)
        }
        _ => None,
    }
}

/// The element of the list in `@result + [element]`.
fn only_element(call: &CallExpr) -> Option<&IdedExpr> {
    match call.args.as_slice() {
        [_, list] => match &list.expr {
            Expr::List(list) if list.elements.len() == 1 => list.elements.first(),
            _ => None,
        },
        _ => None,
    }
}
