//! A text in several languages.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Language;

/// A text, in the tenant's language (`"Job title"`) or in several (`{ en = "Job title", de = "Funktion" }`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LanguageTexts {
    /// In the language of the tenant.
    One(String),
    /// In each of these languages, in the order of the file.
    Many(Vec<(Language, String)>),
}

impl LanguageTexts {
    /// Each text with its language; `default` is the tenant's.
    pub(crate) fn each(&self, default: Language) -> impl Iterator<Item = (Language, &str)> {
        let (one, many) = match self {
            Self::One(text) => (Some((default, text.as_str())), None),
            Self::Many(texts) => (None, Some(texts.iter())),
        };
        let many = many.into_iter().flatten();
        one.into_iter()
            .chain(many.map(|(language, text)| (*language, text.as_str())))
    }

    /// The path from the field to the text in this language, for findings.
    pub(crate) const fn path(&self, language: Language) -> &'static str {
        match self {
            Self::One(_) => "",
            Self::Many(_) => match language {
                Language::English => ".en",
                Language::German => ".de",
                Language::French => ".fr",
                Language::Spanish => ".es",
                Language::Japanese => ".ja",
                Language::Arabic => ".ar",
            },
        }
    }
}

impl<'de> Deserialize<'de> for LanguageTexts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor)
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = LanguageTexts;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, or a table of texts by language")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<LanguageTexts, E> {
        Ok(LanguageTexts::One(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<LanguageTexts, A::Error> {
        let mut texts = Vec::new();
        while let Some(entry) = map.next_entry()? {
            texts.push(entry);
        }
        Ok(LanguageTexts::Many(texts))
    }
}

impl JsonSchema for LanguageTexts {
    fn schema_name() -> Cow<'static, str> {
        "LanguageTexts".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let language = generator.subschema_for::<Language>();
        json_schema!({
            "description": "A text in the tenant's language, or in several by their tags.",
            "anyOf": [
                { "type": "string" },
                { "type": "object", "propertyNames": language, "additionalProperties": { "type": "string" } },
            ],
        })
    }
}
