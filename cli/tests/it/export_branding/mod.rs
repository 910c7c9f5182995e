//! `vestibule export-branding`.

mod files;
mod login_page;
mod mails;
mod render;
mod settings;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::vestibule;

/// The templates that are written, with what Auth0 gives each besides what all get.
pub(super) const MAILS: [(&str, &str); 10] = [
    ("verify_email", "url"),
    ("verify_email_by_code", "code"),
    ("reset_email", "url"),
    ("reset_email_by_code", "code"),
    ("welcome_email", ""),
    ("blocked_account", "url"),
    ("stolen_credentials", ""),
    ("enrollment_email", "link"),
    ("mfa_oob_code", "code"),
    ("user_invitation", "url"),
];

pub(super) const LANGUAGES: [&str; 6] = ["en", "de", "fr", "es", "ja", "ar"];

/// What is written for a tenant file, by the names of files.
pub(super) fn export(tenant: &str) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/branding");
    let ran = vestibule(&["export-branding", tenant, "--out", out.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let mut files = BTreeMap::new();
    read(&out, "", &mut files);
    assert!(
        ran.out.contains(&format!("{} files; ", files.len())),
        "{}",
        ran.out
    );
    files
}

fn read(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// How many organizations of the example have a brand of their own.
pub(super) fn branded() -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(root.join(crate::TENANT)).unwrap();
    let (_, organizations) = text.split_once("[[organizations]]").unwrap();
    let count = organizations.matches("\nbrand = \"").count();
    assert!(count > 0);
    count
}
