//! Pages that only say what went wrong.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::{NoticeTexts, Wording};
use crate::link::Link;

/// A page that says what went wrong, and no more.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// What went wrong.
    pub kind: NoticeKind,
    /// What is around the content.
    pub frame: Frame<'a>,
    /// The way on, where one is known.
    pub go_on: Option<Link<'a>>,
}

/// What went wrong. Each has a status and texts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// There is no such page: 404.
    NotFound,
    /// The request cannot be understood: 400. Nothing of it is shown.
    BadRequest,
    /// The page takes no request of this method, such as a form's address that was opened as a link:
    /// 405.
    ///
    /// RFC 9110, 15.5.6, asks for an `Allow` header beside it, which only the route knows.
    MethodNotAllowed,
    /// The request is larger than we read: 413. Nothing of it is shown.
    TooLarge,
    /// More requests came from the visitor's network than we answer: 429.
    TooMany,
    /// Something of ours broke: 500. Says nothing about what.
    Failed,
    /// We cannot answer just now: 503. Says nothing about why.
    Unavailable,
    /// A language is chosen, and which page it was chosen on is not known: 200.
    LanguageChosen,
}

impl NoticeKind {
    /// The kind that belongs to a status; `None` for those that no page of ours has.
    #[must_use]
    pub const fn of_status(status: u16) -> Option<Self> {
        Some(match status {
            400 => Self::BadRequest,
            404 => Self::NotFound,
            405 => Self::MethodNotAllowed,
            413 => Self::TooLarge,
            429 => Self::TooMany,
            500 => Self::Failed,
            503 => Self::Unavailable,
            _ => return None,
        })
    }

    fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::BadRequest => 400,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Failed => 500,
            Self::Unavailable => 503,
            Self::LanguageChosen => 200,
        }
    }

    fn texts<'l, 't>(self, language: &'l Wording<'t>) -> &'l NoticeTexts<'t> {
        match self {
            Self::NotFound => &language.not_found,
            Self::BadRequest => &language.bad_request,
            Self::MethodNotAllowed => &language.method_not_allowed,
            Self::TooLarge => &language.too_large,
            Self::TooMany => &language.too_many,
            Self::Failed => &language.failed,
            Self::Unavailable => &language.unavailable,
            Self::LanguageChosen => &language.language_chosen,
        }
    }
}

impl Notice<'_> {
    /// Renders the page.
    #[must_use]
    pub fn render(&self) -> Html {
        let frame = &self.frame;
        let texts = self.kind.texts(frame.language);
        let template = NoticeTemplate {
            frame,
            window: frame.window(texts.heading),
            texts,
            go_on: self.go_on,
        };
        Html::render(self.kind.status(), frame, Forms::None, &template)
    }
}

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticeTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    texts: &'a NoticeTexts<'a>,
    go_on: Option<Link<'a>>,
}
