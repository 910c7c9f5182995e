//! Asks what to sign out of.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::{SignOutTexts, fill};
use crate::link::Link;

/// Asks what to sign out of, before anything is ended.
///
/// The form goes to `action` by POST with the hidden fields, and with [`Self::FEDERATED`] and [`Self::FORGET`] where they
/// were chosen.
#[derive(Clone, Copy, Debug)]
pub struct SignOut<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// Where the form goes: a path of ours.
    pub action: Link<'a>,
    /// Names and values that come back with the form.
    pub hidden: &'a [(&'a str, &'a str)],
    /// What people call the application.
    pub application: &'a str,
    /// What people call the organization that they sign in at, where one is known.
    pub organization: Option<&'a str>,
    /// Whether the identity provider is chosen already.
    pub federated: bool,
    /// Whether this browser remembers something that it could forget.
    pub remembers: bool,
    /// Back to the application, where that is possible.
    pub stay: Option<Link<'a>>,
}

impl SignOut<'_> {
    /// The field that says to sign out at the identity provider as well: Auth0's name for it.
    pub const FEDERATED: &'static str = "federated";
    /// The field that says to forget what this browser remembers.
    pub const FORGET: &'static str = "forget";

    /// Renders the page, with status 200.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.sign_out;
        let heading = fill(texts.heading, &[("application", self.application)]);
        let provider = match self.organization {
            Some(organization) => fill(texts.provider_of, &[("organization", organization)]),
            None => texts.provider.to_owned(),
        };
        let template = SignOutTemplate {
            frame: &self.frame,
            window: self.frame.window(&heading),
            heading,
            provider,
            page: self,
            texts,
        };
        Html::render(200, &self.frame, Forms::Own, &template)
    }
}

#[derive(Template)]
#[template(path = "sign_out.html")]
struct SignOutTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    heading: String,
    provider: String,
    page: &'a SignOut<'a>,
    texts: &'a SignOutTexts<'a>,
}
