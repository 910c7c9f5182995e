//! The provider's sign-in page.

use axum::http::{HeaderMap, Method};

use crate::config::ConnectionConfig;
use crate::html;
use crate::params::Params;
use crate::random;
use crate::reply::{Answer, with_query};
use crate::state::TenantState;

use super::{IdpCode, session};

/// `GET /{connection}/authorize`: shows the page, the address filled in from `login_hint`.
pub(crate) fn authorize(
    state: &TenantState,
    connection: &str,
    query: &Params,
    headers: &HeaderMap,
) -> Answer {
    match check(state, connection, query) {
        Ok(connection) => {
            let hint = query.get("login_hint").unwrap_or_default();
            let who = session::of(state, &connection.name, headers);
            show(connection, query, hint, who, 200, None)
        }
        Err(problem) => refuse(&problem),
    }
}

/// `POST /{connection}/login`: signs in and goes back to the tenant, or does as scripted.
pub(crate) fn sign_in(
    state: &mut TenantState,
    connection: &str,
    method: &Method,
    body: &Params,
) -> Answer {
    if method != Method::POST {
        return Answer::text(405, "POST only");
    }
    let connection = match check(state, connection, body) {
        Ok(connection) => connection.clone(),
        Err(problem) => return refuse(&problem),
    };
    let redirect_uri = body.get("redirect_uri").unwrap_or_default();
    let back = |parameters: &[(&str, &str)]| {
        let mut parameters = parameters.to_vec();
        if let Some(state) = body.first("state") {
            parameters.push(("state", state));
        }
        Answer::redirect(with_query(redirect_uri, &parameters))
    };
    let script = state
        .idp_scripts
        .get_mut(&connection.name)
        .and_then(|script| {
            let now = script.clone();
            match &mut script.times {
                Some(0) => return None,
                Some(left) => *left -= 1,
                None => {}
            }
            Some(now)
        });
    let script = script.unwrap_or_default();
    if let Some(error) = &script.error {
        let description = script.error_description.as_deref().unwrap_or("scripted");
        return back(&[("error", error), ("error_description", description)]);
    }
    let typed = body.get("email").unwrap_or_default().trim();
    let knows = connection.known_emails.is_empty()
        || connection
            .known_emails
            .iter()
            .any(|known| known.eq_ignore_ascii_case(typed));
    if !typed.contains('@') || !knows {
        return show(
            &connection,
            body,
            typed,
            None,
            400,
            Some("This account is not known here"),
        );
    }
    let email = script.assert_email.as_deref().unwrap_or(typed).to_owned();
    let cookie = session::begin(state, &connection.name, &email);
    let code = random::secret();
    state.idp_codes.insert(
        code.clone(),
        IdpCode {
            connection: connection.name,
            redirect_uri: redirect_uri.to_owned(),
            email,
        },
    );
    back(&[("code", &code)]).with_cookie(Some(cookie))
}

/// The provider is strict, too: it answers to the tenant's callbacks only.
fn check<'a>(
    state: &'a TenantState,
    connection: &str,
    params: &Params,
) -> Result<&'a ConnectionConfig, String> {
    let connection = state
        .config
        .connection(connection)
        .filter(|connection| !connection.is_database())
        .ok_or_else(|| format!("no connection {connection}"))?;
    if params.get("client_id") != Some(state.config.tenant.name.as_str()) {
        return Err("unknown client_id".to_owned());
    }
    if params.get("response_type") != Some("code") {
        return Err("response_type must be code".to_owned());
    }
    let redirect_uri = params.get("redirect_uri").unwrap_or_default();
    let is_tenant = state
        .config
        .domains
        .iter()
        .any(|domain| redirect_uri == format!("{}/login/callback", domain.origin));
    if is_tenant {
        Ok(connection)
    } else {
        Err(format!("unknown redirect_uri {redirect_uri}"))
    }
}

fn show(
    connection: &ConnectionConfig,
    params: &Params,
    email: &str,
    who: Option<&str>,
    status: u16,
    problem: Option<&str>,
) -> Answer {
    let names = ["client_id", "response_type", "redirect_uri", "state"];
    let fields: Vec<(&str, &str)> = names
        .into_iter()
        .filter_map(|name| params.first(name).map(|value| (name, value)))
        .collect();
    let title = connection
        .display_name
        .as_deref()
        .unwrap_or(&connection.name);
    let who = who.map(|who| format!("<p>You are signed in here as {}.</p>", html::escape(who)));
    let body = format!(
        "{}{}{}",
        html::alert(problem),
        who.unwrap_or_default(),
        html::form(
            &format!("/{}/login", connection.name),
            &fields,
            &html::input("text", "email", "Email", email),
            "Sign in",
        )
    );
    Answer::html(status, html::page(title, &body))
}

fn refuse(problem: &str) -> Answer {
    Answer::html(
        400,
        html::page("Identity provider", &html::alert(Some(problem))),
    )
}
