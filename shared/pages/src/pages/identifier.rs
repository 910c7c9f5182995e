//! Asks for a work email.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::{IdentifierTexts, around, fill};
use crate::link::Link;

/// Asks for a work email; shown again, with what was typed, when it is none.
#[derive(Clone, Copy, Debug)]
pub struct Identifier<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// Where the form is posted to, as `application/x-www-form-urlencoded`; our own origin.
    pub action: Link<'a>,
    /// Further fields of the form, names and values.
    pub hidden: &'a [(&'a str, &'a str)],
    /// The application that is being signed in to, as people know it.
    pub application: Option<&'a str>,
    /// What stands in the field: what was typed, or a login hint.
    pub typed: &'a str,
    /// What is wrong with what was typed.
    pub problem: Option<IdentifierProblem>,
    /// Where people without a company's sign-in go.
    pub other_way: Option<Link<'a>>,
    /// Why the visitor is here once more.
    pub note: Option<IdentifierNote<'a>>,
    /// An address that may have been meant instead, offered as a button that posts it as
    /// [`FIELD`](Self::FIELD). What was typed is sent along as [`DOUBTED`](Self::DOUBTED) when the
    /// visitor insists.
    pub suggestion: Option<&'a str>,
    /// The way that was taken last time, offered before the field.
    pub remembered: Option<Remembered<'a>>,
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierProblem {
    /// Nothing.
    Empty,
    /// No email address.
    NotAnAddress,
    /// Longer than RFC 5321, 4.5.3.1, allows.
    TooLong,
}

/// Why somebody who was on the way already is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierNote<'a> {
    /// The visitor came back from there too often within a short time.
    LoopStopped {
        /// The display name of the organization or connection that was tried.
        destination: &'a str,
    },
    /// The identity provider answered with an error, which is not repeated here.
    ProviderRefused {
        /// The display name of the organization or connection that was tried.
        destination: &'a str,
    },
    /// The visitor asked for another account, and what was remembered is gone.
    ChooseOther,
    /// The login is for an organization that the address does not lead to.
    Conflict {
        /// The display name of the organization that the login is for.
        organization: &'a str,
    },
}

/// The way that was taken last time.
#[derive(Clone, Copy, Debug)]
pub struct Remembered<'a> {
    /// The organization's display name.
    pub organization: &'a str,
    /// How to take the same way again.
    pub go_on: GoOn<'a>,
    /// Where it is forgotten, for computers that people share.
    pub forget: Option<Link<'a>>,
}

/// How a page goes on when its first choice is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoOn<'a> {
    /// By a link, which may redirect as it likes.
    Link(Link<'a>),
    /// By a button, posted like the page's own form with the same further fields.
    Button {
        /// The name under which the choice is posted.
        name: &'a str,
        /// What is posted.
        value: &'a str,
    },
}

impl Identifier<'_> {
    /// The name of the field for the email address. Browsers fill in by it, too.
    pub const FIELD: &'static str = "email";

    /// The name under which an address comes back that a suggestion was shown for. If it equals
    /// [`FIELD`](Self::FIELD), the visitor means what was typed, and is not to be asked again.
    pub const DOUBTED: &'static str = "doubted";

    /// Renders the page: 200, or 422 with a problem.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.identifier;
        let problem = self.problem.map(|problem| problem.text(texts));
        let (heading, lead, lead_to) = if self.remembered.is_some() {
            (
                texts.remembered_heading,
                texts.remembered_lead,
                texts.remembered_lead_to,
            )
        } else {
            (texts.heading, texts.lead, texts.lead_to)
        };
        let window = self.frame.window(heading);
        let template = IdentifierTemplate {
            frame: &self.frame,
            window: match problem {
                Some(_) => fill(texts.window_problem, &[("page", &window)]),
                None => window,
            },
            heading,
            lead: self.application.map_or_else(
                || lead.to_owned(),
                |application| fill(lead_to, &[("application", application)]),
            ),
            note: self.note.map(|note| note.text(texts)),
            remembered_go: self.remembered.map_or_else(String::new, |remembered| {
                fill(
                    texts.remembered_go,
                    &[("organization", remembered.organization)],
                )
            }),
            suggestion: around(texts.suggestion, "address"),
            page: self,
            problem,
            texts,
        };
        let status = if problem.is_some() { 422 } else { 200 };
        Html::render(status, &self.frame, Forms::Own, &template)
    }
}

impl IdentifierProblem {
    fn text<'t>(self, texts: &IdentifierTexts<'t>) -> &'t str {
        match self {
            Self::Empty => texts.empty,
            Self::NotAnAddress => texts.not_an_address,
            Self::TooLong => texts.too_long,
        }
    }
}

impl IdentifierNote<'_> {
    fn text(self, texts: &IdentifierTexts<'_>) -> String {
        match self {
            Self::LoopStopped { destination } => {
                fill(texts.loop_stopped, &[("destination", destination)])
            }
            Self::ProviderRefused { destination } => {
                fill(texts.provider_refused, &[("destination", destination)])
            }
            Self::ChooseOther => texts.choose_other.to_owned(),
            Self::Conflict { organization } => {
                fill(texts.conflict, &[("organization", organization)])
            }
        }
    }
}

#[derive(Template)]
#[template(path = "identifier.html")]
struct IdentifierTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    heading: &'a str,
    lead: String,
    note: Option<String>,
    remembered_go: String,
    /// What stands before and after the suggested address.
    suggestion: (&'a str, &'a str),
    page: &'a Identifier<'a>,
    problem: Option<&'a str>,
    texts: &'a IdentifierTexts<'a>,
}

impl IdentifierTemplate<'_> {
    /// Whether typing can start at once; not where there is a choice before the field, unless the
    /// field is what somebody was at.
    fn focuses_field(&self) -> bool {
        self.page.remembered.is_none() || self.problem.is_some() || self.page.suggestion.is_some()
    }

    /// What is read out with the field, as the focus goes past everything that stands before it.
    fn described_by(&self) -> Option<String> {
        let ids = [
            (self.note.is_some(), "note"),
            (self.problem.is_some(), "problem"),
            (self.page.suggestion.is_some(), "suggestion"),
        ];
        let ids = ids
            .into_iter()
            .filter_map(|(shown, id)| shown.then_some(id))
            .collect::<Vec<_>>();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
