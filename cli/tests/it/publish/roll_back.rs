//! Going back.

use std::fs;

use serde_json::{Value, json};
use vestibule_tenant::Digest;

use super::Fake;
use crate::{TENANT, changed};

/// A namespace with two versions, the digest of the former and that of the current one.
fn two_versions() -> (Fake, String, String) {
    let fake = Fake::new();
    let before = fake.with_example();
    let (_folder, file) = changed(|text| text.replace("globex.example\"", "globex2.example\""));
    assert_eq!(fake.publish(&[&file]).code, 0);
    let after = fake.pointer().unwrap();
    assert_ne!(before, after);
    fs::remove_file(fake.path("told")).unwrap();
    (fake, before, after)
}

fn digits(digest: &str, number: usize) -> &str {
    digest.get(..number).unwrap()
}

#[test]
fn only_the_pointer_is_set() {
    let (fake, before, after) = two_versions();
    let ran = fake.publish(&["--rollback", &before]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        format!("current: {before}\nbefore:  {after}, which --rollback goes back to\n")
    );
    assert_eq!(fake.pointer(), Some(before.clone()));
    let expected = [
        "kv key list",
        &format!("kv key get manifest/{before}"),
        "kv key get current",
        &format!("kv key get manifest/{after}"),
        &format!("kv key put current {before}"),
    ];
    assert_eq!(
        fake.told("--binding SNAPSHOT --preview false --remote"),
        expected
    );
}

#[test]
fn the_digits_that_logs_show_are_enough() {
    let (fake, before, after) = two_versions();
    let ran = fake.publish(&["--rollback", digits(&before, 12), "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(said, json!({ "digest": before, "before": after }));
}

#[test]
fn a_version_that_is_not_whole_is_not_gone_back_to() {
    let (fake, before, after) = two_versions();
    let refused = |wanted: &str, why: &str| {
        let ran = fake.publish(&["--rollback", wanted]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{why}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        assert!(ran.err.contains(why), "{}", ran.err);
        assert_eq!(fake.pointer(), Some(after.clone()), "{why}");
    };
    for wanted in [
        "",
        "latest",
        digits(&before, 11),
        &before.to_uppercase(),
        "../../current/..",
    ] {
        refused(wanted, "12 to 64 lower-case hexadecimal digits");
    }
    refused(&"0".repeat(12), "no version 000000000000 is published here");
    refused(&format!("{before}0"), "no version ");
    let twin = format!("manifest/{}{}", digits(&before, 12), "0".repeat(52));
    fs::write(fake.path("kv").join(&twin), "").unwrap();
    refused(digits(&before, 12), "several versions begin with");
    fs::remove_file(fake.path("kv").join(&twin)).unwrap();

    let manifest = fake.path("kv/manifest").join(&before);
    let bytes = fs::read(&manifest).unwrap();
    fs::write(&manifest, &bytes[1..]).unwrap();
    refused(&before, "is damaged");
    fs::write(&manifest, &bytes).unwrap();

    for shard in fake.keys("shard") {
        let file = fake.path("kv").join(&shard);
        let bytes = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        let ran = fake.publish(&["--rollback", &before]);
        // A shard of the other version alone is not missed.
        let id = Digest::parse(shard.strip_prefix("shard/").unwrap()).unwrap();
        let manifest = fs::read(&manifest).unwrap();
        let is_missed = manifest.windows(32).any(|window| window == id.as_bytes());
        assert_eq!(ran.code, if is_missed { 2 } else { 0 }, "{}", ran.err);
        assert_eq!(ran.err.contains("1 parts of "), is_missed, "{}", ran.err);
        fs::write(&file, bytes).unwrap();
        fs::write(fake.path("kv/current"), &after).unwrap();
    }
}

#[test]
fn a_pointer_that_makes_no_sense_can_be_mended() {
    let fake = Fake::new();
    let digest = fake.with_example();
    fs::write(fake.path("kv/current"), b"\xff\n").unwrap();
    let ran = fake.publish(&["--rollback", &digest]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(fake.pointer(), Some(digest));
    let ran = fake.publish(&[TENANT]);
    assert_eq!(ran.code, 0);
}
