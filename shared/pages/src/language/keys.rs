//! The name of every text: what a tenant that words some of them itself calls them by.

use super::explanations::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};
use super::plural::CountedText;
use super::profile::{ProblemTexts, ProfileTexts};
use super::{
    ConflictTexts, ConnectionChooserTexts, CountTexts, GoingOnTexts, IdentifierTexts, LayoutTexts,
    NoMatchTexts, NoticeTexts, OrganizationPickerTexts, SignOutTexts, Wording,
};

/// Texts with names, or a text.
trait Named<'t> {
    /// The text of that name, which is empty for a text by itself.
    fn find(&mut self, name: &str) -> Option<&mut &'t str>;

    /// Says every text with its name, which begins with `before`.
    fn each(&self, before: &str, say: &mut dyn FnMut(&str, &'t str));
}

impl<'t> Named<'t> for &'t str {
    fn find(&mut self, name: &str) -> Option<&mut &'t str> {
        name.is_empty().then_some(self)
    }

    fn each(&self, before: &str, say: &mut dyn FnMut(&str, &'t str)) {
        say(before, self);
    }
}

/// Names texts by the fields that hold them, parts by dots. A field that is forgotten here does not compile.
macro_rules! named {
    ($texts:ident but $($other:ident)*: $($field:ident)+) => {
        impl<'t> Named<'t> for $texts<'t> {
            fn find(&mut self, name: &str) -> Option<&mut &'t str> {
                let Self { $($other: _,)* $($field,)+ } = self;
                let (first, rest) = name.split_once('.').unwrap_or((name, ""));
                match first {
                    $(stringify!($field) => $field.find(rest),)+
                    _ => None,
                }
            }

            fn each(&self, before: &str, say: &mut dyn FnMut(&str, &'t str)) {
                let dot = if before.is_empty() { "" } else { "." };
                $(self.$field.each(&[before, dot, stringify!($field)].concat(), say);)+
            }
        }
    };
    ($texts:ident: $($field:ident)+) => {
        named!($texts but: $($field)+);
    };
}

named!(Wording but tag name direction habits: counts explanations profile layout identifier connection_chooser organization_picker going_on sign_out no_match conflict not_found bad_request method_not_allowed too_large too_many failed unavailable language_chosen);
named!(CountTexts: in_seconds);
named!(LayoutTexts: window reference support privacy terms status language);
named!(IdentifierTexts: heading lead lead_to label example submit other_way window_problem empty not_an_address too_long suggestion remembered_heading remembered_lead remembered_lead_to remembered_go forget other_account loop_stopped provider_refused choose_other conflict);
named!(ConnectionChooserTexts: heading lead signing_in_as other_account loop_stopped provider_refused);
named!(OrganizationPickerTexts: heading lead signing_in_as other_account find submit showing none all);
named!(GoingOnTexts: heading lead stuck go);
named!(SignOutTexts: heading lead provider provider_of provider_detail forget forget_detail submit stay moving moving_lead stuck finish);
named!(NoMatchTexts: heading lead advice typed try_again go_on new_here request_access);
named!(ConflictTexts: heading two several advice typed try_again other_way);
named!(NoticeTexts: heading lead go_on);
named!(ExplanationTexts: denied blocked not_a_member cancelled not_checked step_lost profile_incomplete sign_in_needed interaction_needed consent_needed second_factor_needed email_unverified organization_needed organization_unknown connection_unavailable app_misconfigured link_broken link_expired invitation_expired invitation_broken server_trouble busy unknown email_verified email_not_verified password_changed signed_out sign_out_broken session_expired maintenance ways ask from_application invitation_to onward stay tracking);
named!(TopicTexts: heading lead);
named!(WayTexts: start_again try_again sign_in other_account find_organization application back);
named!(AskTexts: it_team administrator application);
named!(ProfileTexts: heading lead signed_in_as other_account step optional choose no_answer yes no likely limit document submit back skip summary not_saved done handing_back go_on is_this_you other_network sent_by_another it_is_me it_is_not_me problems);
named!(ProblemTexts: missing not_chosen too_short too_long other_form prohibited hidden mixed_scripts not_a_number too_small too_large too_many_decimals not_whole not_a_day before after future not_a_phone country_needed not_an_address not_an_option too_few too_many not_agreed);
named!(CountedText: zero one two few many other);

impl<'t> Wording<'t> {
    /// Every text with its name: `identifier.heading`. The categories of a [`CountedText`] that the language has not are empty.
    #[must_use]
    pub fn texts(&self) -> Vec<(String, &'t str)> {
        let mut texts = Vec::new();
        self.each("", &mut |name, text| texts.push((name.to_owned(), text)));
        texts
    }

    /// Words one text otherwise; a name that there is not changes nothing.
    pub(crate) fn reword(&mut self, name: &str, text: &'t str) {
        if let Some(place) = self.find(name) {
            *place = text;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::language::{ENGLISH, Language};

    #[test]
    fn every_name_finds_its_text() {
        for language in Language::all() {
            let texts = language.texts();
            let names: BTreeSet<&String> = texts.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), texts.len());
            let mut worded = **language;
            for (name, text) in &texts {
                assert_eq!(*worded.find(name).unwrap(), *text, "{name}");
                worded.reword(name, "x");
            }
            assert!(worded.texts().iter().all(|(_, text)| *text == "x"));
        }
    }

    #[test]
    fn other_names_find_nothing() {
        let mut worded = ENGLISH;
        for name in [
            "",
            ".",
            "tag",
            "identifier",
            "identifier.",
            "identifier.headin",
            "identifier.heading.x",
            ".identifier.heading",
            "explanations.denied",
        ] {
            worded.reword(name, "x");
            assert!(
                worded.texts().iter().all(|(_, text)| *text != "x"),
                "{name}"
            );
        }
    }
}
