//! Fields made up at random, and what people might answer.

use serde_json::{Value, json};
use vestibule_profile::{
    Choices, Consent, DateRange, Kind, Length, Number, NumberRange, Pattern, Several, Text,
    write_day, write_number,
};

use crate::dice::Dice;
use crate::support::ZONES;

/// An automaton written out: its pattern, and per state whether a text may end there and where octets lead.
struct Automaton {
    source: &'static str,
    states: &'static [State],
}

/// Whether a text may end there, and which octets, from one to another, lead to which state.
type State = (bool, &'static [(u8, u8, u16)]);

/// Numbers of states count from 1.
const AUTOMATA: [Automaton; 3] = [
    Automaton {
        source: "[a-z]+",
        states: &[(false, &[(b'a', b'z', 2)]), (true, &[(b'a', b'z', 2)])],
    },
    Automaton {
        source: "[A-Z]{2}-[0-9]+|x",
        states: &[
            (false, &[(b'A', b'Z', 2), (b'x', b'x', 6)]),
            (false, &[(b'A', b'Z', 3)]),
            (false, &[(b'-', b'-', 4)]),
            (false, &[(b'0', b'9', 5)]),
            (true, &[(b'0', b'9', 5)]),
            (true, &[]),
        ],
    },
    Automaton {
        source: "[0-9]{3}",
        states: &[
            (false, &[(b'0', b'9', 2)]),
            (false, &[(b'0', b'9', 3)]),
            (false, &[(b'0', b'9', 4)]),
            (true, &[]),
        ],
    },
];

/// An automaton as `Pattern` reads it, each octet in a class of its own, so far as they matter.
fn pattern(automaton: &Automaton) -> Pattern<'static> {
    // 128 classes: ASCII, where NUL has the class of all others.
    let mut table = (0..=255)
        .map(|octet: u8| if octet < 128 { octet } else { 0 })
        .collect::<Vec<_>>();
    let row = |accepts: bool, moves: &[(u8, u8, u16)]| {
        let mut row = [0_u16; 128];
        for (first, last, next) in moves {
            row[usize::from(*first)..=usize::from(*last)].fill(*next);
        }
        row[0] |= if accepts { 0x8000 } else { 0 };
        row.map(u16::to_le_bytes).concat()
    };
    table.extend(row(false, &[]));
    for (accepts, moves) in automaton.states {
        table.extend(row(*accepts, moves));
    }
    Pattern::read(automaton.source, Box::leak(table.into_boxed_slice())).unwrap()
}

/// A kind of field with limits made up, the `number`-th of a row of all.
pub(crate) fn kind(dice: &mut Dice, number: usize) -> Kind<'static> {
    match number % 12 {
        0 | 1 => Kind::Text(text(dice, false)),
        2 => Kind::Text(text(dice, true)),
        3 => Kind::Email,
        4 => Kind::Phone {
            country: [None, Some(*b"DE"), Some(*b"US")][dice.below(3)],
        },
        5 => Kind::Url,
        6 => Kind::Number(range(dice)),
        7 => Kind::Date(days(dice)),
        8 => Kind::Boolean,
        9 => {
            let count = 2 + dice.below(8);
            let values = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
            let several = (dice.below(2) == 0).then_some(Several { min: 1, max: 2 });
            Kind::Choice(Choices {
                values: values[..count].to_vec(),
                several,
            })
        }
        10 => [Kind::Country, Kind::TimeZone][dice.below(2)].clone(),
        _ => Kind::Consent(Consent {
            version: "2026-11",
            renew_from: None,
            entity: "Acme Inc.",
        }),
    }
}

fn text(dice: &mut Dice, multiline: bool) -> Text<'static> {
    let min = u16::try_from(dice.below(6)).unwrap();
    let prohibited = ["", "<>", "&!#$%*+,./:;=?@^`~|()[]{}\\\"'_-", "é🦀 ", ""];
    Text {
        multiline,
        length: Length {
            min,
            max: min + 1 + u16::try_from(dice.below(10)).unwrap(),
        },
        pattern: (dice.below(3) == 0).then(|| pattern(dice.pick(&AUTOMATA))),
        prohibited: dice.pick::<&str>(&prohibited),
        allows_mixed_scripts: dice.below(2) == 0,
        purpose: "",
    }
}

fn range(dice: &mut Dice) -> NumberRange {
    let decimals = u8::try_from(dice.below(4)).unwrap();
    let number = |digits: usize| Number {
        digits: i64::try_from(digits).unwrap() - 2000,
        decimals,
    };
    let (one, other) = (dice.below(6000), dice.below(6000));
    NumberRange {
        min: (dice.below(3) > 0).then(|| number(one.min(other))),
        max: (dice.below(3) > 0).then(|| number(one.max(other))),
        decimals,
    }
}

