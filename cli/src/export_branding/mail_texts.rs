//! The words of mails, apart from their markup.
//!
//! They stand here and not with the words of pages, since nothing at the edge sends mails. What holds for those holds for these:
//! a helpful colleague speaks, short and without blame, and nothing depends on a number or on who reads. Braces name what is put
//! in: `{product}`, and in an invitation `{organization}`. No text holds markup, a straight quotation mark or a backslash.

mod arabic;
mod english;
mod french;
mod german;
mod japanese;
mod spanish;

/// All words of mails in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct MailTexts {
    /// The tag of the language, as pages have it.
    pub(super) tag: &'static str,
    /// Before the address that the button leads to, for programs that show no button.
    pub(super) copy: &'static str,
    pub(super) verify_email: Mail,
    pub(super) verify_email_by_code: Mail,
    pub(super) reset_email: Mail,
    pub(super) reset_email_by_code: Mail,
    pub(super) welcome_email: Mail,
    pub(super) blocked_account: Mail,
    pub(super) stolen_credentials: Mail,
    pub(super) enrollment_email: Mail,
    pub(super) mfa_oob_code: Mail,
    pub(super) user_invitation: Mail,
}

/// The words of one mail.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mail {
    /// What stands in the list of mails.
    pub(super) subject: &'static str,
    pub(super) heading: &'static str,
    /// What this is about.
    pub(super) lead: &'static str,
    /// Before what Auth0 knows besides (where somebody tried, who invited); empty where that is nothing.
    pub(super) fact: &'static str,
    /// The button; empty where there is none.
    pub(super) action: &'static str,
    /// What else to know.
    pub(super) note: &'static str,
    /// What to do if it was not oneself.
    pub(super) not_me: &'static str,
}

/// In the order of the languages of pages, which a test compares.
pub(super) static ALL: [&MailTexts; 6] = [
    &english::ENGLISH,
    &german::GERMAN,
    &french::FRENCH,
    &spanish::SPANISH,
    &japanese::JAPANESE,
    &arabic::ARABIC,
];

#[cfg(test)]
mod tests {
    use vestibule_pages::Language;

    use super::*;
    use crate::export_branding::mail::KINDS;

    fn texts(mail: &Mail) -> [&'static str; 7] {
        [
            mail.subject,
            mail.heading,
            mail.lead,
            mail.fact,
            mail.action,
            mail.note,
            mail.not_me,
        ]
    }

    fn names(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> = text
            .split('{')
            .skip(1)
            .map(|rest| rest.split_once('}').unwrap().0)
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn every_language_of_pages_has_mails() {
        let tags: Vec<&str> = ALL.iter().map(|texts| texts.tag).collect();
        let known: Vec<&str> = Language::all().iter().map(|it| it.tag).collect();
        assert_eq!(tags, known);
    }

    #[test]
    fn no_text_is_missing_or_left_in_english_or_holds_what_would_end_it() {
        let [english, others @ ..] = ALL;
        for kind in KINDS {
            let original = texts((kind.texts)(english));
            for (language, text) in std::iter::once(&english)
                .chain(&others)
                .flat_map(|it| texts((kind.texts)(it)).map(|text| (it.tag, text)))
            {
                assert!(
                    !text.contains(['"', '\\', '<', '>', '&', '\'']),
                    "{language}: {text}"
                );
                assert_eq!(text, text.trim());
                assert!(!text.contains("  "), "{language}: {text}");
            }
            for other in others {
                for (own, original) in texts((kind.texts)(other)).iter().zip(original) {
                    let place = format!("{} {}: {own}", other.tag, kind.template);
                    assert_eq!(own.is_empty(), original.is_empty(), "{place}");
                    assert!(own.is_empty() || *own != original, "{place}");
                    assert_eq!(names(own), names(original), "{place}");
                }
            }
        }
        for texts in ALL {
            assert!(!texts.copy.is_empty());
        }
    }
}
