//! The color roles that depend on a brand's accent.

use crate::color::Color;

/// Contrast that text needs (WCAG 2.2, 1.4.3, level AA).
const TEXT: f64 = 4.5;
/// Contrast that the outline of a control needs (WCAG 2.2, 1.4.11).
const OUTLINE: f64 = 3.0;
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
    /// Where an accent moves to gain contrast.
    toward: Color,
    dark: bool,
}

pub(crate) const LIGHT: Scheme = Scheme {
    raised: Color::new(0xf6, 0xf6, 0xf4),
    toward: Color::BLACK,
    dark: false,
};

pub(crate) const DARK: Scheme = Scheme {
    raised: Color::new(0x1d, 0x20, 0x26),
    toward: Color::WHITE,
    dark: true,
};

impl Palette {
    /// The roles of an accent under a scheme.
    pub(crate) fn derive(accent: Color, scheme: Scheme) -> Self {
        // A navy button would sink into a dark page; a lemon one on white keeps its color, since
        // mustard is no longer the brand, and gets an outline instead.
        let fill = if scheme.dark {
            accent.until_contrast(Color::WHITE, scheme.raised, OUTLINE)
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
            text: accent.until_contrast(scheme.toward, scheme.raised, TEXT),
            edge: accent.until_contrast(scheme.toward, scheme.raised, OUTLINE),
            deep: accent
                .mix(INK, if scheme.dark { 48 } else { 20 })
                .until_contrast(INK, Color::WHITE, 7.0),
            glow: accent.mix(Color::WHITE, if scheme.dark { 34 } else { 50 }),
        }
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
