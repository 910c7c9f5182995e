//! The realm cookie's content as bytes, before it is sealed.
//!
//! ```text
//! content    = version (1) ‖ realm ‖ hop count (1) ‖ hops
//! realm      = flags (1: 1 = organization, 2 = connection) ‖ time (8) ‖ texts   -- only the flags if they are 0
//! text       = length (1) ‖ bytes
//! hop        = tag (8) ‖ count (1) ‖ time (8)
//! ```
//!
//! Numbers are big-endian. Written by hand instead of with a serialization crate: it is bounded by construction and
//! a few hundred bytes of WebAssembly. There is exactly one encoding of a content, so that whatever else might
//! once be sealed by mistake is not read as one.

use vestibule_identity::{ConnectionName, OrganizationId, UnixSeconds};

use super::{Hop, MAX_HOPS, RealmCookie, RememberedRealm};

impl RealmCookie {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        encode_realm(&mut bytes, self.remembered.as_ref());
        // A count beyond one byte cannot be; if it could, decoding would refuse the whole.
        bytes.push(u8::try_from(self.hops.len()).unwrap_or(u8::MAX));
        for hop in &self.hops {
            bytes.extend(hop.tag);
            bytes.push(hop.count);
            bytes.extend(hop.since.0.to_be_bytes());
        }
        bytes
    }

    /// Reads what [`encode`](Self::encode) wrote; anything else is `None`.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        if reader.byte()? != VERSION {
            return None;
        }
        let remembered = match reader.byte()? {
            0 => None,
            flags => Some(decode_realm(flags, &mut reader)?),
        };
        let count = usize::from(reader.byte()?);
        if count > MAX_HOPS {
            return None;
        }
        let mut hops: Vec<Hop> = Vec::with_capacity(count);
        for _ in 0..count {
            let hop = Hop {
                tag: reader.array()?,
                count: reader.byte()?,
                since: reader.time()?,
            };
            if hop.count == 0 || hops.iter().any(|other| other.tag == hop.tag) {
                return None;
            }
            hops.push(hop);
        }
        reader.0.is_empty().then_some(Self { remembered, hops })
    }
}

fn encode_realm(bytes: &mut Vec<u8>, realm: Option<&RememberedRealm>) {
    let Some(realm) = realm else {
        bytes.push(0);
        return;
    };
    let organization = realm.organization.as_ref().map(OrganizationId::as_str);
    let connection = realm.connection.as_ref().map(ConnectionName::as_str);
    let flag = |flag: u8, text: Option<&str>| if text.is_some() { flag } else { 0 };
    bytes.push(flag(ORGANIZATION, organization) | flag(CONNECTION, connection));
    bytes.extend(realm.at.0.to_be_bytes());
    for text in [organization, connection].into_iter().flatten() {
        // Both types are far shorter than 255 bytes; if they were not, decoding would refuse the whole.
        bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        bytes.extend(text.as_bytes());
    }
}

fn decode_realm(flags: u8, reader: &mut Reader<'_>) -> Option<RememberedRealm> {
    if flags & !(ORGANIZATION | CONNECTION) != 0 {
        return None;
    }
    let at = reader.time()?;
    let mut organization = None;
    if flags & ORGANIZATION != 0 {
        organization = Some(OrganizationId::parse(reader.text()?).ok()?);
    }
    let mut connection = None;
    if flags & CONNECTION != 0 {
        connection = Some(ConnectionName::parse(reader.text()?).ok()?);
    }
    Some(RememberedRealm {
        organization,
        connection,
        at,
    })
}

/// What is still to be read. Every method takes from the front or refuses.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    fn byte(&mut self) -> Option<u8> {
        let [byte] = self.array()?;
        Some(byte)
    }

    fn time(&mut self) -> Option<UnixSeconds> {
        self.array().map(i64::from_be_bytes).map(UnixSeconds)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = usize::from(self.byte()?);
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}

const VERSION: u8 = 1;
const ORGANIZATION: u8 = 1;
const CONNECTION: u8 = 2;
