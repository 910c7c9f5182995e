//! Secrets that somebody put into the file.

use std::ops::Range;

use vestibule_receipts::PublicKey;

use crate::code::Code;
use crate::finding::Draft;

/// Shorter texts are not looked at: names and domains are, keys are not.
const MIN_LENGTH: usize = 20;
/// From how many characters on a text without words is taken for a key. Auth0's client ids have 32.
const MIN_KEY_LENGTH: usize = 40;
/// What tokens of well-known services begin with.
const PREFIXES: [&str; 12] = [
    "-----BEGIN ",
    "AKIA",
    "AIza",
    "ghp_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "sk_live_",
    "rk_live_",
    "whsec_",
    "npm_",
];
/// Words that a variable for a secret has in its name.
const WORDS: [&str; 6] = [
    "secret",
    "password",
    "passwd",
    "private_key",
    "api_key",
    "token",
];

/// Reports a string that looks like a secret, or belongs to a variable whose name says so. The secret is not repeated.
pub(super) fn look(
    file: usize,
    variable: Option<&str>,
    text: &str,
    octets: Range<usize>,
    found: &mut Vec<Draft>,
) {
    let by_name = variable.is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        !text.is_empty() && WORDS.iter().any(|word| name.contains(word))
    });
    if by_name || is_secret(text) {
        found.push(
            Draft::new(
                Code::SecretInFile,
                "this looks like a secret",
                "secrets of the Worker are set with `wrangler secret put`; replace this one, since whoever can read this \
                 file has seen it",
            )
            .at(file, octets),
        );
    }
}

fn is_secret(text: &str) -> bool {
    if text.len() < MIN_LENGTH || PublicKey::read(text).is_ok() {
        return false;
    }
    PREFIXES.iter().any(|prefix| text.starts_with(prefix))
        || (text.starts_with("eyJ") && text.matches('.').count() >= 2)
        || text.len() >= MIN_KEY_LENGTH
            && text
                .split(|character: char| {
                    !(character.is_ascii_alphanumeric() || "+_-".contains(character))
                })
                .any(is_key)
}

/// Whether a piece of text is made by chance: long, without words, all kinds of characters or hexadecimal digits only.
fn is_key(piece: &str) -> bool {
    if piece.len() < MIN_KEY_LENGTH || piece.starts_with("org_") {
        return false;
    }
    let count = |is: fn(&u8) -> bool| piece.bytes().filter(&is).count();
    let digits = count(u8::is_ascii_digit);
    let hexadecimal = piece.bytes().all(|byte| byte.is_ascii_hexdigit()) && digits >= 4;
    let mixed =
        digits >= 3 && count(u8::is_ascii_uppercase) >= 5 && count(u8::is_ascii_lowercase) >= 5;
    hexadecimal || mixed
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn keys_and_tokens_are_told_from_names_and_addresses() {
        for secret in [
            "Vq3hT9xPz0LkWb7nYc2Rj8MfUd5Ge1SaHi4QoN6tBvXyKmZwCpJr_EulA-FsDgOI",
            "qL8x0Zt3Kp9vW2nB7mR5yT1uI4oP6aS8dF0gH2jK4lA=",
            "0f3a9bc47d1e5826f0a4c8b2d6e9f1a37c5b8d2e4f6a0b1c",
            "https://hooks.example.com/Vq3hT9xPz0LkWb7nYc2Rj8MfUd5Ge1SaHi4QoN6tBvXyKm",
            "-----BEGIN PRIVATE KEY-----",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln",
            "sk_live_4eC39HqLyjWDarjtT1",
            "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        ] {
            assert!(is_secret(secret), "{secret}");
        }
        for other in [
            "",
            "acmeDemoApp0000000000000000000001",
            "X7bQ2mNp4RtV9wYz1AcE5gHj8KlM3nPs",
            "org_9ybsU1dN2dKfDkBi9ybsU1dN2dKfDkBi9ybsU1dN2dKfDk",
            "https://app.acme.example/callback?connection=globex-oidc&prompt=login",
            "a-very-long-connection-name-with-many-words-2026-of-globex-corporation",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
            "xn--mller-maschinenbau-m6b.example",
            "ed25519-public:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        ] {
            assert!(!is_secret(other), "{other}");
        }
    }
}
