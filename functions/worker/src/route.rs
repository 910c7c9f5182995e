//! Which function answers which path.

use serde_json::{Value, json};
#[cfg(any(feature = "branded-pages", feature = "home-realm"))]
use vestibule_http::Origin;
use vestibule_http::sealed::Keys;
use vestibule_http::{
    Json, Method, Outcome, Problem, RawQuery, Readers, Request, Response, Status, Step,
};
use vestibule_identity::UnixSeconds;
use vestibule_pages::{NoticeKind, Spoken, Wishes};
use vestibule_tenant::{AssetId, Manifest, ShardId, Snapshot};

use crate::head::Head;
use crate::log::{self, About};
use crate::{entropy, own_pages, reply};

/// What this instance knows when a request comes in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    /// The version of the tenant to answer from.
    pub(crate) snapshot: Option<&'a Snapshot>,
    /// How the tenant's own pages look, which is known even where nothing is to be answered from the snapshot.
    pub(crate) manifest: Option<&'a Manifest>,
    /// What values that travel through a browser are sealed with.
    #[cfg_attr(
        not(any(
            feature = "branded-pages",
            feature = "claims-enrichment",
            feature = "home-realm"
        )),
        expect(
            dead_code,
            reason = "home realm seals a cookie, callouts reasons that pages open"
        )
    )]
    pub(crate) keys: Option<&'a Keys>,
    /// Files that pages show.
    pub(crate) assets: &'a crate::assets::Assets,
    /// What callouts are signed with.
    #[cfg(feature = "claims-enrichment")]
    pub(crate) callout_keys: Option<&'a crate::webhook_keys::WebhookKeys>,
    /// What an Action and the page in the middle of a login share.
    #[cfg(feature = "progressive-profile")]
    pub(crate) page_secrets: Option<&'a vestibule_progressive_profile::PageSecrets>,
    /// What receipts of consents are signed with.
    #[cfg(feature = "progressive-profile")]
    pub(crate) receipt_key: Option<&'a vestibule_receipts::ReceiptKey>,
    /// What was fetched for rules.
    #[cfg(feature = "claims-enrichment")]
    pub(crate) items: &'a crate::items::KeptItems,
    /// Whether nothing more can be fetched for the request.
    pub(crate) is_last: bool,
    /// The time of the request.
    pub(crate) now: UnixSeconds,
    /// Where the tenant is, for a time without a snapshot; empty when nobody said.
    pub(crate) tenant_origin: &'a str,
}

/// What a request waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A shard of the snapshot.
    Shard(ShardId),
    /// A file that pages show.
    Asset(AssetId),
    /// To be counted, and to be told whether it is one too many.
    #[cfg_attr(
        not(feature = "home-realm"),
        expect(dead_code, reason = "home realm counts")
    )]
    Allowance,
    /// To have a claim decided.
    #[cfg(feature = "progressive-profile")]
    Claim(vestibule_progressive_profile::Claim),
    /// To know which languages the visitor reads, and which one was chosen in this browser: only pages do.
    AcceptLanguage,
    /// To know whether a person or a program is answered: only problems do.
    Audience,
    /// To know which files the browser has already.
    IfNoneMatch,
    /// Something that rules read.
    #[cfg(feature = "claims-enrichment")]
    Item(vestibule_claims_enrichment::Item),
}

/// An outcome and what the log says about it.
pub(crate) struct Answered {
    pub(crate) outcome: Outcome,
    pub(crate) readers: Readers,
    pub(crate) cookies: Vec<String>,
    /// The decision's id, if it is derived from the request.
    pub(crate) id: Option<String>,
    pub(crate) about: About,
}

