//! Every page in every state, with ordinary values; native only.
//!
//! For whoever shows pages without a login: `vestibule preview` and the tests. The samples are those that the tests of
//! `vestibule-pages` look at, from the same files, so that what is shown is what is tested; they are no part of that crate, since it is
//! shipped.

#[path = "../../pages/tests/pages/explanations.rs"]
mod explanations;
#[path = "../../pages/tests/pages/organizations.rs"]
mod organizations;
#[path = "../../pages/tests/pages/profiles.rs"]
mod profiles;
#[expect(
    clippy::panic,
    reason = "a sample that is none is a mistake in that file, and every test finds it"
)]
#[allow(
    dead_code,
    clippy::allow_attributes,
    reason = "tests have a brand of their own"
)]
#[path = "../../pages/tests/pages/samples.rs"]
mod samples;

use vestibule_pages::{Brand, Html, Reading};

/// A page in one state.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What it is called: letters, digits and hyphens, the page first.
    pub name: &'static str,
    /// The page.
    pub page: Html,
}

/// Every page in every state, with the look of a brand and in a language.
#[must_use]
pub fn samples<'a>(brand: &'a Brand, reading: impl Into<Reading<'a>>) -> Vec<Sample> {
    samples::all_of(brand, reading.into())
        .into_iter()
        .map(|(name, page)| Sample { name, page })
        .collect()
}
