//! Two addresses of one length and domain, neither with a route of its own, get the same answer.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use proptest::prelude::*;

use crate::place::{CLIENT, Decided, example, folder};
use crate::run::{Place, Reply, Sent, encode, masked, tenants};

const DOMAINS: [&str; 10] = [
    "globex.example",
    "emea.globex.example",
    "initech.example",
    "hooli.example",
    "wayne.example",
    "stark.example",
    "soylent-foods.example",
    "vandelay.example",
    "unknown.example",
    "gmial.com",
];

/// The example, and it with every policy changed that decides where people end up.
fn places() -> &'static Vec<Decided> {
    static PLACES: OnceLock<Vec<Decided>> = OnceLock::new();
    PLACES.get_or_init(|| {
        let texts = tenants(&folder(), &example());
        let mut places = vec![Decided::of(&example())];
        for name in ["page", "first", "block", "one-connection-left"] {
            places.push(Decided::of(&texts[name]));
        }
        places
    })
}

fn ask(place: &Decided, method: &'static str, target: &str, body: String) -> Reply {
    place.ask(&Sent {
        method,
        target: target.to_owned(),
        host: None,
        ip: None,
        asn: None,
        headers: BTreeMap::new(),
        body,
    })
}

/// An address as a hint, and typed behind each of the two pages.
fn answers(place: &Decided, address: &str) -> Vec<Reply> {
    let address = encode(address);
    let mut replies = Vec::new();
    for path in ["/authorize", "/edge/realm"] {
        let plain = format!("{path}?client_id={CLIENT}&state=1");
        for more in ["", "&prompt=login"] {
            let target = format!("{plain}{more}&login_hint={address}");
            replies.push(ask(place, "GET", &target, String::new()));
        }
        let form = ask(place, "GET", &plain, String::new());
        let body = format!("flow={}&email={address}", form.flow().unwrap());
        replies.push(ask(place, "POST", "/edge/realm", body));
    }
    replies
}

fn local_part(of: &'static str) -> impl Strategy<Value = (String, String)> {
    (1_usize..30).prop_flat_map(move |length| {
        let one = prop::string::string_regex(&format!("{of}{{{length}}}")).unwrap();
        let other = prop::string::string_regex(&format!("{of}{{{length}}}")).unwrap();
        (one, other)
    })
}

fn has_a_route(address: &str) -> bool {
    let routes = ["pepper@stark.example", "happy@gmail.com"];
    routes.iter().any(|it| it.eq_ignore_ascii_case(address))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn answers_differ_in_the_echoed_address_only(
        (one, other) in local_part("[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]"),
        domain in prop::sample::select(DOMAINS.to_vec()),
        place in 0_usize..5,
    ) {
        let place = &places()[place];
        let (first, second) = (format!("{one}@{domain}"), format!("{other}@{domain}"));
        prop_assume!(!has_a_route(&first) && !has_a_route(&second));
        let pairs = answers(place, &first).into_iter().zip(answers(place, &second));
        for (mine, theirs) in pairs {
            prop_assert_eq!(masked(&mine, &one, domain), masked(&theirs, &other, domain));
        }
    }

    /// Letters and digits are never escaped, so not even lengths differ before anything is masked.
    #[test]
    fn answers_are_of_one_length(
        (one, other) in local_part("[a-zA-Z0-9]"),
        domain in prop::sample::select(DOMAINS.to_vec()),
        place in 0_usize..5,
    ) {
        let place = &places()[place];
        let (first, second) = (format!("{one}@{domain}"), format!("{other}@{domain}"));
        prop_assume!(!has_a_route(&first) && !has_a_route(&second));
        let size = |reply: &Reply| {
            let headers = reply.headers.iter();
            let headers: Vec<_> = headers.map(|(name, value)| (name.clone(), value.len())).collect();
            (reply.status, headers, reply.body.len())
        };
        let pairs = answers(place, &first).into_iter().zip(answers(place, &second));
        for (mine, theirs) in pairs {
            prop_assert_eq!(size(&mine), size(&theirs));
        }
    }
}

#[test]
fn an_address_with_a_route_of_its_own_is_told_apart() {
    let place = &places()[0];
    let tells = |one: &str, other: &str, domain: &str| {
        let mine = answers(place, &format!("{one}@{domain}"));
        let theirs = answers(place, &format!("{other}@{domain}"));
        mine.iter()
            .zip(&theirs)
            .any(|(mine, theirs)| masked(mine, one, domain) != masked(theirs, other, domain))
    };
    assert!(
        tells("pepper", "nobody", "stark.example"),
        "the comparison sees no difference at all"
    );
    assert!(!tells("virgin", "nobody", "stark.example"));
}
