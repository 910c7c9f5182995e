//! What a session asks, with the tenant file's words for it.

use vestibule_profile::ask::Ask;
use vestibule_profile::{Answer, Field, FieldTexts};
use vestibule_tenant::{Profile, ProfileOverride, SnapshotError};

/// A field that a session asks for.
#[derive(Clone, Debug)]
pub(crate) struct Question<'a> {
    pub(crate) field: Field<'a>,
    pub(crate) texts: FieldTexts<'a>,
    /// Whether the login goes on only with an answer, where the field is shown.
    pub(crate) required: bool,
}

/// The questions of a session, by page. Fields that the tenant file has no more are left out: somebody published another version
/// meanwhile.
pub(crate) fn questions<'a>(
    ask: &Ask,
    profile: &Profile<'a>,
    over: Option<&ProfileOverride<'a>>,
    language: &str,
) -> Result<Vec<Vec<Question<'a>>>, SnapshotError> {
    let fields = profile.fields(over)?;
    let texts = profile.texts(language, over)?;
    let known: Vec<_> = fields.into_iter().zip(texts).collect();
    let pages = ask.steps.iter().map(|step| {
        let questions = step.iter().filter_map(|asked| {
            let (field, texts) = known.iter().find(|(field, _)| field.name == asked.name)?;
            Some(Question {
                field: field.clone(),
                texts: texts.clone(),
                required: asked.required,
            })
        });
        questions.collect::<Vec<_>>()
    });
    Ok(pages.filter(|page| !page.is_empty()).collect())
}

impl Question<'_> {
    /// Whether the field is shown, given what was answered before it. `answers` are by name of field.
    pub(crate) fn is_shown(&self, answers: &[(&str, Option<Answer>)]) -> bool {
        let Some(condition) = &self.field.only_if else {
            return true;
        };
        let other = answers.iter().find(|(name, _)| *name == condition.field);
        match other {
            // Not asked in this login: the callout has looked at what is stored.
            None => true,
            Some((_, None)) => false,
            Some((_, Some(answer))) => {
                condition.any_of.is_empty()
                    || answer
                        .plain()
                        .any(|plain| condition.any_of.contains(&&*plain))
            }
        }
    }
}
