//! The same with the `cel` crate: parsed from text, or from a tree that is built here of what comes in.

use std::collections::HashMap;
use std::sync::Arc;

use cel::objects::{Key, Map};
use cel::{Context, Env, IdedExpr, Value, extensions};
use serde_json::Value as Json;

thread_local! {
    static ENV: Arc<Env> = {
        let mut env = Env::stdlib();
        env.add_extension(extensions::strings).unwrap_or_default();
        Arc::new(env)
    };
    static TREES: std::cell::RefCell<Vec<IdedExpr>> = const { std::cell::RefCell::new(Vec::new()) };
}

pub fn evaluated(rules: &[Vec<u8>], given: &Json, mut each: impl FnMut(Json)) -> u32 {
    TREES.with_borrow_mut(|trees| {
        // Parsed once, as a Worker would keep it.
        for rule in rules.iter().skip(trees.len()) {
            trees.push(tree(rule));
        }
        let env = ENV.with(Arc::clone);
        let mut context = Context::with_env(env);
        for name in super::INPUTS {
            context.add_variable_from_value(name, from_json(&given[name]));
        }
        #[cfg(feature = "cel-time")]
        context.add_variable_from_value("now", now(given));
        let mut done = 0;
        for tree in trees.iter() {
            let result = Value::resolve(tree, &context);
            done += u32::from(result.is_ok());
            each(result.map_or(Json::Null, |value| to_json(&value)));
        }
        done
    })
}

#[cfg(feature = "cel-time")]
fn now(given: &Json) -> Value {
    let seconds = given["now"].as_i64().unwrap_or_default();
    Value::Timestamp(
        chrono::DateTime::from_timestamp(seconds, 0)
            .unwrap_or_default()
            .fixed_offset(),
    )
}

#[cfg(feature = "cel-parser")]
fn tree(rule: &[u8]) -> IdedExpr {
    let text = std::str::from_utf8(rule).unwrap_or_default();
    ENV.with(|env| env.compile(text))
        .map(|program| program.expression().clone())
        .unwrap_or_default()
}

/// Not a reader of trees, but as much as one: any kind of node with any contents can come out, so the evaluator is whole.
#[cfg(not(feature = "cel-parser"))]
fn tree(rule: &[u8]) -> IdedExpr {
    use cel::common::ast::*;
    let mut node = IdedExpr {
        id: 0,
        expr: Expr::Literal(LiteralValue::Null),
    };
    for (id, octet) in (1..).zip(rule) {
        let text = String::from_utf8_lossy(rule).into_owned();
        let below = node.clone();
        let expr = match octet % 10 {
            0 => Expr::Ident(text),
            1 => Expr::Select(SelectExpr {
                operand: Box::new(below),
                field: text,
                test: octet % 20 == 1,
            }),
            2 => Expr::Call(CallExpr {
                func_name: text,
                target: None,
                args: vec![below.clone(), below],
            }),
            3 => Expr::Call(CallExpr {
                func_name: text,
                target: Some(Box::new(below.clone())),
                args: vec![below],
            }),
            4 => Expr::List(ListExpr::new(vec![below])),
            5 => Expr::Literal(LiteralValue::Int(i64::from(*octet).into())),
            6 => Expr::Literal(LiteralValue::Double(f64::from(*octet).into())),
            7 => Expr::Literal(LiteralValue::String(text.into())),
            8 => Expr::Map(MapExpr {
                entries: vec![IdedEntryExpr {
                    id,
                    expr: EntryExpr::MapEntry(MapEntryExpr {
                        key: below.clone(),
                        value: below,
                        optional: false,
                    }),
                }],
            }),
            _ => Expr::Comprehension(Box::new(ComprehensionExpr {
                iter_range: below.clone(),
                iter_var: text.clone(),
                iter_var2: None,
                accu_var: text,
                accu_init: below.clone(),
                loop_cond: below.clone(),
                loop_step: below.clone(),
                result: below,
            })),
        };
        node = IdedExpr { id, expr };
    }
    node
}

fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => number.as_i64().map_or_else(
            || Value::Float(number.as_f64().unwrap_or_default()),
            Value::Int,
        ),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::List(Arc::new(items.iter().map(from_json).collect())),
        Json::Object(fields) => {
            let entries: HashMap<Key, Value> = fields
                .iter()
                .map(|(name, value)| (Key::from(name.clone()), from_json(value)))
                .collect();
            Value::Map(Map {
                map: Arc::new(entries),
            })
        }
    }
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::from(*value),
        Value::Int(value) => Json::from(*value),
        Value::UInt(value) => Json::from(*value),
        Value::Float(value) => Json::from(*value),
        Value::String(text) => Json::from(text.as_str()),
        Value::List(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Map(map) => Json::Object(
            map.map
                .iter()
                .map(|(key, value)| (key.to_string(), to_json(value)))
                .collect(),
        ),
        #[cfg(feature = "cel-time")]
        Value::Duration(length) => Json::from(format!("{}s", length.num_seconds())),
        _ => Json::Null,
    }
}
