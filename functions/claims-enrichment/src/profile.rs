//! What of the tenant's profile a login asks its user for.

use serde_json::Value as Json;
use vestibule_http::sealed::{Keys, seal_alike};
use vestibule_http::webhook::Macs;
use vestibule_identity::{ClientId, OrganizationId, UnixSeconds};
use vestibule_profile::ask::{
    Ask, AskedField, Candidate, Decision, Login, Outcome, PURPOSE, Verdict, decide,
};
use vestibule_rules::{Inputs, Value};
use vestibule_tenant::{Snapshot, SnapshotError};

use crate::answer::{Answer, Denial, Redirect};
use crate::book::entered;
use crate::evaluate::Evaluator;
use crate::inputs::{find, find_list, find_text};
use crate::progress::nothing;

/// The code of the denial of somebody whose profile lacks what it must not.
pub const PROFILE_INCOMPLETE: &str = "profile_incomplete";
/// What people are told then.
const INCOMPLETE_REASON: &str = "Something that this application has to know about you is missing. Please sign in again to add it.";
/// What a denial of ours names instead of a rule.
pub(crate) const PROFILE: &str = "profile";
/// Where the form is, below an origin of ours.
const PATH: &str = "/edge/profile";
/// How many languages of an application are passed on, and the longest tag of one, in octets.
const MAX_LANGUAGES: usize = 8;
const MAX_TAG: usize = 35;
/// Longest name of an account that is passed on, in octets: as long as an address can be.
const MAX_ACCOUNT: usize = 320;

/// What was decided about a user's profile, and what the page needs to know if it is to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profiling<'a> {
    /// Which fields are asked for, and why not the others.
    pub decision: Decision<'a>,
    /// What the page is told; `None` if nothing is asked.
    pub ask: Option<Ask>,
}

/// Decides what a login asks its user for; `None` if the tenant asks nobody for anything.
///
/// It is a function of the event, the configuration and the time, and fetches nothing.
///
/// # Errors
///
/// A [`SnapshotError`] if the profile is damaged.
pub fn profile<'s>(
    event: &Value<'_>,
    snapshot: &'s Snapshot,
    now: UnixSeconds,
) -> Result<Option<Profiling<'s>>, SnapshotError> {
    let Some(profile) = snapshot.manifest().profile()? else {
        return Ok(None);
    };
    let id = |object: &str, name: &str| find_text(event, &[object, name]);
    let organization = id("organization", "id").and_then(|id| OrganizationId::parse(id).ok());
    let client = id("client", "client_id").and_then(|id| ClientId::parse(id).ok());
    let over = profile.override_for(organization.as_ref(), client.as_ref())?;
    let candidates = profile.candidates(over.as_ref())?;
    let policy = profile.policy(over.as_ref());
    let mut login = Login::of_event(event, now);
    // What was answered just now counts: of a consent nothing else does.
    if let Some(book) = entered(event, &candidates, &login.book, now) {
        login.book = book;
    }
    let inputs = Inputs::new().with("event", event.clone()).with("now", now);
    let mut evaluator = Evaluator::new(&inputs, &[]);
    let decision = decide(&candidates, &login, &policy, &mut |candidate| {
        evaluator.condition(candidate.when?).ok()
    });
    let ask = match &decision.outcome {
        Outcome::Ask(pages) => Some(Ask {
            steps: steps(pages, &decision),
            prefill: prefill(&candidates, &decision, &login, &mut evaluator),
            account: account(event),
            organization: organization.map(|id| id.as_str().to_owned()),
            client: client.map(|id| id.as_str().to_owned()),
            languages: languages(event),
        }),
        Outcome::Nothing | Outcome::Incomplete(_) => None,
    };
    Ok(Some(Profiling { decision, ask }))
}

impl<'a> Answer<'a> {
    /// Takes in what was decided about the profile: a denial, if it is incomplete.
    pub(crate) fn take_profile(&mut self, profile: Option<Profiling<'a>>) {
        self.profile = profile;
        let is_incomplete =
            |profile: &Profiling<'_>| matches!(profile.decision.outcome, Outcome::Incomplete(_));
        if self.profile.as_ref().is_some_and(is_incomplete) {
            self.deny_incomplete();
        }
    }

