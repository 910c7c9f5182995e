//! A field: its name, when it is asked for, and whether an answer is required.

use std::collections::BTreeMap;

use vestibule_rules_compiler::{Environment, ResultType, compile};

use super::super::rule_text;
use super::limits::check_range;
use super::options;
use crate::code::Code;
use crate::file::{FieldType, ProfileField, TenantFile};
use crate::model::profile::{Field, Presence};
use crate::report::Report;

/// Longest name, in octets.
const MAX_NAME: usize = 40;
/// Longest scope that Auth0 takes, in characters.
const MAX_SCOPE: usize = 280;
const DEFAULT_PRIORITY: u8 = 50;

/// A field that is being checked.
pub(super) struct Check<'c, 'r> {
    pub(super) path: String,
    pub(super) index: usize,
    pub(super) field: &'c ProfileField,
    pub(super) file: &'c TenantFile,
    pub(super) loopback: bool,
    pub(super) environment: &'c Environment,
    /// The place of each name.
    pub(super) places: &'c BTreeMap<&'c str, usize>,
    pub(super) report: &'c mut Report<'r>,
}

impl Check<'_, '_> {
    pub(super) fn add(&mut self, name: &str, code: Code, problem: impl Into<String>, help: &str) {
        let field = format!("{}{name}", self.path);
        self.report.add(field, code, problem, help);
    }

    pub(super) fn name(&mut self) {
        let name = &self.field.name;
        let inner = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_';
        let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.len() <= MAX_NAME
            && name.bytes().all(inner);
        if !is_name {
            self.add(
                ".name",
                Code::InvalidField,
                format!("`{name}` is not the name of a field"),
                "write a small letter, then small letters, digits and `_`, 40 at most, as in `job_title`",
            );
        } else if self.places.get(name.as_str()) != Some(&self.index) {
            self.add(
                ".name",
                Code::DuplicateField,
                format!("`{name}` is already the name of another field"),
                "rename one of the two",
            );
        }
    }

    pub(super) fn check(mut self) -> Field {
        let field = self.field;
        let kind = self.kind();
        let (store, presence, only_if) = (self.store(), self.presence(), self.only_if());
        let stale_after = field.stale_after.map(|days| {
            let path = format!("{}.stale_after", self.path);
            let help = "write days, as in 365; leave it out if an answer stays good";
            check_range(path, days, &(1..=3_650), help, self.report)
        });
        let priority = field.priority.map_or(DEFAULT_PRIORITY, |priority| {
            let path = format!("{}.priority", self.path);
            let help = "give what is to be asked for first the highest number";
            check_range(path, priority, &(0..=100), help, self.report)
        });
        let step = field.step.map_or(1, |step| {
            let path = format!("{}.step", self.path);
            check_range(
                path,
                step,
                &(1..=9),
                "nobody walks through more pages",
                self.report,
            )
        });
        let when = self.compile(".when", field.when.as_deref(), ResultType::Bool);
        let prefill = self.compile(".prefill", field.prefill.as_deref(), ResultType::Any);
        if field.field_type == FieldType::Consent && field.prefill.is_some() {
            self.add(
                ".prefill",
                Code::IncompleteField,
                "whoever agrees has to do so themselves",
                "remove it: a box that is ticked already is no agreement",
            );
        }
        Field {
            name: field.name.clone(),
            texts: self.texts(),
            kind,
            store,
            presence,
            stale_after,
            only_if,
            when,
            prefill,
            priority,
            step,
        }
    }

    fn presence(&mut self) -> Presence {
        let field = self.field;
        let Some(scopes) = &field.required_for_scopes else {
            return if field.required {
                Presence::Required
            } else {
                Presence::Optional
            };
        };
        if field.required {
            self.add(
                ".required_for_scopes",
                Code::IncompleteField,
                "the field is required whatever the application asks for",
                "remove it, or `required`",
            );
        } else if scopes.is_empty() {
            self.add(
                ".required_for_scopes",
                Code::EmptyList,
                "no scope makes the field required",
                "name one, or leave it out",
            );
        }
        for (index, scope) in scopes.iter().enumerate() {
            // RFC 6749, section 3.3: visible ASCII without quotation mark and backslash.
            let is_scope = scope
                .bytes()
                .all(|it| it.is_ascii_graphic() && !matches!(it, b'"' | b'\\'));
            let path = format!(".required_for_scopes[{index}]");
            if !is_scope || scope.is_empty() || scope.len() > MAX_SCOPE {
                self.add(
                    &path,
                    Code::InvalidScope,
                    format!("`{scope}` is no scope, so nobody can request it"),
                    "write 1 to 280 letters, digits and signs without spaces, as in `reports:export`",
                );
            } else if scopes.iter().position(|it| it == scope) != Some(index) {
                self.add(
                    &path,
                    Code::InvalidScope,
                    format!("`{scope}` is named twice"),
                    "name each scope once",
                );
            }
        }
        Presence::RequiredForScopes(scopes.clone())
    }

    fn only_if(&mut self) -> Option<(String, Vec<String>)> {
        let condition = self.field.only_if.as_ref()?;
        let (name, any_of) = (&condition.field, &condition.any_of);
        let path = ".only_if.field";
        let Some(place) = self.places.get(name.as_str()).copied() else {
            self.add(
                path,
                Code::UnknownField,
                format!("there is no field `{name}`"),
                "name a field that stands before this one",
            );
            return None;
        };
        let fields = &self.file.profile.fields;
        if self.leads_back(place) {
            self.add(
                path,
                Code::FieldCycle,
                format!("whether this field is shown hangs on `{name}`, and that on this one"),
                "let one of them be asked for in any case",
            );
            return None;
        }
        let other = fields.get(place)?;
        if place > self.index || other.step.unwrap_or(1) > self.field.step.unwrap_or(1) {
            self.add(
                path,
                Code::LaterField,
                format!("`{name}` is asked for after this field"),
                "put it before this one, on the same page or an earlier one",
            );
            return None;
        }
        for (index, answer) in any_of.iter().enumerate() {
            if let Some(problem) = options::impossible(other, answer) {
                self.add(
                    &format!(".only_if.any_of[{index}]"),
                    Code::ImpossibleAnswer,
                    format!("`{answer}` is no answer to `{name}`: {problem}"),
                    "name answers that can be given, in the form in which they are stored",
                );
            }
        }
        Some((name.clone(), any_of.clone()))
    }

    /// Whether what the field at `place` hangs on leads back to this one.
    fn leads_back(&self, place: usize) -> bool {
        let fields = &self.file.profile.fields;
        let mut here = place;
        // As many steps as there are fields lead through any cycle.
        for _ in 0..=fields.len() {
            if here == self.index {
                return true;
            }
            let next = fields
                .get(here)
                .and_then(|field| self.places.get(field.only_if.as_ref()?.field.as_str()));
            match next {
                Some(next) => here = *next,
                None => return false,
            }
        }
        false
    }

    /// Compiles a text in CEL and reports what is wrong with it, where it is wrong.
    fn compile(
        &mut self,
        name: &str,
        source: Option<&str>,
        expected: ResultType,
    ) -> Option<Vec<u8>> {
        let source = source?;
        let field = format!("{}{name}", self.path);
        match compile(source, self.environment, expected) {
            Ok(compiled) => Some(compiled.program),
            Err(diagnostics) => {
                for diagnostic in diagnostics {
                    let before = source.get(..diagnostic.octets.start).unwrap_or_default();
                    let draft = rule_text::draft(&field, source, diagnostic.clone());
                    self.report.add_inside(draft, before);
                }
                None
            }
        }
    }
}
