//! What fields say to people.

use super::super::contact;
use super::field::Check;
use crate::code::Code;
use crate::file::LanguageTexts;
use crate::model::profile::{ByLanguage, Texts};

/// Longest text, in octets.
const MAX_TEXT: usize = 500;

impl Check<'_, '_> {
    pub(super) fn texts(&mut self) -> Texts {
        let field = self.field;
        let options = field.options.iter().flatten().enumerate();
        let options = options
            .map(|(index, option)| {
                self.text(&format!(".options[{index}].label"), Some(&option.label))
            })
            .collect();
        Texts {
            label: self.text(".label", Some(&field.label)),
            hint: self.text(".hint", field.hint.as_ref()),
            placeholder: self.text(".placeholder", field.placeholder.as_ref()),
            problem: self.text(".problem", field.problem.as_ref()),
            document: self.document(),
            options,
        }
    }

    fn text(&mut self, name: &str, texts: Option<&LanguageTexts>) -> ByLanguage {
        let path = format!("{}{name}", self.path);
        texts.map_or_else(ByLanguage::new, |texts| {
            check(&path, texts, self.file, self.report)
        })
    }

    fn document(&mut self) -> ByLanguage {
        let Some(texts) = &self.field.document else {
            return ByLanguage::new();
        };
        let mut pages = ByLanguage::new();
        for (language, text) in texts.each(self.file.tenant.own_language()) {
            let path = format!("{}.document{}", self.path, texts.path(language));
            let page = contact::page(path, text, self.loopback, self.report);
            pages.insert(language, page);
        }
        pages
    }
}

/// Checks a text in all its languages.
pub(super) fn check(
    path: &str,
    texts: &LanguageTexts,
    file: &crate::TenantFile,
    report: &mut crate::report::Report<'_>,
) -> ByLanguage {
    let mut checked = ByLanguage::new();
    for (language, text) in texts.each(file.tenant.own_language()) {
        let path = format!("{path}{}", texts.path(language));
        let text = text.trim();
        if text.is_empty() {
            report.add(
                path,
                Code::EmptyName,
                "the text is empty",
                "write what people are to read",
            );
        } else if text.len() > MAX_TEXT || text.chars().any(char::is_control) {
            report.add(
                path,
                Code::UnusableName,
                "the text is too long, or has control characters such as line breaks",
                format!("write at most {MAX_TEXT} octets on one line"),
            );
        }
        checked.insert(language, text.to_owned());
    }
    if checked.is_empty() {
        report.add(
            path,
            Code::EmptyName,
            "the text is in no language",
            "write `{ en = \"…\" }`, or the text alone in the tenant's language",
        );
    }
    checked
}
