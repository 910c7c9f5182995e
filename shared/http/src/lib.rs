//! What goes into a decision and what comes out of it, without a runtime.
//!
//! A [`Request`] borrows what the entry module read; a decision answers with an [`Outcome`].
//! Between them stand the two types that keep a login safe: [`RawQuery`], which reads parameters
//! without ever rewriting them, and [`SafeRedirect`], the only thing that can become a `Location`
//! header.
//!
//! What a browser keeps for us from one login to the next is a [`RealmCookie`], sealed under [`Keys`](sealed::Keys)
//! so that nobody else can read or write it.

mod bearer;
pub mod cookie;
mod denied_reason;
mod etag;
mod form;
mod keys;
mod outcome;
mod page_address;
mod percent;
mod query;
mod readers;
mod realm_cookie;
mod redirect;
mod request;
mod response;
pub mod sealed;
pub mod webhook;

pub use bearer::BearerToken;
pub use denied_reason::{DeniedReason, ReasonError};
pub use etag::names_tag;
pub use form::Form;
pub use outcome::{Asset, Json, Outcome, Page, Problem, Published, Status, Step};
pub use page_address::PageAddress;
pub use percent::encode_component;
pub use query::{Pair, RawQuery};
pub use readers::Readers;
pub use realm_cookie::{RealmCookie, RememberedRealm};
pub use redirect::{Origin, OriginError, RedirectRefused, SafeRedirect};
pub use request::{Method, Request, RequestError};
pub use response::{Response, page_headers};
