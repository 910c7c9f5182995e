//! Typing errors in the domains of public mail providers.

use vestibule_identity::EmailAddress;
use vestibule_tenant::Manifest;

/// The address that was probably meant, when its domain is one slip of the finger away from one of
/// the tenant's own public domains. Never from a customer's: that would tell who is a customer.
pub(crate) fn suggest(manifest: &Manifest, address: &EmailAddress) -> Option<String> {
    let domain = address.domain().as_str();
    let meant = manifest
        .consumer_domains()
        .find(|known| is_one_slip_away(domain, known))?;
    Some(format!("{}@{meant}", address.local_part()))
}

/// Whether one letter too many, too few or wrong, or two neighbours swapped, make one of the other
/// (the optimal string alignment distance is one).
fn is_one_slip_away(typed: &str, meant: &str) -> bool {
    let (typed, meant) = (typed.as_bytes(), meant.as_bytes());
    let same_at_start = typed
        .iter()
        .zip(meant)
        .take_while(|(one, other)| one == other)
        .count();
    let (Some(typed), Some(meant)) = (typed.get(same_at_start..), meant.get(same_at_start..))
    else {
        return false;
    };
    match (typed, meant) {
        ([_, rest @ ..], _) if rest == meant => true,
        (_, [_, rest @ ..]) if rest == typed => true,
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([one, two, rest @ ..], [other, another, more @ ..]) => {
            one == another && two == other && rest == more
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_one_slip_away;

    #[test]
    fn one_slip() {
        for typed in [
            "gmial.com",
            "gmai.com",
            "gmaill.com",
            "gmsil.com",
            "gmail.co",
            "mail.com",
        ] {
            assert!(is_one_slip_away(typed, "gmail.com"), "{typed}");
        }
    }

    #[test]
    fn none_or_more_than_one() {
        for typed in [
            "gmail.com",
            "gmial.co",
            "example.com",
            "",
            "g.com",
            "hotmail.com",
        ] {
            assert!(!is_one_slip_away(typed, "gmail.com"), "{typed}");
        }
    }
}
