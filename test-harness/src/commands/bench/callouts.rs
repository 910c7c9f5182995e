//! Callouts: the twenty rules of `cases/rules` in Vestibule, and by hand in JavaScript.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use vestibule_http::webhook::WebhookSecret;
use vestibule_stand::CALLOUT_SECRET;
use vestibule_toolchain::{Binding, ModuleBody, Progress, WorkerService, WranglerSettings};

use crate::commands::bench::load::{Ask, Expected, Rival};
use crate::commands::bench::rivals::{Rivals, bundled, is_of_transport, start};
use crate::connection::Connection;
use crate::large_tenant::LargeTenant;
use crate::prepared::Prepared;

/// The same callout in JavaScript, as a team would write it.
const RIVAL: &str = include_str!("callout.js");
/// The rules as functions.
const TWINS: &str = include_str!("../../../cases/rules/twin.mjs");
/// The rules.
const RULES: &str = include_str!("../../../cases/rules/rules.json");

/// Octets of a body, at least: events are filled up to that.
const BODY: usize = 4096;

/// Starts the JavaScript Worker, which is the yardstick, and Vestibule, and compares their answers on all events.
pub(crate) fn rivals(prepared: &Prepared, progress: &Progress) -> Result<Rivals> {
    let settings = WranglerSettings::read(&prepared.workspace)?;
    let folder = prepared.workspace.target().join("harness/bench");
    std::fs::create_dir_all(&folder)?;
    let secret = || Binding::Text(CALLOUT_SECRET.to_owned());

    std::fs::write(folder.join("twin.mjs"), TWINS)?;
    let script = bundled(prepared, &folder, "callout.js", RIVAL)?;
    let by_hand = WorkerService::from_script("by-hand", script, &settings)
        .with_binding("CALLOUT_SECRET", secret());
    let file = folder.join("callouts.toml");
    std::fs::write(&file, tenant()?)?;
    let snapshot = folder.join("callouts.bin");
    std::fs::write(&snapshot, vestibule_stand::bundle_of(&file, None)?)?;
    let vestibule = WorkerService::from_bundle("vestibule", &prepared.bundle, &settings)
        .with_module("snapshot.bin", ModuleBody::Data(snapshot))
        .with_binding(
            "TENANT_ORIGIN",
            Binding::Text(LargeTenant::ORIGIN.to_owned()),
        )
        .with_binding("CALLOUT_SECRET", secret());

    let step = progress.step("Sign callouts, and compare the answers to them");
    let requests = signed(&events(prepared)?)?;
    let asks: Arc<[Ask]> = Arc::new([]);
    let mut rivals = vec![
        start(
            prepared,
            "by hand in JavaScript",
            by_hand,
            Arc::clone(&asks),
        )?,
        start(prepared, "Vestibule", vestibule, asks)?,
    ];
    agree(&mut rivals, &requests)?;
    drop(step);
    Ok(Rivals(rivals))
}

/// The rules as claims for both tokens. What they read besides the event stands in the event here: nothing else fills it yet,
/// and it differs from event to event.
fn tenant() -> Result<String> {
    let mut text = format!(
        "[tenant]\nname = \"Acme\"\norigin = \"{}\"\nedge_origins = [\"https://start.acme.example\"]\n\
         [claims]\nnamespace = \"https://acme.example/\"\n",
        LargeTenant::ORIGIN
    );
    let rules: Vec<BTreeMap<String, String>> = serde_json::from_str(RULES)?;
    for rule in rules {
        let field = |name: &str| rule.get(name).with_context(|| format!("a rule's {name}"));
        let name = Value::from(field("name")?.as_str());
        let mut value = String::new();
        for (place, part) in field("rule")?
            .split_inclusive(['.', ' ', '(', '!'])
            .enumerate()
        {
            let begins = place == 0 || !value.ends_with('.');
            if begins && ["organization.", "directory.", "sources."].contains(&part) {
                value.push_str("event.user.app_metadata.");
            }
            value.push_str(part);
        }
        // What JSON writes TOML reads.
        let value = Value::from(value);
        writeln!(
            text,
            "[[claims.rules]]\nname = {name}\nclaim = {name}\nvalue = {value}"
        )?;
    }
    Ok(text)
}

