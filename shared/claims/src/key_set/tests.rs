use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use serde_json::{Value, json};

use super::*;

const START: i64 = 1_800_000_000;
const ADDRESS: &str = "https://login.acme.example/.well-known/jwks.json";

fn source() -> KeySource {
    KeySource::new(ADDRESS, vec![Algorithm::ES256]).unwrap()
}

/// The key of RFC 7517, appendix A.1, under a name.
fn key(name: &str) -> Value {
    json!({
        "kty": "EC", "crv": "P-256", "kid": name, "use": "sig",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    })
}

fn document(names: &[&str]) -> Vec<u8> {
    let keys: Vec<Value> = names.iter().map(|name| key(name)).collect();
    json!({"keys": keys}).to_string().into_bytes()
}

fn header(name: &str) -> Header {
    Header {
        algorithm: Algorithm::ES256,
        key_id: Some(name.to_owned()),
        media_type: None,
    }
}

/// A set with a clock, and what it answers in a word or two.
struct Scene {
    set: KeySet,
    now: i64,
    tickets: Vec<Ticket>,
}

impl Scene {
    fn new() -> Self {
        Self {
            set: KeySet::new(source()),
            now: START,
            tickets: Vec::new(),
        }
    }

    fn with_keys(names: &[&str]) -> Self {
        let mut scene = Self::new();
        assert_eq!(scene.find(names[0]), "need");
        scene.supply(&document(names)).unwrap();
        scene
    }

    fn find(&mut self, name: &str) -> &'static str {
        self.find_header(&header(name))
    }

    fn find_header(&mut self, header: &Header) -> &'static str {
        match self.set.find(header, UnixSeconds(self.now)) {
            Lookup::Found { keys, refresh } => {
                assert!(!keys.is_empty());
                assert!(
                    keys.iter()
                        .all(|it| it.key_id() == header.key_id.as_deref())
                );
                let Some(need) = refresh else {
                    return "found";
                };
                assert_eq!(need.address, ADDRESS);
                self.tickets.push(need.ticket);
                "found, need"
            }
            Lookup::Need(need) => {
                assert_eq!(need.address, ADDRESS);
                self.tickets.push(need.ticket);
                "need"
            }
            Lookup::Wait => "wait",
            Lookup::Unknown => "unknown",
            Lookup::Unavailable => "unavailable",
        }
    }

    fn supply(&mut self, document: &[u8]) -> Result<(), JwksError> {
        let ticket = self.tickets.last().unwrap().clone();
        self.set.supply(&BACKEND, ticket, Ok(document))
    }

    fn fail(&mut self) {
        let ticket = self.tickets.last().unwrap().clone();
        let failed = self.set.supply(&BACKEND, ticket, Err(FetchFailed));
        assert_eq!(failed, Ok(()));
    }
}

#[test]
fn of_a_thousand_that_ask_at_once_one_fetches() {
    let mut scene = Scene::new();
    let answers: Vec<&str> = (0..1000).map(|_| scene.find("a")).collect();
    assert_eq!(answers[0], "need");
    assert!(answers[1..].iter().all(|answer| *answer == "wait"));
    scene.supply(&document(&["a"])).unwrap();
    assert!((0..1000).all(|_| scene.find("a") == "found"));
    assert_eq!(scene.tickets.len(), 1);
}

#[test]
fn a_new_key_is_found_by_one_fetch_and_an_old_one_goes_with_it() {
    let mut scene = Scene::with_keys(&["old"]);
    scene.now += 60;
    assert_eq!(scene.find("new"), "need");
    assert_eq!(scene.find("old"), "found", "others do not wait for it");
    scene.supply(&document(&["new"])).unwrap();
    assert_eq!(scene.find("new"), "found");
    assert_eq!(scene.find("old"), "unknown", "no longer published");
}

#[test]
fn made_up_names_cause_one_fetch_in_thirty_seconds() {
    let mut scene = Scene::with_keys(&["a"]);
    let first = scene.tickets.len();
    for second in 0..300 {
        scene.now = START + second;
        for number in 0..100 {
            let answer = scene.find(&format!("made up {second} {number}"));
            if answer == "need" {
                scene.supply(&document(&["a"])).unwrap();
            } else {
                assert_eq!(answer, "unknown");
            }
        }
        assert_eq!(scene.find("a"), "found");
    }
    assert_eq!(scene.tickets.len() - first, 9, "at 30, 60, … 270 s");
}

