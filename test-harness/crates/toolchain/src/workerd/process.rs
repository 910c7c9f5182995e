//! A running workerd.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, BufReader, PipeReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::config::WorkerdConfig;
use super::logs::{LogStream, Logs};
use super::{render, usage};
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

/// Starting takes a tenth of a second; a loaded machine gets a lot more.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running `workerd serve`. Dropping it stops the process.
#[derive(Debug)]
pub struct Workerd {
    child: Child,
    ports: BTreeMap<String, u16>,
    logs: Logs,
    folder: PathBuf,
}

impl Workerd {
    /// Starts workerd and waits until it listens on every socket of the configuration.
    ///
    /// # Errors
    /// When the configuration cannot be written, or when workerd ends before it listens; the error
    /// then carries what it printed.
    pub fn start(
        workspace: &Workspace,
        toolbox: &Toolbox,
        config: &WorkerdConfig,
    ) -> Result<Self, StartError> {
        let folder = private_folder(workspace)?;
        let file = folder.join("config.capnp");
        fs::write(&file, render::render(config)).map_err(StartError::file(&file))?;

        // workerd announces each socket's port on a descriptor of our choice. Its standard input is
        // the one descriptor that std can hand over besides the two that carry logs, so the writing
        // end of a pipe goes there: no `unsafe`, and no guessing of free ports.
        let (control, announcements) = io::pipe().map_err(StartError::Pipe)?;
        let mut child = Command::new(toolbox.workerd())
            .args(["serve", "--import-path", "/", "--control-fd=0"])
            .arg(&file)
            .stdin(Stdio::from(announcements))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| StartError::Spawn {
                program: toolbox.workerd().to_path_buf(),
                source,
            })?;

        let logs = Logs::default();
        let stdout = child
            .stdout
            .take()
            .map(|it| logs.read(LogStream::Output, it));
        let stderr = child
            .stderr
            .take()
            .map(|it| logs.read(LogStream::Error, it));
        let mut workerd = Self {
            child,
            ports: BTreeMap::new(),
            logs,
            folder,
        };
        let announced = announcements_of(control);
        match workerd.wait_until_listening(config, &announced) {
            Ok(()) => Ok(workerd),
            Err(NotListening::Ended) => {
                let status = workerd.child.wait().map_err(StartError::Lost)?;
                // The last words may still be on their way through the pipes.
                for reader in [stdout, stderr].into_iter().flatten() {
                    let _ = reader.join();
                }
                Err(StartError::Ended {
                    status,
                    output: workerd.logs.text(),
                })
            }
            Err(NotListening::Silent) => Err(StartError::Silent {
                output: workerd.logs.text(),
            }),
        }
    }

    /// The address of a socket of the configuration.
    #[must_use]
    pub fn address(&self, socket: &str) -> Option<SocketAddr> {
        let port = *self.ports.get(socket)?;
        Some(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
    }

    /// What the process printed so far, and what it prints from now on.
    #[must_use]
    pub fn logs(&self) -> &Logs {
        &self.logs
    }

    /// The process id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The processor time that the process has used so far, in steps of ten milliseconds.
    ///
    /// # Errors
    /// When the process is gone, or when the operating system has no `/proc`.
    pub fn cpu_time(&self) -> io::Result<Duration> {
        usage::cpu_time(self.pid())
    }

    /// The resident memory of the process in bytes.
    ///
    /// # Errors
    /// When the process is gone, or when the operating system has no `/proc`.
    pub fn rss(&self) -> io::Result<u64> {
        usage::resident_bytes(self.pid())
    }

    /// How the process ended, if it has.
    ///
    /// # Errors
    /// When the operating system does not tell.
    pub fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Stops the process and waits until it is gone. Dropping does the same without reporting.
    ///
    /// # Errors
    /// When the process could not be stopped.
    pub fn stop(mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }

    fn wait_until_listening(
        &mut self,
        config: &WorkerdConfig,
        announced: &Receiver<(String, u16)>,
    ) -> Result<(), NotListening> {
        let deadline = Instant::now() + PATIENCE;
        while !config
            .sockets
            .iter()
            .all(|socket| self.ports.contains_key(&socket.name))
        {
            let left = deadline.saturating_duration_since(Instant::now());
            match announced.recv_timeout(left) {
                Ok((socket, port)) => {
                    self.ports.insert(socket, port);
                }
                Err(RecvTimeoutError::Disconnected) => return Err(NotListening::Ended),
                Err(RecvTimeoutError::Timeout) => return Err(NotListening::Silent),
            }
        }
        Ok(())
    }
}

impl Drop for Workerd {
    fn drop(&mut self) {
        // Fails only when the process is gone already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // The folder is ours alone; what stays behind goes with the next `cargo clean`.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

enum NotListening {
    Ended,
    Silent,
}

/// Why workerd does not serve.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration could not be written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// There is no pipe to be had.
    #[error("no pipe to workerd: {0}")]
    Pipe(#[source] io::Error),
    /// The binary does not run.
    #[error("{} could not be started: {source}", program.display())]
    Spawn {
        /// The binary.
        program: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The process ended, and the operating system does not say how.
    #[error("workerd was lost: {0}")]
    Lost(#[source] io::Error),
    /// The process ended before it listened: a mistake in the configuration or in a script.
    #[error("workerd ended before it listened ({status}):\n{output}")]
    Ended {
        /// How it ended.
        status: ExitStatus,
        /// What it printed.
        output: String,
    },
    /// The process runs and does not listen.
    #[error("workerd does not listen after {} s:\n{output}", PATIENCE.as_secs())]
    Silent {
        /// What it printed.
        output: String,
    },
}

impl StartError {
    /// For `map_err`: an I/O error about `path`.
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }
}

/// A folder of this process and this call: the configuration holds the Worker's secrets, so only
/// this user may look inside.
fn private_folder(workspace: &Workspace) -> Result<PathBuf, StartError> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = workspace
        .target()
        .join("workerd")
        .join(format!("{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).map_err(StartError::file(&folder))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))
            .map_err(StartError::file(&folder))?;
    }
    Ok(folder)
}

/// Reads `{"event":"listen","socket":"http","port":1234}` lines until workerd closes its end.
fn announcements_of(control: PipeReader) -> Receiver<(String, u16)> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(control).lines().map_while(Result::ok) {
            if let Some(announcement) = parse_announcement(&line)
                && sender.send(announcement).is_err()
            {
                return;
            }
        }
    });
    receiver
}

fn parse_announcement(line: &str) -> Option<(String, u16)> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    if message.get("event")?.as_str()? != "listen" {
        return None;
    }
    let port = u16::try_from(message.get("port")?.as_u64()?).ok()?;
    Some((message.get("socket")?.as_str()?.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announcements_are_read() {
        assert_eq!(
            parse_announcement(r#"{"event":"listen","socket":"http","port":42}"#),
            Some(("http".to_owned(), 42))
        );
        assert_eq!(
            parse_announcement(r#"{"event":"listen-inspector","port":42}"#),
            None
        );
        assert_eq!(parse_announcement("warning"), None);
    }
}
