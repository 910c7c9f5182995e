//! What stands under `[claims]` besides rules and sources.

use vestibule_claims::ClaimName;

use crate::code::Code;
use crate::file::TokenBudget;
use crate::report::Report;

/// Room for the marker and a claim; and what Auth0 takes, beyond which the login fails.
const BUDGETS: std::ops::RangeInclusive<u32> = 512..=100_000;

/// A namespace as names can begin with it; reported, and `None`, if it cannot be one.
pub(super) fn check_namespace(namespace: &str, report: &mut Report<'_>) -> Option<String> {
    let is_https = namespace
        .get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    let problem = match ClaimName::parse(namespace) {
        Err(error) => error.to_string(),
        Ok(_) if !is_https => "it does not begin with `https://`".to_owned(),
        Ok(_) if !namespace.ends_with('/') => "it does not end in `/`".to_owned(),
        Ok(_) => return Some(namespace.to_owned()),
    };
    report.add(
        "claims.namespace",
        Code::InvalidNamespace,
        format!("`{namespace}` is not the namespace of claims: {problem}"),
        "write a URL of a domain of yours that ends in `/`, as in `https://acme.example/`; nothing need answer there",
    );
    None
}

pub(super) fn check_budget(budget: TokenBudget, report: &mut Report<'_>) {
    for (name, octets) in [("id", budget.id), ("access", budget.access)] {
        if !BUDGETS.contains(&octets) {
            report.add(
                format!("claims.budget.{name}"),
                Code::OutOfRange,
                format!(
                    "{octets} octets is not from {} to {}",
                    BUDGETS.start(),
                    BUDGETS.end()
                ),
                "Auth0 fails logins with more; 4096 leaves room in the head of a request",
            );
        }
    }
}
