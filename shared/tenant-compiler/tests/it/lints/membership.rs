//! People who do not become members of their organization.

use super::{HEAD, codes};

fn connection(name: &str, strategy: &str) -> String {
    format!("[[connections]]\nname = \"{name}\"\nstrategy = \"{strategy}\"\ndisplay_name = \"C\"\n")
}

fn organization(name: &str, connection: &str, assigns: &str, more: &str) -> String {
    let assigns = if assigns.is_empty() {
        String::new()
    } else {
        format!(", assign_membership_on_login = {assigns}")
    };
    format!(
        "[[organizations]]\nid = \"org_{name}\"\nname = \"{name}\"\ndisplay_name = \"O\"\n\
         connections = [{{ name = \"{connection}\"{assigns} }}]\n{more}\n"
    )
}

#[test]
fn a_shared_connection_makes_nobody_a_member_when_organizations_come_last() {
    let client = |usage: &str, behavior: &str| {
        format!(
            "[[clients]]\nid = \"app\"\nname = \"App\"\norganization_usage = \"{usage}\"\n\
             organization_require_behavior = \"{behavior}\"\n"
        )
    };
    let after = client("require", "post_login_prompt");
    let shared = |one: &str, other: &str, client: &str, more: &str| {
        codes(&format!(
            "{HEAD}[home_realm]\nfallback = \"page\"\n{client}{}{}{}",
            connection("shared", "oidc"),
            organization("one", "shared", one, ""),
            organization("two", "shared", other, more),
        ))
    };
    let ambiguous =
        ["ambiguous-membership organizations[1].connections[0].assign_membership_on_login"];
    assert_eq!(shared("true", "true", &after, ""), ambiguous);
    let none: [&str; 0] = [];
    assert_eq!(shared("true", "false", &after, ""), none);
    assert_eq!(shared("", "", &after, ""), none);
    assert_eq!(shared("true", "true", &after, "enabled = false"), none);
    for (usage, behavior) in [
        ("deny", "post_login_prompt"),
        ("require", "pre_login_prompt"),
        ("allow", "no_prompt"),
    ] {
        assert_eq!(
            shared("true", "true", &client(usage, behavior), ""),
            none,
            "{usage} {behavior}"
        );
    }
    assert_eq!(shared("true", "true", "", ""), none);
}

#[test]
fn people_are_led_where_nobody_becomes_a_member() {
    let one = |strategy: &str, assigns: &str, more: &str| {
        codes(&format!(
            "{HEAD}{}{}",
            connection("only", strategy),
            organization("one", "only", assigns, more)
        ))
    };
    let domain = "domains = [{ name = \"globex.example\", verified = true }]";
    let closed = ["no-membership organizations[0].connections[0].assign_membership_on_login"];
    for more in [
        domain,
        "addresses = [{ address = \"ana@gmail.com\" }]",
        "hosts = [\"one.acme.example\"]",
        "networks = [{ asn = 64496 }]",
    ] {
        assert_eq!(one("oidc", "false", more), closed, "{more}");
    }
    let none: [&str; 0] = [];
    assert_eq!(one("oidc", "true", domain), none);
    // What is not said is not guessed.
    assert_eq!(one("oidc", "", domain), none);
    // People of a database sign up, and are invited.
    assert_eq!(one("auth0", "false", domain), none);
    // Nothing leads there.
    assert_eq!(one("oidc", "false", ""), none);
    let claimed = "domains = [{ name = \"globex.example\" }]";
    assert_eq!(
        one("oidc", "false", claimed),
        ["unverified-domain organizations[0].domains[0]"]
    );
}
