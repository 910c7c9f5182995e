//! Asks for what is missing of a profile.

mod problem;
mod row;

use askama::Template;
use vestibule_profile::{Control, Field, FieldTexts, Problem};

use self::row::{Part, Row};
use crate::frame::Frame;
use crate::html::Html;
use crate::language::{ProfileTexts, fill};
use crate::link::Link;

/// Asks for what is missing of a profile, in the middle of a login: one short page, or one of several. Shown again, with what was
/// typed, when an answer does not do.
///
/// A form that is sent by Enter is sent by [`SUBMIT`](ProfileTexts::submit), never by the buttons that go back or skip.
#[derive(Clone, Copy, Debug)]
pub struct ProfileForm<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// Where the form is posted to, as `application/x-www-form-urlencoded`; our own origin.
    pub action: Link<'a>,
    /// Further fields of the form, names and values: what the caller tells sessions and steps apart by.
    pub hidden: &'a [(&'a str, &'a str)],
    /// Who is signed in, as they know themselves: an email address or a name.
    pub account: &'a str,
    /// Where whoever else it is signs out, or uses another account.
    pub other_account: Link<'a>,
    /// What the company says of why it asks, in the language of the page; `None`: our own words.
    pub purpose: Option<&'a str>,
    /// Which page of how many; `None`: the only one.
    pub step: Option<ProfileStep>,
    /// What is asked, in order.
    pub fields: &'a [ProfileField<'a>],
    /// Whether there is a page before this one. Its button sends what was typed along.
    pub goes_back: bool,
    /// Whether all of it may be left for another time. Offered only if nothing on the page is required.
    pub may_skip: bool,
    /// Whether the answers could not be kept, so that the page is there once more.
    pub is_not_saved: bool,
}

/// Which page of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileStep {
    /// Which, from 1.
    pub number: u8,
    /// Of how many.
    pub count: u8,
}

/// One question.
#[derive(Clone, Copy, Debug)]
pub struct ProfileField<'a> {
    /// What is asked for.
    pub field: &'a Field<'a>,
    /// What it says to people in the language of the page.
    pub texts: &'a FieldTexts<'a>,
    /// The control, made for the page's language: [`Control::of`].
    pub control: &'a Control,
    /// Whether it has to be answered in this login.
    pub required: bool,
    /// What is in the control: what was typed or chosen, or is known already.
    pub given: &'a [&'a str],
    /// What is wrong with what was typed.
    pub problem: Option<Problem>,
    /// The lines of a long list, countries or time zones; empty for other kinds.
    pub list: &'a [ListGroup<'a>],
}

/// Lines of a long list that belong together.
#[derive(Clone, Copy, Debug)]
pub struct ListGroup<'a> {
    /// What they have in common: a letter, a part of the world. `None`: they are what is probably chosen.
    pub label: Option<&'a str>,
    /// The lines.
    pub entries: &'a [ListEntry<'a>],
}

/// A line of a long list.
#[derive(Clone, Copy, Debug)]
pub struct ListEntry<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What it is called in the language of the page.
    pub label: &'a str,
}

impl ProfileForm<'_> {
    /// The name under which the buttons besides the first send their value.
    pub const GO: &'static str = "go";

    /// What the button to the page before sends.
    pub const BACK: &'static str = "back";

    /// What the button for another time sends.
    pub const SKIP: &'static str = "skip";

    /// Renders the page: 200; 422 if something is wrong with an answer; 503 if the answers could not be kept.
    #[must_use]
    pub fn render(&self) -> Html {
        let language = self.frame.language;
        let texts = &language.profile;
        let mut rows = self
            .fields
            .iter()
            .map(|field| Row::of(field, language))
            .collect::<Vec<_>>();
        let first_wrong = rows.iter_mut().find(|row| row.problem.is_some());
        let is_wrong = first_wrong.is_some();
        if let Some(row) = first_wrong {
            row.focuses = true;
        }
        let window = self.frame.window(texts.heading);
        let template = ProfileFormTemplate {
            frame: &self.frame,
            window: if is_wrong {
                fill(language.identifier.window_problem, &[("page", &window)])
            } else {
                window
            },
            lead: self.purpose.map_or_else(
                || fill(texts.lead, &[("product", self.frame.brand.product())]),
                str::to_owned,
            ),
            note: self.is_not_saved.then_some(texts.not_saved),
            step: self.step.map(|step| step.text(texts)),
            may_skip: self.may_skip && self.fields.iter().all(|field| !field.required),
            is_wrong,
            rows,
            page: self,
            texts,
        };
        let status = match (is_wrong, self.is_not_saved) {
            (true, _) => 422,
            (false, true) => 503,
            (false, false) => 200,
        };
        Html::render_with_questions(status, &self.frame, &template)
    }
}

impl ProfileStep {
    fn text(self, texts: &ProfileTexts<'_>) -> String {
        let (number, count) = (self.number.to_string(), self.count.to_string());
        fill(texts.step, &[("number", &number), ("count", &count)])
    }
}

#[derive(Template)]
#[template(path = "profile_form.html")]
struct ProfileFormTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    lead: String,
    note: Option<&'a str>,
    step: Option<String>,
    may_skip: bool,
    rows: Vec<Row<'a>>,
    is_wrong: bool,
    page: &'a ProfileForm<'a>,
    texts: &'a ProfileTexts<'a>,
}
