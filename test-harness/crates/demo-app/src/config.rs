//! What the application is told.

use serde::Serialize;

/// What the application is told. Origins have no slash at their end.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// The product's name, on every page.
    pub name: String,
    /// The application's client ID.
    pub client_id: String,
    /// The tenant's origin; its issuer is this and a slash.
    pub tenant_origin: String,
    /// Vestibule's origin.
    pub edge_origin: String,
    /// The API that access tokens are asked for, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Accounts that a visitor may try, shown on the first page.
    pub accounts: Vec<Account>,
}

/// An account that a visitor may try.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// The email address to type.
    pub email: String,
    /// What it shows, in a few words.
    pub shows: String,
}
