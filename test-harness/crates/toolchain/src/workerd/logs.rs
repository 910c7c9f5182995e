//! What a process printed, line by line, while it runs.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Older lines are dropped: a demo may run for days.
const KEPT: usize = 20_000;

/// Where a line came from. `console.log` writes to the output, `console.warn`, `console.error` and
/// the runtime itself write to the error stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogStream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// One printed line, without its line ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Where it came from.
    pub stream: LogStream,
    /// What it says.
    pub text: String,
}

/// The lines of a process. Cheap to clone; clones see the same lines.
#[derive(Debug, Clone, Default)]
pub struct Logs {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    lines: Mutex<Lines>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Lines {
    kept: VecDeque<LogLine>,
    dropped: usize,
}

impl Logs {
    /// How many lines there have been so far: a position for [`Logs::since`] and [`Logs::wait_for`].
    #[must_use]
    pub fn mark(&self) -> usize {
        self.lock().end()
    }

    /// The lines after a position, oldest first, as far as they are still kept.
    #[must_use]
    pub fn since(&self, mark: usize) -> Vec<LogLine> {
        self.lock().since(mark)
    }

    /// Waits for a line after a position that `wanted` accepts.
    ///
    /// Returns `None` when there is none within `patience`.
    pub fn wait_for(
        &self,
        mark: usize,
        patience: Duration,
        mut wanted: impl FnMut(&LogLine) -> bool,
    ) -> Option<LogLine> {
        let deadline = Instant::now() + patience;
        let mut seen = mark;
        let mut lines = self.lock();
        loop {
            if let Some(line) = lines.since(seen).into_iter().find(|line| wanted(line)) {
                return Some(line);
            }
            seen = lines.end().max(mark);
            let left = deadline.checked_duration_since(Instant::now())?;
            lines = self
                .shared
                .changed
                .wait_timeout(lines, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Everything that is kept, as one text for an error message.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = self.since(0);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        texts.join("\n")
    }

    /// Reads a stream to its end on a thread of its own.
    pub(super) fn read(
        &self,
        stream: LogStream,
        from: impl Read + Send + 'static,
    ) -> thread::JoinHandle<()> {
        let logs = self.clone();
        thread::spawn(move || {
            // Split by bytes: a Worker may print what is not UTF-8.
            for line in BufReader::new(from).split(b'\n') {
                let Ok(line) = line else { return };
                let text = String::from_utf8_lossy(&line)
                    .trim_end_matches('\r')
                    .to_owned();
                logs.lock().push(LogLine { stream, text });
                logs.shared.changed.notify_all();
            }
        })
    }

    fn lock(&self) -> MutexGuard<'_, Lines> {
        // Lines are whole whenever the lock is free, also after a panic elsewhere.
        self.shared
            .lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lines {
    fn end(&self) -> usize {
        self.dropped + self.kept.len()
    }

    fn since(&self, mark: usize) -> Vec<LogLine> {
        let skipped = mark.saturating_sub(self.dropped);
        self.kept.iter().skip(skipped).cloned().collect()
    }

    fn push(&mut self, line: LogLine) {
        if self.kept.len() == KEPT {
            self.kept.pop_front();
            self.dropped += 1;
        }
        self.kept.push_back(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logs_of(text: &'static str) -> Logs {
        let logs = Logs::default();
        logs.read(LogStream::Output, text.as_bytes())
            .join()
            .unwrap();
        logs
    }

    #[test]
    fn lines_are_found_only_after_the_mark() {
        let logs = logs_of("one\r\ntwo\nthree");
        let is_one = |line: &LogLine| line.text == "one";
        assert!(logs.wait_for(0, Duration::ZERO, is_one).is_some());
        assert!(logs.wait_for(1, Duration::ZERO, is_one).is_none());
        assert_eq!(logs.mark(), 3);
        assert_eq!(logs.text(), "one\ntwo\nthree");
    }

    #[test]
    fn a_line_that_comes_later_ends_the_wait() {
        let logs = Logs::default();
        let writer = logs.clone();
        let late = thread::spawn(move || {
            thread::sleep(Duration::from_millis(50));
            writer
                .read(LogStream::Error, "late\n".as_bytes())
                .join()
                .unwrap();
        });
        let found = logs.wait_for(0, Duration::from_secs(10), |line| line.text == "late");
        assert_eq!(found.unwrap().stream, LogStream::Error);
        late.join().unwrap();
    }

    #[test]
    fn old_lines_go_and_positions_stay_right() {
        let mut lines = Lines::default();
        for number in 0..KEPT + 5 {
            lines.push(LogLine {
                stream: LogStream::Output,
                text: number.to_string(),
            });
        }
        assert_eq!(lines.end(), KEPT + 5);
        assert_eq!(lines.since(KEPT + 4)[0].text, (KEPT + 4).to_string());
        assert_eq!(lines.since(0)[0].text, "5");
    }
}
