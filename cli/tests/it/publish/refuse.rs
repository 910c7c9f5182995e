//! What is not published.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::Fake;
use crate::{TENANT, changed, vestibule};

#[test]
fn mistakes_are_reported_as_by_check_and_nothing_is_done() {
    let fake = Fake::new();
    let (_folder, mistaken) = changed(|text| text.replace("#0b57d0", "blue"));
    for file in [mistaken.as_str(), "nowhere.toml"] {
        let checked = vestibule(&["check", file]);
        for more in [&[][..], &["--out", fake.path("out").to_str().unwrap()]] {
            let ran = fake.publish(&[&[file], more].concat());
            assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{file}");
            assert_eq!(ran.out, checked.out);
        }
        let ran = fake.publish(&[file, "--json"]);
        assert_eq!(ran.code, 1);
        assert_eq!(ran.out, vestibule(&["check", file, "--json"]).out);
        assert_eq!(
            serde_json::from_str::<Value>(&ran.out).unwrap()["ok"],
            false
        );
    }
    assert!(fake.told("").is_empty() && !fake.path("out").exists());
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    let fake = Fake::new();
    let below_a_file = fake.path("wrangler/out");
    let no_list = fake.path("wrangler");
    let out = fake.path("out");
    let [below_a_file, no_list, out] =
        [&below_a_file, &no_list, &out].map(|it| it.to_str().unwrap());
    for (asked, what_to_do) in [
        (&[TENANT, "--out", below_a_file][..], "name a folder"),
        (
            &[TENANT, "--out", out, "--present", "nowhere.json"],
            "name a file with what `wrangler kv key list` printed",
        ),
        (
            &[TENANT, "--out", out, "--present", no_list],
            "name a file with what `wrangler kv key list` printed",
        ),
        (
            &["--rollback", "000000000000", "--stage", "live"],
            "--rollback reads none",
        ),
    ] {
        let ran = fake.publish(asked);
        assert_eq!(ran.code, 2, "{asked:?}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        assert!(ran.err.contains(what_to_do), "{}", ran.err);
    }
    for asked in [
        &[][..],
        &[TENANT, "--rollback", "000000000000"],
        &["--rollback", "000000000000", "--out", out],
        &[TENANT, "--present", no_list],
        &[TENANT, "--persist-to", out],
        &[TENANT, "--binding", "X", "--namespace-id", "x"],
        &[TENANT, "--wait", "long"],
    ] {
        assert_eq!(fake.publish(asked).code, 2, "{asked:?}");
    }
    assert!(fake.told("").is_empty() && !fake.path("out").exists());
}

#[test]
fn without_a_wrangler_it_is_said_how_to_get_one() {
    let ran = vestibule(&["publish", TENANT, "--wrangler", "nowhere/wrangler"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("`nowhere/wrangler` was not found"),
        "{}",
        ran.err
    );
    let ran = vestibule(&["publish", TENANT, "--wrangler", "./README.md"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("`./README.md` could not be started"),
        "{}",
        ran.err
    );

    let folder = tempfile::tempdir().unwrap();
    let without = || {
        let output = Command::new(env!("CARGO_BIN_EXE_vestibule"))
            .args(["publish", TENANT])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .env("PATH", folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let said = without();
    assert!(
        said.contains("`npx` was not found: install Node.js"),
        "{said}"
    );
    let npx = folder.path().join("npx");
    let script = "#!/bin/sh\necho 'npm error npx canceled due to missing packages' >&2\nexit 1\n";
    fs::write(&npx, script).unwrap();
    fs::set_permissions(&npx, fs::Permissions::from_mode(0o755)).unwrap();
    let said = without();
    assert!(
        said.contains("wrangler is not installed here: run `npm ci`"),
        "{said}"
    );
}
