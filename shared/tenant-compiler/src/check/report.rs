//! Collecting what is wrong.

use std::fmt::Display;

use vestibule_identity::{ConnectionName, Domain};

use crate::finding::{Draft, Severity};

/// Longest text that pages show, in octets.
const MAX_NAME: usize = 255;

/// What was found so far.
///
/// A check that fails reports it and goes on with something harmless, so that one run finds all mistakes; what was gone on
/// with never gets into a snapshot, since [`Report::finish`] then refuses the model.
#[derive(Debug, Default)]
pub(super) struct Report {
    drafts: Vec<Draft>,
}

impl Report {
    /// Reports an error.
    pub(super) fn error(
        &mut self,
        field: impl Into<String>,
        code: &'static str,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(
            Severity::Error,
            field.into(),
            code,
            problem.into(),
            help.into(),
        );
    }

    /// Reports something that does not stop the compiler.
    pub(super) fn warning(
        &mut self,
        field: impl Into<String>,
        code: &'static str,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(
            Severity::Warning,
            field.into(),
            code,
            problem.into(),
            help.into(),
        );
    }

    /// A text that pages show, without spaces around it.
    pub(super) fn name(&mut self, field: impl Display, text: &str) -> String {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            self.error(
                field.to_string(),
                "empty-name",
                "the name is empty",
                "write what people call it",
            );
        } else if trimmed.len() > MAX_NAME || trimmed.chars().any(char::is_control) {
            self.error(
                field.to_string(),
                "unusable-name",
                "the name is too long, or has control characters such as line breaks",
                format!("write at most {MAX_NAME} octets on one line"),
            );
        }
        trimmed.to_owned()
    }

    /// A domain.
    pub(super) fn domain(&mut self, field: impl Display, text: &str) -> Option<Domain> {
        let error = match Domain::parse(text) {
            Ok(domain) => return Some(domain),
            Err(error) => error,
        };
        self.error(
            field.to_string(),
            "invalid-domain",
            format!("`{text}` is not a domain: {error}"),
            "write a domain as in `example.com`; `subdomains = true` instead of `*.`",
        );
        None
    }

    /// The name of a host, without a port.
    pub(super) fn host(&mut self, field: impl Display, text: &str) -> Option<Domain> {
        let error = match Domain::parse(text) {
            Ok(domain) => return Some(domain),
            Err(error) => error,
        };
        self.error(
            field.to_string(),
            "invalid-host",
            format!("`{text}` is not the name of a host: {error}"),
            "write the name alone, as in `globex.example.com`, without scheme, port or path",
        );
        None
    }

    /// The name of a connection.
    pub(super) fn connection_name(
        &mut self,
        field: impl Display,
        text: &str,
    ) -> Option<ConnectionName> {
        let error = match ConnectionName::parse(text) {
            Ok(name) => return Some(name),
            Err(error) => error,
        };
        self.error(
            field.to_string(),
            "invalid-connection-name",
            format!("`{text}` is not the name of a connection: {error}"),
            "write the name as Auth0 shows it, not the `con_…` identifier",
        );
        None
    }

    /// Gives the model and the warnings if there are no errors.
    pub(super) fn finish<T>(self, model: T) -> Result<(T, Vec<Draft>), Vec<Draft>> {
        if self
            .drafts
            .iter()
            .any(|draft| draft.severity == Severity::Error)
        {
            Err(self.drafts)
        } else {
            Ok((model, self.drafts))
        }
    }

    fn add(
        &mut self,
        severity: Severity,
        field: String,
        code: &'static str,
        problem: String,
        help: String,
    ) {
        self.drafts.push(Draft {
            severity,
            code,
            field,
            span: None,
            problem,
            help,
        });
    }
}
