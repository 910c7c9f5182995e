//! Fonts: WOFF2 (W3C WOFF File Format 2.0).
//!
//! A font is passed on as it came: browsers take fonts apart with care before they use one (OTS). What is looked at here is what
//! tells that it is a font, that it unfolds into no more than a font is worth, and whether it has all weights.

use thiserror::Error;

/// How large a file may be, in octets: every visitor of a page loads it once.
pub(crate) const MOST_OCTETS: usize = 100 * 1024;
/// Octets that the tables of a font may unfold into, in the memory of whoever looks at it.
const MOST_UNFOLDED: u32 = 2 * 1024 * 1024;

/// Octets of the header (section 4.1).
const HEADER: usize = 48;
/// The known tags that are looked for, by their numbers (section 5.2).
const CMAP: u8 = 0;
const HEAD: u8 = 1;
const GLYF: u8 = 10;
const LOCA: u8 = 11;
const CFF: u8 = 13;
const FVAR: u8 = 47;
/// Stands for a tag that follows.
const ARBITRARY: u8 = 63;

/// What is known of a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Woff2 {
    /// Whether it has axes along which it varies, as weight is one.
    pub(crate) is_variable: bool,
}

/// Why a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum FontFault {
    /// More octets than a font may have.
    #[error("has more than 100 KB")]
    TooLarge,
    /// Begins as no WOFF2 does.
    #[error("is no WOFF2")]
    NoWoff2,
    /// WOFF2 of something else than one font.
    #[error("holds no single TrueType or OpenType font")]
    NoSingleFont,
    /// The header, or the list of tables, contradicts the file.
    #[error("is a damaged WOFF2: {0}")]
    Damaged(&'static str),
    /// The tables are too large once they are unfolded.
    #[error("unfolds into more than 2 MB")]
    Unfolds,
}

impl FontFault {
    /// What to do about it.
    pub(crate) const fn help(self) -> &'static str {
        match self {
            Self::TooLarge | Self::Unfolds => {
                "keep the characters that pages need: `pyftsubset --flavor=woff2` of fonttools does that"
            }
            Self::NoWoff2 | Self::NoSingleFont => {
                "save one font as WOFF2: `fonttools ttLib.woff2 compress` does that"
            }
            Self::Damaged(_) => "save it once more as WOFF2",
        }
    }
}

/// Reads the header of a font, and the list of its tables.
///
/// # Errors
///
/// A [`FontFault`] that says what is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> Result<Woff2, FontFault> {
    if bytes.len() > MOST_OCTETS {
        return Err(FontFault::TooLarge);
    }
    let behind = bytes.strip_prefix(b"wOF2").ok_or(FontFault::NoWoff2)?;
    let mut header = Reader(behind);
    match &header.u32()?.to_be_bytes() {
        [0, 1, 0, 0] | b"OTTO" | b"true" => {}
        _ => return Err(FontFault::NoSingleFont),
    }
    if usize::try_from(header.u32()?) != Ok(bytes.len()) {
        return Err(FontFault::Damaged("it has another length than it says"));
    }
    let count = header.u16()?;
    let reserved = header.u16()?;
    let unfolded = header.u32()?;
    let compressed = header.u32()?;
    if count == 0 || reserved != 0 {
        return Err(FontFault::Damaged("its header is none"));
    }
    let mut tables = Reader(bytes.get(HEADER..).ok_or(CUT)?);
    let known = list(&mut tables, count)?;
    if unfolded > MOST_UNFOLDED || known.unfolded > MOST_UNFOLDED {
        return Err(FontFault::Unfolds);
    }
    let data = usize::try_from(compressed).map_err(|_| CUT)?;
    if data == 0 || data > tables.0.len() {
        return Err(CUT);
    }
    let has = |tag| known.tags.contains(&tag);
    if !(has(CMAP) && has(HEAD) && (has(GLYF) && has(LOCA) || has(CFF) || known.has_cff2)) {
        return Err(FontFault::Damaged("it has no characters"));
    }
    Ok(Woff2 {
        is_variable: has(FVAR),
    })
}

const CUT: FontFault = FontFault::Damaged("it is cut off");

/// What the list of tables says.
struct Tables {
    /// The numbers of known tags.
    tags: Vec<u8>,
    has_cff2: bool,
    /// Octets of all tables.
    unfolded: u32,
}

/// Reads the list of tables (section 4.2).
fn list(reader: &mut Reader<'_>, count: u16) -> Result<Tables, FontFault> {
    let mut tables = Tables {
        tags: Vec::new(),
        has_cff2: false,
        unfolded: 0,
    };
    for _ in 0..count {
        let flags = reader.u8()?;
        let (tag, transform) = (flags & 0x3f, flags >> 6);
        if tag == ARBITRARY {
            tables.has_cff2 |= reader.take(4)? == b"CFF2";
        } else if tables.tags.contains(&tag) {
            return Err(FontFault::Damaged("it has a table twice"));
        } else {
            tables.tags.push(tag);
        }
        let length = reader.base_128()?;
        tables.unfolded = tables.unfolded.saturating_add(length);
        // Outlines are transformed unless they say otherwise, everything else the other way round.
        let is_outline = tag == GLYF || tag == LOCA;
        if (transform == 3) != is_outline && (is_outline || transform != 0) {
            reader.base_128()?;
        }
    }
    Ok(tables)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], FontFault> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(CUT)?;
        self.0 = rest;
        Ok(taken)
    }

    fn u8(&mut self) -> Result<u8, FontFault> {
        self.take(1)?.first().copied().ok_or(CUT)
    }

    fn u16(&mut self) -> Result<u16, FontFault> {
        let (high, low) = (self.u8()?, self.u8()?);
        Ok(u16::from_be_bytes([high, low]))
    }

    fn u32(&mut self) -> Result<u32, FontFault> {
        let (high, low) = (self.u16()?, self.u16()?);
        Ok(u32::from(high) << 16 | u32::from(low))
    }

    /// `UIntBase128` (section 4.4): seven bits an octet, five octets at most, no zeros in front.
    fn base_128(&mut self) -> Result<u32, FontFault> {
        let wrong = FontFault::Damaged("a length is none");
        let mut number: u32 = 0;
        for place in 0..5 {
            let octet = self.u8()?;
            if place == 0 && octet == 0x80 || number.leading_zeros() < 7 {
                return Err(wrong);
            }
            number = number << 7 | u32::from(octet & 0x7f);
            if octet & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(wrong)
    }
}
