//! `/edge/realm/resolve`: an application's own email field asks where an address leads.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use vestibule_http::{Json, Outcome, Problem, RawQuery, Readers, RealmCookie, Status, Step};
use vestibule_http::{Origin, SafeRedirect, encode_component};
use vestibule_identity::ClientId;
use vestibule_tenant::Snapshot;

use crate::additions;
use crate::decide::{Context, Decision, Stepped, wait_for};
use crate::flow::{Said, WayIn};
use crate::forward::{hand_over, sent_on};
use crate::identify::problem_with;
use crate::login::Login;
use crate::pages;
use crate::realm::Realm;
use crate::settle::{Choice, Settled, fallback, settle};
use crate::signals::Evidence;
use crate::trace::{End, Trace, Winner};
use crate::weigh::weigh;

/// The path.
pub(crate) const PATH: &str = "/edge/realm/resolve";

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question<'a> {
    #[serde(borrow)]
    client_id: Cow<'a, str>,
    #[serde(borrow)]
    login_hint: Cow<'a, str>,
}

/// What is answered: the parameters that the application's login starts with, or the address of a page
/// of ours on which its visitor decides.
#[derive(Default, Serialize)]
struct Answer<'a> {
    version: u8,
    decision_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<Parameters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<String>,
}

/// Parameters of an authorization request.
#[derive(Default, Serialize)]
struct Parameters {
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    login_hint: Option<String>,
}

/// Tells a browser whether a page may ask (Fetch, section 3.3.2): whether any client allows its
/// origin. For which client it asks is only known with the question itself.
pub(crate) fn preflight(context: Context<'_>) -> Decision {
    Decision {
        outcome: Outcome::Preflight {
            methods: "POST",
            headers: "content-type",
        },
        readers: readers_of_any(context),
        cookies: Vec::new(),
        trace: Trace::by(WayIn::Resolve, End::Preflight),
    }
}

/// Answers a question.
///
/// The browser's memory stays out of it: nothing is read from it or written to it for a script.
pub(crate) fn answer(context: Context<'_>, body: &str) -> Stepped {
    let readers = readers_of_any(context);
    let refuse = |problem, readers| Step::Done(refuse(problem, readers));
    // Any page can make a browser send a form here, but not JSON: that takes a preflight.
    if !context.caller.is_json {
        return refuse(NOT_JSON, readers);
    }
    let Some(snapshot) = context.snapshot else {
        return refuse(UNAVAILABLE, readers);
    };
    let Ok(question) = serde_json::from_str::<Question<'_>>(body) else {
        return refuse(NOT_A_QUESTION, readers);
    };
    let client = ClientId::parse(&question.client_id).ok();
    let Some(client) = client.and_then(|id| snapshot.manifest().client(&id)) else {
        return refuse(UNKNOWN_CLIENT, readers);
    };
    // Programs that are no browsers name no origin, and nothing binds them to one.
    if let Some(origin) = context.caller.origin
        && !client.allowed_origins().any(|allowed| allowed == origin)
    {
        return refuse(FOREIGN_ORIGIN, readers);
    }
    if context.caller.is_limited {
        return refuse(TOO_MANY, readers);
    }
    if problem_with(&question.login_hint).is_some() {
        return refuse(NOT_AN_ADDRESS, readers);
    }
    let page_query = format!("client_id={}", encode_component(client.id().as_str()));
    let login = Login {
        context,
        snapshot,
        client,
        way_in: WayIn::Resolve,
        query: RawQuery::new(&page_query),
        kept: RealmCookie::default(),
    };
    match resolve(&login, &question.login_hint) {
        Step::Need(needs) => Step::Need(needs),
        Step::Done(decision) => Step::Done(Decision {
            readers,
            ..decision
        }),
    }
}

fn resolve(login: &Login<'_>, typed: &str) -> Stepped {
    let evidence = Evidence::of_form(login, typed);
    let weighed = match weigh(login.snapshot, &login.client, &evidence) {
        Ok(Step::Done(weighed)) => weighed,
        Ok(Step::Need(shards)) => return wait_for(shards),
        Err(error) => {
            let mut decision = refuse(UNAVAILABLE, Readers::Nobody);
            decision.trace.fault = Some(error.to_string());
            return Step::Done(decision);
        }
    };
    let settled = settle(login, &evidence, weighed.verdict, Choice::default());
    let (settled, suggestion) = match settled {
        Settled::Doubt(suggestion) => (fallback(login), Some(suggestion)),
        settled => (settled, None),
    };
    let go_on = |realm: Option<&Realm<'_>>, winner| {
        let answer = Answer {
            parameters: Some(parameters(login, &evidence, realm, winner)),
            ..Answer::default()
        };
        (answer, sent_on(login, realm, winner))
    };
    let (answer, trace) = match &settled {
        Settled::Go(realm, winner) => go_on(Some(realm), *winner),
        Settled::UniversalLogin => go_on(None, Winner::Fallback),
        // Who shares a domain, and that nobody has one, is said on a page of ours only.
        undecided => match page_for(login, typed) {
            None => go_on(None, Winner::Fallback),
            url => {
                let answer = Answer {
                    url,
                    ..Answer::default()
                };
                (answer, login.trace(end_of(undecided)))
            }
        },
    };
    let answer = Answer {
        version: 1,
        decision_id: login.context.id,
        suggestion,
        ..answer
    };
    Step::Done(Decision {
        // Texts and numbers alone cannot fail to be written.
        outcome: Outcome::Json(Json::ok(serde_json::to_string(&answer).unwrap_or_default())),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        trace: Trace {
            considered: weighed.considered,
            ..trace
        },
    })
}

