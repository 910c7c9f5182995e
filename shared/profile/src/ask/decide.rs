//! Which fields are asked for now.

use vestibule_identity::UnixSeconds;

use super::{Candidate, Flow, Login, Phase, Policy};
use crate::Presence;

/// What was decided about a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision<'a> {
    /// What is to happen.
    pub outcome: Outcome<'a>,
    /// What became of each field, in the order of the candidates.
    pub verdicts: Vec<(&'a str, Verdict)>,
}

/// What is to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// Nothing: the login goes on.
    Nothing,
    /// The user is asked for these fields, by page; neither the list nor a page of it is empty.
    Ask(Vec<Vec<&'a str>>),
    /// These are missing, must not be, and cannot be asked for (any more).
    Incomplete(Vec<&'a str>),
}

/// What became of a field, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is asked for.
    Asked {
        /// Whether the login goes on only with an answer.
        required: bool,
        /// The page that it is on.
        step: u8,
    },
    /// It is missing, must not be, and cannot be asked for.
    Missing,
    /// The organization or the client does without it.
    LeftOut,
    /// Its condition on the event is false.
    DoesNotApply,
    /// Its condition on the event cannot be evaluated, and it is not required.
    ConditionFailed,
    /// Another answer is not as it has to be.
    OtherAnswer,
    /// There is an answer, and it stays good.
    Known,
    /// There is an answer, and it is good until then.
    Fresh(UnixSeconds),
    /// The user cannot be led to a page.
    CannotRedirect(Flow),
    /// The user has just been asked, in this login.
    JustAsked,
    /// It is the user's first login, or it is not known whether it is.
    FirstLogin,
    /// The user was asked not long ago; when it may be asked for again.
    TooSoon(UnixSeconds),
    /// The user was asked as often as users are without ever answering.
    GivenUp,
    /// Others come first, and a login asks for no more.
    Full,
}

/// Seconds that the clocks of two parties may differ by.
const SKEW: i64 = 300;
const DAY: i64 = 86_400;

/// Decides which of the candidates are asked for.
///
/// `when` says whether the condition of a candidate on the event is true; `None`: it cannot be evaluated. It is asked only for
/// candidates that have one.
// Not taken apart into its caller, which is optimized for speed: logins without a profile never come here.
#[inline(never)]
#[must_use]
pub fn decide<'a>(
    candidates: &[Candidate<'a>],
    login: &Login<'_>,
    policy: &Policy,
    when: &mut dyn FnMut(&Candidate<'a>) -> Option<bool>,
) -> Decision<'a> {
    let mut fates: Vec<Fate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let fate = fate(candidate, candidates, &fates, login, policy, when);
        fates.push(fate);
    }
    let missing = pick(candidates, &mut fates, login, policy);
    let outcome = if missing.is_empty() {
        pages(candidates, &fates)
    } else {
        Outcome::Incomplete(missing)
    };
    let names = candidates.iter().map(|candidate| candidate.name);
    Decision {
        outcome,
        verdicts: names.zip(fates.iter().map(Fate::verdict)).collect(),
    }
}

/// What is known of a candidate so far.
#[derive(Clone, Copy)]
enum Fate {
    Settled(Verdict),
    Due(Due),
}

/// An answer that is missing or has grown old.
#[derive(Clone, Copy)]
struct Due {
    /// Whether the login cannot go on without one.
    required: bool,
    /// The place of the field on whose answer it hangs, if that one is due as well.
    depends_on: Option<usize>,
    /// What keeps it from being asked for, if anything does.
    kept_by: Option<Verdict>,
    rank: Rank,
}

/// What comes first when not all can be asked for: what is required, then what has the higher priority.
type Rank = (bool, u8);

impl Fate {
    const fn verdict(&self) -> Verdict {
        match self {
            Self::Settled(verdict) => *verdict,
            // All are settled in the end.
            Self::Due(_) => Verdict::Full,
        }
    }
}

