//! The crossing.

use vestibule_http::Step;
use vestibule_tenant::{Manifest, Snapshot};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::clock::seconds_from_date_now;
use crate::resident::{self, Resident};
use crate::route::{Known, Need, route};
use crate::{assets, reply, supply};

/// Answers a request, or says what is missing.
///
/// `head` is what `src/head.rs` reads; `body` the octets of a body, `null` when they were more than any
/// of ours has; `tenant_origin` the deployment's `TENANT_ORIGIN`, for a time without a snapshot;
/// `now` is `Date.now()`. `js/entry.js` takes apart what comes back.
#[wasm_bindgen]
#[must_use]
pub fn answer(head: &str, body: Option<Vec<u8>>, tenant_origin: &str, now: f64) -> String {
    let body = body.map(text_of);
    resident::with(|resident| {
        #[cfg(feature = "probe")]
        if head.contains(crate::probe::PANIC_LATER) {
            return reply::need(&[crate::probe::PANIC_LATER.to_owned()]);
        }
        if !resident.looked {
            return reply::need(&[supply::CURRENT.to_owned()]);
        }
        let known = known_to(resident, tenant_origin, now);
        let needs = match route(head, body.as_deref(), known) {
            Step::Done(reply) => return reply,
            Step::Need(needs) => needs,
        };
        let is_missing = |need: &Need| match need {
            Need::Shard(id) => resident.is_missing(*id, known.now),
            Need::Asset(id) => resident.assets.is_missing(*id, known.now),
            Need::Allowance | Need::AcceptLanguage | Need::Audience | Need::IfNoneMatch => false,
            #[cfg(feature = "progressive-profile")]
            Need::Claim(_) => false,
            #[cfg(feature = "claims-enrichment")]
            Need::Item(_) => false,
        };
        if needs.iter().any(is_missing) {
            return last(head, body.as_deref(), known);
        }
        let names = needs.iter().map(|need| match need {
            Need::Shard(id) => id.to_string(),
            Need::Asset(id) => format!("{}{id}", assets::PREFIX),
            Need::Allowance => ALLOWANCE.to_owned(),
            #[cfg(feature = "progressive-profile")]
            Need::Claim(claim) => crate::profile::claim_line(claim),
            Need::AcceptLanguage => ACCEPT_LANGUAGE.to_owned(),
            Need::Audience => AUDIENCE.to_owned(),
            Need::IfNoneMatch => IF_NONE_MATCH.to_owned(),
            #[cfg(feature = "claims-enrichment")]
            Need::Item(item) => item.to_line(),
        });
        reply::need(&names.collect::<Vec<_>>())
    })
}

/// The need that `js/entry.js` supplies itself: the counters are a binding of its own.
const ALLOWANCE: &str = "allowance";
/// Another, which needs no waiting: what the browser says of the languages that its owner reads.
const ACCEPT_LANGUAGE: &str = "accept-language";
/// Such a one, too: whether a browser is to show the answer to somebody.
const AUDIENCE: &str = "audience";
/// And this: which files the browser has already.
const IF_NONE_MATCH: &str = "if-none-match";

/// What of a request, besides its head line, decisions can depend on: 1 for where on the network the
/// visitor is, 2 for cookies. What is not asked for, `js/entry.js` need not read.
#[wasm_bindgen]
#[must_use]
pub fn wants() -> u8 {
    let has_networks = |snapshot: &Snapshot| snapshot.manifest().has_networks();
    resident::with(|resident| {
        let networks = resident.snapshot.as_ref().is_some_and(has_networks);
        u8::from(networks) | u8::from(resident.keys.is_some()) << 1
    })
}

/// Answers a request that has waited long enough with what is there: a login that came to the front door passes on, a callout is
/// answered by the policies of its rules, everything else gets a page that says to try again.
///
/// Later requests do not wait for the pointer again; somebody looks at it in passing.
#[wasm_bindgen]
#[must_use]
pub fn answer_at_last(head: &str, body: Option<Vec<u8>>, tenant_origin: &str, now: f64) -> String {
    let body = body.map(text_of);
    resident::change(|resident| resident.looked = true);
    resident::with(|resident| {
        let known = known_to(resident, tenant_origin, now);
        last(head, body.as_deref(), known)
    })
}

