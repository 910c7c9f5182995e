//! Back from the form for a profile, with answers.

use serde_json::{Value, json};
use vestibule_actions_runtime::{ActionsRuntime, Carried, End, ExecutionResult};

use crate::callouts::{Callouts, Reply};
use crate::redirect::{back, returned, suspended, token};
use crate::support::{RETURN_SECRET, Run, answer, calls, denied, failure, runtime};

/// A login that waits for its form.
pub(crate) struct Away {
    pub(crate) callouts: Callouts,
    run: Run,
    carried: Carried,
    txn: String,
}

impl Away {
    /// `then` is what Vestibule says when the user is back.
    pub(crate) async fn new(runtime: &ActionsRuntime, then: Value) -> Self {
        let mut first = answer(json!({}));
        first["redirect"] = json!({
            "url": "https://pages.test/edge/profile",
            "payload": { "page": "profile", "ask": "sealed" },
        });
        let callouts = Callouts::answering([Reply::json(&first), Reply::json(&answer(then))]).await;
        let run = Run::login(&callouts).secret("VESTIBULE_PAGE_ORIGINS", "https://pages.test");
        let result = run.on(runtime).await;
        let (_, carried) = suspended(&result);
        let txn = &result.transaction_metadata["vestibule_txn"];
        Self {
            callouts,
            run,
            carried,
            txn: txn.as_str().unwrap().to_owned(),
        }
    }

    /// The token of the form, with these claims besides Auth0's.
    fn token(&self, said: &Value) -> String {
        let mut claims = returned(&self.txn);
        claims["page"] = json!("profile-answer");
        for (name, value) in said.as_object().unwrap() {
            claims[name] = value.clone();
        }
        token(RETURN_SECRET, &claims)
    }

    pub(crate) fn back(&self, said: &Value) -> Run {
        back(&self.run, self.carried.clone(), &self.token(said))
    }
}

fn answered() -> Value {
    json!({
        "user_metadata": {
            "job_title": "Welder\nand \"baker\"", "colour": "red", "seats": 5.5, "news": false, "tools": ["a", "b"],
        },
        "app_metadata": { "terms": "2026-11" },
        "profile": { "answered": ["job_title", "terms"], "consents": { "terms": "2026-11" }, "more": "not passed on" },
        "scalar": "not passed on",
    })
}

/// The same login once its Action has dropped the number of the trip.
fn without_txn(carried: &Carried) -> Carried {
    let mut carried = serde_json::to_value(carried).unwrap();
    let commands = carried["commands"].as_array_mut().unwrap();
    let all = commands.len();
    commands.retain(|command| command["arguments"][0] != json!("vestibule_txn"));
    assert_eq!(commands.len(), all - 1);
    serde_json::from_value(carried).unwrap()
}

fn written(result: &ExecutionResult) -> Value {
    json!([result.user_metadata, result.app_metadata])
}

#[tokio::test]
async fn answers_are_written_and_claims_see_them() {
    let runtime = runtime().await;
    let noted = json!({ "profile": { "prompts": 0 } });
    let then = json!({
        "app_metadata": { "vestibule": noted },
        "id_token": { "claims": { "https://acme.test/title": "Welder" } },
    });
    let away = Away::new(&runtime, then).await;
    let said = answered();
    let result = away.back(&said).on(&runtime).await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(
        written(&result),
        json!([said["user_metadata"], { "terms": "2026-11", "vestibule": noted }])
    );
    assert_eq!(
        json!(result.id_token_claims),
        json!({ "https://acme.test/title": "Welder" })
    );
    // Neither the number of the trip stays in the transaction, nor any answer.
    assert_eq!(
        json!(result.transaction_metadata),
        json!({ "campaign": "autumn" })
    );

    let [start, resume] = [0, 1].map(|call| away.callouts.asked()[call].event());
    assert!(start.get("profile").is_none());
    assert_eq!(resume["phase"], json!("continue"));
    assert_eq!(
        resume["profile"],
        json!({ "answered": ["job_title", "terms"], "consents": { "terms": "2026-11" } })
    );
    // An answer replaces what was stored, and nothing else does.
    assert_eq!(resume["user"]["user_metadata"], said["user_metadata"]);
    assert_eq!(
        resume["user"]["app_metadata"],
        json!({ "seat": "window~", "terms": "2026-11" })
    );
    assert_eq!(
        resume["transaction"]["metadata"],
        json!({ "campaign": "autumn" })
    );
}

