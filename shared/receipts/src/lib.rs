//! Receipts of consents.
//!
//! A [`Receipt`] says what somebody was shown, in which version and language, and whether they agreed. It is signed with Ed25519
//! ([`ReceiptKey`]) as a compact JWS (RFC 7515, RFC 8037) whose `typ` no other token has, and whose `kid` is the thumbprint of its key
//! (RFC 7638), so that two keys never share a name. A receipt does not expire: it is to be proved long after its key was replaced, and
//! so [public keys](PublicKey) stay published for good.

mod key;
mod public_key;
mod receipt;
mod text_digest;

pub use key::{ReceiptKey, ReceiptKeyError};
pub use public_key::{PublicKey, PublicKeyError, key_set};
pub use receipt::{MEDIA_TYPE, Receipt, ReceiptError};
pub use text_digest::text_digest;

/// The member of a user's `app_metadata` that holds their receipts: a list of the latest, which the post-login Action keeps.
pub const RECEIPTS: &str = "vestibule_consents";
