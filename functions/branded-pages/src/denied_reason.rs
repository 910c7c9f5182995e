//! Why somebody was denied, on its way through their browser.

use thiserror::Error;
use vestibule_http::sealed::{self, Keys, Nonce, OpenError};
use vestibule_identity::UnixSeconds;
use vestibule_tenant::Snapshot;

const PURPOSE: &str = "denied reason";

/// Seconds for which a sealed reason is shown: as long as somebody might look at the page, and load it again.
const LIFETIME: i64 = 60 * 60;

/// Why somebody was denied, in the tenant's words. Sealed, it travels in the query of `/edge/notice/denied` as `reason`:
/// nobody else can put words on that page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeniedReason(String);

/// Why a sealed reason is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReasonError {
    /// It does not open.
    #[error("the reason does not open: {0}")]
    Sealed(#[from] OpenError),
    /// It holds no time and text.
    #[error("the reason is not of our making")]
    Malformed,
    /// It was sealed over an hour ago, or in the future.
    #[error("the reason is not of now")]
    Expired,
}

impl DeniedReason {
    /// Takes words from the tenant's configuration.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Seals it for this tenant, as of `now`.
    #[must_use]
    pub fn seal(&self, keys: &Keys, snapshot: &Snapshot, now: UnixSeconds, nonce: Nonce) -> String {
        let plain = [&now.0.to_be_bytes()[..], self.0.as_bytes()].concat();
        sealed::seal(keys, PURPOSE, nonce, &plain, binding(snapshot))
    }

    /// Opens what [`Self::seal`] sealed for the same tenant within the last hour.
    ///
    /// # Errors
    /// A [`ReasonError`]; whatever arrives, there is no panic.
    pub fn open(
        keys: &Keys,
        snapshot: &Snapshot,
        now: UnixSeconds,
        text: &str,
    ) -> Result<Self, ReasonError> {
        let plain = sealed::open(keys, PURPOSE, text, binding(snapshot))?;
        let (at, text) = plain
            .split_first_chunk::<8>()
            .ok_or(ReasonError::Malformed)?;
        let age = now.0.saturating_sub(i64::from_be_bytes(*at));
        if !(0..=LIFETIME).contains(&age) {
            return Err(ReasonError::Expired);
        }
        let text = std::str::from_utf8(text).map_err(|_| ReasonError::Malformed)?;
        Ok(Self::new(text))
    }
}

/// A reason of one tenant's stage means nothing to another.
fn binding(snapshot: &Snapshot) -> &[u8] {
    snapshot.manifest().tenant_origin().as_bytes()
}
