//! Providers at which everybody can have an address.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One a line, as A-labels; lines that begin with `#` say where they come from.
const LIST: &str = include_str!("../../data/public-mail-domains.txt");

static PROVIDERS: LazyLock<HashSet<&str>> = LazyLock::new(|| providers().collect());

/// Whether a domain, as A-labels, is that of a public mail provider.
pub(super) fn is_provider(domain: &str) -> bool {
    PROVIDERS.contains(domain)
}

/// All of them, in the order of the list.
pub(crate) fn providers() -> impl Iterator<Item = &'static str> {
    LIST.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use vestibule_identity::Domain;

    use super::{is_provider, providers};

    #[test]
    fn the_list_is_sorted_and_spelled_as_domains_are_compared() {
        let listed: Vec<_> = providers().collect();
        assert!(listed.is_sorted_by(|one, next| one < next));
        for name in listed {
            assert_eq!(Domain::parse(name).unwrap().as_str(), name);
        }
        assert!(is_provider("gmail.com"));
        assert!(!is_provider("globex.example"));
    }
}
