//! What somebody was shown, and whether they agreed to it.

use vestibule_profile::Kind;
use vestibule_receipts::text_digest;

use crate::carried::Carried;
use crate::question::Question;
use crate::sheet::Verdicts;

/// What a page showed of a consent. It is sealed into the form of that page: a receipt says what was shown, whatever is published when
/// the form is sent, and in whatever language the next page is.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ShownConsent {
    /// The name of the field.
    pub(crate) field: String,
    /// The language of the text, as a tag.
    pub(crate) language: String,
    /// The version of the text.
    pub(crate) version: String,
    /// The digest of what stood beside the control.
    pub(crate) text: String,
    /// Where the whole text could be read.
    pub(crate) document: Option<String>,
}

/// What somebody said to a consent that was shown.
pub(crate) struct Statement<'a> {
    pub(crate) shown: &'a ShownConsent,
    /// The legal entity that it is given to.
    pub(crate) entity: &'a str,
    pub(crate) given: bool,
}

/// The page that has to be shown again: a consent on it was not shown as it is now.
pub(crate) struct NotShown(pub(crate) usize);

impl ShownConsent {
    /// What a question shows in a language; `None` if it is no consent.
    pub(crate) fn of(question: &Question<'_>, language: &str) -> Option<Self> {
        let Kind::Consent(consent) = &question.field.kind else {
            return None;
        };
        let texts = &question.texts;
        Some(Self {
            field: question.field.name.to_owned(),
            language: language.to_owned(),
            version: consent.version.to_owned(),
            text: text_digest(texts.label, texts.hint),
            document: texts.document.map(str::to_owned),
        })
    }

    /// All but the name of the field, in one line.
    pub(crate) fn write(&self) -> String {
        let document = self.document.as_deref().unwrap_or_default();
        let Self {
            language,
            version,
            text,
            ..
        } = self;
        // No space is in any but the last: tags, versions and base64url have none.
        format!("{language} {version} {text} {document}")
    }

    /// Reads what was written.
    pub(crate) fn read(field: &str, line: &str) -> Option<Self> {
        let mut parts = line.splitn(4, ' ').map(str::to_owned);
        Some(Self {
            field: field.to_owned(),
            language: parts.next()?,
            version: parts.next()?,
            text: parts.next()?,
            document: parts.next().filter(|document| !document.is_empty()),
        })
    }
}

/// What was said to each consent of a form that was sent. One that was left empty was asked for and not given, which is worth proving
/// as well: that somebody did *not* agree to a version.
///
/// # Errors
/// The page to show again.
pub(crate) fn statements<'v>(
    verdicts: &'v Verdicts<'_>,
    carried: &'v Carried,
) -> Result<Vec<Statement<'v>>, NotShown> {
    let mut statements = Vec::new();
    for (question, step, verdict) in verdicts {
        let Kind::Consent(consent) = &question.field.kind else {
            continue;
        };
        let given = matches!(verdict, Ok(Some(_)));
        let name = question.field.name;
        let shown = carried.consents.iter().find(|it| it.field == name);
        let shown = shown.filter(|it| !given || it.version == consent.version);
        statements.push(Statement {
            shown: shown.ok_or(NotShown(*step))?,
            entity: consent.entity,
            given,
        });
    }
    Ok(statements)
}

impl Statement<'_> {
    /// All of it, in one line, for the digest of what was answered.
    pub(crate) fn line(&self) -> String {
        let Self {
            shown,
            entity,
            given,
        } = self;
        format!("{} {} {given} {entity}", shown.field, shown.write())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_comes_back() {
        for document in [None, Some("https://acme.example/terms?a=1&b=ü%20")] {
            let shown = ShownConsent {
                field: "terms".to_owned(),
                language: "de".to_owned(),
                version: "2026-11".to_owned(),
                text: "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0".to_owned(),
                document: document.map(str::to_owned),
            };
            let read = ShownConsent::read("terms", &shown.write());
            assert!(read == Some(shown));
        }
        assert!(ShownConsent::read("terms", "de 1").is_none());
    }
}
