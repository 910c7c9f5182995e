//! 500 to 599: signatures (RFC 7515, section 5.2; RFC 7518, section 3.4; RFC 8725, sections 3.3 and 3.4; CVE row 19).

use p256::elliptic_curve::bigint::{Encoding as _, U256};
use serde_json::json;
use vestibule_claims::{Algorithm, ecdsa_signature};

use super::Cases;
use crate::native::forge::{
    by_issuer, by_secret, header, id_claims, id_token, session_claims, session_token, token, with,
};
use crate::native::keys::keys;

const WRONG: &str = "Signature";

pub(super) fn add(cases: &mut Cases) {
    damaged(cases);
    numbers_of_ecdsa(cases);
    other_forms_of_ecdsa(cases);
    rsa(cases);
    edwards(cases);
    tags(cases);
    swapped(cases);
}

fn signed_otherwise(algorithm: Algorithm, change: impl Fn(Vec<u8>) -> Vec<u8>) -> String {
    let header = header(algorithm).to_string();
    token(header, id_claims().to_string(), |message| {
        change(keys().issuer.sign(algorithm, message))
    })
}

fn damaged(cases: &mut Cases) {
    let algorithms = [
        Algorithm::RS256,
        Algorithm::PS256,
        Algorithm::ES256,
        Algorithm::ES384,
        Algorithm::EdDSA,
    ];
    for (number, algorithm) in (500_u16..).step_by(8).zip(algorithms) {
        let mut case = |offset: u16, about: &str, change: &dyn Fn(Vec<u8>) -> Vec<u8>| {
            let about = format!("{algorithm}: {about}");
            let token = signed_otherwise(algorithm, change);
            cases.id(number + offset, about, WRONG, token);
        };
        case(0, "the first bit flipped", &|mut it| {
            it[0] ^= 0x80;
            it
        });
        case(1, "the last bit flipped", &|mut it| {
            let last = it.len() - 1;
            it[last] ^= 1;
            it
        });
        case(2, "an octet less", &|it| it[..it.len() - 1].to_vec());
        case(3, "a zero behind", &|it| [&it[..], &[0]].concat());
        case(4, "a zero in front", &|it| [&[0], &it[..]].concat());
        case(5, "zeros", &|it| vec![0; it.len()]);
        case(6, "ones", &|it| vec![0xff; it.len()]);
        case(7, "one octet", &|_| vec![0]);
    }
}

/// CVE row 19: numbers for which a careless verifier finds every message signed.
fn numbers_of_ecdsa(cases: &mut Cases) {
    const ORDER: [u8; 32] = [
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
        0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];
    let zero = [0; 32];
    let one: [u8; 32] = std::array::from_fn(|at| u8::from(at == 31));
    let pairs = [
        ("r = 0, s = 0", zero, zero),
        ("r = 0, s = 1", zero, one),
        ("r = 1, s = 0", one, zero),
        ("r = 1, s = 1", one, one),
        ("r = n, s = n", ORDER, ORDER),
        ("r = n, s = 1", ORDER, one),
        ("r = 1, s = n", one, ORDER),
        ("r = 0, s = n", zero, ORDER),
    ];
    for (number, (about, r, s)) in (540..).zip(pairs) {
        let token = signed_otherwise(Algorithm::ES256, |_| [r, s].concat());
        cases.id(number, about, WRONG, token);
    }
    let zeros = signed_otherwise(Algorithm::ES384, |_| vec![0; 96]);
    cases.id(548, "ES384: r = 0, s = 0", WRONG, zeros);
    // The other s is the same signature to mathematics, and RFC 7518 lets it pass; a second spelling of a token,
    // so that nothing may be remembered by a token's text.
    let other = signed_otherwise(Algorithm::ES256, |it| {
        let (r, s) = it.split_at(32);
        let s = U256::from_be_slice(s);
        let other = U256::from_be_slice(&ORDER).wrapping_sub(&s);
        [r, &other.to_be_bytes()].concat()
    });
    cases.id(549, "n - s, as good as s", "accepted auth0|1", other);
}

fn other_forms_of_ecdsa(cases: &mut Cases) {
    let der = |it: Vec<u8>| ecdsa_signature::to_der(&it).unwrap_or_default();
    let token_of =
        |algorithm, change: &dyn Fn(Vec<u8>) -> Vec<u8>| signed_otherwise(algorithm, change);
    cases.id(550, "ES256 in DER", WRONG, token_of(Algorithm::ES256, &der));
    cases.id(551, "ES384 in DER", WRONG, token_of(Algorithm::ES384, &der));
    let cut = |it: Vec<u8>| der(it).into_iter().take(64).collect();
    cases.id(
        552,
        "DER cut to 64 octets",
        WRONG,
        token_of(Algorithm::ES256, &cut),
    );
    let wide = |it: Vec<u8>| [&[0; 16][..], &it[..32], &[0; 16], &it[32..]].concat();
    cases.id(
        553,
        "numbers of 48 octets",
        WRONG,
        token_of(Algorithm::ES256, &wide),
    );
    let swapped = |it: Vec<u8>| [&it[32..], &it[..32]].concat();
    cases.id(
        554,
        "r and s the other way round",
        WRONG,
        token_of(Algorithm::ES256, &swapped),
    );
    let reversed = |mut it: Vec<u8>| {
        it[..32].reverse();
        it[32..].reverse();
        it
    };
    cases.id(
        555,
        "numbers the other end first",
        WRONG,
        token_of(Algorithm::ES256, &reversed),
    );
}

