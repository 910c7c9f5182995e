//! What is sent of an event: what docs/claims-rules.md lists, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use vestibule_actions_runtime::{End, Trigger};

use crate::callouts::Callouts;
use crate::support::{Run, answer, runtime};

const PAGE: &str = include_str!("../../../../../docs/claims-rules.md");
/// Stands in every object that is not open.
const UNLISTED: &str = "unlisted";

/// Path to type, for one of the columns of the table.
fn documented(column: usize) -> BTreeMap<String, String> {
    let rows = PAGE.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let path = cells.get(1)?.strip_prefix("`event.")?.strip_suffix('`')?;
        (cells.len() == 7 && cells[3 + column] == "x")
            .then(|| (path.to_owned(), cells[2].to_owned()))
    });
    rows.collect()
}

fn example(type_: &str) -> Value {
    match type_ {
        "string" => json!("text"),
        "bool" => json!(true),
        "int" => json!(7),
        "list(string)" => json!(["one", "two"]),
        "map(string, string)" => json!({ "key": "value" }),
        "map(string, dyn)" => json!({ "key": { "deep": [1, null] } }),
        other => panic!("no example of {other}"),
    }
}

fn put(event: &mut Value, path: &str, value: Value) {
    let mut place = event;
    for step in path.split('.') {
        let (name, list) = step
            .strip_suffix("[]")
            .map_or((step, false), |name| (name, true));
        if !place.is_object() {
            *place = json!({ UNLISTED: { "more": 1 } });
        }
        place = &mut place[name];
        if list {
            if !place.is_array() {
                *place = json!([{ UNLISTED: 1 }]);
            }
            place = &mut place[0];
        }
    }
    *place = value;
}

/// An event with all that is listed, and things that are not everywhere between.
fn full(fields: &BTreeMap<String, String>) -> Value {
    let mut event =
        json!({ UNLISTED: { "more": 1 }, "configuration": {}, "security_context": { "ja3": "x" } });
    for (path, type_) in fields {
        put(&mut event, path, example(type_));
    }
    event
}

fn paths(
    value: &Value,
    fields: &BTreeMap<String, String>,
    path: &str,
    found: &mut BTreeSet<String>,
) {
    match value {
        _ if fields.contains_key(path) => {
            assert_eq!(*value, example(&fields[path]), "{path}");
            found.insert(path.to_owned());
        }
        Value::Object(members) => {
            for (name, inner) in members {
                let dot = if path.is_empty() { "" } else { "." };
                paths(inner, fields, &format!("{path}{dot}{name}"), found);
            }
        }
        Value::Array(items) => {
            for item in items {
                paths(item, fields, &format!("{path}[]"), found);
            }
        }
        _ => {
            found.insert(path.to_owned());
        }
    }
}

#[tokio::test]
async fn exactly_what_is_documented_is_sent() {
    let runtime = runtime().await;
    for (column, trigger, least) in [
        (0, Trigger::PostLogin, 60),
        (1, Trigger::CredentialsExchange, 25),
        (2, Trigger::PreUserRegistration, 40),
    ] {
        let mut fields = documented(column);
        assert!(fields.len() >= least, "{trigger:?}: {}", fields.len());
        let mut event = full(&fields);
        // Ours, and not in what Auth0 gives.
        if trigger == Trigger::PostLogin {
            event["phase"] = json!("forged");
            event["user"]["groups"] = json!(["forged"]);
            event["user"]["from_provider"] = example("list(string)");
        }
        let callouts = Callouts::saying(&answer(json!({}))).await;
        let mut run = Run::new(trigger, &callouts.url())
            .secret("VESTIBULE_GROUPS_ATTRIBUTE", "from_provider");
        run.event = event;
        let result = run.on(&runtime).await;
        assert_eq!(result.end, End::Completed);
        let mut sent = callouts.asked_once().event();
        if trigger == Trigger::PostLogin {
            assert_eq!(sent["phase"], json!("start"));
            sent["phase"] = example("string");
        }
        let mut found = BTreeSet::new();
        paths(&sent, &fields, "", &mut found);
        let listed: BTreeSet<String> = std::mem::take(&mut fields).into_keys().collect();
        assert_eq!(found, listed, "{trigger:?}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_sent() {
    let runtime = runtime().await;
    let callouts = Callouts::saying(&answer(json!({}))).await;
    let mut run = Run::login(&callouts);
    run.event = json!({ "user": { "user_id": "a|b", "name": null }, "request": { "geoip": {} } });
    run.on(&runtime).await;
    assert_eq!(
        callouts.asked_once().event(),
        json!({
            "phase": "start",
            "user": { "user_id": "a|b", "name": null },
            "request": { "geoip": {} },
        })
    );
}

/// An identity provider can put anything under any name.
#[tokio::test]
async fn objects_where_texts_belong_stay_here() {
    let callouts = Callouts::saying(&answer(json!({}))).await;
    let run = Run::login(&callouts)
        .with("/user/name", json!({ "secret": "x" }))
        .with("/user/multifactor", json!(["a", { "secret": "x" }, 1]))
        .with("/user/identities", json!("x"))
        .with("/organization", json!(["x"]));
    run.run().await;
    let sent = callouts.asked_once().event();
    assert_eq!(sent["user"].get("name"), None);
    assert_eq!(sent["user"]["multifactor"], json!(["a", 1]));
    assert_eq!(sent["user"].get("identities"), None);
    assert_eq!(sent.get("organization"), None);
}

/// Events as Auth0 gives them: their secrets, bodies, fingerprints and foreign attributes stay there.
#[tokio::test]
async fn nothing_else_of_a_real_event_leaves_auth0() {
    let runtime = runtime().await;
    for trigger in [
        Trigger::PostLogin,
        Trigger::CredentialsExchange,
        Trigger::PreUserRegistration,
    ] {
        let callouts = Callouts::saying(&answer(json!({}))).await;
        let run = Run::new(trigger, &callouts.url());
        assert!(run.event.to_string().contains("\"!"));
        run.on(&runtime).await;
        let asked = callouts.asked_once();
        let sent = String::from_utf8(asked.body.to_vec()).unwrap();
        assert!(!sent.contains("\"!"), "{sent}");
        assert!(!sent.contains("latitude"));
        assert!(!sent.contains("whsec_"));
        let headers = format!("{:?}", asked.headers);
        assert!(
            !headers.contains('~') && !headers.contains("whsec_"),
            "{headers}"
        );
    }
}
