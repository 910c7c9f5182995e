//! The files themselves.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use vestibule_actions_runtime::{DeployedAction, End, Trigger};

use crate::callouts::Callouts;
use crate::support::{Run, file_of, folder};

const PAGE: &str = include_str!("../../../../../docs/actions.md");

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
        let required: Vec<&str> = text.split("require(").skip(1).collect();
        let crypto = |rest: &&str| rest.starts_with("'node:crypto')");
        // The one that asks nobody signs nothing.
        assert!(
            required.iter().all(crypto) && required.len() <= 1,
            "{}",
            path.display()
        );
        assert!(
            text.lines().all(|line| line.chars().count() <= 120),
            "{}",
            path.display()
        );
        files += 1;
    }
    assert_eq!(files, 4);
}

/// docs/actions.md: its example is an answer, and no setting is missing there.
#[tokio::test]
async fn the_page_says_what_is_so() {
    let blocks = PAGE.split("```json\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap());
    let mut answers = 0;
    for block in blocks {
        for value in serde_json::Deserializer::from_str(block).into_iter::<Value>() {
            let value = value.unwrap();
            if value.get("decision_id").is_none() {
                continue;
            }
            answers += 1;
            let callouts = Callouts::saying(&value).await;
            let result = Run::login(&callouts).run().await;
            assert_eq!(result.end, End::Completed);
            assert_eq!(result.scopes_removed, ["admin"]);
        }
    }
    assert_eq!(answers, 1);
    for trigger in [
        Trigger::PostLogin,
        Trigger::CredentialsExchange,
        Trigger::PreUserRegistration,
        Trigger::PasswordResetPostChallenge,
    ] {
        let text = fs::read_to_string(folder().join(file_of(trigger))).unwrap();
        let settings = text.split("secrets.VESTIBULE_").skip(1);
        for setting in settings {
            let name = setting.split(|it: char| !it.is_ascii_uppercase() && it != '_');
            let row = format!("| `VESTIBULE_{}` |", name.into_iter().next().unwrap());
            assert!(PAGE.contains(&row), "{row}");
        }
    }
}
