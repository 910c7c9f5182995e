//! The key set of one issuer over time: when to fetch it, when to wait, when to go on with an old one.
//!
//! Nothing here fetches. [`KeySet::find`] says that something is needed, whoever drives it fetches and hands the
//! outcome to [`KeySet::supply`]. So every fault and every order of events is a plain test.
//!
//! | event | what happens |
//! |---|---|
//! | no keys yet, or none that may be used any more | one caller is told to fetch, all others to wait |
//! | keys older than five minutes | one caller is told to fetch; nobody who has a key among them waits for it |
//! | a name that is not in the set | one caller is told to fetch, at most once in 30 s, however many names are made up |
//! | a fetch fails | keys are used on for 24 h; without any, nothing is believed |
//! | a fetch never comes back | it has failed after [`FETCH_SECONDS`] and a little, and its late answer is dropped; without keys it is made again at once |
//! | a name on the deny-list | its key is not used from that moment on, whatever is published |
//! | the clock goes back a little | the latest time counts |
//! | the clock is put back | keys are due, and as old at least as they were |
//!
//! **A fetch must not end with the request that it was begun in**: whoever drives this hands it to the runtime (`waitUntil`
//! in a Worker). Else a visitor who hangs up takes the fetch along, and whoever makes up names and hangs up keeps the others
//! from newer keys.
//!
//! **A key that its issuer withdrew** is believed until a fetch has said so: for a moment where logins come often, and for the first
//! of them after a quiet night too. A key that leaked belongs on the deny-list, which waits for no fetch.

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
/// Seconds for which keys are used on while they are being fetched anew, or cannot be.
const STALE: i64 = 24 * 60 * 60;
/// Seconds after which a fetch that nobody reported on is taken for lost, with the instance or the request that it was
/// made in.
const LOST: i64 = FETCH_SECONDS + 2;

/// Seconds by which a clock goes back without having been put back: requests that run side by side have read it at different
/// moments, and a clock that is set by others is corrected now and then.
const UNSTEADY: i64 = 5 * 60;

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
    /// The latest time that we were told.
    latest: Option<UnixSeconds>,
}

/// What there is for a token.
#[derive(Debug)]
pub enum Lookup<'a> {
    /// The key is here.
    Found {
        /// The keys to try: those of that name, for that algorithm. Nearly always one.
        keys: Vec<&'a VerifyingKey>,
        /// A fetch to make besides, without waiting for it. One caller gets it; whoever drops it leaves the keys to grow old.
        refresh: Option<Need<'a>>,
    },
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
/// credentials sent, nothing but status 200 taken for success. It goes on when the request ends that it was begun in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// Which fetch this is.
    pub ticket: Ticket,
    /// Where: an address out of the configuration, never one out of a token.
    pub address: &'a str,
}

/// Names a fetch and its address, so that neither the answer to one that was given up replaces newer keys, nor one issuer's
/// answer the keys of another: every set counts its fetches from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    address: String,
    number: u32,
}

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
            latest: None,
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
        let now = self.settle(now);
        let algorithm = header.algorithm;
        let age = self.published.map(|published| now.since(published));
        let usable = age.is_some_and(|age| age < STALE);
        let due = age.is_none_or(|age| age >= FRESH);
        let fits = usable && self.named(name, algorithm).next().is_some();
        let known = self.keys.iter().any(|key| key.key_id() == Some(name));
        let wanted = due || !known;
        let under_way = self.is_under_way(now);
        // A fetch that was lost says nothing about the issuer. While there is no key at all it is made again at once; with keys
        // it can wait, and whoever loses fetches on purpose causes no more of them than with made-up names.
        let may_ask = self.has_cooled_down(now) || (!usable && self.under_way);
        let asks = wanted && !under_way && may_ask;
        if asks {
            self.begin(now);
        }
        let need = asks.then(|| self.need());
        if fits {
            let keys = self.named(name, algorithm).collect();
            return Lookup::Found {
                keys,
                refresh: need,
            };
        }
        match need {
            Some(need) => Lookup::Need(need),
            None if wanted && under_way => Lookup::Wait,
            None if usable => Lookup::Unknown,
            None => Lookup::Unavailable,
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
        let Ticket { address, number } = ticket;
        if address != self.source.address || number != self.number || !self.under_way {
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

    /// The time to reckon with: it goes back only where somebody put the clock back.
    fn settle(&mut self, now: UnixSeconds) -> UnixSeconds {
        let latest = self.latest.unwrap_or(now);
        let back = latest.since(now);
        if (1..=UNSTEADY).contains(&back) {
            return latest;
        }
        if back > UNSTEADY {
            // There is no telling how much time has passed, so that keys are due; what they had aged before is not forgotten, or
            // they would be used on for as long as the clock was put back.
            let age = |published| latest.since(published).max(FRESH);
            self.published = self.published.map(|it| now.plus(-age(it)));
            self.asked = self.asked.map(|_| now.plus(-COOL_DOWN));
        }
        self.latest = Some(now);
        now
    }

    fn is_under_way(&self, now: UnixSeconds) -> bool {
        let since = self.asked.map(|asked| now.since(asked));
        self.under_way && since.is_some_and(|since| since < LOST)
    }

    fn has_cooled_down(&self, now: UnixSeconds) -> bool {
        let since = self.asked.map(|asked| now.since(asked));
        since.is_none_or(|since| since >= COOL_DOWN)
    }

    const fn begin(&mut self, now: UnixSeconds) {
        self.number = self.number.wrapping_add(1);
        self.asked = Some(now);
        self.under_way = true;
    }

    /// The fetch that was begun last.
    fn need(&self) -> Need<'_> {
        Need {
            ticket: Ticket {
                address: self.source.address.clone(),
                number: self.number,
            },
            address: &self.source.address,
        }
    }

    fn named(&self, name: &str, algorithm: Algorithm) -> impl Iterator<Item = &VerifyingKey> {
        let fits =
            move |key: &&VerifyingKey| key.key_id() == Some(name) && key.algorithm() == algorithm;
        self.keys.iter().filter(fits)
    }
}

#[cfg(test)]
mod tests;
