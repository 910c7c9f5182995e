//! What refers to nothing, or stands twice.

use super::reports;

#[test]
fn references() {
    reports(
        "brand = \"acme\"",
        "brand = \"acne\"",
        "unknown-brand",
        "tenant.brand",
        "`acne`",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[connections]]",
        "connections = [\"globex\"]\n\n[[connections]]",
        "unknown-connection",
        "clients[0].connections[0]",
        "`globex`",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[organizations]]",
        "connections = [\"globex\"]\n\n[[organizations]]",
        "unknown-connection",
        "organizations[0].connections[0]",
        "`globex`",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[organizations]]",
        "connections = [\"globex-oidc\", \"globex-oidc\"]\n\n[[organizations]]",
        "duplicate-connection",
        "organizations[0].connections[1]",
        "twice",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[organizations]]",
        "connections = [\"globex_oidc\"]\n\n[[organizations]]",
        "invalid-connection-name",
        "organizations[0].connections[0]",
        "`globex_oidc`",
    );
    reports(
        "[home_realm]",
        "[home_realm]\nfallback = { connection = \"nobody\" }",
        "unknown-connection",
        "home_realm.fallback.connection",
        "`nobody`",
    );
    reports(
        "[home_realm]",
        "[[connections]]\nname = \"globex-oidc\"\nstrategy = \"oidc\"\ndisplay_name = \"G\"\n[home_realm]",
        "duplicate-connection",
        "connections[1].name",
        "connections[0]",
    );
    reports(
        "[home_realm]",
        "[[clients]]\nid = \"app\"\nname = \"G\"\n[home_realm]",
        "duplicate-client",
        "clients[1].id",
        "`app`",
    );
}
