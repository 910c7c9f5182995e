//! What became of a login, explained: error and notice pages in each organization's brand.
//!
//! [`decide`] is a plain function of the request and the published configuration. It always answers: whatever is missing,
//! unknown or hostile leads to a page that says less, never to none. What stands on a page comes from the catalogue, from
//! the tenant's configuration, or from a value that we sealed; of a query nothing but a [tracking
//! id](vestibule_pages::TrackingId); what a page goes on to, by itself or by a link, comes from the configuration.

pub mod catalogue;
mod decide;
mod error_page;
mod logout;
mod notice_page;
mod page;
mod place;
mod resume;
mod trace;
mod ways;

pub use decide::{Context, Decision, decide, has};
pub use trace::{End, Trace};
