//! `vestibule`: what an operator runs on the tenant file.
//!
//! `check` reports every mistake in it, `explain` shows where a login is led and why, `example`
//! writes a large one to try things on. Everything that is said goes to the standard output, except that a command could not be carried out; what
//! people typed goes nowhere else.

mod arguments;
mod check;
mod example;
mod exit;
mod explain;

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use anyhow::Error;
use clap::Parser as _;

use crate::arguments::{Arguments, Command};
use crate::exit::Exit;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(exit) => exit.code(),
        // Whoever reads only the beginning, as `head` does, has what they wanted.
        Err(error) if is_broken_pipe(&error) => Exit::Fine.code(),
        Err(error) => {
            // One line that says what to do; `{:#}` adds the causes to it.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::from(Exit::FAILED)
        }
    }
}

fn run(arguments: &Arguments) -> Result<Exit, Error> {
    let mut output = BufWriter::new(io::stdout().lock());
    let exit = match &arguments.command {
        Command::Check(arguments) => check::check(arguments, &mut output)?,
        Command::Explain(arguments) => explain::explain(arguments, &mut output)?,
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
