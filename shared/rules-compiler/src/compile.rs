//! From a rule to bytes.

use std::ops::Range;
use std::thread;

use vestibule_rules::Program;
use vestibule_rules::layout::ResultType;

use crate::check::check;
use crate::diagnostic::{Code, Diagnostic, Draft};
use crate::environment::Environment;
use crate::lower::lower;
use crate::parse::parse;
use crate::reads::reads;

/// How long a rule may be, in octets.
pub const MAX_SOURCE: usize = 4_096;
/// How many levels of brackets, calls and alternatives a rule may have.
pub(crate) const MAX_NESTING: u16 = 32;

/// A rule, ready for the edge.
#[derive(Clone, Debug, PartialEq)]
pub struct CompiledRule {
    /// The program, for [`Program::from_bytes`].
    pub program: Vec<u8>,
    /// What the rule reads, as dotted paths from an input on, in order and each once. A path ends where what is read
    /// stops being a chain of known names. A name that is no identifier stands in it as `["a.b"]`.
    pub reads: Vec<String>,
    /// For each instruction of the program the octets of the rule it comes from, to tell where an evaluation went wrong.
    pub places: Vec<Range<usize>>,
}

/// Compiles a rule.
///
/// # Errors
///
/// What is wrong with it, in the order of the text, one [`Diagnostic`] at least. What can be found out at once is reported at
/// once; only a mistake in the grammar hides others.
pub fn compile(
    source: &str,
    environment: &Environment,
    expected: ResultType,
) -> Result<CompiledRule, Vec<Diagnostic>> {
    let failed = |octets: Range<usize>, draft| vec![Diagnostic::new(source, octets, draft)];
    if source.len() > MAX_SOURCE {
        let problem = format!("the rule is longer than {MAX_SOURCE} octets");
        let draft = Draft::new(Code::TooLarge, problem, "split it into several rules");
        return Err(failed(MAX_SOURCE..MAX_SOURCE, draft));
    }
    // The parser, and dropping what it gives, recur as deep as the rule is; a thread of a known stack makes that no matter of
    // who calls.
    let compiled = thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || compile_here(source, environment, expected))
            .map(thread::ScopedJoinHandle::join)
    });
    compiled.ok().and_then(Result::ok).unwrap_or_else(|| {
        let problem = "the rule cannot be compiled: no memory, or a mistake in the compiler";
        let help = "please report it together with the rule";
        Err(failed(
            0..source.len(),
            Draft::new(Code::TooLarge, problem, help),
        ))
    })
}

/// Enough for [`MAX_NESTING`] levels in a build without optimization, ten times over. Only what is used is taken.
const STACK: usize = 64 << 20;

fn compile_here(
    source: &str,
    environment: &Environment,
    expected: ResultType,
) -> Result<CompiledRule, Vec<Diagnostic>> {
    let (parsed, places) = parse(source)?;
    let tree = check(source, &parsed, &places, environment, expected)?;
    let (program, places) = lower(&tree, expected)
        .and_then(|(program, places)| {
            Program::from_bytes(&program).ok()?;
            Some((program, places))
        })
        .ok_or_else(|| {
            let problem = "the rule is too large: a list or map written in it has more than about 250 entries";
            let draft = Draft::new(Code::TooLarge, problem, "put the data into metadata");
            vec![Diagnostic::new(source, tree.octets.clone(), draft)]
        })?;
    Ok(CompiledRule {
        program,
        reads: reads(&tree),
        places,
    })
}
