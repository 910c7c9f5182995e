//! Errors that cannot go back to the application: the tenant's custom error page, or a plain one.

use crate::error::OAuthError;
use crate::html;
use crate::incoming::Incoming;
use crate::logging::LogEvent;
use crate::params::Params;
use crate::random;
use crate::reply::{Answer, Reply, with_query};
use crate::state::TenantState;

/// What is known about the login that failed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) client_id: Option<String>,
    pub(crate) connection: Option<String>,
}

impl Known {
    pub(crate) fn from_params(params: &Params) -> Self {
        Self {
            client_id: params.get("client_id").map(str::to_owned),
            connection: params.get("connection").map(str::to_owned),
        }
    }
}

/// Sends the browser to the custom error page, with what is known and nothing else in the query; a
/// parameter whose value is not known is absent.
pub(crate) fn error_page(
    state: &mut TenantState,
    incoming: &Incoming,
    known: &Known,
    error: &OAuthError,
) -> Reply {
    let tracking = random::identifier();
    let mut event = LogEvent::refused("f", error);
    event.client_id.clone_from(&known.client_id);
    event.connection.clone_from(&known.connection);
    event.description = format!("{} (tracking {tracking})", event.description);
    state.log(event);
    let Some(url) = &state.config.tenant.error_page_url else {
        return Answer::html(error.status, built_in(error, &tracking)).into();
    };
    let language = incoming.language();
    let parameters: Vec<(&str, &str)> = [
        ("client_id", known.client_id.as_deref()),
        ("connection", known.connection.as_deref()),
        ("lang", language.as_deref()),
        ("error", Some(error.code)),
        ("error_description", Some(error.description.as_str())),
        ("tracking", Some(tracking.as_str())),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|value| (name, value)))
    .collect();
    Answer::redirect(with_query(url, &parameters)).into()
}

fn built_in(error: &OAuthError, tracking: &str) -> String {
    html::page(
        "Oops!, something went wrong",
        &format!(
            "{}<p><code>{}</code></p><p>Tracking: <code>{}</code></p>",
            html::alert(Some(&error.description)),
            html::escape(error.code),
            html::escape(tracking),
        ),
    )
}
