//! For tests and measurements of tokens only; never deployed.

use vestibule_claims_cases::{judge, verify_repeatedly};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::host_crypto::HOST;

/// Judges a batch of cases on the host's cryptography; what is no batch gives an empty text.
#[wasm_bindgen]
#[must_use]
pub fn judge_claims(batch: &str) -> String {
    judge(&HOST, batch).unwrap_or_default()
}

/// Verifies tokens over and over, and gives how many were believed.
#[wasm_bindgen]
#[must_use]
pub fn verify_claims(batch: &str, rounds: u32) -> u32 {
    verify_repeatedly(&HOST, batch, rounds).unwrap_or_default()
}
