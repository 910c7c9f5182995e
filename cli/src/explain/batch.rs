//! Many questions at once.

use std::io::{self, BufRead, Write};
use std::num::NonZero;
use std::thread;

use serde::Serialize;
use vestibule_tenant::Snapshot;

use super::ask::ask;
use super::question::Question;

/// Questions that are read before they are handed to the threads; enough to make starting threads
/// cheap, few enough to keep memory small.
const CHUNK: usize = 16 * 1024;

/// A line of the input: its number, counted from one, and its bytes.
type Line = (usize, Vec<u8>);

/// What takes the place of an answer.
#[derive(Serialize)]
struct Unanswered {
    line: usize,
    error: String,
}

/// Answers every line of `input` with one of `output`, in the same order; blank lines are skipped.
/// Says how many could not be answered.
///
/// # Errors
///
/// Those of reading and writing. A line that is no question is answered with what is wrong with it.
pub(super) fn batch(
    snapshot: &Snapshot,
    input: &mut dyn BufRead,
    output: &mut impl Write,
) -> io::Result<usize> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut number = 0;
    let mut unanswered = 0;
    loop {
        let lines = read_lines(input, &mut number)?;
        if lines.is_empty() {
            return Ok(unanswered);
        }
        let share = lines.len().div_ceil(threads);
        let answers: Vec<io::Result<(Vec<u8>, usize)>> = thread::scope(|scope| {
            let workers: Vec<_> = lines
                .chunks(share)
                .map(|lines| scope.spawn(|| answer(snapshot, lines)))
                .collect();
            // A thread that ended early answered nothing, and the output would be short.
            let lost = || Err(io::Error::other("a thread of the batch broke down"));
            workers
                .into_iter()
                .map(|worker| worker.join().unwrap_or_else(|_| lost()))
                .collect()
        });
        for answered in answers {
            let (bytes, failed) = answered?;
            output.write_all(&bytes)?;
            unanswered += failed;
        }
    }
}

fn read_lines(input: &mut dyn BufRead, number: &mut usize) -> io::Result<Vec<Line>> {
    let mut lines = Vec::new();
    while lines.len() < CHUNK {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        *number += 1;
        if !line.trim_ascii().is_empty() {
            lines.push((*number, line));
        }
    }
    Ok(lines)
}

fn answer(snapshot: &Snapshot, lines: &[Line]) -> io::Result<(Vec<u8>, usize)> {
    let mut output = Vec::new();
    let mut unanswered = 0;
    for (line, text) in lines {
        let line = *line;
        let answered = serde_json::from_slice::<Question>(text)
            .map_err(|error| error.to_string())
            .and_then(|question| ask(snapshot, &question).map_err(|error| error.to_string()));
        match answered {
            Ok(mut report) => {
                report.line = Some(line);
                serde_json::to_writer(&mut output, &report)?;
            }
            Err(error) => {
                unanswered += 1;
                serde_json::to_writer(&mut output, &Unanswered { line, error })?;
            }
        }
        output.push(b'\n');
    }
    Ok((output, unanswered))
}
