//! wasm-bindgen's library and its code generator must be the same version to the last digit.

use std::fs;
use std::path::Path;

use vestibule_toolchain::Workspace;

fn locked(lock: &Path, package: &str) -> Option<String> {
    let lock: toml::Table = fs::read_to_string(lock).unwrap().parse().unwrap();
    lock["package"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["name"].as_str() == Some(package))
        .map(|it| it["version"].as_str().unwrap().to_owned())
}

#[test]
fn wasm_bindgen_and_its_generator_are_the_same_version() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = Workspace::find_from(here)
        .unwrap()
        .root()
        .join("Cargo.lock");
    let generator = locked(&root, "wasm-bindgen-cli-support").unwrap();
    let fixture = here.join("tests/fixtures/worker/Cargo.lock");
    assert_eq!(locked(&fixture, "wasm-bindgen").as_ref(), Some(&generator));
    // The library is in the lock file as soon as the Worker crate uses it.
    if let Some(library) = locked(&root, "wasm-bindgen") {
        assert_eq!(
            library, generator,
            "run `cargo update wasm-bindgen --precise {generator}`"
        );
    }
}
