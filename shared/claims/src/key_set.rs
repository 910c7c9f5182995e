//! The key set of one issuer over time: when to fetch it, when to wait, when to go on with an old one.
//!
//! Nothing here fetches. [`KeySet::find`] says that something is needed, whoever drives it fetches and hands the
//! outcome to [`KeySet::supply`]. So every fault and every order of events is a plain test.
//!
//! | event | what happens |
//! |---|---|
//! | no keys yet, or keys older than five minutes | one caller is told to fetch, all others to wait |
//! | a name that is not in the set | the same, at most once in 30 s, however many names are made up |
//! | a fetch fails | keys are used on for 24 h; without any, nothing is believed |
//! | a fetch never comes back | after [`FETCH_SECONDS`] and a little it is made again; its late answer is dropped |
//! | a name on the deny-list | its key is not used from that moment on, whatever is published |

use thiserror::Error;
use vestibule_identity::UnixSeconds;

use crate::Backend;
use crate::algorithm::{Algorithm, Family};
use crate::header::Header;
use crate::jwks::{JwksError, read_jwks};
use crate::key::VerifyingKey;

/// Bytes of a key set that is read. Who fetches stops there.
pub const LONGEST_KEY_SET: usize = 64 * 1024;

/// Seconds that a fetch may take. Who fetches gives up then.
pub const FETCH_SECONDS: i64 = 3;

/// Seconds for which keys are taken as published.
const FRESH: i64 = 5 * 60;
/// Seconds between two fetches that were not due: the answer to a made-up name, or to an issuer that is down.
const COOL_DOWN: i64 = 30;
/// Seconds for which keys are used on while they cannot be fetched anew.
const STALE: i64 = 24 * 60 * 60;
/// Seconds after which a fetch that nobody reported on is taken for lost, with the instance or the request that it was
/// made in.
const LOST: i64 = FETCH_SECONDS + 2;

/// Where an issuer's keys are, by configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySource {
    address: String,
    algorithms: Vec<Algorithm>,
    denied: Vec<String>,
}

/// Why keys cannot come from there. All of it is the configuration's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeySourceError {
    /// The address is not `https`.
    #[error("the address of the key set is not https")]
    NotHttps,
    /// There is no algorithm, or one that works with secrets, which no key set can hold.
    #[error("the algorithms are not those of public keys")]
    Algorithms,
}

/// The keys of one issuer.
#[derive(Debug)]
pub struct KeySet {
    source: KeySource,
    keys: Vec<VerifyingKey>,
    /// When the keys were published, as far as we know: at the start of the fetch that brought them.
    published: Option<UnixSeconds>,
    /// When the last fetch was begun.
    asked: Option<UnixSeconds>,
    /// Whether it is still under way.
    under_way: bool,
    number: u32,
}

/// What there is for a token.
#[derive(Debug)]
pub enum Lookup<'a> {
    /// The keys to try: those of that name, for that algorithm. Nearly always one.
    Found(Vec<&'a VerifyingKey>),
    /// Fetch this, hand it to [`KeySet::supply`], and ask again.
    Need(Need<'a>),
    /// Somebody else is fetching: wait, and ask again.
    Wait,
    /// The issuer has no such key, as far as can be known now. The token is refused.
    Unknown,
    /// No keys can be had, so nothing can be said about the token: an answer for "try again later".
    Unavailable,
}

/// A fetch to make: `GET`, at most [`FETCH_SECONDS`], at most [`LONGEST_KEY_SET`] bytes, no redirect followed, no
/// credentials sent, nothing but status 200 taken for success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// Which fetch this is.
    pub ticket: Ticket,
    /// Where: an address out of the configuration, never one out of a token.
    pub address: &'a str,
}

/// Names a fetch, so that the answer to one that was given up does not replace newer keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(u32);

/// The fetch brought nothing: no connection, too slow, too long, another status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchFailed;

impl KeySource {
    /// The keys at that address, for these algorithms.
    ///
    /// # Errors
    /// A [`KeySourceError`].
    pub fn new(
        address: impl Into<String>,
        algorithms: Vec<Algorithm>,
    ) -> Result<Self, KeySourceError> {
        let address = address.into();
        if !address.starts_with("https://") {
            return Err(KeySourceError::NotHttps);
        }
        let secret = |algorithm: &Algorithm| algorithm.family() == Family::Hmac;
        if algorithms.is_empty() || algorithms.iter().any(secret) {
            return Err(KeySourceError::Algorithms);
        }
        Ok(Self {
            address,
            algorithms,
            denied: Vec::new(),
        })
    }

