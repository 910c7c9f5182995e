//! What is well-formed and still does harm, or nothing.
//!
//! These checks look at the file and the model together, once everything is parsed. They are apart from `check` because
//! none of them is needed for a model to make sense.

mod clients;
mod connections;
mod domains;
mod enterprise;
mod homographs;
mod hosts;
mod limits;
mod membership;
mod mode;
mod profile;
mod public_mail;
mod public_suffixes;
mod redundant;
mod second_factors;
mod signals;

pub(crate) use public_mail::providers as public_mail_providers;

use crate::file::TenantFile;
use crate::model::Tenant;
use crate::report::Report;

/// Reports what can be said about the file as a whole.
///
/// Where the file has errors, `tenant` is what is left of it, and much would look unused or missing in it that is not: then
/// only the checks run that need nothing but the file.
pub(crate) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    let is_whole = !report.has_errors();
    let looks = domains::lint(file, report);
    homographs::lint(file, looks, report);
    limits::lint(file, report);
    signals::lint_hints(file, report);
    if is_whole {
        redundant::lint(file, tenant, report);
        connections::lint(file, tenant, report);
        clients::lint(file, tenant, report);
        hosts::lint(file, tenant, report);
        signals::lint(file, tenant, report);
        second_factors::lint(file, tenant, report);
        membership::lint(file, tenant, report);
        profile::lint(file, tenant, report);
    }
    // The last: an error here must not hide what only a whole file shows.
    mode::lint(file, report);
}
