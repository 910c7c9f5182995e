//! Which language a visitor gets.

use super::{ARABIC, ENGLISH, FRENCH, GERMAN, JAPANESE, Language, Languages, SPANISH};

/// The languages that pages are written in, English first.
static ALL: [&Language; 6] = [&ENGLISH, &GERMAN, &FRENCH, &SPANISH, &JAPANESE, &ARABIC];

impl Language {
    /// The languages that pages are written in.
    #[must_use]
    pub fn all() -> &'static [&'static Self] {
        &ALL
    }

    /// The language of a tag, or of what is left of the tag when subtags are taken off its end: `de-CH` is
    /// German (RFC 4647, section 3.4). `de_CH`, as some platforms write it, is too.
    #[must_use]
    pub fn look_up(tag: &str) -> Option<&'static Self> {
        let is_of = |language: &&&'static Self| {
            let known = language.tag;
            let ends = |rest: &str| rest.is_empty() || rest.starts_with(['-', '_']);
            tag.split_at_checked(known.len())
                .is_some_and(|(start, rest)| start.eq_ignore_ascii_case(known) && ends(rest))
        };
        // As long as no tag of ours begins with another, the first that fits is the longest.
        ALL.iter().find(is_of).copied()
    }
}

/// What is known of the language that somebody reads, the strongest word first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    /// What the request asks for: tags with spaces between, the most wanted first. That is `ui_locales`
    /// (OpenID Connect Core 1.0, section 3.1.2.1), or the `lang` of Auth0's error page.
    pub asked: &'a str,
    /// The tag of the language that was chosen in this browser before; empty where none was.
    pub remembered: &'a str,
    /// What the browser says its owner reads: `Accept-Language` (RFC 9110, section 12.5.4).
    pub accepted: &'a str,
}

impl Wishes<'_> {
    /// The language to answer in: the first of these words that names one that is offered, or else `own`, the tag of the
    /// tenant's own language, or else English.
    ///
    /// Takes time in proportion to the length of the words, and no memory.
    #[must_use]
    pub fn choose(&self, offered: Languages, own: &str) -> &'static Language {
        let look_up = |tag| offered.look_up(tag);
        let asked = || self.asked.split(' ').find_map(look_up);
        asked()
            .or_else(|| look_up(self.remembered))
            .or_else(|| accepted(self.accepted, offered))
            .or_else(|| look_up(own))
            .unwrap_or_else(|| offered.first())
    }
}

