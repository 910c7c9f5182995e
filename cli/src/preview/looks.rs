//! The brands and the logos of a compiled tenant.

use anyhow::{Context as _, Error, bail};
use vestibule_pages::{Brand, Languages};
use vestibule_tenant::{Manifest, MediaType};
use vestibule_tenant_compiler::Compiled;

/// A brand, and where its pages are.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) brand: Brand,
    /// The folder of its pages: letters, digits, hyphens and underscores.
    pub(super) folder: String,
    /// The brand as it stands in the snapshot, if it is one of the file's.
    pub(super) own: Option<Vec<u8>>,
}

/// The brands of a tenant, or those of them that are wanted, in the order of their names.
///
/// # Errors
///
/// When there is no brand of a name that is wanted.
pub(super) fn looks(compiled: &Compiled, wanted: &[String]) -> Result<Vec<Look>, Error> {
    for name in wanted {
        if !compiled.brands.iter().any(|(known, _)| known == name) {
            bail!("there is no brand of that name: name one of the [brands] of the tenant file");
        }
    }
    let mut looks = Vec::new();
    for (number, (name, bytes)) in compiled.brands.iter().enumerate() {
        if !wanted.is_empty() && !wanted.contains(name) {
            continue;
        }
        looks.push(Look {
            brand: vestibule_tenant::Brand::from_bytes(bytes)
                .context(UNREADABLE)?
                .into(),
            folder: folder(name, number),
            own: Some(bytes.clone()),
        });
    }
    if looks.is_empty() {
        looks.push(Look {
            brand: manifest(compiled)?.brand().into(),
            folder: "tenant".to_owned(),
            own: None,
        });
    }
    Ok(looks)
}

/// The languages that a tenant offers its pages in.
///
/// # Errors
///
/// When the snapshot cannot be read, which is not to happen.
pub(super) fn languages(compiled: &Compiled) -> Result<Languages, Error> {
    Ok(Languages::of(manifest(compiled)?.languages()))
}

pub(super) const UNREADABLE: &str = "the snapshot cannot be read, which is a mistake of ours";

/// A logo.
#[derive(Debug)]
pub(super) struct Asset<'a> {
    /// Its digest, by which pages name it.
    pub(super) name: String,
    pub(super) bytes: &'a [u8],
    pub(super) media_type: MediaType,
}

/// The logos.
///
/// # Errors
///
/// When the snapshot cannot be read, which is not to happen.
pub(super) fn assets(compiled: &Compiled) -> Result<Vec<Asset<'_>>, Error> {
    let manifest = manifest(compiled)?;
    compiled
        .assets
        .iter()
        .map(|(id, bytes)| {
            Ok(Asset {
                name: id.to_string(),
                bytes,
                media_type: manifest.asset(*id).context(UNREADABLE)?,
            })
        })
        .collect()
}

/// The manifest.
///
/// # Errors
///
/// When it cannot be read, which is not to happen.
pub(super) fn manifest(compiled: &Compiled) -> Result<Manifest, Error> {
    Manifest::from_bytes(compiled.manifest.clone(), compiled.manifest_digest).context(UNREADABLE)
}

/// The name of a brand where a folder can have it.
fn folder(name: &str, number: usize) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if !name.is_empty() && name != "assets" && name.len() <= 64 && name.bytes().all(is_plain) {
        name.to_owned()
    } else {
        format!("brand-{}", number + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn no_brand_leads_out_of_the_folder() {
        assert_eq!(folder("globex", 0), "globex");
        for name in ["", "..", "a/b", "a b", "\u{e9}", "assets"] {
            assert_eq!(folder(name, 6), "brand-7", "{name}");
        }
    }
}
