//! The one crate that knows Cloudflare and JavaScript.
//!
//! `js/entry.js` calls [`answer()`] with a request as one string and gets the reply as one string.
//! Where something is missing the reply says what, [`supply()`] fetches it from the bindings, and
//! [`answer()`] is called again. Everything in between is synchronous and plain.

mod answer;
mod assets;
#[cfg(any(
    feature = "claims-probe",
    feature = "claims-size",
    feature = "progressive-profile"
))]
mod backend;
#[cfg(feature = "claims-enrichment")]
mod callouts;
#[cfg(feature = "claims-probe")]
mod claims_probe;
#[cfg(feature = "claims-size")]
mod claims_size;
mod clock;
mod entropy;
#[cfg(feature = "claims-enrichment")]
mod feeds;
#[cfg(feature = "claims-enrichment")]
mod fetch_items;
mod head;
#[cfg(all(feature = "claims", not(feature = "claims-without-host")))]
#[cfg_attr(
    not(any(
        feature = "claims-probe",
        feature = "claims-size",
        feature = "progressive-profile"
    )),
    expect(dead_code, reason = "nothing verifies or signs")
)]
mod host_crypto;
mod host_domain;
#[cfg(feature = "claims-enrichment")]
mod items;
mod language;
mod log;
mod own_pages;
mod panic;
#[cfg(feature = "probe")]
mod probe;
#[cfg(feature = "progressive-profile")]
mod profile;
#[cfg(feature = "progressive-profile")]
mod profile_lists;
mod reply;
mod resident;
mod route;
mod supply;
#[cfg(feature = "claims-enrichment")]
mod webhook_keys;

pub use answer::{answer, answer_at_last, answer_without, wants};
pub use assets::asset;
#[cfg(feature = "claims-probe")]
pub use claims_probe::{judge_claims, verify_claims};
#[cfg(feature = "claims-size")]
pub use claims_size::exchange;
#[cfg(feature = "claims-enrichment")]
pub use feeds::feed;
pub use reply::page;
#[cfg(feature = "claims-enrichment")]
pub use resident::unlock_callouts;
pub use resident::{install, unlock};
#[cfg(feature = "progressive-profile")]
pub use resident::{unlock_pages, unlock_receipts};
#[cfg(feature = "claims-enrichment")]
pub use supply::give_up;
pub use supply::supply;
