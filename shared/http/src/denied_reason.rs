//! Why somebody was denied, on its way through their browser.

use thiserror::Error;
use vestibule_identity::UnixSeconds;

use crate::sealed::{self, Keys, OpenError};
use crate::webhook::Macs;

const PURPOSE: &str = "denied reason";

/// Seconds for which a sealed reason is shown: as long as somebody might look at the page, and load it again.
const LIFETIME: i64 = 60 * 60;

/// Why somebody was denied, in the tenant's words. Sealed, it travels in the query of `/edge/notice/denied` as `reason`:
/// nobody else can put words on that page. Nothing in it is about a person but that they were denied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeniedReason {
    /// The code of the denial, for software; without line breaks.
    pub code: String,
    /// The words; of the tenant's configuration.
    pub text: String,
    /// The origin at which the login waits for whoever reads this, which may be any of the tenant's; empty if that is not
    /// known.
    pub origin: String,
    /// When it was said.
    pub at: UnixSeconds,
}

/// Why a sealed reason is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReasonError {
    /// It does not open.
    #[error("the reason does not open: {0}")]
    Sealed(#[from] OpenError),
    /// It does not hold what a reason holds.
    #[error("the reason is not of our making")]
    Malformed,
    /// It was sealed over an hour ago, or in the future.
    #[error("the reason is not of now")]
    Expired,
}

impl DeniedReason {
    /// Seals it for the tenant whose main origin this is. A repeat of the request with this id gets the same octets, and
    /// so may a browser that goes back.
    ///
    /// `None` if there is no secret to derive a nonce from (see [`sealed::seal_alike`]).
    #[must_use]
    pub fn seal(
        &self,
        keys: &Keys,
        macs: &Macs<'_>,
        request: &str,
        tenant_origin: &str,
    ) -> Option<String> {
        let Self {
            code,
            text,
            origin,
            at,
        } = self;
        // The text comes last, so that whatever is in it is part of it.
        let plain = format!("{}\n{code}\n{origin}\n{text}", at.0);
        sealed::seal_alike(keys, macs, (PURPOSE, request), &plain, tenant_origin)
    }

    /// Opens what [`Self::seal`] sealed for the same tenant within the last hour: a reason of one tenant's stage means
    /// nothing to another.
    ///
    /// # Errors
    /// A [`ReasonError`]; whatever arrives, there is no panic.
    pub fn open(
        keys: &Keys,
        tenant_origin: &str,
        now: UnixSeconds,
        text: &str,
    ) -> Result<Self, ReasonError> {
        let plain = sealed::open(keys, PURPOSE, text, tenant_origin.as_bytes())?;
        let plain = String::from_utf8(plain).map_err(|_| ReasonError::Malformed)?;
        let mut parts = plain.splitn(4, '\n');
        let mut part = || parts.next().ok_or(ReasonError::Malformed);
        let (at, code, origin, text) = (part()?, part()?, part()?, part()?);
        let at = at.parse().map_err(|_| ReasonError::Malformed)?;
        if !(0..=LIFETIME).contains(&now.0.saturating_sub(at)) {
            return Err(ReasonError::Expired);
        }
        Ok(Self {
            code: code.to_owned(),
            text: text.to_owned(),
            origin: origin.to_owned(),
            at: UnixSeconds(at),
        })
    }
}

#[cfg(test)]
mod tests;
