//! Files and commands, without running anything.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::Fake;
use crate::{TENANT, changed, vestibule};

#[test]
fn the_commands_in_their_order_publish_it_in_a_shell() {
    let fake = Fake::new();
    let out = fake.path("out of it/here");
    let ran = fake.publish(&[TENANT, "--out", out.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(fake.told("").is_empty(), "nothing is run");
    let (_, commands) = ran.out.split_once("\n\n").unwrap();
    assert_eq!(commands.matches(" &&\n").count(), 1, "{commands}");
    let run = || {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", commands])
            .output()
            .unwrap()
            .status
            .success()
    };
    fake.fails_at("bulk put");
    assert!(!run());
    assert_eq!(
        fake.pointer(),
        None,
        "the shell stops where something fails"
    );
    fake.works();
    assert!(run());
    let digest = fake.pointer().unwrap();
    assert_eq!(fake.keys("manifest"), [format!("manifest/{digest}")]);
    let whole = fake.publish(&["--rollback", &digest]);
    assert_eq!(whole.code, 0, "{}", whole.err);
}

#[test]
fn without_another_one_it_is_the_wrangler_of_the_project() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let ran = vestibule(&[
        "publish", TENANT, "--json", "--out", out, "--", "--env", "x",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let plan: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(plan["to_write"], plan["parts"]);
    let file = &plan["files"][0];
    let digest = &plan["digest"];
    let commands = plan["commands"].as_array().unwrap();
    let command = |what: Value| {
        let npx = ["npx", "--no", "--", "wrangler", "kv"].map(Value::from);
        let namespace = [
            "--binding",
            "SNAPSHOT",
            "--preview",
            "false",
            "--remote",
            "--env",
            "x",
        ];
        let namespace = namespace.map(Value::from);
        Value::from([&npx, what.as_array().unwrap().as_slice(), &namespace].concat())
    };
    let expected = [
        command(serde_json::json!(["bulk", "put", file])),
        command(serde_json::json!(["key", "put", "current", digest])),
    ];
    assert_eq!(commands[..], expected);
}

#[test]
fn what_is_there_can_be_left_out_and_nothing_of_another_plan_stays() {
    let fake = Fake::new();
    fake.with_example();
    let list = fake.path("list");
    fs::remove_file(&list).unwrap();
    // The fake keeps the list that it printed last.
    assert_eq!(fake.publish(&[TENANT]).code, 0);
    let out = fake.path("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("parts-7.json"), "").unwrap();
    let plan = |file: &str| {
        let (list, out) = (list.to_str().unwrap(), out.to_str().unwrap());
        let ran = fake.publish(&[file, "--json", "--out", out, "--present", list]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        serde_json::from_str::<Value>(&ran.out).unwrap()
    };
    let same = plan(TENANT);
    assert_eq!(
        (&same["to_write"], &same["files"]),
        (&0.into(), &Value::Array(Vec::new()))
    );
    assert_eq!(same["commands"].as_array().unwrap().len(), 1);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);

    let (_folder, file) = changed(|text| text.replace("name = \"Acme\"", "name = \"Acme 2\""));
    let other = plan(&file);
    assert_eq!(other["to_write"], 1);
    let text = fs::read_to_string(out.join("parts-1.json")).unwrap();
    let pairs: Vec<Value> = serde_json::from_str(&text).unwrap();
    let manifest = format!("manifest/{}", other["digest"].as_str().unwrap());
    assert_eq!((pairs.len(), &pairs[0]["key"]), (1, &manifest.into()));
}
