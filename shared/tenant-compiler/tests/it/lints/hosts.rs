//! Hosts that nobody comes in on.

use super::{codes, organizations, tenant};

#[test]
fn hosts_that_nobody_comes_in_on() {
    organizations(
        "hosts = [\"start.acme.example\"]",
        "",
        &["idle-host organizations[0].hosts[0]"],
    );
    organizations("hosts = [\"globex.acme.example\"]", "", &[]);
    let custom = |host: &str| {
        tenant("", &format!("hosts = [\"{host}\"]"), "").replace(
            "name = \"Acme\"\n",
            "name = \"Acme\"\nmode = \"custom-domain\"\nother_origins = [\"https://globex.acme.example\"]\n",
        )
    };
    // The mode is not served yet; what would be wrong in it is told all the same.
    assert_eq!(
        codes(&custom("globex.acme.example")),
        ["!mode-not-served tenant.mode"]
    );
    assert_eq!(
        codes(&custom("hooli.acme.example")),
        [
            "!mode-not-served tenant.mode",
            "!foreign-host organizations[0].hosts[0]"
        ]
    );
    organizations(
        "hosts = [\"a.example\", \"A.example\", \"https://b.example\"]",
        "hosts = [\"a.example\"]",
        &[
            "!duplicate-host organizations[0].hosts[1]",
            "!invalid-host organizations[0].hosts[2]",
            "!duplicate-host organizations[1].hosts[0]",
        ],
    );
}
