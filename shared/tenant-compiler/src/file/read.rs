//! From text to [`TenantFile`].

use toml::Deserializer;
use toml::de::DeTable;

use super::TenantFile;
use super::variables::{replace_variables, values_of};
use crate::CompileOptions;
use crate::finding::{Draft, Severity};

/// Reads the text of a tenant file and replaces its variables.
pub(crate) fn read(text: &str, options: &CompileOptions) -> Result<TenantFile, Vec<Draft>> {
    let (mut table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors.iter().map(not_toml).collect());
    }
    let values = values_of(table.get_ref(), options)?;
    replace_variables(table.get_mut(), &values)?;
    serde_path_to_error::deserialize(Deserializer::from(table)).map_err(|error| {
        let field = error.path().to_string();
        let error = error.inner();
        vec![Draft {
            severity: Severity::Error,
            code: "unexpected-shape",
            field: if field == "." { String::new() } else { field },
            span: error.span(),
            // The message is one line; names of fields stand in backticks already.
            problem: error.message().trim().to_owned(),
            help: "docs/tenant-file.md lists every field with its type".to_owned(),
        }]
    })
}

fn not_toml(error: &toml::de::Error) -> Draft {
    Draft {
        severity: Severity::Error,
        code: "not-toml",
        field: String::new(),
        span: error.span(),
        problem: error.message().trim().replace('\n', ", "),
        help: "the file must be TOML 1.0; see https://toml.io".to_owned(),
    }
}
