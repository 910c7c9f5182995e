//! What a flow has to remember between a page and its answer.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;
use vestibule_http::{Form, RawQuery, sealed};
use vestibule_identity::UnixSeconds;
use vestibule_pages::Language;

use crate::decide::Memory;

/// How a login came to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// The application linked to the identifier page; its own SDK starts the transaction later.
    Initiate,
    /// The application sent its authorization request to us.
    FrontDoor,
    /// A script of the application asked where an address leads.
    Resolve,
    /// Somebody asked for the issuer of a person.
    Discovery,
}

/// The state of a flow, carried by the page itself.
///
/// It travels in a hidden field or in the page's address and not in a cookie, so that two tabs never
/// meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlowState {
    /// How the login came to us.
    pub(crate) way_in: WayIn,
    /// The query it came with, byte for byte.
    pub(crate) query: String,
    /// What a form has said since; only sealed values hold it.
    pub(crate) said: Option<Said>,
}

/// What a form said, for the address under which its answer stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// What was typed.
    pub(crate) typed: String,
    /// The organization that was picked.
    pub(crate) organization: Option<String>,
    /// What the organizations were searched for.
    pub(crate) find: Option<String>,
    /// The address that a suggestion was shown for.
    pub(crate) doubted: Option<String>,
    /// Whether something was picked, so that nothing need be typed.
    pub(crate) picked: bool,
}

/// Why a field holds no [`FlowState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the form's state is damaged")]
pub(crate) struct FlowError;

/// The places of an answer that seal something: see [`sealed::Nonces`].
pub(crate) mod place {
    pub(crate) const REALM_COOKIE: u8 = 0;
    pub(crate) const FORM: u8 = 1;
    pub(crate) const START_AGAIN: u8 = 2;
    pub(crate) const ADDRESS: u8 = 3;
}

impl FlowState {
    /// The name of the hidden field, and of the parameter.
    pub(crate) const FIELD: &'static str = "flow";

    /// Writes it down, for a place of the answer that nothing else is sealed for.
    ///
    /// Without keys it stands there in plain text and leaves out what was said: what is left says
    /// nothing that the address of the page did not say, and whoever forges it could as well have
    /// followed a link. For the same reason a sealed one is bound to no tenant.
    pub(crate) fn encode(&self, memory: Option<Memory<'_>>, place: u8) -> String {
        let Some(memory) = memory else {
            return format!(
                "{}{}",
                self.way_in.letter(),
                URL_SAFE_NO_PAD.encode(&self.query)
            );
        };
        let content = self.content(memory.now);
        let nonce = memory.nonces.of_place(place);
        let sealed = sealed::seal(memory.keys, PURPOSE, nonce, content.as_bytes(), b"");
        format!("{SEALED}{sealed}")
    }

    /// Reads what [`Self::encode`] wrote, also in plain text: keys may have come to the deployment while
    /// somebody looked at a page.
    ///
    /// # Errors
    /// [`FlowError`] for anything else.
    pub(crate) fn decode(field: &str, memory: Option<Memory<'_>>) -> Result<Self, FlowError> {
        if let Some(sealed) = field.strip_prefix(SEALED) {
            let memory = memory.ok_or(FlowError)?;
            let content = sealed::open(memory.keys, PURPOSE, sealed, b"");
            let content = content.map_err(|_| FlowError)?;
            return Self::of_content(&content, memory.now).ok_or(FlowError);
        }
        let (way_in, query) = field.split_at_checked(1).ok_or(FlowError)?;
        let query = URL_SAFE_NO_PAD.decode(query).map_err(|_| FlowError)?;
        Ok(Self {
            way_in: WayIn::of_letter(way_in).ok_or(FlowError)?,
            query: String::from_utf8(query).map_err(|_| FlowError)?,
            said: None,
        })
    }

    /// The same flow in another language; what is the tag of none changes nothing.
    pub(crate) fn in_language(self, tag: &str) -> Self {
        if Language::look_up(tag).is_none() {
            return self;
        }
        let query = RawQuery::new(&self.query)
            .without("ui_locales")
            .into_owned();
        Self {
            query: RawQuery::new(&query).followed_by(&[("ui_locales", tag)]),
            ..self
        }
    }

    /// What is sealed: written as a form, which the Worker can read anyway. As JSON, with the code that
    /// reads it, it cost 6 KB gzip more.
    fn content(&self, now: UnixSeconds) -> String {
        let now = now.0.to_string();
        let mut fields = vec![(WAY_IN, self.way_in.letter()), (QUERY, &self.query)];
        if let Some(said) = &self.said {
            fields.push((AT, &now));
            fields.push((TYPED, &said.typed));
            let optional = [
                (ORGANIZATION, said.organization.as_deref()),
                (FIND, said.find.as_deref()),
                (DOUBTED, said.doubted.as_deref()),
                (PICKED, said.picked.then_some("")),
            ];
            fields.extend(
                optional
                    .into_iter()
                    .filter_map(|(name, it)| Some((name, it?))),
            );
        }
        RawQuery::new("").followed_by(&fields)
    }

