//! Asks a user for what is missing, a little at a time, in the middle of a login.
//!
//! Auth0's post-login Action sends a browser here with a [page token](PageToken); it is exchanged for a
//! [form session](FormSession), under which answers are typed at leisure, and the browser goes back with an
//! [answer token](AnswerToken). [Decision 0007](../../../docs/decisions/0007-asking-in-the-middle-of-a-login.md) says why it is done
//! in this way.

mod answer_token;
mod arrive;
mod ask_who;
mod carried;
mod claim;
mod consent;
mod cookie;
mod decide;
mod desk;
mod form;
mod form_session;
mod hand_back;
mod keys;
mod lists;
mod mask;
mod network;
mod opened;
mod page_token;
mod place;
mod question;
mod refuse;
mod secrets;
mod session_id;
mod sheet;
mod submit;
mod tenant_hosts;
mod trace;

pub use answer_token::{AnswerToken, LIFETIME as ANSWER_LIFETIME};
pub use claim::{Claim, Claimed};
pub use decide::{Context, Decision, Need, PATH, Sender, decide, has};
pub use form_session::{FormSession, LIFETIME as SESSION_LIFETIME, SessionError};
pub use lists::Lists;
pub use network::Network;
pub use page_token::{PageToken, PageTokenError, verify_page_token};
pub use secrets::{PageSecrets, SecretName, SecretsError};
pub use session_id::SessionId;
pub use trace::{End, Trace};
