//! Every route that a browser gets, and every page in every state, as MDN's HTTP Observatory grades them.
//!
//! The Observatory's own program fetches from public hosts on the usual ports, and refuses to grade errors. So answers are
//! recorded here, over the stand's TLS with its certificate checked, and graded by the tests and tables of that program. What
//! of its judgement is left open: whether plain HTTP leads to HTTPS, which is the platform's business, and whether a host is on the
//! browsers' list of those that are never asked without TLS.

use reqwest::Method;
use serde_json::{Value, json};
use vestibule_stand::Stand;
use vestibule_visitor::Visitor;

use crate::browser::run;
use crate::matrix;
use crate::support::{acme, at_worker};

/// What the Observatory asks from elsewhere.
const ORIGIN: &str = "https://http-observatory.security.mozilla.org";

/// A request as browsers send it.
struct Asked<'a> {
    name: &'a str,
    method: Method,
    target: String,
    /// What it is answered with, where that is known beforehand.
    status: Option<u16>,
    form: Option<String>,
}

impl<'a> Asked<'a> {
    fn get(name: &'a str, target: impl Into<String>, status: u16) -> Self {
        Self {
            name,
            method: Method::GET,
            target: target.into(),
            status: Some(status),
            form: None,
        }
    }

    fn post(name: &'a str, form: String, status: Option<u16>) -> Self {
        Self {
            method: Method::POST,
            status,
            form: Some(form),
            ..Self::get(name, "/edge/realm", 200)
        }
    }
}

/// Every kind of answer that a person can come to see or to pass through.
fn asked(client: &str) -> Vec<Asked<'static>> {
    let realm = format!("/edge/realm?client_id={client}");
    let authorize = format!(
        "/authorize?client_id={client}&response_type=code&redirect_uri=https%3A%2F%2Fapp.acme.test%2F"
    );
    vec![
        Asked::get("identifier", realm, 200),
        Asked::post("no form of ours", "email=nobody".to_owned(), Some(400)),
        Asked::post("too large", "x".repeat(70_000), Some(413)),
        Asked::get(
            "error",
            format!("/edge/error?client_id={client}&error=access_denied&tracking=1a2b"),
            200,
        ),
        Asked::get("error without anything", "/edge/error", 200),
        Asked::get("notice", "/edge/notice/session-expired", 200),
        Asked::get("unknown notice", "/edge/notice/of-no-kind", 404),
        Asked::get("unknown address", "/nowhere", 404),
        Asked::get("incomplete", "/edge/realm", 400),
        Asked {
            method: Method::PUT,
            ..Asked::get("other method", "/edge/error", 405)
        },
        Asked::get("unknown file", "/edge/assets/0000", 404),
        Asked::get("front door with a page", authorize.clone(), 200),
        Asked::get(
            "front door to the tenant",
            format!("{authorize}&login_hint=ana%40globex.example"),
            302,
        ),
    ]
}

/// The first form with other addresses typed in: one that is none, one with two ways on, one with a single way, and a stranger's.
async fn submitted(stand: &Stand, client: &str) -> Vec<Asked<'static>> {
    let address = at_worker(stand, &format!("/edge/realm?client_id={client}"));
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let form = visitor.look(&address).await.unwrap();
    let form = form.form_with("email").unwrap();
    let typed = |(name, email): (&'static str, &str)| {
        let fields = form.clone().filled(&[("email", email)]).fields;
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        Asked::post(name, body, None)
    };
    [
        ("form with no address", "nobody"),
        ("form with a choice", "bo@initech.example"),
        ("form that goes on", "ana@globex.example"),
        ("form of a stranger", "someone@elsewhere.example"),
    ]
    .map(typed)
    .into()
}

