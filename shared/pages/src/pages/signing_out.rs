//! Goes on to where sessions end.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::SignOutTexts;
use crate::link::Link;

/// Goes on to where sessions end, by itself and without a script.
///
/// The answer to [`SignOut`](crate::SignOut), for the same reason as [`GoingOn`](crate::GoingOn). It goes on by its header
/// alone: where that may lead is nothing to write into a document, since it can hold an ID token.
#[derive(Clone, Copy, Debug)]
pub struct SigningOut<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// Where to go. The caller has checked it against the allow-list.
    pub target: Link<'a>,
    /// The same without anything secret, for browsers that stay where they are.
    pub link: Link<'a>,
}

impl SigningOut<'_> {
    /// Renders the page, with status 200 and [`Html::refresh`].
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.sign_out;
        let template = SigningOutTemplate {
            frame: &self.frame,
            window: self.frame.window(texts.moving),
            link: self.link,
            texts,
        };
        Html::render(200, &self.frame, Forms::None, &template).refreshing(0, self.target)
    }
}

#[derive(Template)]
#[template(path = "signing_out.html")]
struct SigningOutTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    link: Link<'a>,
    texts: &'a SignOutTexts<'a>,
}
