//! Asks for a work email.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::{IdentifierTexts, fill};
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

impl Identifier<'_> {
    /// The name of the field for the email address. Browsers fill in by it, too.
    pub const FIELD: &'static str = "email";

    /// Renders the page: 200, or 422 with a problem.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.identifier;
        let problem = self.problem.map(|problem| problem.text(texts));
        let window = self.frame.window(texts.heading);
        let template = IdentifierTemplate {
            frame: &self.frame,
            window: match problem {
                Some(_) => fill(texts.window_problem, &[("page", &window)]),
                None => window,
            },
            lead: self.application.map_or_else(
                || texts.lead.to_owned(),
                |application| fill(texts.lead_to, &[("application", application)]),
            ),
            page: self,
            problem,
            texts,
        };
        let status = if problem.is_some() { 422 } else { 200 };
        Html::render(status, &self.frame, Forms::Own, &template)
    }
}

impl IdentifierProblem {
    fn text(self, texts: &IdentifierTexts) -> &'static str {
        match self {
            Self::Empty => texts.empty,
            Self::NotAnAddress => texts.not_an_address,
            Self::TooLong => texts.too_long,
        }
    }
}

#[derive(Template)]
#[template(path = "identifier.html")]
struct IdentifierTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    lead: String,
    page: &'a Identifier<'a>,
    problem: Option<&'static str>,
    texts: &'a IdentifierTexts,
}
