//! What was decided, and by which rule.

use std::rc::Rc;

use serde_json::{Map, Value};
use thiserror::Error;
use vestibule_identity::UnixSeconds;
use vestibule_rules::{EvaluateError, JsonError, ProgramError};

use crate::profile::Profiling;

/// The code of a denial that no rule asked for: a rule that must not fail did.
pub const RULE_FAILED: &str = "rule-failed";
/// The code of the denial of somebody who has a second factor, but none that the rule asks for.
pub const FACTOR_NOT_ENROLLED: &str = "factor-not-enrolled";

/// What to do with a login.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<'a> {
    /// It is not to go on. Nothing else is decided then.
    pub denial: Option<Denial<'a>>,
    /// Where the browser goes before the login is denied, and the person reads why; `None`: it is denied at once. [`decide`]
    /// fills it in, who knows what reasons are sealed with.
    ///
    /// [`decide`]: crate::decide
    pub notice: Option<String>,
    /// It goes on once a second factor was shown. All else stands.
    pub step_up: Option<StepUp<'a>>,
    /// What the ID token gets.
    pub id_token: TokenClaims<'a>,
    /// What the access token gets.
    pub access_token: TokenClaims<'a>,
    /// Scopes that the access token gets, each once, in the order of their rules.
    pub add_scopes: Vec<GivenScope<'a>>,
    /// Scopes that it does not get, likewise; none of them is in [`Self::add_scopes`].
    pub remove_scopes: Vec<GivenScope<'a>>,
    /// Fields of the user's metadata, each once, in the order of their rules.
    pub user_metadata: Vec<GivenField<'a>>,
    /// Fields of the user's metadata that only the tenant writes, likewise.
    pub app_metadata: Vec<GivenField<'a>>,
    /// Fields of the transaction's metadata, likewise; neither lists nor maps.
    pub transaction_metadata: Vec<GivenField<'a>>,
    /// When the session ends, whatever happens in it.
    pub session_expires_at: Option<SessionEnd<'a>>,
    /// When the session ends if nothing happens in it.
    pub session_idle_expires_at: Option<SessionEnd<'a>>,
    /// What became of each rule of the trigger, in the order of the file.
    pub rules: Vec<RuleReport<'a>>,
    /// What the user is to be asked for, and why not the rest; `None` where nobody asks: there is no profile, or rules deny or want
    /// a factor.
    pub profile: Option<Profiling<'a>>,
    /// Where the user is led before the login goes on; nothing but what is set in the transaction is applied before they are
    /// back.
    pub redirect: Option<Redirect>,
}

/// A page that the user is led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Its address, at an origin of ours.
    pub url: String,
    /// Which page it is.
    pub page: &'static str,
    /// What it is to ask, sealed.
    pub ask: String,
}

/// Why a login is not to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denial<'a> {
    /// The name of the rule that denied, or that failed.
    pub rule: &'a str,
    /// For software.
    pub code: &'a str,
    /// For people.
    pub reason: &'a str,
    /// What somebody is told who wants to sign up; `None`: the reason.
    pub user_message: Option<&'a str>,
    /// Whether the session ends as well; `None`: it does not.
    pub revocation: Option<Revocation>,
    /// Whether the person is to read the reason on a page first, where there is a browser to show it.
    pub shows_notice: bool,
}

/// The end of a session that is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Whether its refresh tokens outlive it.
    pub preserves_refresh_tokens: bool,
}

/// A second factor that has to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepUp<'a> {
    /// The name of the rule that asks for it.
    pub rule: &'a str,
    /// Whether the user has one of the factors already.
    pub way: StepUpWay,
    /// Auth0's names of the factors to choose from, at least one, in the order of the rule.
    pub factors: Vec<&'a str>,
}

/// How somebody comes to show a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUpWay {
    /// With one that they have enrolled.
    Challenge,
    /// With one that they enrol now, since they have none of those that count.
    Enroll,
}

/// A scope with where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenScope<'a> {
    /// The scope.
    pub scope: &'a str,
    /// The name of its rule.
    pub rule: &'a str,
}

/// A field of metadata with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenField<'a> {
    /// Its name.
    pub key: &'a str,
    /// Its value; null deletes it.
    pub value: Value,
    /// The name of its rule.
    pub rule: &'a str,
}

