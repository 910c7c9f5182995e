//! `vestibule export-branding`: the brands of a tenant file in the form that Auth0 takes, so that its own pages and mails match ours.
//!
//! Files, and a list of which call takes which; nothing is sent anywhere. The folder is laid out as Auth0's Deploy CLI reads it. What
//! organizations look like stands in a folder of its own that the Deploy CLI does not know: it would take a file with nothing but a
//! look for all there is of an organization, and remove its connections.

mod apply;
mod liquid;
mod login_page;
mod look;
mod mail;
mod mail_texts;
mod organizations;
mod settings;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, Error, bail};
use serde_json::{Value, json};
use vestibule_pages::Language;
use vestibule_tenant::MediaType;
use vestibule_tenant_compiler::{compile, load};

use self::mail::KINDS;
use self::organizations::Looks;
use crate::arguments::ExportBrandingArguments;
use crate::check;
use crate::exit::Exit;

/// Where a file stands in the folder, and what is in it.
type File = (String, String);

/// Writes the brands of a tenant file as Auth0 takes them.
///
/// # Errors
///
/// What kept them from being written. Mistakes in the tenant file are reported as `check` does instead, and nothing is written.
pub(crate) fn export_branding(
    arguments: &ExportBrandingArguments,
    output: &mut impl Write,
) -> Result<Exit, Error> {
    let path = &arguments.file;
    let options = arguments.compile.options();
    let (file, compiled) = match load(path, &options)
        .and_then(|file| compile(path, &options).map(|compiled| (file, compiled)))
    {
        Ok(read) => read,
        Err(errors) => {
            check::report(path, None, errors.findings(), false, output)?;
            return Ok(Exit::Findings);
        }
    };
    let origin = file
        .tenant
        .edge_origins
        .first()
        .map_or("", |origin| origin.trim_end_matches('/'));
    if !origin.starts_with("https://") {
        bail!("Auth0 takes https addresses only: export with the origins of a stage that has them");
    }
    let looks = organizations::looks(&file, &compiled, origin)?;
    let default = default_language(&file.tenant)?;
    let (files, warnings) = files(&looks, default, origin);
    write_all(&arguments.out, &files, arguments.replace)?;
    for warning in &warnings {
        writeln!(output, "warning: {warning}")?;
    }
    writeln!(
        output,
        "{} files; read {}",
        files.len(),
        arguments.out.join(apply::NAME).display()
    )?;
    Ok(Exit::Fine)
}

/// The language of whoever asks for none that there is.
fn default_language(
    tenant: &vestibule_tenant_compiler::file::Tenant,
) -> Result<&'static Language, Error> {
    let tag = serde_json::to_value(tenant.own_language())?;
    tag.as_str()
        .and_then(Language::look_up)
        .context("pages are not written in the tenant's language, which is a mistake of ours")
}

/// Everything that is written, and what somebody should know of it.
fn files(looks: &Looks, default: &Language, origin: &str) -> (Vec<File>, Vec<String>) {
    let mut files = Vec::new();
    let mut add = |name: String, value: &Value| {
        files.push((name, format!("{value:#}\n")));
    };
    add(
        "branding/branding.json".to_owned(),
        &settings::branding(&looks.tenant),
    );
    add(
        "themes/theme.json".to_owned(),
        &settings::theme(&looks.tenant),
    );
    add(
        "tenant.json".to_owned(),
        &settings::tenant(&looks.tenant, origin),
    );
    add(
        "branding/templates/universal_login.json".to_owned(),
        &json!({"template": "universal_login", "body": "./universal_login.html"}),
    );
    for group in &looks.groups {
        for id in &group.organizations {
            let name = format!("{}/{}.json", apply::ORGANIZATIONS, id.as_str());
            add(name, &settings::organization(&group.look));
        }
    }
    for kind in &KINDS {
        let name = format!("emails/{}.json", kind.template);
        add(name, &mail::settings(kind, looks, default));
    }
    for kind in &KINDS {
        let name = format!("emails/{}.html", kind.template);
        files.push((name, mail::body(kind, looks, default)));
    }
    let (page, left_out) = login_page::login_page(looks, default);
    let mut warnings = warnings(looks, left_out.max(mail::left_out(looks)));
    if page.len() > login_page::MOST {
        warnings.push(format!(
            "the page template has {} KB, and Auth0 takes {} KB",
            page.len().div_ceil(1000),
            login_page::MOST / 1000
        ));
    }
    files.push(("branding/templates/universal_login.html".to_owned(), page));
    files.push((apply::NAME.to_owned(), apply::apply(looks, &warnings)));
    files.sort();
    (files, warnings)
}

fn warnings(looks: &Looks, left_out: usize) -> Vec<String> {
    let mut warnings = Vec::new();
    let all = std::iter::once(&looks.tenant).chain(looks.groups.iter().map(|group| &group.look));
    let drawn: Vec<&str> = all
        .filter(|look| {
            look.logo
                .as_ref()
                .is_some_and(|logo| logo.media_type == MediaType::Svg)
        })
        .map(|look| look.product.as_str())
        .collect();
    if !drawn.is_empty() {
        warnings.push(format!(
            "mails show the name instead of the logo of {}: mail programs show no SVG; give the brand a PNG if that matters",
            drawn.join(", ")
        ));
    }
    if left_out > 0 {
        warnings.push(format!(
            "{left_out} organizations have no room in the templates, which know them by what Auth0 knows of them alone: \
             their name, logo and color, but not their links"
        ));
    }
    warnings
}

/// Writes all files, or none where one is there with something else in it.
fn write_all(out: &Path, files: &[File], replace: bool) -> Result<(), Error> {
    let mut wanted = Vec::new();
    for (name, content) in files {
        let path = out.join(name);
        match fs::read(&path) {
            Ok(there) if there == content.as_bytes() => {}
            Ok(_) if !replace => bail!(
                "{} is there with something else in it: move it away, or say --replace",
                path.display()
            ),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).with_context(|| cannot(&path));
            }
            _ => wanted.push((path, content)),
        }
    }
    for (path, content) in wanted {
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, content))
            .with_context(|| cannot(&path))?;
    }
    Ok(())
}

fn cannot(path: &Path) -> String {
    format!(
        "{} cannot be written: name a folder that may be, with --out",
        path.display()
    )
}
