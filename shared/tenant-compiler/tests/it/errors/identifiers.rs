//! Names, ids and colours that are none.

use super::reports;

#[test]
fn identifiers() {
    reports(
        "org_globex",
        "globex",
        "invalid-organization-id",
        "organizations[0].id",
        "begins with `org_`",
    );
    reports(
        "org_initech",
        "org_globex",
        "duplicate-organization",
        "organizations[1].id",
        "`org_globex` is already",
    );
    reports(
        "name = \"initech\"",
        "name = \"globex\"",
        "duplicate-organization",
        "organizations[1].name",
        "`globex`",
    );
    reports(
        "name = \"globex\"",
        "name = \"Globex\"",
        "invalid-organization-name",
        "organizations[0].name",
        "`Globex`",
    );
    reports(
        "name = \"globex\"",
        "name = \"org_g\"",
        "invalid-organization-name",
        "organizations[0].name",
        "`org_g`",
    );
    reports(
        "id = \"app\"",
        "id = \"a b\"",
        "invalid-client-id",
        "clients[0].id",
        "visible ASCII",
    );
    reports(
        "id = \"app\"",
        "id = \"\"",
        "invalid-client-id",
        "clients[0].id",
        "empty",
    );
    reports(
        "strategy = \"oidc\"",
        "strategy = \"OIDC\"",
        "invalid-strategy",
        "connections[0].strategy",
        "`OIDC`",
    );
    reports(
        "name = \"App\"",
        "name = \" \"",
        "empty-name",
        "clients[0].name",
        "empty",
    );
    reports(
        "name = \"App\"",
        "name = \"A\\nB\"",
        "unusable-name",
        "clients[0].name",
        "control",
    );
    reports(
        "#0b57d0",
        "0b57d0",
        "invalid-color",
        "brands.acme.accent.light",
        "`0b57d0`",
    );
    reports(
        "#0b57d0",
        "#+b57d0",
        "invalid-color",
        "brands.acme.accent.light",
        "`#+b57d0`",
    );
}
