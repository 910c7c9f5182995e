//! `/oauth/token`, and the tokens themselves.

mod authenticate;
mod client_credentials;
mod code;
pub(crate) mod cors;
mod endpoint;
mod issue;
mod refresh;
mod scope;

use std::sync::Arc;

use serde_json::{Map, Value};

pub(crate) use client_credentials::{PendingExchange, finish as finish_exchange};
pub(crate) use endpoint::token_endpoint;
pub(crate) use issue::{Issued, Occasion, Wanted, issue, issue_for_client};
pub(crate) use refresh::{PendingRefresh, finish as finish_refresh};
pub(crate) use scope::granted as granted_scope;

use crate::authorize::PkceMethod;
use crate::config::ClientConfig;
use crate::incoming::Domain;

/// What a user has granted an application by a login: all that tokens are made of.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    /// The domain of the login: it is `iss`, whatever domain redeems the code.
    pub(crate) domain: Domain,
    pub(crate) client: Arc<ClientConfig>,
    pub(crate) user_id: String,
    pub(crate) connection: String,
    pub(crate) organization: Option<String>,
    pub(crate) scope: Vec<String>,
    pub(crate) audience: Option<String>,
    /// `sid`.
    pub(crate) session_id: String,
    /// Present if the request asked for it by `max_age` (OpenID Connect Core 1.0, section 2).
    pub(crate) auth_time: Option<i64>,
    /// Whether a second factor was given in the session: `amr` then says `mfa`.
    pub(crate) mfa: bool,
    pub(crate) nonce: Option<String>,
    pub(crate) id_token_claims: Map<String, Value>,
    pub(crate) access_token_claims: Map<String, Value>,
}

/// A code that was issued.
#[derive(Debug, Clone)]
pub(crate) struct CodeRecord {
    pub(crate) grant: Grant,
    pub(crate) redirect_uri: String,
    pub(crate) code_challenge: Option<String>,
    pub(crate) method: PkceMethod,
    pub(crate) issued_at: i64,
    pub(crate) used: bool,
}

/// A refresh token that was issued.
#[derive(Debug, Clone)]
pub(crate) struct RefreshRecord {
    pub(crate) grant: Grant,
    /// Tokens that came from one another by rotation.
    pub(crate) family: String,
    pub(crate) expires_at: i64,
    /// Replaced by a newer one.
    pub(crate) rotated: bool,
}

/// An access token for `/userinfo` that was issued.
#[derive(Debug, Clone)]
pub(crate) struct AccessRecord {
    pub(crate) user_id: String,
    pub(crate) scope: Vec<String>,
    pub(crate) origin: String,
    pub(crate) expires_at: i64,
    /// They appear in `/userinfo` as well.
    pub(crate) id_token_claims: Map<String, Value>,
}
