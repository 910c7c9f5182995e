//! Functions.

use std::ops::Range;

use cel::common::ast::CallExpr;
use vestibule_rules::layout::Function;
use vestibule_rules::{Duration, Timestamp};

use crate::check::Checker;
use crate::diagnostic::{Code, Draft};
use crate::environment::Type;
use crate::operators::is_operator;
use crate::similar::most_similar;
use crate::tree::{Kind, Node};

/// How a function is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `f(x)`
    Global,
    /// `x.f()`
    Member,
    /// Both.
    Either,
}

/// A function as rules know it.
struct Known {
    name: &'static str,
    style: Style,
    function: Function,
    /// What it takes first.
    takes: fn(&Type) -> bool,
    /// What it gives.
    gives: fn() -> Type,
}

const fn known(
    name: &'static str,
    style: Style,
    function: Function,
    takes: fn(&Type) -> bool,
    gives: fn() -> Type,
) -> Known {
    Known {
        name,
        style,
        function,
        takes,
        gives,
    }
}

const FUNCTIONS: &[Known] = &[
    known("size", Style::Either, Function::Size, has_size, || {
        Type::Int
    }),
    known(
        "contains",
        Style::Member,
        Function::Contains,
        is_text,
        || Type::Bool,
    ),
    known(
        "startsWith",
        Style::Member,
        Function::StartsWith,
        is_text,
        || Type::Bool,
    ),
    known(
        "endsWith",
        Style::Member,
        Function::EndsWith,
        is_text,
        || Type::Bool,
    ),
    known(
        "lowerAscii",
        Style::Member,
        Function::LowerAscii,
        is_text,
        || Type::String,
    ),
    known(
        "upperAscii",
        Style::Member,
        Function::UpperAscii,
        is_text,
        || Type::String,
    ),
    known("trim", Style::Member, Function::Trim, is_text, || {
        Type::String
    }),
    known("split", Style::Member, Function::Split, is_text, || {
        Type::list(Type::String)
    }),
    known("join", Style::Member, Function::Join, are_texts, || {
        Type::String
    }),
    known("int", Style::Global, Function::Int, to_int, || Type::Int),
    known("uint", Style::Global, Function::Uint, to_number, || {
        Type::Uint
    }),
    known("double", Style::Global, Function::Double, to_number, || {
        Type::Double
    }),
    known("string", Style::Global, Function::String, to_text, || {
        Type::String
    }),
    known("bool", Style::Global, Function::Bool, to_bool, || {
        Type::Bool
    }),
    known(
        "timestamp",
        Style::Global,
        Function::Timestamp,
        to_time,
        || Type::Timestamp,
    ),
    known(
        "duration",
        Style::Global,
        Function::Duration,
        to_length,
        || Type::Duration,
    ),
    known(
        "getFullYear",
        Style::Member,
        Function::FullYear,
        is_time,
        || Type::Int,
    ),
    known("getMonth", Style::Member, Function::Month, is_time, || {
        Type::Int
    }),
    known("getDate", Style::Member, Function::Date, is_time, || {
        Type::Int
    }),
    known(
        "getDayOfWeek",
        Style::Member,
        Function::DayOfWeek,
        is_time,
        || Type::Int,
    ),
    known(
        "getHours",
        Style::Member,
        Function::Hours,
        has_hours,
        || Type::Int,
    ),
    known(
        "getMinutes",
        Style::Member,
        Function::Minutes,
        has_hours,
        || Type::Int,
    ),
    known(
        "getSeconds",
        Style::Member,
        Function::Seconds,
        has_hours,
        || Type::Int,
    ),
];

fn is_text(type_: &Type) -> bool {
    *type_ == Type::String
}

fn are_texts(type_: &Type) -> bool {
    matches!(type_, Type::List(element) if element.fits(&Type::String))
}

fn has_size(type_: &Type) -> bool {
    matches!(
        type_,
        Type::String | Type::List(_) | Type::Map(_) | Type::Object(_)
    )
}

fn to_number(type_: &Type) -> bool {
    type_.is_number() || *type_ == Type::String
}

fn to_int(type_: &Type) -> bool {
    to_number(type_) || *type_ == Type::Timestamp
}

fn to_text(type_: &Type) -> bool {
    to_int(type_) || matches!(type_, Type::Bool | Type::Duration)
}

fn to_bool(type_: &Type) -> bool {
    matches!(type_, Type::Bool | Type::String)
}

fn to_time(type_: &Type) -> bool {
    matches!(type_, Type::Timestamp | Type::String | Type::Int)
}

fn to_length(type_: &Type) -> bool {
    matches!(type_, Type::Duration | Type::String)
}