/// Answers a request with a reply, or says what it waits for.
pub(crate) fn route(head: &str, body: Option<&str>, known: Known<'_>) -> Step<String, Need> {
    // A decision without an id could not be looked up, but it still helps somebody to log in.
    let id = entropy::bytes().map_or_else(String::new, decision_id);
    let head = Head::parse(head);
    #[cfg(feature = "probe")]
    if head.url.ends_with(crate::probe::PANIC_TWICE) {
        crate::probe::panic_on_purpose();
    }
    let request = Request::new(head.method, head.url, body.unwrap_or("")).ok();
    let answered = match &request {
        _ if head.has_broken() => Step::Done(failed()),
        Some(request) => callout(request, &head, body.is_some(), known).unwrap_or_else(|| {
            if body.is_some() {
                return dispatch(request, &head, known, &id);
            }
            let (event, kind) = ("content-too-large", NoticeKind::TooLarge);
            own_pages::page(event, &id, kind, Some(request), &head, known)
        }),
        None => own_pages::page(
            "bad-request",
            &id,
            NoticeKind::BadRequest,
            None,
            &head,
            known,
        ),
    };
    let answered = match answered {
        Step::Need(needs) => return Step::Need(needs),
        Step::Done(answered) => {
            match own_pages::for_people(answered, &id, request.as_ref(), &head, known) {
                Step::Need(needs) => return Step::Need(needs),
                Step::Done(answered) => answered,
            }
        }
    };
    // Decided anew then: most requests come to a redirect, and a header read for nothing would be paid by each of them.
    if matches!(answered.outcome, Outcome::Page(_)) && head.accept_language().is_none() {
        return Step::Need(vec![Need::AcceptLanguage]);
    }
    let id = answered.id.unwrap_or(id);
    let method = request.map_or(Method::Get, |request| request.method);
    let response = Response::new(answered.outcome, answered.cookies, method, &id)
        .readable_by(&answered.readers);
    let version = known.snapshot.map(|snapshot| snapshot.manifest().version());
    let log = log::line(&answered.about, &id, response.status, version);
    Step::Done(reply::answered(response, &log))
}

fn dispatch(
    request: &Request<'_>,
    head: &Head<'_>,
    known: Known<'_>,
    id: &str,
) -> Step<Answered, Need> {
    match (request.path, request.method) {
        #[cfg(feature = "claims-enrichment")]
        (path, _) if path.starts_with(vestibule_claims_enrichment::FEEDS) => {
            Step::Done(method_not_allowed("POST"))
        }
        ("/edge/health", Method::Get | Method::Head) => {
            Step::Done(for_programs("health", &json!({ "status": "ok" })))
        }
        ("/edge/version", Method::Get | Method::Head) => {
            let snapshot = known.snapshot.map(|snapshot| snapshot.manifest().version());
            let build = env!("CARGO_PKG_VERSION");
            Step::Done(for_programs(
                "version",
                &json!({ "version": build, "snapshot": snapshot }),
            ))
        }
        ("/edge/health" | "/edge/version", _) => Step::Done(method_not_allowed("GET, HEAD")),
        #[cfg(feature = "probe")]
        ("/edge/probe/panic", _) => crate::probe::panic_on_purpose(),
        #[cfg(feature = "probe")]
        ("/edge/probe/domains", Method::Post) => Step::Done(for_programs(
            "domains",
            &crate::probe::domains(request.body),
        )),
        // Logins come first: they are what happens most.
        _ => home_realm(request, head, known, id)
            .or_else(|| branded_pages(request, head, known, id))
            .or_else(|| profile(request, head, known, id))
            .or_else(|| crate::assets::answer(request.path, request.method, head, known))
            .or_else(|| crate::language::choose(request, head, known, id))
            .unwrap_or_else(|| {
                let kind = NoticeKind::NotFound;
                own_pages::page("not-found", id, kind, Some(request), head, known)
            }),
    }
}

#[cfg(feature = "claims-enrichment")]
use crate::callouts::answer as callout;

#[cfg(not(feature = "claims-enrichment"))]
fn callout(_: &Request<'_>, _: &Head<'_>, _: bool, _: Known<'_>) -> Option<Step<Answered, Need>> {
    None
}

#[cfg(feature = "progressive-profile")]
use crate::profile::answer as profile;

#[cfg(not(feature = "progressive-profile"))]
fn profile(_: &Request<'_>, _: &Head<'_>, _: Known<'_>, _: &str) -> Option<Step<Answered, Need>> {
    None
}

#[cfg(feature = "home-realm")]
fn home_realm(
    request: &Request<'_>,
    head: &Head<'_>,
    known: Known<'_>,
    id: &str,
) -> Option<Step<Answered, Need>> {
    // Without a snapshot there is nothing to learn by asking.
    let limited = vestibule_home_realm::is_to_be_limited(request.path, request.method);
    if limited && known.snapshot.is_some() && !head.was_counted() {
        return Some(Step::Need(vec![Need::Allowance]));
    }
    let context = vestibule_home_realm::Context {
        snapshot: known.snapshot,
        manifest: known.manifest,
        at_last: known.is_last,
        tenant_origin: Origin::parse(known.tenant_origin.trim_end_matches('/')).ok(),
        host: host_of(request),
        network: head.network(),
        memory: known.keys.and_then(|keys| {
            Some(vestibule_home_realm::Memory {
                keys,
                cookies: head.cookies(),
                nonces: vestibule_http::sealed::Nonces::new(entropy::bytes()?),
                now: known.now,
                quiet: head.is_prefetch(),
            })
        }),
        accept_language: head.accept_language(),
        // Asked for by pages alone; a redirect need not look through its cookies for it.
        remembered_language: head
            .accept_language()
            .map_or("", |_| crate::language::remembered(head.cookies())),
        caller: head.caller(),
        id,
    };
    Some(match vestibule_home_realm::decide(request, context)? {
        Step::Need(needs) => Step::Need(needs.into_iter().map(needed).collect()),
        Step::Done(decision) => Step::Done(Answered {
            outcome: decision.outcome,
            readers: decision.readers,
            cookies: decision.cookies,
            id: None,
            about: About::HomeRealm(decision.trace),
        }),
    })
}

