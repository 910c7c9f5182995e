//! The part of regular expressions that means the same in a browser and here.

use std::iter::Peekable;
use std::str::CharIndices;

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, Repetition};

use super::PatternProblem as Problem;

/// Longest pattern, in octets.
const MAX_SOURCE: usize = 512;
/// How many groups may stand inside one another.
const MAX_DEPTH: u8 = 32;
/// The largest bound of a quantifier.
const MAX_BOUND: u32 = 1_000;

/// What is a character of the syntax outside a class and has to be escaped there.
const SYNTAX: &str = "^$\\.*+?()[]{}|/";
/// What has to be escaped inside a class with the flag `v`.
const CLASS_SYNTAX: &str = "()[]{}/-\\|";
/// What may be escaped inside a class besides.
const CLASS_PUNCTUATORS: &str = "&-!#%,:;<=>@`~^$.*+?";
/// What means something else when it stands twice inside a class with the flag `v`.
const DOUBLE_PUNCTUATORS: &str = "&!#$%*+,.:;<=>?@^`~";

/// Reads a pattern.
pub(super) fn parse(source: &str) -> Result<Hir, Problem> {
    let mut parser = Parser {
        rest: source.char_indices().peekable(),
        length: source.len(),
        depth: 0,
    };
    if source.is_empty() {
        return Err(parser.problem("it is empty", "leave it out if any text does"));
    }
    if source.len() > MAX_SOURCE {
        return Err(parser.problem(
            &format!("it is longer than {MAX_SOURCE} octets"),
            "use quantifiers, or a list of options",
        ));
    }
    let all = parser.alternatives()?;
    match parser.next() {
        None => Ok(all),
        Some((at, _)) => Err(problem(at, "this bracket closes nothing", "write `\\)`")),
    }
}

struct Parser<'p> {
    rest: Peekable<CharIndices<'p>>,
    length: usize,
    depth: u8,
}

fn problem(at: usize, problem: impl Into<String>, help: &'static str) -> Problem {
    Problem {
        at,
        problem: problem.into(),
        help,
    }
}

const WHOLE: &str = "leave it out: all of a text has to match";
const NO_LOOK: &str =
    "say it with alternatives, or with `prohibited`, `min_length` and `max_length`";

