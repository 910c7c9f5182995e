//! A compiled tenant answers like a map would, however it is cut into shards.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;
use vestibule_identity::Domain;
use vestibule_tenant::{Lookup, Target};
use vestibule_tenant_compiler::{CompileOptions, Compiled};

use crate::support::{
    TENANT, compile_text, insert, manifest_only, organization, organization_id, resident, route,
};

/// What the snapshot should say: whether the domain covers subdomains, and its organization.
type Model = BTreeMap<String, (bool, u32)>;

/// Domains of few and similar labels, so that they stand above and beside one another all the time. The hyphens matter:
/// in the order of a directory `y-x.example` stands between `x.example` and `z.x.example`.
fn any_domain() -> impl Strategy<Value = String> {
    let label = prop_oneof![
        Just("a"),
        Just("b"),
        Just("a-b"),
        Just("b-a"),
        Just("aa"),
        Just("ba")
    ];
    let top = prop_oneof![Just("example"), Just("a"), Just("aa")];
    (prop::collection::vec(label, 1..5), top)
        .prop_map(|(labels, top)| format!("{}.{top}", labels.join(".")))
}

fn any_model() -> impl Strategy<Value = Model> {
    prop::collection::btree_map(any_domain(), (any::<bool>(), 0_u32..20), 0..60)
}

#[expect(clippy::unwrap_used, reason = "a model is a good tenant")]
fn compile_model(model: &Model, shard_size: usize) -> Compiled {
    let mut organizations: BTreeMap<u32, String> = BTreeMap::new();
    for (domain, (subdomains, organization)) in model {
        let domains = organizations.entry(*organization).or_default();
        let _ = writeln!(
            domains,
            "[[organizations.domains]]\nname = \"{domain}\"\nverified = true\nsubdomains = {subdomains}"
        );
    }
    let mut text = TENANT.to_owned();
    for (number, domains) in &organizations {
        let _ = writeln!(
            text,
            "[[organizations]]\nid = \"org_{number}\"\nname = \"o{number}\"\ndisplay_name = \"O {number}\"\n{domains}"
        );
    }
    let options = CompileOptions {
        shard_size,
        ..CompileOptions::default()
    };
    compile_text(&text, &options).unwrap()
}

