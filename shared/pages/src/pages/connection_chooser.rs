//! Offers the connections that matched.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::{ConnectionChooserTexts, fill};
use crate::link::Link;

/// Offers the connections that matched an address, and no other.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionChooser<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// Where the form is posted to; our own origin.
    pub action: Link<'a>,
    /// Further fields of the form, names and values.
    pub hidden: &'a [(&'a str, &'a str)],
    /// The organization's display name.
    pub organization: &'a str,
    /// What was typed.
    pub typed: &'a str,
    /// The connections, in the order to show.
    pub choices: &'a [Choice<'a>],
    /// Back to the field.
    pub other_account: Link<'a>,
    /// Why the visitor is here once more.
    pub note: Option<ChooserNote<'a>>,
}

/// Why somebody who had chosen already is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChooserNote<'a> {
    /// The identity provider answered with an error, which is not repeated here.
    ProviderRefused {
        /// The display name of the connection or organization that was tried.
        destination: &'a str,
    },
    /// The visitor came back from there too often within a short time.
    LoopStopped {
        /// The display name of the connection or organization that was tried.
        destination: &'a str,
    },
}

/// One connection to choose.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// What is posted under [`ConnectionChooser::FIELD`]: the connection's name.
    pub value: &'a str,
    /// The connection's display name.
    pub label: &'a str,
    /// What tells it from the others, such as the host that it leads to.
    pub detail: Option<&'a str>,
}

impl ConnectionChooser<'_> {
    /// The name under which the chosen connection is posted.
    pub const FIELD: &'static str = "connection";

    /// Renders the page, with status 200.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.connection_chooser;
        let template = ConnectionChooserTemplate {
            frame: &self.frame,
            window: self.frame.window(texts.heading),
            lead: fill(texts.lead, &[("organization", self.organization)]),
            note: self.note.map(|note| note.text(texts)),
            page: self,
            texts,
        };
        Html::render(200, &self.frame, Forms::Own, &template)
    }
}

impl ChooserNote<'_> {
    fn text(self, texts: &ConnectionChooserTexts<'_>) -> String {
        let (text, destination) = match self {
            Self::ProviderRefused { destination } => (texts.provider_refused, destination),
            Self::LoopStopped { destination } => (texts.loop_stopped, destination),
        };
        fill(text, &[("destination", destination)])
    }
}

#[derive(Template)]
#[template(path = "connection_chooser.html")]
struct ConnectionChooserTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    lead: String,
    note: Option<String>,
    page: &'a ConnectionChooser<'a>,
    texts: &'a ConnectionChooserTexts<'a>,
}
