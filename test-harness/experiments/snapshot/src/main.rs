//! Generates a large tenant, compiles it, and measures lookups natively.
//!
//! ```text
//! snapshot-experiment generate ORGANIZATIONS FILE     writes a tenant file; four domains an organization
//! snapshot-experiment compile FILE DIRECTORY [SIZE]   compiles it to DIRECTORY, one file per part; SIZE of shards
//! snapshot-experiment lookups FILE                    measures lookups with everything resident
//! ```

mod alternatives;
mod generate;
mod lookups;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use vestibule_tenant_compiler::{CompileOptions, Compiled, compile, load};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["generate", organizations, file] => {
            fs::write(file, generate::tenant_file(organizations.parse()?))?;
        }
        ["compile", file, directory] => write(&timed(file, None)?, Path::new(directory))?,
        ["compile", file, directory, size] => {
            write(&timed(file, Some(size.parse()?))?, Path::new(directory))?;
        }
        ["lookups", file] => lookups::measure(&timed(file, None)?)?,
        _ => return Err("see the top of src/main.rs".into()),
    }
    Ok(())
}

fn timed(file: &str, shard_size: Option<usize>) -> Result<Compiled, Box<dyn Error>> {
    let mut options = CompileOptions::default();
    options.shard_size = shard_size.unwrap_or(options.shard_size);
    let start = Instant::now();
    let loaded = load(Path::new(file), &options)?;
    println!("read and parsed in        {:?}", start.elapsed());
    drop(loaded);
    let start = Instant::now();
    let compiled = compile(Path::new(file), &options)?;
    println!("all of it, up to bytes    {:?}", start.elapsed());
    let sizes: Vec<usize> = compiled
        .shards
        .iter()
        .map(|(_, bytes)| bytes.len())
        .collect();
    println!("findings                  {}", compiled.findings.len());
    println!(
        "tenant file               {} bytes",
        fs::metadata(file)?.len()
    );
    println!(
        "manifest                  {} bytes",
        compiled.manifest.len()
    );
    println!(
        "shards                    {}, {} bytes in all, {} to {} bytes each",
        sizes.len(),
        sizes.iter().sum::<usize>(),
        sizes.iter().min().unwrap_or(&0),
        sizes.iter().max().unwrap_or(&0),
    );
    Ok(compiled)
}

/// Each part under its digest, the digest of the manifest under `pointer`, as they would stand in KV.
fn write(compiled: &Compiled, directory: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(directory)?;
    fs::write(
        directory.join(compiled.manifest_digest.to_string()),
        &compiled.manifest,
    )?;
    for (id, bytes) in &compiled.shards {
        fs::write(directory.join(id.to_string()), bytes)?;
    }
    fs::write(
        directory.join("pointer"),
        compiled.manifest_digest.to_string(),
    )?;
    Ok(())
}
