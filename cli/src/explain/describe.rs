//! From a decision to a [`Report`].

use vestibule_home_realm::End;
use vestibule_http::{Outcome, RawQuery, Request, Response};
use vestibule_identity::ClientId;
use vestibule_pages::{ConnectionChooser, Identifier, OrganizationPicker};
use vestibule_tenant::{Client, Snapshot};

use super::ask::{Answered, REMEMBERED};
use super::meaning;
use super::report::{Parameter, Report, Sent, Signal};

/// Describes the last decision of a login that began with `link`.
pub(super) fn describe(
    snapshot: &Snapshot,
    link: &str,
    last: Answered,
    requests: Vec<Sent>,
    mut notes: Vec<String>,
) -> Report {
    let Answered { decision, response } = last;
    let trace = decision.trace;
    let leads_to = target(&response).map(str::to_owned);
    let request = Request::new("GET", link, "").ok();
    let query = request.map_or_else(|| RawQuery::new(""), |request| request.query);
    let is_front_door = request.is_some_and(|request| request.path == "/authorize");
    let client = trace
        .client
        .as_ref()
        .and_then(|id| snapshot.manifest().client(id));
    let (mut added, mut replaced) = (None, None);
    if let Some(target) = &leads_to {
        let login_url = client.as_ref().and_then(Client::login_url);
        let before = match login_url {
            Some(url) if !is_front_door => parameters(query_of(url)),
            _ => parameters(query.as_str()),
        };
        let after = parameters(query_of(target));
        added = Some(beyond(&after, &before));
        replaced = Some(beyond(&before, &after));
    }
    note_what_puzzles(snapshot, query, &decision.outcome, trace.end, &mut notes);
    Report {
        source: "decision",
        snapshot: Some(snapshot.manifest().version()),
        way_in: trace.way_in.map(|way_in| way_in.name().to_owned()),
        client: trace.client.map(|id| id.to_string()),
        requests: Some(requests),
        signals: trace
            .considered
            .into_iter()
            .map(|considered| Signal {
                name: considered.signal.name().to_owned(),
                finding: considered.finding.name().to_owned(),
                rule: considered.rule,
            })
            .collect(),
        winner: trace.winner.map(|winner| winner.name().to_owned()),
        organization: trace.organization.map(|id| id.to_string()),
        connection: trace.connection.map(|name| name.to_string()),
        page: match decision.outcome {
            Outcome::Page(_) => meaning::page(trace.end.name()),
            _ => None,
        },
        offered: offered(trace.end, &response.body),
        answer: match decision.outcome {
            Outcome::Json(_) | Outcome::Problem(_) | Outcome::Preflight { .. } => {
                Some(response.body.clone())
            }
            _ => None,
        },
        end: Some(trace.end.name().to_owned()),
        status: Some(response.status),
        leads_to,
        added,
        replaced,
        fault: trace.fault,
        notes,
        ..Report::default()
    }
}

/// What a page offers, read from its buttons: a trace names only what was decided for.
fn offered(end: End, page: &str) -> Option<Vec<String>> {
    let field = match end {
        End::OfferedConnections => ConnectionChooser::FIELD,
        End::OfferedOrganizations => OrganizationPicker::FIELD,
        _ => return None,
    };
    let button = format!("<button class=\"choice\" name=\"{field}\" value=\"");
    let choices = page.split(&button).skip(1);
    Some(
        choices
            .filter_map(|rest| rest.split_once('"'))
            .map(|(value, _)| value.to_owned())
            .collect(),
    )
}

/// Where an answer leads: by a redirect, or by a page that goes on by itself.
fn target(response: &Response) -> Option<&str> {
    response
        .headers
        .iter()
        .find_map(|(name, value)| match *name {
            "location" => Some(value.as_str()),
            "refresh" => value.split_once("url=").map(|(_, url)| url),
            _ => None,
        })
}

fn query_of(url: &str) -> &str {
    url.split_once('?').map_or("", |(_, query)| query)
}

fn parameters(query: &str) -> Vec<Parameter> {
    RawQuery::new(query)
        .pairs()
        .map(|pair| Parameter {
            name: pair.name().into_owned(),
            value: pair.value().into_owned(),
        })
        .collect()
}

/// What is in one list more often than in the other.
fn beyond(these: &[Parameter], known: &[Parameter]) -> Vec<Parameter> {
    let mut others: Vec<&Parameter> = known.iter().collect();
    these
        .iter()
        .filter(|this| match others.iter().position(|other| other == this) {
            Some(place) => {
                others.swap_remove(place);
                false
            }
            None => true,
        })
        .cloned()
        .collect()
}

/// Says what a trace does not, since the log has no use for it.
fn note_what_puzzles(
    snapshot: &Snapshot,
    query: RawQuery<'_>,
    outcome: &Outcome,
    end: End,
    notes: &mut Vec<String>,
) {
    let client = query.first("client_id");
    let Some(id) = client.filter(|id| !id.is_empty()) else {
        notes.push("the request names no client".to_owned());
        return;
    };
    let known = ClientId::parse(&id)
        .ok()
        .and_then(|id| snapshot.manifest().client(&id));
    match known {
        None => notes.push("the tenant file has no client of this id".to_owned()),
        Some(client) if end == End::Refused && client.login_url().is_none() => notes
            .push("the client has no `login_url`, so no login can start at /edge/realm".to_owned()),
        Some(_) => {}
    }
    let has = |name: &str| match outcome {
        Outcome::Page(page) => page.body.contains(&format!("name=\"{name}\"")),
        _ => false,
    };
    if has(Identifier::DOUBTED) {
        notes.push("the page asks whether another address was meant".to_owned());
    }
    if has(REMEMBERED) {
        notes.push(
            "the page offers what the browser remembers, to be taken by one press".to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(query: &str) -> Vec<Parameter> {
        parameters(query)
    }

    #[test]
    fn repeated_parameters_are_counted() {
        assert_eq!(
            beyond(&pairs("a=1&a=1&b=2"), &pairs("a=1")),
            pairs("a=1&b=2")
        );
        assert_eq!(beyond(&pairs("a=1"), &pairs("b=2&a=1")), []);
    }
}
