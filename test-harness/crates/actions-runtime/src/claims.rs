//! Which custom claims Auth0 lets into a token.
//!
//! `setCustomClaim` accepts nearly every name; what Auth0 does not want is left out when the token
//! is made, and the login goes on without a word
//! (secure/tokens/json-web-tokens/create-custom-claims). Here it is at least said in
//! [`ExecutionResult::dropped`](crate::ExecutionResult::dropped).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

/// Names and values of one token's custom claims, counted as compact JSON.
///
/// The documentation says "100 KB"; Auth0's own code takes 1024 for a kilobyte elsewhere.
const MAX_PAYLOAD_BYTES: usize = 100 * 1024;

/// Never taken from an Action. `scope` is missing: `api` throws on it.
#[rustfmt::skip]
const RESTRICTED: &[&str] = &[
    "acr", "act", "active", "amr", "at_hash", "ath", "attest", "aud", "auth_time",
    "authorization_details", "azp", "c_hash", "client_id", "cnf", "cty", "dest", "entitlements",
    "events", "exp", "groups", "gty", "htm", "htu", "iat", "internalService", "iss", "jcard", "jku",
    "jti", "jwe", "jwk", "kid", "may_act", "mky", "nbf", "nonce", "object_id", "org_id", "org_name",
    "orig", "origid", "permissions", "roles", "rph", "s_hash", "sid", "sip_callid", "sip_cseq_num",
    "sip_date", "sip_from_tag", "sip_via_branch", "sub", "sub_jwk", "toe", "txn", "typ", "uuid",
    "vot", "vtm", "x5t#S256",
];

/// Claims of the OpenID Connect profile and the scope that brings them (`OpenID` Connect Core 5.4).
#[rustfmt::skip]
const PROFILE: &[(&str, &str)] = &[
    ("address", "address"), ("birthdate", "profile"), ("email", "email"),
    ("email_verified", "email"), ("family_name", "profile"), ("gender", "profile"),
    ("given_name", "profile"), ("locale", "profile"), ("middle_name", "profile"),
    ("name", "profile"), ("nickname", "profile"), ("phone_number", "phone"),
    ("phone_number_verified", "phone"), ("picture", "profile"), ("preferred_username", "profile"),
    ("profile", "profile"), ("updated_at", "profile"), ("website", "profile"),
    ("zoneinfo", "profile"),
];

/// Namespaces that belong to Auth0, subdomains included.
const AUTH0_HOSTS: &[&str] = &["auth0.com", "webtask.io", "webtask.run"];

/// Whom an access token is for, as far as custom claims care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessTokenAudience {
    /// No API was asked for: an opaque token for `/userinfo`.
    UserInfo,
    /// An API of Auth0's own: `/api`, `/api/v2` or `/mfa` of the tenant.
    Auth0Api,
    /// An API that the tenant's owner registered.
    CustomApi,
}

impl AccessTokenAudience {
    /// Classifies the `audience` of a request; `tenant_hosts` are the tenant's canonical and custom
    /// domains, with the port where there is one.
    ///
    /// The host decides too, so that somebody's own `https://api.example.com/api` is no API of
    /// Auth0's.
    #[must_use]
    pub fn classify(audience: Option<&str>, tenant_hosts: &[&str]) -> Self {
        let Some(audience) = audience else {
            return Self::UserInfo;
        };
        let Some((host, path)) = audience
            .strip_prefix("https://")
            .or_else(|| audience.strip_prefix("http://"))
            .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
        else {
            return Self::CustomApi;
        };
        if !tenant_hosts
            .iter()
            .any(|tenant| tenant.eq_ignore_ascii_case(host))
        {
            return Self::CustomApi;
        }
        match path.trim_end_matches('/') {
            "api" | "api/v2" | "mfa" => Self::Auth0Api,
            "userinfo" => Self::UserInfo,
            _ => Self::CustomApi,
        }
    }
}

/// Something that an Action set and Auth0 discards silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// Where it would have gone.
    pub from: DroppedFrom,
    /// Name of the claim, or key of the metadata.
    pub name: String,
    /// Why it does not get there.
    pub reason: DropReason,
}

