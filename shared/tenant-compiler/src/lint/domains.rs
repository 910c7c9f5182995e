//! Domains that cannot belong to one organization.

use vestibule_identity::Domain;

use super::homographs::Look;
use super::{public_mail, public_suffixes};
use crate::code::Code;
use crate::file::TenantFile;
use crate::report::Report;

/// Reports such domains, and gives the look of every domain on the way, so that each is parsed once.
pub(super) fn lint(file: &TenantFile, report: &mut Report<'_>) -> Vec<Look> {
    let mut looks = Vec::new();
    for (index, organization) in file.organizations.iter().enumerate() {
        for (place, listed) in organization.domains.iter().enumerate() {
            let Ok(domain) = Domain::parse(&listed.name) else {
                continue;
            };
            let field = || format!("organizations[{index}].domains[{place}].name");
            lint_one(field, &domain, listed.public_suffix, report);
            looks.push(Look::of_organization(index, place, &domain));
        }
    }
    for (index, connection) in file.connections.iter().enumerate() {
        for (place, alias) in connection.domain_aliases.iter().enumerate() {
            if let Ok(domain) = Domain::parse(alias) {
                let field = || format!("connections[{index}].domain_aliases[{place}]");
                lint_one(field, &domain, false, report);
            }
        }
    }
    looks
}

fn lint_one(
    field: impl Fn() -> String,
    domain: &Domain,
    on_purpose: bool,
    report: &mut Report<'_>,
) {
    if public_mail::is_provider(domain.as_str()) {
        report.add(
            field(),
            Code::PublicMailDomain,
            format!("everybody can have an address at `{domain}`"),
            "list it under home_realm.consumer_domains, and single people at it under the organization's `addresses`",
        );
    } else if public_suffixes::is_one(domain.as_str()) && !on_purpose {
        report.add(
            field(),
            Code::PublicSuffix,
            format!("anybody can register a name under `{domain}`"),
            "name the domain that is the organization's own; if this one is, write `public_suffix = true` beside it",
        );
    }
}
