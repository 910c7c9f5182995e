//! What commands print for whoever called them.

/// A line of the command's result.
pub fn line(text: &str) {
    println!("{text}");
}

/// Why the command failed.
pub fn error(text: &str) {
    eprintln!("error: {text}");
}
