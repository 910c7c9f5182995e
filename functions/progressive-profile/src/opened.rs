//! The session of a request, with what it asks.

use vestibule_http::sealed::Keys;
use vestibule_profile::ask::Ask;

use crate::cookie;
use crate::decide::Context;
use crate::form_session::FormSession;
use crate::secrets::PageSecrets;
use crate::session_id::SessionId;

/// A session that came with a request, with what it asks.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    pub(crate) session: FormSession,
    pub(crate) ask: Ask,
}

/// What it takes to go on with a session.
#[derive(Clone, Copy)]
pub(crate) struct Locks<'a> {
    pub(crate) keys: &'a Keys,
    pub(crate) secrets: &'a PageSecrets,
}

impl Opened {
    /// Opens the session of this name.
    ///
    /// # Errors
    /// Why there is none, for the log.
    pub(crate) fn find(context: Context<'_>, id: SessionId) -> Result<(Self, Locks<'_>), String> {
        let keys = context.keys.ok_or("no keys")?;
        let secrets = context.secrets.ok_or("no secrets")?;
        let value = cookie::read(context.cookies).map_err(|error| error.to_string())?;
        let value = value.ok_or("no cookie")?;
        let session = FormSession::open(keys, id, value, context.now);
        let session = session.map_err(|error| error.to_string())?;
        let ask = Ask::read(&session.ask).map_err(|error| error.to_string())?;
        Ok((Self { session, ask }, Locks { keys, secrets }))
    }
}
