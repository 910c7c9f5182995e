//! What the tests share.

use unicode_normalization::UnicodeNormalization as _;
use vestibule_profile::{
    Answer, FORM_PREFIX, Field, Host, Kind, Length, Presence, Problem, Setting, Store, StoreKind,
    Text,
};

/// The languages of the pages.
pub(crate) const LANGUAGES: [&str; 6] = ["en", "de", "fr", "es", "ja", "ar"];

/// 2026-11-24.
pub(crate) const TODAY: i32 = 20_781;

/// What the Worker's host has, from a crate.
pub(crate) struct Native;

impl Host for Native {
    fn composed(&self, text: &str) -> String {
        text.nfc().collect()
    }

    fn knows_time_zone(&self, name: &str) -> bool {
        [
            "Europe/Berlin",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+1",
        ]
        .contains(&name)
    }
}

pub(crate) fn setting(language: &str) -> Setting<'_> {
    Setting {
        language,
        required: false,
        today: TODAY,
        host: &Native,
    }
}

/// A field of a kind.
pub(crate) fn field(kind: Kind<'_>) -> Field<'_> {
    Field {
        name: "asked",
        kind,
        store: Store {
            kind: StoreKind::User,
            key: "asked",
        },
        presence: Presence::Optional,
        stale_after: None,
        only_if: None,
        when: None,
    }
}

/// A text without anything in particular.
pub(crate) fn any_text() -> Text<'static> {
    Text {
        multiline: false,
        length: Length { min: 0, max: 100 },
        pattern: None,
        prohibited: "",
        allows_mixed_scripts: false,
        purpose: "",
    }
}

/// Reads what one control sent, several values if it sent several.
pub(crate) fn read_all(
    kind: &Kind<'_>,
    sent: &[&str],
    language: &str,
) -> Result<Option<Answer>, Problem> {
    let name = format!("{FORM_PREFIX}asked");
    let form = sent
        .iter()
        .map(|value| (name.as_str(), *value))
        .collect::<Vec<_>>();
    Answer::read(&field(kind.clone()), &form, &setting(language))
}

/// Reads what one control sent.
pub(crate) fn read(kind: &Kind<'_>, sent: &str, language: &str) -> Result<Option<Answer>, Problem> {
    read_all(kind, &[sent], language)
}

/// A text as the answer.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it is compared with what may be none"
)]
pub(crate) fn text(value: &str) -> Result<Option<Answer>, Problem> {
    Ok(Some(Answer::Text(value.to_owned())))
}

/// What is kept of an answer, as JSON.
pub(crate) fn json(answer: &Answer) -> String {
    let mut json = String::new();
    answer.write_json(&mut json);
    json
}
