//! `/edge/error`: Auth0's custom error page, and what an application got at its callback and hands over.

use vestibule_http::{RawQuery, Step};
use vestibule_pages::{Topic, TrackingId};
use vestibule_tenant::{RuleEffect, Snapshot, Trigger};

use crate::catalogue;
use crate::decide::{Context, Decision, Stepped};
use crate::page::{self, Said};
use crate::place::Place;
use crate::trace::{End, Trace};

/// Where it stands; Auth0's tenant setting `error_page.url` names it.
pub(crate) const PATH: &str = "/edge/error";

/// Explains an error.
///
/// Of Auth0's parameters `error` and `error_description` choose what is said, `client_id` and `organization` whose page it
/// is and where it leads, `connection` whose page it is where nothing else says so, `tracking` (older tenants say
/// `tracking_id`) is shown. `log_url` is never shown, and `state` is not read. Every one of them may be missing, and nothing becomes worse by it than less precise.
pub(crate) fn answer(context: Context<'_>, query: RawQuery<'_>) -> Stepped {
    let place = match Place::find(context, query) {
        Step::Done(place) => place,
        Step::Need(shards) => return Step::Need(shards),
    };
    let error = query.first_non_empty("error").unwrap_or_default();
    let description = query
        .first_non_empty("error_description")
        .unwrap_or_default();
    let said = catalogue::read(&error, &description);
    let denial = said
        .code
        .zip(context.snapshot)
        .filter(|_| said.topic.is_none())
        .and_then(|(code, snapshot)| Denial::find(snapshot, code));
    let topic = match (&denial, said.topic) {
        (Some(_), _) => Topic::Denied,
        (None, Some(topic)) => topic,
        (None, None) => catalogue::topic_of(&error, &description),
    };
    let tracking = ["tracking", "tracking_id"]
        .iter()
        .find_map(|name| query.first_non_empty(name));
    let tracking = tracking
        .as_deref()
        .and_then(|id| TrackingId::parse(id).ok());
    let explained = Said {
        reason: denial.as_ref().map(|denial| denial.reason),
        tracking,
        ..Said::of(topic)
    };
    Step::Done(Decision {
        outcome: page::explain(context, query, &place, explained),
        cookies: Vec::new(),
        trace: Trace {
            topic: Some(topic),
            client: place.client.as_ref().map(|client| client.id().clone()),
            organization: place.organization().map(|it| it.id().clone()),
            rule: denial.map(|denial| denial.rule.to_owned()),
            tracking: tracking.map(|id| id.as_str().to_owned()),
            ..Trace::ended(End::Error)
        },
    })
}

/// A denial that the tenant's file has words for.
struct Denial<'a> {
    rule: &'a str,
    reason: &'a str,
}

impl<'a> Denial<'a> {
    /// The first rule that denies logins with this code.
    fn find(snapshot: &'a Snapshot, wanted: &str) -> Option<Self> {
        let rules = snapshot.manifest().claims().ok()?;
        let rules = rules.of(Trigger::PostLogin).ok()?;
        rules.into_iter().find_map(|rule| match rule.effect {
            RuleEffect::Deny { code, reason, .. } if code == wanted => Some(Self {
                rule: rule.name,
                reason,
            }),
            _ => None,
        })
    }
}
