//! Tells a person, or a log, what is going on and how long it took.
//!
//! On a terminal one status line is redrawn in place; elsewhere only whole lines are written, and
//! a long step writes a sign of life every [`HEARTBEAT`], because CI systems kill silent jobs.
//! There is no colour: nothing here needs it, and every log viewer can read the result.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// How often a long step shows life where there is no terminal.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Longer status lines would wrap on a narrow terminal and could not be redrawn.
const STATUS_WIDTH: usize = 78;

/// Where steps are announced. Cheap to clone; clones write to the same place.
#[derive(Clone)]
pub struct Progress {
    shared: Arc<Mutex<Shared>>,
}

/// A step that is under way. It ends when it is dropped, or with [`Step::done`].
pub struct Step {
    id: usize,
    shared: Arc<Mutex<Shared>>,
}

/// The rhythm, apart so that tests need not wait for it.
#[derive(Clone, Copy)]
struct Rhythm {
    /// A step that ends sooner is not worth a line.
    worth_a_line: Duration,
    /// How often a long step shows life where there is no terminal.
    heartbeat: Duration,
    /// How often the thread behind it looks.
    tick: Duration,
}

struct Shared {
    out: Box<dyn Write + Send>,
    terminal: bool,
    rhythm: Rhythm,
    started: Instant,
    next_id: usize,
    running: Vec<Running>,
    finished: Vec<Finished>,
    status_drawn: bool,
    ticking: bool,
}

struct Running {
    id: usize,
    title: String,
    note: String,
    started: Instant,
    last_sign: Instant,
}

struct Finished {
    title: String,
    took: Duration,
    outcome: Option<String>,
}

impl Progress {
    /// Writes to standard error, with a status line when that is a terminal.
    #[must_use]
    pub fn new() -> Self {
        Self::to(Box::new(io::stderr()), io::stderr().is_terminal())
    }

    /// Writes to `out`; `terminal` says whether a line may be redrawn in place there.
    #[must_use]
    pub fn to(out: Box<dyn Write + Send>, terminal: bool) -> Self {
        let rhythm = Rhythm {
            worth_a_line: Duration::from_secs(1),
            heartbeat: HEARTBEAT,
            tick: Duration::from_millis(if terminal { 250 } else { 1000 }),
        };
        Self::with_rhythm(out, terminal, rhythm)
    }

    fn with_rhythm(out: Box<dyn Write + Send>, terminal: bool, rhythm: Rhythm) -> Self {
        Self {
            shared: Arc::new(Mutex::new(Shared {
                out,
                terminal,
                rhythm,
                started: Instant::now(),
                next_id: 0,
                running: Vec::new(),
                finished: Vec::new(),
                status_drawn: false,
                ticking: false,
            })),
        }
    }

    /// Begins a step. Title it by what is done, in the imperative: "Install npm packages".
    #[must_use = "the step ends when it is dropped"]
    pub fn step(&self, title: impl Into<String>) -> Step {
        let mut shared = lock(&self.shared);
        let id = shared.next_id;
        shared.next_id += 1;
        let now = Instant::now();
        shared.running.push(Running {
            id,
            title: title.into(),
            note: String::new(),
            started: now,
            last_sign: now,
        });
        if !shared.ticking {
            shared.ticking = true;
            let period = shared.rhythm.tick;
            let weak = Arc::downgrade(&self.shared);
            thread::spawn(move || tick(&weak, period));
        }
        drop(shared);
        Step {
            id,
            shared: Arc::clone(&self.shared),
        }
    }

    /// Writes a line of its own, without disturbing the status line.
    pub fn say(&self, line: &str) {
        lock(&self.shared).write_line(line);
    }

