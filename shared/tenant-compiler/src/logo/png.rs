//! PNG (W3C Portable Network Graphics, third edition).

use super::Fault;

/// What every PNG begins with.
pub(super) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Pixels each way. A picture of 32 KB can unfold into gigabytes, in the memory of whoever looks at it.
const MOST_PIXELS: u32 = 2048;

/// Ancillary chunks that change what is seen. Others are left out: they tell of whoever made the picture, and when.
const KEPT: [&[u8; 4]; 6] = [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"];

/// Takes a PNG apart and writes it anew with what is needed to show it. Gives its width and height, too.
pub(super) fn read(bytes: &[u8]) -> Result<(Vec<u8>, u32, u32), Fault> {
    let mut rest = bytes.strip_prefix(&SIGNATURE).ok_or(Fault::Neither)?;
    let mut written = SIGNATURE.to_vec();
    let mut size = None;
    let mut has_data = false;
    while !rest.is_empty() {
        let (chunk, kind, data) = chunk(&mut rest)?;
        match (kind, size) {
            (b"IHDR", None) => size = Some(dimensions(data)?),
            (b"IHDR", Some(_)) => return Err(Fault::Png("it has two headers")),
            (_, None) => return Err(Fault::Png("it does not begin with a header")),
            (b"IEND", Some((width, height))) => {
                if !has_data || !data.is_empty() {
                    return Err(Fault::Png("it has no pixels"));
                }
                if !rest.is_empty() {
                    return Err(Fault::Png("something stands behind its end"));
                }
                written.extend_from_slice(chunk);
                return Ok((written, width, height));
            }
            (b"IDAT", _) => has_data = true,
            (b"PLTE", _) => {}
            ([first, ..], _) if first.is_ascii_uppercase() => {
                return Err(Fault::Png("it has a part that is no part of PNG"));
            }
            (kind, _) if KEPT.contains(&kind) => {}
            _ => continue,
        }
        written.extend_from_slice(chunk);
    }
    Err(Fault::Png("its end is missing"))
}

type Chunk<'a> = (&'a [u8], &'a [u8; 4], &'a [u8]);

/// The next chunk: all of it, its kind, its data.
fn chunk<'a>(rest: &mut &'a [u8]) -> Result<Chunk<'a>, Fault> {
    let cut = Fault::Png("it is cut off");
    let (length, behind) = rest.split_first_chunk().ok_or_else(|| cut.clone())?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| cut.clone())?;
    let (kind, behind) = behind.split_first_chunk().ok_or_else(|| cut.clone())?;
    if !kind.iter().all(u8::is_ascii_alphabetic) {
        return Err(Fault::Png("a part has no kind"));
    }
    let (data, behind) = behind.split_at_checked(length).ok_or_else(|| cut.clone())?;
    let (sum, behind) = behind.split_first_chunk().ok_or_else(|| cut.clone())?;
    let whole = rest.get(..12 + length).ok_or(cut)?;
    if crc([kind.as_slice(), data]) != u32::from_be_bytes(*sum) {
        return Err(Fault::Png("a check sum is wrong"));
    }
    *rest = behind;
    Ok((whole, kind, data))
}

fn dimensions(header: &[u8]) -> Result<(u32, u32), Fault> {
    let wrong = Fault::Png("its header is none");
    let (width, rest) = header.split_first_chunk().ok_or_else(|| wrong.clone())?;
    let (height, rest) = rest.split_first_chunk().ok_or_else(|| wrong.clone())?;
    let [depth, color, compression, filter, interlace] = rest else {
        return Err(wrong);
    };
    let known = matches!(
        (color, depth),
        (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) | (2 | 4 | 6, 8 | 16)
    );
    if !known || (*compression, *filter) != (0, 0) || *interlace > 1 {
        return Err(wrong);
    }
    let (width, height) = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    if (1..=MOST_PIXELS).contains(&width) && (1..=MOST_PIXELS).contains(&height) {
        Ok((width, height))
    } else {
        Err(Fault::Pixels(width, height))
    }
}

/// The check sum of a chunk (annex D), bit by bit: files are small.
fn crc(parts: [&[u8]; 2]) -> u32 {
    let register = parts
        .into_iter()
        .flatten()
        .fold(u32::MAX, |register, byte| {
            (0..8).fold(register ^ u32::from(*byte), |register, _| {
                (register >> 1) ^ (0xedb8_8320 * (register & 1))
            })
        });
    !register
}
