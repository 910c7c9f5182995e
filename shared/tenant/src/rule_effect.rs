//! What a rule does.

use crate::claims::program;
use crate::read::Reader;
use crate::{SnapshotError, layout};

/// What a rule does where it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleEffect<'a> {
    /// It gives a claim.
    Claim {
        /// Its name, namespace and all.
        name: &'a str,
        /// Whether the ID token gets it.
        id_token: bool,
        /// Whether the access token gets it.
        access_token: bool,
        /// The higher, the longer it stays when a token becomes too large.
        priority: u8,
        /// The program of its value.
        value: &'a [u8],
    },
    /// It denies the login.
    Deny {
        /// For software.
        code: &'a str,
        /// For people.
        reason: &'a str,
        /// What somebody is told who wants to sign up; `None`: the reason.
        user_message: Option<&'a str>,
        /// Whether the session ends as well.
        revokes_session: bool,
        /// Whether refresh tokens outlive the session that ends.
        preserves_refresh_tokens: bool,
        /// Whether the person reads the reason on a page before the application hears of the denial, where somebody sits at
        /// a browser.
        shows_notice: bool,
    },
    /// It adds scopes to the access token, or takes some away.
    Scopes {
        /// With spaces between them, as OAuth writes scopes.
        add: &'a str,
        /// With spaces between them.
        remove: &'a str,
    },
    /// It sets a field of metadata, or deletes it.
    Metadata {
        /// Whose metadata.
        of: MetadataOf,
        /// The name of the field.
        key: &'a str,
        /// The program of its value; null deletes the field.
        value: &'a [u8],
    },
    /// It says when the session ends.
    Session {
        /// Which of its ends.
        limit: SessionLimit,
        /// The program that gives the time, or how long it is until then.
        value: &'a [u8],
    },
    /// It asks for a second factor where none is shown.
    StepUp {
        /// For how many seconds a factor that was shown counts; `None`: as long as the session lasts.
        max_age: Option<u32>,
        /// Auth0's names of the factors that may be used, with spaces between them.
        factors: &'a str,
    },
}

/// Whose metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadataOf {
    /// The user's, which the user may change (`user_metadata`).
    User,
    /// The user's, which the tenant alone changes (`app_metadata`).
    App,
    /// The transaction's, which ends with the login.
    Transaction,
}

/// An end of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionLimit {
    /// Whatever happens in it (Auth0's `expires_at`).
    ExpiresAt,
    /// If nothing happens in it (Auth0's `idle_expires_at`).
    IdleExpiresAt,
}

impl<'a> RuleEffect<'a> {
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        let unknown = |what, value| SnapshotError::UnknownValue { what, value };
        Ok(match reader.u8()? {
            layout::EFFECT_CLAIM => {
                let tokens = reader.u8()?;
                if tokens & !(layout::TOKEN_ID | layout::TOKEN_ACCESS) != 0 {
                    return Err(unknown("token", tokens));
                }
                Self::Claim {
                    id_token: tokens & layout::TOKEN_ID != 0,
                    access_token: tokens & layout::TOKEN_ACCESS != 0,
                    priority: reader.u8()?,
                    name: reader.text()?,
                    value: program(reader)?,
                }
            }
            layout::EFFECT_DENY => {
                let flags = reader.u8()?;
                let known = layout::DENY_REVOKES_SESSION
                    | layout::DENY_PRESERVES_REFRESH_TOKENS
                    | layout::DENY_SHOWS_NOTICE;
                if flags & !known != 0 {
                    return Err(unknown("flag of a denial", flags));
                }
                Self::Deny {
                    code: reader.text()?,
                    reason: reader.text()?,
                    user_message: Some(reader.text()?).filter(|message| !message.is_empty()),
                    revokes_session: flags & layout::DENY_REVOKES_SESSION != 0,
                    preserves_refresh_tokens: flags & layout::DENY_PRESERVES_REFRESH_TOKENS != 0,
                    shows_notice: flags & layout::DENY_SHOWS_NOTICE != 0,
                }
            }
            layout::EFFECT_SCOPES => Self::Scopes {
                add: reader.text()?,
                remove: reader.text()?,
            },
            layout::EFFECT_METADATA => Self::Metadata {
                of: match reader.u8()? {
                    layout::METADATA_USER => MetadataOf::User,
                    layout::METADATA_APP => MetadataOf::App,
                    layout::METADATA_TRANSACTION => MetadataOf::Transaction,
                    value => return Err(unknown("kind of metadata", value)),
                },
                key: reader.text()?,
                value: program(reader)?,
            },
            layout::EFFECT_SESSION => Self::Session {
                limit: match reader.u8()? {
                    layout::SESSION_EXPIRES_AT => SessionLimit::ExpiresAt,
                    layout::SESSION_IDLE_EXPIRES_AT => SessionLimit::IdleExpiresAt,
                    value => return Err(unknown("limit of a session", value)),
                },
                value: program(reader)?,
            },
            layout::EFFECT_STEP_UP => Self::StepUp {
                max_age: Some(reader.u32()?).filter(|age| *age != 0),
                factors: reader.text()?,
            },
            value => return Err(unknown("effect", value)),
        })
    }
}
