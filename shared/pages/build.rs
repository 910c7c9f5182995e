//! Shrinks `style/*.css` to what a browser needs and takes its hash for the Content-Security-Policy.
//!
//! Done here and not in the Worker: the sheet is the same for every brand, and hashing some eight
//! kilobytes at each start would be paid by the first visitor of each instance.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// In cascade order.
const SHEETS: [&str; 4] = ["roles.css", "layout.css", "parts.css", "conditions.css"];

/// What only the page with questions needs, so that no other carries it.
const QUESTIONS: &str = "questions.css";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=style");
    println!("cargo::rerun-if-changed=build.rs");
    let folder = Path::new("style");
    let mut style = String::new();
    for sheet in SHEETS {
        style.push_str(&shrink(&fs::read_to_string(folder.join(sheet))?)?);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    write(&out, "style", &style)?;
    let questions = shrink(&fs::read_to_string(folder.join(QUESTIONS))?)?;
    write(&out, "questions", &questions)?;
    Ok(())
}

/// Writes a sheet and its hash.
fn write(out: &Path, name: &str, style: &str) -> Result<(), std::io::Error> {
    fs::write(out.join(name).with_extension("css"), style)?;
    let hash = STANDARD.encode(Sha256::digest(style));
    fs::write(out.join(name).with_extension("sha256"), hash)
}

/// Drops comments, line breaks and indentation; touches nothing within a line.
///
/// A full minifier (lightningcss) saves under 200 bytes more after compression and costs the
/// clean build half a minute.
fn shrink(css: &str) -> Result<String, &'static str> {
    let mut code = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        let (_, after) = comment
            .split_once("*/")
            .ok_or("a comment without its end")?;
        rest = after;
    }
    code.push_str(rest);
    Ok(code.lines().map(str::trim).collect())
}
