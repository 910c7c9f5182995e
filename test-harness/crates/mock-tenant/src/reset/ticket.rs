//! Links for new passwords.

use serde::{Deserialize, Serialize};

use crate::incoming::Domain;
use crate::reply::with_query;
use crate::state::TenantState;

/// A link that an email would have.
#[derive(Debug, Clone)]
pub(crate) struct ResetTicket {
    pub(crate) ticket: String,
    /// Counts up, so that tickets can be listed in the order in which they were made.
    pub(crate) sequence: u64,
    pub(crate) user_id: String,
    /// The application that it was asked for by; without one no Action runs.
    pub(crate) client_id: Option<String>,
    pub(crate) organization: Option<String>,
    pub(crate) domain: Domain,
    pub(crate) created_at: i64,
    /// The Actions have let the user through.
    pub(crate) open: bool,
    /// Where the Actions want the browser to go at the end.
    pub(crate) result_url: Option<String>,
    pub(crate) used: bool,
}

impl ResetTicket {
    /// Whether it can still be used: once, for 432,000 s.
    pub(super) fn is_live(&self, now: i64) -> bool {
        !self.used && now - self.created_at <= LIFETIME
    }
}

/// A link for a new password, as the email would have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetTicketInfo {
    /// The link.
    pub url: String,
    /// Whose password it is for.
    pub user_id: String,
    /// Whether the password was changed with it.
    pub used: bool,
}

/// All of them, oldest first.
pub(crate) fn tickets(state: &TenantState) -> Vec<ResetTicketInfo> {
    let mut kept: Vec<_> = state.reset_tickets.values().collect();
    kept.sort_by_key(|kept| kept.sequence);
    let info = |kept: &ResetTicket| {
        let page = format!("{}/u/reset-password", kept.domain.origin);
        ResetTicketInfo {
            url: with_query(&page, &[("ticket", &kept.ticket)]),
            user_id: kept.user_id.clone(),
            used: kept.used,
        }
    };
    kept.into_iter().map(info).collect()
}

const LIFETIME: i64 = 432_000;