#[test]
fn keys_are_fetched_anew_after_five_minutes() {
    let mut scene = Scene::with_keys(&["a", "b"]);
    scene.now = START + FRESH - 1;
    assert_eq!(scene.find("a"), "found");
    scene.now = START + FRESH;
    assert_eq!(scene.find("a"), "found, need");
    assert_eq!(scene.find("b"), "found", "nobody waits for it");
    scene.supply(&document(&["b"])).unwrap();
    assert_eq!(scene.find("a"), "unknown");
    assert_eq!(scene.find("b"), "found");
}

#[test]
fn keys_are_used_on_for_a_day_while_the_issuer_is_down() {
    let mut scene = Scene::with_keys(&["a"]);
    let mut fetches = 0;
    for minute in 5..24 * 60 {
        scene.now = START + minute * 60;
        assert_eq!(scene.find("a"), "found, need");
        fetches += 1;
        scene.fail();
        assert_eq!(scene.find("a"), "found", "minute {minute}");
        assert_eq!(scene.find("b"), "unknown");
    }
    assert_eq!(scene.tickets.len(), fetches + 1);
    scene.now = START + STALE;
    assert_eq!(scene.find("a"), "need");
    scene.fail();
    assert_eq!(scene.find("a"), "unavailable");
    scene.now += COOL_DOWN;
    assert_eq!(scene.find("a"), "need");
    scene.supply(&document(&["a"])).unwrap();
    assert_eq!(scene.find("a"), "found");
}

#[test]
fn without_keys_nothing_is_believed_and_the_issuer_is_left_in_peace() {
    let mut scene = Scene::new();
    for second in 0..90 {
        scene.now = START + second;
        match scene.find("a") {
            "need" => scene.fail(),
            other => assert_eq!(other, "unavailable"),
        }
    }
    assert_eq!(scene.tickets.len(), 3);
}

/// CVE row 26: a proxy crashed when the fetch of a key set failed while two tokens waited for it.
#[test]
fn every_fault_with_two_tokens_waiting_leaves_both_with_an_answer() {
    let huge = vec![b' '; LONGEST_KEY_SET + 1];
    let many: Vec<Value> = (0..101).map(|number| key(&number.to_string())).collect();
    let many = json!({"keys": many}).to_string().into_bytes();
    let faults: [(&[u8], JwksError); 9] = [
        (&huge, JwksError::TooLong),
        (&many, JwksError::TooMany),
        (b"", JwksError::Json(crate::JsonError::Malformed)),
        (
            b"<!doctype html>",
            JwksError::Json(crate::JsonError::Malformed),
        ),
        (b"[]", JwksError::Json(crate::JsonError::NotAnObject)),
        (b"{}", JwksError::NoKeys),
        (b"{\"keys\":{}}", JwksError::NoKeys),
        (b"{\"keys\":[]}", JwksError::NoneUsable),
        (
            b"{\"keys\":[],\"k\\u0065ys\":[]}",
            JwksError::Json(crate::JsonError::DuplicateMember),
        ),
    ];
    for (document, error) in faults {
        let mut cold = Scene::new();
        assert_eq!((cold.find("a"), cold.find("b")), ("need", "wait"));
        assert_eq!(cold.supply(document), Err(error));
        assert_eq!(
            (cold.find("a"), cold.find("b")),
            ("unavailable", "unavailable")
        );

        let mut warm = Scene::with_keys(&["a"]);
        warm.now += FRESH;
        assert_eq!((warm.find("a"), warm.find("b")), ("found, need", "wait"));
        assert_eq!(warm.supply(document), Err(error));
        assert_eq!((warm.find("a"), warm.find("b")), ("found", "unknown"));
    }
}

#[test]
fn a_fetch_that_never_comes_back_is_made_again_and_its_late_answer_dropped() {
    let mut scene = Scene::new();
    assert_eq!(scene.find("a"), "need");
    scene.now += LOST - 1;
    assert_eq!(scene.find("a"), "wait");
    scene.now += 1;
    assert_eq!(scene.find("a"), "need");
    let late = scene.tickets[0].clone();
    let dropped = scene.set.supply(&BACKEND, late, Ok(&document(&["a"])));
    assert_eq!(dropped, Ok(()));
    assert_eq!(scene.find("a"), "wait");
    scene.supply(&document(&["b"])).unwrap();
    assert_eq!(scene.find("a"), "unknown");
    // Nor does an answer count twice.
    scene.supply(&document(&["a"])).unwrap();
    assert_eq!(scene.find("a"), "unknown");
}

