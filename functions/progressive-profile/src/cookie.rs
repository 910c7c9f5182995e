//! The cookie of a form session.

use std::time::Duration;

use vestibule_http::cookie::{CookiesTooLong, PathCookie, SetCookieError};

use crate::decide::PATH;
use crate::session_id::SessionId;

/// Bound to the address of one session: so many logins as may lie open in tabs, each request carries the one cookie that it needs.
const COOKIE: PathCookie = PathCookie::new("vst_profile");

/// The line that keeps a session for so many seconds.
pub(crate) fn set(id: SessionId, value: &str, seconds: i64) -> Result<String, SetCookieError> {
    let lasts = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
    COOKIE.set(&format!("{PATH}/{id}"), value, lasts)
}

/// The session's value.
pub(crate) fn read(header: &str) -> Result<Option<&str>, CookiesTooLong> {
    COOKIE.read(header)
}
