//! The vectors of Project Wycheproof, as far as they are about algorithms of ours.
//!
//! `data/wycheproof.toml` says of every set what becomes of it: the algorithm that it is tried with, or why it is left
//! out; and which vectors have another verdict than theirs, and why.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use wycheproof::{TestResult, ecdsa, eddsa, mac, rsa_pkcs1_verify, rsa_pss_verify};

use super::keys::encode;
use crate::judge::{Batch, Case, KeySpec};

/// One vector.
#[derive(Clone, Debug)]
pub struct Vector {
    /// The set that it is in, by its file name.
    pub set: String,
    /// Its number there.
    pub number: usize,
    /// Why it is there.
    pub about: String,
    /// Whether it has to be accepted; `None` when that is left open.
    pub valid: Option<bool>,
    /// What is special about it, as flags of the project's and facts of ours.
    pub flags: Vec<String>,
    /// The number in the name of its hash, for a set that has several.
    hash: String,
    /// The case, made for the algorithm that the caller names.
    case: Case,
}

/// All vectors that are tried, and what the data file says of the rest.
#[derive(Clone, Debug)]
pub struct Vectors {
    tried: Vec<(Vector, Case)>,
    deviations: Vec<Deviation>,
}

/// `data/wycheproof.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Sets, and the algorithm that each is tried with; `PS*` stands for that of the vector's own hash.
    tried: BTreeMap<String, String>,
    left_out: Vec<LeftOut>,
    deviation: Vec<Deviation>,
}

/// Sets that are not tried.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOut {
    reason: String,
    sets: Vec<String>,
}

/// Vectors with another verdict than theirs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Deviation {
    /// In which sets; `*` at the end stands for the rest of a name.
    sets: Vec<String>,
    /// With which flag; every vector of the sets when there is none.
    flag: Option<String>,
    /// Which verdict they get.
    verdict: String,
    /// How many there are.
    vectors: usize,
    reason: String,
}

/// Why there are no vectors: the data file does not fit them.
#[derive(Clone, Debug, thiserror::Error)]
#[error("data/wycheproof.toml: {0}")]
pub struct VectorsError(String);

