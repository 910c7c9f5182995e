//! Domains under which anybody can register a name.

/// Suffixes that providers hand out to their customers and that the Public Suffix List does not have.
const HANDED_OUT: [&str; 3] = ["mail.onmicrosoft.com", "onmicrosoft.com", "onmicrosoft.us"];

/// Whether a domain, as A-labels, is on the Public Suffix List (<https://publicsuffix.org>), its private part included, or
/// is handed out in the same way.
///
/// The list is the one that the `psl` crate is released with; `cargo update -p psl` brings a newer one.
pub(super) fn is_one(domain: &str) -> bool {
    let listed = psl::suffix(domain.as_bytes())
        // A top-level domain that the list does not know, `example` for one, counts as a suffix by default. No `Domain` is
        // a top-level domain, so nothing is lost by asking for a rule.
        .is_some_and(|suffix| suffix.is_known() && suffix.as_bytes().len() == domain.len());
    listed || HANDED_OUT.contains(&domain)
}
