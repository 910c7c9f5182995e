//! Rules behind a raw WebAssembly interface: programs in once, then inputs in and results out, as JSON.

use std::cell::RefCell;

use serde_json::Value as Json;

thread_local! {
    static RULES: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static GIVEN: RefCell<Json> = const { RefCell::new(Json::Null) };
    static KEPT: RefCell<Vec<Json>> = const { RefCell::new(Vec::new()) };
    static RESULT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Memory for the host to write into.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// Takes back what [`allocate`] gave.
fn taken(start: *mut u8, length: usize) -> Vec<u8> {
    // SAFETY: the host hands over what it got from `allocate`, once.
    unsafe { Vec::from_raw_parts(start, length, length) }
}

/// Takes in one more rule: a program, or the text of a rule.
#[unsafe(no_mangle)]
pub extern "C" fn add(start: *mut u8, length: usize) {
    RULES.with_borrow_mut(|rules| rules.push(taken(start, length)));
}

/// Parses the inputs and keeps them.
#[unsafe(no_mangle)]
pub extern "C" fn give(start: *mut u8, length: usize) {
    GIVEN.set(serde_json::from_slice(&taken(start, length)).unwrap_or_default());
}

/// Keeps what was given, beside what was kept before.
#[unsafe(no_mangle)]
pub extern "C" fn keep() {
    KEPT.with_borrow_mut(|kept| kept.push(GIVEN.take()));
}

/// Evaluates all rules on all that was kept, and forgets the results.
#[unsafe(no_mangle)]
pub extern "C" fn evaluate() -> u32 {
    KEPT.with_borrow(|kept| {
        RULES.with_borrow(|rules| {
            kept.iter()
                .map(|given| evaluated(rules, given, |_| {}))
                .sum()
        })
    })
}

/// Evaluates all rules once and writes the results as JSON; gives their length.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    let mut results = Vec::new();
    GIVEN.with_borrow(|given| {
        RULES.with_borrow(|rules| {
            evaluated(rules, given, |result| results.push(result));
        })
    });
    let bytes = Json::Array(results).to_string().into_bytes();
    let length = bytes.len();
    RESULT.set(bytes);
    length
}

/// Where the results lie.
#[unsafe(no_mangle)]
pub extern "C" fn result() -> *const u8 {
    RESULT.with_borrow(|result| result.as_ptr())
}

const INPUTS: [&str; 4] = ["event", "organization", "directory", "sources"];

#[cfg(feature = "machine")]
pub fn evaluated(rules: &[Vec<u8>], given: &Json, mut each: impl FnMut(Json)) -> u32 {
    use vestibule_rules::{Budget, Inputs, Program};
    let now = vestibule_identity::UnixSeconds(given["now"].as_i64().unwrap_or_default());
    let inputs = INPUTS
        .into_iter()
        .fold(Inputs::new().with("now", now), |inputs, name| {
            inputs.with(name, &given[name])
        });
    let mut budget = Budget::new(100_000);
    #[cfg(feature = "regex")]
    if let Some((pattern, text)) = given["pattern"].as_str().zip(given["text"].as_str()) {
        each(
            regex_lite::Regex::new(pattern)
                .is_ok_and(|regex| regex.is_match(text))
                .into(),
        );
    }
    let mut done = 0;
    for rule in rules {
        let result = Program::from_verified_bytes(rule)
            .ok()
            .and_then(|program| program.evaluate(&inputs, &mut budget).ok());
        done += u32::from(result.is_some());
        each(
            result
                .and_then(|value| value.to_json().ok())
                .unwrap_or_default(),
        );
    }
    done
}

#[cfg(all(not(feature = "machine"), not(feature = "cel-evaluator")))]
pub fn evaluated(rules: &[Vec<u8>], given: &Json, mut each: impl FnMut(Json)) -> u32 {
    for _ in rules {
        each(given[INPUTS[0]].clone());
    }
    0
}

#[cfg(feature = "cel-evaluator")]
pub use with_cel::evaluated;

#[cfg(feature = "cel-evaluator")]
mod with_cel;
