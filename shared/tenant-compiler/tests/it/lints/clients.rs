//! Clients that Auth0 would refuse, and that would lead back to us.

use super::{codes, tenant, with};

#[test]
fn clients_that_auth0_would_refuse() {
    let client = |more: &str| format!("[[clients]]\nid = \"app\"\nname = \"App\"\n{more}\n");
    let realm = "default_realm = { organization = \"org_globex\" }";
    with(
        &client(realm),
        &["!organization-refused clients[0].default_realm.organization"],
    );
    with(
        &client(&format!("{realm}\norganization_usage = \"allow\"")),
        &[],
    );
    with(
        &client("organization_usage = \"require\""),
        &["organization-required clients[0].organization_usage"],
    );
    with(
        &client(
            "organization_usage = \"require\"\norganization_require_behavior = \"pre_login_prompt\"",
        ),
        &[],
    );
    with(
        &format!(
            "{}[home_realm]\nfallback = \"page\"",
            client("organization_usage = \"require\"")
        ),
        &[],
    );
    let only = "connections = [\"globex-oidc\", \"initech-oidc\"]";
    let accounts = "[[connections]]\nname = \"accounts\"\nstrategy = \"auth0\"\ndisplay_name = \"A\"\n\
                    [home_realm]\nfallback = { connection = \"accounts\" }\n";
    with(
        &format!("{}{accounts}", client(only)),
        &[
            "fallback-not-enabled clients[0].connections",
            "unreachable-connection connections[2].name",
        ],
    );
    with(
        &client(
            "connections = [\"globex-oidc\"]\ndefault_realm = { connection = \"initech-oidc\" }",
        ),
        &[
            "unreachable-connection connections[1].name",
            "!connection-not-enabled clients[0].default_realm.connection",
        ],
    );
    for (realm, code) in [
        ("{}", "!empty-default-realm clients[0].default_realm"),
        (
            "{ organization = \"org_nobody\" }",
            "!unknown-organization clients[0].default_realm.organization",
        ),
        (
            "{ connection = \"nobody\" }",
            "!unknown-connection clients[0].default_realm.connection",
        ),
        (
            "{ organization = \"org_globex\", connection = \"initech-oidc\" }",
            "!foreign-connection clients[0].default_realm.connection",
        ),
    ] {
        let text = client(&format!(
            "organization_usage = \"allow\"\ndefault_realm = {realm}"
        ));
        with(&text, &[code]);
    }
}

#[test]
fn login_urls_that_lead_back() {
    let client =
        |url: &str| format!("[[clients]]\nid = \"app\"\nname = \"App\"\nlogin_url = \"{url}\"\n");
    for url in [
        "https://start.acme.example/edge/start/app",
        "https://START.acme.example:443/",
        "https://login.acme.example/authorize",
    ] {
        with(&client(url), &["!login-url-loop clients[0].login_url"]);
    }
    with(&client("https://app.acme.example/login"), &[]);
    let vanity = tenant("", "hosts = [\"globex.acme.example\"]", "")
        + &client("https://globex.acme.example/login");
    assert_eq!(codes(&vanity), ["!login-url-loop clients[0].login_url"]);
}
