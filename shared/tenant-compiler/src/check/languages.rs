//! The languages of a tenant's pages.

use crate::code::Code;
use crate::file::Tenant;
use crate::model::Language;
use crate::report::Report;

/// The tenant's own language, and those that its pages are offered in; none of these stands for all.
pub(super) fn check(tenant: &Tenant, report: &mut Report<'_>) -> (Language, Vec<Language>) {
    let Some(listed) = &tenant.languages else {
        return (tenant.own_language(), Vec::new());
    };
    let mut offered: Vec<Language> = Vec::new();
    for (index, language) in listed.iter().enumerate() {
        if offered.contains(language) {
            report.add(
                format!("tenant.languages[{index}]"),
                Code::DuplicateLanguage,
                format!("`{}` is listed twice", language.tag()),
                "list each language once",
            );
        } else {
            offered.push(*language);
        }
    }
    let own = tenant.own_language();
    if offered.is_empty() {
        report.add(
            "tenant.languages",
            Code::EmptyList,
            "no language is listed, and pages have to be in one",
            "name at least one, or leave the field out if all are meant",
        );
    } else if !offered.contains(&own) {
        report.add(
            "tenant.language",
            Code::UnofferedLanguage,
            format!(
                "`{}` is not among the languages that pages are offered in",
                own.tag()
            ),
            "list it in `languages`, or name one that is listed",
        );
    }
    (own, offered)
}
