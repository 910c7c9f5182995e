//! How the pages of an organization, or of the tenant, look.

use std::fmt;

use crate::SnapshotError;
use crate::read::Reader;

/// A brand: whose name a page bears, and in which colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brand<'a> {
    /// The name that a page shows.
    pub name: &'a str,
    /// The colour of buttons and links; without one, pages use their own.
    pub accent: Option<Accent>,
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

impl<'a> Brand<'a> {
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
        Ok(Self { name, accent })
    }
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}
