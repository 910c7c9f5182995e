//! From files to [`TenantFile`].

use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Deserializer;
use toml::de::DeTable;

use super::TenantFile;
use super::included::{self, Included};
use super::variables::{Values, replace_variables, values_of};
use crate::code::Code;
use crate::finding::Draft;
use crate::sources::Sources;
use crate::{CompileErrors, CompileOptions};

/// Reads a tenant file and all that it includes, and replaces variables.
pub(crate) fn read(
    path: &Path,
    options: &CompileOptions,
) -> Result<(TenantFile, Sources), CompileErrors> {
    let mut sources = Sources::default();
    match read_all(path, options, &mut sources) {
        Ok(file) => Ok((file, sources)),
        Err(drafts) => Err(CompileErrors(sources.locate(drafts))),
    }
}

fn read_all(
    path: &Path,
    options: &CompileOptions,
    sources: &mut Sources,
) -> Result<TenantFile, Vec<Draft>> {
    let main = open(path, sources)?;
    let mut table = parse(main, sources.text(main))?;
    let values = values_of(table.get_ref(), options)?;
    replace_variables(main, table.get_mut(), &values)?;
    let mut file: TenantFile = shape(main, table)?;
    if let Some(source) = sources.get_mut(main) {
        source.organizations = 0..file.organizations.len();
        source.connections = 0..file.connections.len();
        source.clients = 0..file.clients.len();
        source.brands = file.brands.keys().cloned().collect();
    }
    let mut drafts = Vec::new();
    for path in included::files(path, &file.include)? {
        // Mistakes in one file do not hide those in the next.
        match read_included(&path, &values, sources) {
            Ok((number, included)) => add(number, included, &mut file, sources, &mut drafts),
            Err(found) => drafts.extend(found),
        }
    }
    if drafts.is_empty() {
        Ok(file)
    } else {
        Err(drafts)
    }
}

fn read_included(
    path: &Path,
    values: &Values,
    sources: &mut Sources,
) -> Result<(usize, Included), Vec<Draft>> {
    let number = open(path, sources)?;
    let mut table = parse(number, sources.text(number))?;
    replace_variables(number, table.get_mut(), values)?;
    Ok((number, shape(number, table)?))
}

fn add(
    number: usize,
    included: Included,
    file: &mut TenantFile,
    sources: &mut Sources,
    drafts: &mut Vec<Draft>,
) {
    let source = sources.get_mut(number);
    for key in included.brands.keys() {
        if file.brands.contains_key(key) {
            drafts.push(
                Draft::new(
                    Code::DuplicateBrand,
                    format!("there is a brand `{key}` already, in another file"),
                    "rename or remove one of the two",
                )
                .at(number, 0..0),
            );
        }
    }
    if let Some(source) = source {
        source.brands = included.brands.keys().cloned().collect();
        source.organizations = extend(&mut file.organizations, included.organizations);
        source.connections = extend(&mut file.connections, included.connections);
        source.clients = extend(&mut file.clients, included.clients);
    }
    file.brands.extend(included.brands);
}

/// Appends, and tells where what was appended stands.
fn extend<T>(list: &mut Vec<T>, more: Vec<T>) -> std::ops::Range<usize> {
    let start = list.len();
    list.extend(more);
    start..list.len()
}

/// Adds a file to the sources and gives its number.
fn open(path: &Path, sources: &mut Sources) -> Result<usize, Vec<Draft>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(sources.add(path.to_owned(), Some(text))),
        Err(error) => {
            let number = sources.add(path.to_owned(), None);
            Err(vec![
                Draft::new(
                    Code::UnreadableFile,
                    format!("the file cannot be read: {error}"),
                    "name a tenant file that exists, in UTF-8",
                )
                .at(number, 0..0),
            ])
        }
    }
}

fn parse(number: usize, text: &str) -> Result<toml::Spanned<DeTable<'_>>, Vec<Draft>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table);
    }
    let not_toml = |error: &toml::de::Error| {
        Draft::new(
            Code::NotToml,
            error.message().trim().replace('\n', ", "),
            "the file must be TOML 1.0; see https://toml.io",
        )
        .at(number, error.span().unwrap_or_default())
    };
    Err(errors.iter().map(not_toml).collect())
}

fn shape<T: DeserializeOwned>(
    number: usize,
    table: toml::Spanned<DeTable<'_>>,
) -> Result<T, Vec<Draft>> {
    serde_path_to_error::deserialize(Deserializer::from(table)).map_err(|error| {
        let field = error.path().to_string();
        let error = error.inner();
        vec![
            Draft::new(
                Code::UnexpectedShape,
                // One line; names of fields stand in backticks already.
                error.message().trim(),
                "docs/tenant-file.md lists every field with its type",
            )
            .on(if field == "." { "" } else { &field })
            .at(number, error.span().unwrap_or_default()),
        ]
    })
}
