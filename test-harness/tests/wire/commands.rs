//! `cargo harness` as people call it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use url::Url;
use vestibule_visitor::{Application, Trust, Visitor, Way, log_in};

use crate::generated::{customers, name, write};
use crate::support::{person, prepared};

fn harness(arguments: &[&str]) -> Command {
    // What the commands need is there already; they need not build it once more.
    prepared();
    let mut command = Command::new(env!("CARGO_BIN_EXE_harness"));
    command
        .args(arguments)
        .current_dir(prepared().workspace.root());
    command
}

fn output(arguments: &[&str]) -> String {
    let output = harness(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{errors}");
    text
}

/// A command that runs until it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // By its process id, as a person would: it takes its parties down with it.
        let pid = self.0.id().to_string();
        let _ = Command::new("kill").arg(&pid).status();
        let _ = self.0.wait();
    }
}

/// Takes the parts out of a text in their order.
fn assert_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let found = rest.split_once(part);
        rest = found
            .unwrap_or_else(|| panic!("no {part} in {rest}\nof {text}"))
            .1;
    }
}

/// The JSON object that follows a line that begins so.
fn object_after(text: &str, title: &str) -> Value {
    let (_, rest) = text.split_once(title).unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let object = serde_json::Deserializer::from_str(rest).into_iter().next();
    object.unwrap().unwrap()
}

#[test]
fn demo_once_shows_a_login_up_to_the_tokens_questions_that_are_asked_once_a_step_up_and_two_denials()
 {
    let text = output(&["demo", "--once"]);
    assert_in_order(
        &text,
        &[
            "identifier",
            "decision",
            "Taking you to Globex Corporation",
            "Auth0 tenant",
            "redirect",
            "identity provider",
            "callback",
            "token",
            "ID token",
            "Access token",
            "of another customer",
            "Globex               en",
            "Müller Maschinenbau  de",
            "signs in a second time",
            "questions",
            "A few details",
            "Thanks, that’s all",
            "A few details before you go on",
            "Your role at Globex",
            "Department",
            "user_metadata  {\"department\":\"operations\",\"job_title\":\"Head of logistics\"}",
            "https://acme.example/department: \"operations\"",
            "https://acme.example/job_title: \"Head of logistics\"",
            "A third time, and nothing is asked",
            "The same person asks for reports:export",
            "second factor",
            "amr    [\"mfa\"]",
            "reports:export",
            "unconfirmed@gmail.com",
            "access_denied",
            "[email-not-verified]",
            "/edge/error",
            "You don’t have access with this account",
            "Please confirm your email address first.",
            "peter@initech.example",
            "notice",
            "/edge/notice/denied",
            "/continue",
            "This address does not belong to your company.",
            "[org-mismatch]",
            "gallery/index.html",
        ],
    );
    let token = object_after(&text, "ID token, its signature");
    assert_eq!(token["org_id"], "org_globexGLOBEX0001");
    assert_eq!(token["https://acme.example/plan"], "enterprise");
    let token = object_after(&text, "Access token, as");
    let roles = &token["https://acme.example/roles"];
    assert_eq!(*roles, serde_json::json!(["admin", "member"]));
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn serve_runs_a_tenant_file_that_was_made_up_just_now() {
    let (client, customers) = (name("client", 1), customers());
    let folder = prepared().workspace.target().join("harness").join(&client);
    let file = write(&folder, &client, &customers);
    let mut child = harness(&["serve", "--config", file.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let _running = Running(child);
    let line = BufReader::new(stdout).lines().next().unwrap().unwrap();
    let ready: Value = serde_json::from_str(line.strip_prefix("READY ").unwrap()).unwrap();
    let at = |party: &str| Url::parse(ready[party].as_str().unwrap()).unwrap();
    for party in ["worker", "tenant", "idp", "app", "control"] {
        assert!(at(party).as_str().starts_with("http://"), "{party}");
    }

    let application = Application {
        client_id: client,
        callback: at("app").join("/callback").unwrap(),
        login_url: at("app").join("/login").unwrap(),
        issuer: at("tenant"),
        audience: None,
        scope: "openid profile email".to_owned(),
    };
    let customer = &customers[2];
    let mut visitor = Visitor::new(&Trust::default()).unwrap();
    let way = Way::Initiate { edge: at("worker") };
    let someone = person(&format!("someone@{}", customer.domain));
    let login = log_in(&mut visitor, &application, &way, &someone)
        .await
        .unwrap();
    assert_eq!(login.tokens.id_token["org_id"], customer.organization);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn bench_prints_every_rival() {
    let text = output(&["bench", "--rounds", "1", "--requests", "400"]);
    for rival in [
        "constant 302",
        "passed on untouched",
        "login hint hits",
        "cookie is sealed",
        "hono and tldts",
    ] {
        assert!(text.contains(rival), "{text}");
    }
    assert!(!text.contains("NaN"), "{text}");
}

#[test]
fn doctor_finds_what_the_tests_run_on() {
    let text = output(&["doctor"]);
    for tool in ["node", "workerd", "wrangler", "chromium"] {
        assert!(text.to_lowercase().contains(tool), "{tool}: {text}");
    }
}

#[test]
fn a_mistake_in_a_tenant_file_is_told_at_its_place() {
    let folder = prepared().workspace.target().join("harness/mistake");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("vestibule.toml");
    std::fs::write(
        &file,
        "[tenant]\nname = \"x\"\norigin = \"http://x.example\"\nedge_origins = []\n",
    )
    .unwrap();
    let output = harness(&["serve", "--config", file.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("vestibule.toml:3:"), "{errors}");
    assert!(errors.contains("not-https"), "{errors}");
}