async fn record(stand: &Stand, client: &reqwest::Client, asked: Asked<'_>) -> Value {
    let url = at_worker(stand, &asked.target);
    let own = url.origin().ascii_serialization();
    let mut request = client
        .request(asked.method, url.clone())
        .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
        .header("sec-fetch-dest", "document")
        .header("sec-fetch-mode", "navigate");
    if let Some(form) = asked.form {
        request = request
            .header("origin", own)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
    }
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), headers(&answer));
    let body = answer.text().await.unwrap();
    if let Some(expected) = asked.status {
        assert_eq!(status, expected, "{}", asked.name);
    }
    let preflight = client
        .request(Method::OPTIONS, url.clone())
        .header("origin", ORIGIN)
        .header("access-control-request-method", "GET")
        .send()
        .await
        .unwrap();
    json!({
        "name": asked.name,
        "url": url.as_str(),
        "status": status,
        "headers": headers,
        "body": body,
        "preflight": {
            "status": preflight.status().as_u16(),
            "headers": self::headers(&preflight),
            "request": { "origin": ORIGIN },
        },
    })
}

fn headers(answer: &reqwest::Response) -> Vec<(String, String)> {
    let pair = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        (name.to_string(), value.to_str().unwrap().to_owned())
    };
    answer.headers().iter().map(pair).collect()
}

/// The pages, as if they had been fetched.
fn pages() -> Vec<Value> {
    let documents = matrix::documents().into_iter();
    let english = documents.filter(|document| document["language"] == "en");
    english
        .map(|mut document| {
            let preflight = json!({ "status": 405, "headers": [], "request": {} });
            document["url"] = "https://start.acme.test/".into();
            document["preflight"] = preflight;
            document
        })
        .collect()
}

async fn graded(answers: Vec<Value>) -> Value {
    run("observatory.mjs", &json!({ "answers": answers })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_to_a_browser_is_graded_a_plus() {
    let stand = acme().await;
    let client = stand.trust().client().unwrap().build().unwrap();
    let mut answers = pages();
    let states = answers.len();
    let application = stand.application().unwrap().client_id;
    let mut all = asked(&application);
    all.extend(submitted(&stand, &application).await);
    for asked in all {
        let answer = record(&stand, &client, asked).await;
        // The answer of a form stands at an address of its own.
        let headers = answer["headers"].as_array().unwrap();
        let location = headers.iter().find(|header| header[0] == "location");
        let next = location.and_then(|header| header[1].as_str());
        if let Some(next) = next.filter(|next| next.starts_with("/edge/")) {
            let name = format!("{}, and then", answer["name"].as_str().unwrap());
            answers.push(
                record(
                    &stand,
                    &client,
                    Asked {
                        status: None,
                        ..Asked::get(&name, next, 200)
                    },
                )
                .await,
            );
        }
        answers.push(answer);
    }
    assert!(answers.len() > states);
    let count = answers.len();
    let result = graded(answers).await;
    let graded = result["graded"].as_array();
    let graded = graded.unwrap_or_else(|| panic!("{result:#}"));
    assert_eq!(graded.len(), count);
    let worse: Vec<String> = graded
        .iter()
        .filter(|answer| answer["grade"] != "A+")
        .map(|answer| {
            let lost = answer["tests"].as_array().unwrap().iter();
            let lost = lost.filter(|test| test["pass"] == false);
            let lost: Vec<&Value> = lost.map(|test| &test["test"]).collect();
            format!(
                "{}: {} {}, {lost:?}",
                answer["name"], answer["grade"], answer["score"]
            )
        })
        .collect();
    let names: Vec<&Value> = graded.iter().skip(states).map(|it| &it["name"]).collect();
    println!("graded besides {states} pages: {names:?}");
    assert!(worse.is_empty(), "{worse:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_a_policy_is_graded_worse() {
    let mut page = pages().remove(0);
    let kept: Vec<Value> = page["headers"].as_array().unwrap().clone();
    let kept = kept
        .into_iter()
        .filter(|header| header[0] != "content-security-policy");
    page["headers"] = kept.collect();
    let result = graded(vec![page]).await;
    assert_eq!(result["graded"][0]["grade"], "B", "{result:#}");
}