impl Parser<'_> {
    fn next(&mut self) -> Option<(usize, char)> {
        self.rest.next()
    }

    fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, character)| *character)
    }

    fn at(&mut self) -> usize {
        self.rest.peek().map_or(self.length, |(at, _)| *at)
    }

    fn takes(&mut self, expected: char) -> bool {
        self.rest.next_if(|(_, it)| *it == expected).is_some()
    }

    fn problem(&mut self, text: &str, help: &'static str) -> Problem {
        problem(self.at(), text, help)
    }

    fn alternatives(&mut self) -> Result<Hir, Problem> {
        let mut branches = vec![self.sequence()?];
        while self.takes('|') {
            branches.push(self.sequence()?);
        }
        Ok(Hir::alternation(branches))
    }

    fn sequence(&mut self) -> Result<Hir, Problem> {
        let mut parts = Vec::new();
        while let Some(character) = self.peek() {
            if matches!(character, '|' | ')') {
                break;
            }
            let atom = self.atom()?;
            parts.push(self.quantified(atom)?);
        }
        Ok(Hir::concat(parts))
    }

    fn atom(&mut self) -> Result<Hir, Problem> {
        let Some((at, character)) = self.next() else {
            return Ok(Hir::empty());
        };
        match character {
            '(' => self.group(at),
            '[' => self.class(at),
            '.' => Ok(class(lines())),
            '\\' => self.escape(at),
            '^' | '$' => Err(problem(
                at,
                format!("`{character}` says where a text begins or ends"),
                WHOLE,
            )),
            '*' | '+' | '?' => Err(problem(
                at,
                "there is nothing before it that it could repeat",
                "put what is to be repeated before it, or write a backslash before it",
            )),
            '{' | '}' | ']' => Err(problem(
                at,
                format!("`{character}` stands alone"),
                "write a backslash before it",
            )),
            '/' => Err(problem(
                at,
                "browsers that know an older syntax read `/` as an end",
                "write `\\/`",
            )),
            other => Ok(literal(other)),
        }
    }

    fn group(&mut self, at: usize) -> Result<Hir, Problem> {
        if self.takes('?') && !self.takes(':') {
            let looks = matches!(self.peek(), Some('=' | '!'));
            let behind = self.takes('<') && matches!(self.peek(), Some('=' | '!'));
            return Err(if looks || behind {
                problem(
                    at,
                    "looking ahead or back takes more than one pass over a text",
                    NO_LOOK,
                )
            } else {
                problem(
                    at,
                    "groups have neither names nor flags",
                    "write `(…)` or `(?:…)`",
                )
            });
        }
        if self.depth == MAX_DEPTH {
            return Err(problem(
                at,
                format!("more than {MAX_DEPTH} groups stand inside one another"),
                "make it flatter",
            ));
        }
        self.depth += 1;
        let inner = self.alternatives()?;
        self.depth -= 1;
        if self.takes(')') {
            Ok(inner)
        } else {
            Err(problem(
                at,
                "this bracket is never closed",
                "close it with `)`",
            ))
        }
    }

    fn quantified(&mut self, atom: Hir) -> Result<Hir, Problem> {
        let at = self.at();
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.next();
                return self.bounds(at, atom);
            }
            _ => return Ok(atom),
        };
        self.next();
        self.repeated(at, atom, min, max)
    }

    fn bounds(&mut self, at: usize, atom: Hir) -> Result<Hir, Problem> {
        const HELP: &str = "write `{2}`, `{2,}` or `{2,5}`, or `\\{` for the bracket itself";
        let Some(min) = self.number() else {
            return Err(problem(
                at,
                "a number has to stand behind this bracket",
                HELP,
            ));
        };
        let max = if self.takes(',') {
            self.number()
        } else {
            Some(min)
        };
        if !self.takes('}') {
            return Err(problem(at, "these are no bounds", HELP));
        }
        if max.is_some_and(|max| max < min) {
            return Err(problem(at, "the second bound is less than the first", HELP));
        }
        if min > MAX_BOUND || max.is_some_and(|max| max > MAX_BOUND) {
            return Err(problem(
                at,
                format!("a bound is more than {MAX_BOUND}"),
                "say with `min_length` and `max_length` how long a text may be",
            ));
        }
        self.repeated(at, atom, min, max)
    }

    fn repeated(
        &mut self,
        at: usize,
        atom: Hir,
        min: u32,
        max: Option<u32>,
    ) -> Result<Hir, Problem> {
        match self.peek() {
            Some('?') => Err(self.problem(
                "`?` behind a quantifier changes nothing about which texts match",
                "leave it out",
            )),
            Some('*' | '+' | '{') => Err(self.problem(
                "a quantifier cannot follow another",
                "put what is to be repeated into brackets",
            )),
            _ => {
                // `{0}` would be a way to say nothing, and `a{0}` most likely a slip.
                if max == Some(0) {
                    return Err(problem(
                        at,
                        "what is before it may never stand there",
                        "leave both out",
                    ));
                }
                Ok(Hir::repetition(Repetition {
                    min,
                    max,
                    greedy: true,
                    sub: Box::new(atom),
                }))
            }
        }
    }

    /// Decimal digits, if there are any; more than six are as good as a million.
    fn number(&mut self) -> Option<u32> {
        let mut number: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|it| it.to_digit(10)) {
            self.next();
            let so_far = number.unwrap_or(0);
            number = Some(
                so_far
                    .saturating_mul(10)
                    .saturating_add(digit)
                    .min(1_000_000),
            );
        }
        number
    }

    /// What stands behind a backslash outside a class.
    fn escape(&mut self, at: usize) -> Result<Hir, Problem> {
        let Some((_, character)) = self.next() else {
            return Err(problem(
                at,
                "nothing follows the backslash",
                "write `\\\\` for a backslash",
            ));
        };
        if let Some(set) = shorthand(character) {
            return Ok(class(set));
        }
        match character {
            'b' | 'B' => Err(problem(
                at,
                "boundaries of words differ from browser to browser",
                NO_LOOK,
            )),
            '0'..='9' | 'k' => Err(problem(
                at,
                "what a group matched cannot be referred to",
                "say it with alternatives",
            )),
            _ => self.character(at, character, SYNTAX).map(literal),
        }
    }

    /// The character that an escape stands for, in which `may` lists what stands for itself.
    fn character(&mut self, at: usize, escaped: char, may: &str) -> Result<char, Problem> {
        match escaped {
            't' => Ok('\t'),
            'n' => Ok('\n'),
            'v' => Ok('\u{b}'),
            'f' => Ok('\u{c}'),
            'r' => Ok('\r'),
            'x' => self.code(at, 2),
            'u' if self.takes('{') => {
                let code = self.hexadecimal(6);
                let closed = self.takes('}');
                let code = code.filter(|_| closed).and_then(char::from_u32);
                code.ok_or_else(|| problem(at, "this is no character", "write as in `\\u{1F600}`"))
            }
            'u' => self.code(at, 4),
            'p' | 'P' => Err(problem(
                at,
                "which letters there are depends on the browser's version of Unicode, and an automaton for them is large",
                "name the ranges that you want, as in `[a-zà-öø-ÿ]`, or say what is `prohibited` instead",
            )),
            _ if may.contains(escaped) => Ok(escaped),
            _ => Err(problem(
                at,
                format!("`\\{escaped}` is no escape"),
                "leave the backslash out, or write two of them for a backslash",
            )),
        }
    }

    fn code(&mut self, at: usize, digits: usize) -> Result<char, Problem> {
        let before = self.at();
        let code = self.hexadecimal(digits);
        let is_whole = self.at() - before == digits;
        code.filter(|_| is_whole)
            .and_then(char::from_u32)
            .ok_or_else(|| {
                problem(
                    at,
                    "this is no character",
                    "write two digits as in `\\x2d`, four as in `\\u00e9`, or `\\u{1F600}`",
                )
            })
    }

    fn hexadecimal(&mut self, most: usize) -> Option<u32> {
        let mut code = None;
        for _ in 0..most {
            let Some(digit) = self.peek().and_then(|it| it.to_digit(16)) else {
                break;
            };
            self.next();
            code = Some(code.unwrap_or(0) * 16 + digit);
        }
        code
    }

    /// What stands between square brackets.
    fn class(&mut self, at: usize) -> Result<Hir, Problem> {
        let negated = self.takes('^');
        let mut set = ClassUnicode::empty();
        loop {
            let from = self.at();
            match self.peek() {
                None => {
                    return Err(problem(
                        at,
                        "this bracket is never closed",
                        "close it with `]`",
                    ));
                }
                Some(']') => {
                    self.next();
                    break;
                }
                _ => {}
            }
            let first = match self.member()? {
                Member::Set(more) => {
                    set.union(&more);
                    if self.peek() == Some('-') {
                        return Err(self.problem(
                            "a range cannot begin with several characters",
                            "write `\\-` for the sign itself",
                        ));
                    }
                    continue;
                }
                Member::One(first) => first,
            };
            let last = if self.takes('-') {
                if self.peek() == Some(']') {
                    return Err(
                        self.problem("the range has no end", "write `\\-` for the sign itself")
                    );
                }
                match self.member()? {
                    Member::One(last) if last >= first => last,
                    Member::One(_) => {
                        return Err(problem(
                            from,
                            "the range ends before it begins",
                            "swap the two",
                        ));
                    }
                    Member::Set(_) => {
                        return Err(problem(
                            from,
                            "a range cannot end with several characters",
                            "write `\\-` for the sign itself",
                        ));
                    }
                }
            } else {
                first
            };
            set.push(ClassUnicodeRange::new(first, last));
        }
        if set.ranges().is_empty() {
            return Err(problem(at, "no character is in it", "name one at least"));
        }
        if negated {
            set.negate();
        }
        if set.ranges().is_empty() {
            return Err(problem(
                at,
                "no character is left in it",
                "leave one at least",
            ));
        }
        Ok(class(set))
    }

    /// One character of a class, or a set of them.
    fn member(&mut self) -> Result<Member, Problem> {
        let Some((at, character)) = self.next() else {
            return Err(self.problem("the class ends here", "close it with `]`"));
        };
        if character == '\\' {
            let Some((_, escaped)) = self.next() else {
                return Err(problem(
                    at,
                    "nothing follows the backslash",
                    "write `\\\\` for a backslash",
                ));
            };
            if let Some(set) = shorthand(escaped) {
                return Ok(Member::Set(set));
            }
            let may = [CLASS_SYNTAX, CLASS_PUNCTUATORS].concat();
            return self.character(at, escaped, &may).map(Member::One);
        }
        if character == '[' {
            return Err(problem(
                at,
                "classes cannot stand inside one another",
                "write `\\[` for the bracket itself",
            ));
        }
        if CLASS_SYNTAX.contains(character) {
            return Err(problem(
                at,
                format!("browsers want `{character}` escaped inside a class"),
                "write a backslash before it",
            ));
        }
        if DOUBLE_PUNCTUATORS.contains(character) && self.peek() == Some(character) {
            return Err(problem(
                at,
                format!("`{character}{character}` is kept for other uses inside a class"),
                "name each character once",
            ));
        }
        Ok(Member::One(character))
    }
}

