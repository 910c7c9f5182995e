//! Places where something else lives as well, or where there is no room.

use vestibule_profile::{Length, StoreKind};

use crate::code::Code;
use crate::model::profile::{Field, Kind};
use crate::model::{Effect, MetadataOf, Tenant};
use crate::report::Report;

/// Octets that Auth0 takes of a user's metadata in one login, `user_metadata` and `app_metadata` apart.
const MOST: usize = 32 * 1024;

pub(super) fn lint(tenant: &Tenant, report: &mut Report<'_>) {
    let mut totals = [0, 0];
    for (index, field) in tenant.profile.fields.iter().enumerate() {
        let (kind, key) = &field.store;
        let writer = tenant.claims.rules.iter().find(|rule| match &rule.effect {
            Effect::Metadata { of, key: other, .. } => {
                other == key
                    && matches!(
                        (of, kind),
                        (MetadataOf::User, StoreKind::User) | (MetadataOf::App, StoreKind::App)
                    )
            }
            _ => false,
        });
        if let Some(rule) = writer {
            report.add(
                format!("profile.fields[{index}].store"),
                Code::SharedStore,
                format!(
                    "the rule `{}` writes `{key}`, too, so that it changes what people answered",
                    rule.name
                ),
                "store the answer elsewhere, or let the rule give a claim instead",
            );
        }
        let [user, app] = &mut totals;
        let total = match kind {
            StoreKind::User => user,
            StoreKind::App => app,
        };
        let before = *total;
        *total += largest(field) + key.len() + 6;
        if before <= MOST && *total > MOST {
            report.add(
                format!("profile.fields[{index}]"),
                Code::AnswersTooLarge,
                format!("the answers to the fields so far may take {total} octets, and Auth0 takes {MOST}"),
                "bound long texts with `max_length`, or store some of them in the other kind of metadata",
            );
        }
    }
}

/// Octets that an answer takes at most, of letters that take one each: who writes in others has to write less.
fn largest(field: &Field) -> usize {
    match &field.kind {
        Kind::Text { length, .. } => length.max.into(),
        Kind::Email => 254,
        Kind::Url => Length::MOST.into(),
        Kind::Choice { values, several } => {
            let lengths = values.iter().map(|value| value.len() + 3);
            if several.is_some() {
                lengths.sum()
            } else {
                lengths.max().unwrap_or_default()
            }
        }
        // A signed receipt.
        Kind::Consent { .. } => 1_024,
        _ => 64,
    }
}