fn fate<'a>(
    candidate: &Candidate<'a>,
    candidates: &[Candidate<'a>],
    fates: &[Fate],
    login: &Login<'_>,
    policy: &Policy,
    when: &mut dyn FnMut(&Candidate<'a>) -> Option<bool>,
) -> Fate {
    if candidate.left_out {
        return Fate::Settled(Verdict::LeftOut);
    }
    let is_required = is_required(&candidate.presence, login);
    if candidate.when.is_some() {
        match when(candidate) {
            Some(true) => {}
            Some(false) => return Fate::Settled(Verdict::DoesNotApply),
            // What must not be missing is not given up because a condition is broken.
            None if is_required => {}
            None => return Fate::Settled(Verdict::ConditionFailed),
        }
    }
    let depends_on = match depends_on(candidate, candidates, fates, login) {
        Ok(other) => other,
        Err(verdict) => return Fate::Settled(verdict),
    };
    let is_missing = match answer(candidate, login) {
        Ok(verdict) => return Fate::Settled(verdict),
        Err(is_missing) => is_missing,
    };
    let required = is_required && is_missing;
    let mut rank = (required, candidate.priority);
    if let Some(Fate::Due(other)) = depends_on.and_then(|other| fates.get(other)) {
        // Not before the one whose answer decides whether it is shown.
        rank = (rank.0.min(other.rank.0), rank.1.min(other.rank.1));
    }
    Fate::Due(Due {
        required,
        depends_on,
        kept_by: kept_by(required, login, policy),
        rank,
    })
}

/// Whether the user may not go on without an answer.
fn is_required(presence: &Presence<'_>, login: &Login<'_>) -> bool {
    match presence {
        Presence::Optional => false,
        Presence::Required => true,
        Presence::RequiredForScopes(scopes) => {
            scopes.iter().any(|scope| login.scopes.contains(scope))
        }
    }
}

/// The place of the field on whose answer this one hangs, if that will only be known when the user has answered.
fn depends_on(
    candidate: &Candidate<'_>,
    candidates: &[Candidate<'_>],
    fates: &[Fate],
    login: &Login<'_>,
) -> Result<Option<usize>, Verdict> {
    let Some(condition) = &candidate.only_if else {
        return Ok(None);
    };
    let mut earlier = candidates.iter().zip(fates).enumerate();
    let found = earlier.find(|(_, (other, _))| other.name == condition.field);
    match found {
        Some((place, (_, Fate::Due(_)))) => Ok(Some(place)),
        Some((_, (other, _))) if has_answer(other, &condition.any_of, login) => Ok(None),
        _ => Err(Verdict::OtherAnswer),
    }
}

/// Whether the answer that is known is as a condition wants it.
fn has_answer(candidate: &Candidate<'_>, any_of: &[&str], login: &Login<'_>) -> bool {
    if candidate.consent.is_some() {
        // What counts of a consent is what the book says.
        return login.book.answered(candidate.name).is_some()
            && (any_of.is_empty() || any_of.contains(&"true"));
    }
    login.has_answer(candidate.store, any_of)
}

/// Says that there is a good answer; or else whether there is none at all.
fn answer(candidate: &Candidate<'_>, login: &Login<'_>) -> Result<Verdict, bool> {
    let answered = login.book.answered(candidate.name);
    if let Some(consent) = candidate.consent {
        let answered = answered.ok_or(true)?;
        let is_current = answered.version.as_deref() == Some(consent.version);
        let must_renew = consent.renew_from.is_some_and(|from| login.now.0 >= from);
        if !is_current && must_renew {
            return Err(true);
        }
    } else if login.stored(candidate.store).is_none() {
        return Err(true);
    }
    let Some(days) = candidate.stale_after else {
        return Ok(Verdict::Known);
    };
    // An answer of which nobody knows how old it is may be older than any, and one from the future is of that kind.
    let at = answered.map(|answered| answered.at).ok_or(false)?;
    let until = at.plus(i64::from(days) * DAY);
    if login.now < until && at.since(login.now) <= SKEW {
        Ok(Verdict::Fresh(until))
    } else {
        Err(false)
    }
}

/// What keeps a field that is due from being asked for in this login, whatever else is asked for.
fn kept_by(required: bool, login: &Login<'_>, policy: &Policy) -> Option<Verdict> {
    let budget = policy.budget;
    if login.phase == Phase::Continue {
        return Some(Verdict::JustAsked);
    }
    if !login.flow.can_redirect() {
        return Some(Verdict::CannotRedirect(login.flow));
    }
    if required {
        return None;
    }
    if !budget.first_login && login.logins_count.is_none_or(|count| count <= 1) {
        return Some(Verdict::FirstLogin);
    }
    let book = &login.book;
    if book.prompts >= u16::from(budget.prompts_per_user) {
        return Some(Verdict::GivenUp);
    }
    // A time that lies ahead is none that anybody was asked at.
    let asked = book.prompted_at.filter(|at| at.since(login.now) <= SKEW)?;
    let skips = u8::try_from(book.skips).unwrap_or(u8::MAX);
    let next = asked.plus(budget.wait(skips));
    (login.now < next).then_some(Verdict::TooSoon(next))
}

/// Settles all that is due, and gives the names of what is missing and must not be.
fn pick<'a>(
    candidates: &[Candidate<'a>],
    fates: &mut [Fate],
    login: &Login<'_>,
    policy: &Policy,
) -> Vec<&'a str> {
    // Those of one rank stay in the order of the file, in which a field stands behind those it hangs on. Inserting a handful
    // is as quick as a sort, which would have been 5 KB of the upload.
    let mut order: Vec<(usize, Due)> = Vec::new();
    for (place, fate) in fates.iter().enumerate() {
        if let Fate::Due(due) = fate {
            let behind = order.iter().position(|(_, other)| other.rank < due.rank);
            order.insert(behind.unwrap_or(order.len()), (place, *due));
        }
    }
    let mut count = 0_u8;
    let denies = login.flow != Flow::Refresh || policy.required_at_refresh;
    for (place, due) in order {
        let Some(candidate) = candidates.get(place) else {
            continue;
        };
        let verdict = if is_hidden(candidate, due, candidates, fates, login) {
            Verdict::OtherAnswer
        } else if let Some(kept) = due.kept_by {
            if due.required && denies {
                Verdict::Missing
            } else {
                kept
            }
        } else if due.required || count < policy.budget.fields_per_login {
            count = count.saturating_add(1);
            Verdict::Asked {
                required: due.required,
                step: candidate.step,
            }
        } else {
            Verdict::Full
        };
        if let Some(fate) = fates.get_mut(place) {
            *fate = Fate::Settled(verdict);
        }
    }
    let all = candidates.iter().zip(&*fates);
    let missing = all.filter(|(_, fate)| matches!(fate, Fate::Settled(Verdict::Missing)));
    missing.map(|(candidate, _)| candidate.name).collect()
}

/// Whether a field is not shown because of another that is not asked for now, and whose stored answer is not as it has to be.
fn is_hidden(
    candidate: &Candidate<'_>,
    due: Due,
    candidates: &[Candidate<'_>],
    fates: &[Fate],
    login: &Login<'_>,
) -> bool {
    let (Some(place), Some(condition)) = (due.depends_on, &candidate.only_if) else {
        return false;
    };
    let is_asked = matches!(fates.get(place), Some(Fate::Settled(Verdict::Asked { .. })));
    let other = candidates.get(place);
    !is_asked && !other.is_some_and(|other| has_answer(other, &condition.any_of, login))
}

/// The fields that are asked for, by page.
fn pages<'a>(candidates: &[Candidate<'a>], fates: &[Fate]) -> Outcome<'a> {
    let step_of = |fate: &Fate| match fate {
        Fate::Settled(Verdict::Asked { step, .. }) => Some(*step),
        _ => None,
    };
    let mut pages: Vec<Vec<&str>> = Vec::new();
    let mut next = fates.iter().filter_map(step_of).min();
    while let Some(step) = next {
        let page = candidates.iter().zip(fates);
        let page = page.filter(|(_, fate)| step_of(fate) == Some(step));
        pages.push(page.map(|(candidate, _)| candidate.name).collect());
        let later = fates.iter().filter_map(step_of);
        next = later.filter(|other| *other > step).min();
    }
    if pages.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Ask(pages)
    }
}