/// An end of a session with where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionEnd<'a> {
    /// When it is; later than the callout.
    pub at: UnixSeconds,
    /// The name of its rule.
    pub rule: &'a str,
}

/// The claims of one token.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenClaims<'a> {
    /// In the order of their rules.
    pub claims: Vec<GivenClaim<'a>>,
    /// What there was no room for, in the order of their rules.
    pub omitted: Vec<GivenClaim<'a>>,
    /// The claim that says so, with its value as JSON; `None` where nothing was left out, or there is no namespace for it.
    pub marker: Option<(&'a str, String)>,
    /// How many octets all of them take, as one compact JSON object.
    pub octets: usize,
    /// How many they may take.
    pub budget: usize,
}

/// A claim with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenClaim<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value, as compact JSON. Both tokens share it.
    pub value: Rc<str>,
    /// The name of its rule.
    pub rule: &'a str,
    /// How long it stays.
    pub priority: u8,
    /// Whether the login is denied rather than the claim left out.
    pub required: bool,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleReport<'a> {
    /// Its name.
    pub rule: &'a str,
    /// What became of it.
    pub outcome: Outcome<'a>,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It did what it does: gave a claim to at least one token, changed scopes, set a field of metadata, or said when the
    /// session ends.
    Gave,
    /// It gave a claim for which there was no room in one token at least.
    Omitted,
    /// It denied the login.
    Denied,
    /// It asks for a second factor.
    Asked,
    /// It would ask for a second factor, and one is shown.
    FactorShown,
    /// It is for logins and this is a refresh, or the other way round.
    OtherMoment,
    /// Its condition is false.
    DoesNotApply,
    /// Its value is null, so it gives nothing.
    Empty,
    /// An earlier rule does what it would do: all its tokens have the claim, the field is set, a factor is asked for.
    Superseded {
        /// The name of that rule.
        by: &'a str,
    },
    /// It could not be evaluated.
    Failed(Failure),
    /// The login was denied before its turn came.
    NotReached,
}

/// Why a rule could not be evaluated. It holds nothing of the event, so it can be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{part}: {reason}")]
pub struct Failure {
    /// What of the rule could not be evaluated.
    pub part: Part,
    /// Why.
    pub reason: FailureReason,
}

/// A part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Whether it applies.
    Condition,
    /// The value of what it gives.
    Value,
}

/// Why a part of a rule could not be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FailureReason {
    /// The evaluation ended in an error.
    #[error("{0}")]
    Evaluate(EvaluateError),
    /// The value cannot be written into a token.
    #[error("{0}")]
    Json(JsonError),
    /// The program is damaged.
    #[error("{0}")]
    Program(ProgramError),
    /// There is no room for a claim that must not be left out.
    #[error("there is no room for it in a token")]
    NoRoom,
    /// There is no room for a field in the metadata that Auth0 takes.
    #[error("there is no room for it in the metadata")]
    NoRoomInMetadata,
    /// Metadata of a transaction has a list or a map in it, or a whole number that JavaScript does not hold exactly.
    #[error("the metadata of a transaction takes texts, numbers and truth values")]
    NotScalar,
    /// A name in a value of metadata has a `.` or a `$`.
    #[error("a name in it is one that Auth0 does not take in metadata")]
    WrongName,
    /// There are more lists and maps inside one another than an Action takes.
    #[error("it has too many lists and maps inside one another")]
    TooDeep,
    /// A session cannot end before it began.
    #[error("the session would end in the past")]
    InPast,
}

impl Answer<'_> {
    /// Whether everything that rules meant to say is said; if not, one failed or there was no room.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let lacks = |outcome| matches!(outcome, Outcome::Failed(_) | Outcome::Omitted);
        !self.rules.iter().any(|report| lacks(report.outcome))
    }
}

impl TokenClaims<'_> {
    /// The claims as one object, the marker among them.
    #[must_use]
    pub fn to_object(&self) -> Map<String, Value> {
        let claims = self.claims.iter().map(|claim| (claim.name, &*claim.value));
        let marker = self.marker.as_ref().map(|(name, value)| (*name, &**value));
        claims
            .chain(marker)
            .map(|(name, value)| (name.to_owned(), read(value)))
            .collect()
    }
}

/// A value that was written here, and so is one.
fn read(value: &str) -> Value {
    serde_json::from_str(value).unwrap_or_default()
}

impl std::fmt::Display for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Condition => "when",
            Self::Value => "value",
        })
    }
}
