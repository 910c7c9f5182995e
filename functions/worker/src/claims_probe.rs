//! For tests and measurements of tokens only; never deployed.

use vestibule_claims_cases::{judge, verify_repeatedly};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::backend::BACKEND;

/// Judges a batch of cases on the host's cryptography; what is no batch gives an empty text.
#[wasm_bindgen]
#[must_use]
pub fn judge_claims(batch: &str) -> String {
    judge(&BACKEND, batch).unwrap_or_default()
}

/// Verifies tokens over and over, and gives how many were believed.
#[wasm_bindgen]
#[must_use]
pub fn verify_claims(batch: &str, rounds: u32) -> u32 {
    verify_repeatedly(&BACKEND, batch, rounds).unwrap_or_default()
}
