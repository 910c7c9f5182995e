//! Cookies: one read out of a `Cookie` header, one written as a `Set-Cookie` line.
//!
//! Sections named here are those of RFC 6265bis (`draft-ietf-httpbis-rfc6265bis`), which says what browsers do
//! today. The `cookie` crate was looked at: it gives every pair of a header and leaves duplicates, limits and the
//! prefix to its caller, which is all that this module is about.

use std::time::Duration;

use thiserror::Error;

/// How long a `Cookie` header may be: 32 KiB, which is what popular servers take for all headers together.
pub const MAX_HEADER_LENGTH: usize = 32 * 1024;

/// A cookie that only this very host can have set: its name begins with `__Host-`, and the browser takes such a
/// one only with `Secure`, with `Path=/` and without `Domain` (section 4.1.3.2).
///
/// The prefix is not part of the field, so that a cookie without it cannot be declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostCookie {
    suffix: &'static str,
}

/// There is more in the `Cookie` header than [`MAX_HEADER_LENGTH`]. Reading on would be at the mercy of whoever
/// planted it; an answer that clears our cookies by name at least takes our own share away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the `Cookie` header is longer than {MAX_HEADER_LENGTH} bytes")]
pub struct CookiesTooLong;

/// Why a value cannot be put into a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SetCookieError {
    /// A character is none of section 4.1.1's `cookie-octet`: a control, a space, one of `",;\` or not ASCII.
    #[error("a cookie's value has only visible ASCII characters except `\"`, `,`, `;` and `\\`")]
    ForbiddenCharacter,
    /// Name and value have more than 4,096 bytes together: browsers drop such a cookie (section 5.6).
    #[error("a cookie's name and value have at most {MAX_PAIR_LENGTH} bytes together")]
    TooLong,
}

impl HostCookie {
    /// Declares the cookie `__Host-` + `suffix`. The suffix is a token (RFC 9110, section 5.6.2).
    #[must_use]
    pub const fn new(suffix: &'static str) -> Self {
        Self { suffix }
    }

    /// The cookie's name as it stands on the wire.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{PREFIX}{}", self.suffix)
    }

    /// Reads this cookie's value out of a `Cookie` header.
    ///
    /// Of several the first wins: browsers put the one with the longest path, then the oldest, in front
    /// (section 5.8.3), and whatever we do, all places of ours must do the same. Pieces that are not
    /// `name=value` with the characters of section 4.1.1 are passed over. Quotes around a value belong to the
    /// value (same section), and names are compared with their case.
    ///
    /// HTTP/2 lets a browser send the header in pieces; whoever calls this must have joined them by `; `
    /// (RFC 9113, section 8.2.3).
    ///
    /// # Errors
    /// [`CookiesTooLong`], whatever the header holds.
    pub fn read<'a>(&self, header: &'a str) -> Result<Option<&'a str>, CookiesTooLong> {
        read(header, PREFIX, self.suffix)
    }

    /// The `Set-Cookie` line that keeps `value` for `max_age`, in whole seconds. With less than a second left it
    /// is the line that clears the cookie.
    ///
    /// `SameSite=Lax` and not `Strict`: a login begins with a redirect from the application's site, and a `Strict`
    /// cookie would be missing exactly there.
    ///
    /// # Errors
    /// A [`SetCookieError`] if no browser would keep the value as it is.
    pub fn set(&self, value: &str, max_age: Duration) -> Result<String, SetCookieError> {
        if !value.bytes().all(is_octet) {
            return Err(SetCookieError::ForbiddenCharacter);
        }
        if PREFIX.len() + self.suffix.len() + value.len() > MAX_PAIR_LENGTH {
            return Err(SetCookieError::TooLong);
        }
        Ok(self.line(value, max_age))
    }

    /// The `Set-Cookie` line that makes a browser forget the cookie. It repeats all attributes: without them
    /// a browser ignores the line because of the name's prefix.
    #[must_use]
    pub fn clear(&self) -> String {
        self.line("", Duration::ZERO)
    }

    /// The line, for a value that is known to be fit.
    pub(crate) fn line(&self, value: &str, max_age: Duration) -> String {
        let seconds = max_age.as_secs();
        let value = if seconds == 0 { "" } else { value };
        format!(
            "{PREFIX}{}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}",
            self.suffix
        )
    }
}

/// A cookie that is sent to one path of this host alone, and what is below it: its name begins with `__Secure-`, and the browser takes
/// such a one only with `Secure` (section 4.1.3.1).
///
/// `__Host-` would ask for `Path=/`. For what there may be many of, one for each address, that would send all of them
/// with every request. A sibling host can plant one; what is in it has to prove itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathCookie {
    suffix: &'static str,
}