    /// A Markdown table of all finished steps and their seconds, in the order in which they ended,
    /// and the seconds since this `Progress` was made.
    ///
    /// Steps may overlap, so the rows need not add up to the last one.
    #[must_use]
    pub fn summary(&self) -> String {
        let shared = lock(&self.shared);
        let mut table = String::from("| step | seconds | |\n|---|---:|---|\n");
        for step in &shared.finished {
            let outcome = step.outcome.as_deref().unwrap_or_default();
            let seconds = step.took.as_secs_f64();
            // Writing to a `String` cannot fail.
            let _ = writeln!(table, "| {} | {seconds:.1} | {outcome} |", step.title);
        }
        let total = shared.started.elapsed().as_secs_f64();
        let _ = writeln!(table, "| whole run | {total:.1} | |");
        table
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

impl Step {
    /// Says what the step is at, shown behind its title while it runs.
    pub fn note(&self, note: impl Into<String>) {
        let mut shared = lock(&self.shared);
        if let Some(running) = shared.running.iter_mut().find(|step| step.id == self.id) {
            running.note = note.into();
        }
    }

    /// Ends the step with a remark about its result, such as the size of what was built.
    pub fn done(self, outcome: impl Into<String>) {
        lock(&self.shared).finish(self.id, Some(outcome.into()));
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        // After `done` there is nothing left to finish.
        lock(&self.shared).finish(self.id, None);
    }
}

impl Shared {
    fn finish(&mut self, id: usize, outcome: Option<String>) {
        let Some(position) = self.running.iter().position(|step| step.id == id) else {
            return;
        };
        let running = self.running.remove(position);
        let took = running.started.elapsed();
        if took >= self.rhythm.worth_a_line {
            let seconds = took.as_secs_f64();
            let mut line = format!("{seconds:>7.1} s  {}", running.title);
            if let Some(outcome) = &outcome {
                let _ = write!(line, ": {outcome}");
            }
            self.write_line(&line);
        } else if self.running.is_empty() {
            self.clear_status();
        }
        self.finished.push(Finished {
            title: running.title,
            took,
            outcome,
        });
    }

    fn write_line(&mut self, line: &str) {
        self.clear_status();
        // Progress is a courtesy: a closed standard error must not stop the work.
        let _ = writeln!(self.out, "{line}");
        let _ = self.out.flush();
    }

    fn clear_status(&mut self) {
        if self.status_drawn {
            let _ = write!(self.out, "\r\x1b[2K");
            let _ = self.out.flush();
            self.status_drawn = false;
        }
    }

    fn draw_status(&mut self) {
        let now = Instant::now();
        let line = self
            .running
            .iter()
            .filter(|step| now.duration_since(step.started) >= self.rhythm.worth_a_line)
            .map(|step| step.describe(now))
            .collect::<Vec<_>>()
            .join("  |  ");
        if line.is_empty() {
            return;
        }
        self.clear_status();
        let visible: String = line.chars().take(STATUS_WIDTH).collect();
        let _ = write!(self.out, "{visible}");
        let _ = self.out.flush();
        self.status_drawn = true;
    }

    fn beat(&mut self) {
        let now = Instant::now();
        let lines: Vec<String> = self
            .running
            .iter_mut()
            .filter(|step| now.duration_since(step.last_sign) >= self.rhythm.heartbeat)
            .map(|step| {
                step.last_sign = now;
                step.describe(now)
            })
            .collect();
        for line in lines {
            self.write_line(&line);
        }
    }
}

impl Running {
    fn describe(&self, now: Instant) -> String {
        let seconds = now.duration_since(self.started).as_secs();
        let mut line = format!("{seconds:>5} s .. {}", self.title);
        if !self.note.is_empty() {
            let _ = write!(line, ": {}", self.note);
        }
        line
    }
}

/// Shows life until the last `Progress` and `Step` are gone.
fn tick(shared: &Weak<Mutex<Shared>>, period: Duration) {
    loop {
        thread::sleep(period);
        let Some(shared) = shared.upgrade() else {
            return;
        };
        let mut shared = lock(&shared);
        if shared.terminal {
            shared.draw_status();
        } else {
            shared.beat();
        }
    }
}

/// A thread that panicked while it announced something does not silence the others.
fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A writer whose contents the test can read.
    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Page {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const QUICK: Rhythm = Rhythm {
        worth_a_line: Duration::from_millis(40),
        heartbeat: Duration::from_millis(80),
        tick: Duration::from_millis(10),
    };

    #[test]
    fn a_short_step_is_silent_and_still_in_the_summary() {
        let page = Page::default();
        let progress = Progress::to(Box::new(page.clone()), false);
        progress.step("Blink").done("twice");
        drop(progress.step("Wink"));
        assert_eq!(page.text(), "");
        let summary = progress.summary();
        assert!(
            summary.contains("| Blink | 0.0 | twice |\n| Wink | 0.0 |  |\n"),
            "{summary}"
        );
    }

    #[test]
    fn without_a_terminal_a_long_step_writes_whole_lines_only() {
        let page = Page::default();
        let progress = Progress::with_rhythm(Box::new(page.clone()), false, QUICK);
        let step = progress.step("Sleep");
        step.note("dreaming");
        thread::sleep(Duration::from_millis(200));
        step.done("rested");
        let text = page.text();
        assert!(text.contains(" 0 s .. Sleep: dreaming\n"), "{text}");
        assert!(text.ends_with(" s  Sleep: rested\n"), "{text}");
        assert!(!text.contains(['\r', '\x1b']), "{text}");
    }

    #[test]
    fn on_a_terminal_the_status_line_is_cleared_before_a_line() {
        let page = Page::default();
        let progress = Progress::with_rhythm(Box::new(page.clone()), true, QUICK);
        let step = progress.step("Sleep");
        thread::sleep(Duration::from_millis(120));
        progress.say("READY");
        drop(step);
        let text = page.text();
        assert!(text.contains("Sleep\r\x1b[2KREADY\n"), "{text:?}");
    }
}
