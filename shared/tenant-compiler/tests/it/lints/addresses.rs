//! Addresses, lists and templates that say nothing.

use super::{domains, organizations, with};

#[test]
fn addresses_and_lists_that_say_nothing() {
    let domain = "domains = [{ name = \"globex.example\", verified = true }]\n";
    organizations(
        &format!("{domain}addresses = [{{ address = \"ana@globex.example\" }}]"),
        "",
        &["redundant-address organizations[0].addresses[0]"],
    );
    organizations(
        &format!(
            "{domain}addresses = [{{ address = \"ana@globex.example\", connection = \"globex-oidc\" }}]"
        ),
        "",
        &[],
    );
    organizations(
        "addresses = [{ address = \"ana\" }, { address = \"a@b.example\" }, { address = \"A@B.example\" }]",
        "addresses = [{ address = \"a@b.example\", connection = \"globex-oidc\" }, { address = \"a@b.example\" }]",
        &[
            "!invalid-address organizations[0].addresses[0].address",
            "!duplicate-address organizations[0].addresses[2].address",
            "!foreign-connection organizations[1].addresses[0].connection",
            "!shared-address organizations[1].addresses[1].address",
        ],
    );
    organizations(
        &domains(&[
            "globex.example , connections = []",
            "b.example , connections = [\"initech-oidc\"]",
        ]),
        "",
        &[
            "!empty-list organizations[0].domains[0].connections",
            "!foreign-connection organizations[0].domains[1].connections[0]",
        ],
    );
    for template in ["", "{email", "{mail}", "globex", "{{email}}"] {
        let text = format!(
            "[[connections]]\nname = \"c\"\nstrategy = \"oidc\"\ndisplay_name = \"C\"\nenabled = false\nlogin_hint = \"{template}\""
        );
        with(&text, &["!invalid-login-hint connections[2].login_hint"]);
    }
}
