//! What `js/host-crypto.js` exports. Slices cross as views into our memory, without a copy.

use js_sys::Object;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/js/host-crypto.js")]
extern "C" {
    #[wasm_bindgen(js_name = importRsa)]
    pub(super) fn import_rsa(modulus: &[u8], exponent: &[u8]) -> Option<Object>;

    #[wasm_bindgen(js_name = importCurve)]
    pub(super) fn import_curve(curve: &str, x: &[u8], y: &[u8]) -> Option<Object>;

    #[wasm_bindgen(js_name = importEd25519)]
    pub(super) fn import_ed25519(x: &[u8]) -> Option<Object>;

    #[wasm_bindgen(js_name = importSecret)]
    pub(super) fn import_secret(secret: &[u8]) -> Option<Object>;

    #[wasm_bindgen(js_name = importPrivate)]
    pub(super) fn import_private(
        form: &str,
        der: &[u8],
        kind: &str,
        curve: Option<&str>,
    ) -> Option<Object>;

    #[wasm_bindgen(js_name = modulusBits)]
    pub(super) fn modulus_bits(key: &Object) -> u32;

    pub(super) fn verify(
        hash: Option<&str>,
        key: &Object,
        message: &[u8],
        signature: &[u8],
    ) -> bool;

    pub(super) fn sign(hash: Option<&str>, key: &Object, message: &[u8]) -> Option<Vec<u8>>;

    #[wasm_bindgen(js_name = openRsa)]
    pub(super) fn open_rsa(key: &Object, signature: &[u8]) -> Option<Vec<u8>>;

    #[wasm_bindgen(js_name = closeRsa)]
    pub(super) fn close_rsa(key: &Object, encoded: &[u8]) -> Option<Vec<u8>>;

    #[wasm_bindgen(js_name = verifyHmac)]
    pub(super) fn verify_hmac(hash: &str, key: &Object, message: &[u8], tag: &[u8]) -> bool;

    #[wasm_bindgen(js_name = signHmac)]
    pub(super) fn sign_hmac(hash: &str, key: &Object, message: &[u8]) -> Option<Vec<u8>>;
}
