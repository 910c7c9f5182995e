//! The crossing.

use vestibule_http::Step;
use vestibule_tenant::Snapshot;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::resident::{self, Resident};
use crate::route::{Known, route};
use crate::{reply, supply};

/// Answers a request, or says what is missing.
///
/// `head` is the method, a space and the absolute URL; `body` the text of a form, `null` when it
/// was longer than any form of ours. `js/entry.js` takes apart what comes back.
#[wasm_bindgen]
#[must_use]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what crosses the boundary is owned"
)]
pub fn answer(head: &str, body: Option<String>) -> String {
    resident::with(|resident| {
        if resident.deployment.is_none() {
            return reply::need(&[supply::CURRENT.to_owned()]);
        }
        match route(
            head,
            body.as_deref(),
            known(resident, resident.snapshot.as_ref()),
        ) {
            Step::Done(reply) => reply,
            Step::Need(shards) => {
                reply::need(&shards.iter().map(ToString::to_string).collect::<Vec<_>>())
            }
        }
    })
}

/// Answers a request that has waited long enough, as if there were no snapshot: a login that came
/// to the front door passes on, everything else gets a page that says to try again.
#[wasm_bindgen]
#[must_use]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what crosses the boundary is owned"
)]
pub fn answer_without(head: &str, body: Option<String>) -> String {
    resident::with(
        |resident| match route(head, body.as_deref(), known(resident, None)) {
            Step::Done(reply) => reply,
            // Nothing is needed where there is no snapshot to lack a part of.
            Step::Need(_) => reply::need(&[]),
        },
    )
}

fn known<'a>(resident: &'a Resident, snapshot: Option<&'a Snapshot>) -> Known<'a> {
    // Where the tenant is, its manifest knows even while a shard is out of reach.
    let by_manifest = resident
        .snapshot
        .as_ref()
        .map(|snapshot| snapshot.manifest().tenant_origin());
    let by_deployment = resident
        .deployment
        .as_ref()
        .and_then(|deployment| deployment.tenant_origin.as_deref());
    Known {
        snapshot,
        tenant_origin: by_manifest.or(by_deployment),
    }
}
