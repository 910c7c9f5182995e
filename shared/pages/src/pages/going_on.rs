//! Goes on to another origin.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::{GoingOnTexts, fill};
use crate::link::Link;

/// Goes on to another origin by itself, without a script, and shows a link in case it does not.
///
/// The answer to a form that must lead elsewhere: a redirect would be held against the
/// `form-action` of the page with the form, at every hop.
#[derive(Clone, Copy, Debug)]
pub struct GoingOn<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// Whose sign-in comes next: the organization's or connection's display name.
    pub destination: &'a str,
    /// Where to go. The caller has checked it against the allow-list.
    pub target: Link<'a>,
}

impl GoingOn<'_> {
    /// Renders the page, with status 200, [`Html::refresh`] and the same as `meta`.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.going_on;
        let destination = [("destination", self.destination)];
        let heading = fill(texts.heading, &destination);
        let frame = self.frame.in_one_language();
        let template = GoingOnTemplate {
            frame: &frame,
            window: self.frame.window(&heading),
            heading,
            go: fill(texts.go, &destination),
            page: self,
            texts,
        };
        Html::render(200, &self.frame, Forms::None, &template).refreshing(0, self.target)
    }
}

#[derive(Template)]
#[template(path = "going_on.html")]
struct GoingOnTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    heading: String,
    go: String,
    page: &'a GoingOn<'a>,
    texts: &'a GoingOnTexts<'a>,
}
