//! A form: all questions of a session, by page.

mod lists;
mod render;

pub(crate) use render::other_account;

use vestibule_pages::Spoken;
use vestibule_profile::{Answer, FORM_PREFIX, FieldTexts, Kind, Problem, Setting};
use vestibule_tenant::{Client, Organization, Profile, ProfileOverride, SnapshotError};

use crate::carried::Carried;
use crate::consent::ShownConsent;
use crate::decide::Context;
use crate::network::Network;
use crate::opened::Opened;
use crate::place::{Place, language};
use crate::question::{Question, questions};

/// A form: all questions of a session, by page.
pub(crate) struct Sheet<'a> {
    pub(crate) pages: Vec<Vec<Question<'a>>>,
    prefill: &'a [(String, Vec<String>)],
    spoken: Spoken<'a>,
    /// What is heeded of how the visitor writes: their own tag, where it is of the page's language.
    locale: String,
    /// The language that texts are in which are not in the page's, and all texts in it.
    own: (&'a str, Vec<FieldTexts<'a>>),
    context: Context<'a>,
}

/// What the questions that are to be answered came to, in their order.
pub(crate) type Verdicts<'a> = Vec<(&'a Question<'a>, usize, Result<Option<Answer>, Problem>)>;

impl<'a> Sheet<'a> {
    /// The form of a session; `None` when there is nothing (any more) to ask.
    pub(crate) fn of(
        context: Context<'a>,
        opened: &'a Opened,
        place: &Place<'a>,
    ) -> Result<Option<Self>, SnapshotError> {
        let Some(snapshot) = context.snapshot else {
            return Ok(None);
        };
        let Some(profile) = snapshot.manifest().profile()? else {
            return Ok(None);
        };
        let organization = place.organization.as_ref().map(Organization::id);
        let client = place.client.as_ref().map(Client::id);
        let over = profile.override_for(organization, client)?;
        let spoken = language(context, Some(&opened.ask), place);
        let tag = spoken.language().tag;
        let pages = questions(&opened.ask, &profile, over.as_ref(), tag)?;
        let own = own_texts(&pages, &profile, over.as_ref())?;
        Ok((!pages.is_empty()).then(|| Self {
            pages,
            own,
            // What is known of the user is for them, and on another network nobody knows that it is them.
            prefill: match opened.session.network {
                Network::Same => &opened.ask.prefill,
                Network::Other | Network::OtherConfirmed => &[],
            },
            locale: locale(context.accept_language, tag),
            spoken,
            context,
        }))
    }

    /// Whether nothing has to be answered.
    pub(crate) fn is_optional(&self) -> bool {
        self.pages
            .iter()
            .flatten()
            .all(|question| !question.required)
    }

    /// Whether a control is one of a page's.
    pub(crate) fn is_on(&self, step: usize, control: &str) -> bool {
        let name = control.strip_prefix(FORM_PREFIX);
        let mut page = self.pages.get(step).into_iter().flatten();
        page.any(|question| Some(question.field.name) == name)
    }

