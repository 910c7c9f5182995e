//! Writing, in the order that is safe.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::Fake;
use crate::{TENANT, changed};

const NAMESPACE: &str = "--binding SNAPSHOT --preview false --remote";

#[test]
fn the_pointer_is_set_when_everything_else_is_listed() {
    let fake = Fake::new();
    let ran = fake.publish(&[TENANT]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let digest = fake.pointer().unwrap();
    let told = fake.told(NAMESPACE);
    let [list, put, again, point] = &told[..] else {
        panic!("{told:?}")
    };
    assert_eq!((list, again), (&"kv key list".to_owned(), list));
    let file = put.strip_prefix("kv bulk put ").unwrap();
    assert!(file.ends_with("/parts-1.json"), "{file}");
    assert!(!Path::new(file).parent().unwrap().exists(), "{file}");
    assert_eq!(*point, format!("kv key put current {digest}"));
    assert_eq!(fake.keys("manifest"), [format!("manifest/{digest}")]);

    let said: Vec<&str> = ran.out.lines().collect();
    let shards = fake.keys("shard").len() + fake.keys("asset").len();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].ends_with(&format!("makes snapshot {}", digest.get(..12).unwrap())));
    assert_eq!(
        said[1],
        format!("0 of {} parts are there already", shards + 1)
    );
    assert!(
        said[2].ends_with(&format!("written, {0} of {0}", shards + 1)),
        "{}",
        said[2]
    );
    assert_eq!(said[3], format!("current: {digest}, and nothing before it"));
}

#[test]
fn only_what_is_not_there_is_written() {
    let fake = Fake::new();
    let before = fake.with_example();
    let ran = fake.publish(&[TENANT]);
    assert_eq!(ran.code, 0);
    let expected = format!("kv key put current {before}");
    assert_eq!(
        fake.told(NAMESPACE),
        ["kv key list", "kv key get current", &expected]
    );
    assert!(
        ran.out
            .ends_with(&format!("current: {before}, as before\n")),
        "{}",
        ran.out
    );

    let shards = fake.keys("shard").len();
    let (_folder, file) = changed(|text| text.replace("name = \"Acme\"", "name = \"Acme 2\""));
    let ran = fake.publish(&[&file]);
    assert_eq!(ran.code, 0);
    let after = fake.pointer().unwrap();
    assert_ne!(before, after);
    assert_eq!(
        (fake.keys("shard").len(), fake.keys("manifest").len()),
        (shards, 2)
    );
    let said = format!("current: {after}\nbefore:  {before}, which --rollback goes back to\n");
    assert!(ran.out.ends_with(&said), "{}", ran.out);
}

#[test]
fn what_is_listed_late_is_waited_for() {
    let fake = Fake::new();
    fake.lists_late();
    let ran = fake.publish(&[TENANT, "--wait", "60"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let said = format!("{} parts are not listed yet\ncurrent: ", fake.parts());
    assert!(ran.out.contains(&said), "{}", ran.out);
    assert!(fake.pointer().is_some());
}

#[test]
fn it_is_gone_on_with_when_nobody_listens() {
    let fake = Fake::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .args(["publish", TENANT, "--wrangler"])
        .arg(fake.path("wrangler"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    assert!(fake.pointer().is_some());
}

#[test]
fn programs_get_one_object() {
    let fake = Fake::new();
    let publish = |before: Value, written: usize| {
        let ran = fake.publish(&[TENANT, "--json"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let digest = fake.pointer().unwrap();
        let parts = fake.keys("shard").len() + fake.keys("asset").len() + 1;
        let expected = json!({
            "digest": digest, "before": before, "parts": parts, "written": parts.min(written)
        });
        assert_eq!(serde_json::from_str::<Value>(&ran.out).unwrap(), expected);
        json!(digest)
    };
    let digest = publish(Value::Null, usize::MAX);
    publish(digest, 0);
}

#[test]
fn what_wrangler_is_told_besides_reaches_every_command() {
    let fake = Fake::new();
    let id = ["--namespace-id", "abc", "--local", "--persist-to", "kv"];
    let ran = fake.publish(&[&[TENANT], &id[..], &["--", "--env", "staging"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let told = fake.told("--namespace-id abc --local --persist-to kv --env staging");
    assert_eq!(told.len(), 4);
}

#[test]
fn until_all_parts_are_there_the_pointer_stays() {
    let fake = Fake::new();
    let before = fake.with_example();
    let parts = fake.parts();
    let (_folder, file) = changed(|text| text.replace("name = \"Acme\"", "name = \"Acme 2\""));
    let refused = |what: &str, code: i32| {
        let ran = fake.publish(&[&file, "--wait", "0"]);
        assert_eq!(ran.code, code, "{what}: {}{}", ran.out, ran.err);
        assert_eq!(fake.pointer(), Some(before.clone()), "{what}");
        ran.err
    };
    fake.fails_at("key list");
    let said = refused("no list", 2);
    assert_eq!(
        said,
        "wrangler: no such \u{fffd}[31maccount\nwrangler: a banner\n\
         error: the keys of the namespace cannot be listed: wrangler failed (exit status: 3), and said why above\n"
    );
    fake.fails_at("bulk put");
    let said = refused("no part", 2);
    assert!(
        said.contains("error: 0 of 1 parts were written, and Workers keep what they have"),
        "{said}"
    );
    fake.works();
    fake.forgets();
    let said = refused("lost parts", 2);
    // The manifest is lost, the others are as they were.
    let lost = format!("1 of {parts} parts are still not listed");
    assert!(said.contains(&lost), "{said}");
    fake.works();
    fake.fails_at("key put current");
    let said = refused("no pointer", 2);
    assert!(
        said.contains("the pointer may or may not have been set"),
        "{said}"
    );

    fake.works();
    let ran = fake.publish(&[&file]);
    assert_eq!(ran.code, 0);
    let said = format!("{parts} of {parts} parts are there already");
    assert!(ran.out.contains(&said), "{}", ran.out);
    assert_ne!(fake.pointer(), Some(before));
}