fn parameters(
    login: &Login<'_>,
    evidence: &Evidence<'_>,
    realm: Option<&Realm<'_>>,
    winner: Winner,
) -> Parameters {
    let mut parameters = Parameters {
        login_hint: hand_over(login, evidence, realm, winner),
        ..Parameters::default()
    };
    let of_realm = realm.map(|realm| additions::of_realm(realm, &login.client));
    for (name, value) in of_realm.into_iter().flatten() {
        match name {
            additions::ORGANIZATION => parameters.organization = Some(value),
            _ => parameters.connection = Some(value),
        }
    }
    parameters
}

/// The page of ours that says what there is to choose, or that there is nothing; `None` for a client
/// that it could not lead back to.
fn page_for(login: &Login<'_>, typed: &str) -> Option<String> {
    login.client.login_url()?;
    let manifest = login.snapshot.manifest();
    let host = login.context.host;
    let here = manifest
        .edge_origins()
        .find(|origin| Origin::parse(origin).is_ok_and(|it| it.authority() == host));
    let origin = here.or_else(|| manifest.edge_origins().next())?;
    let origin = Origin::parse(origin).ok()?;
    let said = Said {
        typed: typed.to_owned(),
        ..Said::default()
    };
    let address = pages::address(login, &said);
    let hint = [("login_hint", typed)];
    let (query, hint): (_, &[_]) = match &address {
        Some(address) => (RawQuery::new(address), &[]),
        None => (login.query, &hint),
    };
    Some(SafeRedirect::on_origin(origin, pages::FORM, query, hint).into())
}

/// How the page will end.
fn end_of(undecided: &Settled<'_>) -> End {
    match undecided {
        Settled::ChooseConnection(_) => End::OfferedConnections,
        Settled::ChooseOrganization(_) => End::OfferedOrganizations,
        Settled::Blocked(..) => End::Conflict,
        Settled::Nowhere => End::NoMatch,
        Settled::Ask | Settled::Doubt(_) | Settled::Go(..) | Settled::UniversalLogin => End::Asked,
    }
}

/// The page that asks, if its origin is one that some client allows.
fn readers_of_any(context: Context<'_>) -> Readers {
    let allows = |snapshot: &Snapshot, origin: &str| {
        let mut clients = snapshot.manifest().clients();
        clients.any(|client| client.allowed_origins().any(|allowed| allowed == origin))
    };
    match (context.snapshot, context.caller.origin) {
        (Some(snapshot), Some(origin)) if allows(snapshot, origin) => {
            Readers::Origin(origin.to_owned())
        }
        _ => Readers::Nobody,
    }
}

fn refuse(problem: Problem, readers: Readers) -> Decision {
    let end = match problem.status {
        Status::Unavailable => End::Unavailable,
        _ => End::Refused,
    };
    Decision {
        outcome: Outcome::Problem(problem),
        readers,
        cookies: Vec::new(),
        trace: Trace::by(WayIn::Resolve, end),
    }
}

const NOT_JSON: Problem = Problem::new(
    Status::UnsupportedMediaType,
    "not-json",
    "The question is sent as `application/json`.",
);

const NOT_A_QUESTION: Problem = Problem::new(
    Status::BadRequest,
    "invalid-question",
    "The question is an object with the texts `client_id` and `login_hint`, and nothing else.",
);

const UNKNOWN_CLIENT: Problem = Problem::new(
    Status::BadRequest,
    "unknown-client",
    "The tenant file has no client with this `client_id`.",
);

const FOREIGN_ORIGIN: Problem = Problem::new(
    Status::Forbidden,
    "origin-not-allowed",
    "The client does not list this origin in `allowed_origins`.",
);

const NOT_AN_ADDRESS: Problem = Problem::new(
    Status::BadRequest,
    "invalid-login-hint",
    "The `login_hint` is empty, too long, or no email address.",
);

pub(crate) const TOO_MANY: Problem = Problem::new(
    Status::TooManyRequests,
    "too-many-requests",
    "There were too many questions from this network.",
)
.with_header("retry-after", "60");

pub(crate) const UNAVAILABLE: Problem = Problem::new(
    Status::Unavailable,
    "unavailable",
    "No configuration is there to answer from.",
)
.with_header("retry-after", "30");