    /// Reads all that was typed so far, up to the page `until`, and not beyond. What is not shown because of other answers is not
    /// among it.
    pub(crate) fn verdicts(&self, carried: &Carried, until: usize) -> Verdicts<'_> {
        let form = carried.pairs();
        let mut verdicts = Vec::new();
        let mut answers: Vec<(&str, Option<Answer>)> = Vec::new();
        for (step, page) in self.pages.iter().enumerate().take(until.saturating_add(1)) {
            for question in page {
                if !question.is_shown(&answers) {
                    answers.push((question.field.name, None));
                    continue;
                }
                let setting = self.setting(question.required);
                let verdict = Answer::read(&question.field, &form, &setting);
                answers.push((question.field.name, verdict.clone().ok().flatten()));
                verdicts.push((question, step, verdict));
            }
        }
        verdicts
    }

    /// The next page after one that has anything on it, given what was typed before.
    pub(crate) fn next(&self, carried: &Carried, after: usize) -> Option<usize> {
        let steps = after.saturating_add(1)..self.pages.len();
        steps
            .into_iter()
            .find(|step| !self.shown(carried, *step).is_empty())
    }

    /// The page before one, likewise.
    pub(crate) fn previous(&self, carried: &Carried, before: usize) -> Option<usize> {
        (0..before)
            .rev()
            .find(|step| !self.shown(carried, *step).is_empty())
    }

    /// The questions that a page shows, and whether each has to be answered: one that hangs on an answer to another of the same page
    /// need not be, since nobody knows that answer yet.
    fn shown(&self, carried: &Carried, step: usize) -> Vec<(&Question<'a>, bool)> {
        let before = step
            .checked_sub(1)
            .map(|until| self.verdicts(carried, until));
        let mut answers: Vec<(&str, Option<Answer>)> = Vec::new();
        for page in self.pages.iter().take(step) {
            for question in page {
                let mut verdicts = before.iter().flatten();
                let answer = verdicts.find(|(it, ..)| it.field.name == question.field.name);
                let answer = answer.and_then(|(.., verdict)| verdict.clone().ok().flatten());
                answers.push((question.field.name, answer));
            }
        }
        let page = self.pages.get(step).map(Vec::as_slice).unwrap_or_default();
        let is_here = |name: &str| page.iter().any(|question| question.field.name == name);
        let shown = page.iter().filter_map(|question| {
            let hangs = question
                .field
                .only_if
                .as_ref()
                .is_some_and(|it| is_here(it.field));
            let is_shown = hangs || question.is_shown(&answers);
            is_shown.then_some((question, question.required && !hangs))
        });
        shown.collect()
    }

    /// What the page that is shown shows of consents.
    pub(crate) fn shown_consents(&self, carried: &Carried) -> Vec<ShownConsent> {
        let page = self.shown(carried, carried.step);
        let shown = page.iter().filter_map(|(question, _)| {
            let (own, texts) = &self.own;
            // A text that is not there in the page's language is shown in the tenant's.
            let is_own = texts
                .iter()
                .any(|it| (it.label, it.hint) == (question.texts.label, question.texts.hint));
            let language = if is_own {
                own
            } else {
                self.spoken.language().tag
            };
            ShownConsent::of(question, language)
        });
        shown.collect()
    }

    /// What the control of a question holds: what was typed, or what is known where its page was not sent yet.
    fn values(&self, question: &Question<'_>, carried: &Carried, step: usize) -> Vec<String> {
        if carried.was_sent(step) {
            let name = question.field.name;
            let typed = carried.typed.iter();
            let typed =
                typed.filter(|(control, _)| control.strip_prefix(FORM_PREFIX) == Some(name));
            return typed.map(|(_, value)| value.clone()).collect();
        }
        let mut known = self.prefill.iter();
        let known = known.find(|(name, _)| name == question.field.name);
        known.map_or_else(Vec::new, |(_, plain)| self.typed(question, plain))
    }

    /// A known answer as its control holds it in the visitor's language; what is no answer, as it is, for its owner to mend.
    fn typed(&self, question: &Question<'_>, plain: &[String]) -> Vec<String> {
        let control = format!("{FORM_PREFIX}{}", question.field.name);
        let form: Vec<_> = plain.iter().map(|value| (&*control, &**value)).collect();
        let setting = Setting {
            language: "en",
            ..self.setting(false)
        };
        match Answer::read(&question.field, &form, &setting) {
            Ok(Some(answer)) => answer.typed(&question.field.kind, &self.locale),
            Ok(None) | Err(_) => plain.to_vec(),
        }
    }

    fn setting(&self, required: bool) -> Setting<'_> {
        Setting {
            language: &self.locale,
            required,
            today: Setting::latest_day(self.context.now.0),
            host: self.context.lists.host(),
        }
    }
}

/// The first tag that the browser names of the page's language, with its region: how numbers and days are written.
fn locale(accepted: &str, language: &str) -> String {
    let mut tags = accepted
        .split(',')
        .map(|range| range.split(';').next().unwrap_or_default().trim());
    let is_of_it = |tag: &&str| {
        let primary = tag.split('-').next().unwrap_or_default();
        primary.eq_ignore_ascii_case(language)
    };
    tags.find(is_of_it).unwrap_or(language).to_owned()
}

/// The tenant's language with the texts in it, if there is a consent among the questions: only receipts say in which language a text was.
fn own_texts<'a>(
    pages: &[Vec<Question<'a>>],
    profile: &Profile<'a>,
    over: Option<&ProfileOverride<'a>>,
) -> Result<(&'a str, Vec<FieldTexts<'a>>), SnapshotError> {
    let is_consent = |question: &Question<'_>| matches!(question.field.kind, Kind::Consent(_));
    if !pages.iter().flatten().any(is_consent) {
        return Ok(("", Vec::new()));
    }
    let own = profile.languages()?.into_iter().next().unwrap_or_default();
    Ok((own, profile.texts(own, over)?))
}
