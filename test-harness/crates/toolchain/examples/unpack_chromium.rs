//! Fetches Debian's Chromium into `target/` whatever is on the PATH, and says how long it took.

use vestibule_toolchain::{Chromium, Progress, Workspace};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let progress = Progress::new();
    let chromium = Chromium::from_debian(&Workspace::find()?, &progress)?;
    println!(
        "{}\n{}\n{}",
        chromium.program().display(),
        chromium.version(),
        progress.summary()
    );
    Ok(())
}
