//! Collecting what is wrong.

use std::fmt::Display;
use std::path::Path;

use vestibule_identity::{ConnectionName, Domain};

use crate::Severity;
use crate::code::Code;
use crate::finding::Draft;
use crate::sources::Sources;

/// Longest text that pages show, in octets.
const MAX_NAME: usize = 255;

/// What was found so far.
///
/// A check that fails reports it and goes on with something harmless, so that one run finds all mistakes; what was gone on
/// with never gets into a snapshot, since [`Report::finish`] then refuses the model.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    sources: &'a Sources,
    drafts: Vec<Draft>,
}

impl<'a> Report<'a> {
    pub(crate) const fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            drafts: Vec::new(),
        }
    }

    /// What to call a field in a sentence about another one.
    pub(crate) fn refer(&self, field: &str) -> String {
        self.sources.refer(field)
    }

    /// The file that a field stands in.
    pub(crate) fn path(&self, field: &str) -> &'a Path {
        self.sources.path(field)
    }

    /// Reports something; its code says how bad it is.
    pub(crate) fn add(
        &mut self,
        field: impl Into<String>,
        code: Code,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.drafts.push(Draft::new(code, problem, help).on(field));
    }

    /// Reports something about a place inside the text that a field holds; `before` is what stands in it before that.
    pub(crate) fn add_inside(&mut self, draft: Draft, before: &str) {
        self.drafts.push(draft.behind(before));
    }

    /// A text that pages show, without spaces around it.
    pub(crate) fn name(&mut self, field: impl Display, text: &str) -> String {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            self.add(
                field.to_string(),
                Code::EmptyName,
                "the name is empty",
                "write what people call it",
            );
        } else if trimmed.len() > MAX_NAME || trimmed.chars().any(char::is_control) {
            self.add(
                field.to_string(),
                Code::UnusableName,
                "the name is too long, or has control characters such as line breaks",
                format!("write at most {MAX_NAME} octets on one line"),
            );
        }
        trimmed.to_owned()
    }

    /// A domain.
    pub(crate) fn domain(&mut self, field: impl Display, text: &str) -> Option<Domain> {
        let error = match Domain::parse(text) {
            Ok(domain) => return Some(domain),
            Err(error) => error,
        };
        self.add(
            field.to_string(),
            Code::InvalidDomain,
            format!("`{text}` is not a domain: {error}"),
            "write a domain as in `example.com`; `subdomains = true` instead of `*.`",
        );
        None
    }

    /// The name of a host, without a port.
    pub(crate) fn host(&mut self, field: impl Display, text: &str) -> Option<Domain> {
        let error = match Domain::parse(text) {
            Ok(domain) => return Some(domain),
            Err(error) => error,
        };
        self.add(
            field.to_string(),
            Code::InvalidHost,
            format!("`{text}` is not the name of a host: {error}"),
            "write the name alone, as in `globex.example.com`, without scheme, port or path",
        );
        None
    }

    /// The name of a connection.
    pub(crate) fn connection_name(
        &mut self,
        field: impl Display,
        text: &str,
    ) -> Option<ConnectionName> {
        let error = match ConnectionName::parse(text) {
            Ok(name) => return Some(name),
            Err(error) => error,
        };
        self.add(
            field.to_string(),
            Code::InvalidConnectionName,
            format!("`{text}` is not the name of a connection: {error}"),
            "write the name as Auth0 shows it, not the `con_…` identifier",
        );
        None
    }

    /// Whether anything was found that stops the compiler.
    pub(crate) fn has_errors(&self) -> bool {
        self.drafts
            .iter()
            .any(|draft| draft.code.rule().severity == Severity::Error)
    }

    /// Gives the model and the warnings if there are no errors.
    pub(crate) fn finish<T>(self, model: T) -> Result<(T, Vec<Draft>), Vec<Draft>> {
        if self.has_errors() {
            Err(self.drafts)
        } else {
            Ok((model, self.drafts))
        }
    }
}
