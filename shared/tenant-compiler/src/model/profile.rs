//! What users are asked for.

use std::collections::BTreeMap;

use vestibule_identity::{ClientId, OrganizationId};
use vestibule_profile::{Budget, DateRange, Length, NumberRange, Several, StoreKind};

use crate::file::Language;

/// `[profile]`; without fields and keys it is as if it were not there.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) required_at_refresh: bool,
    pub(crate) budget: Budget,
    /// `x` of each.
    pub(crate) receipt_keys: Vec<String>,
    pub(crate) fields: Vec<Field>,
    pub(crate) overrides: Vec<Override>,
    /// The place of the override that is for an organization, a client or a pair of them.
    pub(crate) keys: BTreeMap<OverrideKey, usize>,
}

/// For which logins something is: `None` stands for all.
pub(crate) type OverrideKey = (Option<OrganizationId>, Option<ClientId>);

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) store: (StoreKind, String),
    pub(crate) presence: Presence,
    /// In days.
    pub(crate) stale_after: Option<u16>,
    /// The name of an earlier field, and the answers that it has to have; none: any.
    pub(crate) only_if: Option<(String, Vec<String>)>,
    /// A program, as is the next.
    pub(crate) when: Option<Vec<u8>>,
    pub(crate) prefill: Option<Vec<u8>>,
    pub(crate) priority: u8,
    pub(crate) step: u8,
    /// As the file has them: what is missing in a language is filled in when they are written.
    pub(crate) texts: Texts,
}

#[derive(Clone, Debug)]
pub(crate) enum Presence {
    Optional,
    Required,
    RequiredForScopes(Vec<String>),
}

/// What an answer looks like; [`vestibule_profile::Kind`] says more.
#[derive(Debug)]
pub(crate) enum Kind {
    Text {
        multiline: bool,
        length: Length,
        /// Its source and its automaton.
        pattern: Option<(String, Vec<u8>)>,
        prohibited: String,
        allows_mixed_scripts: bool,
        purpose: String,
    },
    Email,
    Phone(Option<[u8; 2]>),
    Url,
    Number(NumberRange),
    Date(DateRange),
    Boolean,
    Choice {
        values: Vec<String>,
        several: Option<Several>,
    },
    Country,
    TimeZone,
    Consent {
        version: String,
        renew_from: Option<i64>,
        entity: String,
    },
}

/// Texts by language.
pub(crate) type ByLanguage = BTreeMap<Language, String>;

#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub(crate) label: ByLanguage,
    pub(crate) hint: ByLanguage,
    pub(crate) placeholder: ByLanguage,
    pub(crate) problem: ByLanguage,
    pub(crate) document: ByLanguage,
    /// In the order of the options.
    pub(crate) options: Vec<ByLanguage>,
}

/// What is different for some logins. Fields are their places in the list.
#[derive(Debug)]
pub(crate) struct Override {
    pub(crate) budget: Option<Budget>,
    pub(crate) without: Vec<usize>,
    pub(crate) required: Vec<usize>,
    pub(crate) optional: Vec<usize>,
    pub(crate) entities: BTreeMap<usize, String>,
    pub(crate) labels: BTreeMap<usize, ByLanguage>,
}
