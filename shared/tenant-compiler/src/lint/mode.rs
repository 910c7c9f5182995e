//! A mode that the Worker does not serve.

use crate::code::Code;
use crate::file::{Mode, TenantFile};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, report: &mut Report<'_>) {
    if file.tenant.mode == Mode::CustomDomain {
        report.add(
            "tenant.mode",
            Code::ModeNotServed,
            "the Worker does not serve the tenant's custom domain itself yet",
            "use `mode = \"front-door\"` and give the Worker a host of its own",
        );
    }
}
