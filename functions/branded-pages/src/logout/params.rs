//! What a request to sign out says.

use std::borrow::Cow;

use vestibule_http::RawQuery;
use vestibule_pages::SignOut;

use super::hint::IdTokenHint;

/// Octets of everything that is passed on and has no form of its own.
const LONGEST: usize = 1024;

/// What a request to sign out says, as far as it makes sense (no control characters, which neither an address nor a document
/// may hold); of what stands there twice, the first.
#[derive(Debug)]
pub(super) struct Params<'a> {
    /// As it came; only what the client lists counts.
    pub(super) return_to: Option<Cow<'a, str>>,
    pub(super) id_token_hint: Option<IdTokenHint<'a>>,
    /// The session's id (`sid`).
    pub(super) logout_hint: Option<Cow<'a, str>>,
    pub(super) state: Option<Cow<'a, str>>,
    pub(super) ui_locales: Option<Cow<'a, str>>,
    /// The client, for a time without a snapshot to look it up in.
    pub(super) client_id: Option<Cow<'a, str>>,
    /// Whether to sign out at the identity provider.
    pub(super) federated: bool,
    /// Whether to forget what this browser remembers.
    pub(super) forget: bool,
}

impl<'a> Params<'a> {
    pub(super) fn read(query: RawQuery<'a>) -> Self {
        let text = |name| {
            query
                .first_non_empty(name)
                .filter(|value| value.len() <= LONGEST && !value.contains(char::is_control))
        };
        // Auth0 gives it no value, and takes whatever it has for a yes.
        let federated = query
            .first(SignOut::FEDERATED)
            .is_some_and(|value| value != "false");
        Self {
            return_to: text("return_to"),
            id_token_hint: query
                .first_non_empty("id_token_hint")
                .and_then(IdTokenHint::parse),
            logout_hint: text("logout_hint"),
            state: text("state"),
            ui_locales: text("ui_locales"),
            client_id: text("client_id"),
            federated,
            forget: query.contains(SignOut::FORGET),
        }
    }

    /// What the form has to carry.
    pub(super) fn fields(&self) -> Vec<(&'static str, &str)> {
        let token = self.id_token_hint.as_ref().map(IdTokenHint::expose);
        [
            ("return_to", self.return_to.as_deref()),
            ("id_token_hint", token),
            ("logout_hint", self.logout_hint.as_deref()),
            ("state", self.state.as_deref()),
            ("ui_locales", self.ui_locales.as_deref()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}
