//! `/oidc/logout`: OpenID Connect RP-Initiated Logout 1.0, as Auth0 has it.

use axum::http::Method;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use serde_json::Value;

use super::end;
use crate::authorize::{Known, error_page};
use crate::config::ClientConfig;
use crate::error::OAuthError;
use crate::html;
use crate::incoming::Incoming;
use crate::params::Params;
use crate::reply::{Answer, Reply, with_query};
use crate::rule::Rule;
use crate::state::TenantState;

/// What of the request the page that asks carries along.
const CARRIED: [&str; 6] = [
    "client_id",
    "id_token_hint",
    "logout_hint",
    "post_logout_redirect_uri",
    "state",
    "federated",
];

/// The button of that page.
const CONFIRMED: &str = "confirmed";

/// Ends the session on this domain and returns to a listed URL, the whole of which has to be listed. Whoever shows by no hint
/// that the session is meant is asked.
pub(crate) fn logout(state: &mut TenantState, incoming: &Incoming) -> Reply {
    let params = incoming.query.or(&incoming.body);
    let known = Known::from_params(&params);
    let request = match Request::check(state, incoming, &params) {
        Ok(request) => request,
        Err(error) => return error_page(state, incoming, &known, &error),
    };
    let session = state.session_of(incoming);
    let is_meant = session
        .as_ref()
        .is_none_or(|session| request.sid.as_deref() == Some(session.id.as_str()));
    let confirmed = incoming.method == Method::POST && params.has(CONFIRMED);
    if !is_meant && !confirmed {
        return ask(&params);
    }
    end(
        state,
        incoming,
        request.client_id.as_deref(),
        request.target,
        request.federated,
    )
}

struct Request {
    client_id: Option<String>,
    /// Whose session is meant.
    sid: Option<String>,
    target: Option<String>,
    federated: bool,
}

impl Request {
    fn check(
        state: &TenantState,
        incoming: &Incoming,
        params: &Params,
    ) -> Result<Self, OAuthError> {
        let hint = match params.get("id_token_hint") {
            Some(token) => {
                let claims = claims_of(state, incoming, token);
                state.require(Rule::IdTokenHintGenuine, claims.is_some(), || {
                    OAuthError::invalid_request("The id_token_hint is not a token of this tenant")
                })?;
                claims
            }
            None => None,
        };
        let of_hint = |name: &str| {
            hint.as_ref()
                .and_then(|claims| claims.get(name))
                .and_then(Value::as_str)
        };
        let agrees = |name: &str, claim: &str| {
            let said = params.get(name).zip(of_hint(claim));
            said.is_none_or(|(said, token)| said == token)
        };
        let agree = agrees("client_id", "aud") && agrees("logout_hint", "sid");
        state.require(Rule::LogoutHintsAgree, agree, || {
            OAuthError::invalid_request("client_id or logout_hint is not that of the id_token_hint")
        })?;
        let client_id = params.get("client_id").or_else(|| of_hint("aud"));
        let client = client_id.and_then(|id| state.config.client(id));
        let federated = match (&incoming.method, params.first("federated")) {
            (&Method::POST, value) => value == Some("true"),
            (_, value) => value.is_some(),
        };
        Ok(Self {
            client_id: client_id.map(str::to_owned),
            sid: params
                .get("logout_hint")
                .or_else(|| of_hint("sid"))
                .map(str::to_owned),
            target: target(state, client, params)?,
            federated,
        })
    }
}

/// Where to go afterwards: with a client its list counts, without one the tenant's, and of either whole URLs.
fn target(
    state: &TenantState,
    client: Option<&ClientConfig>,
    params: &Params,
) -> Result<Option<String>, OAuthError> {
    let Some(url) = params.get("post_logout_redirect_uri") else {
        return Ok(None);
    };
    let listed = match client {
        Some(client) => &client.allowed_logout_urls,
        None => &state.config.tenant.allowed_logout_urls,
    };
    let is_listed = listed.iter().any(|entry| entry == url);
    state.require(Rule::PostLogoutRedirectListed, is_listed, || {
        OAuthError::invalid_request(
            "post_logout_redirect_uri is not in the list of allowed logout URLs",
        )
    })?;
    Ok(Some(match params.get("state") {
        Some(state) => with_query(url, &[("state", state)]),
        None => url.to_owned(),
    }))
}

/// What an ID token of this domain says, however old it is (OpenID Connect RP-Initiated Logout 1.0, section 4).
fn claims_of(state: &TenantState, incoming: &Incoming, token: &str) -> Option<Value> {
    let kid = decode_header(token).ok()?.kid?;
    let key = state.keys.find(&kid)?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_issuer(&[incoming.domain.issuer()]);
    let token = decode::<Value>(token, &key.decoding, &validation).ok()?;
    Some(token.claims)
}

/// Asks whether to sign out.
fn ask(params: &Params) -> Reply {
    let fields: Vec<(&str, &str)> = CARRIED
        .into_iter()
        .filter_map(|name| params.first(name).map(|value| (name, value)))
        .map(|(name, value)| match name {
            // The form needs a value where a link has none.
            "federated" => (name, "true"),
            _ => (name, value),
        })
        .chain([(CONFIRMED, "1")])
        .collect();
    let form = html::form("/oidc/logout", &fields, "", "Log out");
    let page = html::page("Do you want to log out?", &form);
    Answer::html(200, page).into()
}
