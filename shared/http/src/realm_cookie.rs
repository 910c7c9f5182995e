//! What a browser keeps for us from one login to the next: the remembered realm, and how often it was sent where.
//!
//! Everything stands in one sealed cookie, so that neither an organization nor a connection can be read out of
//! a browser and nobody can plant one. Whatever is wrong with the cookie, it counts as absent: it makes logins shorter
//! and endless redirects stop, and no login may fail for the want of it.

mod encoding;

use std::time::Duration;

use vestibule_identity::{ClientId, ConnectionName, OrganizationId, UnixSeconds};

use crate::cookie::{CookiesTooLong, HostCookie};
use crate::sealed::{self, Keys, Nonce};

/// The content of the realm cookie. Two that are equal need not be sent again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RealmCookie {
    remembered: Option<RememberedRealm>,
    /// The one that was counted longest ago comes first. At most [`MAX_HOPS`], no tag twice.
    hops: Vec<Hop>,
}

/// Where the last login belonged. At least one of organization and connection is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedRealm {
    /// The organization.
    pub organization: Option<OrganizationId>,
    /// The connection; `None` leaves the choice to Universal Login.
    pub connection: Option<ConnectionName>,
    /// When it was remembered.
    pub at: UnixSeconds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hop {
    tag: Tag,
    /// Never 0.
    count: u8,
    /// The beginning of the window that the count is for.
    since: UnixSeconds,
}

/// Stands for a client and a connection.
type Tag = [u8; 8];

impl RealmCookie {
    /// The cookie: `__Host-vestibule-realm`.
    pub const COOKIE: HostCookie = HostCookie::new("vestibule-realm");

    /// Reads the realm cookie out of a `Cookie` header. `context` is what it was written with.
    ///
    /// No cookie, one that was forged, sealed under a key long gone or written by a later version: an empty one.
    ///
    /// # Errors
    /// [`CookiesTooLong`], so that the answer can clear our cookies; nothing else is an error.
    pub fn read(header: &str, keys: &Keys, context: &[u8]) -> Result<Self, CookiesTooLong> {
        let text = Self::COOKIE.read(header)?;
        Ok(text
            .filter(|text| text.len() <= MAX_TEXT_LENGTH)
            .and_then(|text| sealed::open(keys, PURPOSE, text, context).ok())
            .and_then(|bytes| Self::decode(&bytes))
            .unwrap_or_default())
    }

    /// The `Set-Cookie` line that keeps this content for `max_age`; the one that clears the cookie if there is nothing
    /// to keep. Never longer than 1 KiB.
    ///
    /// `context` says where the cookie may be read, for example the tenant's name and stage: values sealed under
    /// one key for two of them are then not interchangeable.
    #[must_use]
    pub fn write(&self, keys: &Keys, nonce: Nonce, context: &[u8], max_age: Duration) -> String {
        if self.is_empty() {
            return Self::COOKIE.clear();
        }
        let sealed = sealed::seal(keys, PURPOSE, nonce, &self.encode(), context);
        Self::COOKIE.line(&sealed, max_age)
    }

    /// Whether there is nothing worth a cookie.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.remembered.is_none() && self.hops.is_empty()
    }

    /// Remembers a realm in place of the one before. Neither organization nor connection is no realm: that forgets.
    pub fn remember(
        &mut self,
        organization: Option<OrganizationId>,
        connection: Option<ConnectionName>,
        now: UnixSeconds,
    ) {
        let something = organization.is_some() || connection.is_some();
        self.remembered = something.then_some(RememberedRealm {
            organization,
            connection,
            at: now,
        });
    }

    /// The remembered realm, if it is younger than `max_age`. A browser can keep a cookie for longer than it was
    /// told to, so the age is looked at here.
    #[must_use]
    pub fn remembered(&self, now: UnixSeconds, max_age: Duration) -> Option<&RememberedRealm> {
        self.remembered
            .as_ref()
            .filter(|realm| is_within(now, realm.at, max_age))
    }

    /// Forgets the remembered realm. The hops stay: whoever asks for another account may be in a loop.
    pub fn forget(&mut self) {
        self.remembered = None;
    }

    /// Counts that the browser is sent from `client` to `connection` (`None`: to Universal Login, which chooses) and
    /// says how often it now was within `window`, this time included; 255 stands for more.
    ///
    /// The window begins with the first hop and lasts until it is over; then counting begins anew. Windows
    /// that are over and, beyond eight pairs of client and connection, the one counted longest ago are dropped.
    pub fn count_hop(
        &mut self,
        client: &ClientId,
        connection: Option<&ConnectionName>,
        now: UnixSeconds,
        window: Duration,
    ) -> u8 {
        let tag = tag_of(client, connection);
        self.hops.retain(|hop| is_within(now, hop.since, window));
        let place = self.hops.iter().position(|hop| hop.tag == tag);
        let mut hop = place.map_or(
            Hop {
                tag,
                count: 0,
                since: now,
            },
            |place| self.hops.remove(place),
        );
        hop.count = hop.count.saturating_add(1);
        if self.hops.len() >= MAX_HOPS {
            self.hops.remove(0);
        }
        self.hops.push(hop);
        hop.count
    }

    /// What [`count_hop`](Self::count_hop) said last, without counting: for requests that must not have effects.
    #[must_use]
    pub fn hops(
        &self,
        client: &ClientId,
        connection: Option<&ConnectionName>,
        now: UnixSeconds,
        window: Duration,
    ) -> u8 {
        let tag = tag_of(client, connection);
        self.hops
            .iter()
            .find(|hop| hop.tag == tag && is_within(now, hop.since, window))
            .map_or(0, |hop| hop.count)
    }

    /// Lets all counts begin anew, as when the visitor has chosen with open eyes.
    pub fn reset_hops(&mut self) {
        self.hops.clear();
    }
}

/// Whether less than `span` has passed since `earlier`. The machines that write and read a cookie have clocks of
/// their own, so a little of the future is as good as now; more of it is not to be believed.
fn is_within(now: UnixSeconds, earlier: UnixSeconds, span: Duration) -> bool {
    let age = now.since(earlier);
    let span = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    age > -CLOCK_SKEW && age.max(0) < span
}

/// FNV-1a, 64 bits, over the client, a zero octet that neither can contain, and the connection (nothing for `None`).
///
/// Not a cryptographic hash: the tags are inside the seal, and both names come out of the operator's own file. Should
/// two pairs share a tag (one cookie's eight do with a probability of 2^-59), a loop is noticed a hop too early.
fn tag_of(client: &ClientId, connection: Option<&ConnectionName>) -> Tag {
    let connection = connection.map_or("", ConnectionName::as_str);
    let bytes = client.as_str().bytes().chain([0]).chain(connection.bytes());
    bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
        .to_be_bytes()
}

const PURPOSE: &str = "realm cookie";
/// More pairs than anyone logs in with inside of two minutes. A loop through more would not be noticed.
const MAX_HOPS: usize = 8;
/// Seconds; far above what clocks of servers differ by, far below any memory.
const CLOCK_SKEW: i64 = 300;
/// Above what [`RealmCookie::write`] can make. Longer texts are not worth the work of opening them.
const MAX_TEXT_LENGTH: usize = 768;

#[cfg(test)]
mod tests;
