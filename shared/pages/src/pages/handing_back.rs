//! Hands a token back to the tenant.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::ProfileTexts;
use crate::link::Link;

/// Posts a token to the tenant's `/continue`, so that it stands in no address: a form with a button, and one line of script that
/// presses it.
///
/// It is the only page of ours on which a script runs, and the only one whose form leads elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct HandingBack<'a> {
    /// What is around the content.
    pub frame: Frame<'a>,
    /// The tenant's `/continue` with its `state`. The caller has checked the origin against the allow-list.
    pub target: Link<'a>,
    /// The token.
    pub token: &'a str,
    /// The schemes of the application's own callback addresses (`com.acme.app:`), besides `https:`.
    pub schemes: &'a [&'a str],
    /// Whether the parties stand on `http:` origins of this machine.
    pub is_loopback: bool,
}

impl HandingBack<'_> {
    /// The name under which the token is posted: what Auth0's `validateToken` reads unless it is told otherwise.
    pub const FIELD: &'static str = "session_token";

    /// What presses the button; a browser without scripts leaves it to the person. Whoever wants to look at the page takes it out.
    pub const SCRIPT: &'static str = "document.forms[0].submit()";

    /// Renders the page, with status 200.
    ///
    /// Its `form-action` cannot be the tenant's origin alone: Chromium holds every redirect after a submission against it, and the
    /// tenant redirects to a callback of the application's, or to an identity provider.
    #[must_use]
    pub fn render(&self) -> Html {
        // The source `http:` covers https.
        let web = if self.is_loopback { "http:" } else { "https:" };
        let mut form_action = web.to_owned();
        for scheme in self.schemes.iter().filter(|scheme| is_scheme(scheme)) {
            form_action.push(' ');
            form_action.push_str(scheme);
        }
        let texts = &self.frame.language.profile;
        let template = HandingBackTemplate {
            frame: &self.frame,
            window: self.frame.window(texts.done),
            page: self,
            texts,
        };
        let forms = Forms::Onward {
            form_action: &form_action,
            script: Self::SCRIPT,
        };
        Html::render(200, &self.frame, forms, &template)
    }
}

/// Whether this is a scheme with its colon (RFC 3986, 3.1), and none by which a page would run what it is sent.
fn is_scheme(text: &str) -> bool {
    let Some(name) = text.strip_suffix(':') else {
        return false;
    };
    let may_stand = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(may_stand)
        && !["javascript", "data", "blob", "filesystem"]
            .iter()
            .any(|other| name.eq_ignore_ascii_case(other))
}

#[derive(Template)]
#[template(path = "handing_back.html")]
struct HandingBackTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    page: &'a HandingBack<'a>,
    texts: &'a ProfileTexts<'a>,
}
