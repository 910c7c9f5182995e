//! Rules behind a raw WebAssembly interface: programs in once, then inputs in and results out, as JSON.

use std::cell::RefCell;

#[cfg(not(feature = "machine"))]
use serde_json::Value as Json;

thread_local! {
    static RULES: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
    static KEPT: RefCell<Vec<Given<'static>>> = const { RefCell::new(Vec::new()) };
    static RESULT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What rules read.
#[cfg(feature = "machine")]
pub type Given<'t> = vestibule_rules::Document<'t>;
/// What rules read.
#[cfg(not(feature = "machine"))]
pub type Given<'t> = (Json, std::marker::PhantomData<&'t str>);

/// Reads inputs.
#[cfg(feature = "machine")]
pub fn read(text: &str) -> Option<Given<'_>> {
    vestibule_rules::Document::parse(text).ok()
}

/// Reads inputs.
#[cfg(not(feature = "machine"))]
pub fn read(text: &str) -> Option<Given<'_>> {
    Some((serde_json::from_str(text).ok()?, std::marker::PhantomData))
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

/// Takes in the inputs, unread.
#[unsafe(no_mangle)]
pub extern "C" fn give(start: *mut u8, length: usize) {
    TEXT.set(String::from_utf8(taken(start, length)).unwrap_or_default());
}

/// Reads the inputs and forgets them.
#[unsafe(no_mangle)]
pub extern "C" fn read_alone() -> u32 {
    TEXT.with_borrow(|text| u32::from(read(text).is_some()))
}

/// Reads the inputs and keeps them, beside what was kept before.
#[unsafe(no_mangle)]
pub extern "C" fn keep() {
    let text: &'static str = TEXT.take().leak();
    KEPT.with_borrow_mut(|kept| kept.extend(read(text)));
}

/// Evaluates all rules on all that was kept, and forgets the results.
#[unsafe(no_mangle)]
pub extern "C" fn evaluate() -> u32 {
    KEPT.with_borrow(|kept| {
        RULES.with_borrow(|rules| {
            kept.iter()
                .map(|given| evaluated(rules, given, None))
                .sum()
        })
    })
}

/// Reads the inputs, evaluates all rules once and writes the results as JSON; gives their length.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    let mut results = String::from("[");
    TEXT.with_borrow(|text| {
        if let Some(given) = read(text) {
            RULES.with_borrow(|rules| evaluated(rules, &given, Some(&mut results)));
        }
    });
    results.push(']');
    let length = results.len();
    RESULT.set(results.into_bytes());
    length
}

/// Where the results lie.
#[unsafe(no_mangle)]
pub extern "C" fn result() -> *const u8 {
    RESULT.with_borrow(|result| result.as_ptr())
}

const INPUTS: [&str; 4] = ["event", "organization", "directory", "sources"];

#[cfg(feature = "machine")]
pub fn evaluated(rules: &[Vec<u8>], given: &Given<'_>, mut to: Option<&mut String>) -> u32 {
    use vestibule_rules::{Budget, Inputs, Program, Stack, Value};
    let Value::Map(given) = Value::from(given) else {
        return 0;
    };
    let mut inputs = Inputs::new();
    for (name, value) in given.entries() {
        let Some(known) = INPUTS.iter().find(|known| Some(**known) == name.as_str()) else {
            if let ("now", Value::Int(now)) = (name.as_str().unwrap_or_default(), value) {
                inputs = inputs.with("now", vestibule_identity::UnixSeconds(now));
            }
            continue;
        };
        inputs = inputs.with(known, value);
    }
    let mut budget = Budget::new(100_000);
    let mut memory = Stack::new();
    let mut done = 0;
    for rule in rules {
        let result = Program::from_verified_bytes(rule)
            .ok()
            .and_then(|program| program.evaluate_on(&mut memory, &inputs, &mut budget).ok());
        done += u32::from(result.is_some());
        if let Some(to) = &mut to {
            if to.len() > 1 {
                to.push(',');
            }
            let result = result.unwrap_or(Value::Null);
            if result.write_json(to).is_err() {
                to.push_str("null");
            }
        }
    }
    #[cfg(feature = "regex")]
    {
        let pattern = RULES.with_borrow(|rules| String::from_utf8_lossy(&rules[0]).into_owned());
        done += u32::from(regex_lite::Regex::new(&pattern).is_ok_and(|regex| regex.is_match(&pattern)));
    }
    done
}

#[cfg(not(feature = "machine"))]
pub fn evaluated(rules: &[Vec<u8>], given: &Given<'_>, mut to: Option<&mut String>) -> u32 {
    let mut each = |result: Json| {
        if let Some(to) = &mut to {
            if to.len() > 1 {
                to.push(',');
            }
            to.push_str(&result.to_string());
        }
    };
    #[cfg(feature = "cel-evaluator")]
    return with_cel::evaluated(rules, &given.0, each);
    #[cfg(not(feature = "cel-evaluator"))]
    {
        for _ in rules {
            each(given.0[INPUTS[0]].clone());
        }
        0
    }
}

#[cfg(feature = "cel-evaluator")]
mod with_cel;
