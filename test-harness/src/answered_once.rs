//! Whether a token is answered once, whatever happens at the same time.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};

use crate::connection::Connection;
use crate::profile_trips::{Trip, hidden};

/// Submissions of one form at the same time, each over a connection of its own.
pub const AT_ONCE: usize = 50;
/// How many of them say the same: a repeat is no second answer.
pub const ALIKE: usize = 5;

/// Sends the form of every trip fifty times at once, five times each with the same answers, and sees to it that one answer token comes of
/// it: for the five who said the same, and nobody else. `seen` is told after each how many there were.
///
/// All requests are there but for their last octets before the first of these is sent, so that the Worker has begun with all of
/// them when one can be answered.
///
/// # Errors
/// When a token was answered in another way, or a connection ended.
pub fn answered_once(
    address: SocketAddr,
    trips: Range<usize>,
    mut seen: impl FnMut(usize),
) -> Result<()> {
    let mut connections = (0..AT_ONCE)
        .map(|_| Connection::open(address))
        .collect::<Result<Vec<_>>>()?;
    let mut first = Connection::open(address)?;
    for (count, number) in trips.enumerate() {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let form = Trip(number).begin(&mut first, now)?.fill(&mut first)?;
        let requests: Vec<_> = (0..AT_ONCE)
            .map(|turn| form.sent(&format!("Title{}", turn / ALIKE)))
            .collect();
        // Who comes first is another one each time.
        connections.rotate_left(ALIKE + 2);
        let mut held = Vec::new();
        for (connection, request) in connections.iter_mut().zip(&requests) {
            let (last, most) = request.split_last().context("an empty request")?;
            connection.send(most)?;
            held.push(*last);
        }
        let mut order: Vec<_> = connections.iter_mut().zip(&held).collect();
        order.rotate_left(number % AT_ONCE);
        for (connection, last) in &mut order {
            connection.send(&[**last])?;
        }
        let mut tokens = BTreeSet::new();
        let mut granted = 0;
        for connection in &mut connections {
            let answer = connection.receive()?;
            // Refused is a page as well; any other status says that it could not be decided, or that a form was no answer.
            ensure!(answer.is_ok(), "token {number}: {:?}", answer.head);
            if let Some(token) = hidden(&answer, "session_token") {
                granted += 1;
                tokens.insert(token);
            }
        }
        ensure!(
            tokens.len() == 1 && granted == ALIKE,
            "token {number} was answered by {} tokens, {granted} times",
            tokens.len()
        );
        seen(count + 1);
    }
    Ok(())
}
