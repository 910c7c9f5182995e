//! Says that an address leads nowhere.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::NoMatchTexts;
use crate::link::Link;

/// Says that an address leads to no organization: the same for every address that does not.
#[derive(Clone, Copy, Debug)]
pub struct NoMatch<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// What was typed.
    pub typed: &'a str,
    /// Back to the field.
    pub try_again: Link<'a>,
    /// On to the tenant's own login, where the fallback allows it.
    pub go_on: Option<Link<'a>>,
    /// To wherever people ask for access, where the tenant has such a place.
    pub request_access: Option<Link<'a>>,
}

impl NoMatch<'_> {
    /// Renders the page, with status 200.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.no_match;
        let template = NoMatchTemplate {
            frame: &self.frame,
            window: self.frame.window(texts.heading),
            page: self,
            texts,
        };
        Html::render(200, &self.frame, Forms::None, &template)
    }
}

#[derive(Template)]
#[template(path = "no_match.html")]
struct NoMatchTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    page: &'a NoMatch<'a>,
    texts: &'a NoMatchTexts<'a>,
}
