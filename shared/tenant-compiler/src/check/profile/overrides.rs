//! What is different for some organizations and clients.

use std::collections::{BTreeMap, BTreeSet};

use vestibule_identity::{ClientId, OrganizationId};
use vestibule_profile::Budget;

use super::{budget, texts};
use crate::code::Code;
use crate::file::{FieldType, ProfileBudget, ProfileField, ProfileOverride, TenantFile};
use crate::model::profile::{Override, OverrideKey};
use crate::report::Report;

/// How many overrides there may be.
const MAX_OVERRIDES: usize = 1_000;
/// How many organizations, clients and pairs of them may be named in all: they are always in memory, some 60 octets each.
const MAX_KEYS: usize = 20_000;

type Checked = (Vec<Override>, BTreeMap<OverrideKey, usize>);

pub(super) fn check(
    file: &TenantFile,
    base: Budget,
    places: &BTreeMap<&str, usize>,
    report: &mut Report<'_>,
) -> Checked {
    let overrides = &file.profile.overrides;
    let named = |one: &ProfileOverride| one.organizations.len().max(1) * one.clients.len().max(1);
    if overrides.len() > MAX_OVERRIDES || overrides.iter().map(named).sum::<usize>() > MAX_KEYS {
        report.add(
            "profile.overrides",
            Code::TooManyOverrides,
            format!("at most {MAX_OVERRIDES} overrides may name {MAX_KEYS} organizations, clients and pairs of them"),
            "let the field's `when` read what tells them apart, such as `event.organization.metadata`",
        );
        return (Vec::new(), BTreeMap::new());
    }
    let ids = Ids {
        organizations: file.organizations.iter().map(|it| it.id.as_str()).collect(),
        clients: file.clients.iter().map(|it| it.id.as_str()).collect(),
    };
    let mut keys = BTreeMap::new();
    let mut checked = Vec::new();
    for (index, each) in overrides.iter().enumerate() {
        let path = format!("profile.overrides[{index}]");
        for key in ids.keys(&path, each, report) {
            if keys.insert(key, index).is_some_and(|other| other != index) {
                report.add(
                    &path,
                    Code::DuplicateOverride,
                    "another override is for the same organization and client, and one applies to a login",
                    "make one of the two",
                );
                break;
            }
        }
        checked.push(of(&path, each, file, base, places, report));
    }
    (checked, keys)
}

/// What an override says.
fn of(
    path: &str,
    each: &ProfileOverride,
    file: &TenantFile,
    base: Budget,
    places: &BTreeMap<&str, usize>,
    report: &mut Report<'_>,
) -> Override {
    let mut seen = BTreeSet::new();
    let mut list = |name: &str, fields: &[String], report: &mut Report<'_>| {
        let mut found = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            let path = format!("{path}.{name}[{index}]");
            match places.get(field.as_str()) {
                None => unknown(path, field, report),
                Some(place) if !seen.insert(*place) => report.add(
                    path,
                    Code::IncompleteField,
                    format!("`{field}` is named already, and cannot be two things at once"),
                    "name each field once",
                ),
                Some(place) => found.push(*place),
            }
        }
        found
    };
    let without = list("without", &each.without, report);
    let required = list("required", &each.required, report);
    let optional = list("optional", &each.optional, report);
    let mut entities = BTreeMap::new();
    for (field, entity) in &each.entities {
        let path = format!("{path}.entities.{field}");
        match places.get(field.as_str()) {
            None => unknown(path, field, report),
            Some(place) => {
                let fields = &file.profile.fields;
                let is_consent = |it: &ProfileField| it.field_type == FieldType::Consent;
                if !fields.get(*place).is_some_and(is_consent) {
                    report.add(
                        path,
                        Code::IncompleteField,
                        format!("`{field}` is no consent, and is given to nobody"),
                        "name a field with `type = \"consent\"`",
                    );
                    continue;
                }
                entities.insert(*place, report.name(path, entity));
            }
        }
    }
    let mut labels = BTreeMap::new();
    for (field, texts) in &each.labels {
        let path = format!("{path}.labels.{field}");
        match places.get(field.as_str()) {
            None => unknown(path, field, report),
            Some(place) => {
                labels.insert(*place, texts::check(&path, texts, file, report));
            }
        }
    }
    let says_budget = each.budget != ProfileBudget::default();
    let says_fields =
        !(each.without.is_empty() && each.required.is_empty() && each.optional.is_empty());
    if !says_budget && !says_fields && each.labels.is_empty() && each.entities.is_empty() {
        report.add(
            path,
            Code::IncompleteField,
            "the override changes nothing",
            "say what is different with `without`, `required`, `optional`, `labels`, `entities` or `budget`",
        );
    }
    let budget = budget::check(&format!("{path}.budget"), each.budget, Some(base), report);
    Override {
        budget: says_budget.then_some(budget),
        without,
        required,
        optional,
        entities,
        labels,
    }
}

fn unknown(path: String, field: &str, report: &mut Report<'_>) {
    report.add(
        path,
        Code::UnknownField,
        format!("there is no field `{field}`"),
        "name one of [[profile.fields]]",
    );
}

/// Whom an override can name.
struct Ids<'f> {
    organizations: BTreeSet<&'f str>,
    clients: BTreeSet<&'f str>,
}

impl Ids<'_> {
    /// The logins that an override is for.
    fn keys(
        &self,
        path: &str,
        each: &ProfileOverride,
        report: &mut Report<'_>,
    ) -> Vec<OverrideKey> {
        if each.organizations.is_empty() && each.clients.is_empty() {
            report.add(
                path,
                Code::EmptyList,
                "the override is for nobody in particular",
                "name `organizations`, `clients` or both; what is for all stands in the fields themselves",
            );
            return Vec::new();
        }
        let mut organizations = Vec::new();
        for (index, id) in each.organizations.iter().enumerate() {
            match OrganizationId::parse(id) {
                Ok(parsed) if self.organizations.contains(id.as_str()) => {
                    organizations.push(Some(parsed));
                }
                _ => report.add(
                    format!("{path}.organizations[{index}]"),
                    Code::UnknownOrganization,
                    format!("there is no organization `{id}`"),
                    "name the id of one of [[organizations]]",
                ),
            }
        }
        let mut clients = Vec::new();
        for (index, id) in each.clients.iter().enumerate() {
            match ClientId::parse(id) {
                Ok(parsed) if self.clients.contains(id.as_str()) => clients.push(Some(parsed)),
                _ => report.add(
                    format!("{path}.clients[{index}]"),
                    Code::UnknownClient,
                    format!("there is no client `{id}`"),
                    "name the id of one of [[clients]]",
                ),
            }
        }
        if each.organizations.is_empty() {
            organizations.push(None);
        }
        if each.clients.is_empty() {
            clients.push(None);
        }
        organizations
            .iter()
            .flat_map(|organization| {
                let pair = |client: &Option<ClientId>| (organization.clone(), client.clone());
                clients.iter().map(pair)
            })
            .collect()
    }
}
