//! Where answers go.

use std::collections::BTreeMap;

use vestibule_profile::StoreKind;

use super::super::effects::{app_key_problem, user_key_problem};
use super::field::Check;
use crate::code::Code;
use crate::file::FieldType;
use crate::model::profile::Field;
use crate::report::Report;

impl Check<'_, '_> {
    pub(super) fn store(&mut self) -> (StoreKind, String) {
        let field = self.field;
        let usual = if field.field_type == FieldType::Consent {
            StoreKind::App
        } else {
            StoreKind::User
        };
        let Some(store) = &field.store else {
            self.key(usual, &field.name);
            return (usual, field.name.clone());
        };
        let parts = store
            .strip_prefix("user_metadata.")
            .map(|key| (StoreKind::User, key))
            .or_else(|| Some((StoreKind::App, store.strip_prefix("app_metadata.")?)));
        let Some((kind, key)) = parts else {
            self.add(
                ".store",
                Code::UnusableStore,
                format!("`{store}` is no metadata: what Auth0 itself knows of a user, no Action can change"),
                "write `user_metadata.` or `app_metadata.` and a name, as in `user_metadata.job_title`",
            );
            return (usual, field.name.clone());
        };
        self.key(kind, key);
        (kind, key.to_owned())
    }

    fn key(&mut self, kind: StoreKind, key: &str) {
        let problem = match kind {
            StoreKind::App => app_key_problem(key),
            StoreKind::User => user_key_problem(key),
        };
        if let Some(problem) = problem {
            let path = if self.field.store.is_some() {
                ".store"
            } else {
                ".name"
            };
            self.add(
                path,
                Code::UnusableStore,
                format!("nothing can be stored under `{key}`: {problem}"),
                "choose another name with `store`; a name in a name, as in `a.b`, is not possible",
            );
        }
    }
}

/// Reports fields that would write over one another.
pub(super) fn check_places(fields: &[Field], report: &mut Report<'_>) {
    let mut taken: BTreeMap<(bool, &str), &str> = BTreeMap::new();
    for (index, field) in fields.iter().enumerate() {
        let (kind, key) = &field.store;
        let place = (*kind == StoreKind::App, key.as_str());
        match taken.get(&place) {
            // Two fields of one name are reported as that.
            Some(other) if *other != field.name => report.add(
                format!("profile.fields[{index}].store"),
                Code::DuplicateField,
                format!("the answer to `{other}` is stored under `{key}`, too"),
                "give each answer a place of its own",
            ),
            Some(_) => {}
            None => {
                taken.insert(place, &field.name);
            }
        }
    }
}
