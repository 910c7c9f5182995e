//! Patterns of a profile against what a browser makes of them: JavaScript's regular expressions with the flag `v`, as HTML's
//! `pattern` has them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};
use vestibule_profile::Pattern;
use vestibule_tenant_compiler::compile_pattern;
use vestibule_toolchain::{Progress, Toolbox, Workspace};

/// As the HTML Standard says ("The `pattern` attribute"): the pattern has to be one by itself, and all of the value has to match.
const SCRIPT: &str = "
let input = '';
process.stdin.on('data', (chunk) => { input += chunk; }).on('end', () => {
  const verdicts = JSON.parse(input).map(({ pattern, texts }) => {
    try {
      new RegExp(pattern, 'v');
      const whole = new RegExp(`^(?:${pattern})$`, 'v');
      return texts.map((text) => whole.test(text));
    } catch {
      return null;
    }
  });
  process.stdout.write(JSON.stringify(verdicts));
});";

/// What a pattern of people is made of, and what is special in one of the two.
const PIECES: [&str; 46] = [
    "a",
    "b",
    "Z",
    "0",
    "é",
    "ß",
    "😀",
    " ",
    "-",
    "_",
    ",",
    "'",
    "&",
    "=",
    "!",
    "~",
    ".",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\.",
    "\\/",
    "\\\\",
    "\\u00e9",
    "\\x41",
    "\\u{1F600}",
    "\\t",
    "[ab]",
    "[^ab]",
    "[a-z0-9]",
    "[à-ö]",
    "[\\w.\\-]",
    "[\\s\\d]",
    "[^\\S]",
    "[.*+?^$]",
    "[&!=~]",
    "[a\\-z]",
    "[\\]\\[]",
    "[\u{1F600}-\u{1F610}]",
    "(a)",
    "(?:b|c)",
    "[\\x00-\\x7f]",
    "\\f",
];
/// What may stand in a text.
const LETTERS: [&str; 26] = [
    "a", "b", "c", "Z", "0", "9", "é", "ß", "ö", "😀", "😅", " ", "-", "_", ".", "'", "&", "=",
    "/", "\\", "\t", "\n", "\u{a0}", "\u{2028}", "\u{feff}", "٣",
];

/// A sequence that is the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn pattern(&mut self) -> String {
        let mut pattern = String::new();
        for _ in 0..=self.below(4) {
            pattern.push_str(PIECES[self.below(PIECES.len())]);
            pattern.push_str(["", "", "", "*", "+", "?", "{2}", "{1,3}", "|"][self.below(9)]);
        }
        pattern
    }

    fn text(&mut self) -> String {
        (0..self.below(5))
            .map(|_| LETTERS[self.below(LETTERS.len())])
            .collect()
    }
}

fn judge(cases: &[Json]) -> Vec<Json> {
    let workspace = Workspace::find().unwrap();
    let toolbox = Toolbox::prepare(&workspace, &Progress::new()).unwrap();
    let mut child = Command::new(toolbox.node())
        .args(["--eval", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input = Json::from(cases).to_string();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn generated_texts_match_as_in_a_browser() {
    let mut random = Random(11);
    let mut cases = Vec::new();
    while cases.len() < 600 {
        let pattern = random.pattern();
        if compile_pattern(&pattern).is_ok() {
            // Those that are nearly the same are where the two would differ.
            let mut texts: Vec<String> = (0..40).map(|_| random.text()).collect();
            texts.extend(LETTERS.map(str::to_owned));
            cases.push(json!({ "pattern": pattern, "texts": texts }));
        }
    }
    let verdicts = judge(&cases);
    assert_eq!(verdicts.len(), cases.len());
    let mut seen = [0_u32; 2];
    for (case, verdict) in cases.iter().zip(&verdicts) {
        let pattern = case["pattern"].as_str().unwrap();
        let table = compile_pattern(pattern).unwrap();
        let automaton = Pattern::read(pattern, &table).unwrap();
        assert!(verdict.is_array(), "no browser takes {pattern:?}");
        for (text, expected) in case["texts"]
            .as_array()
            .unwrap()
            .iter()
            .zip(verdict.as_array().unwrap())
        {
            let (text, expected) = (text.as_str().unwrap(), expected.as_bool().unwrap());
            assert_eq!(automaton.matches(text), expected, "{pattern:?} on {text:?}");
            seen[usize::from(expected)] += 1;
        }
    }
    assert!(seen.iter().all(|count| *count > 2_000), "{seen:?}");
}

/// What is refused with the reason that a browser would not take it is indeed not taken.
#[test]
fn what_browsers_do_not_take_is_refused() {
    let cases: Vec<Json> = [
        "[(]",
        "[a&&&b]",
        "[-a]",
        "[a-]",
        "\\-",
        "\\q",
        "a{",
        "a{,2}",
        "]",
        "}",
        "(",
        ")",
        "*a",
        "a**",
        "a{3,2}",
        "\\u{110000}",
        "[b-a]",
        "[\\d-z]",
        "[!!]",
        "[|]",
        "[{]",
        "\\u12",
        "\\xg",
        "(?i",
    ]
    .iter()
    .map(|pattern| json!({ "pattern": pattern, "texts": [] }))
    .collect();
    for (case, verdict) in cases.iter().zip(judge(&cases)) {
        let pattern = case["pattern"].as_str().unwrap();
        assert!(verdict.is_null(), "a browser takes {pattern:?}");
        assert!(compile_pattern(pattern).is_err(), "{pattern:?}");
    }
}
