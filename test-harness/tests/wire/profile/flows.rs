//! Flows that nobody can be led to a page in: the Action, in JavaScript, and the Worker mean the same ones.

use std::collections::BTreeSet;

use vestibule_profile::ask::Flow;

use crate::support::prepared;

/// Every protocol that Auth0 names (customize/actions, the post-login event).
const PROTOCOLS: [&str; 17] = [
    "oidc-basic-profile",
    "oidc-ciba",
    "oidc-ciba-web-link",
    "oidc-implicit-profile",
    "oidc-hybrid-profile",
    "oauth2-device-code",
    "oauth2-resource-owner",
    "oauth2-resource-owner-jwt-bearer",
    "oauth2-password",
    "oauth2-webauthn",
    "oauth2-access-token",
    "oauth2-refresh-token",
    "oauth2-token-exchange",
    "samlp",
    "wsfed",
    "wstrust-usernamemixed",
    "of a later version",
];

/// The texts of a list that the Action's code has.
fn list(code: &str, name: &str) -> BTreeSet<String> {
    let start = format!("const {name} = [");
    let rest = code.split_once(&start).unwrap().1;
    let inside = rest.split_once("];").unwrap().0;
    let texts = inside.split(',').map(str::trim);
    let texts = texts.filter_map(|text| text.strip_prefix('\'')?.strip_suffix('\''));
    let mut texts: BTreeSet<String> = texts.map(str::to_owned).collect();
    if inside.contains("REFRESH") {
        texts.insert("oauth2-refresh-token".to_owned());
    }
    if inside.contains("...WITHOUT_BROWSER") {
        texts.append(&mut list(code, "WITHOUT_BROWSER"));
    }
    texts
}

#[test]
fn the_action_leads_nobody_away_in_the_flows_in_which_the_worker_asks_nobody() {
    let file = prepared().workspace.root().join("actions/post-login.js");
    let code = std::fs::read_to_string(file).unwrap();
    let without_redirect = list(&code, "WITHOUT_REDIRECT");
    let without_browser = list(&code, "WITHOUT_BROWSER");
    for protocol in PROTOCOLS {
        let flow = Flow::of(Some(protocol), false);
        assert_eq!(
            flow.can_redirect(),
            !without_redirect.contains(protocol),
            "{protocol}"
        );
        let is_nowhere = matches!(flow, Flow::NoBrowser | Flow::Refresh);
        // Whoever signs in with a key has a browser, which the page that wants the key does not let go of.
        let is_nowhere = is_nowhere && protocol != "oauth2-webauthn";
        assert_eq!(is_nowhere, without_browser.contains(protocol), "{protocol}");
    }
    for protocol in without_redirect {
        assert!(
            PROTOCOLS.contains(&&*protocol),
            "{protocol} is unknown here"
        );
    }
}
