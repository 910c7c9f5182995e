//! `vestibule preview`: what people will see, before anybody does.
//!
//! A folder of plain files: each page in each state, for each brand and language, and indexes to look through. The pages are those
//! that the Worker renders; only addresses of logos are others, since nothing serves them here, and a page that would go on by itself
//! stays.

mod index;
mod looks;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, bail};
use vestibule_page_samples::samples;
use vestibule_pages::{Brand, Frame, HandingBack, Image, Language, Languages, Reading, Spoken};
use vestibule_tenant::Snapshot;
use vestibule_tenant_compiler::compile;

use self::index::Entry;
use self::looks::{Asset, looks};
use crate::arguments::PreviewArguments;
use crate::check;
use crate::exit::Exit;

/// Writes the gallery of a tenant file.
///
/// # Errors
///
/// What kept it from being written. Mistakes in the tenant file are reported as `check` does instead, and nothing is written.
pub(crate) fn preview(
    arguments: &PreviewArguments,
    output: &mut impl Write,
) -> Result<Exit, Error> {
    let file = &arguments.file;
    let compiled = match compile(file, &arguments.compile.options()) {
        Ok(compiled) => compiled,
        Err(errors) => {
            check::report(file, None, errors.findings(), false, output)?;
            return Ok(Exit::Findings);
        }
    };
    let brands = looks(&compiled, &arguments.brand)?;
    let offered = looks::languages(&compiled)?;
    let languages = languages(&arguments.language, offered)?;
    let snapshot = Snapshot::new(looks::manifest(&compiled)?);
    let out = &arguments.out;
    let assets = looks::assets(&compiled)?;
    for asset in &assets {
        write(&out.join(path_of(asset)), asset.bytes)?;
    }
    let mut entries = Vec::new();
    let mut pages = 0;
    for look in &brands {
        for language in &languages {
            let place = format!("{}/{}", look.folder, language.tag);
            let own = look.own.as_deref().map(vestibule_tenant::Brand::from_bytes);
            let own = own.transpose().context(looks::UNREADABLE)?;
            let spoken = Spoken::named(language.tag, Some(snapshot.manifest()), own);
            let spoken = spoken.context(looks::UNREADABLE)?;
            let names = write_pages(&out.join(&place), &look.brand, &spoken, &languages, &assets)?;
            pages += names.len();
            let text = index::of_pages(look, language, &names);
            write(&out.join(&place).join("index.html"), &text)?;
            entries.push(Entry {
                look,
                language,
                place,
            });
        }
    }
    write(&out.join("index.html"), index::of_all(&entries))?;
    writeln!(
        output,
        "{pages} pages; open {}",
        out.join("index.html").display()
    )?;
    Ok(Exit::Fine)
}

/// The languages that are wanted, of those that the tenant offers; all of these if nothing is said.
fn languages(wanted: &[String], offered: Languages) -> Result<Vec<&'static Language>, Error> {
    for tag in wanted {
        if !offered.iter().any(|language| language.tag == tag) {
            let known: Vec<&str> = offered.iter().map(|language| language.tag).collect();
            bail!(
                "pages are not written in that language, or not offered in it: name one of {}",
                known.join(", ")
            );
        }
    }
    let is_wanted =
        |language: &&Language| wanted.is_empty() || wanted.iter().any(|tag| tag == language.tag);
    Ok(offered.iter().filter(is_wanted).collect())
}

/// Where a logo stands in the folder.
fn path_of(asset: &Asset<'_>) -> String {
    format!("assets/{}.{}", asset.name, asset.media_type.extension())
}

/// Writes the pages of a brand in a language, and gives their names. Where a page leads to another language, it leads to the same
/// page in it.
fn write_pages(
    folder: &Path,
    brand: &Brand,
    spoken: &Spoken<'_>,
    languages: &[&'static Language],
    assets: &[Asset<'_>],
) -> Result<Vec<&'static str>, Error> {
    let addresses: Vec<(String, String)> = assets
        .iter()
        .map(|asset| {
            let served = format!("\"{}{}\"", Image::FOLDER, asset.name);
            (served, format!("\"../../{}\"", path_of(asset)))
        })
        .collect();
    let mut names = Vec::new();
    let tags = languages.iter().map(|language| language.tag);
    let reading = Reading::from(spoken).among(Languages::of(tags));
    for sample in samples(brand, reading) {
        // A page that goes on by itself could not be looked at.
        let mut body = sample
            .page
            .body
            .replace("http-equiv=\"refresh\"", "name=\"refresh\"")
            .replace(&format!("<script>{}</script>", HandingBack::SCRIPT), "");
        for (served, here) in &addresses {
            body = body.replace(served, here);
        }
        for other in languages {
            let served = format!("\"{}?to={}\"", Frame::LANGUAGE, other.tag);
            let here = format!("\"../{}/{}.html\"", other.tag, sample.name);
            body = body.replace(&served, &here);
        }
        write(&folder.join(format!("{}.html", sample.name)), &body)?;
        names.push(sample.name);
    }
    Ok(names)
}

fn write(path: &PathBuf, content: impl AsRef<[u8]>) -> Result<(), Error> {
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .with_context(|| {
            format!(
                "{} cannot be written: name a folder that may be, with --out",
                path.display()
            )
        })
}