    /// Leads the user to the form, if there is something to ask: with what it is to ask sealed for this user, in the same octets
    /// for a repeat.
    ///
    /// Without keys, an origin of ours or a form, there is no way there: what is required then denies, and the rest waits.
    pub(crate) fn lead(
        &mut self,
        event: &Value<'_>,
        snapshot: &Snapshot,
        keys: Option<&Keys>,
        (macs, id): (&Macs<'_>, &str),
    ) {
        let Some(ask) = self
            .profile
            .as_ref()
            .and_then(|profile| profile.ask.as_ref())
        else {
            return;
        };
        let origin = snapshot.manifest().edge_origins().next();
        let user = find_text(event, &["user", "user_id"]).unwrap_or_default();
        let sealed =
            keys.and_then(|keys| seal_alike(keys, macs, (PURPOSE, id), &ask.write(), user));
        if let Some((ask, origin)) = sealed.zip(origin) {
            self.redirect = Some(Redirect {
                url: format!("{origin}{PATH}"),
                page: PROFILE,
                ask,
            });
        } else if ask.steps.iter().flatten().any(|field| field.required) {
            self.deny_incomplete();
        }
    }

    /// Denies, and leaves out all that a login that does not happen has no use for.
    fn deny_incomplete(&mut self) {
        self.denial = Some(Denial {
            rule: PROFILE,
            code: PROFILE_INCOMPLETE,
            reason: INCOMPLETE_REASON,
            user_message: None,
            revocation: None,
            shows_notice: false,
        });
        self.id_token = nothing(self.id_token.budget);
        self.access_token = nothing(self.access_token.budget);
        self.add_scopes = Vec::new();
        self.remove_scopes = Vec::new();
        self.user_metadata = Vec::new();
        self.app_metadata = Vec::new();
        self.transaction_metadata = Vec::new();
        self.session_expires_at = None;
        self.session_idle_expires_at = None;
    }
}

/// The fields by page, each with whether the login goes on only with an answer.
fn steps(pages: &[Vec<&str>], decision: &Decision<'_>) -> Vec<Vec<AskedField>> {
    let is_required = |name: &str| {
        let is_it = |(other, verdict): &(&str, Verdict)| {
            *other == name && matches!(verdict, Verdict::Asked { required: true, .. })
        };
        decision.verdicts.iter().any(is_it)
    };
    let field = |name: &&str| AskedField {
        name: (*name).to_owned(),
        required: is_required(name),
    };
    let page = |page: &Vec<&str>| page.iter().map(field).collect();
    pages.iter().map(page).collect()
}

/// What stands in the controls at first.
fn prefill<'a>(
    candidates: &[Candidate<'a>],
    decision: &Decision<'_>,
    login: &Login<'_>,
    evaluator: &mut Evaluator<'a, '_>,
) -> Vec<(String, Vec<String>)> {
    let mut filled = Vec::new();
    for (candidate, (_, verdict)) in candidates.iter().zip(&decision.verdicts) {
        // A box that is ticked already would be no agreement.
        if !matches!(verdict, Verdict::Asked { .. }) || candidate.consent.is_some() {
            continue;
        }
        let value = match candidate.prefill {
            Some(program) => evaluator.value(program).ok(),
            None => login
                .stored(candidate.store)
                .and_then(|stored| stored.to_json().ok()),
        };
        let values = value.map(plain).unwrap_or_default();
        if !values.is_empty() {
            filled.push((candidate.name.to_owned(), values));
        }
    }
    filled
}

/// The plain form of an answer; nothing for what is none.
fn plain(value: Json) -> Vec<String> {
    match value {
        Json::String(text) => vec![text],
        Json::Bool(yes) => vec![yes.to_string()],
        Json::Number(number) => vec![number.to_string()],
        Json::Array(items) => items
            .into_iter()
            .filter_map(|item| match item {
                Json::String(text) => Some(text),
                _ => None,
            })
            .collect(),
        Json::Null | Json::Object(_) => Vec::new(),
    }
}

/// What the user knows their account by.
fn account(event: &Value<'_>) -> Option<String> {
    let user = find(event, &["user"])?;
    ["email", "username", "phone_number", "name"]
        .iter()
        .find_map(|name| find_text(&user, &[name]))
        .filter(|text| (1..=MAX_ACCOUNT).contains(&text.len()))
        .map(str::to_owned)
}

/// The languages that the application asks for.
fn languages(event: &Value<'_>) -> Vec<String> {
    let asked = find_list(event, &["transaction", "ui_locales"]);
    asked
        .filter_map(|tag| tag.as_str().map(str::to_owned))
        .filter(|tag| (1..=MAX_TAG).contains(&tag.len()))
        .take(MAX_LANGUAGES)
        .collect()
}
