//! Texts of one line and of several.

use vestibule_profile::{Kind, Length, Pattern, Problem, Text};

use crate::support::{any_text, json, read, text};

fn kind(change: impl FnOnce(&mut Text<'static>)) -> Kind<'static> {
    let mut text = any_text();
    change(&mut text);
    Kind::Text(text)
}

#[test]
fn a_text_is_kept_in_one_form() {
    let line = kind(|_| {});
    let lines = kind(|text| text.multiline = true);
    for (kind, sent, kept) in [
        (&line, "  Ana\tLima ", "Ana Lima"),
        (&line, "Ana\r\nLima", "AnaLima"),
        (&line, "\u{3000}山田 太郎\u{3000}", "山田 太郎"),
        // A letter and its accent become one character, as most keyboards write it.
        (&line, "Zoe\u{308}", "Zo\u{eb}"),
        (&line, "\u{202f}Zoë\u{200f}", "Zoë"),
        (&lines, "one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        (&lines, "\n\n one \n", "one"),
        // Joiners belong to Persian, and to emoji.
        (&line, "می\u{200c}خواهم", "می\u{200c}خواهم"),
        (&line, "👩\u{200d}💻", "👩\u{200d}💻"),
    ] {
        assert_eq!(read(kind, sent, "en"), text(kept), "{sent:?}");
    }
    for sent in ["", " ", "\r\n\t", "\u{200e}"] {
        assert_eq!(read(&line, sent, "en"), Ok(None), "{sent:?}");
    }
}

#[test]
fn length_is_counted_as_browsers_count() {
    let kind = kind(|text| text.length = Length { min: 3, max: 5 });
    for (sent, expected) in [
        (
            "ab",
            Err(Problem::TooShort {
                length: 2,
                least: 3,
            }),
        ),
        ("abc", text("abc")),
        ("abcde", text("abcde")),
        ("abcdef", Err(Problem::TooLong { length: 6, most: 5 })),
        // Two units each.
        ("🦀🦀", text("🦀🦀")),
        ("🦀🦀🦀", Err(Problem::TooLong { length: 6, most: 5 })),
        // Spaces around are no answer.
        (
            " a ",
            Err(Problem::TooShort {
                length: 1,
                least: 3,
            }),
        ),
        ("  abcde  ", text("abcde")),
    ] {
        assert_eq!(read(&kind, sent, "en"), expected, "{sent:?}");
    }
}

#[test]
fn what_cannot_be_seen_is_refused() {
    let line = kind(|_| {});
    for sent in [
        "Ana\u{202e}amiL",
        "Ana\u{2066}x\u{2069}",
        "Ana\u{200b}",
        "Ana\u{ad}",
        "\u{feff}Ana",
        "An\u{200d}a",
        "Ana\u{3164}",
        "Ana\u{e0041}",
        "Ana\0",
        "Ana\u{1b}[0m",
        "Ana\u{85}",
        "Ana\u{2028}Lima",
        "Ana\u{fffd}",
        "Ana\u{ffff}",
        "Ana\u{1fffe}",
    ] {
        assert_eq!(read(&line, sent, "en"), Err(Problem::Hidden), "{sent:?}");
    }
}

#[test]
fn letters_that_look_alike_are_not_mixed_in_a_word() {
    let line = kind(|_| {});
    for sent in [
        "\u{410}nna",
        "Ann\u{430}",
        "p\u{430}ypal",
        "\u{391}nna",
        "Anna O\u{2019}Bri\u{435}n",
        "\u{1d400}nna",
        "\u{13aa}nna",
        "\u{555}scar",
    ] {
        assert_eq!(
            read(&line, sent, "en"),
            Err(Problem::MixedScripts),
            "{sent:?}"
        );
    }
    for sent in [
        "Anna Müller-Lüdenscheidt",
        "Анна Smith",
        "Анна",
        "Άννα",
        "α-Helix",
        "5 µm",
        "山田Taro",
        "Ｙamada",
        "Nguyễn Thị Hồng",
        "Łukasz Ǆ",
        "ﬁne",
    ] {
        assert!(read(&line, sent, "en").is_ok(), "{sent:?}");
    }
    let mixing = kind(|text| text.allows_mixed_scripts = true);
    assert_eq!(read(&mixing, "\u{410}nna", "en"), text("\u{410}nna"));
}

#[test]
fn patterns_and_prohibited_characters_are_about_what_is_kept() {
    // `[a-z]+`: state 1 has read nothing, state 2 letters.
    let mut table = vec![0; 256];
    table[usize::from(b'a')..=usize::from(b'z')].fill(1);
    table.extend([0, 0, 0, 0, 0, 0, 2, 0, 0, 0x80, 2, 0]);
    let pattern = Pattern::read("[a-z]+", &table).unwrap();
    let mut wanted = any_text();
    wanted.pattern = Some(pattern);
    wanted.prohibited = "xy<";
    let kind = Kind::Text(wanted);
    assert_eq!(read(&kind, " abc ", "en"), text("abc"));
    assert_eq!(read(&kind, "abC", "en"), Err(Problem::OtherForm));
    assert_eq!(read(&kind, "abxy", "en"), Err(Problem::Prohibited('x')));
    assert_eq!(read(&kind, "a<b", "en"), Err(Problem::Prohibited('<')));
}

#[test]
fn a_text_is_written_as_json_has_it() {
    let lines = kind(|text| text.multiline = true);
    let answer = read(&lines, "\"C:\\\"\nÜ 🦀", "en").unwrap().unwrap();
    assert_eq!(json(&answer), "\"\\\"C:\\\\\\\"\\nÜ 🦀\"");
    // Nothing of it stands in what is logged by accident.
    assert_eq!(format!("{answer:?}"), "Text(..)");
}
