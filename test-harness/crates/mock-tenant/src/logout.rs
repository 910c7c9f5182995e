//! `/v2/logout`.

use url::Url;

use crate::authorize::{Known, error_page};
use crate::error::OAuthError;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::reply::{Answer, Reply};
use crate::rule::Rule;
use crate::state::TenantState;

/// Ends the session on this domain and returns to a listed URL.
///
/// `federated` is accepted and does nothing: the simulated provider keeps no sessions.
pub(crate) fn logout(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let client_id = incoming.query.get("client_id");
    let known = Known {
        client_id: client_id.map(str::to_owned),
        connection: None,
    };
    let target = match target(state, client_id, incoming.query.get("returnTo")) {
        Ok(target) => target,
        Err(error) => return error_page(state, incoming, &known, &error),
    };
    let session = state.session_of(incoming);
    let cookie = state.end_session(incoming);
    if let Some(session) = session {
        state.log(LogEvent {
            client_id: known.client_id,
            user_id: Some(session.user_id),
            connection: Some(session.connection),
            ..LogEvent::new("slo", "User successfully logged out")
        });
    }
    match target {
        Some(target) => Answer::redirect(target).with_cookie(Some(cookie)).into(),
        None => Answer::text(200, "OK").with_cookie(Some(cookie)).into(),
    }
}

/// Where to go afterwards. With a `client_id` the application's list counts, without one the
/// tenant's; nothing asked for means the first of the list.
fn target(
    state: &TenantState,
    client_id: Option<&str>,
    return_to: Option<&str>,
) -> Result<Option<String>, OAuthError> {
    let client = client_id.and_then(|id| state.config.client(id));
    state.require(
        Rule::LogoutClientKnown,
        client_id.is_none() || client.is_some(),
        || {
            OAuthError::invalid_request(format!(
                "Unknown client: {}",
                client_id.unwrap_or_default()
            ))
        },
    )?;
    let listed = match client {
        Some(client) => &client.allowed_logout_urls,
        None => &state.config.tenant.allowed_logout_urls,
    };
    let Some(return_to) = return_to else {
        return Ok(listed.first().cloned());
    };
    let allowed = listed.iter().any(|entry| matches(entry, return_to));
    state.require(Rule::LogoutReturnToAllowed, allowed, || {
        OAuthError::invalid_request(format!(
            "The \"returnTo\" querystring parameter \"{return_to}\" is not defined as a valid URL \
             in \"Allowed Logout URLs\""
        ))
    })?;
    Ok(Some(return_to.to_owned()))
}

/// Query and fragment are not compared, the host without regard to case, the path with it; an entry
/// may have `*` for a subdomain.
fn matches(entry: &str, return_to: &str) -> bool {
    let (Ok(entry), Ok(url)) = (Url::parse(entry), Url::parse(return_to)) else {
        return false;
    };
    let same_host = match (entry.host_str(), url.host_str()) {
        (Some(entry), Some(host)) => match entry.strip_prefix("*.") {
            // One label, as Auth0's placeholders stand for.
            Some(domain) => host
                .strip_suffix(domain)
                .and_then(|labels| labels.strip_suffix('.'))
                .is_some_and(|label| !label.is_empty() && !label.contains('.')),
            None => entry == host,
        },
        (None, None) => true,
        _ => false,
    };
    let no_user = url.username().is_empty() && url.password().is_none();
    same_host
        && no_user
        && entry.scheme() == url.scheme()
        && entry.port_or_known_default() == url.port_or_known_default()
        && entry.path() == url.path()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_return_urls_are_compared() {
        for (entry, url, expected) in [
            ("https://a.test/out", "https://a.test/out?x=1#y", true),
            ("https://a.test/out", "https://A.TEST/out", true),
            ("https://a.test/out", "https://a.test/OUT", false),
            ("https://a.test/out", "http://a.test/out", false),
            ("https://a.test/out", "https://a.test:444/out", false),
            ("https://a.test/out", "https://x@a.test/out", false),
            ("https://*.a.test/", "https://b.a.test/", true),
            ("https://*.a.test/", "https://a.test/", false),
            ("https://*.a.test/", "https://c.b.a.test/", false),
            ("https://*.a.test/", "https://ba.test/", false),
        ] {
            assert_eq!(matches(entry, url), expected, "{entry} {url}");
        }
    }
}