/// Answers a request as if there were no snapshot: the kill switch is on.
#[wasm_bindgen]
#[must_use]
pub fn answer_without(head: &str, body: Option<Vec<u8>>, tenant_origin: &str, now: f64) -> String {
    let body = body.map(text_of);
    resident::change(|resident| resident.looked = true);
    resident::with(|resident| {
        let known = known_to(resident, tenant_origin, now);
        without(head, body.as_deref(), known)
    })
}

/// A body as a text. What is not UTF-8 is replaced, as browsers do: no form of ours means anything by it, and no signature
/// fits it any more.
pub(crate) fn text_of(body: Vec<u8>) -> String {
    String::from_utf8(body)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// What this instance can answer from. `now` is `Date.now()`.
fn known_to<'a>(resident: &'a Resident, tenant_origin: &'a str, now: f64) -> Known<'a> {
    Known {
        snapshot: resident.snapshot.as_ref(),
        manifest: resident.snapshot.as_ref().map(Snapshot::manifest),
        keys: resident.keys.as_ref(),
        assets: &resident.assets,
        #[cfg(feature = "claims-enrichment")]
        callout_keys: resident.callout_keys.as_ref(),
        #[cfg(feature = "progressive-profile")]
        page_secrets: resident.page_secrets.as_ref(),
        #[cfg(feature = "progressive-profile")]
        receipt_key: resident.receipt_key.as_ref(),
        #[cfg(feature = "claims-enrichment")]
        items: &resident.items,
        is_last: false,
        now: seconds_from_date_now(now),
        tenant_origin,
    }
}

/// Answers with what is there. What cannot do without what is missing is answered as if there were no snapshot.
fn last(head: &str, body: Option<&str>, known: Known<'_>) -> String {
    let at_last = Known {
        is_last: true,
        ..known
    };
    match route(head, body, at_last) {
        Step::Done(reply) => reply,
        Step::Need(needs) => of_header(&needs)
            .or_else(|| of_claim(&needs))
            .unwrap_or_else(|| without(head, body, known)),
    }
}

/// Asks for a claim to be decided: a shard that cannot be had is no reason to lose what somebody typed.
#[cfg(feature = "progressive-profile")]
fn of_claim(needs: &[Need]) -> Option<String> {
    let claim = needs.iter().find_map(|need| match need {
        Need::Claim(claim) => Some(claim),
        _ => None,
    })?;
    Some(reply::need(&[crate::profile::claim_line(claim)]))
}

#[cfg(not(feature = "progressive-profile"))]
const fn of_claim(_: &[Need]) -> Option<String> {
    None
}

/// Answers as if there were no snapshot, but for how pages look.
fn without(head: &str, body: Option<&str>, known: Known<'_>) -> String {
    // Where the tenant is, its manifest knows even while a shard is out of reach.
    let by_manifest = known.manifest.map(Manifest::tenant_origin);
    let known = Known {
        snapshot: None,
        is_last: true,
        tenant_origin: by_manifest.unwrap_or(known.tenant_origin),
        ..known
    };
    match route(head, body, known) {
        Step::Done(reply) => reply,
        // Nothing else is needed where there is no snapshot to lack a part of.
        Step::Need(needs) => of_header(&needs).unwrap_or_else(|| reply::need(&[])),
    }
}

/// Asks for a header of the request, which is there whatever else is not.
fn of_header(needs: &[Need]) -> Option<String> {
    let name = needs.iter().find_map(|need| match need {
        Need::AcceptLanguage => Some(ACCEPT_LANGUAGE),
        Need::Audience => Some(AUDIENCE),
        Need::IfNoneMatch => Some(IF_NONE_MATCH),
        _ => None,
    })?;
    Some(reply::need(&[name.to_owned()]))
}
