//! Budgets that never ask for what they are for.

use vestibule_profile::Budget;

use crate::code::Code;
use crate::file::TenantFile;
use crate::model::profile::{Presence, Profile};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, profile: &Profile, report: &mut Report<'_>) {
    let optional = profile
        .fields
        .iter()
        .find(|field| !matches!(field.presence, Presence::Required));
    let own = file.profile.budget;
    let says = |own: crate::file::ProfileBudget| {
        own.prompts_per_user.is_some() || own.fields_per_login.is_some()
    };
    if let Some(field) = optional {
        if says(own) {
            never("profile.budget", profile.budget, &field.name, report);
        }
        let overrides = file.profile.overrides.iter().zip(&profile.overrides);
        for (index, (written, checked)) in overrides.enumerate() {
            if let Some(budget) = checked.budget.filter(|_| says(written.budget)) {
                let path = format!("profile.overrides[{index}].budget");
                never(&path, budget, &field.name, report);
            }
        }
    }
    for (index, field) in profile.fields.iter().enumerate() {
        let interval = profile.budget.interval;
        if let Some(days) = field.stale_after.filter(|days| *days < interval) {
            report.add(
                format!("profile.fields[{index}].stale_after"),
                Code::IdleBudget,
                format!("an answer is old after {days} days, and users are asked every {interval} days at most"),
                "make `stale_after` longer than `interval` under [profile.budget]",
            );
        }
    }
}

fn never(path: &str, budget: Budget, field: &str, report: &mut Report<'_>) {
    for (name, value) in [
        ("prompts_per_user", budget.prompts_per_user),
        ("fields_per_login", budget.fields_per_login),
    ] {
        if value == 0 {
            report.add(
                format!("{path}.{name}"),
                Code::IdleBudget,
                format!("`{field}` is never asked for: it is not required, and `{name}` is 0"),
                "make it 1 at least; `without` in an override leaves fields out for some",
            );
        }
    }
}
