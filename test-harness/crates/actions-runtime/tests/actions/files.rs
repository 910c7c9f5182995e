//! The files themselves.

use std::collections::BTreeMap;
use std::fs;

use vestibule_actions_runtime::{DeployedAction, Trigger};

use crate::support::{file_of, folder};

const BEGIN: &str = "// The same in every Action of Vestibule, from here";
const END: &str = "// Until here it is the same in every Action of Vestibule.\n";
const WRITE: &str = "VESTIBULE_WRITE_SHARED_PART";

fn parts(text: &str) -> (&str, &str, &str) {
    let (before, rest) = text.split_at(text.find(BEGIN).unwrap());
    let (shared, after) = rest.split_at(rest.find(END).unwrap() + END.len());
    (before, shared, after)
}

/// Auth0 takes one file for each Action. What they share is edited in post-login.js and copied by this test.
#[test]
fn the_shared_part_is_the_same_everywhere() {
    let source = fs::read_to_string(folder().join(file_of(Trigger::PostLogin))).unwrap();
    let (_, shared, _) = parts(&source);
    assert!(shared.len() > 5000);
    for trigger in [Trigger::CredentialsExchange, Trigger::PreUserRegistration] {
        let path = folder().join(file_of(trigger));
        let text = fs::read_to_string(&path).unwrap();
        let (before, own, after) = parts(&text);
        if own != shared && std::env::var_os(WRITE).is_some() {
            fs::write(&path, format!("{before}{shared}{after}")).unwrap();
            continue;
        }
        assert!(
            own == shared,
            "{} differs from post-login.js; `{WRITE}=1 cargo test -p vestibule-actions-runtime --test actions shared` copies",
            path.display()
        );
    }
}

#[test]
fn each_can_be_deployed_and_needs_node_alone() {
    let mut files = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        DeployedAction::new("vestibule", text.clone(), BTreeMap::new()).unwrap();
        let required: Vec<&str> = text.matches("require(").collect();
        assert_eq!(required.len(), 1, "{}", path.display());
        assert!(text.contains("require('node:crypto')"));
        assert!(
            text.lines().all(|line| line.chars().count() <= 120),
            "{}",
            path.display()
        );
        files += 1;
    }
    assert_eq!(files, 3);
}