impl PathCookie {
    /// Declares the cookie `__Secure-` + `suffix`. The suffix is a token (RFC 9110, section 5.6.2).
    #[must_use]
    pub const fn new(suffix: &'static str) -> Self {
        Self { suffix }
    }

    /// Reads this cookie's value out of a `Cookie` header, as [`HostCookie::read`] does: of several, the one with the longest path
    /// stands first.
    ///
    /// # Errors
    /// [`CookiesTooLong`], whatever the header holds.
    pub fn read<'a>(&self, header: &'a str) -> Result<Option<&'a str>, CookiesTooLong> {
        read(header, SECURE_PREFIX, self.suffix)
    }

    /// The `Set-Cookie` line that keeps `value` at `path` for `max_age`, in whole seconds.
    ///
    /// # Errors
    /// A [`SetCookieError`] if no browser would keep the value, or the path, as it is.
    pub fn set(
        &self,
        path: &str,
        value: &str,
        max_age: Duration,
    ) -> Result<String, SetCookieError> {
        if !value.bytes().chain(path.bytes()).all(is_octet) {
            return Err(SetCookieError::ForbiddenCharacter);
        }
        if SECURE_PREFIX.len() + self.suffix.len() + value.len() > MAX_PAIR_LENGTH {
            return Err(SetCookieError::TooLong);
        }
        let seconds = max_age.as_secs();
        let value = if seconds == 0 { "" } else { value };
        Ok(format!(
            "{SECURE_PREFIX}{}={value}; Path={path}; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}",
            self.suffix
        ))
    }
}

fn read<'a>(
    header: &'a str,
    prefix: &str,
    suffix: &str,
) -> Result<Option<&'a str>, CookiesTooLong> {
    if header.len() > MAX_HEADER_LENGTH {
        return Err(CookiesTooLong);
    }
    Ok(header
        .split(';')
        .filter_map(|piece| piece.split_once('='))
        .filter(|(name, _)| name.trim_matches(BLANK).strip_prefix(prefix) == Some(suffix))
        .map(|(_, value)| value.trim_matches(BLANK))
        .find(|value| is_value(value)))
}

/// Section 4.1.1, `cookie-octet`.
fn is_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

/// Section 4.1.1, `cookie-value`: octets, or octets between two quotes.
fn is_value(value: &str) -> bool {
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    quoted.unwrap_or(value).bytes().all(is_octet)
}

