//! `/edge/logout`: signs out across the layers, of Auth0 and of the identity provider. The application has ended its own
//! session before it sends somebody here.
//!
//! Whoever can put a link on a page can lead people here, as to Auth0's own `/v2/logout`. So nothing is ended without a
//! press, unless the client's entry in the tenant file says so; a link cannot ask for that. What a press says is believed
//! from our own page alone (by the `Origin` header, which no page can write). Where people come
//! out is for the tenant file to say.

mod hint;
mod page;
mod params;
mod return_url;
mod target;

use vestibule_http::{Method, Outcome, Problem, RawQuery, RealmCookie, Request, Status, Step};
use vestibule_tenant::{Client, Logout, Snapshot};

use crate::decide::{Context, Decision, Stepped, readable};
use crate::place::Place;
use crate::trace::{End, Trace};

use params::Params;

/// Where it stands.
pub(crate) const PATH: &str = "/edge/logout";

/// Asks what to sign out of, or goes on to where sessions end.
///
/// | parameter | meaning |
/// |---|---|
/// | `client_id` | the application; required |
/// | `organization` | whose page it is |
/// | `return_to` | where to come out, if it is one of the client's `return_urls` |
/// | `federated` | the identity provider as well |
/// | `id_token_hint`, `logout_hint`, `state`, `ui_locales` | as OpenID Connect RP-Initiated Logout 1.0 has them |
pub(crate) fn answer(request: &Request<'_>, context: Context<'_>) -> Stepped {
    // A form of somebody else's may ask, but has not been pressed by whoever sees our page.
    let pressed = request.method == Method::Post && is_ours(request, context);
    let query = match request.method {
        Method::Get | Method::Head => request.query,
        Method::Post => RawQuery::new(request.body),
        Method::Options | Method::Other => return Step::Done(other_method()),
    };
    let query = readable(query);
    let params = Params::read(query);
    let Some(snapshot) = context.snapshot else {
        return Step::Done(without_snapshot(request, context, query, &params));
    };
    let place = match Place::find(context, query) {
        Step::Done(place) => place,
        Step::Need(shards) => return Step::Need(shards),
    };
    let trace = Trace {
        client: place.client.as_ref().map(|client| client.id().clone()),
        organization: place.organization().map(|it| it.id().clone()),
        ..Trace::ended(End::Refused)
    };
    let Some(client) = &place.client else {
        return Step::Done(page::broken(context, query, &place, trace));
    };
    let asks = client.logout() == Logout::Ask && !pressed;
    let wanted = Wanted {
        snapshot,
        client,
        params: &params,
        host: context.host,
    };
    Step::Done(if asks {
        page::ask(context, query, &place, &wanted, trace)
    } else {
        go(request, context, query, &place, &wanted, trace, pressed)
    })
}

/// Who wants to be signed out of what.
struct Wanted<'a> {
    snapshot: &'a Snapshot,
    client: &'a Client<'a>,
    params: &'a Params<'a>,
    /// The host that the request came in on.
    host: &'a str,
}

/// Whether the form stood on a page of the origin that it was sent to. TLS may end in front of us, so that what is `https` to the
/// browser came in as `http`; never the other way round, which would let a page without TLS speak for one with it.
fn is_ours(request: &Request<'_>, context: Context<'_>) -> bool {
    context.form_of.is_some_and(|page| {
        page == request.origin || page.strip_prefix("https://") == Some(context.host)
    })
}

/// Sends the browser to where sessions end.
fn go(
    request: &Request<'_>,
    context: Context<'_>,
    query: RawQuery<'_>,
    place: &Place<'_>,
    wanted: &Wanted<'_>,
    trace: Trace,
    pressed: bool,
) -> Decision {
    let Ok(targets) = target::of(wanted, place.organization()) else {
        return page::broken(context, query, place, trace);
    };
    let outcome = match request.method {
        // Its policy would be held against every hop that follows a form.
        Method::Post => page::going_on(context, query, place, &targets),
        _ => Outcome::Redirect(targets.full),
    };
    // Which organization somebody is of is nothing that another page may make this browser forget.
    let forgets = pressed && wanted.params.forget;
    Decision {
        outcome,
        cookies: forgets
            .then(|| RealmCookie::COOKIE.clear())
            .into_iter()
            .collect(),
        trace: Trace {
            end: End::SignedOut,
            federated: wanted.params.federated,
            ..trace
        },
    }
}

/// Without a configuration to hold anything against, Auth0 does: the client's first allowed URL is where people come out.
fn without_snapshot(
    request: &Request<'_>,
    context: Context<'_>,
    query: RawQuery<'_>,
    params: &Params<'_>,
) -> Decision {
    let place = Place::nowhere(context);
    let trace = Trace::ended(End::Refused);
    let Some(targets) = context
        .tenant_origin
        .map(|origin| target::neutral(origin, params))
    else {
        return page::unavailable(context, query, &place, trace);
    };
    Decision {
        outcome: match request.method {
            Method::Post => page::going_on(context, query, &place, &targets),
            _ => Outcome::Redirect(targets.full),
        },
        cookies: Vec::new(),
        trace: Trace {
            federated: params.federated,
            ..Trace::ended(End::SignedOut)
        },
    }
}

fn other_method() -> Decision {
    Decision {
        outcome: Outcome::Problem(
            Problem::new(
                Status::MethodNotAllowed,
                "method-not-allowed",
                "This address answers other methods.",
            )
            .with_header("allow", "GET, HEAD, POST"),
        ),
        cookies: Vec::new(),
        trace: Trace::ended(End::Refused),
    }
}