#[cfg(feature = "home-realm")]
fn needed(need: vestibule_home_realm::Need) -> Need {
    match need {
        vestibule_home_realm::Need::Shard(id) => Need::Shard(id),
        vestibule_home_realm::Need::AcceptLanguage => Need::AcceptLanguage,
    }
}

#[cfg(not(feature = "home-realm"))]
fn home_realm(
    _: &Request<'_>,
    _: &Head<'_>,
    _: Known<'_>,
    _: &str,
) -> Option<Step<Answered, Need>> {
    None
}

#[cfg(feature = "branded-pages")]
fn branded_pages(
    request: &Request<'_>,
    head: &Head<'_>,
    known: Known<'_>,
    id: &str,
) -> Option<Step<Answered, Need>> {
    if !vestibule_branded_pages::has(request.path) {
        return None;
    }
    // Nearly all of them are pages, so that nothing is decided before their language is known.
    let Some(accept_language) = head.accept_language() else {
        return Some(Step::Need(vec![Need::AcceptLanguage]));
    };
    let context = vestibule_branded_pages::Context {
        snapshot: known.snapshot,
        manifest: known.manifest,
        at_last: known.is_last,
        tenant_origin: Origin::parse(known.tenant_origin.trim_end_matches('/')).ok(),
        keys: known.keys,
        host: host_of(request),
        form_of: head.origin(),
        cookies: head.cookies(),
        accept_language,
        remembered_language: crate::language::remembered(head.cookies()),
        now: known.now,
        id,
    };
    Some(match vestibule_branded_pages::decide(request, context)? {
        Step::Need(shards) => Step::Need(shards.into_iter().map(Need::Shard).collect()),
        Step::Done(decision) => Step::Done(Answered {
            outcome: decision.outcome,
            readers: Readers::Nobody,
            cookies: decision.cookies,
            id: None,
            about: About::BrandedPages(decision.trace),
        }),
    })
}

#[cfg(not(feature = "branded-pages"))]
fn branded_pages(
    _: &Request<'_>,
    _: &Head<'_>,
    _: Known<'_>,
    _: &str,
) -> Option<Step<Answered, Need>> {
    None
}

/// The host that a request came in on, with its port if that is unusual.
pub(crate) fn host_of<'r>(request: &Request<'r>) -> &'r str {
    request
        .origin
        .split_once("://")
        .map_or("", |(_, host)| host)
}

fn for_programs(event: &'static str, body: &Value) -> Answered {
    Answered {
        outcome: Outcome::Json(Json::ok(body.to_string())),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        id: None,
        about: About::Event(event),
    }
}

/// An instance broke over the request; this is another one.
fn failed() -> Answered {
    Answered {
        outcome: Outcome::Problem(Problem::new(
            Status::Internal,
            "internal",
            "Something went wrong on our side.",
        )),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        id: None,
        about: About::Event("failed"),
    }
}

pub(crate) fn method_not_allowed(allowed: &'static str) -> Answered {
    Answered {
        outcome: Outcome::Problem(
            Problem::new(
                Status::MethodNotAllowed,
                "method-not-allowed",
                "This address answers another method.",
            )
            .with_header("allow", allowed),
        ),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        id: None,
        about: About::Event("method-not-allowed"),
    }
}

/// The language of a page that stands outside all functions.
pub(crate) fn language<'a>(query: RawQuery<'_>, head: &Head<'_>, known: Known<'a>) -> Spoken<'a> {
    let wishes = Wishes {
        asked: &query.first("ui_locales").unwrap_or_default(),
        remembered: crate::language::remembered(head.cookies()),
        accepted: head.accept_language().unwrap_or_default(),
    };
    Spoken::choose(&wishes, known.manifest, None)
}

/// 32 hexadecimal digits: nobody can foresee it, anybody can read it out on the telephone.
pub(crate) fn decision_id(random: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(random))
}
