//! What users are asked for, and when.

mod budget;
mod field;
mod kind;
mod limits;
mod options;
mod overrides;
mod receipt_keys;
mod store;
mod texts;

use std::collections::BTreeMap;

use vestibule_rules_compiler::Environment;

use crate::code::Code;
use crate::file::{FieldType, ProfileField, TenantFile};
use crate::model::profile::{Field, Profile};
use crate::report::Report;

/// How many fields a profile may have.
const MAX_FIELDS: usize = 64;
/// How many of them may be consents: the receipts of all of them travel in one token, and into the metadata of one user.
const MAX_CONSENTS: usize = 16;
/// Octets of the names of all fields: a login that asks for all of them has to name them in an address.
const MAX_NAMES: usize = 2_000;

pub(super) fn check(file: &TenantFile, loopback: bool, report: &mut Report<'_>) -> Profile {
    let profile = &file.profile;
    let budget = budget::check("profile.budget", profile.budget, None, report);
    let names: usize = profile
        .fields
        .iter()
        .map(|field| field.name.len() + 4)
        .sum();
    if profile.fields.len() > MAX_FIELDS || names > MAX_NAMES {
        report.add(
            "profile.fields",
            Code::TooManyFields,
            format!(
                "there are {} fields, whose names take {names} octets; {MAX_FIELDS} are allowed, and {MAX_NAMES} octets",
                profile.fields.len()
            ),
            "ask for less: nobody fills in so much in the middle of a login",
        );
    }
    let is_consent = |field: &&ProfileField| field.field_type == FieldType::Consent;
    let consents = profile.fields.iter().filter(is_consent).count();
    if consents > MAX_CONSENTS {
        report.add(
            "profile.fields",
            Code::TooManyFields,
            format!("there are {consents} consents, and {MAX_CONSENTS} are allowed"),
            "ask for less: nobody reads so many texts in the middle of a login",
        );
    }
    let environment = Environment::profile();
    let mut fields: Vec<Field> = Vec::new();
    // The place of each name that is taken, so that one mistake is not reported as another.
    let mut places = BTreeMap::new();
    for (index, field) in profile.fields.iter().enumerate() {
        places.entry(field.name.as_str()).or_insert(index);
    }
    for (index, field) in profile.fields.iter().enumerate() {
        let mut check = field::Check {
            path: format!("profile.fields[{index}]"),
            index,
            field,
            file,
            loopback,
            environment: &environment,
            places: &places,
            report: &mut *report,
        };
        check.name();
        let checked = check.check();
        fields.push(checked);
    }
    store::check_places(&fields, report);
    let (overrides, keys) = overrides::check(file, budget, &places, report);
    Profile {
        required_at_refresh: profile.required_at_refresh,
        budget,
        receipt_keys: receipt_keys::check(&profile.receipt_keys, report),
        fields,
        overrides,
        keys,
    }
}
