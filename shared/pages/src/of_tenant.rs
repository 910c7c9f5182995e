//! From what a tenant file says of a brand to how its pages look.

use vestibule_tenant as tenant;

use crate::{Accent, Brand, Color, Contact, Corners, Image, Links, Logo};

impl From<tenant::Brand<'_>> for Brand {
    /// Its first letter stands in for a logo that it has not. What the compiler refuses, a link that is none, is left out, and so
    /// are looks that cannot be read: a page that shows less is better than none.
    fn from(brand: tenant::Brand<'_>) -> Self {
        let accent = brand.accent.map_or(Self::DEFAULT_ACCENT, Accent::from);
        let monogram: String = brand.name.chars().take(1).collect();
        let looks = brand.looks().unwrap_or_default();
        Self::new(brand.name, accent, Some(&monogram))
            .with_corners(looks.corners.into())
            .with_links(looks.links.into())
            .with_logo(looks.logo.map(Logo::from))
    }
}

impl From<tenant::Accent> for Accent {
    fn from(accent: tenant::Accent) -> Self {
        let color = |tenant::Color([red, green, blue])| Color::new(red, green, blue);
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
