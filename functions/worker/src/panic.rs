//! What is said when code of ours panics.

use std::panic;

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// Replaces the panic hook of workers-rs, which logs the message: a message can quote what somebody
/// typed. The place is enough to find the fault.
///
/// Like that hook it marks the instance as broken in the object that `js/instance.js` goes by, so
/// that a panic in a task, which no call of ours surrounds, is noticed too.
pub(crate) fn report_places_only() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(
            || "unknown".to_owned(),
            |location| format!("{}:{}", location.file(), location.line()),
        );
        worker::console_error!("{{\"event\":\"panic\",\"at\":\"{place}\"}}");
        let state = Reflect::get(&js_sys::global(), &JsValue::from_str("__worker_init_state"));
        if let Ok(state) = state {
            let critical = JsValue::from_str("criticalError");
            // A frozen object would be the only reason to fail, and nobody freezes it.
            let _ = Reflect::set(&state, &critical, &JsValue::TRUE);
        }
    }));
}