/// The events of `cases/rules`, in bodies of the size that is promised.
fn events(prepared: &Prepared) -> Result<Vec<String>> {
    let outcomes = prepared
        .workspace
        .root()
        .join("test-harness/cases/rules/outcomes.mjs");
    let output = Command::new(prepared.toolbox.node())
        .arg(outcomes)
        .output()?;
    ensure!(output.status.success(), "the events could not be generated");
    let outcomes: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    outcomes.iter().map(body).collect()
}

fn body(outcome: &Value) -> Result<String> {
    let given = outcome.get("given").context("a case without an event")?;
    let mut event = given
        .get("event")
        .context("a case without an event")?
        .clone();
    let metadata = event
        .pointer_mut("/user/app_metadata")
        .and_then(Value::as_object_mut)
        .context("an event without metadata")?;
    for input in ["organization", "directory", "sources"] {
        let input_value = given.get(input).context("a case without inputs")?;
        metadata.insert(input.to_owned(), input_value.clone());
    }
    let mut body = json!({ "version": 1, "event": event });
    // Entries as an application keeps them.
    let mut number = 0;
    while body.to_string().len() < BODY {
        let metadata = body
            .pointer_mut("/event/user/app_metadata")
            .and_then(Value::as_object_mut)
            .context("an event without metadata")?;
        let entry = json!({ "project": format!("project-{number}"), "role": "viewer", "active": true, "level": number });
        metadata.insert(format!("assignment_{number}"), entry);
        number += 1;
    }
    Ok(body.to_string())
}

/// The callouts as an Action sends them, signed now.
fn signed(bodies: &[String]) -> Result<Vec<Vec<u8>>> {
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let secret = WebhookSecret::parse(CALLOUT_SECRET)?;
    let request = |(number, body): (usize, &String)| {
        let id = format!("msg_0f6cf1a2-5f0f-4d8e-a3c4-{number:012}");
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;
        mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
        let signature = STANDARD.encode(mac.finalize().into_bytes());
        let length = body.len();
        Ok(format!(
            "POST /edge/callouts/post-login HTTP/1.1\r\nhost: start.acme.example\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\nwebhook-id: {id}\r\n\
             webhook-timestamp: {timestamp}\r\nwebhook-signature: v1,{signature}\r\n\r\n{body}"
        )
        .into_bytes())
    };
    bodies.iter().enumerate().map(request).collect()
}

/// Asks every rival everything once. Each must answer alike from then on, and all of them must say the same.
fn agree(rivals: &mut [Rival], requests: &[Vec<u8>]) -> Result<()> {
    let mut yardstick: Vec<(Value, Vec<String>)> = Vec::new();
    for rival in rivals {
        let mut connection = Connection::open(rival.address)?;
        let mut asks = Vec::new();
        for (number, request) in requests.iter().enumerate() {
            let answer = connection.ask(request)?;
            ensure!(answer.is_ok(), "{}: {:?}", rival.name, answer.head);
            let said: Value = serde_json::from_slice(&answer.body)?;
            let mut headers: Vec<_> = answer
                .head
                .iter()
                .skip(1)
                .filter(|line| !is_of_transport(line))
                .map(|line| line.to_ascii_lowercase())
                .collect();
            headers.sort();
            match yardstick.get(number) {
                None => yardstick.push((said, headers)),
                Some((expected, expected_headers)) => {
                    ensure!(
                        said == *expected,
                        "{}: {said} is not {expected}",
                        rival.name
                    );
                    ensure!(
                        headers == *expected_headers,
                        "{}: {headers:?} are not {expected_headers:?}",
                        rival.name
                    );
                }
            }
            asks.push(Ask {
                request: request.clone(),
                expected: Expected::Body(answer.body),
                fresh: None,
            });
        }
        rival.asks = asks.into();
    }
    Ok(())
}
