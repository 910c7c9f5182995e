//! Asks whoever comes from another network whether the login is theirs.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::ProfileTexts;
use crate::link::Link;

/// Asks whoever arrives in the middle of a login, on another network than it began on, whether it is theirs: an address can be sent
/// to somebody else.
#[derive(Clone, Copy, Debug)]
pub struct IsThisYou<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// Where the button posts to: a path of ours.
    pub action: Link<'a>,
    /// Whose login it is, so that its owner knows it again and nobody else learns it (`a•••@globex.example`); empty where that is
    /// not known.
    pub account: &'a str,
    /// Where whoever else it is begins a login of their own.
    pub start_again: Link<'a>,
}

impl IsThisYou<'_> {
    /// The name under which the button sends its value.
    pub const GO: &'static str = "go";

    /// What the button sends.
    pub const ME: &'static str = "me";

    /// Renders the page, with status 200.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.profile;
        let template = IsThisYouTemplate {
            frame: &self.frame,
            window: self.frame.window(texts.is_this_you),
            page: self,
            texts,
        };
        Html::render(200, &self.frame, Forms::Own, &template)
    }
}

#[derive(Template)]
#[template(path = "is_this_you.html")]
struct IsThisYouTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    page: &'a IsThisYou<'a>,
    texts: &'a ProfileTexts<'a>,
}
