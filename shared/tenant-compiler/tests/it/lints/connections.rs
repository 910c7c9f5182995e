//! Connections that nobody can reach.

use super::with;

#[test]
fn connections_that_nobody_can_reach() {
    let more =
        "[[connections]]\nname = \"spare\"\nstrategy = \"auth0\"\ndisplay_name = \"Spare\"\n";
    let unreachable = "unreachable-connection connections[2].name";
    with(more, &[unreachable]);
    with(&format!("{more}enabled = false"), &[]);
    with(&format!("{more}status = \"pending\""), &[]);
    with(&format!("{more}domain_aliases = [\"spare.example\"]"), &[]);
    with(
        &format!("{more}[home_realm]\nfallback = {{ connection = \"spare\" }}"),
        &[],
    );
    let client = "[[clients]]\nid = \"app\"\nname = \"App\"\n";
    with(
        &format!("{more}{client}default_realm = {{ connection = \"spare\" }}"),
        &[],
    );
    with(
        &format!("{client}connections = [\"globex-oidc\"]"),
        &["unreachable-connection connections[1].name"],
    );
    with(
        &format!(
            "{more}status = \"pending\"\n[home_realm]\nfallback = {{ connection = \"spare\" }}"
        ),
        &["!unavailable-connection home_realm.fallback.connection"],
    );
}
