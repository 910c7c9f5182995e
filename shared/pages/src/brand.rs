//! Whose pages they are.

use std::sync::Arc;

use crate::color::Color;
use crate::corners::Corners;
use crate::derived::Derived;
use crate::font::Font;
use crate::links::Links;
use crate::logo::Logo;
use crate::palette::Palette;
use crate::surfaces::Background;

/// A product's look, with everything derived from it.
#[derive(Clone, Debug)]
pub struct Brand {
    name: String,
    product: String,
    monogram: Option<String>,
    logo: Option<Logo>,
    links: Links,
    dress: Dress,
    derived: Arc<Derived>,
    icon: String,
}

/// What the style sheet of a brand is derived from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dress {
    /// The color of buttons and links.
    pub accent: Accent,
    /// The ground of pages.
    pub background: Background,
    /// How round things are.
    pub corners: Corners,
    /// What pages are set in.
    pub font: Font,
}

impl Default for Dress {
    fn default() -> Self {
        Self {
            accent: Brand::DEFAULT_ACCENT,
            background: Background::default(),
            corners: Corners::default(),
            font: Font::default(),
        }
    }
}

impl Dress {
    pub(crate) fn style(&self) -> String {
        let roles = |color, is_dark| {
            let accent = Palette::derive(color, self.background.scheme(is_dark)).declarations();
            format!("{}{accent}", self.background.declarations(is_dark))
        };
        format!(
            ":root{{{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}{}{}",
            roles(self.accent.light, false),
            roles(self.accent.dark, true),
            self.corners.declarations(),
            self.font.rule(),
        )
    }
}

/// The color of buttons and links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Accent {
    /// On light pages.
    pub light: Color,
    /// On dark pages.
    pub dark: Color,
}

impl Accent {
    /// The same color on light and dark pages; what has to differ is derived.
    #[must_use]
    pub const fn everywhere(color: Color) -> Self {
        Self {
            light: color,
            dark: color,
        }
    }
}

impl Brand {
    /// The accent of a brand that names none: a quiet ink blue.
    pub const DEFAULT_ACCENT: Accent = Accent::everywhere(Color::new(0x2b, 0x4a, 0x8b));

    /// Derives a look from a product's name, its accent color on light and on dark pages, and one
    /// to three letters that stand in for a logo.
    ///
    /// Every accent will do: text on it, links in it and outlines are derived so that their contrast
    /// meets WCAG 2.2, level AA.
    #[must_use]
    pub fn new(product: &str, accent: Accent, monogram: Option<&str>) -> Self {
        let dress = Dress {
            accent,
            ..Dress::default()
        };
        Self::dressed(product, monogram, dress)
    }

    /// The same, with all that a style sheet can have of a brand.
    #[must_use]
    pub fn dressed(name: &str, monogram: Option<&str>, dress: Dress) -> Self {
        let derived = Derived::of(&dress);
        let monogram = monogram
            .map(|letters| letters.chars().take(3).collect::<String>())
            .filter(|letters| !letters.trim().is_empty());
        let icon = icon(&derived, monogram.as_deref());
        Self {
            name: name.to_owned(),
            product: name.to_owned(),
            monogram,
            logo: None,
            links: Links::default(),
            dress,
            derived,
            icon,
        }
    }

    /// The same look with corners of another kind.
    #[must_use]
    pub fn with_corners(self, corners: Corners) -> Self {
        let dress = Dress {
            corners,
            ..self.dress.clone()
        };
        self.redressed(dress)
    }

    /// The same look on another ground.
    #[must_use]
    pub fn with_background(self, background: Background) -> Self {
        let dress = Dress {
            background,
            ..self.dress.clone()
        };
        self.redressed(dress)
    }

    /// The same look, set in another font.
    #[must_use]
    pub fn with_font(self, font: Font) -> Self {
        let dress = Dress {
            font,
            ..self.dress.clone()
        };
        self.redressed(dress)
    }

    fn redressed(self, dress: Dress) -> Self {
        let again = Self::dressed(&self.name, self.monogram.as_deref(), dress);
        Self {
            product: self.product,
            logo: self.logo,
            links: self.links,
            ..again
        }
    }

    /// The same look for a product that is not called as the brand is. Windows and texts name the product, the head of pages
    /// the brand.
    #[must_use]
    pub fn with_product(self, product: &str) -> Self {
        Self {
            product: product.to_owned(),
            ..self
        }
    }

    /// The same look with a logo, which stands where its letters and its name stood.
    #[must_use]
    pub fn with_logo(self, logo: Option<Logo>) -> Self {
        Self { logo, ..self }
    }

    /// The same look with links at the foot of pages.
    #[must_use]
    pub fn with_links(self, links: Links) -> Self {
        Self { links, ..self }
    }

    /// The logo.
    #[must_use]
    pub const fn logo(&self) -> Option<&Logo> {
        self.logo.as_ref()
    }

    /// Where pages lead at their foot.
    #[must_use]
    pub const fn links(&self) -> &Links {
        &self.links
    }

    /// The brand's name, which stands at the head of pages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the style sheet is derived from.
    #[must_use]
    pub const fn dress(&self) -> &Dress {
        &self.dress
    }

    /// The product's name, as people know it.
    #[must_use]
    pub fn product(&self) -> &str {
        &self.product
    }

    /// The letters that stand in for a logo.
    #[must_use]
    pub fn monogram(&self) -> Option<&str> {
        self.monogram.as_deref()
    }

    /// The style sheets of this brand's pages, for something that is to look like them.
    #[must_use]
    pub fn style_sheets(&self) -> [&str; 2] {
        [crate::html::STYLE, &self.derived.style]
    }

    /// The brand's own style sheet.
    pub(crate) fn style(&self) -> &str {
        &self.derived.style
    }

    /// SHA-256 of the brand's style sheet, in base64.
    pub(crate) fn style_hash(&self) -> &str {
        &self.derived.style_hash
    }

    /// A `data:` address of the icon for the browser's tab.
    pub(crate) fn icon(&self) -> &str {
        &self.icon
    }
}

impl Default for Brand {
    /// What is shown when no tenant is known: no name to speak of, no monogram.
    fn default() -> Self {
        Self::new("Sign-in", Self::DEFAULT_ACCENT, None)
    }
}

/// A square in the accent; with its first letter where that needs no escaping, in the address and
/// in the picture both.
fn icon(derived: &Derived, monogram: Option<&str>) -> String {
    let letter = monogram
        .and_then(|letters| letters.chars().next())
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| {
            format!(
                "%3Ctext x='16' y='22.5' font-family='system-ui,sans-serif' font-size='19' \
                 font-weight='600' text-anchor='middle' fill='%23{}'%3E{letter}%3C/text%3E",
                derived.on_fill.digits(),
            )
        })
        .unwrap_or_default();
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E\
         %3Crect width='32' height='32' rx='8' fill='%23{}'/%3E{letter}%3C/svg%3E",
        derived.fill.digits(),
    )
}
