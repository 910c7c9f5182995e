//! Offers the organizations that a login may be for.

use askama::Template;

use crate::brand::Accent;
use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::{OrganizationPickerTexts, fill};
use crate::link::Link;
use crate::marks::{Marks, letters};

/// Offers the organizations that a login may be for, and no other: those that share a domain, or that
/// the signals of a request name.
///
/// The search is a field of the same form, so that it works without a script and what it needs to
/// know does not show up in an address. A request with [`FIELD`](Self::FIELD) is a choice, with
/// [`ALL`](Self::ALL) the end of a search, with neither a search for what [`FIND`](Self::FIND) holds.
#[derive(Clone, Copy, Debug)]
pub struct OrganizationPicker<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// Where the form is posted to; our own origin.
    pub action: Link<'a>,
    /// Further fields of the form, names and values.
    pub hidden: &'a [(&'a str, &'a str)],
    /// What was typed, or came as a login hint; empty where nothing did.
    pub typed: &'a str,
    /// The candidates that match the query, in the order to show.
    ///
    /// [`MOST_SHOWN`](Self::MOST_SHOWN) of them keep the page within its weight; whoever leaves some
    /// out gives the true `total` all the same.
    pub choices: &'a [OrganizationChoice<'a>],
    /// How many candidates there are, whatever the query.
    pub total: usize,
    /// What was searched for.
    pub query: Option<&'a str>,
    /// Back to the field.
    pub other_account: Link<'a>,
}

/// One organization to choose.
#[derive(Clone, Copy, Debug)]
pub struct OrganizationChoice<'a> {
    /// What is posted under [`OrganizationPicker::FIELD`]: the organization's id.
    pub value: &'a str,
    /// The organization's display name.
    pub label: &'a str,
    /// What tells it from another of the same name, such as its host.
    pub detail: Option<&'a str>,
    /// One to three letters that stand in for a logo; without them, the initials of the name.
    pub monogram: Option<&'a str>,
    /// The color behind the letters; without it, the page's own.
    pub accent: Option<Accent>,
}

impl OrganizationPicker<'_> {
    /// The name under which the chosen organization is posted.
    pub const FIELD: &'static str = "organization";

    /// The name of the search field. It is sent along with a choice, too, and means nothing then.
    pub const FIND: &'static str = "find";

    /// The name that is posted, with any value, to see all candidates again.
    pub const ALL: &'static str = "all";

    /// How many candidates are taken in at a glance; beyond it there is a search.
    pub const AT_A_GLANCE: usize = 8;

    /// How many choices a page holds at most without outgrowing the first flight of packets.
    pub const MOST_SHOWN: usize = 50;

    /// Renders the page, with status 200.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.organization_picker;
        let mut marks = Marks::default();
        let choices = self
            .choices
            .iter()
            .map(|choice| Row {
                choice,
                letters: letters(choice.monogram, choice.label),
                mark: choice.accent.map(|accent| marks.class(accent)),
            })
            .collect();
        let style = marks.style();
        let language = self.frame.language;
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let total = number(self.total);
        let values = [
            ("shown", &*language.number(number(self.choices.len()))),
            ("total", &*language.number(total)),
        ];
        let template = OrganizationPickerTemplate {
            frame: &self.frame,
            window: self.frame.window(texts.heading),
            showing: texts.showing.fill(language.habits.plurals, total, &values),
            none: fill(texts.none, &[("query", self.query.unwrap_or_default())]),
            searches: self.total > Self::AT_A_GLANCE,
            counts: self.query.is_some() || self.choices.len() < self.total,
            style: &style,
            choices,
            page: self,
            texts,
        };
        Html::render_with_style(200, &self.frame, Forms::Own, &style, &template)
    }
}

/// A choice with what was derived for it.
struct Row<'a> {
    choice: &'a OrganizationChoice<'a>,
    letters: String,
    mark: Option<usize>,
}

#[derive(Template)]
#[template(path = "organization_picker.html")]
struct OrganizationPickerTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    showing: String,
    none: String,
    /// Whether there is a search.
    searches: bool,
    /// Whether something is left out that is worth a word.
    counts: bool,
    style: &'a str,
    choices: Vec<Row<'a>>,
    page: &'a OrganizationPicker<'a>,
    texts: &'a OrganizationPickerTexts<'a>,
}
