//! A page of the form, filled in.

use vestibule_http::encode_component;
use vestibule_pages::{Frame, Html, Link, LinkError, ProfileField, ProfileForm, ProfileStep};
use vestibule_profile::Control;

use super::{Sheet, lists};
use crate::carried::Carried;
use crate::decide::{Context, PATH};
use crate::form::Shown;
use crate::mask::masked;
use crate::network::Network;
use crate::opened::Opened;
use crate::place::Place;

impl Sheet<'_> {
    /// Renders the page that is shown. `sealed` is what the form carries.
    ///
    /// # Errors
    /// When an address of ours is none, which no name of a session or client makes it.
    pub(crate) fn render(
        &self,
        context: Context<'_>,
        opened: &Opened,
        place: &Place<'_>,
        shown: &Shown,
        sealed: &str,
    ) -> Result<Html, LinkError> {
        let carried = &shown.carried;
        let questions = self.shown(carried, carried.step);
        let parts: Vec<_> = questions
            .iter()
            .map(|(question, required)| {
                let values = self.values(question, carried, carried.step);
                let control = Control::of(&question.field, &self.setting(*required));
                (values, control, self.long_list(&question.field.kind))
            })
            .collect();
        let given: Vec<Vec<&str>> = parts
            .iter()
            .map(|(values, ..)| values.iter().map(String::as_str).collect())
            .collect();
        let entries: Vec<_> = parts.iter().map(|(.., list)| list.entries()).collect();
        let groups: Vec<_> = entries.iter().map(|it| lists::groups(it)).collect();
        let fields: Vec<_> = questions
            .iter()
            .zip(&parts)
            .zip(given.iter().zip(&groups))
            .map(|(((question, required), (_, control, _)), (given, list))| {
                let name = question.field.name;
                let mut problems = shown.problems.iter();
                let problem = problems.find(|(field, _)| field == name);
                ProfileField {
                    field: &question.field,
                    texts: &question.texts,
                    control,
                    required: *required,
                    given,
                    problem: problem.map(|(_, problem)| *problem),
                    list,
                }
            })
            .collect();
        let brand = place.brand();
        let action = format!("{PATH}/{}", opened.session.id());
        let other = other_account(place);
        let account = opened.ask.account.as_deref().unwrap_or_default();
        let account = match opened.session.network {
            Network::Same => account.to_owned(),
            Network::Other | Network::OtherConfirmed => masked(account),
        };
        let page = ProfileForm {
            frame: Frame::new(&brand, &self.spoken).with_reference(context.id),
            action: Link::parse(&action)?,
            hidden: &[(Carried::FIELD, sealed)],
            account: &account,
            other_account: Link::parse(&other)?,
            purpose: None,
            step: self.step(carried),
            fields: &fields,
            goes_back: self.previous(carried, carried.step).is_some(),
            may_skip: self.is_optional(),
            is_not_saved: shown.is_not_saved,
        };
        Ok(page.render())
    }

    /// Which page of how many, as far as that is known before all is answered.
    fn step(&self, carried: &Carried) -> Option<ProfileStep> {
        let pages = 0..self.pages.len();
        let shown: Vec<_> = pages
            .filter(|step| !self.shown(carried, *step).is_empty())
            .collect();
        let number = shown.iter().position(|step| *step == carried.step)?;
        (shown.len() > 1).then_some(ProfileStep {
            number: u8::try_from(number + 1).ok()?,
            count: u8::try_from(shown.len()).ok()?,
        })
    }
}

/// Where whoever is somebody else goes on: to the form that asks for an address, with what this browser remembers forgotten.
pub(crate) fn other_account(place: &Place<'_>) -> String {
    let client = place
        .client
        .as_ref()
        .filter(|client| client.login_url().is_some());
    client.map_or_else(
        || "/edge/notice/session-expired".to_owned(),
        |client| {
            let id = encode_component(client.id().as_str());
            format!("/edge/realm?client_id={id}&other_account=1")
        },
    )
}
