//! Whose look the pages of home realm have.

use vestibule_tenant::NetworkFacts;

use crate::stage::CLIENT;
use crate::{Answer, Stage};

/// The example, in which Hooli and the client have brands, too.
fn stage(name: &str) -> Stage {
    Stage::acme_with(name, |text| {
        text.replace(
            "[brands.globex]",
            "[brands.hooli]\nname = \"Hooli\"\n\n[brands.console]\nname = \"Console\"\n\n[brands.globex]",
        )
        .replace(
            "display_name = \"Hooli\"\ndomains",
            "display_name = \"Hooli\"\nbrand = \"hooli\"\ndomains",
        )
        .replace(
            "organization_usage = \"allow\"",
            "organization_usage = \"allow\"\nbrand = \"console\"",
        )
    })
}

/// The product that the page's window names.
fn product(answer: &Answer) -> &str {
    let (_, rest) = answer.page().split_once("<title>").unwrap();
    let (title, _) = rest.split_once("</title>").unwrap();
    title.rsplit_once(" · ").unwrap().1
}

#[test]
fn the_host_comes_before_the_organization_that_was_found_and_that_before_the_client() {
    let stage = stage("look");
    let get = |host: &str, target: &str| stage.get_from(host, NetworkFacts::default(), target);
    let ours = "start.acme.example";
    let realm = format!("/edge/realm?client_id={CLIENT}");
    assert_eq!(product(&get(ours, &realm)), "Console");
    assert_eq!(product(&get(ours, "/edge/realm")), "Acme");
    assert_eq!(product(&get(ours, "/edge/realm?client_id=unknown")), "Acme");
    // Hooli's host knows where to go, unless somebody wants another account.
    let other = format!("{realm}&other_account=1");
    assert_eq!(product(&get("hooli.acme.example", &other)), "Hooli");
    assert_eq!(product(&get("hooli.acme.example", "/edge/realm")), "Hooli");
    let named = "organization=org_globexGLOBEX0001";
    let broken = format!("/edge/realm?{named}");
    assert_eq!(product(&get(ours, &broken)), "Globex");
    assert_eq!(product(&get("hooli.acme.example", &broken)), "Hooli");
    // The organization may be just what was wrong.
    assert_eq!(product(&get(ours, &format!("{other}&{named}"))), "Console");
    let flow = get(ours, &realm).flow();
    let form = "email=ana%40globex.example";
    let sent = |host| stage.post_from(host, "/edge/realm", &format!("flow={flow}&{form}"));
    assert_eq!(product(&sent(ours)), "Globex");
    assert_eq!(product(&sent("hooli.acme.example")), "Hooli");
}

#[test]
fn a_redirect_reads_nothing_for_a_look() {
    let stage = stage("look-redirect");
    let target = format!("/authorize?client_id={CLIENT}&login_hint=ana%40globex.example");
    let plain = Stage::acme().get(&target);
    assert_eq!(stage.get(&target).asked_for, plain.asked_for);
    let passed = stage.get(&format!(
        "/authorize?client_id={CLIENT}&connection=globex-oidc"
    ));
    assert_eq!(passed.asked_for, 0);
}
