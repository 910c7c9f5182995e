//! a
use wasm_bindgen::prelude::wasm_bindgen;
use vestibule_http::*;
/// a
#[wasm_bindgen]
pub fn answer(head: &str, _body: Option<String>, now: f64) -> String {
    #[cfg(feature="probe")]
    if head.contains("/edge/probe/panic") { crate::probe::panic_on_purpose(); }
    let id = format!("{:?}", crate::entropy::sixteen_bytes());
    let r = Response::new(Outcome::Json(Status::Ok, format!("{head} {:?}", crate::clock::seconds_from_date_now(now))), Method::Get, &id);
    crate::reply::answered(&r, "{}")
}
/// a
#[wasm_bindgen]
pub fn answer_without(head: &str, body: Option<String>, now: f64) -> String { answer(head, body, now) }
