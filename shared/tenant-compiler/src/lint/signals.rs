//! What is configured for signals that nobody looks at.

use crate::code::Code;
use crate::file::{Hints, Organization, TenantFile};
use crate::model::{SignalKind, Tenant};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    type Has = fn(&Organization) -> bool;
    let what: [(&str, &[SignalKind], Has); 4] = [
        ("hosts", &[SignalKind::Hostname], |organization| {
            !organization.hosts.is_empty()
        }),
        ("networks", &[SignalKind::Network], |organization| {
            !organization.networks.is_empty()
        }),
        ("addresses", &[SignalKind::LoginHint], |organization| {
            !organization.addresses.is_empty()
        }),
        (
            "domains",
            &[SignalKind::LoginHint, SignalKind::DomainHint],
            |organization| !organization.domains.is_empty(),
        ),
    ];
    for (list, kinds, has) in what {
        if kinds.iter().any(|kind| is_read(*kind, tenant)) {
            continue;
        }
        // Once, at the first of them: the mistake is in the list of signals.
        if let Some(index) = file.organizations.iter().position(has) {
            let names: Vec<_> = kinds
                .iter()
                .map(|kind| format!("`{}`", name(*kind)))
                .collect();
            report.add(
                format!("organizations[{index}].{list}"),
                Code::UnreadSignal,
                format!("organizations have {list}, but {} is switched off everywhere", names.join(" and ")),
                "add it to `signals` under [home_realm] or of a client, or remove what it would be looked up in",
            );
        }
    }
}

/// Reports exceptions in hint policies that are exceptions to nothing.
pub(super) fn lint_hints(file: &TenantFile, report: &mut Report<'_>) {
    hints("home_realm.hints", &file.home_realm.hints, report);
    for (index, client) in file.clients.iter().enumerate() {
        if let Some(own) = &client.hints {
            hints(&format!("clients[{index}].hints"), own, report);
        }
    }
}

/// Whether the tenant's signals apply to anybody and have it, or those of a client do.
fn is_read(kind: SignalKind, tenant: &Tenant) -> bool {
    let shared = &tenant.home_realm.signals;
    if tenant.clients.is_empty() {
        return shared.contains(&kind);
    }
    tenant
        .clients
        .values()
        .any(|client| client.signals.as_ref().unwrap_or(shared).contains(&kind))
}

const fn name(kind: SignalKind) -> &'static str {
    match kind {
        SignalKind::Hostname => "hostname",
        SignalKind::DomainHint => "domain-hint",
        SignalKind::LoginHint => "login-hint",
        SignalKind::Remembered => "remembered",
        SignalKind::Network => "network",
        SignalKind::ClientDefault => "client-default",
    }
}

/// Domains that are respected although nothing ignores them.
fn hints(field: &str, hints: &Hints, report: &mut Report<'_>) {
    let ignored = |domain: &str| {
        hints.ignore.iter().any(|ignored| {
            ignored == "*" || ignored.parse() == domain.parse::<vestibule_identity::Domain>()
        })
    };
    for (index, domain) in hints.respect.iter().enumerate() {
        let idle = if domain == "*" {
            hints.ignore.is_empty()
        } else {
            !ignored(domain)
        };
        if idle {
            report.add(
                format!("{field}.respect[{index}]"),
                Code::IdleHint,
                format!(
                    "hints for `{domain}` are respected in any case, since nothing ignores them"
                ),
                "remove it, or list under `ignore` what it is an exception to, such as `*`",
            );
        }
    }
}
