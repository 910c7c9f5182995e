//! The single entry to everything a developer does with Vestibule.
fn main() {}
