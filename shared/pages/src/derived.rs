//! What is derived from a dress.

use std::cell::RefCell;
use std::hash::{Hash as _, Hasher};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::brand::Dress;
use crate::color::Color;
use crate::palette::Palette;

/// What is derived from a dress.
#[derive(Debug)]
pub(crate) struct Derived {
    /// The style sheet.
    pub(crate) style: String,
    /// SHA-256 of the style sheet, in base64.
    pub(crate) style_hash: String,
    /// What buttons on light pages are filled with.
    pub(crate) fill: Color,
    /// Text on that.
    pub(crate) on_fill: Color,
}

impl Derived {
    /// What a dress comes to. Shades are looked for by their contrast, and the style sheet is hashed: that takes longer than drawing
    /// the page, so that it is kept.
    pub(crate) fn of(dress: &Dress) -> Arc<Self> {
        WARDROBE.with_borrow_mut(|wardrobe| wardrobe.get(dress))
    }

    fn derive(dress: &Dress) -> Self {
        let style = dress.style();
        let light = Palette::derive(dress.accent.light, dress.background.scheme(false));
        Self {
            style_hash: STANDARD.encode(Sha256::digest(&style)),
            style,
            fill: light.fill,
            on_fill: light.on_fill,
        }
    }
}

thread_local! {
    static WARDROBE: RefCell<Wardrobe> = const { RefCell::new(Wardrobe { places: Vec::new() }) };
}

/// Dresses that were derived before. Each has one place, which the next one for that place takes over: nothing has to be counted or
/// cleared, and memory is bounded.
struct Wardrobe {
    places: Vec<Option<(Dress, Arc<Derived>)>>,
}

impl Wardrobe {
    /// A style sheet has about 1 KB.
    const PLACES: usize = 1024;

    fn get(&mut self, dress: &Dress) -> Arc<Derived> {
        let mut hasher = Fnv(Fnv::OFFSET);
        dress.hash(&mut hasher);
        self.places.resize(Self::PLACES, None);
        // Of the product's bits the upper ones depend on all of the dress.
        let place = usize::try_from(hasher.finish() >> 32).unwrap_or_default() % Self::PLACES;
        match self.places.get_mut(place) {
            Some(Some((known, derived))) if known == dress => Arc::clone(derived),
            Some(place) => {
                let derived = Arc::new(Derived::derive(dress));
                *place = Some((dress.clone(), Arc::clone(&derived)));
                derived
            }
            None => Arc::new(Derived::derive(dress)),
        }
    }
}

/// FNV-1a, of 64 bits. Whoever writes a tenant file may collide with themselves; the standard library's hasher is 2 KB larger.
struct Fnv(u64);

impl Fnv {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
}

impl Hasher for Fnv {
    fn write(&mut self, octets: &[u8]) {
        for octet in octets {
            self.0 = (self.0 ^ u64::from(*octet)).wrapping_mul(Self::PRIME);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Accent, Corners};

    fn dress(red: u8, green: u8) -> Dress {
        Dress {
            accent: Accent::everywhere(Color::new(red, green, 7)),
            ..Dress::default()
        }
    }

    #[test]
    fn what_is_kept_is_what_was_derived() {
        // More than there are places, twice, so that each is taken over and over.
        for _ in 0..2 {
            for red in 0..=40 {
                for green in 0..=40 {
                    let dress = dress(red, green);
                    assert_eq!(Derived::of(&dress).style, dress.style());
                }
            }
        }
    }

    #[test]
    fn the_same_dress_is_derived_once() {
        assert!(Arc::ptr_eq(
            &Derived::of(&dress(1, 2)),
            &Derived::of(&dress(1, 2))
        ));
        let round = Dress {
            corners: Corners::Round,
            ..dress(1, 2)
        };
        assert_ne!(Derived::of(&round).style, Derived::of(&dress(1, 2)).style);
    }

    #[test]
    fn dresses_spread_over_all_places() {
        let mut wardrobe = Wardrobe { places: Vec::new() };
        for red in 0..32 {
            for green in 0..32 {
                wardrobe.get(&dress(red, green));
            }
        }
        // 1,024 throws at 1,024 places fill some 63 % of them.
        let taken = wardrobe.places.iter().flatten().count();
        assert!(taken > 580, "{taken}");
    }
}