#[tokio::test]
async fn who_skips_goes_on_with_nothing_written() {
    let runtime = runtime().await;
    for why in ["user", "unavailable", "not-asked"] {
        let away = Away::new(&runtime, json!({})).await;
        let form = json!({ "answered": [], "skipped": why });
        let result = away.back(&json!({ "profile": form })).on(&runtime).await;
        assert_eq!(result.end, End::Completed);
        assert_eq!(written(&result), json!([{}, {}]));
        let [start, resume] = [0, 1].map(|call| away.callouts.asked()[call].event());
        assert_eq!(resume["profile"], form);
        assert_eq!(resume["user"], start["user"]);
    }
}

/// Nobody is asked twice for what they have answered.
#[tokio::test]
async fn answers_stay_when_the_login_does_not_go_on() {
    let runtime = runtime().await;
    let said = answered();
    let stop = json!({
        "deny": { "code": "profile_incomplete", "reason": "Something is missing." },
        "app_metadata": { "vestibule": { "profile": {} } },
    });
    let away = Away::new(&runtime, stop).await;
    let result = away.back(&said).on(&runtime).await;
    assert_eq!(
        denied(&result),
        "[profile_incomplete] Something is missing."
    );
    assert_eq!(
        written(&result),
        json!([said["user_metadata"], { "terms": "2026-11", "vestibule": { "profile": {} } }])
    );
    // And when nobody says whether it may.
    let away = Away::new(&runtime, json!({ "version": 2 })).await;
    let result = away.back(&said).on(&runtime).await;
    assert!(denied(&result).starts_with("[vestibule_unavailable] "));
    assert_eq!(
        written(&result),
        json!([said["user_metadata"], said["app_metadata"]])
    );
    let result = away.back(&said).open().on(&runtime).await;
    assert_eq!(result.end, End::Completed);
}

/// All of it or nothing, whoever has signed it.
#[tokio::test]
async fn what_is_no_answer_denies() {
    let runtime = runtime().await;
    let away = Away::new(&runtime, json!({})).await;
    let many = |of: usize| -> Value {
        let names = (0..of).map(|number| (format!("f{number}"), json!(1)));
        Value::Object(names.collect())
    };
    let long = "x".repeat(4_096);
    let full = |of: usize| -> Value {
        let names = (0..of).map(|number| (format!("f{number}"), json!(long)));
        Value::Object(names.collect())
    };
    for (name, value) in [
        ("profile", json!(null)),
        ("profile", json!("x")),
        ("profile", json!([])),
        ("profile", json!({})),
        ("profile", json!({ "answered": "job_title" })),
        ("profile", json!({ "answered": ["Job"] })),
        ("profile", json!({ "answered": [1] })),
        ("profile", json!({ "answered": vec!["a"; 65] })),
        ("profile", json!({ "answered": [], "skipped": "later" })),
        ("profile", json!({ "answered": [], "skipped": true })),
        ("profile", json!({ "answered": [], "consents": ["terms"] })),
        (
            "profile",
            json!({ "answered": [], "consents": { "terms": 1 } }),
        ),
        (
            "profile",
            json!({ "answered": [], "consents": { "__proto__": "1" } }),
        ),
        ("user_metadata", json!(null)),
        ("user_metadata", json!("x")),
        ("user_metadata", json!([["a", "b"]])),
        ("user_metadata", json!({ "a": null })),
        ("user_metadata", json!({ "a": { "b": 1 } })),
        ("user_metadata", json!({ "a": [1] })),
        ("user_metadata", json!({ "a": [["b"]] })),
        ("user_metadata", json!({ "a": vec!["b"; 201] })),
        ("user_metadata", json!({ "a": format!("{long}x") })),
        ("user_metadata", json!({ "a": 9_007_199_254_740_992_u64 })),
        ("user_metadata", json!({ "": 1 })),
        ("user_metadata", json!({ "a.b": 1 })),
        ("user_metadata", json!({ "$a": 1 })),
        ("user_metadata", json!({ "a\nb": 1 })),
        ("user_metadata", json!({ "__proto__": 1 })),
        ("user_metadata", many(65)),
        ("user_metadata", full(8)),
        ("app_metadata", json!({ "vestibule": "x" })),
        ("app_metadata", json!({ "terms": { "version": 1 } })),
        ("app_metadata", json!([])),
    ] {
        let mut said = answered();
        said[name] = value;
        let result = away.back(&said).open().on(&runtime).await;
        assert!(
            denied(&result).starts_with("[vestibule_return_invalid] "),
            "{name} {}",
            said[name]
        );
        assert_eq!(failure(&result), "return-token");
        assert_eq!(written(&result), json!([{}, {}]));
    }
    assert_eq!(away.callouts.asked().len(), 1);
    for value in [
        many(64),
        full(7),
        json!({ "vestibule": "is only ours in app_metadata" }),
    ] {
        let mut said = answered();
        said["user_metadata"] = value;
        assert_eq!(away.back(&said).on(&runtime).await.end, End::Completed);
    }
}

