//! Files that the main one includes.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern, glob_with};
use serde::Deserialize;

use super::{Brand, Client, Connection, Organization};
use crate::code::Code;
use crate::finding::Draft;

/// What an included file may hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Included {
    #[serde(default)]
    pub(super) brands: BTreeMap<String, Brand>,
    #[serde(default)]
    pub(super) organizations: Vec<Organization>,
    #[serde(default)]
    pub(super) connections: Vec<Connection>,
    #[serde(default)]
    pub(super) clients: Vec<Client>,
}

/// The files that `include` of the file at `main` names: in the order of the list, those of one pattern sorted, each once.
pub(super) fn files(main: &Path, include: &[String]) -> Result<Vec<PathBuf>, Vec<Draft>> {
    let folder = main.parent().unwrap_or_else(|| Path::new(""));
    let mut files: Vec<PathBuf> = Vec::new();
    let mut drafts = Vec::new();
    for (index, pattern) in include.iter().enumerate() {
        match matches(folder, pattern) {
            Ok(matching) if matching.iter().any(|path| is_same(path, main)) => drafts.push(
                Draft::new(
                    Code::IncludeCycle,
                    format!("`{pattern}` names this very file"),
                    "keep what is included in a folder of its own, as in `organizations/*.toml`",
                )
                .on(format!("include[{index}]")),
            ),
            Ok(matching) => {
                for path in matching {
                    if !files.contains(&path) {
                        files.push(path);
                    }
                }
            }
            Err((code, problem, help)) => {
                drafts.push(Draft::new(code, problem, help).on(format!("include[{index}]")));
            }
        }
    }
    if drafts.is_empty() {
        Ok(files)
    } else {
        Err(drafts)
    }
}

fn matches(folder: &Path, pattern: &str) -> Result<Vec<PathBuf>, (Code, String, &'static str)> {
    let invalid = |problem: String| {
        (
            Code::InvalidInclude,
            problem,
            "write a path from the folder of this file, as in `organizations/*.toml`",
        )
    };
    let relative = Path::new(pattern)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if pattern.is_empty() || !relative {
        return Err(invalid(format!(
            "`{pattern}` does not lead from the folder of this file into it"
        )));
    }
    let pattern_in_folder = Path::new(&Pattern::escape(&folder.to_string_lossy())).join(pattern);
    let options = MatchOptions {
        case_sensitive: true,
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    let mut paths = glob_with(&pattern_in_folder.to_string_lossy(), options)
        .map_err(|error| invalid(format!("`{pattern}` is not a pattern: {}", error.msg)))?
        .filter_map(Result::ok)
        .filter(|path| path.is_file())
        .collect::<Vec<_>>();
    if paths.is_empty() {
        return Err((
            Code::NothingIncluded,
            format!("no file matches `{pattern}`"),
            "create one, or remove the pattern",
        ));
    }
    paths.sort();
    Ok(paths)
}

/// Whether two paths lead to the same file, links and all.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