/// The language of `Accept-Language` with the highest weight, of several the first. `*` names none, and what
/// is malformed or not offered is passed over.
fn accepted(header: &str, offered: Languages) -> Option<&'static Language> {
    let mut best: Option<(u16, &Language)> = None;
    for entry in header.split(',') {
        let (tag, weight) = entry
            .split_once(';')
            .map_or((entry, ""), |(tag, q)| (tag, q));
        let Some(language) = offered.look_up(trim(tag)) else {
            continue;
        };
        let weight = thousandths(trim(weight)).unwrap_or(0);
        if weight > best.map_or(0, |(weight, _)| weight) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// Without optional whitespace (RFC 9110, section 5.6.3).
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// A weight in thousandths: `q=0.7` is 700, nothing is 1000 (RFC 9110, section 12.4.2). `None` for what is none.
fn thousandths(weight: &str) -> Option<u16> {
    if weight.is_empty() {
        return Some(1000);
    }
    let value = weight
        .strip_prefix("q=")
        .or_else(|| weight.strip_prefix("Q="))?;
    let (whole, digits) = value.split_once('.').unwrap_or((value, ""));
    let is_short = digits.len() <= 3 && digits.bytes().all(|digit| digit.is_ascii_digit());
    match (whole, is_short) {
        ("0", true) => format!("{digits:0<3}").parse().ok(),
        ("1", true) if digits.bytes().all(|digit| digit == b'0') => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tag(wishes: Wishes<'_>) -> &'static str {
        wishes.choose(Languages::ALL, "").tag
    }

    fn of_browser(accepted: &str) -> &'static str {
        tag(Wishes {
            accepted,
            ..Wishes::default()
        })
    }

    #[test]
    fn finds_the_language_of_a_tag() {
        let found = |tag| Language::look_up(tag).map(|language| language.tag);
        for (asked, expected) in [
            ("de", Some("de")),
            ("de-CH", Some("de")),
            ("DE-Latn-ch-1996", Some("de")),
            ("fr_CA", Some("fr")),
            ("ar-EG-u-nu-arab", Some("ar")),
            ("den", None),
            ("zh-Hant", None),
            ("x-de", None),
            ("", None),
            ("*", None),
            ("d\u{e9}", None),
        ] {
            assert_eq!(found(asked), expected, "{asked}");
        }
        for language in Language::all() {
            assert_eq!(found(language.tag), Some(language.tag));
            for other in Language::all() {
                let both = (language.tag, other.tag);
                assert!(both.0 == both.1 || !both.0.starts_with(both.1), "{both:?}");
            }
        }
    }

    #[test]
    fn the_stronger_word_counts() {
        let all = Wishes {
            asked: "zh de-AT fr",
            remembered: "ar",
            accepted: "ja",
        };
        assert_eq!(tag(all), "de");
        assert_eq!(tag(Wishes { asked: "zh", ..all }), "ar");
        let unchosen = Wishes {
            asked: "",
            remembered: "",
            ..all
        };
        assert_eq!(tag(unchosen), "ja");
        let forged = Wishes {
            remembered: "tlh\"><",
            ..unchosen
        };
        assert_eq!(tag(forged), "ja");
        let distant = Wishes {
            accepted: "zh, pt;q=0.5, *;q=0.1",
            ..unchosen
        };
        let own = |wishes: Wishes<'_>, own| wishes.choose(Languages::ALL, own).tag;
        assert_eq!(own(distant, "es"), "es");
        assert_eq!(own(unchosen, "es"), "ja");
        assert_eq!(own(distant, "tlh"), "en");
        assert_eq!(tag(Wishes::default()), "en");
    }

    #[test]
    fn nothing_is_chosen_that_is_not_offered() {
        let offered = Languages::of(["fr", "ja"]);
        let chosen = |wishes: Wishes<'_>| wishes.choose(offered, "de").tag;
        let all = Wishes {
            asked: "de en ja",
            remembered: "fr",
            accepted: "fr",
        };
        assert_eq!(chosen(all), "ja");
        let asked = Wishes { asked: "de", ..all };
        assert_eq!(chosen(asked), "fr");
        let remembered = Wishes {
            remembered: "ar",
            accepted: "en, ja;q=0.3",
            ..asked
        };
        assert_eq!(chosen(remembered), "ja");
        assert_eq!(chosen(Wishes::default()), "fr");
    }

    #[test]
    fn weights_order_what_a_browser_accepts() {
        for (header, expected) in [
            ("ar", "ar"),
            ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "de"),
            ("en;q=0.1, fr;q=0.3, es;q=0.2", "fr"),
            ("en;q=0.001, fr;q=0.002", "fr"),
            ("fr;q=0.8,es;q=0.8", "fr"),
            ("zh-TW , \tja ; q=0.3", "ja"),
            ("ja ;Q=1.000,de", "ja"),
            // Not wanted at all, whatever else is.
            ("de;q=0, fr;q=0.000", "en"),
            ("de;q=0.0, fr;q=0.1", "fr"),
            // Malformed weights count as none.
            ("de;q=2, fr;q=0.1", "fr"),
            ("de;q=0.1234, fr;q=0.1", "fr"),
            ("de;q=1.001, fr;q=0.1", "fr"),
            ("de;q=, fr;q=0.1", "fr"),
            ("de;level=1, fr;q=0.1", "fr"),
            ("de;q=0.\u{661}, fr;q=0.1", "fr"),
            (",,;q=1,;,", "en"),
        ] {
            assert_eq!(of_browser(header), expected, "{header:?}");
        }
    }

    #[test]
    fn thousands_of_tags_are_read_to_the_end() {
        let many = "xx-YY;q=0.9,".repeat(700);
        assert!(many.len() > 8000);
        assert_eq!(of_browser(&format!("{many}ja;q=0.1")), "ja");
        assert_eq!(of_browser(&many), "en");
        let one = format!("de-{}", "a-".repeat(4000));
        assert_eq!(of_browser(&one), "de");
    }

    proptest! {
        #[test]
        fn some_language_is_always_chosen(asked in ".{0,80}", accepted in ".{0,120}", own in ".{0,9}", bits in 0_usize..64) {
            let all = Language::all().iter().enumerate();
            let tags = all.filter(|(place, _)| bits >> place & 1 == 1).map(|(_, it)| it.tag);
            let offered = Languages::of(tags);
            let wishes = Wishes { asked: &asked, remembered: &own, accepted: &accepted };
            prop_assert!(offered.contains(wishes.choose(offered, &own)));
        }

        #[test]
        fn the_heaviest_wins(weights in prop::collection::vec(0_u16..=1000, 6)) {
            let entries = Language::all().iter().zip(&weights).map(|(language, weight)| {
                let (whole, rest) = (weight / 1000, weight % 1000);
                format!("{};q={whole}.{rest:03}", language.tag)
            });
            let header = entries.collect::<Vec<_>>().join(", ");
            let heaviest = *weights.iter().max().unwrap();
            let first = weights.iter().position(|weight| *weight == heaviest).unwrap();
            let expected = if heaviest == 0 { "en" } else { Language::all()[first].tag };
            prop_assert_eq!(of_browser(&header), expected);
        }
    }
}
