//! An Action as deployed: name, code and secrets.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// 100 kB of code, without npm modules (Auth0 entity limits, Actions).
const MAX_CODE_BYTES: usize = 100 * 1024;
const MAX_SECRETS: usize = 30;
const MAX_SECRET_KEY_CHARS: usize = 128;
const MAX_SECRET_VALUE_CHARS: usize = 4096;

/// One Action that is bound to a trigger.
#[derive(Clone, Serialize)]
pub struct DeployedAction {
    name: String,
    code: String,
    secrets: BTreeMap<String, String>,
}

impl DeployedAction {
    /// Deploys `code`, a `CommonJS` module, under `name`; `secrets` become `event.secrets` of this
    /// Action alone.
    ///
    /// The code is not run here, so a syntax error shows when the trigger runs, as a failed login.
    ///
    /// # Errors
    ///
    /// When a limit of Auth0 on Actions is exceeded (customize/actions/limitations).
    pub fn new(
        name: impl Into<String>,
        code: impl Into<String>,
        secrets: BTreeMap<String, String>,
    ) -> Result<Self, DeployError> {
        let code = code.into();
        if code.len() > MAX_CODE_BYTES {
            return Err(DeployError::CodeTooLong(code.len()));
        }
        if secrets.len() > MAX_SECRETS {
            return Err(DeployError::TooManySecrets(secrets.len()));
        }
        for (key, value) in &secrets {
            if key.chars().count() > MAX_SECRET_KEY_CHARS {
                return Err(DeployError::SecretKeyTooLong(key.clone()));
            }
            if value.chars().count() > MAX_SECRET_VALUE_CHARS {
                return Err(DeployError::SecretValueTooLong(key.clone()));
            }
        }
        Ok(Self {
            name: name.into(),
            code,
            secrets,
        })
    }

    /// The name shown in the dashboard; also the file name in stack traces.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Secrets stay out of logs.
impl fmt::Debug for DeployedAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeployedAction")
            .field("name", &self.name)
            .field("code_bytes", &self.code.len())
            .field("secrets", &self.secrets.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// Why Auth0 would not take an Action.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DeployError {
    /// The code exceeds 100 kB.
    #[error("an Action may have {MAX_CODE_BYTES} bytes of code, this one has {0}")]
    CodeTooLong(usize),
    /// More than 30 secrets.
    #[error("an Action may have {MAX_SECRETS} secrets, this one has {0}")]
    TooManySecrets(usize),
    /// The name of a secret exceeds 128 characters.
    #[error("the name of secret `{0}` exceeds {MAX_SECRET_KEY_CHARS} characters")]
    SecretKeyTooLong(String),
    /// The value of the named secret exceeds 4096 characters.
    #[error("the value of secret `{0}` exceeds {MAX_SECRET_VALUE_CHARS} characters")]
    SecretValueTooLong(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_a_deployment() {
        let none = BTreeMap::new;
        assert!(DeployedAction::new("a", "x".repeat(MAX_CODE_BYTES), none()).is_ok());
        assert_eq!(
            DeployedAction::new("a", "x".repeat(MAX_CODE_BYTES + 1), none()).unwrap_err(),
            DeployError::CodeTooLong(MAX_CODE_BYTES + 1)
        );
        let many = (0..31).map(|n| (format!("S{n}"), String::new())).collect();
        assert_eq!(
            DeployedAction::new("a", "", many).unwrap_err(),
            DeployError::TooManySecrets(31)
        );
        let long_key = BTreeMap::from([("K".repeat(129), String::new())]);
        assert_eq!(
            DeployedAction::new("a", "", long_key).unwrap_err(),
            DeployError::SecretKeyTooLong("K".repeat(129))
        );
        let long_value = BTreeMap::from([("K".to_owned(), "v".repeat(4097))]);
        assert_eq!(
            DeployedAction::new("a", "", long_value).unwrap_err(),
            DeployError::SecretValueTooLong("K".to_owned())
        );
    }

    #[test]
    fn debug_shows_no_secret() {
        let secrets = BTreeMap::from([("KEY".to_owned(), "hunter2".to_owned())]);
        let action = DeployedAction::new("a", "code", secrets).unwrap();
        let shown = format!("{action:?}");
        assert!(shown.contains("KEY"));
        assert!(!shown.contains("hunter2"));
    }
}
