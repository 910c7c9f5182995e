//! p
use wasm_bindgen::prelude::wasm_bindgen;
/// i
#[wasm_bindgen]
pub fn install(snapshot: &[u8]) { crate::panic::report_places_only(); let _ = snapshot; }
