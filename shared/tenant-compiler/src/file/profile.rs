//! `[profile]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LanguageTexts;

/// What users are asked for that no directory says.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// How often users may be asked.
    #[serde(default)]
    pub budget: ProfileBudget,
    /// Whether a required field that is missing denies refreshes, too, and not only logins.
    #[serde(default)]
    pub required_at_refresh: bool,
    /// The public keys of consent receipts, as `ed25519-public:` and `x` of a JWK: the current one and all earlier ones. A key that was published stays.
    #[serde(default)]
    pub receipt_keys: Vec<String>,
    /// What is asked for.
    #[serde(default)]
    pub fields: Vec<ProfileField>,
    /// What is different for some organizations and applications.
    #[serde(default)]
    pub overrides: Vec<ProfileOverride>,
}

/// How often users may be asked. What is left out is as in the budget of the tenant, and there as the documentation says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProfileBudget {
    /// Days between two times that a user is asked; 7 when left out.
    pub interval: Option<u16>,
    /// Fields that one login asks for; 3 when left out.
    pub fields_per_login: Option<u8>,
    /// How often a user is asked in a row without ever answering; 5 when left out.
    pub prompts_per_user: Option<u8>,
    /// The interval doubles each time that a user skips, up to so many days; 90 when left out.
    pub back_off: Option<u16>,
    /// Whether a user is asked at the first login already; not when left out.
    pub first_login: Option<bool>,
}

/// Something that users are asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileField {
    /// What others call it: a small letter, then small letters, digits and `_`.
    pub name: String,
    /// What an answer looks like.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// What is asked.
    pub label: LanguageTexts,
    /// What helps to answer.
    pub hint: Option<LanguageTexts>,
    /// An example of an answer.
    pub placeholder: Option<LanguageTexts>,
    /// What is said about an answer that does not do.
    pub problem: Option<LanguageTexts>,
    /// Where the answer goes: `user_metadata.` or `app_metadata.` and a name. `user_metadata.` and the name of the field
    /// when left out, of a consent `app_metadata.`, which users cannot change.
    pub store: Option<String>,
    /// Whether the user cannot go on without an answer.
    #[serde(default)]
    pub required: bool,
    /// Scopes of which one makes the field required where the application asks for it.
    pub required_for_scopes: Option<Vec<String>>,
    /// Days after which an answer is asked for again; never when left out.
    pub stale_after: Option<u16>,
    /// What another answer has to be.
    pub only_if: Option<OnlyIf>,
    /// When the field is asked for, in CEL; always when left out.
    pub when: Option<String>,
    /// What stands in the control at first, in CEL; the stored value when left out.
    pub prefill: Option<String>,
    /// From 0 to 100: what has more is asked for first; 50 when left out.
    pub priority: Option<u8>,
    /// The page that it is on, from 1 to 9; 1 when left out.
    pub step: Option<u8>,
    /// How many UTF-16 code units a text has at least.
    pub min_length: Option<u16>,
    /// How many it has at most; 255 when left out, of several lines 2048.
    pub max_length: Option<u16>,
    /// What all of a text has to match: the part of regular expressions that means the same in every browser.
    pub pattern: Option<String>,
    /// Characters that may not stand in a text.
    pub prohibited: Option<String>,
    /// Whether letters of different scripts that look alike may be mixed in a text; they may when left out.
    pub allow_mixed_scripts: Option<bool>,
    /// What browsers may fill in: a token of HTML's `autocomplete`, as `given-name`.
    pub purpose: Option<String>,
    /// The least number, the first day, or how many options have to be chosen.
    pub min: Option<Bound>,
    /// The largest number, the last day, or how many options may be chosen.
    pub max: Option<Bound>,
    /// How many digits a number may have behind the point; none when left out.
    pub decimals: Option<u8>,
    /// Whether a day may lie in the future; it may when left out.
    pub allow_future: Option<bool>,
    /// The country of telephone numbers that name none.
    pub country: Option<String>,
    /// What can be chosen.
    pub options: Option<Vec<FieldOption>>,
    /// Which version of the text a consent is about.
    pub version: Option<String>,
    /// The day from which on an agreement to an older version does no longer; it always does when left out.
    pub renew_from: Option<String>,
    /// The legal entity that a consent is given to; the tenant's name when left out.
    pub entity: Option<String>,
    /// Where the text can be read that a consent is about.
    pub document: Option<LanguageTexts>,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// A text of one line.
    Text,
    /// A text of several lines.
    MultiLine,
    /// An email address.
    Email,
    /// A telephone number.
    Phone,
    /// The address of a page.
    Url,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Yes or no.
    Boolean,
    /// One of several.
    Choice,
    /// Some of several.
    Choices,
    /// A country.
    Country,
    /// A time zone.
    TimeZone,
    /// That the user agrees to a text.
    Consent,
}

/// What another answer has to be.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnlyIf {
    /// The name of the other field, which stands before this one.
    pub field: String,
    /// Answers of which one has to be given; any when left out.
    #[serde(default)]
    pub any_of: Vec<String>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldOption {
    /// What is stored.
    pub value: String,
    /// What people read.
    pub label: LanguageTexts,
}

/// A limit.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "expected a number, or a day as in \"2026-11-24\""
)]
pub enum Bound {
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Decimal(f64),
    /// A day.
    Day(String),
}

/// What is different for some organizations and applications. At most one applies to a login.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProfileOverride {
    /// The ids of the organizations that it is for; all when left out.
    pub organizations: Vec<String>,
    /// The ids of the clients that it is for; all when left out.
    pub clients: Vec<String>,
    /// Fields that are not asked for.
    pub without: Vec<String>,
    /// Fields that are required.
    pub required: Vec<String>,
    /// Fields that are not.
    pub optional: Vec<String>,
    /// How often users may be asked.
    pub budget: ProfileBudget,
    /// The legal entity that a consent is given to, by the name of the field.
    pub entities: std::collections::BTreeMap<String, String>,
    /// What is asked, by the name of the field.
    pub labels: std::collections::BTreeMap<String, LanguageTexts>,
}
