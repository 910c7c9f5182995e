//! The shape of a tenant file, for editors.

use schemars::generate::SchemaSettings;

use crate::TenantFile;

/// The JSON Schema of a tenant file, as it is committed at `docs/tenant-file.schema.json`.
///
/// It is for editors, which complete fields and mark mistakes while somebody types; the compiler does not use it and says
/// more. A value that is a variable as a whole, such as `mode = "${mode}"`, is marked by it and compiled all the same.
#[must_use]
pub fn schema() -> String {
    // Draft 7 is what editors for TOML know.
    let mut schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<TenantFile>();
    schema.insert("title".to_owned(), "vestibule.toml".into());
    format!("{:#}\n", schema.as_value())
}
