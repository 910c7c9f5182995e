//! How an answer came about, for the log: nothing that a person typed or is called, and no value of any claim.

use vestibule_http::webhook::WebhookError;
use vestibule_identity::{ClientId, OrganizationId};
use vestibule_rules::Value;
use vestibule_tenant::Trigger;

use crate::answer::{Answer, Outcome};

/// How an answer came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The trigger.
    pub trigger: Option<Trigger>,
    /// The application.
    pub client: Option<ClientId>,
    /// The organization.
    pub organization: Option<OrganizationId>,
    /// What it came to.
    pub end: End,
    /// Why the request is not believed.
    pub refused: Option<WebhookError>,
    /// The code of a denial.
    pub code: Option<String>,
    /// The rule that decided.
    pub rule: Option<String>,
    /// The rules that could not be evaluated or whose claims had no room, with the reason: `name: reason`.
    pub lacking: Vec<String>,
    /// How many octets the claims of the ID token and of the access token take.
    pub octets: [usize; 2],
}

/// What a callout came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// Refused with a problem.
    #[default]
    Refused,
    /// Answered; the login goes on.
    Answered,
    /// Answered; the login goes on once a second factor was shown.
    StepUp,
    /// Answered; the login goes on once the user was asked something.
    Profile,
    /// Answered; the login is denied once its owner has read why.
    Notice,
    /// Answered; the login is denied.
    Denied,
    /// The configuration cannot be read.
    SnapshotDamaged,
}

impl End {
    /// Its name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Answered => "answered",
            Self::StepUp => "step-up",
            Self::Profile => "profile",
            Self::Notice => "notice",
            Self::Denied => "denied",
            Self::SnapshotDamaged => "snapshot-damaged",
        }
    }
}

impl Trace {
    /// Notes what the event is about, as far as it is what it should be.
    pub(crate) fn note_event(&mut self, event: &Value<'_>) {
        let text = |object: &str, name: &str| event.get(object)?.get(name)?.as_given_str();
        self.client = text("client", "client_id").and_then(|id| ClientId::parse(id).ok());
        self.organization =
            text("organization", "id").and_then(|id| OrganizationId::parse(id).ok());
    }

    pub(crate) fn note_answer(&mut self, answer: &Answer<'_>) {
        let (end, rule) = match (&answer.denial, &answer.step_up) {
            (Some(denial), _) if answer.notice.is_some() => (End::Notice, Some(denial.rule)),
            (Some(denial), _) => (End::Denied, Some(denial.rule)),
            (None, Some(step_up)) => (End::StepUp, Some(step_up.rule)),
            (None, None) if answer.redirect.is_some() => (End::Profile, None),
            (None, None) => (End::Answered, None),
        };
        self.end = end;
        self.rule = rule.map(str::to_owned);
        self.code = answer.denial.map(|denial| denial.code.to_owned());
        let lacking = answer
            .rules
            .iter()
            .filter_map(|report| match report.outcome {
                Outcome::Failed(failure) => Some(format!("{}: {failure}", report.rule)),
                Outcome::Omitted => Some(format!("{}: no room in a token", report.rule)),
                _ => None,
            });
        self.lacking = lacking.collect();
        self.octets = [answer.id_token.octets, answer.access_token.octets];
    }
}
