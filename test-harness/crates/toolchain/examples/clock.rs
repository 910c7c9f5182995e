//! Installs the tools, builds the Worker, and prints what took how long.
//!
//! `cargo run -p vestibule-toolchain --example clock [-- --fetch-chromium] [-- TARGET]`
//!
//! With a folder as `TARGET`, tools and WebAssembly start cold there and the real `target/` stays as
//! it is. `--fetch-chromium` fetches Debian's Chromium even when there is one on the PATH.

use std::process::ExitCode;

use vestibule_toolchain::{Chromium, Progress, Toolbox, WorkerBuild, Workspace, build_worker};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let (options, folders): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let mut workspace = Workspace::find()?;
    if let Some(folder) = folders.first() {
        let target = workspace.root().join(folder);
        workspace = workspace.with_target(target);
    }
    let progress = Progress::new();
    let toolbox = Toolbox::prepare(&workspace, &progress)?;
    let bundle = build_worker(
        &workspace,
        &toolbox,
        &progress,
        &WorkerBuild::new(&workspace),
    )?;
    for size in &bundle.sizes {
        println!("{size}");
    }
    let chromium = if options.iter().any(|option| option == "--fetch-chromium") {
        Chromium::from_debian(&workspace, &progress)?
    } else {
        Chromium::prepare(&workspace, &progress)?
    };
    println!("{}\n\n{}", chromium.version(), progress.summary());
    Ok(())
}