enum Member {
    One(char),
    Set(ClassUnicode),
}

fn class(set: ClassUnicode) -> Hir {
    Hir::class(Class::Unicode(set))
}

fn literal(character: char) -> Hir {
    Hir::literal(character.to_string().into_bytes())
}

fn set(ranges: &[(char, char)]) -> ClassUnicode {
    let ranges = ranges.iter();
    ClassUnicode::new(ranges.map(|(first, last)| ClassUnicodeRange::new(*first, *last)))
}

/// What `.` stands for in JavaScript: anything but what ends a line.
fn lines() -> ClassUnicode {
    let mut set = set(&[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')]);
    set.negate();
    set
}

/// What `\d` and its kin stand for in JavaScript (ECMA-262, "`CharacterClassEscape`").
fn shorthand(letter: char) -> Option<ClassUnicode> {
    let mut set = match letter.to_ascii_lowercase() {
        'd' => set(&[('0', '9')]),
        'w' => set(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
        's' => set(&[
            ('\t', '\r'),
            (' ', ' '),
            ('\u{a0}', '\u{a0}'),
            ('\u{1680}', '\u{1680}'),
            ('\u{2000}', '\u{200a}'),
            ('\u{2028}', '\u{2029}'),
            ('\u{202f}', '\u{202f}'),
            ('\u{205f}', '\u{205f}'),
            ('\u{3000}', '\u{3000}'),
            ('\u{feff}', '\u{feff}'),
        ]),
        _ => return None,
    };
    if letter.is_ascii_uppercase() {
        set.negate();
    }
    Some(set)
}
