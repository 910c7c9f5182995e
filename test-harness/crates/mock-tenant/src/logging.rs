//! What the tenant remembers of what happened: its log, and the raw requests.

use serde::{Deserialize, Serialize};

use crate::error::OAuthError;
use crate::rule::Rule;
use crate::state::TenantState;

/// One entry of the tenant's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEvent {
    /// Seconds since 1970, by the tenant's clock.
    pub at: i64,
    /// Auth0's type code: `s` login, `f` failed login, `seacft` code exchanged, `feacft` failed,
    /// `sertft`/`fertft` refresh, `seccft`/`feccft` client credentials, `slo` logout, `ss`/`fs` sign-up,
    /// `scpr`/`fcpr` new password asked for, `scp` changed, `gd_auth_succeed`/`gd_auth_failed` second factor,
    /// `gd_enrollment_complete`, and `actions_execution_failed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in words.
    pub description: String,
    /// The rule that refused, if one did.
    pub rule: Option<Rule>,
    /// The application.
    pub client_id: Option<String>,
    /// The user.
    pub user_id: Option<String>,
    /// The connection.
    pub connection: Option<String>,
    /// The organization.
    pub organization_id: Option<String>,
}

impl LogEvent {
    pub(crate) fn new(kind: &str, description: impl Into<String>) -> Self {
        Self {
            at: 0,
            kind: kind.to_owned(),
            description: description.into(),
            rule: None,
            client_id: None,
            user_id: None,
            connection: None,
            organization_id: None,
        }
    }

    pub(crate) fn refused(kind: &str, error: &OAuthError) -> Self {
        Self {
            rule: error.rule,
            ..Self::new(kind, error.to_string())
        }
    }
}

/// A request to `/authorize` as it stood on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRequest {
    /// The method.
    pub method: String,
    /// The bytes of the request target, in lower-case hexadecimal: they need not be text.
    pub target_hex: String,
    /// The same as text, invalid UTF-8 replaced, for people.
    pub target: String,
}

impl RawRequest {
    pub(crate) fn new(method: &[u8], target: &[u8]) -> Self {
        use std::fmt::Write as _;
        let mut hex = String::with_capacity(target.len() * 2);
        for byte in target {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Self {
            method: String::from_utf8_lossy(method).into_owned(),
            target_hex: hex,
            target: String::from_utf8_lossy(target).into_owned(),
        }
    }

    /// The bytes of the request target.
    #[must_use]
    pub fn target_bytes(&self) -> Vec<u8> {
        let digits: Vec<u8> = self
            .target_hex
            .chars()
            .filter_map(|digit| digit.to_digit(16))
            .filter_map(|digit| u8::try_from(digit).ok())
            .collect();
        digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect()
    }
}

impl TenantState {
    pub(crate) fn log(&mut self, event: LogEvent) {
        let at = self.clock.now();
        self.events.push(LogEvent { at, ..event });
    }
}