const PREFIX: &str = "__Host-";
const SECURE_PREFIX: &str = "__Secure-";
const MAX_PAIR_LENGTH: usize = 4096;
/// What browsers trim around names and values (section 5.6).
const BLANK: [char; 2] = [' ', '\t'];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COOKIE: HostCookie = HostCookie::new("door");

    #[test]
    fn reads_the_first_well_formed_one() {
        for (header, value) in [
            ("", None),
            ("__Host-door=ajar", Some("ajar")),
            ("__Host-door=", Some("")),
            ("window=1; __Host-door=ajar; roof=2", Some("ajar")),
            // The space after the semicolon is not always there, and sometimes there is more.
            ("window=1;__Host-door=ajar;roof=2", Some("ajar")),
            (" \t__Host-door \t=\t ajar \t; roof=2", Some("ajar")),
            (";;; __Host-door=ajar;", Some("ajar")),
            // Duplicates: the first wins.
            ("__Host-door=ajar; __Host-door=shut", Some("ajar")),
            ("__Host-door=; __Host-door=shut", Some("")),
            // A value may hold the equals sign.
            ("__Host-door=a=b==", Some("a=b==")),
            ("__Host-door==", Some("=")),
            // Quotes belong to the value.
            ("__Host-door=\"ajar\"", Some("\"ajar\"")),
            ("__Host-door=\"\"", Some("\"\"")),
            // Quotes that do not close, or stand inside, are no value.
            ("__Host-door=\"", None),
            ("__Host-door=\"ajar", None),
            ("__Host-door=ajar\"", None),
            ("__Host-door=a\"j\"ar", None),
            ("__Host-door=\"a;b\"; roof=2", None),
            // Nor are other characters that no server may set.
            ("__Host-door=a jar", None),
            ("__Host-door=a,b", None),
            ("__Host-door=a\\b", None),
            ("__Host-door=\u{e4}", None),
            ("__Host-door=a\0b", None),
            ("__Host-door=a\r\nb", None),
            ("__Host-door=\u{7f}", None),
            // A malformed piece hides no good one behind it.
            ("__Host-door=a b; __Host-door=shut", Some("shut")),
            ("__Host-door; __Host-door=shut", Some("shut")),
            ("=__Host-door=x; __Host-door=shut", Some("shut")),
            // Other names.
            ("door=ajar", None),
            ("__host-door=ajar", None),
            ("__Host-Door=ajar", None),
            ("__Host-doors=ajar", None),
            ("x__Host-door=ajar", None),
            ("__Host- door=ajar", None),
            ("__Secure-door=ajar", None),
            ("$Path=/; __Host-door", None),
            ("roof=__Host-door=ajar", None),
            // Only the semicolon separates.
            ("roof=2, __Host-door=ajar", None),
        ] {
            assert_eq!(COOKIE.read(header), Ok(value), "{header:?}");
        }
    }

    #[test]
    fn a_header_that_is_too_long_is_reported_as_such() {
        let exact = format!(
            "__Host-door=ajar; x={}",
            "x".repeat(MAX_HEADER_LENGTH - "__Host-door=ajar; x=".len())
        );
        assert_eq!(COOKIE.read(&exact), Ok(Some("ajar")));
        assert_eq!(COOKIE.read(&format!("{exact}x")), Err(CookiesTooLong));
    }

    #[test]
    fn a_line_has_all_that_the_prefix_demands() {
        assert_eq!(
            COOKIE.set("ajar", Duration::from_secs(90)).as_deref(),
            Ok("__Host-door=ajar; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=90")
        );
        let cleared = "__Host-door=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0";
        assert_eq!(COOKIE.clear(), cleared);
        let no_time = Duration::from_millis(999);
        assert_eq!(COOKIE.set("ajar", no_time).as_deref(), Ok(cleared));
        assert_eq!(COOKIE.name(), "__Host-door");
    }

    #[test]
    fn what_a_browser_would_not_keep_is_refused() {
        let room = MAX_PAIR_LENGTH - COOKIE.name().len();
        let hour = Duration::from_hours(1);
        assert!(COOKIE.set(&"x".repeat(room), hour).is_ok());
        for (value, error) in [
            (&*"x".repeat(room + 1), SetCookieError::TooLong),
            ("a b", SetCookieError::ForbiddenCharacter),
            ("a;b", SetCookieError::ForbiddenCharacter),
            ("a,b", SetCookieError::ForbiddenCharacter),
            ("\"a\"", SetCookieError::ForbiddenCharacter),
            ("a\\b", SetCookieError::ForbiddenCharacter),
            ("a\r\nset-cookie: b=c", SetCookieError::ForbiddenCharacter),
            ("\u{7f}", SetCookieError::ForbiddenCharacter),
            ("\u{e4}", SetCookieError::ForbiddenCharacter),
        ] {
            assert_eq!(COOKIE.set(value, hour), Err(error), "{value:?}");
        }
    }

    #[test]
    fn one_of_a_path_is_kept_there_alone() {
        let cookie = PathCookie::new("form");
        let hour = Duration::from_hours(1);
        assert_eq!(
            cookie.set("/edge/profile/a", "ajar", hour).as_deref(),
            Ok(
                "__Secure-form=ajar; Path=/edge/profile/a; Secure; HttpOnly; SameSite=Lax; Max-Age=3600"
            )
        );
        let injected = cookie.set("/a; Domain=example", "ajar", hour);
        assert_eq!(injected, Err(SetCookieError::ForbiddenCharacter));
        for (header, value) in [
            ("__Secure-form=ajar; __Secure-form=shut", Some("ajar")),
            ("__Host-form=ajar", None),
            ("form=ajar", None),
        ] {
            assert_eq!(cookie.read(header), Ok(value), "{header}");
        }
    }

    proptest! {
        /// What was set is read, among whatever else a browser sends.
        #[test]
        fn what_was_set_is_read(
            value in "[!#-+\\--:<-\\[\\]-~]{0,60}",
            before in "[^_]{0,40}",
            after in ".{0,40}",
        ) {
            let line = COOKIE.set(&value, Duration::from_secs(1)).unwrap();
            let pair = line.split("; ").next().unwrap();
            let header = format!("{before};{pair};{after}");
            prop_assert_eq!(COOKIE.read(&header), Ok(Some(value.as_str())));
        }

        /// Whatever is read could have been set, quotes apart.
        #[test]
        fn nothing_odd_is_ever_read(header in "(__Host-door=|[;=\" \t,a]|.){0,40}") {
            if let Ok(Some(value)) = COOKIE.read(&header) {
                let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                prop_assert!(COOKIE.set(inner.unwrap_or(value), Duration::from_secs(1)).is_ok());
            }
        }
    }
}
