//! What does not have the shape of a tenant file.

use super::reports;

#[test]
fn shape() {
    let shape = "unexpected-shape";
    reports(
        "brand = \"acme\"",
        "brnad = \"acme\"",
        shape,
        "tenant.brnad",
        "unknown field `brnad`",
    );
    reports(
        "name = \"Acme\"",
        "name = 7",
        shape,
        "tenant.name",
        "invalid type: integer `7`",
    );
    reports(
        "verified = true",
        "verified = \"yes\"",
        shape,
        "organizations[0].domains[0].verified",
        "boolean",
    );
    reports(
        "verified = true",
        "verfied = true",
        shape,
        "organizations[0].domains[0].verfied",
        "unknown field `verfied`",
    );
    reports(
        "[[organizations]]\nid = \"org_globex\"\n",
        "[[organizations]]\n",
        shape,
        "organizations[0]",
        "missing field `id`",
    );
    reports(
        "connections = [\"globex-oidc\"]\n\n[[organizations]]",
        "connections = [{ nam = \"globex-oidc\" }]\n\n[[organizations]]",
        shape,
        "organizations[0].connections[0].nam",
        "unknown field `nam`",
    );
    reports(
        "[home_realm]",
        "[home_realm]\nfallback = \"univers-login\"",
        shape,
        "home_realm.fallback",
        "unknown variant `univers-login`",
    );
    reports("[home_realm]", "[home_realm", "not-toml", "", "");
    reports("[home_realm]", "[brands.acme]", "not-toml", "", "duplicate");
}
