//! Files that pages show.

use crate::read::Reader;
use crate::{AssetId, Digest, SnapshotError, layout};

/// What kind of file an asset is; nothing else is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// SVG that the compiler has written anew from what it understood.
    Svg,
    /// PNG.
    Png,
    /// A font, WOFF2 (W3C WOFF File Format 2.0).
    Woff2,
}

impl MediaType {
    /// The value of `Content-Type` (RFC 9110, section 8.3).
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Woff2 => "font/woff2",
        }
    }

    /// What names of such files end in, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Woff2 => "woff2",
        }
    }
}

/// Octets of a digest and a media type.
const ENTRY: usize = 33;

/// The assets of a snapshot, by their digests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Assets<'a>(&'a [[u8; ENTRY]]);

impl<'a> Assets<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(bytes);
        let count = reader.size()?;
        let length = count.checked_mul(ENTRY).ok_or(SnapshotError::OutOfBounds)?;
        let (entries, _) = reader.bytes(length)?.as_chunks();
        if reader.is_at_end() {
            Ok(Self(entries))
        } else {
            Err(SnapshotError::WrongLength)
        }
    }

    /// Reads all entries once.
    pub(crate) fn check(self) -> Result<(), SnapshotError> {
        self.iter().try_for_each(|entry| entry.map(drop))?;
        if self.0.is_sorted_by(|left, right| left < right) {
            Ok(())
        } else {
            Err(SnapshotError::UnorderedAssets)
        }
    }

    pub(crate) fn iter(
        self,
    ) -> impl ExactSizeIterator<Item = Result<(AssetId, MediaType), SnapshotError>> + use<'a> {
        self.0.iter().map(|[digest @ .., media_type]| {
            let media_type = match *media_type {
                layout::ASSET_SVG => MediaType::Svg,
                layout::ASSET_PNG => MediaType::Png,
                layout::ASSET_WOFF2 => MediaType::Woff2,
                value => {
                    return Err(SnapshotError::UnknownValue {
                        what: "media type",
                        value,
                    });
                }
            };
            Ok((Digest::from_bytes(*digest), media_type))
        })
    }

    pub(crate) fn find(self, id: AssetId) -> Option<MediaType> {
        let place = self
            .0
            .binary_search_by(|[digest @ .., _]| digest.cmp(id.as_bytes()))
            .ok()?;
        // All entries were read once when the manifest was loaded.
        let (_, media_type) = self.iter().nth(place)?.ok()?;
        Some(media_type)
    }
}
