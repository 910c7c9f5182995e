//! The page template of Universal Login.

use std::fmt::Write as _;

use vestibule_pages::Language;

use super::liquid::{address, assign, by_organization, fill, literal};
use super::look::Look;
use super::organizations::Looks;

const TEMPLATE: &str = include_str!("login_page.liquid");

/// What Auth0 takes at most for a page template, in octets.
pub(super) const MOST: usize = 100 * 1000;

/// Writes the one template of all pages of Universal Login, for `PUT /api/v2/branding/templates/universal-login`, and says how
/// many organizations it knows only by what Auth0 knows of them, since they had no room in it.
pub(super) fn login_page(looks: &Looks, default: &Language) -> (String, usize) {
    let (organizations, left_out) = by_organization(looks, look);
    let page = fill(
        TEMPLATE,
        &[
            ("tenant", look(&looks.tenant).trim_end()),
            ("organizations", organizations.trim_end()),
            ("language", default.tag),
            ("texts", texts(default).trim_end()),
        ],
    );
    (page, left_out)
}

/// What the page reads of a brand.
fn look(look: &Look) -> String {
    let mut assigned = assign("product", &literal(&look.product));
    assigned += &assign("primary", &literal(&look.shades.readable.to_string()));
    let picture = look.logo.as_ref();
    let size =
        |size: Option<u16>| format!("\"{}\"", size.map_or(String::new(), |it| it.to_string()));
    assigned += &assign("logo", &address(picture.map_or("", |logo| &logo.url)));
    assigned += &assign("width", &size(picture.map(|logo| logo.width)));
    assigned += &assign("height", &size(picture.map(|logo| logo.height)));
    let dark = look.dark_logo.as_ref().map_or("", |logo| &logo.url);
    assigned += &assign("dark_logo", &address(dark));
    for (name, link) in ["support", "privacy", "terms", "status"]
        .into_iter()
        .zip(&look.links)
    {
        assigned += &assign(name, &address(link.as_deref().unwrap_or_default()));
    }
    assigned
}

/// What the links at the foot say, in the language of the page or in the tenant's.
fn texts(default: &Language) -> String {
    let of = |language: &Language| {
        let texts = language.layout;
        [
            ("support_text", texts.support),
            ("privacy_text", texts.privacy),
            ("terms_text", texts.terms),
            ("status_text", texts.status),
        ]
        .map(|(name, text)| assign(name, &literal(text)))
        .concat()
    };
    let mut choice = String::from("{%- case short -%}\n");
    for language in Language::all() {
        // Writing to a string cannot fail.
        let _ = write!(
            choice,
            "{{%- when \"{}\" -%}}\n{}",
            language.tag,
            of(language)
        );
    }
    let _ = write!(choice, "{{%- else -%}}\n{}{{%- endcase -%}}", of(default));
    choice
}