fn days(dice: &mut Dice) -> DateRange {
    let day = |number: usize| i32::try_from(number).unwrap() + 10_000;
    let (one, other) = (dice.below(15_000), dice.below(15_000));
    DateRange {
        min: (dice.below(3) > 0).then(|| day(one.min(other))),
        max: (dice.below(3) > 0).then(|| day(one.max(other))),
        allows_future: dice.below(2) == 0,
    }
}

/// What somebody might answer to a field of a kind: a text that is typed, or a list of what is chosen.
pub(crate) fn input(dice: &mut Dice, kind: &Kind<'_>, language: &str) -> Value {
    if dice.below(12) == 0 && is_typed(kind) {
        let odd = [
            "",
            " ",
            "\u{a0}",
            "\u{202e}abc",
            "p\u{430}ypal",
            "\u{200b}",
            "e\u{301}",
            "\u{feff}a",
            "🦀",
            "a\tb",
            "\u{1}",
        ];
        return json!(dice.pick(&odd));
    }
    match kind {
        Kind::Text(text) => {
            let length = dice.below(usize::from(text.length.max) + 3);
            let characters = [
                "abcxyz",
                "ABC-123",
                "0123456789",
                "aé🦀 <>&",
                "\"'_-[]{}()|\\/",
                "a\nb c\n",
            ];
            let characters = *dice.pick(&characters);
            json!(dice.text(length, characters))
        }
        Kind::Email => json!(format!(
            "{}{}{}",
            {
                let length = dice.below(5);
                dice.text(length, "ab.!+ \"@")
            },
            dice.pick(&["@", "@", "@", "", "@@"]),
            {
                let length = dice.below(70);
                let length = if length > 9 && length < 62 { 3 } else { length };
                dice.text(length, "ab-.1")
            },
        )),
        Kind::Phone { .. } => {
            let length = dice.below(18);
            json!(
                dice.pick(&["", "+49 ", "+1", "00", "(0", "tel:"])
                    .to_string()
                    + &dice.text(length, "0123456789  -/().")
            )
        }
        Kind::Url => json!(address(dice)),
        Kind::Number(_) => {
            if dice.below(3) > 0 {
                let number = Number {
                    digits: i64::try_from(dice.below(9000)).unwrap() - 3000,
                    decimals: u8::try_from(dice.below(4)).unwrap(),
                };
                return json!(write_number(number, language));
            }
            let length = dice.below(8);
            json!(dice.text(length, "0123456789٣１ .,'-+ex\u{2212}"))
        }
        Kind::Date(_) => {
            let day = i32::try_from(dice.below(18_000)).unwrap() + 9_000;
            json!(write_day(day, ""))
        }
        chosen_kind => chosen(dice, chosen_kind),
    }
}

/// What might be meant for an address of the web.
fn address(dice: &mut Dice) -> String {
    let length = dice.below(8);
    let start = dice.pick(&[
        "https://",
        "http://",
        "HTTPS://",
        "",
        "mailto:",
        "//",
        "https:",
        "https:///",
        "ftp://",
    ]);
    let host = dice.pick(&[
        "acme.com",
        "a",
        "",
        "a..b",
        "1.2.3",
        "1.2.3.4",
        "256.1.1.1",
        "[::1]",
        "[x]",
        "u@a.b",
        "a:80",
        "a:99999",
        "a b",
        "bücher.de",
        "a_b.c",
    ]);
    let path = dice.text(length, "/?#a%ü \\<");
    format!(
        "{start}{host}{}{path}",
        if path.is_empty() { "" } else { "/" }
    )
}

/// What somebody might choose.
fn chosen(dice: &mut Dice, kind: &Kind<'_>) -> Value {
    match kind {
        Kind::Boolean => json!([dice.pick(&["true", "false", ""])]),
        Kind::Choice(choices) if choices.several.is_some() => {
            let chosen = choices.values.iter().filter(|_| dice.below(3) == 0);
            json!(chosen.collect::<Vec<_>>())
        }
        Kind::Choice(choices) => match dice.below(4) {
            0 => json!([]),
            _ => json!([dice.pick(&choices.values)]),
        },
        Kind::Country => json!([dice.pick(&["DE", "PE", ""])]),
        Kind::TimeZone => json!([*dice.pick(&[ZONES[0], ZONES[1], ""])]),
        Kind::Consent(_) => match dice.below(2) {
            0 => json!([]),
            _ => json!(["2026-11"]),
        },
        _ => json!([]),
    }
}

/// Whether a field of a kind is typed into.
fn is_typed(kind: &Kind<'_>) -> bool {
    matches!(
        kind,
        Kind::Text(_) | Kind::Email | Kind::Phone { .. } | Kind::Url | Kind::Number(_)
    )
}
