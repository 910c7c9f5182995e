//! What stands at the head of a page instead of a name.

/// A logo. Its text is the name of the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// On light pages, and on dark ones unless there is another.
    pub light: Image,
    /// On dark pages.
    pub dark: Option<Image>,
}

/// A picture of our own origin, and how large it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    address: String,
    width: u16,
    height: u16,
}

impl Image {
    /// What addresses of pictures begin with; the name of the file follows.
    pub const FOLDER: &'static str = "/edge/assets/";

    /// The picture that is served under this name, and how wide and high it is shown, in CSS pixels. A name is of letters and
    /// digits; characters that are neither are left out.
    #[must_use]
    pub fn new(name: &str, width: u16, height: u16) -> Self {
        let mut address = Self::FOLDER.to_owned();
        address.extend(name.chars().filter(char::is_ascii_alphanumeric));
        Self {
            address,
            width,
            height,
        }
    }

    /// Its address, a path.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// How wide it is shown, in CSS pixels.
    pub(crate) const fn width(&self) -> u16 {
        self.width
    }

    /// How high it is shown, in CSS pixels.
    pub(crate) const fn height(&self) -> u16 {
        self.height
    }
}
