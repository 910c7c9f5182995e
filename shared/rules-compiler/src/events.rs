//! The part of Auth0's events that reaches a rule, trigger by trigger: same names and shapes as in Auth0's documentation.
//!
//! The Actions send these fields and no others, so a rule can be published without touching an Action, and what
//! is not listed never leaves Auth0: no secrets, no bodies and queries of requests, no device fingerprints.
//! What Auth0 leaves out of an event is missing here as well; a rule asks with `has()`.

use crate::environment::{Environment, Type};

use Type::{Bool, Int, String, Timestamp};

impl Environment {
    /// What rules of the post-login trigger may read.
    #[must_use]
    pub fn post_login() -> Self {
        Self::around(login()).with("email", email())
    }

    /// What the conditions of a profile's fields may read: the event of the post-login trigger, and nothing that would have to be
    /// looked up.
    #[must_use]
    pub fn profile() -> Self {
        Self::new().with("event", login()).with("now", Timestamp)
    }
    /// What rules of the credentials-exchange trigger may read.
    #[must_use]
    pub fn credentials_exchange() -> Self {
        let event = Type::object(
            "event",
            [
                (
                    "accessToken",
                    Type::object(
                        "event.accessToken",
                        [
                            ("customClaims", Type::map(Type::Dyn)),
                            ("scope", Type::list(String)),
                        ],
                    ),
                ),
                ("client", client()),
                ("organization", organization()),
                ("request", request()),
                ("resource_server", resource_server()),
                ("tenant", tenant()),
                (
                    "transaction",
                    Type::object(
                        "event.transaction",
                        [("requested_scopes", Type::list(String))],
                    ),
                ),
            ],
        );
        Self::around(event)
    }

    /// What rules of the pre-user-registration trigger may read.
    #[must_use]
    pub fn pre_user_registration() -> Self {
        let user = Type::object(
            "event.user",
            [
                ("app_metadata", Type::map(Type::Dyn)),
                ("email", String),
                ("family_name", String),
                ("given_name", String),
                ("name", String),
                ("nickname", String),
                ("phone_number", String),
                ("picture", String),
                ("user_metadata", Type::map(Type::Dyn)),
                ("username", String),
            ],
        );
        let event = Type::object(
            "event",
            [
                ("client", client()),
                ("connection", connection()),
                ("organization", organization()),
                ("request", request()),
                ("tenant", tenant()),
                ("transaction", transaction()),
                ("user", user),
            ],
        );
        Self::around(event).with("email", email())
    }

    /// An event, and what Vestibule knows besides it.
    fn around(event: Type) -> Self {
        Self::new()
            .with("directory", directory())
            .with("event", event)
            .with("now", Timestamp)
            // What the tenant file says about the organization.
            .with("organization", Type::map(Type::Dyn))
            // What sources outside answered, by their names.
            .with("sources", Type::map(Type::Dyn))
    }
}

/// The event of the post-login trigger.
fn login() -> Type {
    Type::object(
        "event",
        [
            ("authentication", authentication()),
            (
                "authorization",
                Type::object("event.authorization", [("roles", Type::list(String))]),
            ),
            ("client", client()),
            ("connection", connection()),
            ("organization", organization()),
            // Not Auth0's: `start`, or `continue` when the login comes back from a redirect.
            ("phase", String),
            (
                "refresh_token",
                Type::object("event.refresh_token", [("created_at", String)]),
            ),
            ("request", request()),
            ("resource_server", resource_server()),
            (
                "session",
                Type::object(
                    "event.session",
                    [
                        ("authenticated_at", String),
                        ("created_at", String),
                        ("id", String),
                    ],
                ),
            ),
            (
                "stats",
                Type::object("event.stats", [("logins_count", Int)]),
            ),
            ("tenant", tenant()),
            ("transaction", transaction()),
            ("user", user()),
        ],
    )
}

/// What was entered about users and organizations: entitlements, roles, who has left.
fn directory() -> Type {
    let part = || Type::map(Type::Dyn);
    Type::object(
        "directory",
        [
            ("organization", part()),
            ("status", part()),
            ("user", part()),
        ],
    )
}

fn authentication() -> Type {
    let method = Type::object(
        "event.authentication.methods[]",
        [("name", String), ("timestamp", String), ("type", String)],
    );
    Type::object("event.authentication", [("methods", Type::list(method))])
}

fn client() -> Type {
    Type::object(
        "event.client",
        [
            ("client_id", String),
            ("metadata", Type::map(String)),
            ("name", String),
        ],
    )
}

fn connection() -> Type {
    Type::object(
        "event.connection",
        [
            ("id", String),
            ("metadata", Type::map(String)),
            ("name", String),
            ("strategy", String),
        ],
    )
}

fn organization() -> Type {
    Type::object(
        "event.organization",
        [
            ("display_name", String),
            ("id", String),
            ("metadata", Type::map(String)),
            ("name", String),
        ],
    )
}

fn request() -> Type {
    let geoip = Type::object(
        "event.request.geoip",
        [
            ("cityName", String),
            ("continentCode", String),
            ("countryCode", String),
            ("countryCode3", String),
            ("countryName", String),
            ("subdivisionCode", String),
            ("subdivisionName", String),
            ("timeZone", String),
        ],
    );
    Type::object(
        "event.request",
        [
            ("asn", String),
            ("geoip", geoip),
            ("hostname", String),
            ("ip", String),
            ("language", String),
            ("method", String),
            ("user_agent", String),
        ],
    )
}

fn resource_server() -> Type {
    Type::object("event.resource_server", [("identifier", String)])
}

fn tenant() -> Type {
    Type::object("event.tenant", [("id", String)])
}

fn transaction() -> Type {
    Type::object(
        "event.transaction",
        [
            ("acr_values", Type::list(String)),
            ("locale", String),
            ("login_hint", String),
            ("metadata", Type::map(Type::Dyn)),
            ("prompt", Type::list(String)),
            ("protocol", String),
            ("redirect_uri", String),
            ("requested_scopes", Type::list(String)),
            ("response_mode", String),
            ("response_type", Type::list(String)),
            ("ui_locales", Type::list(String)),
        ],
    )
}

/// What the tenant file says about the address of the user; a machine has none.
fn email() -> Type {
    Type::object(
        "email",
        [
            // As an A-label.
            ("domain", String),
            ("is_public", Bool),
            ("organizations", Type::list(String)),
        ],
    )
}

fn user() -> Type {
    let factor = Type::object("event.user.enrolledFactors[]", [("type", String)]);
    let identity = Type::object(
        "event.user.identities[]",
        [
            ("connection", String),
            ("isSocial", Bool),
            ("provider", String),
            ("user_id", String),
        ],
    );
    Type::object(
        "event.user",
        [
            // What the identity provider says about how it authenticated, where the connection maps it.
            ("acr", String),
            ("amr", Type::list(String)),
            ("app_metadata", Type::map(Type::Dyn)),
            ("created_at", String),
            ("email", String),
            ("email_verified", Bool),
            ("enrolledFactors", Type::list(factor)),
            ("family_name", String),
            ("given_name", String),
            // Filled by the Action from the attribute that its configuration names.
            ("groups", Type::list(String)),
            ("identities", Type::list(identity)),
            ("last_password_reset", String),
            ("multifactor", Type::list(String)),
            ("name", String),
            ("nickname", String),
            ("phone_number", String),
            ("phone_verified", Bool),
            ("picture", String),
            ("updated_at", String),
            ("user_id", String),
            ("user_metadata", Type::map(Type::Dyn)),
            ("username", String),
        ],
    )
}
