//! The kinds of factors, and how far one has come.

use serde::{Deserialize, Serialize};
use vestibule_actions_runtime::Carried;

/// A kind of second factor, as Actions name it (`{ type: "otp" }`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactorType {
    /// A code of an authenticator application.
    Otp,
    /// A code by email.
    Email,
    /// A code by text message or call.
    Phone,
    /// A notification on a telephone.
    PushNotification,
    /// A security key.
    WebauthnRoaming,
    /// The device's own biometrics.
    WebauthnPlatform,
    /// A code that was written down.
    RecoveryCode,
}

impl FactorType {
    const ALL: [Self; 7] = [
        Self::Otp,
        Self::Email,
        Self::Phone,
        Self::PushNotification,
        Self::WebauthnRoaming,
        Self::WebauthnPlatform,
        Self::RecoveryCode,
    ];

    /// As in `event.user.enrolledFactors` and in the addresses of pages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Otp => "otp",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::PushNotification => "push-notification",
            Self::WebauthnRoaming => "webauthn-roaming",
            Self::WebauthnPlatform => "webauthn-platform",
            Self::RecoveryCode => "recovery-code",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What the user is asked to do with a factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Challenge,
    Enrollment,
}

/// A factor that the Actions of a login wait for.
#[derive(Debug, Clone)]
pub(crate) struct PendingFactor {
    pub(crate) purpose: Purpose,
    /// Those that the user may choose from; never empty.
    pub(crate) offered: Vec<FactorType>,
    /// What the simulated authenticator shows.
    pub(crate) code: String,
    /// The user has given it.
    pub(crate) passed: bool,
    /// What the runtime wants back on resume.
    pub(crate) carried: Carried,
}

/// A factor that was given in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PassedFactor {
    pub(crate) kind: FactorType,
    /// Seconds since 1970.
    pub(crate) at: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_everywhere() {
        for kind in FactorType::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(FactorType::from_name(kind.as_str()), Some(kind));
        }
    }
}
