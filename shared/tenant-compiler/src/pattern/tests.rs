use regex_automata::meta::Regex;
use vestibule_profile::Pattern;

use super::{PatternProblem as Problem, compile_pattern as compile};

/// Whether a text matches, by our automaton.
fn matches(source: &str, text: &str) -> bool {
    let table = compile(source).unwrap();
    Pattern::read(source, &table).unwrap().matches(text)
}

#[test]
fn patterns_match_whole_texts() {
    for (source, good, bad) in [
        ("a", &["a"][..], &["", "b", "aa", "A"][..]),
        ("a|ab", &["a", "ab"], &["b", "abb"]),
        ("a|", &["", "a"], &["aa"]),
        ("(?:ab)+c?", &["ab", "ababc"], &["", "aba", "abcc"]),
        ("[0-9]{2,3}", &["12", "123"], &["1", "1234"]),
        ("\\d{5}", &["12345"], &["1234", "١٢٣٤٥"]),
        ("[^a-c\\-]*", &["", "xyz", "é"], &["a", "x-"]),
        (".", &["x", "é", "😀"], &["", "\n", "\u{2028}", "ab"]),
        ("[à-ö]+", &["é", "àö"], &["e", "÷"]),
        ("\\w+@\\w+\\.[a-z]{2,}", &["a@b.de"], &["a@b", "a@@b.de"]),
        ("\\s", &["\u{feff}", "\u{a0}", " "], &["x", "\u{200b}"]),
        ("\\x41\\u00e9\\u{1F600}", &["Aé😀"], &["Aé"]),
        ("[A-Z]{2}\\/[\\d]{4}", &["AB/1234"], &["AB1234"]),
        ("(a(b(c)))*", &["", "abc", "abcabc"], &["ab"]),
        ("[.*+?^$]", &[".", "$"], &["a"]),
        ("[a^]", &["^"], &["b"]),
    ] {
        for text in good {
            assert!(matches(source, text), "{source:?} has to match {text:?}");
        }
        for text in bad {
            assert!(!matches(source, text), "{source:?} must not match {text:?}");
        }
    }
}

#[test]
fn what_would_mean_something_else_in_a_browser_is_refused_at_its_place() {
    for (source, at, problem) in [
        ("", 0, "empty"),
        ("^a$", 0, "begins or ends"),
        ("a$", 1, "begins or ends"),
        ("a\\b", 1, "boundaries"),
        ("(a)\\1", 3, "referred"),
        ("(?=a)b", 0, "ahead or back"),
        ("(?<!a)b", 0, "ahead or back"),
        ("(?<name>a)", 0, "neither names nor flags"),
        ("(?i:a)", 0, "neither names nor flags"),
        ("a+?", 2, "changes nothing"),
        ("a**", 2, "cannot follow"),
        ("*a", 0, "nothing before it"),
        ("a{2", 1, "no bounds"),
        ("a{,2}", 1, "a number has to stand"),
        ("a{3,2}", 1, "less than the first"),
        ("a{0}", 1, "never stand there"),
        ("a{1001}", 1, "more than 1000"),
        ("a}", 1, "stands alone"),
        ("]", 0, "stands alone"),
        ("a/b", 1, "an end"),
        ("(a", 0, "never closed"),
        ("a)", 1, "closes nothing"),
        ("[a", 0, "never closed"),
        ("[]", 0, "no character is in it"),
        ("[^]", 0, "no character is in it"),
        ("[^\\d\\D]", 0, "no character is left"),
        ("[a[b]]", 2, "inside one another"),
        ("[a-]", 3, "no end"),
        ("[-a]", 1, "escaped inside a class"),
        ("[(]", 1, "escaped inside a class"),
        ("[b-a]", 1, "before it begins"),
        ("[\\d-z]", 3, "cannot begin"),
        ("[a-\\d]", 1, "cannot end"),
        ("[a&&b]", 2, "kept for other uses"),
        ("[a--b]", 3, "escaped inside a class"),
        ("\\p{L}+", 0, "version of Unicode"),
        ("[\\p{L}]", 1, "version of Unicode"),
        ("\\-", 0, "no escape"),
        ("\\q", 0, "no escape"),
        ("\\", 0, "nothing follows"),
        ("\\u12", 0, "no character"),
        ("\\ud800", 0, "no character"),
        ("\\u{110000}", 0, "no character"),
        ("\\cA", 0, "no escape"),
    ] {
        let found = compile(source).unwrap_err();
        assert_eq!(found.at, at, "{source:?}: {found:?}");
        assert!(found.problem.contains(problem), "{source:?}: {found:?}");
        assert!(!found.help.is_empty());
    }
    let deep = format!("{}a{}", "(".repeat(40), ")".repeat(40));
    assert!(
        compile(&deep)
            .unwrap_err()
            .problem
            .contains("inside one another")
    );
    assert!(
        compile(&"a".repeat(513))
            .unwrap_err()
            .problem
            .contains("longer")
    );
}

