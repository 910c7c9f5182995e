//! `vestibule explain --profile`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::vestibule;

const TENANT: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]

[[profile.fields]]
name = "job_title"
type = "text"
label = "Job title"

[[profile.fields]]
name = "phone"
type = "phone"
label = "Telephone"
required = true
step = 2

[[profile.fields]]
name = "team"
type = "text"
label = "Team"
stale_after = 30
"#;

/// A tenant file and an event in a folder of their own.
fn files(tenant: &str, event: &str) -> (TempDir, String, String) {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (tenant_path, event_path) = (path("vestibule.toml"), path("event.json"));
    fs::write(Path::new(&tenant_path), tenant).unwrap();
    fs::write(Path::new(&event_path), event).unwrap();
    (folder, tenant_path, event_path)
}

fn event(transaction: &Value) -> String {
    json!({
        "stats": { "logins_count": 2 },
        "transaction": transaction,
        "user": {
            "user_metadata": { "team": "x" },
            "app_metadata": { "vestibule": { "profile": { "fields": { "team": { "at": 1_795_000_000 } } } } },
        },
    })
    .to_string()
}

const NOW: &str = "2026-11-24T09:30:00Z";

#[test]
fn says_what_is_asked_for_and_why_not_the_rest() {
    let (_folder, tenant, event) = files(TENANT, &event(&json!({})));
    let arguments = [
        "explain",
        "--config",
        &tenant,
        "--profile",
        "--event",
        &event,
        "--now",
        NOW,
    ];
    let ran = vestibule(&arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let (head, rest) = ran.out.split_once("Snapshot").unwrap();
    assert_eq!(head, format!("Now           {NOW}\n"));
    let (_, rest) = rest.split_once('\n').unwrap();
    let expected = "\
Asks for      job_title
then          phone

Fields
  job_title  asked  step 1
  phone      asked  step 2; required
  team       fresh  there is an answer, good until 2026-12-18T11:06:40Z
";
    assert_eq!(rest, expected);
}

#[test]
fn tools_read_it_as_well() {
    let (_folder, tenant, event) = files(TENANT, &event(&json!({ "prompt": ["none"] })));
    let ran = vestibule(&[
        "explain",
        "--config",
        &tenant,
        "--profile",
        "--event",
        &event,
        "--now",
        NOW,
        "--json",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["outcome"], "incomplete");
    assert_eq!(report["missing"], json!(["phone"]));
    assert_eq!(report["pages"], json!([]));
    assert_eq!(report["fields"][0]["verdict"], "cannot-redirect");
    assert_eq!(report["fields"][1]["verdict"], "missing");
}

#[test]
fn what_cannot_be_explained_is_said_in_one_line() {
    let without = TENANT.split("[[profile").next().unwrap();
    for (tenant, event, complaint) in [
        (without, "{}", "has no [[profile.fields]]"),
        (TENANT, "[]", "an event is a JSON object"),
        (TENANT, "{", "this is not JSON"),
    ] {
        let (_folder, tenant, event) = files(tenant, event);
        let ran = vestibule(&[
            "explain",
            "--config",
            &tenant,
            "--profile",
            "--event",
            &event,
        ]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{complaint}");
        assert!(ran.err.contains(complaint), "{}", ran.err);
    }
    let ran = vestibule(&["explain", "--config", "x", "--profile"]);
    assert!(ran.err.contains("--event"), "{}", ran.err);
    let (_folder, tenant, event) = files(TENANT, "{}");
    let ran = vestibule(&[
        "explain",
        "--config",
        &tenant,
        "--profile",
        "--event",
        &event,
        "--client",
        "x",
    ]);
    assert!(ran.err.contains("one thing at a time"), "{}", ran.err);
}