#[tokio::test]
async fn an_answer_is_good_for_one_login_and_once() {
    let runtime = runtime().await;
    let away = Away::new(&runtime, json!({})).await;
    let said = answered();
    let token = away.token(&said);
    // In another login.
    let other = Away::new(&runtime, json!({})).await;
    let foreign = back(&other.run, other.carried.clone(), &token);
    let result = foreign.on(&runtime).await;
    assert!(denied(&result).starts_with("[vestibule_return_invalid] "));
    assert_eq!(written(&result), json!([{}, {}]));
    // Of another page: that writes nothing.
    let mut elsewhere = said.clone();
    elsewhere["page"] = json!("terms");
    let result = other.back(&elsewhere).on(&runtime).await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(written(&result), json!([{}, {}]));
    let resume = other.callouts.asked()[1].event();
    assert!(resume.get("profile").is_none());
    assert_eq!(
        resume["transaction"]["metadata"]["vestibule_return_page"],
        json!("terms")
    );

    let first = away.back(&said).on(&runtime).await;
    assert_eq!(first.end, End::Completed);
    // The same once more, in the same login, which has forgotten its number by now.
    let mut again = away.back(&said);
    again.resume = Some(without_txn(&away.carried));
    let replayed = again.on(&runtime).await;
    assert!(denied(&replayed).starts_with("[vestibule_return_invalid] "));
    assert_eq!(written(&replayed), json!([{}, {}]));
}

/// Whoever comes back with nothing has answered nothing: Vestibule says whether that will do.
#[tokio::test]
async fn a_missing_answer_is_for_vestibule_to_judge() {
    let runtime = runtime().await;
    let incomplete = json!({ "deny": { "code": "profile_incomplete", "reason": "Missing." } });
    for (then, denial) in [
        (json!({}), None),
        (incomplete, Some("[profile_incomplete] Missing.")),
    ] {
        let away = Away::new(&runtime, then).await;
        let result = back(&away.run, away.carried.clone(), "").on(&runtime).await;
        match denial {
            None => assert_eq!(result.end, End::Completed),
            Some(denial) => assert_eq!(denied(&result), denial),
        }
        assert_eq!(written(&result), json!([{}, {}]));
        let resume = away.callouts.asked()[1].event();
        assert_eq!(resume["phase"], json!("continue"));
        assert!(resume.get("profile").is_none());
        assert_eq!(
            resume["transaction"]["metadata"],
            json!({ "campaign": "autumn" })
        );
        // The number of the trip is gone: nobody comes back with an answer after that.
        let mut late = away.back(&answered());
        late.resume = Some(without_txn(&away.carried));
        let result = late.on(&runtime).await;
        assert!(denied(&result).starts_with("[vestibule_return_invalid] "));
    }
}

/// `api` takes no metadata of a user whose metadata is damaged: then nobody goes on as if it were written.
#[tokio::test]
async fn what_cannot_be_written_denies() {
    let runtime = runtime().await;
    let away = Away::new(&runtime, json!({})).await;
    let run = away
        .back(&answered())
        .with("/user/user_metadata", json!("x"));
    let result = run.open().on(&runtime).await;
    assert!(denied(&result).starts_with("[vestibule_unavailable] "));
    assert_eq!(failure(&result), "apply");
    assert!(!calls(&result).to_string().contains("Welder"));
    assert_eq!(away.callouts.asked().len(), 1);
}
