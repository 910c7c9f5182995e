//! From what a tenant file says of a brand to how its pages look.

use vestibule_tenant as tenant;

use crate::{
    Accent, Background, Brand, Color, Contact, Corners, Dress, Font, FontFile, Image, Links, Logo,
    Stack,
};

impl From<tenant::Brand<'_>> for Brand {
    /// Its first letter stands in for a logo that it has not. What the compiler refuses, a link that is none, is left out, and so
    /// are a ground on which nothing could be read and looks that cannot be read: a page that shows less is better than none.
    fn from(brand: tenant::Brand<'_>) -> Self {
        let accent = brand.accent.map_or(Self::DEFAULT_ACCENT, Accent::from);
        let monogram: String = brand.name.chars().take(1).collect();
        let looks = brand.looks().unwrap_or_default();
        let dress = Dress {
            accent,
            background: looks.background.into(),
            corners: looks.corners.into(),
            font: looks.font.map_or_else(Font::default, Font::from),
        };
        Self::dressed(brand.name, Some(&monogram), dress)
            .with_product(looks.product.unwrap_or(brand.name))
            .with_links(looks.links.into())
            .with_logo(looks.logo.map(Logo::from))
    }
}

impl From<tenant::Background> for Background {
    fn from(background: tenant::Background) -> Self {
        let [light, dark] = [background.light, background.dark].map(|ground| ground.map(color));
        Self::new(light, dark).unwrap_or_default()
    }
}

impl From<tenant::Font<'_>> for Font {
    fn from(font: tenant::Font<'_>) -> Self {
        Self::Stack(match font {
            tenant::Font::Humanist => Stack::Humanist,
            tenant::Font::Geometric => Stack::Geometric,
            tenant::Font::Rounded => Stack::Rounded,
            tenant::Font::Serif => Stack::Serif,
            tenant::Font::Slab => Stack::Slab,
            tenant::Font::File {
                asset,
                name,
                is_variable,
            } => return Self::File(FontFile::new(name, &asset.to_string(), is_variable)),
        })
    }
}

const fn color(tenant::Color([red, green, blue]): tenant::Color) -> Color {
    Color::new(red, green, blue)
}

impl From<tenant::Accent> for Accent {
    fn from(accent: tenant::Accent) -> Self {
        Self {
            light: color(accent.light),
            dark: color(accent.dark),
        }
    }
}

impl From<tenant::Corners> for Corners {
    fn from(corners: tenant::Corners) -> Self {
        match corners {
            tenant::Corners::Sharp => Self::Sharp,
            tenant::Corners::Soft => Self::Soft,
            tenant::Corners::Round => Self::Round,
        }
    }
}

impl From<tenant::Links<'_>> for Links {
    fn from(links: tenant::Links<'_>) -> Self {
        let contact = |link: Option<&str>| link.and_then(|link| Contact::parse(link).ok());
        Self {
            support: contact(links.support),
            privacy: contact(links.privacy),
            terms: contact(links.terms),
            status: contact(links.status),
        }
    }
}

impl From<tenant::Logo> for Logo {
    fn from(logo: tenant::Logo) -> Self {
        let image =
            |image: tenant::Image| Image::new(&image.asset.to_string(), image.width, image.height);
        Self {
            light: image(logo.light),
            dark: logo.dark.map(image),
        }
    }
}
