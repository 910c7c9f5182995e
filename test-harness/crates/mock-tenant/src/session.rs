//! Sessions: who is signed in, in which browser, on which domain.

use crate::factor::PassedFactor;
use crate::incoming::{Domain, Incoming};
use crate::random;
use crate::rule::Rule;
use crate::state::TenantState;

/// A single sign-on session. The organization is deliberately absent: Auth0 does not keep it, so an
/// application sends `organization` every time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    /// `sid` of the tokens.
    pub(crate) id: String,
    /// The domain on which it began.
    pub(crate) origin: String,
    pub(crate) user_id: String,
    /// Name of the connection through which the user came.
    pub(crate) connection: String,
    /// When the user last proved who they are, in seconds since 1970.
    pub(crate) auth_time: i64,
    pub(crate) created_at: i64,
    pub(crate) last_used_at: i64,
    /// Second factors that were given in it, the oldest first.
    pub(crate) factors: Vec<PassedFactor>,
    /// When an Action lets it end whatever happens in it, in seconds since 1970.
    pub(crate) expires_at: Option<i64>,
    /// When an Action lets it end if nothing happens in it, in seconds since 1970.
    pub(crate) idle_expires_at: Option<i64>,
    /// Applications that used it.
    pub(crate) clients: Vec<String>,
}

impl TenantState {
    /// The cookie's session, if it is alive and of this domain.
    pub(crate) fn session_of(&mut self, incoming: &Incoming) -> Option<Session> {
        let now = self.clock.now();
        let handle = incoming
            .cookies(COOKIE)
            .find(|handle| self.sessions.contains_key(*handle))
            .map(str::to_owned)?;
        let session = self.sessions.get(&handle)?;
        if session.origin != incoming.domain.origin && self.enforces(Rule::SessionPerDomain) {
            return None;
        }
        let tenant = &self.config.tenant;
        let is_over = |end: Option<i64>| end.is_some_and(|end| end <= now);
        let too_old = is_over(session.expires_at)
            || is_over(session.idle_expires_at)
            || seconds(tenant.session_lifetime) <= now - session.created_at
            || seconds(tenant.idle_session_lifetime) <= now - session.last_used_at;
        if too_old && self.enforces(Rule::SessionLifetime) {
            self.sessions.remove(&handle);
            return None;
        }
        let session = self.sessions.get_mut(&handle)?;
        session.last_used_at = now;
        // It has been used: the tenant's own idle lifetime counts from here.
        session.idle_expires_at = None;
        Some(session.clone())
    }

    /// Begins a session and returns it with its `Set-Cookie`.
    ///
    /// The browser's session is continued (same `sid`) if it is the same user's, else replaced.
    pub(crate) fn begin_session(
        &mut self,
        incoming: &Incoming,
        user_id: &str,
        connection: &str,
    ) -> (Session, String) {
        let now = self.clock.now();
        let earlier = self
            .session_of(incoming)
            .filter(|session| session.user_id == user_id);
        self.end_session(incoming);
        let session = Session {
            id: earlier
                .as_ref()
                .map_or_else(random::secret, |session| session.id.clone()),
            origin: incoming.domain.origin.clone(),
            user_id: user_id.to_owned(),
            connection: connection.to_owned(),
            auth_time: now,
            created_at: earlier.as_ref().map_or(now, |session| session.created_at),
            last_used_at: now,
            factors: earlier
                .as_ref()
                .map(|session| session.factors.clone())
                .unwrap_or_default(),
            expires_at: None,
            idle_expires_at: None,
            clients: earlier.map(|session| session.clients).unwrap_or_default(),
        };
        // The handle is not the `sid`: that one is in every token.
        let handle = random::secret();
        self.sessions.insert(handle.clone(), session.clone());
        (session, cookie(&incoming.domain, &handle, ""))
    }

    /// Ends the browser's session on this domain and returns the cookie that clears it.
    pub(crate) fn end_session(&mut self, incoming: &Incoming) -> String {
        for handle in incoming.cookies(COOKIE) {
            self.sessions.remove(handle);
        }
        cookie(&incoming.domain, "", "; Max-Age=0")
    }

    pub(crate) fn session_by_id(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.values_mut().find(|session| session.id == id)
    }
}

/// The cookie also goes along in iframes, as silent authentication needs, wherever a browser would
/// take such a cookie: it has to be `Secure`.
fn cookie(domain: &Domain, handle: &str, rest: &str) -> String {
    let reach = if domain.is_trustworthy() {
        "; Secure; SameSite=None"
    } else {
        "; SameSite=Lax"
    };
    format!("{COOKIE}={handle}; Path=/; HttpOnly{reach}{rest}")
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "lifetimes are hours, far below 2^53 seconds"
)]
fn seconds(hours: f64) -> i64 {
    (hours * 3600.0) as i64
}

/// The name that Auth0 gives its session cookie.
pub(crate) const COOKIE: &str = "auth0";
