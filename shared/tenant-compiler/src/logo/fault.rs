//! What is wrong with a picture.

use thiserror::Error;

/// Why a file cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Fault {
    /// More octets than a logo may have.
    #[error("has more than 32 KB")]
    TooLarge,
    /// Begins as no PNG does, and is no text in UTF-8.
    #[error("is neither a PNG nor an SVG in UTF-8")]
    Neither,
    /// A PNG that is damaged, or of another kind than browsers show.
    #[error("is a damaged PNG: {0}")]
    Png(&'static str),
    /// A PNG that takes more memory to show than a logo is worth.
    #[error("is a PNG of {0} by {1} pixels")]
    Pixels(u32, u32),
    /// An SVG with something that is not known to be harmless.
    #[error("is an SVG with something that cannot be let through, in line {line}: {what}")]
    Svg {
        /// The line, counted from 1.
        line: usize,
        /// What it is.
        what: String,
    },
}

impl Fault {
    /// What to do about it.
    pub(crate) const fn help(&self) -> &'static str {
        match self {
            Self::TooLarge => "make it smaller: at most 32,768 octets; svgo and oxipng do that",
            Self::Neither => "save it as SVG in UTF-8 without a byte order mark, or as PNG",
            Self::Png(_) => "save it once more as a PNG",
            Self::Pixels(..) => {
                "make it smaller: at most 2,048 pixels each way; pages show 224 by 40 at most"
            }
            Self::Svg { .. } => {
                "export it as plain, optimized SVG: shapes, paths and gradients only, text turned into paths, nothing from elsewhere"
            }
        }
    }
}
