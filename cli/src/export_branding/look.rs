//! What Auth0 can know of a brand.

use vestibule_pages::{Accent, Brand as PageBrand, Shades};
use vestibule_tenant::{Brand, Corners, Image, Manifest, MediaType, SnapshotError};

/// A brand as far as Auth0's pages and mails can show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// The name that people know.
    pub(super) product: String,
    pub(super) shades: Shades,
    pub(super) corners: Corners,
    pub(super) logo: Option<Picture>,
    /// The same on dark pages, if that is another.
    pub(super) dark_logo: Option<Picture>,
    /// Support, privacy, terms, status: checked addresses.
    pub(super) links: [Option<String>; 4],
}

/// A logo on the Worker's origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// The whole address.
    pub(super) url: String,
    pub(super) media_type: MediaType,
    /// In CSS pixels, as is the next.
    pub(super) width: u16,
    pub(super) height: u16,
}

impl Look {
    /// Takes a brand of a snapshot whose logos the Worker serves at an origin.
    ///
    /// # Errors
    ///
    /// When the snapshot cannot be read, which is not to happen.
    pub(super) fn new(
        brand: Brand<'_>,
        manifest: &Manifest,
        origin: &str,
    ) -> Result<Self, SnapshotError> {
        let looks = brand.looks()?;
        let picture = |image: Image| {
            Some(Picture {
                url: format!("{origin}/edge/assets/{}", image.asset),
                media_type: manifest.asset(image.asset)?,
                width: image.width,
                height: image.height,
            })
        };
        let link = |link: Option<&str>| link.map(str::to_owned);
        Ok(Self {
            product: brand.name.to_owned(),
            shades: Shades::of(brand.accent.map_or(PageBrand::DEFAULT_ACCENT, Accent::from)),
            corners: looks.corners,
            logo: looks.logo.and_then(|logo| picture(logo.light)),
            dark_logo: looks.logo.and_then(|logo| picture(logo.dark?)),
            links: [
                link(looks.links.support),
                link(looks.links.privacy),
                link(looks.links.terms),
                link(looks.links.status),
            ],
        })
    }

    /// The logo where it must not be SVG: mail programs show none.
    pub(super) fn logo_for_mails(&self) -> Option<&Picture> {
        self.logo
            .as_ref()
            .filter(|logo| logo.media_type == MediaType::Png)
    }
}
