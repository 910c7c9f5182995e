//! `[brands]`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Texts;

/// How pages look.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// The name that pages show.
    pub name: String,
    /// What titles and texts call the product; the brand's name when left out.
    pub product: Option<String>,
    /// What pages are set in.
    pub font: Option<Font>,
    /// The ground of pages; the pages' own when left out.
    pub background: Option<Background>,
    /// The colour of buttons and links.
    pub accent: Option<Accent>,
    /// How round buttons and fields are.
    #[serde(default)]
    pub radius: Radius,
    /// The logo that stands at the head of pages instead of the name.
    pub logo: Option<Logo>,
    /// Where pages lead at their foot.
    #[serde(default)]
    pub links: Links,
    /// Texts of its pages that are to be worded otherwise, by language and name; stronger than those of the tenant.
    #[serde(default)]
    pub texts: Texts,
}

/// An accent colour, each written as `#rrggbb`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accent {
    /// On a light background.
    pub light: String,
    /// On a dark background.
    pub dark: String,
}

/// The ground of pages, each written as `#rrggbb`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// Of light pages.
    pub light: Option<String>,
    /// Of dark pages.
    pub dark: Option<String>,
}

/// What pages are set in: a kind of font that machines have, by its name, or a file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Font {
    /// A kind of font that most machines have one of.
    Named(NamedFont),
    /// A file.
    File(FontFile),
}

/// A kind of font that most machines have one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NamedFont {
    /// What the machine itself is set in.
    System,
    /// Open and lively, as if from a pen.
    Humanist,
    /// From circles and straight lines.
    Geometric,
    /// With round ends.
    Rounded,
    /// With serifs, as in books.
    Serif,
    /// With strong serifs, as on typewriters.
    Slab,
}

/// A font in a file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontFile {
    /// WOFF2, at most 100 KB, named from the folder of the file that this stands in.
    pub file: String,
    /// What the font is called: letters, digits, spaces and hyphens.
    pub name: String,
}

/// How round corners are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Radius {
    /// Not at all.
    Sharp,
    /// A little.
    #[default]
    Soft,
    /// As round as a button is high.
    Round,
}

/// Files of a logo, SVG or PNG, at most 32 KB each, named from the folder of the file that this stands in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// For light pages.
    pub light: String,
    /// For dark pages, if another one is needed there.
    pub dark: Option<String>,
}

/// Where pages lead at their foot.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Where people get help: an https URL, `mailto:` with an address, or `tel:` with a number.
    pub support: Option<String>,
    /// How personal data are treated, an https URL.
    pub privacy: Option<String>,
    /// What people agree to, an https URL.
    pub terms: Option<String>,
    /// Whether everything works just now, an https URL.
    pub status: Option<String>,
}
