//! The key of an exact address.

use vestibule_identity::EmailAddress;

/// 64 octets before the at-sign, 253 behind it: [`EmailAddress`] lets nothing longer through.
const MAX_LENGTH: usize = 64 + 1 + 253;

/// An address as the table of exact addresses is keyed: the local part with its ASCII letters in lower case, an at-sign,
/// the domain. On the stack, since every login hint is looked up.
#[derive(Clone, Debug)]
pub struct AddressKey {
    octets: [u8; MAX_LENGTH],
    length: usize,
}

impl AddressKey {
    /// The key of an address.
    #[must_use]
    pub fn of(address: &EmailAddress) -> Self {
        let mut octets = [0; MAX_LENGTH];
        let local_part = address.local_part().bytes();
        let key = local_part
            .map(|octet| octet.to_ascii_lowercase())
            .chain([b'@'])
            .chain(address.domain().as_str().bytes());
        let mut length = 0;
        for (place, octet) in octets.iter_mut().zip(key) {
            *place = octet;
            length += 1;
        }
        Self { octets, length }
    }

    /// Its octets, in UTF-8.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.octets.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use vestibule_identity::EmailAddress;

    use super::{AddressKey, MAX_LENGTH};

    fn key(text: &str) -> String {
        let address = EmailAddress::parse(text).unwrap();
        String::from_utf8(AddressKey::of(&address).as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn only_ascii_letters_lose_their_case() {
        assert_eq!(key(" CTO+News@GLOBEX.Example"), "cto+news@globex.example");
        assert_eq!(key("Ärger@MÜLLER.example"), "Ärger@xn--mller-kva.example");
    }

    #[test]
    fn the_longest_address_fits() {
        let label = "b".repeat(63);
        let local = "a".repeat(64);
        let longest = format!("{local}@{label}.{label}.{label}.{}", "c".repeat(61));
        assert_eq!(longest.len(), MAX_LENGTH);
        assert_eq!(key(&longest), longest);
    }
}
