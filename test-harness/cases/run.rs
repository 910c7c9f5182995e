//! Reads the cases, and holds an answer against what a case expects. Both runners include this file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

/// One row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) number: u32,
    pub(crate) says: String,
    pub(crate) answers: String,
    pub(crate) pending: Option<String>,
    /// The tests that hold what a single request cannot show.
    pub(crate) also: Option<String>,
    #[serde(default, rename = "request")]
    pub(crate) requests: Vec<Expectation>,
    #[serde(default, rename = "finding")]
    pub(crate) findings: Vec<ExpectedFinding>,
}

/// A request and what comes back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Expectation {
    pub(crate) tenant: Option<String>,
    get: Option<String>,
    head: Option<String>,
    post: Option<String>,
    body: String,
    hint: Option<String>,
    typed: Option<String>,
    picks: String,
    host: Option<String>,
    ip: Option<String>,
    pub(crate) asn: Option<u32>,
    headers: BTreeMap<String, String>,
    adds: Option<String>,
    kept: Option<String>,
    passes: bool,
    page: Option<String>,
    field: Option<String>,
    wrong: Option<bool>,
    shows: Vec<String>,
    hides: Vec<String>,
    status: Option<u16>,
    carries: BTreeMap<String, String>,
    lacks: Vec<String>,
}

/// What whoever checks a tenant file is told.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectedFinding {
    pub(crate) tenant: String,
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) pending: bool,
}

#[derive(Deserialize)]
struct Tenants {
    tenant: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    name: String,
    replace: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Topic {
    case: Vec<Case>,
}

/// A request as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) method: &'static str,
    pub(crate) target: String,
    pub(crate) host: Option<String>,
    pub(crate) ip: Option<String>,
    pub(crate) asn: Option<u32>,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// How the log says that it ended.
    pub(crate) end: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        all.find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of the hidden field that carries the flow.
    pub(crate) fn flow(&self) -> Option<&str> {
        let (_, rest) = self.body.split_once("name=\"flow\" value=\"")?;
        rest.split('"').next()
    }

    /// Where it leads: by a redirect, or by a page that goes on by itself.
    fn leads_to(&self) -> Option<&str> {
        let refresh = || {
            self.header("refresh")?
                .split_once("url=")
                .map(|(_, url)| url)
        };
        self.header("location").or_else(refresh)
    }
}

/// Something that answers: a decision, or a Worker.
pub(crate) trait Place {
    /// The origin of the tenant.
    fn tenant(&self) -> String;
    /// The origin of the application.
    fn app(&self) -> String;
    fn ask(&self, sent: &Sent) -> Reply;
}

/// All cases, by their number.
pub(crate) fn cases(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_topic = path.extension().is_some_and(|it| it == "toml");
        if is_topic && path.file_name().is_some_and(|it| it != "tenants.toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let topic: Topic =
                toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            cases.extend(topic.case);
        }
    }
    cases.sort_by_key(|case| case.number);
    cases.iter().for_each(make_sense_of);
    cases
}

/// A row says what it is about, tests something unless it waits, and waits in part only where it
/// says what for.
fn make_sense_of(case: &Case) {
    let Case {
        number,
        says,
        answers,
        ..
    } = case;
    assert!(
        !says.is_empty() && !answers.is_empty(),
        "case {number} says nothing"
    );
    let waits = case.pending.is_some();
    let tests = !case.requests.is_empty() || !case.findings.is_empty() || case.also.is_some();
    assert!(tests || waits, "case {number} tests nothing");
    for ExpectedFinding {
        tenant,
        code,
        pending,
    } in &case.findings
    {
        assert!(
            !tenant.is_empty() && !code.is_empty(),
            "case {number}: no finding"
        );
        assert!(
            waits || !pending,
            "case {number}: `{code}` waits for nothing"
        );
    }
}

/// The text of the example tenant with each change made, by the change's name.
pub(crate) fn tenants(folder: &Path, example: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder.join("tenants.toml")).unwrap();
    let tenants: Tenants = toml::from_str(&text).unwrap();
    let mut texts = BTreeMap::new();
    for change in tenants.tenant {
        let mut text = example.to_owned();
        for (from, to) in &change.replace {
            assert_eq!(
                text.matches(from.as_str()).count(),
                1,
                "{}: {from}",
                change.name
            );
            text = text.replace(from.as_str(), to);
        }
        texts.insert(change.name, text);
    }
    texts
}

/// The numbers of the rows that still wait for something.
pub(crate) fn pending(cases: &[Case]) -> BTreeSet<u32> {
    let waiting = cases.iter().filter(|case| case.pending.is_some());
    waiting.map(|case| case.number).collect()
}

/// Sends a request of a case and says what is wrong with the answer.
pub(crate) fn check(place: &dyn Place, expected: &Expectation, client: &str) -> Result<(), String> {
    let fill = |text: &str| repeated(&text.replace("{client}", client));
    let (method, target) = match (&expected.get, &expected.head, &expected.post) {
        (Some(target), None, None) => ("GET", target),
        (None, Some(target), None) => ("HEAD", target),
        (None, None, Some(target)) => ("POST", target),
        _ => return Err("one of get, head and post".to_owned()),
    };
    let mut target = fill(target);
    if let Some(hint) = &expected.hint {
        target = format!("{target}&login_hint={}", encode(&repeated(hint)));
    }
    let first = Sent {
        method,
        target: target.clone(),
        host: expected.host.clone(),
        ip: expected.ip.clone(),
        asn: expected.asn,
        headers: expected.headers.clone(),
        body: fill(&expected.body),
    };
    let mut reply = place.ask(&first);
    if let Some(typed) = &expected.typed {
        let flow = reply
            .flow()
            .ok_or("the page to be answered has no flow")?
            .to_owned();
        let typed = encode(&repeated(typed));
        reply = place.ask(&Sent {
            method: "POST",
            target: "/edge/realm".to_owned(),
            body: format!("flow={flow}&email={typed}{}", expected.picks),
            ..first
        });
    }
    let wrong = mistakes(place, expected, &target, &reply, &fill);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "{}\n  status {}, end {}, to {:?}",
            wrong.join("\n  "),
            reply.status,
            reply.end,
            reply.leads_to()
        ))
    }
}

