//! What a rule reads.

use std::collections::BTreeSet;

use crate::tree::{Kind, Node};

/// The paths that a rule reads, in order and each once.
pub(crate) fn reads(tree: &Node) -> Vec<String> {
    let mut paths = BTreeSet::new();
    collect(tree, &mut paths);
    paths.into_iter().collect()
}

fn collect(node: &Node, paths: &mut BTreeSet<String>) {
    if let Some(path) = path(node) {
        paths.insert(path);
        return;
    }
    match &node.kind {
        Kind::Select(operand, _) | Kind::Has(operand, _) | Kind::Unary(_, operand) => {
            collect(operand, paths);
        }
        Kind::Index(both)
        | Kind::Binary(_, both)
        | Kind::And(both)
        | Kind::Or(both)
        | Kind::Loop(_, both) => collect_all(&mut both.iter(), paths),
        Kind::Choose(all) => collect_all(&mut all.iter(), paths),
        Kind::List(items) | Kind::Call(_, items) => collect_all(&mut items.iter(), paths),
        Kind::Map(entries) => collect_all(&mut entries.iter().flatten(), paths),
        Kind::Null
        | Kind::Bool(_)
        | Kind::Int(_)
        | Kind::Uint(_)
        | Kind::Double(_)
        | Kind::Text(_)
        | Kind::Root(_)
        | Kind::Local(_) => {}
    }
}

fn collect_all(nodes: &mut dyn Iterator<Item = &Node>, paths: &mut BTreeSet<String>) {
    for node in nodes {
        collect(node, paths);
    }
}

/// The path that a chain of fields spells.
fn path(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Root(name) => Some(name.clone()),
        Kind::Select(operand, name) | Kind::Has(operand, name) => {
            Some(format!("{}.{name}", path(operand)?))
        }
        Kind::Index(both) => match &**both {
            [
                operand,
                Node {
                    kind: Kind::Text(name),
                    ..
                },
            ] => {
                let operand = path(operand)?;
                // Another name than `a.b` of two fields: whoever fetches what is read must not take one for the other.
                Some(if is_identifier(name) {
                    format!("{operand}.{name}")
                } else {
                    format!("{operand}[{name:?}]")
                })
            }
            _ => None,
        },
        _ => None,
    }
}

fn is_identifier(name: &str) -> bool {
    let inner = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    name.chars().all(inner) && name.starts_with(|first: char| !first.is_ascii_digit())
}
