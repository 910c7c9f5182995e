//! Load on one Worker, and what it cost.

use std::borrow::Cow;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use vestibule_toolchain::Workerd;

use crate::connection::Connection;

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
    /// How many were asked for so far: a run goes on where the one before ended.
    pub(crate) asked: AtomicUsize,
}

/// A request, and what its answer must be: a fast wrong answer is no figure.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// The whole request, head and body.
    pub(crate) request: Vec<u8>,
    pub(crate) expected: Expected,
    /// Where the request has something that is another each time.
    pub(crate) fresh: Option<Fresh>,
}

/// A place in a request for digits that no other request has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fresh(usize);

impl Fresh {
    /// What stands there before a request is sent: as many digits.
    pub(crate) const PLACE: &str = "0000000000000000";

    /// The place behind the beginning of a request.
    pub(crate) const fn behind(begins: &str) -> Self {
        Self(begins.len())
    }

    /// Writes digits of a number into a request.
    fn write(self, request: &mut [u8], number: usize) -> String {
        let digits = format!("{number:0width$x}", width = Self::PLACE.len());
        for (to, from) in request.iter_mut().skip(self.0).zip(digits.bytes()) {
            *to = from;
        }
        digits
    }
}

/// What an answer must be.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    /// A redirect, without a body.
    Location { begins: &'static str, ends: String },
    /// A 200 with these octets.
    Body(Vec<u8>),
    /// A 200 whose body holds these texts, and what was fresh in the request.
    Page(Vec<String>),
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
            .map(|_| scope.spawn(move || ask(rival, each)))
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

/// What was fresh in a request; shared, so that no two requests of a run are alike.
static NUMBERS: AtomicUsize = AtomicUsize::new(1);

/// One connection, kept alive: what a request costs is asked, not what a connection costs.
fn ask(rival: &Rival, times: usize) -> Result<()> {
    let mut connection = Connection::open(rival.address)?;
    for _ in 0..times {
        let turn = rival.asked.fetch_add(1, Ordering::Relaxed);
        let ask = turn.checked_rem(rival.asks.len());
        let ask = ask.and_then(|turn| rival.asks.get(turn));
        let ask = ask.with_context(|| format!("{} has nothing to be asked", rival.name))?;
        let mut fresh = None;
        let mut request = Cow::Borrowed(&ask.request);
        if let Some(place) = ask.fresh {
            let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
            fresh = Some(place.write(request.to_mut(), number));
        }
        let answer = connection.ask(&request)?;
        match &ask.expected {
            Expected::Location { begins, ends } => {
                let location = answer.header("location").unwrap_or_default();
                if !(location.starts_with(begins) && location.ends_with(ends)) {
                    bail!("an answer did not redirect to {begins}…{ends}");
                }
            }
            Expected::Body(body) => {
                if !answer.is_ok() || answer.body != *body {
                    bail!("an answer was another than before: {:?}", answer.head);
                }
            }
            Expected::Page(texts) => {
                let body = String::from_utf8_lossy(&answer.body);
                let mut texts = texts.iter().chain(&fresh);
                if !answer.is_ok() || !texts.all(|text| body.contains(text)) {
                    bail!("an answer was not the page: {:?}", answer.head);
                }
            }
        }
    }
    Ok(())
}