/// What a person would look up by hand: the domain itself, else the nearest one above it that covers subdomains.
fn expected<'a>(model: &'a Model, domain: &'a str) -> Option<(&'a str, u32)> {
    if let Some((_, organization)) = model.get(domain) {
        return Some((domain, *organization));
    }
    let mut rest = domain;
    while let Some((_, above)) = rest.split_once('.') {
        if let Some((true, organization)) = model.get(above) {
            return Some((above, *organization));
        }
        rest = above;
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn it_answers_like_a_map(
        model in any_model(),
        shard_size in prop_oneof![Just(1_usize), Just(100), Just(400), Just(100_000)],
        asked in prop::collection::vec(any_domain(), 60),
    ) {
        let compiled = compile_model(&model, shard_size);
        let snapshot = resident(&compiled);
        for name in asked.iter().chain(model.keys()) {
            let found = route(&snapshot, name);
            let found = found.as_ref().map(|route| match route.targets() {
                [Target::Organization { id, .. }] => (route.domain(), id.as_str()),
                _ => ("", ""),
            });
            let wanted = expected(&model, name).map(|(above, number)| (above, format!("org_{number}")));
            prop_assert_eq!(found, wanted.as_ref().map(|(above, id)| (*above, id.as_str())), "{}", name);
        }
        for number in 0..25_u32 {
            let found = organization(&snapshot, &format!("org_{number}"));
            let known = model.values().any(|(_, organization)| *organization == number);
            prop_assert_eq!(found.map(|found| found.name().to_owned()), known.then(|| format!("o{number}")));
        }
    }

    #[test]
    fn the_shard_that_is_asked_for_is_the_one_that_answers(model in any_model(), name in any_domain()) {
        let compiled = compile_model(&model, 200);
        let snapshot = resident(&compiled);
        let domain = Domain::parse(&name).unwrap();
        let Some(id) = snapshot.manifest().shard_of_domain(&domain).unwrap() else {
            prop_assert!(model.is_empty());
            return Ok(());
        };
        prop_assert!(compiled.shards.iter().any(|(shard, _)| *shard == id));
        // Without that shard there is no answer, with it alone there is the whole answer.
        let others: Vec<_> = compiled.shards.iter().filter(|(shard, _)| *shard != id).collect();
        let mut snapshot = manifest_only(&compiled);
        for (_, bytes) in others {
            insert(&mut snapshot, bytes);
        }
        prop_assert_eq!(snapshot.route(&domain).unwrap(), Lookup::NotResident(id));
        let mut snapshot = manifest_only(&compiled);
        let bytes = &compiled.shards.iter().find(|(shard, _)| *shard == id).unwrap().1;
        insert(&mut snapshot, bytes);
        let found = route(&snapshot, &name).map(|route| route.domain().to_owned());
        prop_assert_eq!(found.as_deref(), expected(&model, &name).map(|(above, _)| above));
    }
}

#[test]
fn many_shards_are_really_made() {
    let model: Model = (0..200)
        .map(|n| (format!("d{n}.example"), (true, n % 7)))
        .collect();
    let compiled = compile_model(&model, 400);
    assert!(compiled.shards.len() > 20, "{}", compiled.shards.len());
    let snapshot = resident(&compiled);
    for (name, (_, number)) in &model {
        for name in [name, &format!("sub.{name}")] {
            let found = route(&snapshot, name).unwrap();
            let id = organization_id(&format!("org_{number}"));
            assert_eq!(
                found.targets(),
                [Target::Organization {
                    id,
                    connections: Vec::new()
                }]
            );
        }
    }
}

#[test]
fn an_edit_changes_few_shards() {
    let model: Model = (0..2000)
        .map(|n| (format!("d{n}.example"), (false, n)))
        .collect();
    let before = compile_model(&model, 4000);
    let mut edited = model;
    edited.insert("d1000x.example".to_owned(), (false, 1000));
    let after = compile_model(&edited, 4000);
    let new = after
        .shards
        .iter()
        .filter(|shard| !before.shards.contains(shard))
        .count();
    assert!(before.shards.len() > 30);
    assert!(
        (1..=3).contains(&new),
        "{new} of {} shards are new",
        after.shards.len()
    );
}

#[test]
fn a_domain_of_an_organization_that_is_switched_off_leads_to_nobody_else() {
    let tenant = |off: &str, more: &str| {
        format!(
            r#"{TENANT}
[[organizations]]
id = "org_above"
name = "above"
display_name = "Above"
domains = [{{ name = "example.com", verified = true, subdomains = true }}]

[[organizations]]
id = "org_off"
name = "off"
display_name = "Off"
enabled = {off}
domains = [{{ name = "a.example.com", verified = true{more} }}]
"#
        )
    };
    let leads = |text: &str, name: &str| {
        let snapshot = resident(&compile_text(text, &CompileOptions::default()).unwrap());
        let found = route(&snapshot, name);
        found.map(|route| match route.targets() {
            [Target::Organization { id, .. }] => id.as_str().to_owned(),
            other => panic!("{other:?}"),
        })
    };
    let above = || Some("org_above".to_owned());
    for (off, more, own, under) in [
        ("true", "", Some("org_off".to_owned()), above()),
        ("false", "", None, above()),
        ("false", ", subdomains = true", None, None),
    ] {
        let text = tenant(off, more);
        assert_eq!(leads(&text, "a.example.com"), own, "{off}{more}");
        assert_eq!(leads(&text, "x.a.example.com"), under, "{off}{more}");
        assert_eq!(leads(&text, "b.example.com"), above());
    }
    // What is not proved keeps nothing, and who has the very domain as well gets it.
    let text = tenant("false", "").replace(
        "\"a.example.com\", verified = true",
        "\"a.example.com\", verified = false",
    );
    assert_eq!(leads(&text, "a.example.com"), above());
    let both = tenant("false", "")
        + "[[organizations]]\nid = \"org_heir\"\nname = \"heir\"\ndisplay_name = \"Heir\"\ndomains = [{ name = \"a.example.com\", verified = true }]\n";
    assert_eq!(leads(&both, "a.example.com"), Some("org_heir".to_owned()));
}