    fn of_content(content: &[u8], now: UnixSeconds) -> Option<Self> {
        let form = Form::new(std::str::from_utf8(content).ok()?);
        let text = |name| form.field(name).map(Cow::into_owned);
        let said = text(TYPED).map(|typed| Said {
            typed,
            organization: text(ORGANIZATION),
            find: text(FIND),
            doubted: text(DOUBTED),
            picked: text(PICKED).is_some(),
        });
        let age = || Some(now.since(UnixSeconds(text(AT)?.parse().ok()?)));
        let forgotten = || Said {
            picked: true,
            ..Said::default()
        };
        Some(Self {
            way_in: WayIn::of_letter(&form.field(WAY_IN)?)?,
            query: text(QUERY)?,
            said: match said {
                Some(_) if age()? > LONGEST_SAID => Some(forgotten()),
                said => said,
            },
        })
    }
}

/// Seconds for which what was said is shown again. An address stays in the history of a browser, and the
/// next person at a shared machine is not to read there who was here before; after that the page is
/// the one that the link alone leads to.
const LONGEST_SAID: i64 = 30 * 60;

const WAY_IN: &str = "w";
const QUERY: &str = "q";
const AT: &str = "a";
const TYPED: &str = "t";
const ORGANIZATION: &str = "o";
const FIND: &str = "f";
const DOUBTED: &str = "d";
const PICKED: &str = "p";

impl WayIn {
    /// Its name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initiate => "initiate",
            Self::FrontDoor => "front-door",
            Self::Resolve => "resolve",
            Self::Discovery => "discovery",
        }
    }

    const fn letter(self) -> &'static str {
        match self {
            Self::FrontDoor => "f",
            // A page that a script is pointed to leads back as one that was linked to.
            Self::Initiate | Self::Resolve | Self::Discovery => "i",
        }
    }

    fn of_letter(letter: &str) -> Option<Self> {
        match letter {
            "i" => Some(Self::Initiate),
            "f" => Some(Self::FrontDoor),
            _ => None,
        }
    }
}

const PURPOSE: &str = "flow";
/// What a sealed value begins with.
const SEALED: char = 's';

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use vestibule_http::sealed::{Keys, Nonces};

    use super::*;

    fn keys() -> Keys {
        Keys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", None).unwrap()
    }

    fn memory(keys: &Keys) -> Memory<'_> {
        Memory {
            keys,
            cookies: "",
            nonces: Nonces::new([7; 24]),
            now: UnixSeconds(0),
            quiet: false,
        }
    }

    #[test]
    fn damage_is_noticed() {
        let keys = keys();
        for field in ["", "x", "iä", "i!", "iA", "i_w", "fgg==", "s", "sAAAA"] {
            for memory in [None, Some(memory(&keys))] {
                assert_eq!(
                    FlowState::decode(field, memory),
                    Err(FlowError),
                    "{field:?}"
                );
            }
        }
    }

    #[test]
    fn a_sealed_one_says_nothing_to_others() {
        let keys = keys();
        let memory = Some(memory(&keys));
        let state = FlowState {
            way_in: WayIn::FrontDoor,
            query: "client_id=a".to_owned(),
            said: Some(Said {
                typed: "ana@globex.example".to_owned(),
                ..Said::default()
            }),
        };
        let field = state.encode(memory, place::FORM);
        assert_eq!(FlowState::decode(&field, memory).as_ref(), Ok(&state));
        assert!(FlowState::decode(&field, None).is_err());
        let other = state.encode(memory, place::START_AGAIN);
        assert_ne!(field.get(..37), other.get(..37), "one nonce, two values");
        // In plain text nobody's address travels.
        let plain = state.encode(None, place::FORM);
        assert_eq!(FlowState::decode(&plain, None).unwrap().said, None);
    }

    proptest! {
        #[test]
        fn a_query_survives_byte_for_byte(query in ".{0,300}", front_door: bool, sealed: bool) {
            let keys = keys();
            let memory = sealed.then(|| memory(&keys));
            let way_in = if front_door { WayIn::FrontDoor } else { WayIn::Initiate };
            let state = FlowState { way_in, query, said: None };
            let field = state.encode(memory, place::FORM);
            prop_assert_eq!(FlowState::decode(&field, memory), Ok(state));
        }

        #[test]
        fn nothing_panics(field in "[sif]?.{0,60}") {
            let keys = keys();
            let _ = FlowState::decode(&field, Some(memory(&keys)));
        }
    }
}
