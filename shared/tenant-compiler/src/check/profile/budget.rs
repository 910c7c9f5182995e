//! How often users may be asked.

use vestibule_profile::Budget;

use super::limits::check_range;
use crate::file::ProfileBudget;
use crate::report::Report;

/// Checks a budget; what it does not say is as in `base`, or as usual.
pub(super) fn check(
    field: &str,
    budget: ProfileBudget,
    base: Option<Budget>,
    report: &mut Report<'_>,
) -> Budget {
    let base = base.unwrap_or_default();
    let days = 0..=3_650;
    for (name, value, range) in [
        ("interval", budget.interval.map(u32::from), days.clone()),
        ("back_off", budget.back_off.map(u32::from), days),
        (
            "fields_per_login",
            budget.fields_per_login.map(u32::from),
            0..=64,
        ),
        (
            "prompts_per_user",
            budget.prompts_per_user.map(u32::from),
            0..=255,
        ),
    ] {
        if let Some(value) = value {
            let field = format!("{field}.{name}");
            check_range(
                field,
                value,
                &range,
                "choose a number within the range",
                report,
            );
        }
    }
    Budget {
        interval: budget.interval.unwrap_or(base.interval),
        fields_per_login: budget.fields_per_login.unwrap_or(base.fields_per_login),
        prompts_per_user: budget.prompts_per_user.unwrap_or(base.prompts_per_user),
        back_off: budget.back_off.unwrap_or(base.back_off),
        first_login: budget.first_login.unwrap_or(base.first_login),
    }
}