fn rsa(cases: &mut Cases) {
    use rsa::traits::PublicKeyParts as _;
    let modulus = keys().issuer.rsa.n().to_bytes_be();
    let itself = signed_otherwise(Algorithm::RS256, |_| modulus.clone());
    cases.id(560, "RS256: the modulus", WRONG, itself);
    let itself = signed_otherwise(Algorithm::PS256, |_| modulus.clone());
    cases.id(561, "PS256: the modulus", WRONG, itself);
    let one = |length| {
        std::iter::repeat_n(0, length - 1)
            .chain([1])
            .collect::<Vec<u8>>()
    };
    cases.id(
        562,
        "RS256: 1",
        WRONG,
        signed_otherwise(Algorithm::RS256, |it| one(it.len())),
    );
    cases.id(
        563,
        "PS256: 1",
        WRONG,
        signed_otherwise(Algorithm::PS256, |it| one(it.len())),
    );
    let exchange = |named: Algorithm, used: Algorithm| {
        token(
            header(named).to_string(),
            id_claims().to_string(),
            by_issuer(used),
        )
    };
    let pairs = [
        (564, Algorithm::RS256, Algorithm::PS256),
        (565, Algorithm::PS256, Algorithm::RS256),
        (566, Algorithm::RS256, Algorithm::RS512),
        (567, Algorithm::PS512, Algorithm::PS384),
        (568, Algorithm::RS384, Algorithm::RS256),
    ];
    for (number, named, used) in pairs {
        let about = format!("a signature of {used} as one of {named}");
        cases.id(number, about, WRONG, exchange(named, used));
    }
}

fn edwards(cases: &mut Cases) {
    // The order of the group, little-endian: s + L is a second spelling that RFC 8032 forbids.
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let malleable = signed_otherwise(Algorithm::EdDSA, |mut it| {
        let mut carry = 0_u16;
        for (octet, order) in it[32..].iter_mut().zip(ORDER) {
            carry += u16::from(*octet) + u16::from(order);
            *octet = (carry & 0xff) as u8;
            carry >>= 8;
        }
        it
    });
    cases.id(570, "EdDSA: s + L", WRONG, malleable);
    let neutral = signed_otherwise(Algorithm::EdDSA, |_| {
        let mut it = vec![0; 64];
        it[0] = 1;
        it
    });
    cases.id(571, "EdDSA: the neutral point and 0", WRONG, neutral);
}

fn tags(cases: &mut Cases) {
    let header = r#"{"alg":"HS256"}"#;
    let secret = keys().profile_secret;
    let mut case = |number, about: &str, change: &dyn Fn(Vec<u8>) -> Vec<u8>| {
        let token = token(header, session_claims().to_string(), |message| {
            change(by_secret(&secret, Algorithm::HS256)(message))
        });
        cases.on("profile", number, about, WRONG, token);
    };
    case(580, "half a tag", &|it| it[..16].to_vec());
    case(581, "one octet of a tag", &|it| it[..1].to_vec());
    case(582, "zeros for a tag", &|it| vec![0; it.len()]);
    case(583, "a tag and more", &|it| [&it[..], &[0]].concat());
    case(584, "a tag twice", &|it| [&it[..], &it[..]].concat());
    case(585, "a tag in hex", &|it| {
        it.iter()
            .flat_map(|it| format!("{it:02x}").into_bytes())
            .collect()
    });
    let other = by_secret(&keys().terms_secret, Algorithm::HS256);
    let other = token(header, session_claims().to_string(), other);
    cases.on("profile", 586, "another page's secret", WRONG, other);
    let longer = by_secret(&[&secret[..], &[0; 33]].concat(), Algorithm::HS256);
    let longer = token(header, session_claims().to_string(), longer);
    cases.on(
        "profile",
        587,
        "the secret with zeros behind, beyond a block",
        WRONG,
        longer,
    );
}

/// Parts of two good tokens put together.
fn swapped(cases: &mut Cases) {
    let parts = |token: &str| -> Vec<String> { token.split('.').map(str::to_owned).collect() };
    let mine = parts(&id_token(&id_claims()));
    let theirs = parts(&id_token(&with(id_claims(), "sub", json!("auth0|2"))));
    let mixed = format!("{}.{}.{}", mine[0], theirs[1], mine[2]);
    cases.id(590, "somebody else's claims", WRONG, mixed);
    let other_header = parts(&signed_otherwise(Algorithm::RS256, |it| it));
    let es256 = parts(&signed_otherwise(Algorithm::ES256, |it| it));
    let mixed = format!("{}.{}.{}", es256[0], other_header[1], other_header[2]);
    cases.id(591, "another token's header", WRONG, mixed);
    let session = parts(&session_token(&session_claims()));
    let mixed = format!("{}.{}.{}", mine[0], session[1], session[2]);
    cases.id(592, "a tag as a signature", WRONG, mixed);
    // Claims of a length that fills up their last four characters, or else it would depend on the signature whether
    // there are bits too many.
    let mut claims = id_claims().to_string();
    while !claims.len().is_multiple_of(3) {
        claims.push(' ');
    }
    let whole = token(
        header(Algorithm::RS256).to_string(),
        claims,
        by_issuer(Algorithm::RS256),
    );
    let whole = parts(&whole);
    let moved = format!(
        "{}.{}{}.{}",
        whole[0],
        whole[1],
        &whole[2][..4],
        &whole[2][4..]
    );
    cases.id(593, "a dot moved", WRONG, moved);
}
