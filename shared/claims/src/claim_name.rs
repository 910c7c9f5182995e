//! What a claim that we add to a token may be called.

use std::fmt;

use thiserror::Error;

/// The longest name, in octets. Auth0 sets none; it counts names into the 100 KB that all claims of a token may have,
/// and every request of the application carries them.
pub const LONGEST_CLAIM_NAME: usize = 255;

/// Names that Auth0 keeps for itself. It drops a claim of such a name without a word and the login goes on, but for
/// `scope`, where the Action throws.
const RESTRICTED: [&str; 61] = [
    "acr",
    "act",
    "active",
    "amr",
    "at_hash",
    "ath",
    "attest",
    "aud",
    "auth_time",
    "authorization_details",
    "azp",
    "c_hash",
    "client_id",
    "cnf",
    "cty",
    "dest",
    "entitlements",
    "events",
    "exp",
    "groups",
    "gty",
    "htm",
    "htu",
    "iat",
    "internalService",
    "iss",
    "jcard",
    "jku",
    "jti",
    "jwe",
    "jwk",
    "kid",
    "may_act",
    "mky",
    "nbf",
    "nonce",
    "object_id",
    "org_id",
    "org_name",
    "orig",
    "origid",
    "permissions",
    "roles",
    "rph",
    "s_hash",
    "scope",
    "sid",
    "sip_callid",
    "sip_cseq_num",
    "sip_date",
    "sip_from_tag",
    "sip_via_branch",
    "sub",
    "sub_jwk",
    "toe",
    "txn",
    "typ",
    "uuid",
    "vot",
    "vtm",
    "x5t#S256",
];

/// Hosts, with all names below them, in whose namespace Auth0 drops every claim.
const FORBIDDEN_HOSTS: [&str; 3] = ["auth0.com", "webtask.io", "webtask.run"];

/// The claims of OpenID Connect about a person, with the scope without which Auth0 leaves them out of access tokens.
const PROFILE: [(&str, &str); 19] = [
    ("address", "address"),
    ("birthdate", "profile"),
    ("email", "email"),
    ("email_verified", "email"),
    ("family_name", "profile"),
    ("gender", "profile"),
    ("given_name", "profile"),
    ("locale", "profile"),
    ("middle_name", "profile"),
    ("name", "profile"),
    ("nickname", "profile"),
    ("phone_number", "phone"),
    ("phone_number_verified", "phone"),
    ("picture", "profile"),
    ("preferred_username", "profile"),
    ("profile", "profile"),
    ("updated_at", "profile"),
    ("website", "profile"),
    ("zoneinfo", "profile"),
];

/// The name of a claim that Auth0 lets into a token: a URL or URN of ours, or a plain name that is not kept for Auth0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimName(Box<str>);

/// Why a claim cannot have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ClaimNameError {
    /// There is nothing.
    #[error("it is empty")]
    Empty,
    /// It is longer than [`LONGEST_CLAIM_NAME`].
    #[error("it is longer than {LONGEST_CLAIM_NAME} octets")]
    TooLong,
    /// A space or a control character is in it.
    #[error("it has a space or a control character in it")]
    ForbiddenCharacter,
    /// Auth0 keeps the name for itself.
    #[error("Auth0 keeps this name for itself and drops the claim without a word")]
    Restricted,
    /// Auth0 keeps the namespace for itself.
    #[error(
        "Auth0 drops claims without a word whose namespace is of auth0.com, webtask.io or webtask.run"
    )]
    ForbiddenNamespace,
    /// It begins like a URL or a URN and is not one that Auth0 takes for a namespace.
    #[error("a namespace is an http or https URL with a host, or a URN")]
    InvalidNamespace,
}

impl ClaimName {
    /// Reads the whole name of a claim.
    ///
    /// # Errors
    ///
    /// A [`ClaimNameError`] that says why no token would ever hold the claim.
    pub fn parse(text: &str) -> Result<Self, ClaimNameError> {
        if text.is_empty() {
            return Err(ClaimNameError::Empty);
        }
        if text.len() > LONGEST_CLAIM_NAME {
            return Err(ClaimNameError::TooLong);
        }
        if text.chars().any(|it| it.is_control() || it.is_whitespace()) {
            return Err(ClaimNameError::ForbiddenCharacter);
        }
        if let Some((scheme, rest)) = text.split_once("://") {
            check_url(scheme, rest)?;
        } else if let Some(rest) = strip_prefix_in_any_case(text, "urn:") {
            check_urn(rest)?;
        } else if RESTRICTED.contains(&text) {
            return Err(ClaimNameError::Restricted);
        }
        Ok(Self(text.into()))
    }

    /// The name as tokens have it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has a namespace. Auth0 leaves a claim without one out of access tokens for its own APIs.
    #[must_use]
    pub fn is_namespaced(&self) -> bool {
        self.0.contains("://") || strip_prefix_in_any_case(&self.0, "urn:").is_some()
    }

    /// The scope that must have been requested for Auth0 to let the claim into an access token, if there is one.
    #[must_use]
    pub fn access_token_scope(&self) -> Option<&'static str> {
        let mut claims = PROFILE.iter();
        let found = claims.find(|(name, _)| *name == &*self.0);
        found.map(|(_, scope)| *scope)
    }
}

