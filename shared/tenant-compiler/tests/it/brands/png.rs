//! PNG: what is taken, and what is not.

use super::served;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

fn crc(bytes: &[u8]) -> u32 {
    let mut register = u32::MAX;
    for byte in bytes {
        register ^= u32::from(*byte);
        for _ in 0..8 {
            let low = register & 1;
            register >>= 1;
            if low == 1 {
                register ^= 0xedb8_8320;
            }
        }
    }
    !register
}

#[expect(clippy::unwrap_used, reason = "chunks of tests are short")]
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let content = [&kind, data].concat();
    let sum = crc(&content).to_be_bytes();
    [&length[..], &content, &sum].concat()
}

fn header(width: u32, height: u32, rest: [u8; 5]) -> Vec<u8> {
    chunk(
        *b"IHDR",
        &[&width.to_be_bytes()[..], &height.to_be_bytes(), &rest].concat(),
    )
}

const RGBA: [u8; 5] = [8, 6, 0, 0, 0];

fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [SIGNATURE, &chunks.concat()].concat()
}

fn data() -> Vec<u8> {
    chunk(*b"IDAT", &[1, 2, 3])
}

fn end() -> Vec<u8> {
    chunk(*b"IEND", &[])
}

#[test]
fn a_check_sum_is_that_of_the_standard() {
    // The check value of CRC-32.
    assert_eq!(crc(b"123456789"), 0xcbf4_3926);
}

#[test]
fn a_good_one_is_kept_and_its_makers_are_not() {
    let header = header(80, 40, RGBA);
    let made = png(&[
        header.clone(),
        chunk(*b"tEXt", b"Author\0ana@acme.example"),
        chunk(*b"eXIf", b"MM"),
        chunk(*b"gAMA", &[0, 0, 177, 143]),
        data(),
        data(),
        chunk(*b"tIME", &[7; 7]),
        end(),
    ]);
    let kept = png(&[
        header,
        chunk(*b"gAMA", &[0, 0, 177, 143]),
        data(),
        data(),
        end(),
    ]);
    assert_eq!(served("logo.png", &made), Ok(kept.clone()));
    // What it is says the file, not its name.
    assert_eq!(served("logo.svg", &made), Ok(kept));
}

#[test]
fn a_damaged_one_is_refused() {
    let good = [header(80, 40, RGBA), data(), end()];
    assert!(served("logo.png", &png(&good)).is_ok());
    let [head, data, end] = good;
    let mut wrong_sum = data.clone();
    *wrong_sum.last_mut().unwrap() ^= 1;
    let whole = png(&[head.clone(), data.clone(), end.clone()]);
    let cut = whole[..whole.len() - 1].to_vec();
    for (bytes, named) in [
        (cut, "cut off"),
        (SIGNATURE.to_vec(), "its end"),
        (png(&[data.clone(), end.clone()]), "does not begin"),
        (
            png(&[head.clone(), head.clone(), data.clone(), end.clone()]),
            "two headers",
        ),
        (png(&[head.clone(), end.clone()]), "no pixels"),
        (png(&[head.clone(), data.clone()]), "its end"),
        (png(&[head.clone(), wrong_sum, end.clone()]), "check sum"),
        (
            png(&[
                head.clone(),
                data.clone(),
                end.clone(),
                b"<script>".to_vec(),
            ]),
            "behind its end",
        ),
        (
            png(&[
                head.clone(),
                chunk(*b"ABCD", &[]),
                data.clone(),
                end.clone(),
            ]),
            "no part of PNG",
        ),
        (
            png(&[head, vec![0xff; 12], data.clone(), end.clone()]),
            "a part has no kind",
        ),
        (
            png(&[header(0, 40, RGBA), data.clone(), end.clone()]),
            "0 by 40",
        ),
        (
            png(&[header(2049, 1, RGBA), data.clone(), end.clone()]),
            "2049 by 1",
        ),
        (
            png(&[header(u32::MAX, u32::MAX, RGBA), data.clone(), end.clone()]),
            "4294967295",
        ),
        (
            png(&[header(8, 8, [3, 6, 0, 0, 0]), data.clone(), end.clone()]),
            "its header",
        ),
        (
            png(&[header(8, 8, [8, 6, 0, 0, 2]), data.clone(), end.clone()]),
            "its header",
        ),
        (png(&[chunk(*b"IHDR", &[0; 12]), data, end]), "its header"),
        (b"\x89PNG\n\x1a\n".to_vec(), "neither"),
    ] {
        let problem = served("logo.png", &bytes).unwrap_err();
        assert!(problem.contains(named), "{named}: {problem}");
    }
}

#[test]
fn a_large_one_is_refused() {
    let large = png(&[
        header(80, 40, RGBA),
        chunk(*b"IDAT", &vec![0; 32_768]),
        end(),
    ]);
    let problem = served("logo.png", &large).unwrap_err();
    assert!(problem.contains("32 KB"), "{problem}");
}
