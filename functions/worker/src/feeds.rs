//! Writing what feeds of the directory say.

use futures_util::future::join_all;
use serde_json::json;
use vestibule_claims_enrichment::{DirectoryKey, Entry, Feed, FeedContext, read_feed};
use vestibule_http::webhook::Macs;
use vestibule_http::{BearerToken, Json, Outcome, Problem, Request, Response, Status};
use wasm_bindgen::prelude::wasm_bindgen;
use worker::Env;
use worker::kv::KvStore;

use crate::clock::seconds_from_date_now;
use crate::head::Head;
use crate::log::{self, About};
use crate::webhook_keys::WebhookKeys;
use crate::{entropy, reply};

/// The binding of the KV namespace that holds the directory.
pub(crate) const DIRECTORY: &str = "DIRECTORY";

const NO_DIRECTORY: Problem = Problem::new(
    Status::Unavailable,
    "no-directory",
    "This deployment has no KV namespace bound as DIRECTORY.",
);
/// Whoever feeds shall try again: nothing is lost by writing an entry twice.
const NOT_WRITTEN: Problem = Problem::new(
    Status::Unavailable,
    "not-written",
    "Not everything could be written. Please repeat the request.",
);

/// What became of an entry.
enum Written {
    Now,
    /// What is there speaks of a later time.
    Older,
    Failed,
}

/// Answers a request of a feed, with a reply as [`crate::answer()`] gives one. `head` and `body` are as there.
///
/// Apart from the other routes since writing has to be waited for, and since what it needs is needed by nothing else.
#[wasm_bindgen]
pub async fn feed(env: Env, head: String, body: Option<Vec<u8>>, now: f64) -> String {
    let body = body.map(crate::answer::text_of);
    let id = entropy::bytes().map_or_else(String::new, crate::route::decision_id);
    let outcome = outcome(&env, &head, body.as_deref(), now).await;
    let response = Response::new(outcome, None, vestibule_http::Method::Post, &id);
    let log = log::line(&About::Event("directory-fed"), &id, response.status, None);
    reply::answered(response, &log)
}

async fn outcome(env: &Env, head: &str, body: Option<&str>, now: f64) -> Outcome {
    match read(env, head, body, now) {
        Err(problem) => Outcome::Problem(problem),
        Ok(feed) => match env.kv(DIRECTORY) {
            Ok(directory) => write(&directory, feed).await,
            Err(_) => Outcome::Problem(NO_DIRECTORY),
        },
    }
}

fn read(env: &Env, head: &str, body: Option<&str>, now: f64) -> Result<Feed, Problem> {
    let head = Head::parse(head);
    let text = body.unwrap_or("");
    let unreadable = Problem::new(
        Status::BadRequest,
        "bad-request",
        "The request cannot be read.",
    );
    let request = Request::new(head.method, head.url, text).map_err(|_| unreadable)?;
    let secret = |name: &str| env.secret(name).ok().map(|secret| secret.to_string());
    let keys = secret("HOOK_SECRET").and_then(|current| {
        let previous = secret("HOOK_SECRET_PREVIOUS");
        WebhookKeys::parse("HOOK_SECRET", &current, previous.as_deref())
    });
    let tokens = ["HOOK_TOKEN", "HOOK_TOKEN_PREVIOUS"];
    let tokens: Vec<_> = tokens
        .iter()
        .filter_map(|name| BearerToken::parse(&secret(name)?))
        .collect();
    let macs = keys
        .as_ref()
        .map(|keys| |prefix: &str, body: &str| keys.macs(prefix, body));
    let context = FeedContext {
        signed: head.signed(text),
        authorization: head.authorization(),
        is_whole: body.is_some(),
        macs: macs.as_ref().map(|macs| macs as &Macs<'_>),
        tokens: &tokens,
        now: seconds_from_date_now(now),
    };
    read_feed(&request, &context).unwrap_or(Err(unreadable))
}

async fn write(directory: &KvStore, feed: Feed) -> Outcome {
    let writes = feed
        .changes
        .iter()
        .map(|(key, entry)| put(directory, key, entry));
    let (mut now, mut older) = (0, 0);
    for written in join_all(writes).await {
        match written {
            Written::Now => now += 1,
            Written::Older => older += 1,
            Written::Failed => return Outcome::Problem(NOT_WRITTEN),
        }
    }
    let body = json!({ "version": 1, "written": now, "older": older, "ignored": feed.ignored });
    Outcome::Json(Json::ok(body.to_string()))
}

/// Writes an entry unless a later one is there. KV cannot compare and set, so of two requests at the same instant the older
/// may win: whoever feeds from several places at once sends them in turn.
async fn put(directory: &KvStore, key: &DirectoryKey, entry: &Entry) -> Written {
    let stored = match directory.get(key.as_str()).text().await {
        Ok(stored) => stored,
        Err(error) => return failed(&error.to_string()),
    };
    if stored
        .as_deref()
        .and_then(Entry::parse)
        .is_some_and(|stored| stored.at > entry.at)
    {
        return Written::Older;
    }
    let Ok(put) = directory.put(key.as_str(), entry.write()) else {
        return failed("the value was not taken");
    };
    match put.execute().await {
        Ok(()) => Written::Now,
        Err(error) => failed(&error.to_string()),
    }
}

fn failed(fault: &str) -> Written {
    log::event("directory-not-written", fault);
    Written::Failed
}
