//! What users are asked for, and what comes of it.

mod budget;
mod receipts;
mod stores;
mod texts;
mod unaskable;

use crate::file::TenantFile;
use crate::model::Tenant;
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    stores::lint(tenant, report);
    budget::lint(file, &tenant.profile, report);
    receipts::lint(&tenant.profile, report);
    texts::lint(file, &tenant.profile, report);
    unaskable::lint(&tenant.profile, report);
}
