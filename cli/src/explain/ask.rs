//! Asking home realm, as a visitor's browser would.

use vestibule_home_realm::{Context, Decision, End, decide};
use vestibule_http::{RawQuery, Request, Response, Step};
use vestibule_pages::{ConnectionChooser, Identifier, OrganizationPicker};
use vestibule_tenant::{NetworkFacts, Snapshot};

use super::browser::{Browser, note};
use super::describe::describe;
use super::question::Question;
use super::question_error::QuestionError;
use super::report::{Parameter, Report, Sent};

/// The id of decisions that nobody can look up.
const NO_ID: &str = "00000000000000000000000000000000";

/// Where forms of ours are sent to.
const FORM: &str = "/edge/realm";

/// The button that takes the way that was taken last time.
pub(super) const REMEMBERED: &str = "remembered";

/// A request that was decided, and the answer as it goes over the wire.
pub(super) struct Answered {
    pub(super) decision: Decision,
    pub(super) response: Response,
}

/// Takes the decision, and the one after it if a page is shown and the question says what is typed
/// or picked on it.
pub(super) fn ask(snapshot: &Snapshot, question: &Question) -> Result<Report, QuestionError> {
    let manifest = snapshot.manifest();
    let network = question.network()?;
    let link = question.link(manifest)?;
    let mut browser = Browser::of(question, manifest)?;
    let mut notes = Vec::new();
    let been = match browser.as_mut().zip(question.hops) {
        Some((browser, hops)) => go_around(snapshot, network, &link, browser, hops)?,
        None => 0,
    };
    let first = send(snapshot, network, "GET", &link, "", browser.as_mut())?;
    note(
        question,
        manifest,
        been,
        first.decision.trace.end,
        &mut notes,
    );
    let mut sent = vec![sent("GET", link.clone(), Vec::new(), &first)];
    let mut last = first;
    if question.answers_pages() {
        match flow(&last.response.body) {
            Some(flow) => {
                let origin = Request::new("GET", &link, "").map_or("", |request| request.origin);
                let url = format!("{origin}{FORM}");
                let fields = fields(question);
                let body = form(flow, &fields);
                last = send(snapshot, network, "POST", &url, &body, browser.as_mut())?;
                sent.push(self::sent("POST", url, fields, &last));
                if last.decision.trace.end == End::SeeOther {
                    let address = location(&last.response);
                    let url = format!("{origin}{address}");
                    last = send(snapshot, network, "GET", &url, "", browser.as_mut())?;
                    sent.push(self::sent("GET", url, Vec::new(), &last));
                }
            }
            None => notes.push(
                "nothing is typed or picked: the request is answered without a form".to_owned(),
            ),
        }
    }
    Ok(describe(snapshot, &link, last, sent, notes))
}

fn send(
    snapshot: &Snapshot,
    network: NetworkFacts,
    method: &str,
    url: &str,
    body: &str,
    browser: Option<&mut Browser>,
) -> Result<Answered, QuestionError> {
    let request = Request::new(method, url, body).map_err(|_| QuestionError::RelativeUrl)?;
    let host = request.origin.split_once("://");
    let context = Context {
        snapshot: Some(snapshot),
        manifest: None,
        at_last: false,
        tenant_origin: None,
        host: host.map_or("", |(_, host)| host),
        network,
        memory: browser.as_deref().map(Browser::memory),
        accept_language: Some(""),
        remembered_language: "",
        caller: vestibule_home_realm::Caller::default(),
        id: NO_ID,
    };
    match decide(&request, context) {
        None => Err(QuestionError::NotOurs(request.path.to_owned())),
        Some(Step::Need(_)) => Err(QuestionError::Incomplete),
        Some(Step::Done(decision)) => {
            if let Some(browser) = browser {
                browser.keep(&decision.cookies);
            }
            let response = Response::new(decision.outcome.clone(), None, request.method, NO_ID);
            Ok(Answered { decision, response })
        }
    }
}

/// Lets the browser send the request over and over, as it does when something sends it back each
/// time, and says how often it was sent on. Nothing counts once it is not.
fn go_around(
    snapshot: &Snapshot,
    network: NetworkFacts,
    link: &str,
    browser: &mut Browser,
    hops: u8,
) -> Result<u8, QuestionError> {
    for been in 0..hops {
        let answered = send(snapshot, network, "GET", link, "", Some(browser))?;
        if answered.decision.cookies.is_empty() {
            return Ok(been);
        }
    }
    Ok(hops)
}

fn sent(method: &'static str, url: String, fields: Vec<Parameter>, answered: &Answered) -> Sent {
    Sent {
        method,
        url,
        fields,
        status: answered.response.status,
        end: answered.decision.trace.end.name(),
    }
}

fn location(response: &Response) -> &str {
    let mut lines = response.lines();
    lines
        .find(|(name, _)| *name == "location")
        .map_or("", |(_, target)| target)
}

/// The state that a page's form carries. It is read from the page, as a browser does, and not made
/// here: how it is written is home realm's own affair.
fn flow(page: &str) -> Option<&str> {
    let (_, value) = page.split_once("name=\"flow\" value=\"")?;
    value.split_once('"').map(|(value, _)| value)
}

fn fields(question: &Question) -> Vec<Parameter> {
    let remembered = question.pick_remembered.then_some("1");
    [
        (Identifier::FIELD, question.typed.as_deref()),
        (
            OrganizationPicker::FIELD,
            question.pick_organization.as_deref(),
        ),
        (
            ConnectionChooser::FIELD,
            question.pick_connection.as_deref(),
        ),
        (REMEMBERED, remembered),
    ]
    .into_iter()
    .filter_map(|(name, value)| {
        Some(Parameter {
            name: name.to_owned(),
            value: value?.to_owned(),
        })
    })
    .collect()
}

fn form(flow: &str, fields: &[Parameter]) -> String {
    let fields = fields
        .iter()
        .map(|field| (field.name.as_str(), field.value.as_str()));
    let all: Vec<_> = std::iter::once(("flow", flow)).chain(fields).collect();
    RawQuery::new("").followed_by(&all)
}
