use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use super::*;

const NOW: UnixSeconds = UnixSeconds(1_614_265_330);
/// The specification's own example.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const BODY: &str = r#"{"test": 2432232314}"#;
const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

fn mac(secret: &str, prefix: &str, body: &str) -> Mac {
    let secret = WebhookSecret::parse(secret).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(prefix.as_bytes());
    mac.update(body.as_bytes());
    mac.finalize().into_bytes().into()
}

fn example() -> SignedRequest<'static> {
    SignedRequest {
        id: ID,
        timestamp: "1614265330",
        signature: SIGNATURE,
        body: BODY,
    }
}

fn verify<'a>(request: &SignedRequest<'a>, now: i64) -> Result<Verified<'a>, WebhookError> {
    request.verify(UnixSeconds(now), |prefix, body| {
        vec![mac(SECRET, prefix, body)]
    })
}

#[test]
fn the_example_of_the_specification_is_believed() {
    let verified = Verified { id: ID, at: NOW };
    assert_eq!(verify(&example(), NOW.0), Ok(verified));
    // Beside a signature of another scheme, and one under another secret.
    let others = format!("v1a,aGVsbG8= v1,{} {SIGNATURE}", "A".repeat(43) + "=");
    let request = SignedRequest {
        signature: &others,
        ..example()
    };
    assert_eq!(verify(&request, NOW.0), Ok(verified));
}

#[test]
fn either_of_two_secrets_will_do() {
    let other = "another secret of 24 octets";
    for secrets in [[SECRET, other], [other, SECRET]] {
        let verified = example().verify(NOW, |prefix, body| {
            secrets
                .iter()
                .map(|secret| mac(secret, prefix, body))
                .collect()
        });
        assert!(verified.is_ok());
    }
    let refused = example().verify(NOW, |prefix, body| vec![mac(other, prefix, body)]);
    assert_eq!(refused, Err(WebhookError::WrongSignature));
    let refused = example().verify(NOW, |_, _| Vec::new());
    assert_eq!(refused, Err(WebhookError::WrongSignature));
}

#[test]
fn time_runs_out_on_both_sides() {
    for (away, fits) in [
        (0, true),
        (300, true),
        (301, false),
        (-300, true),
        (-301, false),
    ] {
        let expected = fits.then_some(()).ok_or(WebhookError::OutOfTime);
        assert_eq!(
            verify(&example(), NOW.0 + away).map(|_| ()),
            expected,
            "{away}"
        );
    }
}

#[test]
fn whatever_is_changed_is_noticed() {
    let changed = [
        SignedRequest {
            id: "msg_other",
            ..example()
        },
        SignedRequest {
            timestamp: "1614265331",
            ..example()
        },
        SignedRequest {
            body: r#"{"test": 2432232315}"#,
            ..example()
        },
        SignedRequest {
            body: "",
            ..example()
        },
        SignedRequest {
            signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=",
            ..example()
        },
    ];
    for request in changed {
        assert_eq!(
            verify(&request, NOW.0),
            Err(WebhookError::WrongSignature),
            "{request:?}"
        );
    }
}

#[test]
fn what_is_no_signature_is_refused_before_anything_is_computed() {
    let long = "a".repeat(LONGEST_ID + 1);
    let many = format!("{}{SIGNATURE}", "v2,x ".repeat(4));
    let named = |id| SignedRequest { id, ..example() };
    let at = |timestamp| SignedRequest {
        timestamp,
        ..example()
    };
    let by = |signature| SignedRequest {
        signature,
        ..example()
    };
    let unsigned = [named(""), at(""), by("")];
    let malformed = [
        named("msg.1"),
        named("msg 1"),
        named(&long),
        at("01614265330"),
        at("+1614265330"),
        at("1614265330.0"),
        at("1614265330000000"),
        by("v1"),
        by("v1,"),
        by("v1,AAAA"),
        // Without padding, and in the other alphabet: one signature, one way of writing it.
        by("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE"),
        by("v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        by(&many),
    ];
    let unsigned = unsigned.map(|request| (request, WebhookError::Unsigned));
    let malformed = malformed.map(|request| (request, WebhookError::Malformed));
    for (request, error) in unsigned.into_iter().chain(malformed) {
        let refused = request.verify(NOW, |_, _| panic!("computed"));
        assert_eq!(refused, Err(error), "{request:?}");
    }
}

#[test]
fn secrets_are_long_and_random_and_do_not_show_themselves() {
    for (text, error) in [
        ("", WebhookSecretError::TooShort),
        ("whsec_", WebhookSecretError::TooShort),
        ("only 23 octets of secre", WebhookSecretError::TooShort),
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==",
            WebhookSecretError::NotBase64,
        ),
        ("whsec_not base64 at all", WebhookSecretError::NotBase64),
        (
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            WebhookSecretError::Placeholder,
        ),
    ] {
        assert_eq!(WebhookSecret::parse(text), Err(error), "{text}");
    }
    let secret = WebhookSecret::parse(&format!(" {SECRET}\n")).unwrap();
    assert_eq!(secret, WebhookSecret::parse(SECRET).unwrap());
    assert_eq!(format!("{secret:?}"), "WebhookSecret { .. }");
    assert!(!format!("{:?}", example()).contains("test"));
}
