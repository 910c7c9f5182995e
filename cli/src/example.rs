//! `vestibule example`: a large tenant to try things on.

use std::fs;
use std::io::Write;

use anyhow::{Context as _, Error};
use vestibule_tenant_compiler::generate;

use crate::arguments::ExampleArguments;
use crate::exit::Exit;

/// Writes a tenant file to `output`, or to the file that was named.
///
/// # Errors
///
/// Those of writing it.
pub(crate) fn example(
    arguments: &ExampleArguments,
    output: &mut impl Write,
) -> Result<Exit, Error> {
    let text = generate(arguments.organizations, arguments.seed);
    match &arguments.output {
        None => output.write_all(text.as_bytes())?,
        Some(file) => fs::write(file, text).with_context(|| {
            format!(
                "{} cannot be written: name a file in a folder that exists",
                file.display()
            )
        })?,
    }
    Ok(Exit::Fine)
}