#[test]
fn a_lost_fetch_for_a_made_up_name_is_not_made_again_at_once() {
    let mut scene = Scene::with_keys(&["a"]);
    scene.now += COOL_DOWN;
    assert_eq!(scene.find("made up"), "need");
    scene.now += LOST;
    assert_eq!(scene.find("made up"), "unknown");
    assert_eq!(scene.find("a"), "found");
}

#[test]
fn a_denied_name_is_unknown_at_once_and_never_worth_a_fetch() {
    let mut scene = Scene::with_keys(&["a", "leaked"]);
    assert_eq!(scene.find("leaked"), "found");
    scene.set.deny(vec!["leaked".to_owned()]);
    assert_eq!(scene.find("leaked"), "unknown");
    assert_eq!(scene.find("a"), "found");
    scene.now += FRESH;
    assert_eq!(scene.find("leaked"), "unknown");
    assert_eq!(scene.find("a"), "found, need");
    scene.supply(&document(&["a", "leaked"])).unwrap();
    assert_eq!(scene.find("leaked"), "unknown");

    let source = source().without(vec!["leaked".to_owned()]);
    let mut cold = Scene {
        set: KeySet::new(source),
        ..Scene::new()
    };
    assert_eq!(cold.find("leaked"), "unknown");
    assert_eq!(cold.find("a"), "need");
}

#[test]
fn what_could_not_be_verified_anyway_is_not_worth_a_fetch() {
    let mut scene = Scene::new();
    let nameless = Header {
        key_id: None,
        ..header("")
    };
    assert_eq!(scene.find_header(&nameless), "unknown");
    for algorithm in [Algorithm::HS256, Algorithm::RS256, Algorithm::ES384] {
        let other = Header {
            algorithm,
            ..header("a")
        };
        assert_eq!(scene.find_header(&other), "unknown", "{algorithm}");
    }
    assert!(scene.tickets.is_empty());
}

#[test]
fn who_begins_fetches_and_hangs_up_keeps_nobody_from_the_keys() {
    let mut scene = Scene::with_keys(&["a"]);
    let before = scene.tickets.len();
    for second in FRESH..FRESH + 3600 {
        scene.now = START + second;
        scene.find("made up");
        assert_eq!(scene.find("a"), "found", "second {second}");
    }
    assert_eq!(scene.tickets.len() - before, 120, "one in 30 s");
}

#[test]
fn a_lost_fetch_for_old_keys_has_failed() {
    let mut scene = Scene::with_keys(&["a"]);
    scene.now += FRESH;
    assert_eq!(scene.find("a"), "found, need");
    let late = scene.tickets.last().unwrap().clone();
    scene.now += COOL_DOWN - 1;
    assert_eq!(scene.find("a"), "found");
    assert_eq!(scene.find("b"), "unknown", "not waiting for what is lost");
    scene.now += 1;
    assert_eq!(scene.find("a"), "found, need");
    let dropped = scene.set.supply(&BACKEND, late, Ok(&document(&["b"])));
    assert_eq!(dropped, Ok(()));
    assert_eq!(scene.find("a"), "found");
}

#[test]
fn the_answer_to_another_set_is_dropped() {
    let mut one = Scene::new();
    assert_eq!(one.find("a"), "need");
    let elsewhere = KeySource::new("https://other.example/jwks", vec![Algorithm::ES256]);
    let mut other = KeySet::new(elsewhere.unwrap());
    let asked = other.find(&header("a"), UnixSeconds(START));
    assert!(matches!(asked, Lookup::Need(_)));
    let ticket = one.tickets[0].clone();
    let dropped = other.supply(&BACKEND, ticket, Ok(&document(&["a"])));
    assert_eq!(dropped, Ok(()));
    let still = other.find(&header("a"), UnixSeconds(START));
    assert!(matches!(still, Lookup::Wait));
}

#[test]
fn a_clock_that_goes_back_a_little_causes_no_fetch() {
    let mut scene = Scene::with_keys(&["a"]);
    scene.now -= 1;
    assert_eq!(scene.find("a"), "found");
    let before = scene.tickets.len();
    for back in 0..100 {
        scene.now = START + 130 - back;
        match scene.find(&format!("made up {back}")) {
            "need" => scene.supply(&document(&["a"])).unwrap(),
            other => assert_eq!(other, "unknown"),
        }
        assert_eq!(scene.find("a"), "found");
    }
    assert_eq!(scene.tickets.len() - before, 1);
    // Many small steps are a large one.
    scene.now = START + 130 - UNSTEADY;
    assert_eq!(scene.find("a"), "found");
    scene.now -= 1;
    assert_eq!(scene.find("a"), "found, need");
}

