//! What is wrong with a tenant file, and where.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::code::Code;

/// Something to mend in a tenant file.
///
/// `Display` writes it for a terminal without colours:
///
/// ```text
/// vestibule.toml:41:12: error[invalid-domain]: organizations[1].domains[0].name: `foo_bar.example` is not a domain: …
///   help: …
/// ```
///
/// In JSON it is an object with `severity` (`"error"` or `"warning"`), `code`, `file`, `line` and `column` (numbers from one,
/// or null), `field`, `problem`, `help` and `page`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name of the kind of mistake, for tools and for looking it up.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub problem: String,
    /// What would be right.
    pub help: String,
}

/// Whether a finding stops the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The snapshot is written all the same.
    Warning,
    /// No snapshot is written.
    Error,
}

/// A place in a tenant file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as it was named to the compiler.
    pub file: PathBuf,
    /// Line and column, counted from one, the column in characters; `None` when the file could not be read.
    pub position: Option<(usize, usize)>,
    /// The path of the field, as in `organizations[1].domains[0].name`; empty for the file as a whole.
    pub field: String,
}

/// All that keeps a tenant file from being compiled: at least one error, and the warnings found on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileErrors(pub(crate) Vec<Finding>);

/// A finding before its place in the text is known.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) code: Code,
    /// The path of the field in all files taken together; empty where another piece of information says where it is.
    pub(crate) field: String,
    /// The number of the file, and the octets in it; where there is no such place, the field decides.
    pub(crate) place: Option<(usize, Range<usize>)>,
    /// What stands in the value of the field before the place it is about; empty: the value as a whole.
    pub(crate) before: String,
    pub(crate) problem: String,
    pub(crate) help: String,
}

impl Draft {
    pub(crate) fn new(code: Code, problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            field: String::new(),
            place: None,
            before: String::new(),
            problem: problem.into(),
            help: help.into(),
        }
    }

    /// Names the field it is about.
    pub(crate) fn on(self, field: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            ..self
        }
    }

    /// Names the place inside the value of the field by what stands before it.
    pub(crate) fn behind(self, before: impl Into<String>) -> Self {
        Self {
            before: before.into(),
            ..self
        }
    }

    /// Names the file, and the octets in it, that it is about.
    pub(crate) fn at(self, file: usize, octets: Range<usize>) -> Self {
        Self {
            place: Some((file, octets)),
            ..self
        }
    }
}

impl Finding {
    /// Where the documentation says more about it, from the root of the repository.
    #[must_use]
    pub fn page(&self) -> String {
        format!("docs/findings/{}.md", self.code)
    }
}

/// One flat object, so that tools need not know how a place is kept here.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (line, column) = self.place.position.unzip();
        let mut object = serializer.serialize_struct("Finding", 9)?;
        object.serialize_field("severity", &self.severity.to_string())?;
        object.serialize_field("code", self.code)?;
        object.serialize_field("file", &self.place.file.to_string_lossy())?;
        object.serialize_field("line", &line)?;
        object.serialize_field("column", &column)?;
        object.serialize_field("field", &self.place.field)?;
        object.serialize_field("problem", &self.problem)?;
        object.serialize_field("help", &self.help)?;
        object.serialize_field("page", &self.page())?;
        object.end()
    }
}

impl CompileErrors {
    /// The findings in the order of the file.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.0
    }
}

impl std::error::Error for CompileErrors {}

impl fmt::Display for CompileErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(formatter, "{separator}{finding}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place {
            file,
            position,
            field,
        } = &self.place;
        write!(formatter, "{}", file.display())?;
        if let Some((line, column)) = position {
            write!(formatter, ":{line}:{column}")?;
        }
        write!(formatter, ": {}[{}]: ", self.severity, self.code)?;
        if !field.is_empty() {
            write!(formatter, "{field}: ")?;
        }
        write!(formatter, "{}\n  help: {}", self.problem, self.help)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}
