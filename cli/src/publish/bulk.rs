//! The files that `wrangler kv bulk put` takes.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::part::Part;

/// A file becomes one request: wrangler sends a thousand pairs at a time,
/// and Cloudflare takes 10,000 and 100 MB. A request that is lost then costs a file and no more.
pub(super) const LIMITS: Limits = Limits {
    pairs: 1000,
    octets: 50_000_000,
};

/// How much goes into a file at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) pairs: usize,
    /// What the file itself may have, nearly.
    pub(super) octets: usize,
}

/// A file that was written.
#[derive(Debug)]
pub(super) struct BulkFile {
    pub(super) path: PathBuf,
    /// How many parts are in it.
    pub(super) parts: usize,
    /// What they take in KV; in the file they are a third larger.
    pub(super) octets: usize,
}

/// A pair, as wrangler and Cloudflare call its fields.
#[derive(Serialize)]
struct Pair<'a> {
    key: &'a str,
    value: String,
    base64: bool,
}

/// Writes `parts`, in their order, to `parts-1.json`, `parts-2.json` and so on in a folder.
///
/// # Errors
///
/// Those of writing.
pub(super) fn write(folder: &Path, parts: &[&Part], limits: Limits) -> io::Result<Vec<BulkFile>> {
    group(parts, limits)
        .into_iter()
        .enumerate()
        .map(|(index, parts)| {
            let path = folder.join(format!("{BEFORE_NUMBER}{}{AFTER_NUMBER}", index + 1));
            write_file(&path, parts)?;
            Ok(BulkFile {
                path,
                parts: parts.len(),
                octets: parts.iter().map(|part| part.bytes.len()).sum(),
            })
        })
        .collect()
}

const BEFORE_NUMBER: &str = "parts-";
const AFTER_NUMBER: &str = ".json";

/// Removes what [`write()`] left in a folder at another time: `parts-*.json` has to mean this snapshot.
///
/// # Errors
///
/// Those of looking and removing.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_prefix(BEFORE_NUMBER)?.strip_suffix(AFTER_NUMBER));
        if number.is_some_and(|it| it.parse::<usize>().is_ok()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Cuts the parts into files, as few as the limits allow without changing the order.
fn group<'a, 'p>(parts: &'a [&'p Part], limits: Limits) -> Vec<&'a [&'p Part]> {
    let mut octets = 0;
    let mut count = 0;
    parts
        .chunk_by(|part, next| {
            octets += pair_size(part);
            count += 1;
            let fits = count < limits.pairs && octets + pair_size(next) <= limits.octets;
            if !fits {
                (octets, count) = (0, 0);
            }
            fits
        })
        .collect()
}

/// What a part takes in a file, at most.
fn pair_size(part: &Part) -> usize {
    const AROUND: usize = r#"{"key":"","value":"","base64":true},"#.len() + 1;
    part.key.len() + part.bytes.len().div_ceil(3) * 4 + AROUND
}

fn write_file(path: &Path, parts: &[&Part]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    // A pair a line, so that people and line tools can read it, too.
    let mut before = "[\n";
    for part in parts {
        file.write_all(before.as_bytes())?;
        let pair = Pair {
            key: &part.key,
            value: STANDARD.encode(&part.bytes),
            base64: true,
        };
        serde_json::to_writer(&mut file, &pair)?;
        before = ",\n";
    }
    file.write_all(b"\n]\n")?;
    file.flush()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn parts(sizes: &[usize]) -> Vec<Part> {
        let part = |(index, size): (usize, &usize)| Part {
            key: format!("shard/{index}"),
            bytes: (0..=u8::MAX).cycle().take(*size).collect(),
        };
        sizes.iter().enumerate().map(part).collect()
    }

    fn sizes(parts: &[Part], limits: Limits) -> Vec<usize> {
        let parts: Vec<&Part> = parts.iter().collect();
        let groups = group(&parts, limits);
        assert_eq!(groups.concat().len(), parts.len());
        groups.iter().map(|group| group.len()).collect()
    }

    #[test]
    fn a_file_keeps_within_both_limits() {
        let pairs = |pairs| Limits {
            pairs,
            octets: usize::MAX,
        };
        assert_eq!(sizes(&parts(&[]), pairs(2)), [0; 0]);
        assert_eq!(sizes(&parts(&[1; 4]), pairs(2)), [2, 2]);
        assert_eq!(sizes(&parts(&[1; 5]), pairs(2)), [2, 2, 1]);
        assert_eq!(sizes(&parts(&[1; 3]), pairs(1)), [1, 1, 1]);

        let three = parts(&[30, 30, 30]);
        let octets = three.iter().map(pair_size).sum();
        let limit = |octets| Limits { pairs: 9, octets };
        assert_eq!(sizes(&three, limit(octets)), [3]);
        assert_eq!(sizes(&three, limit(octets - 1)), [2, 1]);
        // One that is larger than all stands alone; Cloudflare's own limit on values keeps it small enough.
        assert_eq!(sizes(&parts(&[1, 900, 1]), limit(200)), [1, 1, 1]);
    }

    #[test]
    fn no_file_is_larger_than_was_counted_and_all_bytes_come_back() {
        let folder = tempfile::tempdir().unwrap();
        for size in 0..70 {
            let parts = parts(&[size, size + 1]);
            let written = write(folder.path(), &parts.iter().collect::<Vec<_>>(), LIMITS).unwrap();
            let [file] = &written[..] else {
                panic!("{written:?}")
            };
            assert_eq!((file.parts, file.octets), (2, size * 2 + 1));
            let text = fs::read_to_string(&file.path).unwrap();
            assert!(text.len() <= parts.iter().map(pair_size).sum::<usize>() + 4);
            let pairs: Vec<Value> = serde_json::from_str(&text).unwrap();
            for (pair, part) in pairs.iter().zip(&parts) {
                let bytes = STANDARD.decode(pair["value"].as_str().unwrap()).unwrap();
                assert_eq!(
                    (&pair["key"], bytes),
                    (&part.key.as_str().into(), part.bytes.clone())
                );
                assert_eq!(pair["base64"], true);
            }
        }
    }

    #[test]
    fn only_files_of_an_earlier_run_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "parts-1.json",
            "parts-12.json",
            "parts-old.json",
            "parts.json",
            "1.json",
        ] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        remove(folder.path()).unwrap();
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["1.json", "parts-old.json", "parts.json"]);
    }
}
