use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use super::*;
use crate::webhook::Mac;

const NOW: UnixSeconds = UnixSeconds(1_790_000_000);
const TENANT: &str = "https://login.acme.example";

fn keys() -> Keys {
    Keys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", None).unwrap()
}

fn mac(prefix: &str, body: &str) -> Vec<Mac> {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"a secret of this test alone").unwrap();
    mac.update(prefix.as_bytes());
    mac.update(body.as_bytes());
    vec![mac.finalize().into_bytes().into(), [1; 32]]
}

fn reason() -> DeniedReason {
    DeniedReason {
        code: "trial-over".to_owned(),
        text: "Your trial has ended.\nSorry \u{fc}ber das.".to_owned(),
        origin: "https://login.globex.example".to_owned(),
        at: NOW,
    }
}

#[test]
fn it_arrives_as_it_was_sent_and_a_repeat_is_the_same() {
    let sealed = reason().seal(&keys(), &mac, "msg_1", TENANT).unwrap();
    let again = reason().seal(&keys(), &mac, "msg_1", TENANT).unwrap();
    assert_eq!(sealed, again);
    assert_eq!(
        DeniedReason::open(&keys(), TENANT, NOW, &sealed),
        Ok(reason())
    );
}

/// Under one nonce two values would give each other away. The nonce is what stands in front, behind three octets.
#[test]
fn whatever_is_another_has_another_nonce() {
    let nonce = |reason: &DeniedReason, id: &str, tenant: &str| {
        let sealed = reason.seal(&keys(), &mac, id, tenant).unwrap();
        sealed.get(4..36).unwrap().to_owned()
    };
    let first = nonce(&reason(), "msg_1", TENANT);
    let other_text = DeniedReason {
        text: "Your trial has ended!".to_owned(),
        ..reason()
    };
    let later = DeniedReason {
        at: NOW.plus(1),
        ..reason()
    };
    for other in [
        nonce(&reason(), "msg_2", TENANT),
        nonce(&reason(), "msg_1", "https://test.acme.example"),
        nonce(&other_text, "msg_1", TENANT),
        nonce(&later, "msg_1", TENANT),
    ] {
        assert_ne!(first, other);
    }
}

#[test]
fn without_a_secret_nothing_is_sealed() {
    let none = |_: &str, _: &str| Vec::new();
    assert_eq!(reason().seal(&keys(), &none, "msg_1", TENANT), None);
}

#[test]
fn it_opens_for_an_hour_and_for_its_tenant() {
    let sealed = reason().seal(&keys(), &mac, "msg_1", TENANT).unwrap();
    let open = |now, tenant| DeniedReason::open(&keys(), tenant, now, &sealed).map(|it| it.at);
    assert_eq!(open(NOW.plus(3600), TENANT), Ok(NOW));
    assert_eq!(open(NOW.plus(3601), TENANT), Err(ReasonError::Expired));
    assert_eq!(open(NOW.plus(-1), TENANT), Err(ReasonError::Expired));
    assert_eq!(
        open(NOW, "https://test.acme.example"),
        Err(ReasonError::Sealed(OpenError::Unauthentic))
    );
}

#[test]
fn what_is_sealed_for_this_purpose_and_no_reason_is_none() {
    for plain in [&b""[..], b"1790000000", b"x\na\nb\nc", b"1\na\nb", b"\xff"] {
        let sealed = sealed::seal(&keys(), PURPOSE, [7; 24], plain, TENANT.as_bytes());
        let opened = DeniedReason::open(&keys(), TENANT, NOW, &sealed);
        assert_eq!(opened, Err(ReasonError::Malformed), "{plain:?}");
    }
}
