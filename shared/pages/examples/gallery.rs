//! Writes every page in every state, for several brands and all languages, into a folder:
//! `cargo run -p vestibule-pages --example gallery -- target/gallery`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use vestibule_pages::{Accent, Brand, Color, HandingBack, Language};

#[path = "../tests/pages/explanations.rs"]
mod explanations;
#[path = "../tests/pages/organizations.rs"]
mod organizations;
#[path = "../tests/pages/profiles.rs"]
mod profiles;
#[expect(
    clippy::panic,
    reason = "a sample that is none is a mistake in this file's neighbour"
)]
#[path = "../tests/pages/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(
        env::args_os()
            .nth(1)
            .unwrap_or_else(|| "target/gallery".into()),
    );
    let brands = [
        ("acme", samples::acme()),
        (
            "lemon",
            Brand::new(
                "Lemonade Stand",
                Accent::everywhere(Color::new(0xff, 0xd4, 0x00)),
                Some("LS"),
            ),
        ),
        (
            "navy",
            Brand::new(
                "Nordlicht Energie",
                Accent::everywhere(Color::new(0x0b, 0x1f, 0x3a)),
                Some("N"),
            ),
        ),
        (
            "coral",
            Brand::new(
                "Coralline",
                Accent::everywhere(Color::new(0xe8, 0x4a, 0x3c)),
                Some("C"),
            ),
        ),
        (
            "violet",
            Brand::new(
                "Umbrella Analytics",
                Accent::everywhere(Color::new(0x5b, 0x3d, 0xf5)),
                Some("U"),
            ),
        ),
        ("none", Brand::default()),
    ];
    let mut index = String::from("<!doctype html><meta charset=utf-8><title>Gallery</title><ul>");
    for (brand_name, brand) in &brands {
        for language in Language::all() {
            let path = PathBuf::from(brand_name).join(language.tag);
            fs::create_dir_all(folder.join(&path))?;
            for (name, html) in samples::all(brand, language) {
                let file = path.join(format!("{name}.html"));
                // Without the refresh, so that the page can be looked at.
                let body = html
                    .body
                    .replace("http-equiv=\"refresh\"", "name=\"refresh\"")
                    .replace(HandingBack::SCRIPT, "");
                fs::write(folder.join(&file), body)?;
                writeln!(index, "<li><a href='{0}'>{0}</a>", file.display())?;
            }
        }
    }
    fs::write(folder.join("index.html"), index)?;
    Ok(())
}
