//! Load on one Worker, and what it cost.

use std::borrow::Cow;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// An answer, as far as anybody looks at it.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// Status line and headers, a line each.
    pub(crate) head: Vec<String>,
    pub(crate) body: Vec<u8>,
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

/// What was fresh in a request; shared, so that no two requests of a run are alike.
static NUMBERS: AtomicUsize = AtomicUsize::new(1);

/// One connection, kept alive: what a request costs is asked, not what a connection costs.
fn ask(rival: &Rival, number: usize, times: usize) -> Result<()> {
    let mut connection = Connection::open(rival.address)?;
    let asks = rival.asks.iter().cycle();
    for ask in asks.skip(number * 7919 % rival.asks.len()).take(times) {
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

/// A connection that is kept alive.
pub(crate) struct Connection {
    stream: TcpStream,
    answers: BufReader<TcpStream>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let answers = BufReader::new(stream.try_clone()?);
        Ok(Self { stream, answers })
    }

    pub(crate) fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request)?;
        let mut answer = Answer::default();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            answer.head.push(line);
        }
        if answer.header("transfer-encoding") == Some("chunked") {
            loop {
                let length = usize::from_str_radix(&self.line()?, 16)?;
                self.read(length, &mut answer.body)?;
                self.line()?;
                if length == 0 {
                    break;
                }
            }
        } else if let Some(length) = answer.header("content-length") {
            let length = length.parse()?;
            self.read(length, &mut answer.body)?;
        }
        Ok(answer)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            bail!("the connection was closed");
        }
        Ok(line.trim_end().to_owned())
    }

    fn read(&mut self, length: usize, to: &mut Vec<u8>) -> Result<()> {
        let read = Read::by_ref(&mut self.answers)
            .take(length as u64)
            .read_to_end(to)?;
        if read < length {
            bail!("the connection was closed");
        }
        Ok(())
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub(crate) fn is_ok(&self) -> bool {
        self.head
            .first()
            .is_some_and(|line| line.starts_with("HTTP/1.1 200 "))
    }
}