/// Where a discarded value would have gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DroppedFrom {
    /// The ID token.
    IdToken,
    /// The access token.
    AccessToken,
    /// The user's `user_metadata`.
    UserMetadata,
}

/// Why a value is discarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DropReason {
    /// The name is reserved for Auth0 (`roles`, `org_id`, `sub`...).
    RestrictedName,
    /// The name is a URL on a domain of Auth0's, or a URN below `urn:auth0`.
    Auth0Namespace,
    /// The access token is for an API of Auth0's, which takes URLs as names only.
    NotNamespaced,
    /// A claim of the OpenID Connect profile needs this scope in the request.
    ScopeNotRequested(String),
    /// `user_metadata` set in the Action that changed the primary user is lost
    /// (customize/actions/limitations, Account linking).
    PrimaryUserChanged,
}

/// Whose claims these are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Token<'a> {
    Id,
    Access {
        audience: AccessTokenAudience,
        requested_scopes: &'a [String],
    },
}

impl Token<'_> {
    fn from(self) -> DroppedFrom {
        match self {
            Self::Id => DroppedFrom::IdToken,
            Self::Access { .. } => DroppedFrom::AccessToken,
        }
    }

    fn refuses(self, name: &str) -> Option<DropReason> {
        if RESTRICTED.contains(&name) {
            return Some(DropReason::RestrictedName);
        }
        if belongs_to_auth0(name) {
            return Some(DropReason::Auth0Namespace);
        }
        let Self::Access {
            audience,
            requested_scopes,
        } = self
        else {
            return None;
        };
        if audience == AccessTokenAudience::Auth0Api && !is_web_url(name) {
            return Some(DropReason::NotNamespaced);
        }
        let (_, scope) = PROFILE.iter().find(|(claim, _)| *claim == name)?;
        let requested = requested_scopes.iter().any(|requested| requested == scope);
        (!requested).then(|| DropReason::ScopeNotRequested((*scope).to_owned()))
    }
}

/// The claims are more than Auth0 takes: the login fails.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PayloadTooLarge {
    pub(crate) bytes: usize,
}

/// Leaves out what `token` refuses and notes it in `dropped`.
///
/// Only claims that stay count towards the limit of 100 KB; the documentation does not say whether
/// those left out do.
pub(crate) fn admit(
    token: Token<'_>,
    claims: Map<String, Value>,
    dropped: &mut Vec<Dropped>,
) -> Result<Map<String, Value>, PayloadTooLarge> {
    let mut admitted = Map::new();
    let mut bytes = 0;
    for (name, value) in claims {
        if let Some(reason) = token.refuses(&name) {
            dropped.push(Dropped {
                from: token.from(),
                name,
                reason,
            });
            continue;
        }
        bytes += name.len() + value.to_string().len();
        admitted.insert(name, value);
    }
    if bytes > MAX_PAYLOAD_BYTES {
        return Err(PayloadTooLarge { bytes });
    }
    Ok(admitted)
}

