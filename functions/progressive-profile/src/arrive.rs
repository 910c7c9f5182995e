//! `GET /edge/profile`: a token becomes a session.

use vestibule_claims::VerifyError;
use vestibule_http::sealed::Keys;
use vestibule_http::{Outcome, RawQuery, SafeRedirect, Step, sealed};
use vestibule_profile::ask::{self, Ask};

use crate::cookie;
use crate::decide::{Context, Decision, PATH, Stepped};
use crate::form_session::FormSession;
use crate::network::Network;
use crate::page_token::{PageToken, PageTokenError, read_expired_token, verify_page_token};
use crate::refuse::{Refusal, refuse};
use crate::tenant_hosts;
use crate::trace::{End, Trace};

/// The parameter that our Action puts the token into.
const TOKEN: &str = "session_token";

/// Exchanges the token for a session and sends the browser on to its address, in which no token stands.
///
/// Nothing is used up by it: whoever opens the address again, or in a second tab, gets the same session again.
pub(crate) fn answer(context: Context<'_>, query: RawQuery<'_>) -> Stepped {
    let (session, nonce) = match session(context, query) {
        Ok(session) => (session, context.nonces.of_place(0)),
        Err(Unbelieved { why, ask }) => {
            return refuse(context, ask.as_deref(), Refusal::new(End::BadToken, why));
        }
    };
    let Some(keys) = context.keys else {
        return refuse(context, None, Refusal::new(End::BadToken, "no keys"));
    };
    let id = session.id();
    let sealed = session.seal(keys, nonce);
    match cookie::set(id, &sealed, session.seconds_left(context.now)) {
        Ok(line) => Step::Done(Decision {
            outcome: Outcome::SeeOther(SafeRedirect::to_own_child(PATH, &id.to_string())),
            cookies: vec![line],
            trace: Trace {
                session: Some(id.to_string()),
                ..Trace::ended(End::Begun)
            },
        }),
        Err(error) => refuse(
            context,
            None,
            Refusal::new(End::BadToken, error.to_string()),
        ),
    }
}

/// Why there is no session, and what was asked, where that is known.
struct Unbelieved {
    why: String,
    ask: Option<Box<Ask>>,
}

impl<T: ToString + ?Sized> From<&T> for Unbelieved {
    fn from(why: &T) -> Self {
        Self {
            why: why.to_string(),
            ask: None,
        }
    }
}

fn session(context: Context<'_>, query: RawQuery<'_>) -> Result<FormSession, Unbelieved> {
    let secrets = context.secrets.ok_or("no secrets")?;
    let keys = context.keys.ok_or("no keys")?;
    let text = query.first_non_empty(TOKEN).ok_or("no token")?;
    let state = query.first_non_empty("state").ok_or("no state")?;
    let issuers =
        || tenant_hosts::of(context.snapshot, context.tenant_origin).map(|(host, _)| host);
    let token = match verify_page_token(&text, secrets, issuers(), context.now) {
        Ok(token) => token,
        Err(error) => {
            // A token of ours that has expired still says whose page it was, and so where to start again.
            let is_late = error == PageTokenError::Refused(VerifyError::Expired);
            let was = is_late.then(|| read_expired_token(&text, secrets, issuers()).ok());
            let ask = was.flatten().and_then(|was| open(keys, &was).ok());
            return Err(Unbelieved {
                ask: ask.and_then(|ask| Ask::read(&ask).ok()).map(Box::new),
                ..Unbelieved::from(&error)
            });
        }
    };
    let ask = open(keys, &token)?;
    let network = Network::of(token.ip.as_deref(), context.address);
    FormSession::begin(token, &state, ask, network, context.now).ok_or_else(|| "no state".into())
}

/// What a token asks.
fn open(keys: &Keys, token: &PageToken) -> Result<String, Unbelieved> {
    let opened = sealed::open(keys, ask::PURPOSE, &token.ask, token.subject.as_bytes());
    let opened = opened.map_err(|error| Unbelieved::from(&error))?;
    String::from_utf8(opened).map_err(|error| Unbelieved::from(&error))
}
