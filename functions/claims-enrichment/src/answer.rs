//! What was decided, and by which rule.

use serde_json::{Map, Value};
use thiserror::Error;
use vestibule_rules::{EvaluateError, JsonError, ProgramError};

/// The code of a denial that no rule asked for: a rule that must not fail did.
pub const RULE_FAILED: &str = "rule-failed";

/// What to do with a login.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<'a> {
    /// It is not to go on. The tokens then have no claims.
    pub denial: Option<Denial<'a>>,
    /// What the ID token gets.
    pub id_token: TokenClaims<'a>,
    /// What the access token gets.
    pub access_token: TokenClaims<'a>,
    /// What became of each rule of the trigger, in the order of the file.
    pub rules: Vec<RuleReport<'a>>,
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
}

/// The claims of one token.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenClaims<'a> {
    /// In the order of their rules.
    pub claims: Vec<GivenClaim<'a>>,
    /// What there was no room for, in the order of their rules.
    pub omitted: Vec<GivenClaim<'a>>,
    /// The claim that says so, with its value; `None` where nothing was left out, or there is no namespace for it.
    pub marker: Option<(&'a str, Value)>,
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
    /// Its value.
    pub value: Value,
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
    /// It gave a claim to at least one token.
    Gave,
    /// It gave a claim for which there was no room in one token at least.
    Omitted,
    /// It denied the login.
    Denied,
    /// Its condition is false.
    DoesNotApply,
    /// Its value is null, so it gives nothing.
    Empty,
    /// All its tokens have the claim from an earlier rule.
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
    /// The value of its claim.
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
        let claims = self.claims.iter().map(|claim| (claim.name, &claim.value));
        let marker = self.marker.as_ref().map(|(name, value)| (*name, value));
        claims
            .chain(marker)
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect()
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Condition => "when",
            Self::Value => "value",
        })
    }
}
