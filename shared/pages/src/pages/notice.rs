//! Pages that only say what went wrong.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::NoticeTexts;
use crate::link::Link;

/// There is no such page: 404.
#[derive(Clone, Copy, Debug)]
pub struct NotFound<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// The way on, where one is known.
    pub go_on: Option<Link<'a>>,
}

/// The request cannot be understood: 400. Nothing of it is shown.
#[derive(Clone, Copy, Debug)]
pub struct BadRequest<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// The way on, where one is known.
    pub go_on: Option<Link<'a>>,
}

/// The page takes no request of this method, such as a form's address that was opened as a link: 405.
///
/// RFC 9110, 15.5.6, asks for an `Allow` header beside it, which only the route knows.
#[derive(Clone, Copy, Debug)]
pub struct MethodNotAllowed<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// The way on, where one is known.
    pub go_on: Option<Link<'a>>,
}

/// The request is larger than we read: 413. Nothing of it is shown.
#[derive(Clone, Copy, Debug)]
pub struct TooLarge<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// The way on, where one is known.
    pub go_on: Option<Link<'a>>,
}

/// We cannot answer just now: 503. Says nothing about why.
#[derive(Clone, Copy, Debug)]
pub struct Unavailable<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// The way on, where one is known.
    pub go_on: Option<Link<'a>>,
}

impl NotFound<'_> {
    /// Renders the page.
    #[must_use]
    pub fn render(&self) -> Html {
        render(404, &self.frame, &self.frame.language.not_found, self.go_on)
    }
}

impl BadRequest<'_> {
    /// Renders the page.
    #[must_use]
    pub fn render(&self) -> Html {
        render(
            400,
            &self.frame,
            &self.frame.language.bad_request,
            self.go_on,
        )
    }
}

impl MethodNotAllowed<'_> {
    /// Renders the page.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.method_not_allowed;
        render(405, &self.frame, texts, self.go_on)
    }
}

impl TooLarge<'_> {
    /// Renders the page.
    #[must_use]
    pub fn render(&self) -> Html {
        render(413, &self.frame, &self.frame.language.too_large, self.go_on)
    }
}

impl Unavailable<'_> {
    /// Renders the page.
    #[must_use]
    pub fn render(&self) -> Html {
        render(
            503,
            &self.frame,
            &self.frame.language.unavailable,
            self.go_on,
        )
    }
}

fn render(status: u16, frame: &Frame<'_>, texts: &NoticeTexts, go_on: Option<Link<'_>>) -> Html {
    let window = frame.window(texts.heading);
    Html::render(
        status,
        frame,
        Forms::None,
        &NoticeTemplate {
            frame,
            window,
            texts,
            go_on,
        },
    )
}

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticeTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    texts: &'a NoticeTexts,
    go_on: Option<Link<'a>>,
}
