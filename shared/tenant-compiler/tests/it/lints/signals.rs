//! Signals, hints and settings that nobody looks at, or that are out of their range.

use super::{codes, tenant, with};

#[test]
fn what_is_never_looked_at() {
    let text = tenant(
        "",
        "hosts = [\"a.example\"]\nnetworks = [{ asn = 1 }]\naddresses = [{ address = \"a@b.example\" }]",
        "",
    );
    let signals = |list: &str| format!("{text}[home_realm]\nsignals = {list}\n");
    assert_eq!(
        codes(&signals("[\"hostname\", \"network\", \"login-hint\"]")),
        [""; 0]
    );
    assert_eq!(
        codes(&signals("[\"domain-hint\"]")),
        [
            "unread-signal organizations[0].hosts",
            "unread-signal organizations[0].networks",
            "unread-signal organizations[0].addresses"
        ]
    );
    let client =
        "[[clients]]\nid = \"app\"\nname = \"App\"\nsignals = [\"hostname\", \"network\"]\n";
    assert_eq!(
        codes(&format!("{text}{client}")),
        ["unread-signal organizations[0].addresses"]
    );
    with(
        &format!("{client}default_realm = {{ connection = \"globex-oidc\" }}"),
        &[
            "unread-signal organizations[0].domains",
            "unread-signal clients[0].default_realm",
        ],
    );
    let hints = |hints: &str| format!("[home_realm]\nhints = {hints}\n");
    with(
        &hints("{ ignore = [\"*\"], respect = [\"globex.example\"] }"),
        &[],
    );
    with(
        &hints("{ ignore = [\"GLOBEX.example\"], respect = [\"globex.example\"] }"),
        &[],
    );
    with(
        &hints("{ respect = [\"globex.example\"] }"),
        &["idle-hint home_realm.hints.respect[0]"],
    );
    with(
        &hints("{ respect = [\"*\"] }"),
        &["idle-hint home_realm.hints.respect[0]"],
    );
    with(
        &hints("{ ignore = [\"globex\"] }"),
        &["!invalid-domain home_realm.hints.ignore[0]"],
    );
}

#[test]
fn settings_out_of_their_range() {
    let settings = |text: &str| format!("[home_realm]\n{text}\n");
    for (text, code) in [
        (
            "memory = { days = 401 }",
            "!out-of-range home_realm.memory.days",
        ),
        (
            "loop = { hops = 0, seconds = 60 }",
            "!out-of-range home_realm.loop.hops",
        ),
        (
            "loop = { seconds = 3601 }",
            "!out-of-range home_realm.loop.seconds",
        ),
        (
            "signals = [\"network\", \"network\"]",
            "!duplicate-signal home_realm.signals[1]",
        ),
        (
            "request_access_url = \"http://acme.example\"",
            "!not-https home_realm.request_access_url",
        ),
    ] {
        let found = codes(&(tenant("", "", "") + &settings(text)));
        assert_eq!(found, [code], "{text}");
    }
    for text in [
        "memory = { days = 0 }",
        "memory = { days = 400 }",
        "loop = { hops = 20 }",
    ] {
        with(&settings(text), &[]);
    }
}
