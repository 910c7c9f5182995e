//! The grounds that text stands on, and the text on them.

use thiserror::Error;

use crate::color::Color;
use crate::palette::{DARK, LIGHT, OUTLINE, Palette, Scheme, TEXT};

/// The ground of pages: a color under light and under dark color schemes, where a brand has its own.
///
/// Every one of these can be read on: text, links and outlines are derived until they meet WCAG 2.2, level AA.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Background {
    light: Option<Color>,
    dark: Option<Color>,
}

/// No text of a color scheme can be read on a ground.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
#[error("{} text on it has a contrast of {:.1} to 1 at most, where WCAG 2.2 AA wants 4.5", self.text(), self.shown())]
pub struct Unreadable {
    /// Whether it is the ground of dark pages, on which text is white at the utmost, and not black.
    pub is_dark: bool,
    /// The contrast ratio that black or white reaches on it.
    pub contrast: f64,
}

impl Unreadable {
    const fn text(&self) -> &'static str {
        if self.is_dark { "white" } else { "black" }
    }

    /// One digit, never more than there is.
    fn shown(&self) -> f64 {
        (self.contrast * 10.0).floor() / 10.0
    }
}

impl Background {
    /// Takes a ground for light pages, and one for dark pages; `None` stands for the pages' own.
    ///
    /// # Errors
    /// [`Unreadable`] when black cannot be read on the one for light pages, or white on the one for dark pages, with the
    /// areas in mind that are raised a little.
    pub fn new(light: Option<Color>, dark: Option<Color>) -> Result<Self, Unreadable> {
        for (ground, is_dark) in [(light, false), (dark, true)] {
            let Some(ground) = ground else { continue };
            let contrast = extreme(is_dark).contrast(raised(ground, is_dark));
            if contrast < TEXT {
                return Err(Unreadable { is_dark, contrast });
            }
        }
        Ok(Self { light, dark })
    }

    /// The color in which links in this accent stand on pages: the accent itself where it can be read.
    #[must_use]
    pub fn link_color(self, accent: Color, is_dark: bool) -> Color {
        Palette::derive(accent, self.scheme(is_dark)).text
    }

    /// The contrast of a color with the ground, where it is least.
    #[must_use]
    pub fn contrast(self, color: Color, is_dark: bool) -> f64 {
        color.contrast(self.scheme(is_dark).raised)
    }

    /// What accents stand on.
    pub(crate) fn scheme(self, is_dark: bool) -> Scheme {
        let (own, standard) = if is_dark {
            (self.dark, DARK)
        } else {
            (self.light, LIGHT)
        };
        own.map_or(standard, |ground| Scheme {
            raised: raised(ground, is_dark),
            ..standard
        })
    }

    /// The roles as custom properties, without their selector; empty where the ground is the pages' own.
    pub(crate) fn declarations(self, is_dark: bool) -> String {
        let own = if is_dark { self.dark } else { self.light };
        own.map_or_else(String::new, |ground| {
            Surfaces::derive(ground, is_dark).declarations()
        })
    }
}

/// All roles that depend on the ground, in a scheme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surfaces {
    pub(crate) surface: Color,
    pub(crate) raised: Color,
    pub(crate) ink: Color,
    pub(crate) quiet: Color,
    pub(crate) line: Color,
    pub(crate) outline: Color,
    pub(crate) wrong: Color,
    pub(crate) wrong_ground: Color,
}

impl Surfaces {
    /// The roles on a ground that can be read on.
    pub(crate) fn derive(surface: Color, is_dark: bool) -> Self {
        let raised = raised(surface, is_dark);
        let scheme = Scheme {
            raised,
            ..if is_dark { DARK } else { LIGHT }
        };
        let (ink, wrong) = if is_dark {
            (Color::new(0xf1, 0xf2, 0xf4), Color::new(0xff, 0x9d, 0x92))
        } else {
            (Color::new(0x14, 0x17, 0x1c), Color::new(0xb3, 0x26, 0x1e))
        };
        let ink = scheme.readable(ink, TEXT);
        let wrong = scheme.readable(wrong, TEXT);
        let tinted = surface.mix(wrong, 4);
        let can_be_tinted = ink.contrast(tinted) >= TEXT && wrong.contrast(tinted) >= OUTLINE;
        Self {
            surface,
            raised,
            ink,
            // A little of the ground in it, so that grey looks at home there.
            quiet: scheme.readable(ink.mix(surface, 20), TEXT),
            line: surface.mix(ink, 8),
            outline: scheme.readable(ink.mix(surface, 30), OUTLINE),
            wrong,
            wrong_ground: if can_be_tinted { tinted } else { surface },
        }
    }

