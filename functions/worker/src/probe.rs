//! For the recovery tests only; never deployed.

use vestibule_identity::Domain;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

/// Counts the requests it has seen, in its storage: state that must outlive an instance.
#[durable_object]
pub struct Counter {
    state: State,
}

impl DurableObject for Counter {
    fn new(state: State, _env: Env) -> Self {
        Self { state }
    }

    async fn fetch(&self, _request: Request) -> Result<Response> {
        let storage = self.state.storage();
        let count = storage.get::<u32>("count").await?.unwrap_or(0) + 1;
        storage.put("count", count).await?;
        Response::ok(format!("{count}\n"))
    }
}

/// The need, and the end of the path, that lets a task panic instead of a call.
pub(crate) const PANIC_LATER: &str = "/edge/probe/panic-later";

/// The end of the path over which every instance panics, whatever it is asked to do.
pub(crate) const PANIC_TWICE: &str = "/edge/probe/panic-twice";

/// Panics, as a fault of ours would.
#[expect(clippy::panic, reason = "the point of the probe")]
pub(crate) fn panic_on_purpose() -> ! {
    panic!("alice@globex.example must not reach the log");
}

/// What each line of a text is as a domain; empty for what is none.
pub(crate) fn domains(names: &str) -> serde_json::Value {
    let read = |name| Domain::parse(name).map_or_else(|_| String::new(), |it| it.to_string());
    names.split('\n').map(read).collect()
}
