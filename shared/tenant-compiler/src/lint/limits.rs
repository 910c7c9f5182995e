//! What Auth0 has no room for.

use std::collections::HashSet;

use crate::code::Code;
use crate::file::TenantFile;
use crate::report::Report;

/// Connections that an organization can have enabled.
const MAX_CONNECTIONS: usize = 10;
/// Domains that a connection can have for home realm discovery.
const MAX_ALIASES: usize = 1000;
/// Domains that an organization can have for discovery.
const MAX_DOMAINS: usize = 100;
/// Custom domains of a tenant.
const MAX_CUSTOM_DOMAINS: usize = 20;

pub(super) fn lint(file: &TenantFile, report: &mut Report<'_>) {
    for (index, organization) in file.organizations.iter().enumerate() {
        let field = format!("organizations[{index}]");
        let connections = organization.connections.len();
        if connections > MAX_CONNECTIONS {
            report.add(
                format!("{field}.connections"),
                Code::TooManyConnections,
                format!("an organization has at most {MAX_CONNECTIONS} connections in Auth0, this one has {connections}"),
                "split the organization, or merge connections at the identity provider",
            );
        }
        let domains = organization.domains.len();
        if domains > MAX_DOMAINS {
            report.add(
                format!("{field}.domains"),
                Code::TooManyDomains,
                format!("an organization has at most {MAX_DOMAINS} domains for discovery in Auth0, this one has {domains}"),
                "Vestibule routes them all; if Auth0 is to know them as well, let one with `subdomains` cover several",
            );
        }
    }
    for (index, connection) in file.connections.iter().enumerate() {
        let aliases = connection.domain_aliases.len();
        if aliases > MAX_ALIASES {
            report.add(
                format!("connections[{index}].domain_aliases"),
                Code::TooManyDomainAliases,
                format!("a connection has at most {MAX_ALIASES} domain aliases in Auth0, this one has {aliases}"),
                "list them as domains of an organization instead",
            );
        }
    }
    // The domain that Auth0 gave the tenant is none of them.
    let custom_domains = std::iter::once(&file.tenant.origin)
        .chain(&file.tenant.other_origins)
        .filter(|origin| Some(*origin) != file.tenant.canonical_origin.as_ref())
        .collect::<HashSet<_>>()
        .len();
    if custom_domains > MAX_CUSTOM_DOMAINS {
        report.add(
            "tenant.other_origins",
            Code::TooManyCustomDomains,
            format!("a tenant has at most {MAX_CUSTOM_DOMAINS} custom domains in Auth0, this one has {custom_domains}"),
            "remove some: customers can share a domain and be told apart by their email domains",
        );
    }
}
