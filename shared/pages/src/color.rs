//! Colors and the contrast between them.

use std::fmt;
use std::sync::LazyLock;

use thiserror::Error;

/// An opaque sRGB color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

/// Why a text is no [`Color`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a color is written as # and three or six hexadecimal digits")]
pub struct ColorError;

impl Color {
    /// Pure black.
    pub const BLACK: Self = Self::new(0, 0, 0);
    /// Pure white.
    pub const WHITE: Self = Self::new(255, 255, 255);

    /// The color with these channels.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#rgb` or `#rrggbb`, the notations that Auth0's branding settings accept.
    ///
    /// # Errors
    /// [`ColorError`] for anything else, among it named colors and transparency.
    pub fn parse(text: &str) -> Result<Self, ColorError> {
        let digits = text.strip_prefix('#').ok_or(ColorError)?;
        // `from_str_radix` would accept a leading sign.
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(ColorError);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| ColorError)?;
        match digits.len() {
            3 => {
                let [_, red, green, blue] = [0, number >> 8, number >> 4, number]
                    .map(|nibble| u8::try_from(nibble & 0xf).unwrap_or(0) * 0x11);
                Ok(Self { red, green, blue })
            }
            6 => {
                let [_, red, green, blue] = number.to_be_bytes();
                Ok(Self { red, green, blue })
            }
            _ => Err(ColorError),
        }
    }

    /// The contrast ratio with another color, 1 to 21 (WCAG 2.2, definition of contrast ratio).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        ratio(self.luminance(), other.luminance())
    }

    /// This color with `parts` of 64 replaced by another.
    #[must_use]
    pub(crate) fn mix(self, other: Self, parts: u8) -> Self {
        let parts = u32::from(parts.min(64));
        let channel = |own: u8, other: u8| {
            let sum = u32::from(own) * (64 - parts) + u32::from(other) * parts;
            u8::try_from((sum + 32) / 64).unwrap_or(u8::MAX)
        };
        Self {
            red: channel(self.red, other.red),
            green: channel(self.green, other.green),
            blue: channel(self.blue, other.blue),
        }
    }

    /// The darkest of this color's lighter shades that has at least this contrast with `against`,
    /// white when none has.
    ///
    /// Lighter first means brighter in the same hue, until a channel is full, and paler only then:
    /// mixing with white from the start turned navy into grey.
    #[must_use]
    pub(crate) fn lighter_until(self, against: Self, least: f64) -> Self {
        let brightest = self.brightened(64);
        if brightest.contrast(against) >= least {
            first_step(|parts| self.brightened(parts), against, least)
        } else {
            first_step(|parts| brightest.mix(Self::WHITE, parts), against, least)
        }
    }

    /// The lightest of this color's mixtures with `dark` that has at least this contrast with
    /// `against`, `dark` itself when none has.
    #[must_use]
    pub(crate) fn darker_until(self, dark: Self, against: Self, least: f64) -> Self {
        first_step(|parts| self.mix(dark, parts), against, least)
    }

    /// This color with `parts` of 64 of the way to where its greatest channel is full.
    fn brightened(self, parts: u8) -> Self {
        let greatest = u32::from(self.red.max(self.green).max(self.blue)).max(1);
        let parts = u32::from(parts.min(64));
        let channel = |own: u8| {
            let sum = u32::from(own) * (64 * greatest + parts * (255 - greatest));
            u8::try_from(sum / (64 * greatest)).unwrap_or(u8::MAX)
        };
        Self::new(channel(self.red), channel(self.green), channel(self.blue))
    }

    /// Six hexadecimal digits, without `#`.
    pub(crate) fn digits(self) -> String {
        format!("{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Relative luminance (WCAG 2.2, definition of relative luminance).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            LINEAR
                .get(usize::from(channel))
                .copied()
                .unwrap_or_default()
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Color {
    /// As CSS and Auth0 write it: `#rrggbb`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.digits())
    }
}

/// The linear value of each channel. Powers are what deriving a brand takes its time for, so each is taken once.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    let mut value = -1.0;
    [(); 256].map(|()| {
        value += 1.0;
        let value = value / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            f64::powf((value + 0.055) / 1.055, 2.4)
        }
    })
});

/// The contrast ratio of two luminances.
fn ratio(one: f64, two: f64) -> f64 {
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

/// The first of 64 steps toward more contrast that has enough of it, the last when none has.
///
/// Found by halving, as contrast grows with each step.
fn first_step(step: impl Fn(u8) -> Color, against: Color, least: f64) -> Color {
    let ground = against.luminance();
    // Everything below `low` falls short; `high` has enough, or is the last.
    let (mut low, mut high) = (0_u8, 64_u8);
    while low < high {
        let middle = low + (high - low) / 2;
        if ratio(step(middle).luminance(), ground) >= least {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    step(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_notations() {
        assert_eq!(Color::parse("#0af"), Ok(Color::new(0x00, 0xaa, 0xff)));
        assert_eq!(Color::parse("#00AAff"), Ok(Color::new(0x00, 0xaa, 0xff)));
        assert_eq!(Color::new(0x00, 0xaa, 0xff).to_string(), "#00aaff");
        for text in [
            "",
            "#",
            "0af",
            "#0a",
            "#0afa",
            "#+0af00",
            "#00aaff00",
            "red",
            "#00aaf\u{fb00}",
        ] {
            assert_eq!(Color::parse(text), Err(ColorError), "{text}");
        }
    }

    #[test]
    fn measures_contrast_as_wcag_does() {
        assert!((Color::WHITE.contrast(Color::BLACK) - 21.0).abs() < 1e-9);
        // The well-known border case of grey on white.
        assert!(Color::new(0x76, 0x76, 0x76).contrast(Color::WHITE) >= 4.5);
        assert!(Color::new(0x77, 0x77, 0x77).contrast(Color::WHITE) < 4.5);
    }
}
