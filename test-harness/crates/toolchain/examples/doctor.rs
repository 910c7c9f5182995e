//! Prints what the doctor finds.

use vestibule_toolchain::{Workspace, doctor};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for check in doctor(&Workspace::find()?) {
        println!("{check}");
    }
    Ok(())
}
