//! Names with letters beyond ASCII: the Worker reads them by the host's tables, everything native by those
//! of a library, and the two are of different ages.
//!
//! What must not be: a name that both accept and write differently, and a name that a tenant file may hold
//! and the Worker refuses. A name that only the Worker accepts is in no tenant file, so it matches nothing
//! either way.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::ops::RangeInclusive;

use regex_syntax::hir::{Class, HirKind};
use vestibule_identity::Domain;

use crate::recovery::start;
use crate::support::joined;

/// Names asked for at a time: less than the longest form has room for.
const AT_A_TIME: usize = 3000;

/// A name that the two read differently; empty for what is none.
#[derive(Debug)]
#[expect(dead_code, reason = "shown when a test fails")]
struct Difference {
    name: String,
    native: String,
    edge: String,
}

fn differences(address: SocketAddr, names: &[String]) -> Vec<Difference> {
    let mut different = Vec::new();
    for names in names.chunks(AT_A_TIME) {
        let at_the_edge = ask(address, &names.join("\n"));
        assert_eq!(at_the_edge.len(), names.len());
        for (name, edge) in names.iter().zip(at_the_edge) {
            let native = Domain::parse(name).map_or_else(|_| String::new(), |it| it.to_string());
            if native != edge {
                let name = name.clone();
                different.push(Difference { name, native, edge });
            }
        }
    }
    different
}

fn ask(address: SocketAddr, names: &str) -> Vec<String> {
    let mut connection = TcpStream::connect(address).unwrap();
    write!(
        connection,
        "POST /edge/probe/domains HTTP/1.1\r\nhost: start.acme.example\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{names}",
        names.len()
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding");
    let body = if chunked {
        joined(body)
    } else {
        body.to_owned()
    };
    serde_json::from_str(&body).unwrap_or_else(|_| panic!("{head}"))
}

/// All but surrogates, private use and the planes that hold nothing; line feeds end a name here.
fn characters() -> impl Iterator<Item = char> {
    let planes = (0..0x4_0000).chain(0xe_0000..0xe_1000);
    planes
        .filter_map(char::from_u32)
        .filter(|it| !('\u{e000}'..='\u{f8ff}').contains(it) && *it != '\n')
}

/// Those that Unicode had by version 16.0 (2024): the host has no later ones, and nobody registers names
/// with letters that arrived since.
fn settled_characters() -> Vec<RangeInclusive<char>> {
    let class = regex_syntax::parse(r"\p{age=16.0}").unwrap();
    let HirKind::Class(Class::Unicode(class)) = class.kind() else {
        panic!("no class of characters")
    };
    let ranges = class.iter().map(|range| range.start()..=range.end());
    ranges.collect()
}

#[test]
fn every_character_is_read_as_it_is_natively() {
    let (_workerd, address) = start();
    let names: Vec<String> = characters()
        .flat_map(|it| [format!("a{it}b.example"), format!("{it}.example")])
        .collect();
    let settled = settled_characters();
    let is_settled = |it: char| settled.iter().any(|range| range.contains(&it));
    let wrong: Vec<Difference> = differences(address, &names)
        .into_iter()
        .filter(|it| !it.native.is_empty() && it.name.chars().all(is_settled))
        .collect();
    assert!(wrong.is_empty(), "{}: {:?}", wrong.len(), wrong.first());
}

#[test]
fn names_at_the_edges_of_the_rules_are_read_alike() {
    let (_workerd, address) = start();
    let long = "ü".repeat(60);
    let names = [
        "müller.de",
        "MÜLLER.DE",
        "ＭüＬＬＥＲ．ｄｅ",
        "müller。de",
        "xn--mller-kva.de",
        "XN--MLLER-KVA.de",
        "xn--mller-kva.de.",
        "müller.de.",
        "müller..de",
        ".müller.de",
        "faß.de",
        "ΒΌΛΟΣ.com",
        "xn--",
        "xn--a.de",
        "xn--a-.de",
        "xn--ascii-.de",
        "xn--99999999999.de",
        "xn--mgba3gch31f060k.com",
        "نامه\u{200c}ای.com",
        "a\u{200d}b.de",
        "क्\u{200d}ष.com",
        "-ü.de",
        "ü-.de",
        "ü-a.de",
        "a-ü.de",
        "－ü.de",
        "ü－.de",
        "xn----eha.de",
        "ab--ü.de",
        "0à.\u{5d0}",
        "à\u{5d0}.com",
        "\u{5d0}1.com",
        "1\u{5d0}.com",
        "\u{300}a.de",
        "１２７．０．０．１",
        "0x7f。1",
        "0x.０x",
        "a.１",
        "ａ／ｂ.de",
        "ａ％２ｆ.de",
        "ａ：80.de",
        "ａ＠b.de",
        "ａ＃b.de",
        "ａ？b.de",
        "ａ＼b.de",
        "［::1］",
        "ü_b.de",
        "ü b.de",
        "ü%41.de",
        "ü\t.de",
        "\u{ad}.de",
        "\u{ad}ü\u{ad}.de",
        "\u{feff}ü.de",
        "ü",
        "ü.com",
        "中国.中国",
        "☃.net",
        "💩.la",
        "xn--ls8h.la",
        long.as_str(),
    ]
    .map(str::to_owned);
    let many = [
        "ü".repeat(56),
        "ü".repeat(57),
        "ü".repeat(58),
        "ü".repeat(400),
    ];
    let many = many.map(|label| format!("{label}.{label}.de"));
    let names = [&names[..], &many].concat();
    let different = differences(address, &names);
    let only_at_the_edge = ["xn--a.de", "xn--99999999999.de", "0à.\u{5d0}"];
    let known = |it: &Difference| it.native.is_empty() && only_at_the_edge.contains(&&*it.name);
    assert!(different.iter().all(known), "{different:?}");
    assert_eq!(different.len(), only_at_the_edge.len());
}