fn is_web_url(name: &str) -> bool {
    Url::parse(name).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn belongs_to_auth0(name: &str) -> bool {
    let Ok(url) = Url::parse(name) else {
        return false;
    };
    if url.scheme() == "urn" {
        let path = url.path();
        return path == "auth0" || path.starts_with("auth0:");
    }
    let Some(host) = url.host_str() else {
        return false;
    };
    matches!(url.scheme(), "http" | "https")
        && AUTH0_HOSTS.iter().any(|own| {
            host == *own
                || host
                    .strip_suffix(own)
                    .is_some_and(|rest| rest.ends_with('.'))
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(token: Token<'_>, claims: &[&str]) -> (Vec<String>, Vec<(String, DropReason)>) {
        let claims = claims
            .iter()
            .map(|name| ((*name).to_owned(), json!(1)))
            .collect();
        let mut dropped = Vec::new();
        let admitted = admit(token, claims, &mut dropped).unwrap();
        let dropped = dropped.into_iter().map(|d| (d.name, d.reason)).collect();
        (admitted.keys().cloned().collect(), dropped)
    }

    /// Contracts C (1): the names look useful and vanish.
    #[test]
    fn restricted_names_are_dropped_from_both_tokens() {
        let access = Token::Access {
            audience: AccessTokenAudience::CustomApi,
            requested_scopes: &[],
        };
        for token in [Token::Id, access] {
            for name in RESTRICTED {
                let (admitted, dropped) = names(token, &[name]);
                assert!(admitted.is_empty(), "{name}");
                assert_eq!(dropped, [((*name).to_owned(), DropReason::RestrictedName)]);
            }
        }
    }

    /// Contracts C (2).
    #[test]
    fn namespaces_of_auth0_are_dropped() {
        for name in [
            "https://auth0.com/roles",
            "http://tenant.eu.auth0.com/roles",
            "https://AUTH0.com/roles",
            "https://x.webtask.io/a",
            "https://webtask.run",
            "urn:auth0:roles",
        ] {
            assert_eq!(
                names(Token::Id, &[name]).1,
                [(name.to_owned(), DropReason::Auth0Namespace)],
                "{name}"
            );
        }
        for name in [
            "https://notauth0.com/roles",
            "https://auth0.com.example/roles",
            "urn:auth00:a",
        ] {
            assert_eq!(names(Token::Id, &[name]).0, [name]);
        }
    }

    /// Contracts C (3).
    #[test]
    fn an_api_of_auth0_takes_namespaced_claims_only() {
        let claims = ["tier", "urn:example:tier", "https://example.com/tier"];
        let token = |audience| Token::Access {
            audience,
            requested_scopes: &[],
        };
        let (admitted, dropped) = names(token(AccessTokenAudience::Auth0Api), &claims);
        assert_eq!(admitted, ["https://example.com/tier"]);
        assert!(
            dropped
                .iter()
                .all(|(_, reason)| *reason == DropReason::NotNamespaced)
        );
        for audience in [
            AccessTokenAudience::UserInfo,
            AccessTokenAudience::CustomApi,
        ] {
            assert_eq!(names(token(audience), &claims).0.len(), 3);
        }
    }

    #[test]
    fn profile_claims_in_access_tokens_need_their_scope() {
        for (claim, scope) in PROFILE {
            let requested = [(*scope).to_owned()];
            let token = |requested_scopes| Token::Access {
                audience: AccessTokenAudience::CustomApi,
                requested_scopes,
            };
            assert_eq!(
                names(token(&[]), &[claim]).1,
                [(
                    (*claim).to_owned(),
                    DropReason::ScopeNotRequested((*scope).to_owned())
                )]
            );
            assert_eq!(names(token(&requested), &[claim]).0, [*claim]);
            assert_eq!(names(Token::Id, &[claim]).0, [*claim]);
        }
    }

    #[test]
    fn more_than_100_kb_fail() {
        let claims = |len: usize| {
            Map::from_iter([("name".to_owned(), json!("x".repeat(len - "name\"\"".len())))])
        };
        let mut dropped = Vec::new();
        assert!(admit(Token::Id, claims(MAX_PAYLOAD_BYTES), &mut dropped).is_ok());
        assert_eq!(
            admit(Token::Id, claims(MAX_PAYLOAD_BYTES + 1), &mut dropped),
            Err(PayloadTooLarge {
                bytes: MAX_PAYLOAD_BYTES + 1
            })
        );
    }

    #[test]
    fn audiences() {
        let hosts = ["tenant.acme.test:8443", "login.acme.test:8443"];
        let classify = |audience| AccessTokenAudience::classify(audience, &hosts);
        assert_eq!(classify(None), AccessTokenAudience::UserInfo);
        for own in [
            "https://tenant.acme.test:8443/api/v2/",
            "https://tenant.acme.test:8443/api",
            "https://login.acme.test:8443/mfa/",
        ] {
            assert_eq!(classify(Some(own)), AccessTokenAudience::Auth0Api, "{own}");
        }
        assert_eq!(
            classify(Some("https://tenant.acme.test:8443/userinfo")),
            AccessTokenAudience::UserInfo
        );
        for other in [
            "https://api.example.com/api",
            "my-api",
            "https://tenant.acme.test:8443/api/v3",
        ] {
            assert_eq!(
                classify(Some(other)),
                AccessTokenAudience::CustomApi,
                "{other}"
            );
        }
    }
}
