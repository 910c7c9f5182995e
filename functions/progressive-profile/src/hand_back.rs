//! Back to the tenant, with or without answers.

use serde_json::{Map, Value, json};
use vestibule_claims::Object;
use vestibule_http::{Origin, Outcome, RawQuery, SafeRedirect, Step};
use vestibule_identity::UnixSeconds;
use vestibule_pages::{Frame, HandingBack, Link};
use vestibule_profile::{Answer, Kind, StoreKind};

use crate::answer_token::AnswerToken;
use crate::claim::{Claim, Claimed};
use crate::consent::Statement;
use crate::decide::{Context, Decision, Need, Stepped};
use crate::desk::Desk;
use crate::form::trace;
use crate::opened::{Locks, Opened};
use crate::place::{Place, language};
use crate::refuse::{Refusal, refuse_at};
use crate::sheet::Verdicts;
use crate::tenant_hosts;
use crate::trace::End;

/// Why somebody goes back without answers: what the Action, and so the callout, reads in `profile.skipped`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HandedBack {
    /// They chose to.
    Skipped,
    /// The answers could not be claimed.
    Unavailable,
    /// There is nothing to ask any more.
    NotAsked,
}

impl HandedBack {
    const fn name(self) -> &'static str {
        match self {
            Self::Skipped => "user",
            Self::Unavailable => "unavailable",
            Self::NotAsked => "not-asked",
        }
    }

    const fn end(self) -> End {
        match self {
            Self::Skipped | Self::NotAsked => End::Skipped,
            Self::Unavailable => End::Unavailable,
        }
    }
}

/// The claims that answers come to: by whose metadata they are for, and the names of the fields that were answered.
pub(crate) fn claims_of(verdicts: &Verdicts<'_>) -> Object {
    let mut user = Map::new();
    let mut app = Map::new();
    let mut answered = Vec::new();
    let mut consents = Map::new();
    for (question, _, verdict) in verdicts {
        let Ok(Some(answer)) = verdict else {
            continue;
        };
        let field = &question.field;
        let metadata = match field.store.kind {
            StoreKind::User => &mut user,
            StoreKind::App => &mut app,
        };
        metadata.insert(field.store.key.to_owned(), value_of(answer));
        answered.push(Value::from(field.name));
        if let Kind::Consent(consent) = &field.kind {
            consents.insert(field.name.to_owned(), Value::from(consent.version));
        }
    }
    let mut claims = Object::new();
    claims.insert("user_metadata".to_owned(), Value::Object(user));
    claims.insert("app_metadata".to_owned(), Value::Object(app));
    let profile = json!({ "answered": answered, "consents": consents });
    claims.insert("profile".to_owned(), profile);
    claims
}

fn value_of(answer: &Answer) -> Value {
    let mut json = String::new();
    answer.write_json(&mut json);
    // It writes JSON; what could not be read would be nothing.
    serde_json::from_str(&json).unwrap_or_default()
}

/// What somebody said, and how that ends their trip.
pub(crate) struct Said<'v> {
    pub(crate) claims: Object,
    pub(crate) statements: Vec<Statement<'v>>,
    pub(crate) end: End,
}