    fn declarations(&self) -> String {
        format!(
            "--surface:#{};--raised:#{};--ink:#{};--quiet:#{};--line:#{};--outline:#{};--wrong:#{};--wrong-ground:#{};",
            self.surface.digits(),
            self.raised.digits(),
            self.ink.digits(),
            self.quiet.digits(),
            self.line.digits(),
            self.outline.digits(),
            self.wrong.digits(),
            self.wrong_ground.digits(),
        )
    }
}

/// The ground of what is raised a little: toward the text, so that what can be read there can be read everywhere.
fn raised(ground: Color, is_dark: bool) -> Color {
    let parts = if is_dark { 3 } else { 2 };
    ground.mix(extreme(is_dark), parts)
}

/// The text with the most contrast that a scheme has.
const fn extreme(is_dark: bool) -> Color {
    if is_dark { Color::WHITE } else { Color::BLACK }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn everything_can_be_read_on_every_ground_that_is_taken(
            ground: [u8; 3],
            accent: [u8; 3],
            is_dark: bool,
        ) {
            let [ground, accent] = [ground, accent].map(|[red, green, blue]| Color::new(red, green, blue));
            let (light, dark) = if is_dark { (None, Some(ground)) } else { (Some(ground), None) };
            let Ok(background) = Background::new(light, dark) else {
                // Only where the utmost is not enough: then no text could be.
                prop_assert!(extreme(is_dark).contrast(raised(ground, is_dark)) < 4.5);
                return Ok(());
            };
            let roles = Surfaces::derive(ground, is_dark);
            let palette = Palette::derive(accent, background.scheme(is_dark));
            for surface in [roles.surface, roles.raised] {
                for text in [roles.ink, roles.quiet, roles.wrong, palette.text] {
                    prop_assert!(text.contrast(surface) >= 4.5, "{text:?} on {surface:?}");
                }
                for outline in [roles.outline, palette.edge] {
                    prop_assert!(outline.contrast(surface) >= 3.0, "{outline:?} on {surface:?}");
                }
            }
            prop_assert!(palette.on_fill.contrast(palette.fill) >= 4.5);
            prop_assert!(palette.on_fill.contrast(palette.fill_hover) >= 4.5);
            prop_assert!(roles.ink.contrast(roles.wrong_ground) >= 4.5);
            prop_assert!(roles.wrong.contrast(roles.wrong_ground) >= 3.0);
            prop_assert_eq!(background.link_color(accent, is_dark), palette.text);
        }
    }

    #[test]
    fn a_ground_on_which_nothing_can_be_read_is_refused_with_what_was_measured() {
        let grey = Color::new(0x70, 0x70, 0x70);
        let error = Background::new(Some(grey), None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "black text on it has a contrast of 4.0 to 1 at most, where WCAG 2.2 AA wants 4.5"
        );
        let error = Background::new(None, Some(Color::new(0x80, 0x80, 0x80))).unwrap_err();
        assert!(error.is_dark && error.contrast < 4.5);
        assert!(
            error
                .to_string()
                .starts_with("white text on it has a contrast of 3.")
        );
        assert!(Background::new(Some(Color::WHITE), Some(Color::BLACK)).is_ok());
        assert!(Background::new(Some(Color::BLACK), None).is_err());
    }

    #[test]
    fn pages_have_their_own_ground_unless_told_otherwise() {
        let plain = Background::default();
        for is_dark in [false, true] {
            assert_eq!(plain.declarations(is_dark), "");
        }
        assert_eq!(plain.scheme(true).raised, DARK.raised);
        let cream = Background::new(Some(Color::new(0xfb, 0xf7, 0xef)), None).unwrap();
        assert!(
            cream
                .declarations(false)
                .starts_with("--surface:#fbf7ef;--raised:#")
        );
        assert_eq!(cream.declarations(true), "");
    }
}