fn mistakes(
    place: &dyn Place,
    expected: &Expectation,
    target: &str,
    reply: &Reply,
    fill: &dyn Fn(&str) -> String,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut hold = |holds: bool, what: String| {
        if !holds {
            wrong.push(what);
        }
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let came = expected
        .kept
        .as_deref()
        .map_or_else(|| query.to_owned(), fill);
    if expected.passes {
        let to = format!("{}/authorize?{query}", place.tenant());
        hold(
            reply.leads_to() == Some(to.as_str()),
            format!("expected to pass on to {to}"),
        );
        hold(
            reply.end == "passed-on",
            "expected to be passed on".to_owned(),
        );
    }
    if let Some(adds) = &expected.adds {
        let adds = fill(adds);
        let to = if path == "/authorize" {
            format!("{}/authorize?{came}&{adds}", place.tenant())
        } else {
            let issuer = encode(&format!("{}/", place.tenant()));
            format!("{}/login?iss={issuer}&{adds}", place.app())
        };
        hold(
            reply.leads_to() == Some(to.as_str()),
            format!("expected to lead to {to}"),
        );
    }
    if let Some(page) = &expected.page {
        hold(reply.end == *page, format!("expected the page {page}"));
        hold(reply.leads_to().is_none(), "expected to stay".to_owned());
    }
    if let Some(field) = &expected.field {
        let value = format!("type=\"text\" dir=\"ltr\" value=\"{}\"", repeated(field));
        hold(
            reply.body.contains(&value),
            format!("expected the field to hold {field}"),
        );
    }
    if let Some(marked) = expected.wrong {
        hold(
            reply.body.contains("aria-invalid=\"true\"") == marked,
            format!("expected the field to be wrong: {marked}"),
        );
    }
    for text in &expected.shows {
        hold(
            reply.body.contains(text.as_str()),
            format!("expected to see {text}"),
        );
    }
    for text in &expected.hides {
        hold(
            !reply.body.contains(text.as_str()),
            format!("expected not to see {text}"),
        );
    }
    if let Some(status) = expected.status {
        hold(reply.status == status, format!("expected status {status}"));
    }
    for (name, value) in &expected.carries {
        hold(
            reply.header(name) == Some(value),
            format!("expected {name}: {value}"),
        );
    }
    for name in &expected.lacks {
        hold(reply.header(name).is_none(), format!("expected no {name}"));
    }
    wrong
}

/// Replaces `{x*64}` by 64 times `x`.
fn repeated(text: &str) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        whole += before;
        let unit = from.split_once('}').and_then(|(inside, behind)| {
            let (unit, times) = inside.split_once('*')?;
            Some((unit.repeat(times.parse().ok()?), behind))
        });
        if let Some((unit, behind)) = unit {
            whole += &unit;
            rest = behind;
        } else {
            whole.push('{');
            rest = from;
        }
    }
    whole + rest
}

/// Percent-encodes all but letters, digits and `-._~`.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// A text with the length of what is sealed in it instead of what is sealed: no two are alike, and a
/// length can tell something.
pub(crate) fn without_seals(text: &str) -> String {
    let mut text = text.to_owned();
    for before in ["flow=s", "name=\"flow\" value=\"s"] {
        let mut parts = text.split(before);
        let mut masked = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let rest =
                part.trim_start_matches(|it: char| it.is_ascii_alphanumeric() || "-_".contains(it));
            let sealed = part.len() - rest.len();
            let _ = write!(masked, "{before}({sealed} sealed){rest}");
        }
        text = masked;
    }
    text
}

/// An answer without what it may say about one address: the local part wherever the address is
/// echoed (also in the form that a connection wants, and where a typing error is doubted), the
/// decision's id and the flow's value.
pub(crate) fn masked(
    reply: &Reply,
    local: &str,
    domain: &str,
) -> (u16, Vec<(String, String)>, String, String) {
    let id = reply.header("vestibule-decision").unwrap_or("").to_owned();
    // Without keys a flow stands there in plain text.
    let flow = reply.flow().filter(|flow| !flow.starts_with('s'));
    let flow = flow.unwrap_or("").to_owned();
    let html: String = local
        .chars()
        .map(|it| match it {
            '&' => "&#38;".to_owned(),
            '\'' => "&#39;".to_owned(),
            '"' => "&#34;".to_owned(),
            '<' => "&#60;".to_owned(),
            '>' => "&#62;".to_owned(),
            other => other.to_string(),
        })
        .collect();
    let mask = |text: &str| {
        let mut text = without_seals(text);
        for domain in [domain, "corp.hooli.example", "gmail.com"] {
            text = text.replace(&format!("{html}@{domain}"), "ADDRESS");
            text = text.replace(&format!("{}%40{domain}", encode(local)), "ADDRESS");
        }
        for secret in [&id, &flow] {
            if !secret.is_empty() {
                text = text.replace(secret.as_str(), "MASKED");
            }
        }
        text
    };
    let headers = reply.headers.iter();
    let headers = headers
        .map(|(name, value)| (name.clone(), mask(value)))
        .collect();
    (reply.status, headers, mask(&reply.body), reply.end.clone())
}
