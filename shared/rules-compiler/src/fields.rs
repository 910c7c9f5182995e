//! Fields, elements and keys.

use std::ops::Range;

use vestibule_rules::layout::Binary;

use crate::check::{Checker, listed};
use crate::diagnostic::{Code, Draft};
use crate::environment::{Object, Type};
use crate::similar::most_similar;
use crate::tree::{Kind, Node};

impl Checker<'_> {
    /// `operand.field` or `has(operand.field)`
    pub(crate) fn select(
        &mut self,
        operand: Node,
        field: &str,
        ask: bool,
        octets: &Range<usize>,
    ) -> Option<(Kind, Type)> {
        let type_ = match &operand.type_ {
            Type::Dyn => Type::Dyn,
            Type::Object(object) => self.field(object, field, octets)?,
            Type::Map(map) if map.0.fits(&Type::String) => map.1.clone(),
            Type::List(_) => {
                let problem = format!("a list has no field `{field}`");
                let help = format!(
                    "take an element (`[0].{field}`), or ask all of them (`.exists(x, x.{field} …)`)"
                );
                return self.wrong_type(octets, problem, &help);
            }
            other => {
                let problem = format!("a value of type {other} has no field `{field}`");
                return self.wrong_type(octets, problem, "");
            }
        };
        let (operand, field) = (Box::new(operand), field.to_owned());
        Some(if ask {
            (Kind::Has(operand, field), Type::Bool)
        } else {
            (Kind::Select(operand, field), type_)
        })
    }

    /// `operand[index]`
    pub(crate) fn index(
        &mut self,
        operand: Node,
        index: Node,
        octets: &Range<usize>,
    ) -> Option<(Kind, Type)> {
        let type_ = match &operand.type_ {
            Type::Dyn => Type::Dyn,
            Type::Object(object) => {
                let name = self.literal_name(object, &index)?;
                self.field(object, &name, &index.octets)?
            }
            Type::List(element) => {
                if !matches!(index.type_, Type::Int | Type::Uint | Type::Dyn) {
                    let problem = format!("a value of type {} is no place in a list", index.type_);
                    return self.wrong_type(&index.octets, problem, "places are counted from 0");
                }
                (**element).clone()
            }
            Type::Map(map) => {
                if !index.type_.can_equal(&map.0) {
                    let problem = format!(
                        "the keys of this map are of type {}, not {}",
                        map.0, index.type_
                    );
                    return self.wrong_type(&index.octets, problem, "");
                }
                map.1.clone()
            }
            other => {
                let problem = format!("a value of type {other} has neither elements nor keys");
                return self.wrong_type(octets, problem, "");
            }
        };
        Some((Kind::Index(Box::new([operand, index])), type_))
    }

    /// `needle in container`
    pub(crate) fn membership(
        &mut self,
        needle: Node,
        container: Node,
        octets: &Range<usize>,
    ) -> Option<(Kind, Type)> {
        let expected = match &container.type_ {
            Type::Dyn => Type::Dyn,
            Type::List(element) => (**element).clone(),
            Type::Map(map) => map.0.clone(),
            Type::Object(object) => {
                let name = self.literal_name(object, &needle)?;
                self.field(object, &name, &needle.octets)?;
                return Some((Kind::Has(Box::new(container), name), Type::Bool));
            }
            other => {
                let problem = format!("nothing is `in` a value of type {other}");
                let help = "write `text.contains(part)` for texts";
                return self.wrong_type(octets, problem, help);
            }
        };
        if !needle.type_.can_equal(&expected) {
            let problem = format!(
                "a value of type {} is never in one of type {}",
                needle.type_, container.type_
            );
            return self.wrong_type(octets, problem, "");
        }
        let both = Box::new([needle, container]);
        Some((Kind::Binary(Binary::In, both), Type::Bool))
    }

    fn field(&mut self, object: &Object, field: &str, octets: &Range<usize>) -> Option<Type> {
        if let Some(type_) = object.field(field) {
            return Some(type_.clone());
        }
        let names: Vec<&str> = object.names().collect();
        let help = most_similar(field, names.iter().copied()).map_or_else(
            || format!("a rule may read {}", listed(&names)),
            |similar| format!("did you mean `{similar}`?"),
        );
        let problem = format!(
            "`{}` has no field `{field}` that rules may read",
            object.name()
        );
        self.report(octets, Draft::new(Code::UnknownField, problem, help))
    }

    /// The name that an index or needle spells. What a rule reads of an event must stand in it.
    fn literal_name(&mut self, object: &Object, index: &Node) -> Option<String> {
        if let Kind::Text(name) = &index.kind {
            return Some(name.clone());
        }
        let problem = format!(
            "which field of `{}` this is cannot be told beforehand",
            object.name()
        );
        self.wrong_type(
            &index.octets,
            problem,
            "write the name of the field as a text",
        )
    }
}