impl fmt::Display for ClaimName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Checks what stands before and behind `://`.
///
/// Not a parser of URLs: a host that is spelt in any way that two of them could read differently is refused, so that the
/// one that is compared is the one that Auth0 sees.
fn check_url(scheme: &str, rest: &str) -> Result<(), ClaimNameError> {
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(ClaimNameError::InvalidNamespace);
    }
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default();
    let host = match authority.split_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit()) => {
            host
        }
        Some(_) => return Err(ClaimNameError::InvalidNamespace),
        None => authority,
    };
    let plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'.' | b'_');
    if host.is_empty() || !host.bytes().all(plain) || rest.contains('\\') {
        return Err(ClaimNameError::InvalidNamespace);
    }
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let forbidden = |forbidden: &&str| {
        let below = host.strip_suffix(*forbidden);
        below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
    };
    if FORBIDDEN_HOSTS.iter().any(forbidden) {
        return Err(ClaimNameError::ForbiddenNamespace);
    }
    Ok(())
}

/// Checks what stands behind `urn:`; a URN has a namespace of its own (RFC 8141), of which `auth0` is Auth0's.
fn check_urn(rest: &str) -> Result<(), ClaimNameError> {
    let (namespace, name) = rest
        .split_once(':')
        .ok_or(ClaimNameError::InvalidNamespace)?;
    if namespace.eq_ignore_ascii_case("auth0") {
        return Err(ClaimNameError::ForbiddenNamespace);
    }
    let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
    if namespace.len() < 2 || !namespace.bytes().all(plain) || name.is_empty() {
        return Err(ClaimNameError::InvalidNamespace);
    }
    Ok(())
}

fn strip_prefix_in_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{ClaimName, ClaimNameError as Error, LONGEST_CLAIM_NAME, PROFILE, RESTRICTED};

    #[test]
    fn names_that_auth0_lets_through_are_taken_as_they_are() {
        for (text, namespaced) in [
            ("https://acme.example/claims/roles", true),
            ("HTTPS://ACME.example/roles", true),
            ("http://acme.example", true),
            ("https://localhost:8080/roles#x", true),
            ("https://notauth0.com/roles", true),
            ("https://auth0.com.acme.example/roles", true),
            ("https://acme.example/auth0.com", true),
            ("urn:acme:roles", true),
            ("plan", false),
            ("x.y", false),
            ("a:b", false),
            ("Roles", false),
            ("plän", false),
        ] {
            let name = ClaimName::parse(text).unwrap();
            assert_eq!((name.as_str(), name.is_namespaced()), (text, namespaced));
        }
        let longest = "a".repeat(LONGEST_CLAIM_NAME);
        assert!(ClaimName::parse(&longest).is_ok());
    }

    #[test]
    fn what_auth0_would_drop_is_refused_with_the_reason() {
        let long = "a".repeat(LONGEST_CLAIM_NAME + 1);
        for (text, error) in [
            ("", Error::Empty),
            (&*long, Error::TooLong),
            ("a b", Error::ForbiddenCharacter),
            ("a\n", Error::ForbiddenCharacter),
            ("\u{a0}plan", Error::ForbiddenCharacter),
            ("https://auth0.com/roles", Error::ForbiddenNamespace),
            ("https://Acme.EU.auth0.COM/roles", Error::ForbiddenNamespace),
            ("https://auth0.com.:443/roles", Error::ForbiddenNamespace),
            ("http://webtask.io", Error::ForbiddenNamespace),
            ("https://a.webtask.run?x", Error::ForbiddenNamespace),
            ("urn:auth0:roles", Error::ForbiddenNamespace),
            ("URN:Auth0:roles", Error::ForbiddenNamespace),
            ("https://", Error::InvalidNamespace),
            ("https:///roles", Error::InvalidNamespace),
            ("ftp://acme.example/roles", Error::InvalidNamespace),
            ("://acme.example", Error::InvalidNamespace),
            ("https://acme.example@auth0.com/", Error::InvalidNamespace),
            ("https://acme.example:x/", Error::InvalidNamespace),
            ("https://acme.example\\.auth0.com/", Error::InvalidNamespace),
            ("https://%61uth0.com/", Error::InvalidNamespace),
            ("https://\u{ff41}uth0.com/", Error::InvalidNamespace),
            ("urn:", Error::InvalidNamespace),
            ("urn:acme", Error::InvalidNamespace),
            ("urn:acme:", Error::InvalidNamespace),
        ] {
            assert_eq!(ClaimName::parse(text), Err(error), "{text:?}");
        }
        for text in RESTRICTED {
            assert_eq!(ClaimName::parse(text), Err(Error::Restricted), "{text}");
        }
    }

    #[test]
    fn claims_about_a_person_name_the_scope_that_they_need_in_access_tokens() {
        for (text, scope) in PROFILE {
            let name = ClaimName::parse(text).unwrap();
            assert_eq!(name.access_token_scope(), Some(scope));
        }
        for text in ["plan", "https://acme.example/email"] {
            assert_eq!(ClaimName::parse(text).unwrap().access_token_scope(), None);
        }
    }
}
