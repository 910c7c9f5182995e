//! p
use wasm_bindgen::prelude::wasm_bindgen;
/// s
#[wasm_bindgen]
pub async fn supply(env: worker::Env, needs: String, _now: f64) -> bool {
    match env.kv("SNAPSHOT") {
        Ok(kv) => kv.get(&needs).bytes().await.is_ok(),
        Err(_) => false,
    }
}
