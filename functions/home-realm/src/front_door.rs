//! `/authorize`: an application's authorization request came to us instead of the tenant.

use vestibule_http::{Outcome, RawQuery, SafeRedirect, Step};
use vestibule_identity::ClientId;

use crate::decide::{Context, Decision, Stepped};
use crate::flow::WayIn;
use crate::login::Login;
use crate::pages;
use crate::trace::{End, Signal, Trace};
use crate::{forward, place};

/// Bytes that an authorization request may have. Longer ones would be cut short on the way
/// (Cloudflare's limit for a URL is 16 KiB), so they are refused rather than broken.
const LONGEST_QUERY: usize = 16 * 1024;

/// Decides an authorization request (OpenID Connect Core 1.0, section 3.1.2.1).
pub(crate) fn enter(context: Context<'_>, query: RawQuery<'_>) -> Stepped {
    if query.as_str().len() > LONGEST_QUERY {
        return Step::Done(pages::bad_request(context, WayIn::FrontDoor));
    }
    let Some(snapshot) = context.snapshot else {
        return Step::Done(pass_on(context, query, None));
    };
    if let Some(signal) = leave_alone(query) {
        return Step::Done(pass_on(context, query, Some(signal)));
    }
    let client = query
        .first("client_id")
        .and_then(|id| ClientId::parse(&id).ok());
    // A client that the tenant file does not know is none of our business: Auth0 knows what it may
    // use, and we could only guess.
    let Some(client) = client.and_then(|id| snapshot.manifest().client(&id)) else {
        return Step::Done(pass_on(context, query, None));
    };
    let login = Login {
        context,
        snapshot,
        client,
        way_in: WayIn::FrontDoor,
        query,
    };
    let hint = query.first_non_empty("login_hint");
    match hint {
        Some(hint) if !asks_for_a_page(query) => {
            let placed = place::place(snapshot, &login.client, &hint);
            forward::on_hint(&login, &hint, placed)
        }
        hint => Step::Done(pages::identifier(
            &login,
            hint.as_deref().unwrap_or(""),
            None,
        )),
    }
}

/// What of a request forbids any decision of ours.
fn leave_alone(query: RawQuery<'_>) -> Option<Signal> {
    // Auth0 takes these before anything we could add.
    if ["connection", "organization", "invitation"]
        .iter()
        .any(|name| query.first_non_empty(name).is_some())
    {
        return Some(Signal::Explicit);
    }
    // What stands in a request object is signed or at the tenant already (RFC 9101, RFC 9126), and
    // wins over the query: a page or an addition of ours could contradict it.
    let opaque = query.contains("request") || query.contains("request_uri");
    // Nobody is there to see a page.
    let silent = prompts(query, "none")
        || query
            .first("response_mode")
            .is_some_and(|mode| mode == "web_message");
    (opaque || silent).then_some(Signal::Untouchable)
}

/// Whether the application wants its user to see a page even though it could be skipped.
fn asks_for_a_page(query: RawQuery<'_>) -> bool {
    ["login", "consent", "select_account"]
        .iter()
        .any(|prompt| prompts(query, prompt))
}

/// `prompt` is a list (OpenID Connect Core 1.0, section 3.1.2.1).
fn prompts(query: RawQuery<'_>, wanted: &str) -> bool {
    query
        .first("prompt")
        .is_some_and(|list| list.split(' ').any(|prompt| prompt == wanted))
}

/// Sends the request on byte for byte.
pub(crate) fn pass_on(
    context: Context<'_>,
    query: RawQuery<'_>,
    winner: Option<Signal>,
) -> Decision {
    let configured = context.snapshot.and_then(|snapshot| {
        vestibule_http::Origin::parse(snapshot.manifest().tenant_origin()).ok()
    });
    let Some(origin) = configured.or(context.tenant_origin) else {
        return pages::unavailable(context, WayIn::FrontDoor);
    };
    match SafeRedirect::on_origin(origin, "/authorize", query) {
        Ok(target) => Decision {
            outcome: Outcome::Redirect(target),
            trace: Trace {
                way_in: Some(WayIn::FrontDoor),
                winner,
                ..Trace::ended(End::PassedOn)
            },
        },
        Err(_) => pages::bad_request(context, WayIn::FrontDoor),
    }
}
