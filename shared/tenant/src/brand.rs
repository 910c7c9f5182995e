//! How the pages of an organization, or of the tenant, look.

use std::fmt;

use crate::layout::{
    self, BRAND_BACKGROUND, BRAND_CORNERS, BRAND_CORNERS_ROUND, BRAND_CORNERS_SHARP,
    BRAND_CORNERS_SOFT, BRAND_FONT, BRAND_LINKS, BRAND_LOGO, BRAND_LOGO_DARK, BRAND_PRODUCT,
};
use crate::read::Reader;
use crate::{AssetId, Digest, OwnTexts, SnapshotError};

/// A brand: whose name a page bears, and how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brand<'a> {
    /// The name that a page shows.
    pub name: &'a str,
    /// The colour of buttons and links; without one, pages use their own.
    pub accent: Option<Accent>,
    /// Not taken apart until a page needs it: every login reads a brand, and few show one.
    looks: &'a [u8],
    /// Neither are these.
    texts: &'a [u8],
}

/// What else a brand says of its pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looks<'a> {
    /// How round buttons and fields are.
    pub corners: Corners,
    /// Where pages lead at their foot.
    pub links: Links<'a>,
    /// What stands at the head of pages instead of the name.
    pub logo: Option<Logo>,
    /// What titles and texts call the product, if not as the brand is called.
    pub product: Option<&'a str>,
    /// What pages are set in; `None`: what the visitor's machine is set in.
    pub font: Option<Font<'a>>,
    /// The ground of pages.
    pub background: Background,
}

/// The ground of pages; `None`: their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Background {
    /// Of light pages.
    pub light: Option<Color>,
    /// Of dark pages.
    pub dark: Option<Color>,
}

/// What pages are set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font<'a> {
    /// Open and lively.
    Humanist,
    /// From circles and straight lines.
    Geometric,
    /// With round ends.
    Rounded,
    /// With serifs.
    Serif,
    /// With strong serifs.
    Slab,
    /// One that is served from `/edge/assets/{asset}`.
    File {
        /// Which file.
        asset: AssetId,
        /// What the font is called: ASCII letters, digits, spaces and hyphens.
        name: &'a str,
        /// Whether it has all weights.
        is_variable: bool,
    },
}

/// An accent colour, once for light pages and once for dark ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    /// On a light background.
    pub light: Color,
    /// On a dark background.
    pub dark: Color,
}

/// A colour in sRGB: red, green, blue.
///
/// `Display` writes it as CSS does, `#rrggbb`; since nothing else can be written, it needs no escaping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

/// How round the corners of buttons and fields are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Corners {
    /// Not at all.
    Sharp,
    /// A little, as pages are by themselves.
    #[default]
    Soft,
    /// As round as a button is high.
    Round,
}

/// Where a brand's pages lead at their foot: https addresses, for support also `mailto:` and `tel:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links<'a> {
    /// Where people get help.
    pub support: Option<&'a str>,
    /// How personal data are treated.
    pub privacy: Option<&'a str>,
    /// What people agree to.
    pub terms: Option<&'a str>,
    /// Whether everything works just now.
    pub status: Option<&'a str>,
}

/// A logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logo {
    /// On light pages, and on dark ones unless there is another.
    pub light: Image,
    /// On dark pages.
    pub dark: Option<Image>,
}

/// A picture that is served from `/edge/assets/{asset}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Image {
    /// Which one.
    pub asset: AssetId,
    /// How wide pages show it, in CSS pixels.
    pub width: u16,
    /// How high pages show it, in CSS pixels.
    pub height: u16,
}

impl<'a> Brand<'a> {
    /// A brand of which nothing but the name is known.
    #[must_use]
    pub const fn named(name: &'a str) -> Self {
        Self {
            name,
            accent: None,
            looks: &[],
            texts: &[],
        }
    }

