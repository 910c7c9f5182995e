//! Asking in the middle of a login.

use vestibule_http::sealed::Nonces;
use vestibule_http::{Outcome, Readers, Request, Step};
use vestibule_identity::UnixSeconds;
use vestibule_progressive_profile::{
    Claim, Claimed, Context, Need as ProfileNeed, Sender, decide, has,
};

use crate::entropy;
use crate::head::Head;
use crate::log::About;
use crate::profile_lists::HostLists;
use crate::route::{Answered, Known, Need, host_of};

/// Answers a step of the trip; `None` for another request.
pub(crate) fn answer(
    request: &Request<'_>,
    head: &Head<'_>,
    known: Known<'_>,
    id: &str,
) -> Option<Step<Answered, Need>> {
    if !has(request.path) {
        return None;
    }
    // Nothing is decided before the language, the cookies and the sender are known.
    let Some(accept_language) = head.accept_language() else {
        return Some(Step::Need(vec![Need::AcceptLanguage]));
    };
    let context = Context {
        snapshot: known.snapshot,
        manifest: known.manifest,
        at_last: known.is_last,
        tenant_origin: known.tenant_origin,
        host: host_of(request),
        secrets: known.page_secrets,
        keys: known.keys,
        receipt_key: known.receipt_key,
        nonces: &Nonces::new(entropy::bytes()?),
        cookies: head.cookies(),
        sender: &Sender {
            site: head.fetch_site(),
            origin: head.origin().unwrap_or_default(),
        },
        address: head.address(),
        country: head.country(),
        accept_language,
        if_none_match: head.if_none_match(),
        remembered_language: crate::language::remembered(head.cookies()),
        lists: &HostLists,
        claimed: claimed(head.claimed()),
        now: known.now,
        id,
    };
    Some(match decide(request, context)? {
        Step::Need(needs) => Step::Need(needs.into_iter().map(needed).collect()),
        Step::Done(decision) => Step::Done(Answered {
            readers: match decision.outcome {
                // Public keys are for everybody.
                Outcome::Published(_) => Readers::Anybody,
                _ => Readers::Nobody,
            },
            outcome: decision.outcome,
            cookies: decision.cookies,
            id: None,
            about: About::Profile(decision.trace),
        }),
    })
}

/// A claim as `js/entry.js` takes it apart.
pub(crate) fn claim_line(claim: &Claim) -> String {
    format!("claim {} {} {}", claim.session, claim.digest, claim.until)
}

/// Reads what `js/answer-once.js` says.
fn claimed(said: &str) -> Option<Claimed> {
    match said.split_once(' ') {
        Some(("granted", at)) => {
            Some(
                at.parse()
                    .map_or(Claimed::Unavailable, |at| Claimed::Granted {
                        at: UnixSeconds(at),
                    }),
            )
        }
        _ if said.is_empty() => None,
        _ if said == "refused" => Some(Claimed::Refused),
        _ => Some(Claimed::Unavailable),
    }
}

fn needed(need: ProfileNeed) -> Need {
    match need {
        ProfileNeed::Shard(id) => Need::Shard(id),
        ProfileNeed::Claim(claim) => Need::Claim(claim),
        ProfileNeed::IfNoneMatch => Need::IfNoneMatch,
    }
}