impl Vectors {
    /// Reads the vectors and the data file.
    ///
    /// # Errors
    /// When the file cannot be read, gives no reason, names a set that does not exist, or is silent about one that does.
    pub fn load() -> Result<Self, VectorsError> {
        let file: File = toml::from_str(include_str!("../../data/wycheproof.toml"))
            .map_err(|error| VectorsError(error.to_string()))?;
        let fail = |what: String| Err(VectorsError(what));
        let left_out: Vec<&String> = file.left_out.iter().flat_map(|it| &it.sets).collect();
        let mut reasons = file.left_out.iter().map(|it| &it.reason);
        let mut more = file.deviation.iter().map(|it| &it.reason);
        if reasons.any(String::is_empty) || more.any(String::is_empty) {
            return fail("a reason is missing".to_owned());
        }
        let sets = sets();
        let exists = |name: &&String| sets.iter().any(|(set, _)| &set == name);
        let named = file.tried.keys().chain(left_out.iter().copied());
        if let Some(unknown) = named.clone().find(|name| !exists(name)) {
            return fail(format!("there is no set {unknown}"));
        }
        let mut tried = Vec::new();
        for (set, vectors) in &sets {
            match named.clone().filter(|name| *name == set).count() {
                1 => {}
                0 => return fail(format!("nothing is said about {set}")),
                _ => return fail(format!("{set} stands twice")),
            }
            if let Some(algorithm) = file.tried.get(set) {
                let vectors = vectors.iter().cloned();
                tried.extend(vectors.map(|vector| {
                    let case = vector.case(algorithm);
                    (vector, case)
                }));
            }
        }
        Ok(Self {
            tried,
            deviations: file.deviation,
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tried.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tried.is_empty()
    }

    /// All of them as one batch.
    #[must_use]
    pub fn batch(&self) -> Batch {
        Batch {
            cases: self.tried.iter().map(|(_, case)| case.clone()).collect(),
            ..Batch::default()
        }
    }

    /// What is not as the vectors or the data file have it, one a line.
    ///
    /// # Panics
    /// When there is not a verdict for each.
    #[must_use]
    pub fn wrong(&self, verdicts: &[String]) -> Vec<String> {
        assert_eq!(self.len(), verdicts.len(), "a verdict for each");
        let mut seen = vec![0; self.deviations.len()];
        let mut wrong = Vec::new();
        for ((vector, _), verdict) in self.tried.iter().zip(verdicts) {
            let expected = match vector.valid {
                Some(true) => "accepted",
                Some(false) => "refused",
                None => "left open",
            };
            // A key that is refused cannot sign, so that it comes to the same.
            let refused = expected == "refused" && verdict != "accepted";
            if verdict == expected || refused {
                continue;
            }
            // The first one that fits.
            let mut rules = self.deviations.iter();
            match rules.position(|it| it.covers(vector) && it.verdict == *verdict) {
                Some(at) => seen.iter_mut().skip(at).take(1).for_each(|it| *it += 1),
                None => wrong.push(format!(
                    "{} {} ({}; {}): {verdict}, not {expected}",
                    vector.set,
                    vector.number,
                    vector.about,
                    vector.flags.join(", ")
                )),
            }
        }
        for (rule, seen) in self.deviations.iter().zip(seen) {
            if rule.vectors != seen {
                let Deviation { sets, flag, .. } = rule;
                wrong.push(format!(
                    "the deviation {sets:?} {flag:?} {} is written down for {} vectors and seen at {seen}",
                    rule.verdict, rule.vectors
                ));
            }
        }
        wrong
    }
}

impl Deviation {
    fn covers(&self, vector: &Vector) -> bool {
        let names = |name: &String| match name.strip_suffix('*') {
            Some(beginning) => vector.set.starts_with(beginning),
            None => vector.set == *name,
        };
        let flag = self.flag.as_ref();
        self.sets.iter().any(names) && flag.is_none_or(|flag| vector.flags.contains(flag))
    }
}

impl Vector {
    fn case(&self, algorithm: &str) -> Case {
        let mut case = self.case.clone();
        if let Case::Signature {
            algorithm: place, ..
        } = &mut case
        {
            *place = match algorithm.strip_suffix('*') {
                Some(family) => format!("{family}{}", self.hash),
                None => algorithm.to_owned(),
            };
        }
        case
    }
}

/// Every set of the kinds that we verify, in full. Sets without a single vector for us are here as well, so that a list of
/// what is left out can be held to this.
fn sets() -> Vec<(String, Vec<Vector>)> {
    let mut sets = Vec::new();
    for name in rsa_pkcs1_verify::TestName::all() {
        sets.push(set(name, rsa_pkcs1(name)));
    }
    for name in rsa_pss_verify::TestName::all() {
        sets.push(set(name, rsa_pss(name)));
    }
    for name in ecdsa::TestName::all() {
        sets.push(set(name, curves(name)));
    }
    for name in eddsa::TestName::all() {
        sets.push(set(name, edwards(name)));
    }
    for name in mac::TestName::all() {
        sets.push(set(name, tags(name)));
    }
    sets
}

fn set(name: impl std::fmt::Debug, vectors: Vec<Vector>) -> (String, Vec<Vector>) {
    (format!("{name:?}"), vectors)
}

fn vector(
    set: impl std::fmt::Debug,
    (number, about, result): (usize, &str, TestResult),
    flags: Vec<String>,
    (key, message, signature): (KeySpec, &[u8], &[u8]),
) -> Vector {
    Vector {
        set: format!("{set:?}"),
        number,
        about: about.to_owned(),
        valid: match result {
            TestResult::Valid => Some(true),
            TestResult::Invalid => Some(false),
            TestResult::Acceptable => None,
        },
        flags,
        hash: String::new(),
        case: Case::Signature {
            key,
            algorithm: String::new(),
            message: encode(message),
            signature: encode(signature),
        },
    }
}

fn jwk(value: Value) -> KeySpec {
    match value {
        Value::Object(object) => KeySpec::Jwk(object),
        _ => KeySpec::Jwk(Map::new()),
    }
}

fn rsa_key(n: &[u8], e: &[u8]) -> KeySpec {
    jwk(json!({"kty": "RSA", "n": encode(n), "e": encode(e)}))
}

fn flags<F: std::fmt::Debug>(
    flags: impl IntoIterator<Item = F>,
    facts: &[(bool, &str)],
) -> Vec<String> {
    let facts = facts.iter().filter(|(holds, _)| *holds);
    let facts = facts.map(|(_, name)| (*name).to_owned());
    flags
        .into_iter()
        .map(|flag| format!("{flag:?}"))
        .chain(facts)
        .collect()
}

#[expect(clippy::unwrap_used, reason = "the vectors are part of the crate")]
fn rsa_pkcs1(name: rsa_pkcs1_verify::TestName) -> Vec<Vector> {
    let set = rsa_pkcs1_verify::TestSet::load(name).unwrap();
    let groups = set.test_groups.into_iter();
    let of_group = |group: rsa_pkcs1_verify::TestGroup| {
        let key = rsa_key(&group.key.n, &group.key.e);
        let large = group.key_size > 4096;
        let tests = group.tests.into_iter();
        tests.map(move |test| {
            let flags = flags(&test.flags, &[(large, "modulus over 4096 bits")]);
            let head = (test.tc_id, test.comment.as_str(), test.result);
            vector(name, head, flags, (key.clone(), &test.msg, &test.sig))
        })
    };
    groups.flat_map(of_group).collect()
}

#[expect(clippy::unwrap_used, reason = "the vectors are part of the crate")]
fn rsa_pss(name: rsa_pss_verify::TestName) -> Vec<Vector> {
    let set = rsa_pss_verify::TestSet::load(name).unwrap();
    let groups = set.test_groups.into_iter();
    let of_group = |group: rsa_pss_verify::TestGroup| {
        let key = rsa_key(&group.key.n, &group.key.e);
        let facts = [
            (group.mgf_hash != Some(group.hash), "mask of another hash"),
            (
                group.salt_size != hash_octets(group.hash),
                "salt of another length than the hash",
            ),
            (group.key_size < 2048, "modulus under 2048 bits"),
            (
                hash_octets(group.hash) == 0,
                "hash of none of our algorithms",
            ),
        ];
        let hash = (8 * hash_octets(group.hash)).to_string();
        let tests = group.tests.into_iter();
        tests.map(move |test| {
            let flags = flags(&test.flags, &facts);
            let head = (test.tc_id, test.comment.as_str(), test.result);
            Vector {
                hash: hash.clone(),
                ..vector(name, head, flags, (key.clone(), &test.msg, &test.sig))
            }
        })
    };
    groups.flat_map(of_group).collect()
}

const fn hash_octets(hash: wycheproof::HashFunction) -> usize {
    match hash {
        wycheproof::HashFunction::Sha2_256 => 32,
        wycheproof::HashFunction::Sha2_384 => 48,
        wycheproof::HashFunction::Sha2_512 => 64,
        _ => 0,
    }
}

#[expect(clippy::unwrap_used, reason = "the vectors are part of the crate")]
fn curves(name: ecdsa::TestName) -> Vec<Vector> {
    let set = ecdsa::TestSet::load(name).unwrap();
    let groups = set.test_groups.into_iter();
    let of_group = |group: ecdsa::TestGroup| {
        // Other curves are left out by name, so that they need no key.
        let (crv, octets) = match group.key.curve {
            wycheproof::EllipticCurve::Secp256r1 => ("P-256", 32),
            wycheproof::EllipticCurve::Secp384r1 => ("P-384", 48),
            _ => ("none of ours", 0),
        };
        let (x, y) = group.key.key.split_at(group.key.key.len().min(1 + octets));
        let x = x.get(1..).unwrap_or_default();
        let key = jwk(json!({"kty": "EC", "crv": crv, "x": encode(x), "y": encode(y)}));
        let tests = group.tests.into_iter();
        tests.map(move |test| {
            let head = (test.tc_id, test.comment.as_str(), test.result);
            let flags = flags(&test.flags, &[]);
            vector(name, head, flags, (key.clone(), &test.msg, &test.sig))
        })
    };
    groups.flat_map(of_group).collect()
}

#[expect(clippy::unwrap_used, reason = "the vectors are part of the crate")]
fn edwards(name: eddsa::TestName) -> Vec<Vector> {
    let set = eddsa::TestSet::load(name).unwrap();
    let groups = set.test_groups.into_iter();
    let of_group = |group: eddsa::TestGroup| {
        let x = encode(&group.key.pk);
        let key = jwk(json!({"kty": "OKP", "crv": "Ed25519", "x": x}));
        let tests = group.tests.into_iter();
        tests.map(move |test| {
            let head = (test.tc_id, test.comment.as_str(), test.result);
            let flags = flags(&test.flags, &[]);
            vector(name, head, flags, (key.clone(), &test.msg, &test.sig))
        })
    };
    groups.flat_map(of_group).collect()
}

#[expect(clippy::unwrap_used, reason = "the vectors are part of the crate")]
fn tags(name: mac::TestName) -> Vec<Vector> {
    let set = mac::TestSet::load(name).unwrap();
    let groups = set.test_groups.into_iter();
    let of_group = |group: mac::TestGroup| {
        let bits = group.key_size;
        let cut = group.tag_size;
        let tests = group.tests.into_iter();
        tests.map(move |test| {
            let mut flags = flags(&test.flags, &[]);
            flags.push(format!("key of {bits} bits"));
            flags.push(format!("tag of {cut} bits"));
            let head = (test.tc_id, test.comment.as_str(), test.result);
            let key = KeySpec::Secret(encode(&test.key));
            vector(name, head, flags, (key, &test.msg, &test.tag))
        })
    };
    groups.flat_map(of_group).collect()
}
