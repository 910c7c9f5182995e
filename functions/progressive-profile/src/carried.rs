//! What was typed on earlier pages of a form, on its way through the page that is shown.

use vestibule_http::sealed::{self, Keys, Nonce};
use vestibule_http::{Form, RawQuery};

use crate::consent::ShownConsent;
use crate::session_id::SessionId;

const PURPOSE: &str = "profile carried answers";
const STEP: &str = "step";
const SENT: &str = "sent";
/// What stands before the name of a consent that was shown; no control has it.
const CONSENT: &str = "c.";

/// What was typed on the pages of a form, and which page is shown. A cookie would be too small for it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Carried {
    /// The page that is shown, from 0.
    pub(crate) step: usize,
    /// A bit for each page that was sent, the lowest for the first: what is empty there was emptied.
    pub(crate) sent: u32,
    /// Names of controls and what they held.
    pub(crate) typed: Vec<(String, String)>,
    /// What pages showed of consents.
    pub(crate) consents: Vec<ShownConsent>,
}

impl Carried {
    /// The name of the hidden field.
    pub(crate) const FIELD: &'static str = "carried";

    /// Seals it for the form of one session.
    pub(crate) fn seal(&self, keys: &Keys, session: SessionId, nonce: Nonce) -> String {
        let (step, sent) = (self.step.to_string(), self.sent.to_string());
        let mut pairs = vec![(STEP, &*step), (SENT, &*sent)];
        pairs.extend(self.typed.iter().map(|(name, value)| (&**name, &**value)));
        let consents = self.consents.iter();
        let consents = consents.map(|it| (format!("{CONSENT}{}", it.field), it.write()));
        let consents: Vec<_> = consents.collect();
        pairs.extend(consents.iter().map(|(name, line)| (&**name, &**line)));
        let content = RawQuery::new("").followed_by(&pairs);
        let bound = session.to_string();
        sealed::seal(keys, PURPOSE, nonce, content.as_bytes(), bound.as_bytes())
    }

    /// Opens it; `None` for what is not of this session's form.
    pub(crate) fn open(keys: &Keys, session: SessionId, text: &str) -> Option<Self> {
        let bound = session.to_string();
        let octets = sealed::open(keys, PURPOSE, text, bound.as_bytes()).ok()?;
        let content = std::str::from_utf8(&octets).ok()?;
        let number = |name| Form::new(content).field(name)?.parse::<u32>().ok();
        let mut typed = Vec::new();
        let mut consents = Vec::new();
        for pair in RawQuery::new(content).pairs().skip(2) {
            let (name, value) = (pair.name(), pair.value());
            match name.strip_prefix(CONSENT) {
                Some(field) => consents.push(ShownConsent::read(field, &value)?),
                None => typed.push((name.into_owned(), value.into_owned())),
            }
        }
        Some(Self {
            step: usize::try_from(number(STEP)?).ok()?,
            sent: number(SENT)?,
            typed,
            consents,
        })
    }

    /// Whether a page was sent.
    pub(crate) fn was_sent(&self, step: usize) -> bool {
        self.sent & bit_of(step) != 0
    }

    /// Takes over what the page that is shown has typed in controls of these names, instead of what was typed there before.
    pub(crate) fn take<'f>(
        &mut self,
        is_shown: impl Fn(&str) -> bool,
        typed: impl IntoIterator<Item = (&'f str, &'f str)>,
    ) {
        self.sent |= bit_of(self.step);
        self.typed.retain(|(name, _)| !is_shown(name));
        let typed = typed.into_iter().filter(|(name, _)| is_shown(name));
        self.typed
            .extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    /// Notes what the page shows of consents, instead of what it showed of them before.
    pub(crate) fn note(&mut self, shown: Vec<ShownConsent>) {
        let is_new = |it: &ShownConsent| shown.iter().any(|new| new.field == it.field);
        self.consents.retain(|it| !is_new(it));
        self.consents.extend(shown);
    }

    /// All that was typed, as a form has it.
    pub(crate) fn pairs(&self) -> Vec<(&str, &str)> {
        let pairs = self.typed.iter();
        pairs.map(|(name, value)| (&**name, &**value)).collect()
    }
}

/// The bit of a page in [`Carried::sent`]; none for a page beyond all that there can be.
fn bit_of(step: usize) -> u32 {
    let step = u32::try_from(step).ok();
    step.and_then(|step| 1_u32.checked_shl(step)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", None).unwrap()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    fn consent(field: &str, language: &str) -> ShownConsent {
        ShownConsent::read(field, &format!("{language} 1 digest https://a.example/")).unwrap()
    }

    #[test]
    fn what_is_shown_again_takes_the_place_of_what_was_shown() {
        let mut carried = Carried::default();
        carried.note(vec![consent("terms", "en"), consent("mail", "en")]);
        carried.note(vec![consent("terms", "de")]);
        let noted = carried.consents.iter();
        let noted: Vec<_> = noted.map(|it| (&*it.field, &*it.language)).collect();
        assert_eq!(noted, [("mail", "en"), ("terms", "de")]);
    }

    #[test]
    fn it_comes_back_in_its_own_session_alone() {
        let keys = keys();
        let session = SessionId::of("a.example", "txn", "auth0|1");
        let carried = Carried {
            step: 1,
            sent: 1,
            typed: vec![
                pair("f.a", "1 & 2 = 3"),
                pair("f.b", ""),
                pair("f.b", "é\r\n"),
            ],
            consents: vec![consent("terms", "en"), consent("mail", "de")],
        };
        let text = carried.seal(&keys, session, [1; 24]);
        assert!(Carried::open(&keys, session, &text) == Some(carried));
        let other = SessionId::of("a.example", "txn", "auth0|2");
        assert!(Carried::open(&keys, other, &text).is_none());
        assert!(Carried::open(&keys, session, "").is_none());
    }

    #[test]
    fn what_is_typed_again_takes_the_place_of_what_was_typed() {
        let mut carried = Carried {
            step: 0,
            sent: 0,
            typed: vec![pair("f.a", "old"), pair("f.b", "kept")],
            consents: Vec::new(),
        };
        let is_shown = |name: &str| name == "f.a";
        carried.take(
            is_shown,
            [("f.a", "new"), ("f.a", "newer"), ("f.b", "smuggled")],
        );
        assert_eq!(
            carried.pairs(),
            [("f.b", "kept"), ("f.a", "new"), ("f.a", "newer")]
        );
        assert!(carried.was_sent(0) && !carried.was_sent(1) && !carried.was_sent(99));
    }
}
