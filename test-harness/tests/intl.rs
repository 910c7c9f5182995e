//! Numbers, dates and the words beside them against `Intl` of Node.js, which is ICU with the data of the Unicode CLDR.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::process::Command;

use serde_json::{Value as Json, json};
use vestibule_pages::{Date, Language};
use vestibule_toolchain::{Progress, Toolbox, Workspace};

/// What Node.js says of some numbers and days, in every language: `{tag: {plurals, numbers, seconds, dates}}`.
///
/// Arabic is asked for with the digits that pages have; see `Habits`.
const SCRIPT: &str = "
const { tags, numbers, days } = JSON.parse(process.argv[1]);
const said = {};
for (const tag of tags) {
  const locale = `${tag}-u-nu-latn`;
  const plurals = new Intl.PluralRules(locale);
  const decimal = new Intl.NumberFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale);
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  said[tag] = {
    plurals: numbers.map((number) => plurals.select(number)),
    numbers: numbers.map((number) => decimal.format(number)),
    seconds: numbers.map((number) => relative.format(number, 'second')),
    dates: days.map((day) => long.format(day * 86400000)),
  };
}
console.log(JSON.stringify(said));
";

fn intl(tags: &[&str], numbers: &[u64], days: &[i64]) -> Json {
    let workspace = Workspace::find().unwrap();
    let toolbox = Toolbox::prepare(&workspace, &Progress::new()).unwrap();
    let question = json!({ "tags": tags, "numbers": numbers, "days": days });
    let output = Command::new(toolbox.node())
        .args(["--eval", SCRIPT, &question.to_string()])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Without what isolates a value within a text that is written the other way, and without the space between a number and
/// a Japanese counter: Japanese is written without, the CLDR's short forms apart.
fn plain(language: &Language, text: &str) -> String {
    let unseen = |character: &char| !matches!(character, '\u{2068}' | '\u{2069}');
    let text: String = text.chars().filter(unseen).collect();
    if language.tag == "ja" {
        text.replace(' ', "").trim_end_matches('に').to_owned()
    } else {
        text
    }
}

#[test]
fn numbers_and_dates_are_written_as_the_cldr_has_them() {
    let mut numbers: Vec<u64> = (0..=1_210).collect();
    numbers.extend((1..=15).map(|power| 10_u64.pow(power)));
    numbers.extend([9_999, 12_345, 654_321, 2_000_000, 3_000_001, 12_000_000]);
    // The whole years 2023 and 2024, the ends of centuries, and the day before 1970.
    let mut days: Vec<i64> = (19_358..19_358 + 731).collect();
    days.extend([-1, 0, 11_016, 11_017, 47_540, 47_541, 84_064]);
    let tags: Vec<&str> = Language::all().iter().map(|it| it.tag).collect();
    let said = intl(&tags, &numbers, &days);
    for language in Language::all() {
        let tag = language.tag;
        let said = |what: &str, place: usize| {
            let text = said[tag][what][place].as_str().unwrap();
            plain(language, text)
        };
        for (place, number) in numbers.iter().enumerate() {
            let category = language.habits.plurals.of(*number).name();
            assert_eq!(category, said("plurals", place), "{tag} {number}");
            let written = language.number(*number);
            assert_eq!(written, said("numbers", place), "{tag} {number}");
            let seconds = plain(language, &language.in_seconds(*number));
            // Whole millions of seconds are not what a page counts down from.
            if number % 1_000_000 != 0 || *number == 0 {
                assert_eq!(seconds, said("seconds", place), "{tag} {number}");
            }
        }
        for (place, day) in days.iter().enumerate() {
            let date = language.date(Date::of_unix_seconds(day * 86_400 + 43_200));
            assert_eq!(plain(language, &date), said("dates", place), "{tag} {day}");
        }
    }
}