#[test]
fn a_clock_that_is_put_back_does_not_stop_anything() {
    let mut scene = Scene::with_keys(&["a"]);
    scene.now -= 1_000_000;
    assert_eq!(scene.find("a"), "found, need", "who knows how old they are");
    scene.now -= 1_000_000;
    assert_eq!(
        scene.find("a"),
        "found, need",
        "not waiting for a time long ago"
    );
    scene.fail();
    assert_eq!(scene.find("a"), "found");
    scene.now += COOL_DOWN;
    assert_eq!(scene.find("a"), "found, need");
    scene.supply(&document(&["a"])).unwrap();
    scene.now += FRESH - 1;
    assert_eq!(scene.find("a"), "found");
}

#[test]
fn a_clock_that_is_put_back_does_not_keep_keys_young() {
    let mut scene = Scene::with_keys(&["a"]);
    scene.now -= 30 * 24 * 60 * 60;
    assert_eq!(scene.find("a"), "found, need");
    scene.fail();
    scene.now += STALE - FRESH - 1;
    assert_eq!(scene.find("a"), "found, need");
    scene.fail();
    scene.now += 1;
    assert_eq!(scene.find("a"), "unavailable");

    let mut scene = Scene::with_keys(&["a"]);
    scene.now += STALE - COOL_DOWN;
    assert_eq!(scene.find("a"), "found, need");
    scene.fail();
    scene.now -= 30 * 24 * 60 * 60;
    assert_eq!(scene.find("a"), "found, need");
    scene.fail();
    scene.now += COOL_DOWN - 1;
    assert_eq!(scene.find("a"), "found", "for as long as before");
    scene.now += 1;
    assert_eq!(scene.find("a"), "need");
    scene.fail();
    assert_eq!(scene.find("a"), "unavailable");
}

#[test]
fn a_source_is_secure_and_of_public_keys() {
    let refused = |address: &str, algorithms: &[Algorithm]| {
        KeySource::new(address, algorithms.to_vec()).err()
    };
    for address in ["http://a.example/", "HTTPS://a.example", "", "//a.example"] {
        let refusal = refused(address, &[Algorithm::RS256]);
        assert_eq!(refusal, Some(KeySourceError::NotHttps), "{address}");
    }
    for algorithms in [&[][..], &[Algorithm::RS256, Algorithm::HS256]] {
        let refusal = refused(ADDRESS, algorithms);
        assert_eq!(refusal, Some(KeySourceError::Algorithms));
    }
}

#[test]
fn one_odd_key_does_not_take_the_others_with_it() {
    let mut keys = vec![
        key("good"),
        json!(7),
        json!({"kty": "oct", "kid": "s", "k": "AAAA"}),
    ];
    for (member, value) in [
        ("kid", json!(null)),
        ("use", json!("enc")),
        ("alg", json!("ES384")),
        ("kty", json!("XYZ")),
        ("x", json!("AAAA")),
        // Not on the curve.
        ("x", json!("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D8")),
        ("d", json!("AQ")),
    ] {
        let mut odd = key("odd");
        odd[member] = value;
        keys.push(odd);
    }
    let mut nameless = key("nameless");
    nameless.as_object_mut().unwrap().remove("kid");
    keys.push(nameless);
    let document = json!({"keys": keys}).to_string();
    let found = read_jwks(&BACKEND, document.as_bytes(), &[Algorithm::ES256]).unwrap();
    assert_eq!(found.passed_over, keys.len() - 1);
    assert_eq!(found.keys[0].key_id(), Some("good"));
    let other = read_jwks(&BACKEND, document.as_bytes(), &[Algorithm::RS256]);
    assert_eq!(other.err(), Some(JwksError::NoneUsable));
}

#[test]
fn a_key_that_names_no_algorithm_gets_the_only_one_configured_for_its_kind() {
    let modulus = crate::text::encode(&[0xff; 256]);
    let rsa = json!({"keys": [{"kty": "RSA", "kid": "r", "n": modulus, "e": "AQAB"}]}).to_string();
    let read = |algorithms: &[Algorithm]| read_jwks(&BACKEND, rsa.as_bytes(), algorithms);
    let both = [Algorithm::ES256, Algorithm::RS256];
    assert_eq!(read(&both).unwrap().keys[0].algorithm(), Algorithm::RS256);
    let two = [Algorithm::RS256, Algorithm::PS256];
    assert_eq!(
        read(&two).err(),
        Some(JwksError::NoneUsable),
        "neither is better founded"
    );
}
