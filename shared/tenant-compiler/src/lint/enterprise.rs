//! Connections to the identity provider of a company.

/// Auth0's names of such connections. What is not among them is a database, a social or a passwordless connection.
const STRATEGIES: [&str; 11] = [
    "ad",
    "adfs",
    "auth0-adldap",
    "google-apps",
    "ip",
    "office365",
    "oidc",
    "okta",
    "pingfederate",
    "samlp",
    "waad",
];

/// Whether connections of this strategy lead to the identity provider of a company.
pub(super) fn is_enterprise(strategy: &str) -> bool {
    STRATEGIES.contains(&strategy)
}
