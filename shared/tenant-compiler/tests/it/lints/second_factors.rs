//! Connections of which nothing says how they show a second factor.

use super::{codes, domains, tenant};

const ASKS: &str = "[[claims.rules]]\nname = \"strong\"\nstep_up = { factors = [\"otp\"] }\n";

#[test]
fn people_would_be_asked_twice() {
    let both = tenant(
        "",
        &domains(&["globex.example"]),
        &domains(&["initech.example"]),
    );
    // The file has two connections of companies, and one more with what a test says.
    let with = |more: &str, rules: &str| {
        let database = "[[connections]]\nname = \"third\"\ndisplay_name = \"T\"\ndomain_aliases = [\"third.example\"]\n";
        codes(&format!("{both}{database}{more}\n{rules}"))
    };
    let unmapped = |index: usize| format!("unmapped-second-factor connections[{index}]");
    let others = [unmapped(0), unmapped(1)];
    assert_eq!(with("strategy = \"auth0\"", ""), Vec::<String>::new());
    // A database shows nothing that Auth0 did not ask for itself.
    for strategy in ["auth0", "google-oauth2", "sms"] {
        assert_eq!(with(&format!("strategy = \"{strategy}\""), ASKS), others);
    }
    for strategy in ["oidc", "samlp", "waad", "okta", "google-apps", "adfs"] {
        let found = with(&format!("strategy = \"{strategy}\""), ASKS);
        assert_eq!(found, [unmapped(0), unmapped(1), unmapped(2)], "{strategy}");
    }
    for more in [
        "second_factor = { amr = [\"mfa\"] }",
        "second_factor = { acr = [\"strong\"] }",
        // It was thought of: it shows none.
        "second_factor = {}",
        "status = \"pending\"",
        "enabled = false",
    ] {
        assert_eq!(
            with(&format!("strategy = \"oidc\"\n{more}"), ASKS),
            others,
            "{more}"
        );
    }
}
