//! Vanity hosts that no request can come in on.

use std::collections::HashSet;

use url::Url;
use vestibule_identity::Domain;

use crate::code::Code;
use crate::file::TenantFile;
use crate::model::{Mode, Tenant};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    let custom_domains = hosts(&tenant.login_origins);
    let edge = hosts(&tenant.edge_origins);
    for (index, organization) in file.organizations.iter().enumerate() {
        for (place, host) in organization.hosts.iter().enumerate() {
            let Ok(domain) = Domain::parse(host) else {
                continue;
            };
            let field = || format!("organizations[{index}].hosts[{place}]");
            if edge.contains(domain.as_str()) {
                report.add(
                    field(),
                    Code::IdleHost,
                    format!("everybody comes in on `{domain}`, which is one of `edge_origins`"),
                    "give the organization a host of its own, and leave it out of `edge_origins`",
                );
            } else if tenant.mode == Mode::CustomDomain && !custom_domains.contains(domain.as_str())
            {
                report.add(
                    field(),
                    Code::ForeignHost,
                    format!("`{domain}` is not a custom domain of the tenant, so Auth0 does not answer there"),
                    "add it as a custom domain in Auth0 and to `other_origins`",
                );
            }
        }
    }
}

fn hosts(origins: &[String]) -> HashSet<String> {
    origins
        .iter()
        .filter_map(|origin| Url::parse(origin).ok())
        .filter_map(|url| url.host_str().map(str::to_owned))
        .collect()
}
