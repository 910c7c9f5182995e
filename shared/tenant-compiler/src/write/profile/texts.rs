//! What fields say to people, language by language, so that a form reads one of them.

use std::collections::BTreeSet;

use super::piece;
use crate::file::Language;
use crate::model::Tenant;
use crate::model::profile::{ByLanguage, Field, Override};
use crate::write::TooLarge;
use crate::write::bytes::Append;

/// Appends all texts: the tenant's language first, which is shown where there is no other.
pub(super) fn write(bytes: &mut Vec<u8>, tenant: &Tenant) -> Result<(), TooLarge> {
    let own = tenant.language;
    let mut languages = BTreeSet::new();
    for field in &tenant.profile.fields {
        languages.extend(all(field).flat_map(ByLanguage::keys).copied());
    }
    languages.remove(&own);
    let languages: Vec<Language> = [own].into_iter().chain(languages).collect();
    bytes.count(languages.len())?;
    for language in languages {
        bytes.text(language.tag())?;
        let mut texts = Vec::new();
        for field in &tenant.profile.fields {
            let it = &field.texts;
            for each in [
                &it.label,
                &it.hint,
                &it.placeholder,
                &it.problem,
                &it.document,
            ] {
                texts.text(text(each, language, own))?;
            }
            texts.count(it.options.len())?;
            for each in &it.options {
                texts.text(text(each, language, own))?;
            }
        }
        piece(bytes, &texts)?;
    }
    Ok(())
}

/// Appends the labels of an override, by language.
pub(super) fn labels(
    bytes: &mut Vec<u8>,
    each: &Override,
    tenant: &Tenant,
) -> Result<(), TooLarge> {
    let own = tenant.language;
    let mut languages: BTreeSet<Language> = BTreeSet::new();
    languages.extend(each.labels.values().flat_map(ByLanguage::keys));
    if !languages.is_empty() {
        languages.insert(own);
    }
    // The tenant's language first, as above.
    let first = languages.take(&own);
    let languages: Vec<Language> = first.into_iter().chain(languages).collect();
    bytes.count(languages.len())?;
    for language in languages {
        bytes.text(language.tag())?;
        let mut texts = Vec::new();
        texts.count(each.labels.len())?;
        for (place, label) in &each.labels {
            texts.count(*place)?;
            texts.text(text(label, language, own))?;
        }
        piece(bytes, &texts)?;
    }
    Ok(())
}

fn all(field: &Field) -> impl Iterator<Item = &ByLanguage> {
    let it = &field.texts;
    [
        &it.label,
        &it.hint,
        &it.placeholder,
        &it.problem,
        &it.document,
    ]
    .into_iter()
    .chain(&it.options)
}

/// A text in a language; else in the tenant's, else in any that it is in, and empty if it is in none.
fn text(texts: &ByLanguage, language: Language, own: Language) -> &str {
    let text = texts.get(&language).or_else(|| texts.get(&own));
    text.or_else(|| texts.values().next())
        .map_or("", String::as_str)
}
