//! Keys of receipts, what is signed with them, and that they are never taken back.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use serde_json::{Value, json};
use vestibule_identity::UnixSeconds;
use vestibule_receipts::{Receipt, ReceiptKey, key_set, text_digest};

use crate::publish::Fake;
use crate::run::with_input;
use crate::{changed, vestibule};

/// A folder with a new key: its secret, and the word for the tenant file.
fn key() -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key.json");
    let ran = vestibule(&["keys", "consent", "--out", file.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let secret = fs::read_to_string(&file).unwrap();
    let jwk: Value = serde_json::from_str(&secret).unwrap();
    let d = jwk.get("d").unwrap();
    assert!(!ran.out.contains(d.as_str().unwrap()), "{}", ran.out);
    let word = ran
        .out
        .split('"')
        .find(|it| it.starts_with("ed25519-public:"));
    let word = word.unwrap().to_owned();
    (folder, secret, word)
}

#[test]
fn a_key_is_made_for_its_owner_alone() {
    let (folder, secret, word) = key();
    let key = ReceiptKey::parse(&BACKEND, &secret).unwrap();
    assert_eq!(key.public().written(), word);
    let file = folder.path().join("key.json");
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    // What is there may be the only copy of a key that is in use.
    let again = vestibule(&["keys", "consent", "--out", file.to_str().unwrap()]);
    assert_eq!(again.code, 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), secret);
    let shown = vestibule(&["keys", "consent"]);
    let secret = shown.out.lines().nth(1).unwrap();
    let shown_key = ReceiptKey::parse(&BACKEND, secret).unwrap();
    assert_ne!(shown_key.public(), key.public());
    assert!(shown.out.contains(&shown_key.public().written()));
}

/// The example with these keys, whether it has a profile or not.
fn with_keys(keys: &str) -> (tempfile::TempDir, String) {
    changed(|text| {
        let line = format!("\n[profile]\nreceipt_keys = [{keys}]\n");
        if text.contains("\n[profile]\n") {
            return text.replace("\n[profile]\n", &line);
        }
        text + &line
    })
}

fn receipt(key: &ReceiptKey, given: bool) -> String {
    let text = |text: &str| text.to_owned();
    let receipt = Receipt {
        issuer: text("https://start.acme.example"),
        subject: text("auth0|650f"),
        issued: UnixSeconds(1_795_514_400),
        id: text("r1"),
        organization: Some(text("org_globex")),
        client: None,
        field: text("terms"),
        version: text("2026-11"),
        language: text("en"),
        entity: text("Acme GmbH"),
        text: text_digest("I agree", Some("They are short")),
        document: Some(text("https://acme.example/terms")),
        given,
    };
    receipt.sign(key).unwrap()
}

#[test]
fn receipts_are_verified_and_said_in_words() {
    let (folder, secret, _) = key();
    let key = ReceiptKey::parse(&BACKEND, &secret).unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let keys = write("keys.json", &key_set(&[key.public().clone()]));
    let shown = write("shown.txt", "I agree\nThey are short\n");
    let other = write("other.txt", "I agree");
    let good = receipt(&key, true);
    let verify = |input: &str, more: &[&str]| {
        let base = ["receipt", "verify", "-", "--keys", &keys];
        with_input(&[&base, more].concat(), input.as_bytes().to_vec())
    };
    let ran = verify(&good, &["--text", &shown]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        format!(
            "  agreed to `terms`, version 2026-11\n  who          auth0|650f\n  when         2026-11-24T10:00:00Z\n  \
             to whom      Acme GmbH\n  organization org_globex\n  language     en\n  document     https://acme.example/terms\n  \
             SHA-256      {}\n  receipt      r1\n  issuer       https://start.acme.example\n  text         is this one\n",
            text_digest("I agree", Some("They are short"))
        )
    );
    assert_eq!(verify(&good, &["--text", &other]).code, 1);

    let (signed, signature) = good.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", "A".repeat(signature.len()));
    let list = json!([receipt(&key, false), forged]).to_string();
    let ran = verify(&list, &[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("receipt 1:\n  did not agree to `terms`"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("receipt 2:\n  proves nothing: "),
        "{}",
        ran.out
    );
    // With the keys of somebody else.
    let (_folder, other, _) = self::key();
    let other = ReceiptKey::parse(&BACKEND, &other).unwrap();
    write("keys.json", &key_set(&[other.public().clone()]));
    assert_eq!(verify(&good, &[]).code, 1);
    for (input, problem) in [("[]", "no receipt in it"), ("[1]", "no list of receipts")] {
        let ran = verify(input, &[]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(problem), "{}", ran.err);
    }
}

#[test]
fn a_key_that_is_published_is_never_taken_back() {
    let (_one, _, one) = key();
    let (_two, _, two) = key();
    let fake = Fake::new();
    let none = fake.with_example();
    let (_folder, file) = with_keys(&format!("\"{one}\""));
    let ran = fake.publish(&[&file]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let first = fake.pointer().unwrap();

    let (_folder, replaced) = with_keys(&format!("\"{two}\""));
    let ran = fake.publish(&[&replaced]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains(&one) && ran.err.contains("nothing was changed"),
        "{}",
        ran.err
    );
    assert_eq!(fake.pointer().as_ref(), Some(&first));

    let (_folder, both) = with_keys(&format!("\"{two}\", \"{one}\""));
    assert_eq!(fake.publish(&[&both]).code, 0);
    let second = fake.pointer().unwrap();
    for (version, missing) in [(&none, &one), (&first, &two)] {
        let ran = fake.publish(&["--rollback", version]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(missing), "{}", ran.err);
        assert_eq!(fake.pointer().as_ref(), Some(&second));
    }
    // What has all of them may be gone back to.
    assert_eq!(fake.publish(&[&both]).code, 0);
    assert_eq!(fake.publish(&["--rollback", &second]).code, 0);
}

#[test]
fn what_is_published_by_another_version_is_told_apart() {
    let (_one, _, one) = key();
    let (_folder, file) = with_keys(&format!("\"{one}\""));
    for (version, code) in [(6, 0), (200, 2)] {
        let fake = Fake::new();
        let before = fake.with_example();
        let manifest = fake.path(&format!("kv/manifest/{before}"));
        let mut bytes = fs::read(&manifest).unwrap();
        // Behind the mark stands the version.
        bytes.splice(4..5, [version]);
        let digest = vestibule_tenant_compiler::sha256(&bytes).to_string();
        fs::write(fake.path(&format!("kv/manifest/{digest}")), bytes).unwrap();
        fs::write(fake.path("kv/current"), &digest).unwrap();
        let ran = fake.publish(&[&file]);
        assert_eq!(ran.code, code, "{}", ran.err);
    }
}
