//! Whose look a page has, however broken the request.

use std::time::Duration;

use vestibule_http::RealmCookie;
use vestibule_http::sealed::Nonces;
use vestibule_identity::{ConnectionName, OrganizationId, UnixSeconds};
use vestibule_tenant::Manifest;

use crate::stage::{NOW, page, product};
use crate::{CLIENT, GLOBEX, Stage};

const INITECH: &str = "org_initechINITECH02";
const DAY: i64 = 24 * 60 * 60;

/// The example, in which Hooli, the client and the connection of Acme's own people have brands, too; and Initech has none.
fn stage(name: &str) -> Stage {
    let brands = "[brands.hooli]\nname = \"Hooli\"\n\n[brands.console]\nname = \"Console\"\n\n\
                  [brands.staff]\nname = \"Staff\"\n\n[brands.globex]";
    Stage::acme_with_all(
        name,
        &[
            ("[brands.globex]", brands),
            (
                "display_name = \"Hooli\"\ndomains",
                "display_name = \"Hooli\"\nbrand = \"hooli\"\ndomains",
            ),
            (
                "organization_usage = \"allow\"",
                "organization_usage = \"allow\"\nbrand = \"console\"",
            ),
            (
                "name = \"initech-contractors\"\nstrategy",
                "name = \"initech-contractors\"\nbrand = \"staff\"\nstrategy",
            ),
        ],
    )
}

/// A browser that chose this organization so many seconds ago.
fn remembers(stage: &Stage, organization: &str, age: i64) -> String {
    let mut cookie = RealmCookie::default();
    cookie.remember(
        Some(OrganizationId::parse(organization).unwrap()),
        Some(ConnectionName::parse("hooli-adfs").unwrap()),
        UnixSeconds(NOW.0 - age),
    );
    let line = cookie.write(
        &stage.keys,
        Nonces::new([7; 24]).of_place(1),
        stage.snapshot().manifest().sealing_context(),
        Duration::from_hours(1),
    );
    line.split_once(';').unwrap().0.to_owned()
}

#[test]
fn the_first_that_is_known_counts() {
    let stage = stage("brand-order");
    let hint = remembers(&stage, "org_hooliHOOLI00000003", 60);
    let ours = "start.acme.example";
    let hooli = "hooli.acme.example";
    let globex = format!("organization={GLOBEX}&");
    let client = format!("client_id={CLIENT}&");
    for (host, cookie, query, expected) in [
        // Each in turn is taken away.
        (
            hooli,
            "",
            format!("{globex}{client}connection=globex-oidc"),
            "Hooli",
        ),
        (
            ours,
            &*hint,
            format!("{globex}{client}connection=initech-contractors"),
            "Globex",
        ),
        (
            ours,
            &hint,
            format!("{client}connection=initech-contractors"),
            "Hooli",
        ),
        (
            ours,
            "",
            format!("{client}connection=initech-contractors"),
            "Staff",
        ),
        (
            ours,
            "",
            format!("{client}connection=globex-oidc"),
            "Globex",
        ),
        (
            ours,
            "",
            format!("{client}connection=initech-employees"),
            "Console",
        ),
        (ours, "", client.clone(), "Console"),
        (ours, "", String::new(), "Acme"),
        // An organization without a brand stands for itself: it is not overruled by what says less.
        (
            ours,
            &hint,
            format!("organization={INITECH}&{client}connection=globex-oidc"),
            "Console",
        ),
        (
            ours,
            &hint,
            format!("organization={INITECH}&connection=globex-oidc"),
            "Acme",
        ),
        // What is unknown or nonsense is as good as not there.
        (
            ours,
            &hint,
            "organization=org_unknownUNKNOWN00&client_id=no".to_owned(),
            "Hooli",
        ),
        (
            ours,
            "",
            "connection=%00%ff&organization=x".to_owned(),
            "Acme",
        ),
        (ours, "", "connection=unknown".to_owned(), "Acme"),
    ] {
        for path in [
            "/edge/error",
            "/edge/notice/blocked",
            "/edge/notice/nonsense",
        ] {
            let decision = stage.get_with(host, cookie, &format!("{path}?{query}"));
            assert_eq!(product(&decision), expected, "{host} {path}?{query}");
        }
    }
}

#[test]
fn a_hint_counts_for_as_long_as_home_realm_remembers_and_under_its_seal() {
    let stage = stage("brand-hint");
    let on = |cookie: &str| {
        let decision = stage.get_with("start.acme.example", cookie, "/edge/error");
        product(&decision).to_owned()
    };
    let hint = remembers(&stage, GLOBEX, 60);
    assert_eq!(on(&hint), "Globex");
    assert_eq!(on(&format!("a=b; {hint}; c=d")), "Globex");
    let days = stage.snapshot().manifest().home_realm().memory_days;
    assert_eq!(
        on(&remembers(&stage, GLOBEX, i64::from(days) * DAY)),
        "Acme"
    );
    let mut forged = hint.into_bytes();
    let last = forged.last_mut().unwrap();
    *last = if *last == b'A' { b'B' } else { b'A' };
    assert_eq!(on(std::str::from_utf8(&forged).unwrap()), "Acme");
    assert_eq!(on("__Host-vestibule-realm=x"), "Acme");
}

#[test]
fn an_application_without_organizations_heeds_no_hint_of_one() {
    let stage = Stage::acme_with(
        "brand-deny",
        "organization_usage = \"allow\"",
        "organization_usage = \"deny\"",
    );
    let hint = remembers(&stage, GLOBEX, 60);
    let target = format!("/edge/error?client_id={CLIENT}&connection=globex-oidc");
    let decision = stage.get_with("start.acme.example", &hint, &target);
    assert_eq!(product(&decision), "Acme");
}

#[test]
fn the_connection_of_people_who_belong_to_nobody_says_nothing() {
    let shared = Stage::acme_with(
        "brand-fallback",
        "connections = [\"hooli-adfs\"]",
        "connections = [\"hooli-adfs\", \"globex-oidc\"]",
    );
    let target = "/edge/error?connection=globex-oidc";
    assert_eq!(product(&shared.get(target)), "Acme");
    assert_eq!(product(&Stage::acme().get(target)), "Globex");
}

#[test]
fn a_shard_that_cannot_be_had_leaves_the_look_of_what_is_there() {
    let stage = stage("brand-at-last");
    let target = format!("/edge/error?organization={GLOBEX}&client_id={CLIENT}");
    let snapshot = stage.snapshot();
    let decision = stage.at_last(Some(&snapshot), None, &target);
    assert_eq!(product(&decision), "Console");
    assert_eq!(page(&decision).status, 200);
    let manifest: &Manifest = snapshot.manifest();
    let decision = stage.at_last(None, Some(manifest), &target);
    assert_eq!(product(&decision), "Acme");
    assert_eq!(product(&stage.at_last(None, None, &target)), "Sign-in");
}
