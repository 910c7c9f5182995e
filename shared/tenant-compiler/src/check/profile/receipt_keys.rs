//! The public keys of consent receipts.

use vestibule_receipts::PublicKey;

use crate::code::Code;
use crate::report::Report;

/// How many keys there may be: a new one every year for longer than anybody has to prove anything.
const MAX_KEYS: usize = 64;

/// Checks the keys; gives `x` of each.
pub(super) fn check(keys: &[String], report: &mut Report<'_>) -> Vec<String> {
    if keys.len() > MAX_KEYS {
        report.add(
            "profile.receipt_keys",
            Code::InvalidReceiptKey,
            format!("there are {} keys, and {MAX_KEYS} are allowed", keys.len()),
            "replace the key less often; every one of them stays published",
        );
    }
    let mut seen: Vec<String> = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        let (problem, help) = match PublicKey::read(key) {
            Ok(key) if seen.iter().all(|other| other != key.x()) => {
                seen.push(key.x().to_owned());
                continue;
            }
            Ok(_) => ("this key stands here already", "name each key once"),
            // Not quoted: it may be the private half.
            Err(_) => (
                "this is no public key of Ed25519",
                "write it as `vestibule keys consent` prints it: `ed25519-public:` and 43 characters",
            ),
        };
        let path = format!("profile.receipt_keys[{index}]");
        report.add(path, Code::InvalidReceiptKey, problem, help);
    }
    seen
}
