//! Brands and references to them.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::file::TenantFile;
use crate::model::Brand;
use crate::report::Report;

pub(super) type Brands = BTreeMap<String, Brand>;

pub(super) fn check(file: &TenantFile, report: &mut Report<'_>) -> Brands {
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
            (key.clone(), Brand { name, accent })
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
        })
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

fn color(field: String, text: &str, report: &mut Report<'_>) -> [u8; 3] {
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
        return [0; 3];
    };
    let [_, rgb @ ..] = color.to_be_bytes();
    rgb
}
