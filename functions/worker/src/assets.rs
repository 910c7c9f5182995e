//! Files that pages show, as far as they are in memory.

use std::collections::VecDeque;

use vestibule_http::{Asset, Method, Outcome, Problem, Readers, Status, Step, names_tag};
use vestibule_identity::UnixSeconds;
use vestibule_tenant::{AssetId, Digest};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::head::Head;
use crate::log::About;
use crate::resident::{self, PAUSE};
use crate::route::{Answered, Known, Need, method_not_allowed};

/// What addresses of files begin with.
const PATH: &str = "/edge/assets/";
/// What names of files begin with, in needs, in bodies of replies and in KV.
pub(crate) const PREFIX: &str = "asset/";

/// Bytes that files from KV may take; those beside the Worker came with it and stay.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// Files whose absence is remembered.
const MOST_MISSING: usize = 64;

/// The files that are in memory.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    /// Those beside the Worker.
    shipped: Vec<(AssetId, Box<[u8]>)>,
    /// Those from KV, in the order in which they came.
    fetched: VecDeque<(AssetId, Vec<u8>)>,
    /// Bytes of the latter.
    size: usize,
    /// Those that could not be had, and until when they are not asked for again.
    missing: VecDeque<(AssetId, UnixSeconds)>,
}

impl Assets {
    /// Takes a file that is shipped beside the Worker.
    pub(crate) fn ship(&mut self, id: AssetId, bytes: &[u8]) {
        self.shipped.push((id, bytes.into()));
    }

    /// Puts a file from KV in, and the oldest out when there is no room. A browser keeps what it got for good, so that hardly
    /// any is asked for twice.
    pub(crate) fn insert(&mut self, id: AssetId, bytes: Vec<u8>) {
        if self.get(id).is_some() || bytes.len() > MOST_BYTES {
            return;
        }
        self.size += bytes.len();
        self.fetched.push_back((id, bytes));
        while self.size > MOST_BYTES {
            let Some((_, oldest)) = self.fetched.pop_front() else {
                return;
            };
            self.size -= oldest.len();
        }
    }

    /// Notes that a file cannot be had just now.
    pub(crate) fn note_missing(&mut self, id: AssetId, now: UnixSeconds) {
        if self.missing.len() >= MOST_MISSING {
            self.missing.pop_front();
        }
        self.missing.push_back((id, now.plus(PAUSE)));
    }

    /// Whether a file was found missing a moment ago.
    pub(crate) fn is_missing(&self, id: AssetId, now: UnixSeconds) -> bool {
        self.missing
            .iter()
            .any(|(missing, until)| *missing == id && now < *until)
    }

    /// The octets of a file.
    fn get(&self, wanted: AssetId) -> Option<&[u8]> {
        let shipped = self.shipped.iter().map(|(id, bytes)| (id, bytes.as_ref()));
        let fetched = self
            .fetched
            .iter()
            .map(|(id, bytes)| (id, bytes.as_slice()));
        shipped
            .chain(fetched)
            .find(|(id, _)| **id == wanted)
            .map(|(_, bytes)| bytes)
    }
}

/// What is said while a file cannot be had.
const UNAVAILABLE: Outcome = Outcome::Problem(
    Problem::new(
        Status::Unavailable,
        "asset-unavailable",
        "This file cannot be had just now.",
    )
    .with_header("retry-after", "30"),
);

/// Answers a request for a file; `None` if the path is not one of theirs.
///
/// Only what the manifest lists is looked for: no address that somebody made up causes a read.
pub(crate) fn answer(
    path: &str,
    method: Method,
    head: &Head<'_>,
    known: Known<'_>,
) -> Option<Step<Answered, Need>> {
    let name = path.strip_prefix(PATH)?;
    if !matches!(method, Method::Get | Method::Head) {
        return Some(Step::Done(method_not_allowed("GET, HEAD")));
    }
    let Some(manifest) = known.manifest else {
        return Some(Step::Done(answered(UNAVAILABLE)));
    };
    let listed = Digest::parse(name)
        .ok()
        .and_then(|id| Some((id, manifest.asset(id)?)));
    let Some((id, media_type)) = listed else {
        return Some(Step::Done(answered(Outcome::Problem(Problem::new(
            Status::NotFound,
            "unknown-asset",
            "There is no such file.",
        )))));
    };
    let Some(has) = head.if_none_match() else {
        return Some(Step::Need(vec![Need::IfNoneMatch]));
    };
    // Named by what is in it, so that whoever has it has the same; it need not even be here.
    if names_tag(has, name) {
        return Some(Step::Done(answered(Outcome::NotModified(name.to_owned()))));
    }
    if known.assets.get(id).is_none() {
        return Some(if known.is_last {
            Step::Done(answered(UNAVAILABLE))
        } else {
            Step::Need(vec![Need::Asset(id)])
        });
    }
    Some(Step::Done(answered(Outcome::Asset(Asset {
        content_type: media_type.content_type(),
        tag: name.to_owned(),
        name: format!("{PREFIX}{id}"),
    }))))
}

const fn answered(outcome: Outcome) -> Answered {
    Answered {
        outcome,
        readers: Readers::Nobody,
        cookies: Vec::new(),
        id: None,
        about: About::Event("asset"),
    }
}

/// The octets of the file that the body of a reply names; `js/entry.js` asks for them right behind [`crate::answer()`], so that they
/// are there.
#[wasm_bindgen]
#[must_use]
pub fn asset(name: &str) -> Option<Vec<u8>> {
    let id = Digest::parse(name.strip_prefix(PREFIX)?).ok()?;
    resident::with(|resident| resident.assets.get(id).map(<[u8]>::to_vec))
}
