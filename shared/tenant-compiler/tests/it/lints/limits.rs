//! More than Auth0 has room for.

use super::{codes, domains, organizations, tenant, with};

#[test]
fn more_than_auth0_has_room_for() {
    let many = |count: usize, start: &str| -> Vec<String> {
        (0..count)
            .map(|number| format!("{start}{number}.example"))
            .collect()
    };
    let list = |names: &[String]| domains(&names.iter().map(String::as_str).collect::<Vec<_>>());
    organizations(&list(&many(100, "globex")), "", &[]);
    organizations(
        &list(&many(101, "globex")),
        "",
        &["too-many-domains organizations[0].domains"],
    );

    let aliases = |count| {
        format!(
            "[[connections]]\nname = \"c\"\nstrategy = \"oidc\"\ndisplay_name = \"C\"\ndomain_aliases = {:?}",
            many(count, "c")
        )
    };
    with(&aliases(1000), &[]);
    with(
        &aliases(1001),
        &["too-many-domain-aliases connections[2].domain_aliases"],
    );

    let connections = |count: usize| {
        let names: Vec<_> = (0..count).map(|number| format!("c{number}")).collect();
        let list = names.iter().fold(String::new(), |list, name| {
            list + &format!(
                "[[connections]]\nname = \"{name}\"\nstrategy = \"oidc\"\ndisplay_name = \"C\"\n"
            )
        });
        format!(
            "{list}[[organizations]]\nid = \"org_c\"\nname = \"c\"\ndisplay_name = \"C\"\nconnections = {names:?}"
        )
    };
    with(&connections(10), &[]);
    with(
        &connections(11),
        &["too-many-connections organizations[2].connections"],
    );

    let origins = |count: usize| {
        let origins: Vec<_> = (0..count)
            .map(|number| format!("https://l{number}.acme.example"))
            .collect();
        tenant("", "", "").replace(
            "name = \"Acme\"\n",
            &format!("name = \"Acme\"\nother_origins = {origins:?}\n"),
        )
    };
    assert_eq!(codes(&origins(19)), [""; 0]);
    assert_eq!(
        codes(&origins(20)),
        ["too-many-custom-domains tenant.other_origins"]
    );
}
