//! `/authorize`: an application's authorization request came to us instead of the tenant.

use vestibule_http::{Outcome, RawQuery, Readers, SafeRedirect, Step};
use vestibule_identity::ClientId;

use crate::decide::{Context, Decision, Stepped};
use crate::flow::WayIn;
use crate::forward::{Came, forward};
use crate::identifier::Identifier;
use crate::login::Login;
use crate::settle::Choice;
use crate::signals::Evidence;
use crate::trace::{End, Trace, Winner};
use crate::{memory, pages};

/// Bytes that an authorization request may have. Longer ones would be cut short on the way
/// (Cloudflare's limit for a URL is 16 KiB), so they are refused rather than broken.
const LONGEST_QUERY: usize = 16 * 1024;

/// Decides an authorization request (OpenID Connect Core 1.0, section 3.1.2.1).
pub(crate) fn enter(context: Context<'_>, query: RawQuery<'_>) -> Stepped {
    if query.as_str().len() > LONGEST_QUERY {
        return Step::Done(pages::bad_request(context, query, WayIn::FrontDoor));
    }
    let login = match login(context, query) {
        Ok(login) => login,
        Err(decision) => return Step::Done(*decision),
    };
    let evidence = Evidence::of_link(&login);
    let malformed = evidence.identifier().is_some_and(Identifier::is_malformed);
    if malformed || asks_for_a_page(query) {
        let hint = evidence.identifier_text();
        return Step::Done(pages::identifier(&login, hint, None));
    }
    forward(&login, &evidence, Choice::default(), Came::ByLink)
}

/// The login that an authorization request begins, unless it is none of our business.
pub(crate) fn login<'a>(
    context: Context<'a>,
    query: RawQuery<'a>,
) -> Result<Login<'a>, Box<Decision>> {
    let pass_on = |winner| Err(Box::new(pass_on(context, query, winner)));
    let Some(snapshot) = context.snapshot else {
        return pass_on(None);
    };
    if let Some(winner) = leave_alone(query) {
        return pass_on(Some(winner));
    }
    let client = query
        .first("client_id")
        .and_then(|id| ClientId::parse(&id).ok());
    // Of a client that the tenant file does not know, Auth0 knows what it may use; we could only
    // guess.
    let Some(client) = client.and_then(|id| snapshot.manifest().client(&id)) else {
        return pass_on(None);
    };
    Ok(Login {
        context,
        snapshot,
        client,
        way_in: WayIn::FrontDoor,
        query,
        kept: memory::read(context, snapshot),
    })
}

/// What of a request forbids any decision of ours.
fn leave_alone(query: RawQuery<'_>) -> Option<Winner> {
    // Auth0 takes these before anything we could add.
    if ["connection", "organization", "invitation"]
        .iter()
        .any(|name| query.first_non_empty(name).is_some())
    {
        return Some(Winner::Explicit);
    }
    // What stands in a request object is signed or at the tenant already (RFC 9101, RFC 9126), and
    // wins over the query: a page or an addition of ours could contradict it.
    let opaque = query.contains("request") || query.contains("request_uri");
    // Nobody is there to see a page.
    let silent = prompts(query, "none")
        || query
            .first("response_mode")
            .is_some_and(|mode| mode == "web_message");
    (opaque || silent).then_some(Winner::Untouchable)
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
    winner: Option<Winner>,
) -> Decision {
    let configured = context.snapshot.and_then(|snapshot| {
        vestibule_http::Origin::parse(snapshot.manifest().tenant_origin()).ok()
    });
    let Some(origin) = configured.or(context.tenant_origin) else {
        return pages::unavailable(context, query, WayIn::FrontDoor);
    };
    Decision {
        outcome: Outcome::Redirect(SafeRedirect::on_origin(origin, "/authorize", query, &[])),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        trace: Trace {
            winner,
            ..Trace::by(WayIn::FrontDoor, End::PassedOn)
        },
    }
}
