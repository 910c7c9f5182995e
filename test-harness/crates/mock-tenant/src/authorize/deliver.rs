//! The answer to the application, in the response mode that it asked for.

use serde_json::{Map, Value, json};

use crate::error::OAuthError;
use crate::html;
use crate::reply::{Answer, Reply, encode, with_query};

use super::AuthorizeRequest;
use super::request::origin;

/// Sends these parameters, and the request's `state`, to the callback.
pub(crate) fn deliver(request: &AuthorizeRequest, parameters: &[(&str, &str)]) -> Reply {
    let mut parameters = parameters.to_vec();
    if let Some(state) = request.state.as_deref() {
        parameters.push(("state", state));
    }
    let front_channel = request.answers_with("token") || request.answers_with("id_token");
    let default = if front_channel { "fragment" } else { "query" };
    match request.response_mode.as_deref().unwrap_or(default) {
        "fragment" => {
            let base = request.redirect_uri.split('#').next().unwrap_or_default();
            Answer::redirect(format!("{base}#{}", encode(&parameters)))
        }
        "form_post" => {
            let form = html::form(&request.redirect_uri, &parameters, "", "Continue");
            let script = "<script>document.forms[0].submit()</script>";
            Answer::html(200, html::page("Signing in", &format!("{form}{script}")))
        }
        "web_message" => web_message(&request.redirect_uri, &parameters),
        _ => Answer::redirect(with_query(&request.redirect_uri, &parameters)),
    }
    .into()
}

/// Sends an error to the callback.
pub(crate) fn deliver_error(request: &AuthorizeRequest, error: &OAuthError) -> Reply {
    deliver(
        request,
        &[
            ("error", error.code),
            ("error_description", &error.description),
        ],
    )
}

/// A page that hands the answer to the window that opened or embeds it: what Auth0's single-page
/// SDK listens for.
fn web_message(redirect_uri: &str, parameters: &[(&str, &str)]) -> Answer {
    let response: Map<String, Value> = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    let message = json!({"type": "authorization_response", "response": response});
    let script = format!(
        "(window.opener||window.parent).postMessage({},{});",
        html::script_json(&message),
        html::script_json(&json!(origin(redirect_uri))),
    );
    Answer::framable(
        200,
        format!(
            "<!doctype html><html><head><meta charset=\"utf-8\"><title>Signing in</title></head>\
             <body><script>{script}</script></body></html>"
        ),
    )
}
