//! Load on one Worker, and what it cost.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use vestibule_toolchain::Workerd;

/// Connections that ask at the same time. More would only queue: workerd has one thread for
/// JavaScript.
pub(crate) const CONNECTIONS: usize = 8;

/// A Worker under measurement.
pub(crate) struct Rival {
    pub(crate) name: &'static str,
    pub(crate) process: Workerd,
    pub(crate) address: SocketAddr,
    /// What to ask for, in turn.
    pub(crate) asks: Arc<[Ask]>,
}

/// A request, and where its answer must lead: a fast wrong answer is no figure.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) target: String,
    /// What the `Location` begins with.
    pub(crate) begins: &'static str,
    /// What it ends with.
    pub(crate) ends: String,
}

/// What one round cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// Processor time of the workerd process for one request.
    pub(crate) cpu_microseconds: f64,
    /// Requests answered a second.
    pub(crate) per_second: f64,
}

/// Asks `requests` times and checks every answer.
pub(crate) fn run(rival: &Rival, requests: usize) -> Result<Sample> {
    let each = (requests / CONNECTIONS).max(1);
    let cpu_before = rival.process.cpu_time()?;
    let started = Instant::now();
    std::thread::scope(|scope| -> Result<()> {
        let workers: Vec<_> = (0..CONNECTIONS)
            .map(|number| scope.spawn(move || ask(rival, number, each)))
            .collect();
        for worker in workers {
            match worker.join() {
                Ok(result) => result.with_context(|| rival.name)?,
                Err(_) => bail!("a connection to {} panicked", rival.name),
            }
        }
        Ok(())
    })?;
    let took = started.elapsed();
    let cpu = rival.process.cpu_time()?.saturating_sub(cpu_before);
    #[expect(clippy::cast_precision_loss, reason = "counts of requests are small")]
    let answered = (each * CONNECTIONS) as f64;
    Ok(Sample {
        cpu_microseconds: cpu.as_secs_f64() * 1e6 / answered,
        per_second: answered / took.as_secs_f64(),
    })
}

/// One connection, kept alive: what a request costs is asked, not what a connection costs.
fn ask(rival: &Rival, number: usize, times: usize) -> Result<()> {
    let mut connection = TcpStream::connect(rival.address)?;
    connection.set_nodelay(true)?;
    let mut answers = BufReader::new(connection.try_clone()?);
    let mut line = String::new();
    let asks = rival.asks.iter().cycle();
    for ask in asks.skip(number * 7919 % rival.asks.len()).take(times) {
        let target = &ask.target;
        let request = format!("GET {target} HTTP/1.1\r\nHost: start.acme.example\r\n\r\n");
        connection.write_all(request.as_bytes())?;
        let mut location = None;
        loop {
            line.clear();
            if answers.read_line(&mut line)? == 0 {
                bail!("the connection was closed");
            }
            let header = line.trim_end();
            if header.is_empty() {
                break;
            }
            if let Some((name, value)) = header.split_once(": ")
                && name.eq_ignore_ascii_case("location")
            {
                location = Some(value.starts_with(ask.begins) && value.ends_with(&ask.ends));
            }
        }
        // All rivals answer with redirects, which have no body.
        if location != Some(true) {
            bail!("an answer did not redirect to {}…{}", ask.begins, ask.ends);
        }
    }
    Ok(())
}
