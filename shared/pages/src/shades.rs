//! The colors of a brand one by one, for what is drawn elsewhere in the same look.

use crate::brand::Accent;
use crate::color::Color;
use crate::palette::{LIGHT, Palette};

/// What becomes of an accent where only light surfaces are certain: on pages of Auth0's, and in mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    /// The accent, or the nearest darker shade of it that can be read: text in it on every light surface of ours and white text
    /// on it have a contrast of 4.5 or more (WCAG 2.2, 1.4.3).
    ///
    /// Our own buttons may be brighter, with dark text. Elsewhere one color has to do for the buttons of all organizations of a
    /// tenant, and what stands on them is set once.
    pub readable: Color,
    /// The outline of what has the focus, with a contrast of 3 or more on light surfaces (WCAG 2.2, 1.4.11).
    pub edge: Color,
}

impl Shades {
    /// Derives them from an accent.
    #[must_use]
    pub fn of(accent: Accent) -> Self {
        let palette = Palette::derive(accent.light, LIGHT);
        Self {
            readable: palette.text,
            edge: palette.edge,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]
        #[test]
        fn white_can_be_read_on_every_accent(red: u8, green: u8, blue: u8) {
            let shades = Shades::of(Accent::everywhere(Color::new(red, green, blue)));
            prop_assert!(shades.readable.contrast(Color::WHITE) >= 4.5);
            prop_assert!(shades.readable.contrast(LIGHT.raised) >= 4.5);
            prop_assert!(shades.edge.contrast(LIGHT.raised) >= 3.0);
        }
    }
}
