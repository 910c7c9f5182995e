//! Texts that are missing in a language, and consents to nothing.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::file::{Language, TenantFile};
use crate::model::profile::{ByLanguage, Kind, Profile};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, profile: &Profile, report: &mut Report<'_>) {
    let mut languages = BTreeSet::from([file.tenant.own_language()]);
    // Whoever names the languages of pages means them; where nobody does, they are all that there are.
    languages.extend(file.tenant.languages.iter().flatten().copied());
    for field in &profile.fields {
        languages.extend(field.texts.label.keys());
    }
    for (index, field) in profile.fields.iter().enumerate() {
        let path = format!("profile.fields[{index}]");
        let it = &field.texts;
        for (name, texts) in [
            ("label", &it.label),
            ("hint", &it.hint),
            ("placeholder", &it.placeholder),
            ("problem", &it.problem),
            ("document", &it.document),
        ] {
            missing(format!("{path}.{name}"), texts, &languages, report);
        }
        for (option, texts) in it.options.iter().enumerate() {
            missing(
                format!("{path}.options[{option}].label"),
                texts,
                &languages,
                report,
            );
        }
        if matches!(field.kind, Kind::Consent { .. }) && it.document.is_empty() {
            report.add(
                path,
                Code::ConsentWithoutDocument,
                "nobody can read what they agree to",
                "say where the text is: `document = \"https://…\"`",
            );
        }
    }
    for (index, each) in profile.overrides.iter().enumerate() {
        for (place, texts) in &each.labels {
            let name = profile.fields.get(*place).map_or("", |field| &field.name);
            let path = format!("profile.overrides[{index}].labels.{name}");
            missing(path, texts, &languages, report);
        }
    }
}

fn missing(
    path: String,
    texts: &ByLanguage,
    languages: &BTreeSet<Language>,
    report: &mut Report<'_>,
) {
    // What is not there at all is not meant to be.
    if texts.is_empty() {
        return;
    }
    let missing: Vec<_> = languages
        .iter()
        .filter(|language| !texts.contains_key(language))
        .map(|language| language.tag())
        .collect();
    if !missing.is_empty() {
        report.add(
            path,
            Code::MissingText,
            format!(
                "the text is missing in `{}`, where pages or other texts of the profile are",
                missing.join("`, `")
            ),
            "add it, as in `{ en = \"Job title\", de = \"Funktion\" }`; until then people read it in the tenant's language",
        );
    }
}
