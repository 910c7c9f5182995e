//! Tokens and keys, without a clock, a network or a cryptographic library of its own.
//!
//! A token is a compact JWS (RFC 7515) that holds a JWT (RFC 7519). It is taken apart by [`Token::parse`], which
//! refuses whatever two parsers could read differently, and believed by [`verify`], which holds it to a [`TokenKind`]:
//! the one policy for tokens of that purpose. Kinds that could be taken for each other are refused when they are
//! configured ([`TokenKind::check_exclusive`]), as RFC 8725, section 3.12 asks.
//!
//! Three things never come out of a token: the algorithm (it belongs to the key), a key (it belongs to the
//! configuration, or to the key set of a configured issuer), and an address to fetch.
//!
//! # Who computes signatures
//!
//! The binary. It hands in a [`Backend`]: natively one that `jsonwebtoken` brings, in the Worker the host's own
//! cryptography. A key is handed to it once, when a [`VerifyingKey`] or a [`SigningKey`] is made, and kept in the
//! form that the backend likes. Everything that decides about a token is in this crate, so that a change of backend
//! changes no verdict; tests hold two of them to the same vectors.
//!
//! `jsonwebtoken`'s own `decode` is not used: it reads the clock itself, lets the last of two members of the same name
//! win, ignores `crit`, and picks the verifier by the algorithm that the token names.

mod algorithm;
mod claim_name;
mod claims;
pub mod ecdsa_signature;
pub mod emsa_pss;
mod header;
mod issue;
mod json;
mod jwk;
mod jwks;
mod key;
mod key_set;
mod kind;
mod statement;
mod text;
mod token;
mod verify;

pub use algorithm::{Algorithm, Family};
pub use claim_name::{ClaimName, ClaimNameError, LONGEST_CLAIM_NAME};
pub use claims::Claims;
pub use header::{Header, HeaderError};
pub use issue::{IssueError, issue, issue_within};
pub use json::{JsonError, Object, parse_object};
pub use jwk::{Jwk, JwkError};
pub use jwks::{JwksError, KeysFound, read_jwks};
pub use key::{KeyError, SigningKey, VerifyingKey};
pub use key_set::{
    FETCH_SECONDS, FetchFailed, KeySet, KeySource, KeySourceError, LONGEST_KEY_SET, Lookup, Need,
    Ticket,
};
pub use kind::{Audience, KindError, MediaType, Overlap, Rules, TokenKind};
pub use statement::{read_statement, sign_statement};
pub use token::{LONGEST_TOKEN, Token, TokenError};
pub use verify::{VerifyError, verify, verify_as_issued};

/// What computes signatures: see the head of this crate.
pub use jsonwebtoken::crypto::CryptoProvider as Backend;
