//! `vestibule`: what an operator runs on the tenant file.
//!
//! `check` reports every mistake in it, `publish` gets its snapshot to where Workers read it,
//! `explain` shows where a login is led and why, `eval` what its tokens say, `preview` how its pages look,
//! `export-branding` writes its brands as Auth0 takes them, `keys` makes the key that receipts of consents are signed with, `receipt`
//! says what they prove, `example` writes a large one to try things on.
//! Everything that is said goes to the standard output, except that a command could not be carried
//! out; what people typed goes nowhere else.

mod arguments;
mod check;
mod eval;
mod example;
mod exit;
mod explain;
mod export_branding;
mod keys;
mod preview;
mod publish;
mod receipt;
mod terminal;

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use anyhow::Error;
use clap::Parser as _;
use clap::error::{ContextKind, ContextValue};

use crate::arguments::{Arguments, Command};
use crate::exit::Exit;
use crate::terminal::printable;

fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| discreetly(error).exit());
    match run(&arguments) {
        Ok(exit) => exit.code(),
        // Whoever reads only the beginning, as `head` does, has what they wanted.
        Err(error) if is_broken_pipe(&error) => Exit::Fine.code(),
        Err(error) => {
            // One line that says what to do; `{:#}` adds the causes to it.
            let _ = writeln!(io::stderr(), "error: {}", printable(&format!("{error:#}")));
            ExitCode::from(Exit::FAILED)
        }
    }
}

/// The same complaint about the command line without what was typed: it may be somebody's address,
/// and the standard error of a job often ends up in a log. Options are named all the same.
fn discreetly(mut error: clap::Error) -> clap::Error {
    for kind in [ContextKind::InvalidArg, ContextKind::InvalidValue] {
        let is_typed = |value: &ContextValue| match value {
            ContextValue::String(text) => {
                kind == ContextKind::InvalidValue || !text.starts_with('-')
            }
            _ => false,
        };
        if error.get(kind).is_some_and(is_typed) {
            error.insert(kind, ContextValue::String("…".to_owned()));
        }
    }
    error
}

fn run(arguments: &Arguments) -> Result<Exit, Error> {
    let mut output = BufWriter::new(io::stdout().lock());
    let exit = match &arguments.command {
        Command::Check(arguments) => check::check(arguments, &mut output)?,
        Command::Explain(arguments) => explain::explain(arguments, &mut output)?,
        Command::Eval(arguments) => eval::eval(arguments, &mut output)?,
        Command::Publish(arguments) => publish::publish(arguments, &mut output)?,
        Command::Preview(arguments) => preview::preview(arguments, &mut output)?,
        Command::ExportBranding(arguments) => {
            export_branding::export_branding(arguments, &mut output)?
        }
        Command::Keys(command) => keys::keys(command, &mut output)?,
        Command::Receipt(command) => receipt::receipt(command, &mut output)?,
        Command::Example(arguments) => example::example(arguments, &mut output)?,
    };
    output.flush()?;
    Ok(exit)
}

fn is_broken_pipe(error: &Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
