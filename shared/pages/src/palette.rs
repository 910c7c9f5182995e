//! The color roles that depend on a brand's accent.

use crate::color::Color;

/// Contrast that text needs (WCAG 2.2, 1.4.3, level AA).
pub(crate) const TEXT: f64 = 4.5;
/// Contrast that the outline of a control needs (WCAG 2.2, 1.4.11).
pub(crate) const OUTLINE: f64 = 3.0;
/// Nearly black; reads warmer than pure black, which is what remains where this is not dark enough.
const INK: Color = Color::new(0x10, 0x13, 0x18);

/// The accent's roles under one color scheme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    /// What a primary button is filled with.
    pub(crate) fill: Color,
    /// The same under the pointer.
    pub(crate) fill_hover: Color,
    /// Text on the two above.
    pub(crate) on_fill: Color,
    /// Links and other text in the accent, on the page's surfaces.
    pub(crate) text: Color,
    /// Outlines: of a button whose fill hardly differs from the surface, and of what has the focus.
    pub(crate) edge: Color,
    /// The ground of the brand's picture.
    pub(crate) deep: Color,
    /// The light in the brand's picture.
    pub(crate) glow: Color,
}

/// The surfaces that accents stand on, as `style/roles.css` has them (a test compares).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scheme {
    /// The surface with the least contrast to text: what holds here holds on the others.
    pub(crate) raised: Color,
    pub(crate) dark: bool,
}

pub(crate) const LIGHT: Scheme = Scheme {
    raised: Color::new(0xf6, 0xf6, 0xf4),
    dark: false,
};

pub(crate) const DARK: Scheme = Scheme {
    raised: Color::new(0x1d, 0x20, 0x26),
    dark: true,
};

impl Scheme {
    /// The nearest shade of a color with this contrast on the scheme's surfaces.
    pub(crate) fn readable(self, color: Color, least: f64) -> Color {
        if self.dark {
            color.lighter_until(self.raised, least)
        } else {
            color.darker_until(Color::BLACK, self.raised, least)
        }
    }
}

impl Palette {
    /// The roles of an accent under a scheme.
    pub(crate) fn derive(accent: Color, scheme: Scheme) -> Self {
        // A navy button would sink into a dark page; a lemon one on white keeps its color, since
        // mustard is no longer the brand, and gets an outline instead.
        let fill = if scheme.dark {
            accent.lighter_until(scheme.raised, OUTLINE)
        } else {
            accent
        };
        let on_fill = text_on(fill);
        // Away from the text on it, so that contrast only grows.
        let away = if on_fill == Color::WHITE {
            Color::BLACK
        } else {
            Color::WHITE
        };
        Self {
            fill,
            fill_hover: fill.mix(away, 9),
            on_fill,
            text: scheme.readable(accent, TEXT),
            edge: scheme.readable(accent, OUTLINE),
            deep: accent
                .mix(INK, if scheme.dark { 52 } else { 26 })
                .darker_until(INK, Color::WHITE, 7.0),
            glow: fill.mix(Color::WHITE, if scheme.dark { 24 } else { 46 }),
        }
    }

    /// The roles of a small sign as custom properties, without their selector.
    pub(crate) fn mark_declarations(&self) -> String {
        format!(
            "--fill:#{};--on-fill:#{};--edge:#{}",
            self.fill.digits(),
            self.on_fill.digits(),
            self.edge.digits(),
        )
    }

    /// The roles as custom properties, without their selector.
    pub(crate) fn declarations(&self) -> String {
        format!(
            "--fill:#{};--fill-hover:#{};--on-fill:#{};--accent:#{};--edge:#{};--deep:#{};--glow:#{}",
            self.fill.digits(),
            self.fill_hover.digits(),
            self.on_fill.digits(),
            self.text.digits(),
            self.edge.digits(),
            self.deep.digits(),
            self.glow.digits(),
        )
    }
}

/// White where it can be read, else nearly black, else black: one of white and black always has a
/// contrast of 4.58 or more.
fn text_on(fill: Color) -> Color {
    [Color::WHITE, INK]
        .into_iter()
        .find(|text| text.contrast(fill) >= TEXT)
        .unwrap_or(Color::BLACK)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // The figures of WCAG 2.2, 1.4.3 and 1.4.11, once more: a slip in the constants above must show.
    const LEAST_TEXT: f64 = 4.5;
    const LEAST_OUTLINE: f64 = 3.0;

    /// The surfaces of a scheme, from the style sheet.
    fn surfaces(scheme: Scheme) -> [Color; 2] {
        let sheet = include_str!("../style/roles.css");
        let (light, dark) = sheet
            .split_once("@media (prefers-color-scheme: dark)")
            .unwrap();
        let rules = if scheme.dark { dark } else { light };
        ["--surface: ", "--raised: "].map(|role| {
            let (_, value) = rules.split_once(role).unwrap();
            Color::parse(value.split(';').next().unwrap()).unwrap()
        })
    }

    #[test]
    fn knows_the_surfaces_of_the_style_sheet() {
        for scheme in [LIGHT, DARK] {
            assert_eq!(surfaces(scheme)[1], scheme.raised);
        }
    }

    #[test]
    fn keeps_the_fixed_roles_readable() {
        let sheet = include_str!("../style/roles.css");
        let (light, dark) = sheet
            .split_once("@media (prefers-color-scheme: dark)")
            .unwrap();
        for (rules, scheme) in [(light, LIGHT), (dark, DARK)] {
            let role = |name: &str| {
                let (_, value) = rules.split_once(name).unwrap();
                Color::parse(value.split(';').next().unwrap()).unwrap()
            };
            for surface in surfaces(scheme) {
                for text in ["--ink: ", "--quiet: ", "--wrong: "] {
                    assert!(
                        role(text).contrast(surface) >= LEAST_TEXT,
                        "{text} on {surface:?}"
                    );
                }
                assert!(
                    role("--outline: ").contrast(surface) >= LEAST_OUTLINE,
                    "{surface:?}"
                );
            }
            // What stands in the field that is wrong, and the mark before the problem.
            assert!(role("--ink: ").contrast(role("--wrong-ground: ")) >= LEAST_TEXT);
            assert!(role("--wrong: ").contrast(role("--surface: ")) >= LEAST_TEXT);
            assert!(role("--wrong: ").contrast(role("--wrong-ground: ")) >= LEAST_OUTLINE);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn every_accent_is_readable(red: u8, green: u8, blue: u8) {
            for scheme in [LIGHT, DARK] {
                let palette = Palette::derive(Color::new(red, green, blue), scheme);
                prop_assert!(palette.on_fill.contrast(palette.fill) >= LEAST_TEXT);
                prop_assert!(palette.on_fill.contrast(palette.fill_hover) >= LEAST_TEXT);
                for surface in surfaces(scheme) {
                    prop_assert!(palette.text.contrast(surface) >= LEAST_TEXT);
                    prop_assert!(palette.edge.contrast(surface) >= LEAST_OUTLINE);
                }
            }
        }

        #[test]
        fn an_accent_that_can_be_read_stays_as_it_is(red: u8, green: u8, blue: u8) {
            let accent = Color::new(red, green, blue);
            prop_assert_eq!(Palette::derive(accent, LIGHT).fill, accent);
            for scheme in [LIGHT, DARK] {
                if accent.contrast(scheme.raised) >= LEAST_TEXT {
                    prop_assert_eq!(Palette::derive(accent, scheme).text, accent);
                }
            }
        }
    }
}
