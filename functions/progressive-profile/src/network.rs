//! Whether a browser is where the login is.

use std::net::{IpAddr, Ipv6Addr};

/// Whether the browser that a token arrived with is on the network on which the login runs.
///
/// A token stands in an address, and an address can be sent to somebody else. Auth0 writes into the token from where the login came;
/// whoever arrives from elsewhere is asked whether it is them, and is shown nothing that was known of the user before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// It is the same, as far as anybody can tell.
    Same,
    /// It is another one, and nobody has said yet that this is their login.
    Other,
    /// It is another one, and whoever sits there said that it is theirs. A press proves nothing, so that nothing more is shown.
    OtherConfirmed,
}

impl Network {
    /// Compares the `ip` claim of a token with the address that a browser comes from, both as texts.
    ///
    /// What is compared is the network, not the address: of IPv6 the first 64 bits, within which a device takes a new address every
    /// day (RFC 8981); of IPv4 the first 24, since carriers and companies share out the connections of one device among neighbouring
    /// addresses (RFC 6888). An address of each family says nothing: a device with both uses one for Auth0 and the other for us as
    /// it likes (RFC 8305). Nor does an address that is missing or is none.
    pub(crate) fn of(claim: Option<&str>, browser: &str) -> Self {
        let (Some(claimed), Some(browser)) = (claim.and_then(prefix), prefix(browser)) else {
            return Self::Same;
        };
        match (claimed, browser) {
            (Prefix::V4(one), Prefix::V4(other)) if one != other => Self::Other,
            (Prefix::V6(one), Prefix::V6(other)) if one != other => Self::Other,
            _ => Self::Same,
        }
    }

    /// Its name in a sealed session.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Other => "other",
            Self::OtherConfirmed => "confirmed",
        }
    }

    /// The network of that name; the most careful one for any other text.
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "same" => Self::Same,
            "confirmed" => Self::OtherConfirmed,
            _ => Self::Other,
        }
    }
}

#[derive(Clone, Copy)]
enum Prefix {
    V4([u8; 3]),
    V6([u16; 4]),
}

fn prefix(address: &str) -> Option<Prefix> {
    let address: IpAddr = address.trim().parse().ok()?;
    // `::ffff:192.0.2.7` is `192.0.2.7`.
    Some(match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            Prefix::V4([a, b, c])
        }
        IpAddr::V6(address) => Prefix::V6(first_half(address)),
    })
}

const fn first_half(address: Ipv6Addr) -> [u16; 4] {
    let [a, b, c, d, ..] = address.segments();
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(claim: &str, browser: &str) -> Network {
        Network::of(Some(claim), browser)
    }

    #[test]
    fn another_network_is_one_of_the_same_family_with_another_prefix() {
        for (claim, browser) in [
            ("192.0.2.7", "198.51.100.7"),
            ("192.0.2.7", "192.0.3.7"),
            ("::ffff:192.0.2.7", "198.51.100.7"),
            ("2001:db8:0:1::7", "2001:db8:0:2::7"),
        ] {
            assert_eq!(of(claim, browser), Network::Other, "{claim} {browser}");
            assert_eq!(of(browser, claim), Network::Other, "{claim} {browser}");
        }
    }

    #[test]
    fn nobody_is_asked_for_another_address_of_their_network_or_another_family() {
        for (claim, browser) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7", "192.0.2.250"),
            ("192.0.2.7", "::ffff:192.0.2.7"),
            ("2001:db8:0:1::7", "2001:0db8:0000:0001:a:b:c:d"),
            ("192.0.2.7", "2001:db8::7"),
            ("2001:db8::7", "192.0.2.7"),
            ("192.0.2.7", ""),
            ("", "192.0.2.7"),
            ("unknown", "192.0.2.7"),
            ("192.0.2.7, 198.51.100.7", "198.51.100.7"),
        ] {
            assert_eq!(of(claim, browser), Network::Same, "{claim} {browser}");
        }
        assert_eq!(Network::of(None, "192.0.2.7"), Network::Same);
    }

    #[test]
    fn a_name_is_read_again_and_another_text_is_not_trusted() {
        for network in [Network::Same, Network::Other, Network::OtherConfirmed] {
            assert_eq!(Network::named(network.name()), network);
        }
        assert_eq!(Network::named(""), Network::Other);
    }

    proptest! {
        #[test]
        fn a_network_is_never_another_than_itself(one: IpAddr, other: IpAddr) {
            prop_assert_eq!(of(&one.to_string(), &one.to_string()), Network::Same);
            let (one, other) = (one.to_string(), other.to_string());
            prop_assert_eq!(of(&one, &other), of(&other, &one));
        }

        #[test]
        fn nothing_panics(one in ".{0,60}", other in ".{0,60}") {
            let _ = of(&one, &other);
        }
    }
}
