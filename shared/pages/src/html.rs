//! A rendered page with the headers it must be sent with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::frame::Frame;
use crate::link::Link;

/// The base style sheet, the same for every brand.
pub(crate) const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));
/// SHA-256 of [`STYLE`], in base64.
const STYLE_HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/style.sha256"));

/// The style sheet of the page with questions, which stands behind [`STYLE`] and the brand's.
pub(crate) const QUESTIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/questions.css"));
/// SHA-256 of [`QUESTIONS`], in base64.
const QUESTIONS_HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/questions.sha256"));

/// Shown if a template fails, which writing to memory cannot: a page that says less is better than none.
const LAST_RESORT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <title>Sign-in</title><h1>Please try again in a moment.</h1></html>";

/// Where the forms of a page may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forms<'a> {
    /// The page has none.
    None,
    /// Back to us. Chromium holds every redirect after a submission against this too, so the answer
    /// to such a form is a page ([`GoingOn`](crate::GoingOn)), never a redirect elsewhere.
    Own,
    /// On to the tenant, which redirects to wherever it likes: the value of `form-action`. The script with this text presses
    /// the button.
    Onward {
        /// Sources, as Content-Security-Policy has them.
        form_action: &'a str,
        /// The only script that runs.
        script: &'a str,
    },
}

/// The hash by which a Content-Security-Policy allows a text.
fn hash_source(text: &str) -> String {
    format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// A rendered page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Html {
    /// The HTTP status.
    pub status: u16,
    /// The document, UTF-8.
    pub body: String,
    /// The value of `Content-Security-Policy`; its hashes cover exactly the style sheets in the body.
    pub csp: String,
    /// The value of `Refresh`, for a page that goes on by itself.
    pub refresh: Option<String>,
    referrer_policy: &'static str,
}

impl Html {
    /// Renders a template into a frame.
    pub(crate) fn render(
        status: u16,
        frame: &Frame<'_>,
        forms: Forms<'_>,
        template: &impl askama::Template,
    ) -> Self {
        Self::render_with_source(status, frame, forms, "", template)
    }

    /// Renders a template that holds the style sheet of questions behind the two that every page has.
    pub(crate) fn render_with_questions(
        status: u16,
        frame: &Frame<'_>,
        template: &impl askama::Template,
    ) -> Self {
        let source = format!(" 'sha256-{QUESTIONS_HASH}'");
        Self::render_with_source(status, frame, Forms::Own, &source, template)
    }

    /// Renders a template that holds a style sheet of its own behind the two that every page has;
    /// an empty one is none.
    pub(crate) fn render_with_style(
        status: u16,
        frame: &Frame<'_>,
        forms: Forms<'_>,
        style: &str,
        template: &impl askama::Template,
    ) -> Self {
        let source = if style.is_empty() {
            String::new()
        } else {
            hash_source(style)
        };
        Self::render_with_source(status, frame, forms, &source, template)
    }

    /// Renders a template with a further source of style.
    fn render_with_source(
        status: u16,
        frame: &Frame<'_>,
        forms: Forms<'_>,
        own_style: &str,
        template: &impl askama::Template,
    ) -> Self {
        let body = template.render().unwrap_or_else(|_| LAST_RESORT.to_owned());
        let form_action = match forms {
            Forms::None => "'none'",
            Forms::Own => "'self'",
            Forms::Onward { form_action, .. } => form_action,
        };
        let script = match forms {
            Forms::None | Forms::Own => String::new(),
            Forms::Onward { script, .. } => format!("; script-src{}", hash_source(script)),
        };
        let logo = match frame.brand.logo() {
            Some(_) => " 'self'",
            None => "",
        };
        let font = if frame.brand.dress().font.is_loaded() {
            " font-src 'self';"
        } else {
            ""
        };
        // CSP Level 3. `img-src data:` is the icon in the browser's tab; the only other image is a logo.
        let csp = format!(
            "default-src 'none'; style-src 'sha256-{STYLE_HASH}' 'sha256-{}'{own_style}; img-src data:{logo};{font} \
             form-action {form_action}; frame-ancestors 'none'; base-uri 'none'{script}",
            frame.brand.style_hash(),
        );
        // With `no-referrer` a browser sends `Origin: null` with a form (Fetch, "append a request
        // Origin header"), and the receiver could not tell our own page from another's.
        let referrer_policy = match forms {
            Forms::None => "no-referrer",
            Forms::Own => "same-origin",
            // The tenant sees which origin it comes from, and nothing more.
            Forms::Onward { .. } => "strict-origin",
        };
        Self {
            status,
            body,
            csp,
            refresh: None,
            referrer_policy,
        }
    }

    /// Lets the page go on by itself after some seconds; 0 is at once.
    pub(crate) fn refreshing(self, seconds: u32, target: Link<'_>) -> Self {
        Self {
            refresh: Some(format!("{seconds}; url={target}")),
            ..self
        }
    }

    /// The headers of the page, names in lower case, with those that protect it.
    ///
    /// `strict-transport-security` is not among them: it belongs on every answer of an origin.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let [kind, cache, others @ ..] = vestibule_http::page_headers(self.referrer_policy);
        let policy = ("content-security-policy", self.csp.as_str());
        let refresh = self.refresh.as_deref();
        [kind, cache, policy]
            .into_iter()
            .chain(others)
            .chain(refresh.map(|refresh| ("refresh", refresh)))
    }
}

impl From<Html> for vestibule_http::Page {
    fn from(html: Html) -> Self {
        let headers = html.headers();
        Self {
            status: html.status,
            headers: headers
                .map(|(name, value)| (name, value.to_owned()))
                .collect(),
            body: html.body,
        }
    }
}