fn is_time(type_: &Type) -> bool {
    *type_ == Type::Timestamp
}

fn has_hours(type_: &Type) -> bool {
    matches!(type_, Type::Timestamp | Type::Duration)
}

impl Checker<'_> {
    pub(crate) fn call(&mut self, call: &CallExpr, octets: &Range<usize>) -> Option<(Kind, Type)> {
        let name = call.func_name.as_str();
        if call.target.is_none() && is_operator(name) {
            let operands = self.nodes(&mut call.args.iter())?;
            return self.operator(name, operands, octets);
        }
        // Before its arguments: `matches` is no less unknown when its argument is wrong as well.
        let Some(known) = FUNCTIONS.iter().find(|known| known.name == name) else {
            return self.unknown_function(call, octets);
        };
        let member = call.target.is_some();
        if member != (known.style == Style::Member) && known.style != Style::Either {
            let right = if member {
                format!("`{name}(x)`")
            } else {
                format!("`x.{name}(…)`")
            };
            let problem = format!("`{name}` is called in another way");
            let draft = Draft::new(Code::UnknownFunction, problem, format!("write {right}"));
            return self.report(octets, draft);
        }
        let mut arguments = call.target.as_deref().into_iter().chain(&call.args);
        let arguments = self.nodes(&mut arguments)?;
        let (least, most) = known.function.arguments();
        if !(usize::from(least)..=usize::from(most)).contains(&arguments.len()) {
            let problem = format!("`{name}` takes another number of arguments");
            return self.wrong_type(octets, problem, "");
        }
        let mut rest = arguments.iter();
        let first = rest.next()?;
        let wrong = if !(known.takes)(&first.type_) && first.type_ != Type::Dyn {
            Some(first)
        } else {
            // All that follows the first one is a text, in whichever function.
            rest.find(|argument| !argument.type_.fits(&Type::String))
        };
        if let Some(wrong) = wrong {
            let problem = format!("`{name}` does not take a value of type {}", wrong.type_);
            return self.wrong_type(octets, problem, "");
        }
        self.literal_argument(known.function, first)?;
        Some((Kind::Call(known.function, arguments), (known.gives)()))
    }

    fn unknown_function(&mut self, call: &CallExpr, octets: &Range<usize>) -> Option<(Kind, Type)> {
        let name = call.func_name.as_str();
        match (name, call.args.as_slice(), &call.target) {
            // Only for the checker: at the edge all values are what they are.
            ("dyn", [argument], None) => {
                let argument = self.node(argument)?;
                return Some((argument.kind, Type::Dyn));
            }
            ("matches", ..) => {
                return self.not_accepted(
                    octets,
                    "regular expressions (`matches`)",
                    "use `startsWith`, `endsWith`, `contains` or `split`",
                );
            }
            ("has" | "all" | "exists" | "exists_one" | "map" | "filter", ..) => {
                let problem = format!("`{name}` is not called like this");
                let help = match name {
                    "has" => "write `has(a.b)`",
                    _ => "write it behind a list, with a variable: `list.exists(x, x > 1)`",
                };
                return self.report(octets, Draft::new(Code::UnknownFunction, problem, help));
            }
            _ => {}
        }
        let names = FUNCTIONS.iter().map(|known| known.name);
        let names = names.chain(["dyn", "has", "all", "exists", "exists_one", "map", "filter"]);
        let help = most_similar(name, names).map_or_else(
            || "docs/claims-rules.md lists the functions there are".to_owned(),
            |similar| format!("did you mean `{similar}`?"),
        );
        let problem = format!("rules have no function `{name}`");
        self.report(octets, Draft::new(Code::UnknownFunction, problem, help))
    }

    /// What is written as a text must be one that can be read, which need not wait until a login.
    fn literal_argument(&mut self, function: Function, argument: &Node) -> Option<()> {
        let Kind::Text(text) = &argument.kind else {
            return Some(());
        };
        let (readable, help) = match function {
            Function::Timestamp => (
                Timestamp::parse(text).is_some(),
                "write it as in `timestamp(\"2026-11-24T09:30:00Z\")`",
            ),
            Function::Duration => (
                Duration::parse(text).is_some(),
                "write it as in `duration(\"1h30m\")`; units are h, m, s, ms, us and ns",
            ),
            Function::Int => (text.parse::<i64>().is_ok(), ""),
            Function::Uint => (text.parse::<u64>().is_ok(), ""),
            _ => return Some(()),
        };
        if readable {
            return Some(());
        }
        let problem = format!("\"{text}\" cannot be read");
        self.report(
            &argument.octets,
            Draft::new(Code::WrongLiteral, problem, help),
        )
    }
}
