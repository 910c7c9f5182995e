//! `vestibule receipt`: what receipts of consents prove.

use std::fs;
use std::io::{self, Read as _, Write};
use std::path::Path;

use anyhow::{Context as _, Error, bail};
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use vestibule_claims::{Algorithm, VerifyingKey, read_jwks};
use vestibule_receipts::{Receipt, text_digest};
use vestibule_rules::Timestamp;

use crate::arguments::{ReceiptCommand, VerifyArguments};
use crate::exit::Exit;
use crate::terminal::printable;

/// Carries out a command about receipts.
///
/// # Errors
/// What cannot be read.
pub(crate) fn receipt(command: &ReceiptCommand, output: &mut impl Write) -> Result<Exit, Error> {
    match command {
        ReceiptCommand::Verify(arguments) => verify(arguments, output),
    }
}

/// Verifies each receipt of a file: one, or a JSON list of them as `app_metadata.vestibule_consents` has it.
fn verify(arguments: &VerifyArguments, output: &mut impl Write) -> Result<Exit, Error> {
    let set = read(&arguments.keys)?;
    let found = read_jwks(&BACKEND, set.as_bytes(), &[Algorithm::EdDSA]);
    let keys = found
        .with_context(|| format!("{} holds no keys", arguments.keys.display()))?
        .keys;
    let keys: Vec<&VerifyingKey> = keys.iter().collect();
    let digest = match &arguments.text {
        Some(file) => Some(text_digest(
            read(file)?.trim_end_matches(['\r', '\n']),
            None,
        )),
        None => None,
    };
    let receipts = split(&read(&arguments.file)?)?;
    let mut exit = Exit::Fine;
    for (number, text) in (1..).zip(&receipts) {
        if receipts.len() > 1 {
            writeln!(output, "receipt {number}:")?;
        }
        match Receipt::verify(text, &keys) {
            Ok(receipt) => {
                tell(&receipt, output)?;
                if let Some(digest) = &digest {
                    let is_it = receipt.text == *digest;
                    writeln!(
                        output,
                        "  text         {}",
                        if is_it {
                            "is this one"
                        } else {
                            "is NOT this one"
                        }
                    )?;
                    exit = if is_it { exit } else { Exit::Findings };
                }
            }
            Err(error) => {
                writeln!(output, "  proves nothing: {error}")?;
                exit = Exit::Findings;
            }
        }
    }
    Ok(exit)
}

/// What a receipt proves, in words.
fn tell(receipt: &Receipt, output: &mut impl Write) -> io::Result<()> {
    let given = if receipt.given {
        "agreed"
    } else {
        "did not agree"
    };
    let issued =
        Timestamp::new(receipt.issued).map_or_else(|| receipt.issued.to_string(), Timestamp::write);
    writeln!(
        output,
        "  {given} to `{}`, version {}",
        printable(&receipt.field),
        printable(&receipt.version)
    )?;
    for (name, value) in [
        ("who", Some(&receipt.subject)),
        ("when", Some(&issued)),
        ("to whom", Some(&receipt.entity)),
        ("organization", receipt.organization.as_ref()),
        ("client", receipt.client.as_ref()),
        ("language", Some(&receipt.language)),
        ("document", receipt.document.as_ref()),
        ("SHA-256", Some(&receipt.text)),
        ("receipt", Some(&receipt.id)),
        ("issuer", Some(&receipt.issuer)),
    ] {
        if let Some(value) = value {
            writeln!(output, "  {name:<12} {}", printable(value))?;
        }
    }
    Ok(())
}

/// The receipts in a text.
fn split(text: &str) -> Result<Vec<String>, Error> {
    let text = text.trim();
    let receipts = if text.starts_with('[') {
        serde_json::from_str(text).context("this is no list of receipts")?
    } else {
        vec![text.to_owned()]
    };
    if receipts.is_empty() {
        bail!("there is no receipt in it");
    }
    Ok(receipts)
}

fn read(file: &Path) -> Result<String, Error> {
    let read = if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    read.with_context(|| format!("{} cannot be read", file.display()))
}