    /// Takes a brand as it stands in a snapshot, with nothing behind it.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if it is none.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(bytes);
        let brand = Self::read(&mut reader)?;
        if reader.is_at_end() {
            Ok(brand)
        } else {
            Err(SnapshotError::WrongLength)
        }
    }

    /// What else it says of its pages.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if that was written wrong; it is not looked at before.
    pub fn looks(&self) -> Result<Looks<'a>, SnapshotError> {
        if self.looks.is_empty() {
            return Ok(Looks::default());
        }
        Looks::read(&mut Reader::new(self.looks))
    }

    /// The texts of its pages that it words itself.
    #[must_use]
    pub const fn texts(&self) -> OwnTexts<'a> {
        OwnTexts::new(self.texts)
    }

    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        let name = reader.text()?;
        let accent = match reader.u8()? {
            0 => None,
            1 => Some(Accent {
                light: Color(reader.array()?),
                dark: Color(reader.array()?),
            }),
            value => {
                return Err(SnapshotError::UnknownValue {
                    what: "accent",
                    value,
                });
            }
        };
        let length = reader.u16()?;
        let looks = reader.bytes(length.into())?;
        let length = reader.size()?;
        Ok(Self {
            name,
            accent,
            looks,
            texts: reader.bytes(length)?,
        })
    }
}

impl<'a> Looks<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        let flags = reader.u8()?;
        let unknown = SnapshotError::UnknownValue {
            what: "brand flag",
            value: flags,
        };
        let corners = match flags & BRAND_CORNERS {
            BRAND_CORNERS_SOFT => Corners::Soft,
            BRAND_CORNERS_SHARP => Corners::Sharp,
            BRAND_CORNERS_ROUND => Corners::Round,
            _ => return Err(unknown),
        };
        let product = if flags & BRAND_PRODUCT == 0 {
            None
        } else {
            Some(reader.text()?)
        };
        Ok(Self {
            product,
            corners,
            links: if flags & BRAND_LINKS == 0 {
                Links::default()
            } else {
                Links::read(reader)?
            },
            logo: match (flags & BRAND_LOGO, flags & BRAND_LOGO_DARK) {
                (0, 0) => None,
                (0, _) => return Err(unknown),
                (_, dark) => Some(Logo {
                    light: Image::read(reader)?,
                    dark: (dark != 0).then(|| Image::read(reader)).transpose()?,
                }),
            },
            font: (flags & BRAND_FONT != 0)
                .then(|| Font::read(reader))
                .transpose()?,
            background: if flags & BRAND_BACKGROUND == 0 {
                Background::default()
            } else {
                Background::read(reader)?
            },
        })
    }
}

impl<'a> Links<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        let mut link = || Ok(Some(reader.text()?).filter(|link| !link.is_empty()));
        Ok(Self {
            support: link()?,
            privacy: link()?,
            terms: link()?,
            status: link()?,
        })
    }
}

impl Background {
    fn read(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let has = reader.u8()?;
        if has == 0 || has & !(layout::BACKGROUND_LIGHT | layout::BACKGROUND_DARK) != 0 {
            return Err(SnapshotError::UnknownValue {
                what: "background",
                value: has,
            });
        }
        let mut color = |which| {
            (has & which != 0)
                .then(|| reader.array().map(Color))
                .transpose()
        };
        Ok(Self {
            light: color(layout::BACKGROUND_LIGHT)?,
            dark: color(layout::BACKGROUND_DARK)?,
        })
    }
}

impl<'a> Font<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        Ok(match reader.u8()? {
            layout::FONT_HUMANIST => Self::Humanist,
            layout::FONT_GEOMETRIC => Self::Geometric,
            layout::FONT_ROUNDED => Self::Rounded,
            layout::FONT_SERIF => Self::Serif,
            layout::FONT_SLAB => Self::Slab,
            kind @ (layout::FONT_FILE | layout::FONT_FILE_VARIABLE) => Self::File {
                asset: Digest::from_bytes(reader.array()?),
                name: reader.text()?,
                is_variable: kind == layout::FONT_FILE_VARIABLE,
            },
            value => {
                return Err(SnapshotError::UnknownValue {
                    what: "font",
                    value,
                });
            }
        })
    }
}

impl Image {
    fn read(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        Ok(Self {
            asset: Digest::from_bytes(reader.array()?),
            width: reader.u16()?,
            height: reader.u16()?,
        })
    }
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}
