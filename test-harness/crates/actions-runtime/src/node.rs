//! One Node.js child and the conversation with it.
//!
//! Requests go to its standard input, a line of JSON each; reports come from its standard output as
//! a line `report <request id> <JSON>`, in the order in which executions end. The id stands outside the
//! JSON so that a report which cannot be read still fails the right request.

use std::collections::HashMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command as Process};
use tokio::sync::oneshot;

use crate::action::DeployedAction;
use crate::command::Command;
use crate::execution::{Carried, Execution, StrictOptions, Trigger};
use crate::result::{End, LogLine};
use crate::runtime::{ExecuteError, NodeOptions, SpawnError};

/// How long Node.js may take until it says hello. A loaded machine needs seconds.
const HELLO: Duration = Duration::from_secs(30);
/// The oldest release line that Auth0 still offers for Actions and that knows all we use.
const OLDEST_MAJOR: u32 = 20;

/// A request as `main.cjs` reads it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Request<'a> {
    id: u64,
    trigger: Trigger,
    actions: &'a [DeployedAction],
    event: &'a Value,
    resume: Option<&'a Carried>,
    budget_ms: u64,
    clock: i64,
    executed_rules: &'a [String],
    strict: StrictOptions,
}

/// What `main.cjs` reports of an execution.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    pub(crate) end: End,
    pub(crate) commands: Vec<Command>,
    /// How many of the commands are from before the suspension.
    pub(crate) resumed_at: usize,
    pub(crate) transaction_metadata: Map<String, Value>,
    pub(crate) logs: Vec<LogLine>,
}

impl Report {
    /// An execution that ended like this and of which nothing is to be carried out.
    pub(crate) fn without_effect(end: End) -> Self {
        Self {
            end,
            commands: Vec::new(),
            resumed_at: 0,
            transaction_metadata: Map::new(),
            logs: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
struct Hello {
    node: String,
}

type Answer = oneshot::Sender<Result<Report, ExecuteError>>;

/// Requests without an answer yet; `None` once the child has ended.
#[derive(Clone, Default)]
struct Waiting(Arc<Mutex<Option<HashMap<u64, Answer>>>>);

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, Option<HashMap<u64, Answer>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The child. Dropping it kills the process.
pub(crate) struct Node {
    child: Mutex<Child>,
    stdin: tokio::sync::Mutex<ChildStdin>,
    waiting: Waiting,
    next_id: AtomicU64,
}

impl Node {
    /// Starts `node` with `main` and waits until it says hello.
    pub(crate) async fn start(
        node: &Path,
        main: &Path,
        options: &NodeOptions,
    ) -> Result<Self, SpawnError> {
        let mut process = Process::new(node);
        process
            .arg(main)
            // What a developer has set for other programs must not change how Actions run.
            .env_remove("NODE_OPTIONS")
            .env_remove("NODE_EXTRA_CA_CERTS")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        if let Some(certificates) = &options.extra_ca_certificates {
            process.env("NODE_EXTRA_CA_CERTS", certificates);
        }
        let mut child = process.spawn().map_err(SpawnError::Start)?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(SpawnError::NoHello);
        };
        let mut lines = BufReader::new(stdout).lines();
        let hello = tokio::time::timeout(HELLO, lines.next_line()).await;
        let Ok(Ok(Some(hello))) = hello else {
            return Err(SpawnError::NoHello);
        };
        let hello: Hello = serde_json::from_str(&hello).map_err(|_| SpawnError::NoHello)?;
        if major(&hello.node).is_none_or(|major| major < OLDEST_MAJOR) {
            return Err(SpawnError::TooOld(hello.node));
        }
        let waiting = Waiting(Arc::new(Mutex::new(Some(HashMap::new()))));
        tokio::spawn(read(lines, waiting.clone()));
        Ok(Self {
            child: Mutex::new(child),
            stdin: tokio::sync::Mutex::new(stdin),
            waiting,
            next_id: AtomicU64::new(0),
        })
    }

    /// Whether the child still runs, as far as is known.
    pub(crate) fn is_alive(&self) -> bool {
        // Its output may not have been read to the end yet, so the system is asked too.
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(child.try_wait(), Ok(None)) && self.waiting.lock().is_some()
    }

    /// Ends the child. Executions under way fail with [`ExecuteError::NodeEnded`].
    pub(crate) fn kill(&self) {
        // That it is gone already is what was wanted.
        let _gone = self
            .child
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .start_kill();
        self.waiting.lock().take();
    }

    /// The process id while the child runs.
    pub(crate) fn process_id(&self) -> Option<u32> {
        self.child
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .id()
    }

    /// Runs one execution.
    pub(crate) async fn request(&self, execution: &Execution) -> Result<Report, ExecuteError> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let (answer, report) = oneshot::channel();
        let _forget = Forget {
            waiting: &self.waiting,
            id,
        };
        self.waiting
            .lock()
            .as_mut()
            .ok_or(ExecuteError::NodeEnded)?
            .insert(id, answer);

        let mut line = serde_json::to_vec(&Request {
            id,
            trigger: execution.trigger,
            actions: &execution.actions,
            event: &execution.event,
            resume: execution.resume.as_ref(),
            budget_ms: execution.budget_ms,
            clock: execution.clock,
            executed_rules: &execution.executed_rules,
            strict: execution.strict,
        })
        .map_err(ExecuteError::Encode)?;
        line.push(b'\n');
        let mut stdin = self.stdin.lock().await;
        let written = async {
            stdin.write_all(&line).await?;
            stdin.flush().await
        };
        written.await.map_err(|_| ExecuteError::NodeEnded)?;
        drop(stdin);
        report.await.unwrap_or(Err(ExecuteError::NodeEnded))
    }
}

/// Takes a request off the list when nobody waits for it any more.
struct Forget<'a> {
    waiting: &'a Waiting,
    id: u64,
}

impl Drop for Forget<'_> {
    fn drop(&mut self) {
        if let Some(waiting) = self.waiting.lock().as_mut() {
            waiting.remove(&self.id);
        }
    }
}

/// Hands out reports until the child closes its output. To drop the list fails those who wait.
async fn read(mut lines: Lines<BufReader<ChildStdout>>, waiting: Waiting) {
    while let Ok(Some(line)) = lines.next_line().await {
        // An Action can write to this stream behind our back (`fs.writeSync(1, …)`): a line that
        // is not ours means nothing.
        let Some(line) = line.strip_prefix("report ") else {
            continue;
        };
        let Some((id, report)) = line.split_once(' ') else {
            continue;
        };
        let Ok(id) = id.parse::<u64>() else { continue };
        let answer = waiting
            .lock()
            .as_mut()
            .and_then(|waiting| waiting.remove(&id));
        if let Some(answer) = answer {
            // Who has stopped waiting misses nothing.
            let _unheard = answer.send(serde_json::from_str(report).map_err(ExecuteError::Decode));
        }
    }
    waiting.lock().take();
}

/// The major number of `v24.21.0`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}
