//! Brands and references to them.

use std::collections::BTreeMap;
use std::sync::Arc;

use vestibule_tenant::{AssetId, MediaType};

use super::{contact, contrast, font, logo, texts};
use crate::code::Code;
use crate::file::{Links, TenantFile};
use crate::model::{Brand, Font, Radius};
use crate::report::Report;

pub(super) type Brands = BTreeMap<String, Brand>;

pub(super) fn check(file: &TenantFile, loopback: bool, report: &mut Report<'_>) -> Brands {
    file.brands
        .iter()
        .map(|(key, brand)| {
            let field = format!("brands.{key}");
            let name = report.name(format!("{field}.name"), &brand.name);
            let accent = brand.accent.as_ref().map(|accent| {
                [
                    color(format!("{field}.accent.light"), &accent.light, report),
                    color(format!("{field}.accent.dark"), &accent.dark, report),
                ]
            });
            let background = brand.background.as_ref();
            let background = [
                (
                    "light",
                    background.and_then(|ground| ground.light.as_deref()),
                ),
                ("dark", background.and_then(|ground| ground.dark.as_deref())),
            ]
            .map(|(name, text)| {
                text.and_then(|text| parsed(format!("{field}.background.{name}"), text, report))
            });
            contrast::check(&field, accent, background, report);
            let product = brand
                .product
                .as_deref()
                .map(|product| report.name(format!("{field}.product"), product));
            let font = brand
                .font
                .as_ref()
                .and_then(|font| font::check(&format!("{field}.font"), font, report));
            let links = links(&field, &brand.links, loopback, report);
            let logo = brand
                .logo
                .as_ref()
                .and_then(|files| logo::check(&format!("{field}.logo"), files, report));
            let brand = Brand {
                name,
                accent,
                product,
                font,
                background,
                radius: brand.radius,
                links,
                logo,
                texts: texts::check(&format!("{field}.texts"), &brand.texts, report),
            };
            (key.clone(), brand)
        })
        .collect()
}

/// The brand of the tenant; without one, its name in the colours that pages have by themselves.
pub(super) fn of_tenant(file: &TenantFile, brands: &Brands, report: &mut Report<'_>) -> Brand {
    let own = file.tenant.brand.as_deref();
    own.and_then(|key| find("tenant.brand", key, brands, report))
        .unwrap_or_else(|| Brand {
            name: file.tenant.name.clone(),
            accent: None,
            product: None,
            font: None,
            background: [None; 2],
            radius: Radius::default(),
            links: Default::default(),
            logo: None,
            texts: Vec::new(),
        })
}

/// The files of all brands, each once.
pub(super) fn assets(brands: &Brands) -> BTreeMap<AssetId, (MediaType, Arc<[u8]>)> {
    let logos = brands.values().filter_map(|brand| brand.logo.as_ref());
    let images = logos
        .flat_map(|(light, dark)| [Some(light), dark.as_ref()])
        .flatten()
        .map(|image| (image.asset, (image.media_type, Arc::clone(&image.bytes))));
    let fonts = brands.values().filter_map(|brand| match &brand.font {
        Some(Font::File(file)) => Some((file.asset, (MediaType::Woff2, Arc::clone(&file.bytes)))),
        Some(Font::Named(_)) | None => None,
    });
    images.chain(fonts).collect()
}

fn links(field: &str, links: &Links, loopback: bool, report: &mut Report<'_>) -> [String; 4] {
    let Links {
        support,
        privacy,
        terms,
        status,
    } = links;
    let mut page = |name: &str, link: &Option<String>| {
        link.as_ref().map_or_else(String::new, |link| {
            contact::page(format!("{field}.links.{name}"), link, loopback, report)
        })
    };
    let [privacy, terms, status] = [("privacy", privacy), ("terms", terms), ("status", status)]
        .map(|(name, link)| page(name, link));
    let support = support.as_ref().map_or_else(String::new, |link| {
        contact::support(format!("{field}.links.support"), link, loopback, report)
    });
    [support, privacy, terms, status]
}

/// The brand that a field names.
pub(super) fn find(
    field: impl Into<String>,
    key: &str,
    brands: &Brands,
    report: &mut Report<'_>,
) -> Option<Brand> {
    let brand = brands.get(key);
    if brand.is_none() {
        report.add(
            field,
            Code::UnknownBrand,
            format!("there is no brand `{key}`"),
            format!("add a section [brands.{key}], or name one that exists"),
        );
    }
    brand.cloned()
}

/// The colour, or black in the place of what is none.
fn color(field: String, text: &str, report: &mut Report<'_>) -> [u8; 3] {
    parsed(field, text, report).unwrap_or_default()
}

fn parsed(field: String, text: &str, report: &mut Report<'_>) -> Option<[u8; 3]> {
    let color = text
        .strip_prefix('#')
        // `from_str_radix` alone would accept a sign.
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(color) = color else {
        report.add(
            field,
            Code::InvalidColor,
            format!("`{text}` is not a colour"),
            "write red, green and blue in hexadecimal, as in `#0b57d0`",
        );
        return None;
    };
    let [_, rgb @ ..] = color.to_be_bytes();
    Some(rgb)
}