/// Why answers are not taken.
pub(crate) enum NotTaken {
    /// Something else was answered before.
    Spent,
    /// Nobody can take them now; why, for the log, if it is not the store of claims.
    Unavailable(Option<&'static str>),
}

/// Goes back with answers that were claimed; or says what the claim is.
///
/// A consent that cannot be proved is none: without a [`Desk`] answers that have one are not taken, whatever else is among them.
pub(crate) fn with_answers(
    context: Context<'_>,
    opened: &Opened,
    locks: Locks<'_>,
    place: &Place<'_>,
    said: Said<'_>,
) -> Step<Result<Decision, NotTaken>, Need> {
    let Said {
        mut claims,
        statements,
        end,
    } = said;
    let mut text = Value::Object(claims.clone()).to_string();
    let desk = if statements.is_empty() {
        None
    } else {
        match Desk::open(context) {
            Ok(desk) => Some(desk),
            Err(why) => return Step::Done(Err(NotTaken::Unavailable(Some(why)))),
        }
    };
    if let Some(desk) = &desk {
        // What was shown belongs to what was answered: the same box beside another text is another answer.
        text.extend(["\n", desk.key_id()]);
        for statement in &statements {
            text.extend(["\n", &statement.line()]);
        }
    }
    let at = match context.claimed {
        None => return Step::Need(vec![Need::Claim(Claim::of(&opened.session, &text))]),
        Some(Claimed::Granted { at }) => at,
        Some(Claimed::Refused) => return Step::Done(Err(NotTaken::Spent)),
        Some(Claimed::Unavailable) => return Step::Done(Err(NotTaken::Unavailable(None))),
    };
    let receipts = desk.map(|desk| desk.sign(opened, &statements, at));
    match (receipts, claims.get_mut("profile")) {
        (Some(Ok(receipts)), Some(Value::Object(profile))) => {
            profile.insert("receipts".to_owned(), Value::from(receipts));
        }
        (Some(Err(why)), _) => return Step::Done(Err(NotTaken::Unavailable(Some(why)))),
        _ => {}
    }
    match go(context, opened, locks, place, claims, at, end) {
        Step::Done(decision) => Step::Done(Ok(decision)),
        Step::Need(needs) => Step::Need(needs),
    }
}

/// Goes back without answers, and without a claim: there is nothing in it that could be answered twice.
pub(crate) fn without_answers(
    context: Context<'_>,
    opened: &Opened,
    locks: Locks<'_>,
    place: &Place<'_>,
    why: HandedBack,
) -> Stepped {
    let claims = skipped(why);
    go(
        context,
        opened,
        locks,
        place,
        claims,
        context.now,
        why.end(),
    )
}

/// The claims of whoever goes back without answers.
pub(crate) fn skipped(why: HandedBack) -> Object {
    let mut claims = Object::new();
    claims.insert(
        "profile".to_owned(),
        json!({ "answered": [], "skipped": why.name() }),
    );
    claims
}

fn go(
    context: Context<'_>,
    opened: &Opened,
    locks: Locks<'_>,
    place: &Place<'_>,
    claims: Object,
    at: UnixSeconds,
    end: End,
) -> Stepped {
    let session = &opened.session;
    let mut hosts = tenant_hosts::of(context.snapshot, context.tenant_origin);
    let origin = hosts
        .find(|(host, _)| *host == session.issuer)
        .and_then(|(_, origin)| Origin::parse(origin).ok());
    let Some(origin) = origin else {
        let gone = Refusal::new(End::NoSession, "the tenant has that host no more");
        return Step::Done(refuse_at(context, opened, place, gone));
    };
    let state = [("state", session.state.as_str())];
    let target = SafeRedirect::on_origin(origin, "/continue", RawQuery::new(""), &state);
    let target = target.for_link();
    let token = AnswerToken::issue(locks.secrets, session, claims, at);
    let token = token.map_err(|error| error.to_string());
    let link = Link::parse(&target).map_err(|error| error.to_string());
    let (token, target) = match (token, link) {
        (Ok(token), Ok(target)) => (token, target),
        (Err(why), _) | (_, Err(why)) => {
            let failed = Refusal::new(End::Unavailable, why);
            return Step::Done(refuse_at(context, opened, place, failed));
        }
    };
    let brand = place.brand();
    let spoken = language(context, Some(&opened.ask), place);
    let page = HandingBack {
        frame: Frame::new(&brand, &spoken)
            .with_reference(context.id)
            .in_one_language(),
        target,
        token: token.as_str(),
        schemes: &[],
        is_loopback: origin.as_str().starts_with("http://"),
    };
    Step::Done(Decision {
        outcome: Outcome::Page(page.render().into()),
        // The cookie stays: an identical repeat gets the same token, and anything else is refused by the claim.
        cookies: Vec::new(),
        trace: trace(opened, place, end),
    })
}