    /// The same, without the keys of these names: for a key that leaked and is still published, or still cached
    /// somewhere.
    #[must_use]
    pub fn without(mut self, denied: Vec<String>) -> Self {
        self.denied = denied;
        self
    }
}

impl KeySet {
    /// The keys of a source, none of which are there yet.
    #[must_use]
    pub const fn new(source: KeySource) -> Self {
        Self {
            source,
            keys: Vec::new(),
            published: None,
            asked: None,
            under_way: false,
            number: 0,
        }
    }

    /// Takes over another deny-list. It counts at once, for keys that are here as well.
    pub fn deny(&mut self, denied: Vec<String>) {
        self.source.denied = denied;
    }

    /// Looks for the keys that a token with this header may be verified with.
    ///
    /// Of the header only `kid` and `alg` are looked at, and all that they can cause is a fetch from the configured
    /// address, once in 30 s. A token without a `kid` has no key here.
    pub fn find(&mut self, header: &Header, now: UnixSeconds) -> Lookup<'_> {
        let Some(name) = header.key_id.as_deref() else {
            return Lookup::Unknown;
        };
        // Not worth a fetch: whatever comes back, the answer is no.
        let denied = self.source.denied.iter().any(|denied| denied == name);
        if denied || !self.source.algorithms.contains(&header.algorithm) {
            return Lookup::Unknown;
        }
        let age = self.published.map(|published| now.since(published));
        let known = self.keys.iter().any(|key| key.key_id() == Some(name));
        // Also when the clock went back: there is no telling how old they are.
        let due = age.is_none_or(|age| !(0..FRESH).contains(&age));
        if due || !known {
            if self.is_under_way(now) {
                return Lookup::Wait;
            }
            // A fetch that was lost says nothing about the issuer: with keys due it is made again at once.
            if self.has_cooled_down(now) || (due && self.under_way) {
                return self.ask(now);
            }
        }
        match age {
            Some(age) if age < STALE => self.named(name, header.algorithm),
            _ => Lookup::Unavailable,
        }
    }

    /// Takes in what a fetch brought. Keys that can be used replace all that were there; anything else leaves them.
    ///
    /// # Errors
    /// Why what came is no key set, for a log. An answer to a fetch that was given up is dropped without a word.
    pub fn supply(
        &mut self,
        backend: &Backend,
        ticket: Ticket,
        fetched: Result<&[u8], FetchFailed>,
    ) -> Result<(), JwksError> {
        if ticket != Ticket(self.number) || !self.under_way {
            return Ok(());
        }
        self.under_way = false;
        let Ok(document) = fetched else {
            return Ok(());
        };
        self.keys = read_jwks(backend, document, &self.source.algorithms)?.keys;
        self.published = self.asked;
        Ok(())
    }

    fn is_under_way(&self, now: UnixSeconds) -> bool {
        let since = self.asked.map(|asked| now.since(asked));
        self.under_way && since.is_some_and(|since| (0..LOST).contains(&since))
    }

    fn has_cooled_down(&self, now: UnixSeconds) -> bool {
        let since = self.asked.map(|asked| now.since(asked));
        since.is_none_or(|since| !(0..COOL_DOWN).contains(&since))
    }

    fn ask(&mut self, now: UnixSeconds) -> Lookup<'_> {
        self.number = self.number.wrapping_add(1);
        self.asked = Some(now);
        self.under_way = true;
        Lookup::Need(Need {
            ticket: Ticket(self.number),
            address: &self.source.address,
        })
    }

    fn named(&self, name: &str, algorithm: Algorithm) -> Lookup<'_> {
        let fits = |key: &&VerifyingKey| key.key_id() == Some(name) && key.algorithm() == algorithm;
        let keys: Vec<&VerifyingKey> = self.keys.iter().filter(fits).collect();
        if keys.is_empty() {
            return Lookup::Unknown;
        }
        Lookup::Found(keys)
    }
}

#[cfg(test)]
mod tests;
