//! `vestibule keys`: keys that somebody has to make.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context as _, Error, anyhow};
use ed25519_dalek::SigningKey;
use vestibule_receipts::{PublicKey, ReceiptKey};

use crate::arguments::{ConsentKeyArguments, KeysCommand};
use crate::exit::Exit;

/// Makes a key.
///
/// # Errors
/// What kept it from being made or written.
pub(crate) fn keys(command: &KeysCommand, output: &mut impl Write) -> Result<Exit, Error> {
    match command {
        KeysCommand::Consent(arguments) => consent(arguments, output),
    }
}

/// Makes a key for receipts of consents: the private half for the Worker's secret, the public one for the tenant file.
fn consent(arguments: &ConsentKeyArguments, output: &mut impl Write) -> Result<Exit, Error> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| anyhow!("this machine gives no randomness: {error}"))?;
    let x = SigningKey::from_bytes(&seed).verifying_key().to_bytes();
    let secret = ReceiptKey::jwk(&seed, &x);
    let public = public_of(&secret)?;
    match &arguments.out {
        Some(file) => {
            write_secret(file, &secret)?;
            writeln!(output, "{} holds RECEIPT_KEY", file.display())?;
        }
        None => writeln!(output, "RECEIPT_KEY, which is a secret:\n{secret}")?,
    }
    writeln!(
        output,
        "\nIts public half is {}:\n{}\n\n\
         1. add it to the tenant file, and take out no other:\n\
         \n[profile]\nreceipt_keys = [\"{}\"]\n\n\
         2. vestibule publish\n\
         3. npx wrangler secret put RECEIPT_KEY{}",
        public.id(),
        public.to_jwk(),
        public.written(),
        arguments
            .out
            .as_deref()
            .map_or_else(String::new, |file| format!(" < {}", file.display())),
    )?;
    Ok(Exit::Fine)
}

/// Reads what was made as the Worker will.
fn public_of(secret: &str) -> Result<PublicKey, Error> {
    use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER;

    let key = ReceiptKey::parse(&DEFAULT_PROVIDER, secret);
    Ok(key
        .context("the key that was made is of no use")?
        .public()
        .clone())
}

/// Writes a file that is not there yet, for its owner alone.
fn write_secret(file: &Path, secret: &str) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let context = || {
        format!(
            "{} cannot be written: name a file that is not there",
            file.display()
        )
    };
    let mut opened = options.open(file).with_context(context)?;
    writeln!(opened, "{secret}").with_context(context)
}
