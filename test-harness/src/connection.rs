//! HTTP/1.1 to one server, as plain as it gets: a measurement is not to wait for its client.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{SocketAddr, TcpStream};

use anyhow::{Result, bail};

/// An answer, as far as anybody looks at it.
#[derive(Debug, Default)]
pub struct Answer {
    /// Status line and headers, a line each.
    pub head: Vec<String>,
    /// What follows.
    pub body: Vec<u8>,
}

/// A connection that is kept alive.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    answers: BufReader<TcpStream>,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let answers = BufReader::new(stream.try_clone()?);
        Ok(Self { stream, answers })
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// When the connection ends, or what comes is no HTTP/1.1.
    pub fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.send(request)?;
        self.receive()
    }

    /// Sends octets of a request.
    ///
    /// # Errors
    /// When the connection ends.
    pub fn send(&mut self, octets: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(octets)?)
    }

    /// Waits for the next answer.
    ///
    /// # Errors
    /// When the connection ends, or what comes is no HTTP/1.1.
    pub fn receive(&mut self) -> Result<Answer> {
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
    /// The value of a header, by its name in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// Whether the status is 200.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.head
            .first()
            .is_some_and(|line| line.starts_with("HTTP/1.1 200 "))
    }
}
