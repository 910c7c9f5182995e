//! The Actions as files, events and a way to run them in a line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use vestibule_actions_runtime::{
    AccessTokenAudience, AccessTokenRequest, ActionsRuntime, Carried, DeployedAction, End,
    Execution, ExecutionResult, StrictOptions, Trigger,
};

use crate::callouts::Callouts;

pub(crate) const CLOCK: i64 = 1_704_067_200_000;
/// 32 octets, as `openssl rand -base64 32` makes them.
pub(crate) const SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
pub(crate) const PAGE_SECRET: &str = "page-secret-page-secret-page-secret";
pub(crate) const RETURN_SECRET: &str = "return-secret-return-secret-return-secret";

pub(crate) fn key() -> Vec<u8> {
    (0..32).collect()
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../actions")
}

pub(crate) fn file_of(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::PostLogin => "post-login.js",
        Trigger::CredentialsExchange => "credentials-exchange.js",
        Trigger::PreUserRegistration => "pre-user-registration.js",
        Trigger::PasswordResetPostChallenge => "password-reset-post-challenge.js",
        other => panic!("no Action for {other:?}"),
    }
}

pub(crate) async fn runtime() -> ActionsRuntime {
    // As in the tests of the runtime itself: so that the Actions can be run on another release line.
    let node = std::env::var_os("VESTIBULE_NODE").map_or_else(|| "node".into(), PathBuf::from);
    ActionsRuntime::spawn(&node).await.unwrap()
}

/// One Action with its settings and the event it gets.
#[derive(Clone)]
pub(crate) struct Run {
    pub(crate) trigger: Trigger,
    pub(crate) secrets: BTreeMap<String, String>,
    pub(crate) event: Value,
    pub(crate) resume: Option<Carried>,
    pub(crate) strict: StrictOptions,
}

impl Run {
    pub(crate) fn new(trigger: Trigger, url: &str) -> Self {
        let secrets = [
            ("VESTIBULE_URL", url),
            ("VESTIBULE_SECRET", SECRET),
            ("VESTIBULE_PAGE_SECRET", PAGE_SECRET),
            ("VESTIBULE_RETURN_SECRET", RETURN_SECRET),
            ("VESTIBULE_WHEN_UNREACHABLE", "closed"),
        ];
        let event = match trigger {
            Trigger::PostLogin => login(),
            Trigger::CredentialsExchange => exchange(),
            Trigger::PreUserRegistration => registration(),
            Trigger::PasswordResetPostChallenge => reset(),
            other => panic!("no event for {other:?}"),
        };
        Self {
            trigger,
            secrets: secrets
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            event,
            resume: None,
            strict: StrictOptions::strict(),
        }
    }

    pub(crate) fn login(callouts: &Callouts) -> Self {
        Self::new(Trigger::PostLogin, &callouts.url())
    }

    pub(crate) fn secret(mut self, name: &str, value: &str) -> Self {
        self.secrets.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.secrets.remove(name).unwrap();
        self
    }

    pub(crate) fn open(self) -> Self {
        self.secret("VESTIBULE_WHEN_UNREACHABLE", "open")
    }

    /// Replaces the part of the event at this pointer, and makes the way there.
    pub(crate) fn with(mut self, pointer: &str, value: Value) -> Self {
        let mut place = &mut self.event;
        for name in pointer.trim_start_matches('/').split('/') {
            if !place.is_object() {
                *place = json!({});
            }
            place = &mut place[name];
        }
        *place = value;
        self
    }

    pub(crate) fn protocol(self, protocol: &str) -> Self {
        self.with("/transaction/protocol", json!(protocol))
    }

    pub(crate) fn prompt_none(self) -> Self {
        self.with("/transaction/prompt", json!(["none"]))
            .with("/request/query/prompt", json!("none"))
    }

    pub(crate) async fn on(&self, runtime: &ActionsRuntime) -> ExecutionResult {
        let file = folder().join(file_of(self.trigger));
        let code = std::fs::read_to_string(file).unwrap();
        self.with_code(&code, runtime).await
    }

    pub(crate) async fn with_code(&self, code: &str, runtime: &ActionsRuntime) -> ExecutionResult {
        let execution = Execution {
            trigger: self.trigger,
            actions: vec![DeployedAction::new("vestibule", code, self.secrets.clone()).unwrap()],
            event: self.event.clone(),
            resume: self.resume.clone(),
            budget_ms: Execution::AUTH0_BUDGET_MS,
            clock: CLOCK,
            executed_rules: Vec::new(),
            access_token: AccessTokenRequest {
                audience: AccessTokenAudience::CustomApi,
                requested_scopes: vec!["openid".to_owned()],
            },
            strict: self.strict,
        };
        runtime.execute(&execution).await.unwrap()
    }

    pub(crate) async fn run(&self) -> ExecutionResult {
        self.on(&runtime().await).await
    }
}

/// An answer with these members.
pub(crate) fn answer(members: Value) -> Value {
    let mut answer = json!({ "version": 1, "decision_id": "dec_1" });
    if let (Some(answer), Value::Object(members)) = (answer.as_object_mut(), members) {
        answer.extend(members);
    }
    answer
}

pub(crate) fn denied(result: &ExecutionResult) -> &str {
    match &result.end {
        End::Denied { reason, .. } => reason,
        other => panic!("not denied: {other:?}"),
    }
}

/// The calls with their arguments, as JSON.
pub(crate) fn calls(result: &ExecutionResult) -> Value {
    let calls = result.commands.iter();
    calls.map(|it| json!([it.call, it.arguments])).collect()
}

/// The login was let through with nothing done to it.
pub(crate) fn assert_untouched(result: &ExecutionResult) {
    assert_eq!(result.end, End::Completed);
    assert_eq!(calls(result), json!([]));
}

/// The one line that an Action says about a callout.
pub(crate) fn said(result: &ExecutionResult) -> Map<String, Value> {
    let last = result.logs.last().unwrap();
    assert!(last.text.len() < 256, "Auth0 keeps no more");
    serde_json::from_str(&last.text).unwrap()
}

pub(crate) fn failure(result: &ExecutionResult) -> String {
    said(result)["failed"].as_str().unwrap().to_owned()
}

/// The event of a login with what Auth0 documents for it (actions/reference/post-login), written anew.
///
/// In all events what has a `~` may be seen nowhere but in the body of the callout, and what begins with `!` nowhere.
pub(crate) fn login() -> Value {
    parse(include_str!("events/login.json"))
}

/// The event of a machine that asks for a token (actions/reference/credentials-exchange), written anew.
pub(crate) fn exchange() -> Value {
    parse(include_str!("events/exchange.json"))
}

/// The event of somebody who signs up (actions/reference/pre-user-registration), written anew.
pub(crate) fn registration() -> Value {
    parse(include_str!("events/registration.json"))
}

/// The event of somebody who resets a password (actions/reference/password-reset-post-challenge), written anew.
pub(crate) fn reset() -> Value {
    parse(include_str!("events/reset.json"))
}

fn parse(event: &str) -> Value {
    serde_json::from_str(event).unwrap()
}