#[test]
fn what_becomes_too_large_is_refused() {
    for source in [
        "(a{1000}){1000}",
        "[^a]{500}",
        "(a|b)*a(a|b){12}",
        "((a{100}){100}){100}",
    ] {
        let Problem { problem, .. } = compile(source).unwrap_err();
        assert!(problem.contains("octets"), "{source}: {problem}");
    }
}

#[test]
fn automata_are_as_small_as_they_can_be() {
    // Dead, begin, one letter, two letters; two classes of octets.
    assert_eq!(compile("aa|aa").unwrap().len(), 256 + 4 * 2 * 2);
    assert_eq!(compile("(a|a)(a)").unwrap(), compile("aa").unwrap());
    assert_eq!(compile("[a-z]").unwrap(), compile("[a-m]|[n-z]").unwrap());
    assert!(compile("[A-Za-z0-9 .,\\-]{1,80}").unwrap().len() < 2_048);
}

/// Patterns and texts made of few letters meet often; the Rust engine is asked for the same.
#[test]
fn generated_texts_match_as_the_engine_of_rust_says() {
    let mut random = Random(7);
    let mut compared = [0_u32; 2];
    for _ in 0..400 {
        let source = random.pattern(3);
        let Ok(table) = compile(&source) else {
            continue;
        };
        let ours = Pattern::read(&source, &table).unwrap();
        let theirs = Regex::new(&format!("^(?:{source})$")).unwrap();
        for _ in 0..60 {
            let text = random.text();
            let expected = theirs.is_match(&text);
            assert_eq!(ours.matches(&text), expected, "{source:?} on {text:?}");
            compared[usize::from(expected)] += 1;
        }
    }
    assert!(compared.iter().all(|count| *count > 1_000), "{compared:?}");
}

/// A sequence that is the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % limit
    }

    fn pattern(&mut self, depth: u64) -> String {
        let pick = self.below(if depth == 0 { 4 } else { 10 });
        match pick {
            0 => "a".to_owned(),
            1 => "[ab]".to_owned(),
            2 => "[^b]".to_owned(),
            3 => "é".to_owned(),
            4 | 5 => format!("{}{}", self.pattern(depth - 1), self.pattern(depth - 1)),
            6 => format!(
                "(?:{}|{})",
                self.pattern(depth - 1),
                self.pattern(depth - 1)
            ),
            7 => format!("(?:{})*", self.pattern(depth - 1)),
            8 => format!("(?:{})?", self.pattern(depth - 1)),
            _ => format!("(?:{}){{1,{}}}", self.pattern(depth - 1), 1 + self.below(3)),
        }
    }

    fn text(&mut self) -> String {
        (0..self.below(6))
            .map(|_| ['a', 'b', 'é', '😀'][usize::try_from(self.below(4)).unwrap()])
            .collect()
    }
}
