//! The folder.

use std::fmt::Write as _;
use std::fs;

use super::{MAILS, branded, export};
use crate::{TENANT, changed, vestibule};

#[test]
fn says_of_every_file_which_call_takes_it() {
    let files = export(TENANT);
    let list = &files["apply.md"];
    for name in files.keys() {
        let said = match name.as_str() {
            "apply.md" | "branding/templates/universal_login.json" => continue,
            name if name.starts_with("organization-branding/") => {
                "`organization-branding/{id}.json`"
            }
            name => &format!("`{name}`"),
        };
        assert!(list.contains(said), "{name}");
    }
    for (mail, _) in MAILS {
        assert!(
            list.contains(&format!("`PATCH /api/v2/email-templates/{mail}`")),
            "{mail}"
        );
    }
    // The Deploy CLI takes a file in a folder of this name for all there is of an organization.
    assert!(!files.keys().any(|name| name.starts_with("organizations/")));
}

#[test]
fn replaces_nothing_without_being_told() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let first = ["export-branding", TENANT, "--out", out];
    assert_eq!(vestibule(&first).code, 0);
    assert_eq!(vestibule(&first).code, 0, "the same once more");

    let changed = folder.path().join("tenant.json");
    let page = folder
        .path()
        .join("branding/templates/universal_login.html");
    fs::write(&changed, "mine").unwrap();
    fs::remove_file(&page).unwrap();
    let ran = vestibule(&first);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .contains("tenant.json is there with something else in it"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(&changed).unwrap(), "mine");
    assert!(!page.exists(), "all or nothing");

    assert_eq!(vestibule(&[&first[..], &["--replace"]].concat()).code, 0);
    assert_ne!(fs::read_to_string(&changed).unwrap(), "mine");
    assert!(page.exists());
}

#[test]
fn what_cannot_be_exported_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let out_text = out.to_str().unwrap();
    let (_folder, wrong) = changed(|text| text.replace("#0b57d0", "blue"));
    let ran = vestibule(&["export-branding", &wrong, "--out", out_text]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("invalid-color"), "{}", ran.out);

    let origin = "edge_origin=http://localhost:8787";
    let ran = vestibule(&[
        "export-branding",
        TENANT,
        "--out",
        out_text,
        "--dangerous-loopback",
        "--variable",
        origin,
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(ran.err.contains("https addresses only"), "{}", ran.err);
    assert!(!out.exists());
}

#[test]
fn thousands_of_organizations_fit_or_it_is_said_how_many_do_not() {
    let (_folder, file) = changed(|text| {
        let mut text = text;
        for number in 0..4000 {
            write!(
                text,
                "\n[[organizations]]\nid = \"org_{number:016}\"\nname = \"o{number}\"\ndisplay_name = \"O {number}\"\nbrand = \"globex\"\n"
            )
            .unwrap();
        }
        text
    });
    let files = export(&file);
    let page = &files["branding/templates/universal_login.html"];
    assert!(page.len() < 100_000, "{}", page.len());
    let told = files
        .keys()
        .filter(|name| name.starts_with("organization-branding/"));
    assert_eq!(told.count(), 4000 + branded());
    let (before, _) = files["apply.md"]
        .split_once(" organizations have no room")
        .unwrap();
    let left_out: usize = before.rsplit(' ').next().unwrap().parse().unwrap();
    let listed = page.matches("\"org_").count();
    assert_eq!(listed + left_out, 4000 + branded());
    assert!(listed > 2000, "{listed}");
}
