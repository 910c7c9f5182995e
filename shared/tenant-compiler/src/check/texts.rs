//! Texts of pages in somebody's own words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use vestibule_pages::{ENGLISH, PluralCategory};

use crate::code::Code;
use crate::file::{Text, Texts};
use crate::model::{Language, OwnText};
use crate::report::Report;

/// Characters that a text may have of which ours has no more than [`SHORT`]: a heading, a label, a button.
const MOST_OF_SHORT: usize = 160;
/// Characters that any other may have.
const MOST: usize = 600;
const SHORT: usize = 60;

/// Our texts in English, by their names.
static OURS: LazyLock<BTreeMap<String, &str>> =
    LazyLock::new(|| ENGLISH.texts().into_iter().collect());

/// Checks texts against ours, which are those that they stand for; in the order of languages and names.
pub(super) fn check(field: &str, texts: &Texts, report: &mut Report<'_>) -> Vec<OwnText> {
    let mut own = Vec::new();
    for (language, texts) in texts {
        let field = format!("{field}.{}", language.tag());
        group(*language, &field, "", texts, &mut own, report);
    }
    own
}

fn group(
    language: Language,
    field: &str,
    before: &str,
    texts: &BTreeMap<String, Text>,
    own: &mut Vec<OwnText>,
    report: &mut Report<'_>,
) {
    for (part, text) in texts {
        let field = format!("{field}.{part}");
        let name = if before.is_empty() {
            part.clone()
        } else {
            format!("{before}.{part}")
        };
        match text {
            Text::Group(texts) => group(language, &field, &name, texts, own, report),
            Text::Text(text) => {
                if let Some(ours) = counterpart(language, &name) {
                    usable(&field, &name, text, ours, report);
                    own.push(OwnText {
                        language,
                        name,
                        text: text.clone(),
                    });
                } else {
                    unknown(field, &name, report);
                }
            }
        }
    }
}

/// Our English text of that name; of a word beside a number the one for [`PluralCategory::Other`], if the language has the form.
fn counterpart(language: Language, name: &str) -> Option<&'static str> {
    let ours = *OURS.get(name)?;
    let Some((counted, category)) = form(name) else {
        return Some(ours);
    };
    let language = vestibule_pages::Language::look_up(language.tag())?;
    let mut forms = language.habits.plurals.categories().iter();
    let has = category == PluralCategory::Other.name() || forms.any(|it| it.name() == category);
    OURS.get(&format!("{counted}.other"))
        .copied()
        .filter(|_| has)
}

/// What a name says of a word beside a number: the text, and the plural category of the form.
fn form(name: &str) -> Option<(&str, &str)> {
    let (text, category) = name.rsplit_once('.')?;
    OURS.contains_key(&format!("{text}.few"))
        .then_some((text, category))
}

fn unknown(field: String, name: &str, report: &mut Report<'_>) {
    let nearest = OURS
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .min_by_key(|(known, _)| distance(name, known))
        .filter(|(known, _)| distance(name, known) <= 2 + name.len() / 4);
    report.add(
        field,
        Code::UnknownText,
        format!("there is no text `{name}` in this language"),
        match nearest {
            Some((known, _)) => format!("did you mean `{known}`? docs/texts.md lists all"),
            None => "docs/texts.md lists all".to_owned(),
        },
    );
}

fn usable(field: &str, name: &str, text: &str, ours: &str, report: &mut Report<'_>) {
    let mut bad = |problem: String, help: String| {
        report.add(field, Code::UnusableText, problem, help);
    };
    let length = text.chars().count();
    let most = if ours.chars().count() <= SHORT {
        MOST_OF_SHORT
    } else {
        MOST
    };
    if text.trim().is_empty() {
        bad(
            "the text is empty".to_owned(),
            "write one, or leave it out to have ours".to_owned(),
        );
    } else if text.trim() != text || text.chars().any(is_unseen) || !is_isolated(text) {
        bad(
            "the text has spaces around it, line breaks, or characters that turn others around"
                .to_owned(),
            "write it on one line, as it is to be read".to_owned(),
        );
    } else if length > most {
        bad(
            format!("the text has {length} characters, and its place is for {most}"),
            format!("say it in fewer; ours is \u{201c}{ours}\u{201d}"),
        );
    } else {
        match (placeholders(text), placeholders(ours)) {
            (Some(own), Some(ours)) => {
                // One thing, or a pair, may be said with a word instead of its number.
                let may_lack =
                    form(name).is_some_and(|(_, form)| ["zero", "one", "two"].contains(&form));
                let foreign = own.difference(&ours).next();
                let missing = ours.difference(&own).next().filter(|_| !may_lack);
                if let Some(foreign) = foreign {
                    bad(
                        format!("nothing is put in for `{{{foreign}}}`"),
                        format!("this text may have {}", listed(&ours)),
                    );
                } else if let Some(missing) = missing {
                    bad(
                        format!("`{{{missing}}}` is missing"),
                        format!("this text needs {}", listed(&ours)),
                    );
                }
            }
            _ => bad(
                "a brace is not closed, or not opened".to_owned(),
                "braces stand around the name of what is put in, and nowhere else".to_owned(),
            ),
        }
    }
}

/// Line breaks, controls and whatever turns around what stands beside it: names are isolated by us where they need it.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{feff}'
        )
}

/// Whether every isolate ends (Unicode Standard Annex 9, section 2.4): what is in one turns nothing around beside it. Texts that are
/// written from right to left need them around `+20`.
fn is_isolated(text: &str) -> bool {
    let depth = text
        .chars()
        .try_fold(0_u8, |depth, character| match character {
            '\u{2066}'..='\u{2068}' => depth.checked_add(1),
            '\u{2069}' => depth.checked_sub(1),
            _ => Some(depth),
        });
    depth == Some(0)
}

fn listed(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return "nothing in braces".to_owned();
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
    names.join(" and ")
}

/// What is put into a text; `None` if its braces make no sense.
fn placeholders(text: &str) -> Option<BTreeSet<&str>> {
    let (before, rest) = text.split_once('{').unwrap_or((text, ""));
    if before.contains('}') {
        return None;
    }
    let mut names = BTreeSet::new();
    let pieces = text.split('{').skip(1);
    for piece in pieces {
        let (name, after) = piece.split_once('}')?;
        if after.contains('}') || name.is_empty() {
            return None;
        }
        names.insert(name);
    }
    debug_assert!(rest.is_empty() == names.is_empty());
    Some(names)
}

/// How many letters have to be added, dropped or changed to make one name of another (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.bytes().enumerate() {
        let mut diagonal = place;
        let mut left = place + 1;
        let mut next = vec![left];
        for (above, theirs) in row.iter().skip(1).zip(other.bytes()) {
            left = (diagonal + usize::from(letter != theirs))
                .min(above + 1)
                .min(left + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_how_far_names_are_apart() {
        for (one, other, expected) in [
            ("", "", 0),
            ("abc", "abc", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("headin", "heading", 1),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn reads_what_is_put_in() {
        let names = |text| placeholders(text).map(|names| names.into_iter().collect::<Vec<_>>());
        assert_eq!(names("a {b} c {d}"), Some(vec!["b", "d"]));
        assert_eq!(names("none"), Some(Vec::new()));
        for wrong in ["{", "}", "{a", "a}", "{a}}", "{{a}}", "{}", "}{"] {
            assert_eq!(names(wrong), None, "{wrong}");
        }
    }
}
