//! Says that a login cannot be for two organizations at once.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::{ConflictTexts, fill};
use crate::link::Link;

/// Says that a login cannot be for two organizations at once, where the policy is to choose for
/// nobody and to let nobody choose.
#[derive(Clone, Copy, Debug)]
pub struct Conflict<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// What cannot both be meant.
    pub between: ConflictBetween<'a>,
    /// What was typed, or came as a login hint; empty where nothing did.
    pub typed: &'a str,
    /// Back to an empty field.
    pub try_again: Link<'a>,
    /// On to the tenant's own login, where the fallback allows it.
    pub other_way: Option<Link<'a>>,
}

/// What cannot both be meant.
///
/// A name may be shown to whoever brought it along: in the address, as the host, or as a domain that
/// belongs to that organization alone. Which organizations share a domain is nobody's business
/// who merely typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictBetween<'a> {
    /// Two signals of the request name one organization each.
    Two {
        /// The display name of the more trusted signal's organization.
        one: &'a str,
        /// The display name of the other's.
        other: &'a str,
    },
    /// One domain stands in several organizations; none is named.
    Several,
}

impl Conflict<'_> {
    /// Renders the page, with status 409: the visitor can resolve it and send anew (RFC 9110,
    /// 15.5.10).
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.conflict;
        let template = ConflictTemplate {
            frame: &self.frame,
            window: self.frame.window(texts.heading),
            lead: match self.between {
                ConflictBetween::Two { one, other } => {
                    fill(texts.two, &[("one", one), ("other", other)])
                }
                ConflictBetween::Several => texts.several.to_owned(),
            },
            page: self,
            texts,
        };
        Html::render(409, &self.frame, Forms::None, &template)
    }
}

#[derive(Template)]
#[template(path = "conflict.html")]
struct ConflictTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    lead: String,
    page: &'a Conflict<'a>,
    texts: &'a ConflictTexts<'a>,
}
