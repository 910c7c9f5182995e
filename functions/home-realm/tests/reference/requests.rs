//! Random requests, hostile ones among them.

use crate::decision::{Asked, Form};
use crate::dice::Dice;
use crate::query::encode;
use crate::tenants::{ADDRESSES, COUNTRIES, DOMAINS, HOSTS, SYSTEMS, client_id, organization_id};

const IPS: [&str; 9] = [
    "10.1.2.130",
    "10.1.2.200",
    "10.1.2.3",
    "10.9.9.9",
    "198.51.100.7",
    "::ffff:10.1.2.130",
    "2001:db8:1::7",
    "2001:db8:2::1",
    "fe80::1",
];
const HOSTILE: [&str; 18] = [
    "a@b@ruby.example",
    "\"a@b\"@ruby.example",
    "a@ruby.example@",
    "a＠b@ruby.example",
    "a@[10.0.0.1]",
    "a@10.0.0.1",
    "a@localhost",
    "a@ruby.example.",
    "a@ruby;example",
    "a@ru_by.example",
    "a b@ruby.example",
    "a@ruby example",
    "a\u{0}@ruby.example",
    "a\u{202e}@ruby.example",
    "a@r\u{443}by.example",
    ".a@ruby.example",
    "a..b@ruby.example",
    "@",
];
const NAMES: [&str; 6] = [
    "alice",
    "alice.smith",
    "com",
    "DOMAIN\\user",
    "+49 30 1",
    "élodie",
];
/// What an application may send besides, none of it ours to judge.
const NOISE: [&str; 10] = [
    "state=a%2Bb+c%20%zz",
    "scope=openid+profile",
    "empty=",
    "",
    "resource=a&resource=b",
    "nonce",
    "ui_locales=de%20en",
    "max_age=0",
    "organization=",
    "connection=",
];

pub(crate) fn request(dice: &mut Dice) -> Asked {
    let client = match dice.below(20) {
        0 => "nobody".to_owned(),
        1..=12 => client_id(0),
        it => client_id(it % 3),
    };
    let mut pieces = vec![format!("client_id={client}")];
    for _ in 0..dice.below(4) {
        pieces.push(dice.one(&NOISE).to_owned());
    }
    if dice.percent(60) {
        pieces.push(format!("login_hint={}", encode(&text(dice))));
    }
    if dice.percent(20) {
        let mut domain = domain(dice);
        if dice.percent(20) {
            domain.insert(0, '@');
        }
        if dice.percent(10) {
            domain = (*dice.one(&["", "com", "a@ruby.example", "ruby..example", "*"])).into();
        }
        pieces.push(format!("domain_hint={}", encode(&domain)));
    }
    if dice.percent(8) {
        let prompts = [
            "login",
            "none",
            "consent",
            "select_account",
            "create",
            "login%20none",
            "x+login",
        ];
        pieces.push(format!("prompt={}", dice.one(&prompts)));
    }
    if dice.percent(6) {
        let explicit = [
            "organization=org_other",
            "connection=connection-1",
            "invitation=ticket&organization=org_other&organization_name=other",
            "request=eyJ",
            "request_uri=urn%3Ax",
            "response_mode=web_message",
            "response_mode=form_post",
            "organization_name=other",
        ];
        pieces.push(dice.one(&explicit).to_owned());
    }
    for at in (1..pieces.len()).rev() {
        pieces.swap(at, dice.below(at + 1));
    }
    let form = dice.percent(40).then(|| form(dice));
    Asked {
        front_door: dice.percent(50),
        query: pieces.join("&"),
        host: host(dice),
        ip: dice.percent(40).then(|| dice.one(&IPS).parse().unwrap()),
        asn: dice.percent(15).then(|| dice.pick(&SYSTEMS)),
        country: dice
            .percent(15)
            .then(|| dice.one(&COUNTRIES).as_bytes().try_into().unwrap()),
        form,
    }
}

fn form(dice: &mut Dice) -> Form {
    let picks = dice.percent(40);
    let typed = match dice.below(20) {
        0 => String::new(),
        1 => "  ".to_owned(),
        2 if picks => String::new(),
        3 => format!("{}@ruby.example", "a".repeat(64 + dice.below(2))),
        4 => format!("a@{}.example", "b".repeat(62 + dice.below(3))),
        _ => text(dice),
    };
    Form {
        typed,
        organization: (picks && dice.percent(60)).then(|| match dice.below(8) {
            0 => "nothing".to_owned(),
            1 => String::new(),
            it => organization_id(it % 6),
        }),
        connection: (picks && dice.percent(60)).then(|| match dice.below(10) {
            0 => "nothing".to_owned(),
            1 => String::new(),
            it => format!("connection-{}", it % 8),
        }),
    }
}

fn host(dice: &mut Dice) -> String {
    match dice.below(10) {
        0..=4 => "start.acme.example".to_owned(),
        5 => dice
            .one(&[
                "unknown.acme.example",
                "localhost",
                "[::1]:8080",
                "10.0.0.1",
                "",
                "ruby.example",
            ])
            .to_owned(),
        6 => format!("{}:8443", dice.one(&HOSTS).to_uppercase()),
        _ => dice.one(&HOSTS).to_owned(),
    }
}

fn domain(dice: &mut Dice) -> String {
    let domain = dice.one(&DOMAINS);
    match dice.below(12) {
        0 => format!("sub.{domain}"),
        1 => format!("very.deep.{domain}"),
        2 => format!("not{domain}"),
        3 => domain.to_uppercase(),
        4 => dice
            .one(&[
                "topaz.example",
                "quartz.example",
                "agate.example",
                "sub.topaz.example",
            ])
            .to_owned(),
        5 => dice
            .one(&[
                "elsewhere.example",
                "public-mailboxes.example",
                "example",
                "nowhere.test",
            ])
            .to_owned(),
        6 => domain.replace('.', "．"),
        _ => domain.to_owned(),
    }
}

/// What stands in a hint or is typed.
fn text(dice: &mut Dice) -> String {
    let text = match dice.below(20) {
        0 | 1 => dice.one(&HOSTILE).to_owned(),
        2 => dice.one(&NAMES).to_owned(),
        3 => domain(dice),
        4 => format!("@{}", domain(dice)),
        5 | 6 => {
            let address = dice.one(&ADDRESSES);
            match dice.below(3) {
                0 => address.to_ascii_uppercase(),
                1 => address.to_lowercase(),
                _ => address.to_owned(),
            }
        }
        _ => {
            let local = dice.one(&[
                "ana", "a+tag", "jürgen", "x", "O'Neil", "a%2Bb", "用户", "{domain}", "{email}",
            ]);
            format!("{local}@{}", domain(dice))
        }
    };
    match dice.below(12) {
        0 => format!("  {text} "),
        1 => format!("{text}\u{a0}"),
        _ => text,
    }
}
