//! Reading JSON in one pass.

use thiserror::Error;

use crate::document::{Document, MAX_DOCUMENT_DEPTH, Member, Name, Node, Span, is_few, tag};
use crate::function::parse_double;
use crate::plain::plain_end;

/// Why a text is no document. It holds nothing of the text, so it can be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{reason}, at octet {at}")]
pub struct DocumentError {
    /// What is wrong.
    pub reason: DocumentReason,
    /// Where, in octets from the beginning, counted from zero.
    pub at: u32,
}

/// What is wrong with a text that should be a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DocumentReason {
    /// It is no JSON.
    #[error("this is not JSON")]
    Syntax,
    /// An escape stands for half a surrogate pair, which is no character.
    #[error("half a surrogate pair is no character")]
    HalfSurrogate,
    /// A number is larger than any double.
    #[error("the number is too large")]
    NumberTooLarge,
    /// A name stands twice in an object.
    #[error("the name stands twice in the object")]
    RepeatedName,
    /// Lists and objects lie deeper inside one another than [`MAX_DOCUMENT_DEPTH`].
    #[error("values lie too deep in one another")]
    TooDeep,
    /// The text is longer than 4 GiB.
    #[error("the text is too long")]
    TooLong,
}

type Read<T> = Result<T, DocumentError>;

/// A document that is being read.
pub(crate) struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    /// What has been read and is complete.
    document: Document<'t>,
    /// Elements of arrays and members of objects around `at`, the innermost last.
    open_nodes: Vec<Node>,
    open_members: Vec<Member>,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str) -> Read<Self> {
        if u32::try_from(text.len()).is_err() {
            return Err(DocumentError {
                reason: DocumentReason::TooLong,
                at: u32::MAX,
            });
        }
        // Of an event, a member for every 24 octets is more than there is.
        let expected = text.len() / 24;
        Ok(Self {
            bytes: text.as_bytes(),
            at: 0,
            document: Document {
                text,
                decoded: String::new(),
                nodes: Vec::with_capacity(expected / 4),
                members: Vec::with_capacity(expected),
                orders: Vec::new(),
                root: Node::Null,
            },
            open_nodes: Vec::with_capacity(16),
            open_members: Vec::with_capacity(48),
        })
    }

    pub(crate) fn document(mut self) -> Read<Document<'t>> {
        self.document.root = self.value(0)?;
        match self.next_octet() {
            None => Ok(self.document),
            Some(_) => self.wrong(),
        }
    }

    fn value(&mut self, depth: u8) -> Read<Node> {
        match self.next_octet() {
            Some(b'"') => {
                self.at += 1;
                let Name { is_decoded, span } = self.text()?;
                Ok(if is_decoded {
                    Node::Decoded(span)
                } else {
                    Node::Plain(span)
                })
            }
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word(b"true", Node::Bool(true)),
            Some(b'f') => self.word(b"false", Node::Bool(false)),
            Some(b'n') => self.word(b"null", Node::Null),
            _ => self.wrong(),
        }
    }

    fn object(&mut self, depth: u8) -> Read<Node> {
        self.descend(depth)?;
        let begin = self.open_members.len();
        if self.next_octet() == Some(b'}') {
            self.at += 1;
            return Ok(Node::Map(Span { from: 0, to: 0 }));
        }
        // A bit for each name, so that most are known to be new without being compared.
        let mut seen = 0_u64;
        loop {
            if self.next_octet() != Some(b'"') {
                return self.wrong();
            }
            let at = self.at;
            self.at += 1;
            let name = self.text()?;
            let tag = tag(self.document.name(name).as_bytes());
            let bit = 1 << (tag.wrapping_mul(0x9e37_79b1) >> 26);
            if seen & bit != 0 && self.is_repeated(begin, tag, name) {
                return Self::fail(DocumentReason::RepeatedName, at);
            }
            seen |= bit;
            if self.next_octet() != Some(b':') {
                return self.wrong();
            }
            self.at += 1;
            let value = self.value(depth + 1)?;
            self.open_members.push(Member { tag, name, value });
            match self.next_octet() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return self.wrong(),
            }
        }
        self.at += 1;
        let from = self.document.members.len();
        let read = self.open_members.get(begin..).unwrap_or_default();
        self.document.members.extend_from_slice(read);
        self.open_members.truncate(begin);
        let span = span(from, self.document.members.len());
        if let Some(repeated) = self.document.close(span) {
            return Self::fail(
                DocumentReason::RepeatedName,
                repeated.span.from.saturating_sub(1) as usize,
            );
        }
        Ok(Node::Map(span))
    }

    /// Whether a name is there already; where there are many, [`Document::close`] asks for all of them.
    fn is_repeated(&self, begin: usize, tag: u32, name: Name) -> bool {
        let known = self.open_members.get(begin..).unwrap_or_default();
        let text = self.document.name(name);
        is_few(known.len())
            && known
                .iter()
                .any(|member| member.tag == tag && self.document.name(member.name) == text)
    }

    fn array(&mut self, depth: u8) -> Read<Node> {
        self.descend(depth)?;
        let begin = self.open_nodes.len();
        if self.next_octet() == Some(b']') {
            self.at += 1;
            return Ok(Node::List(Span { from: 0, to: 0 }));
        }
        loop {
            let value = self.value(depth + 1)?;
            self.open_nodes.push(value);
            match self.next_octet() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return self.wrong(),
            }
        }
        self.at += 1;
        let from = self.document.nodes.len();
        let read = self.open_nodes.get(begin..).unwrap_or_default();
        self.document.nodes.extend_from_slice(read);
        self.open_nodes.truncate(begin);
        Ok(Node::List(span(from, self.document.nodes.len())))
    }

    /// Steps over an opening bracket.
    fn descend(&mut self, depth: u8) -> Read<()> {
        if depth >= MAX_DOCUMENT_DEPTH {
            return Self::fail(DocumentReason::TooDeep, self.at);
        }
        self.at += 1;
        Ok(())
    }

    /// Reads a text from behind its quotation mark to behind the closing one.
    fn text(&mut self) -> Read<Name> {
        let begin = self.at;
        let end = plain_end(self.bytes, begin);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Name {
                is_decoded: false,
                span: span(begin, end),
            });
        }
        self.decoded(begin, end)
    }

    /// Reads a text that does not end where it stops being plain.
    #[cold]
    fn decoded(&mut self, mut begin: usize, mut end: usize) -> Read<Name> {
        let from = self.document.decoded.len();
        loop {
            let plain = self.document.text.get(begin..end).unwrap_or_default();
            self.document.decoded.push_str(plain);
            self.at = end;
            match self.bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    let character = self.escape()?;
                    self.document.decoded.push(character);
                }
                _ => return self.wrong(),
            }
            begin = self.at;
            end = plain_end(self.bytes, begin);
        }
        self.at += 1;
        Ok(Name {
            is_decoded: true,
            span: span(from, self.document.decoded.len()),
        })
    }

    /// Reads an escape.
    fn escape(&mut self) -> Read<char> {
        let at = self.at;
        let letter = self.bytes.get(at + 1);
        self.at += 2;
        Ok(match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.hexadecimal()?;
                let code = match first {
                    0xd800..=0xdbff => {
                        if self.bytes.get(self.at..self.at + 2) != Some(b"\\u") {
                            return Self::fail(DocumentReason::HalfSurrogate, at);
                        }
                        self.at += 2;
                        let second = self.hexadecimal()?;
                        if !(0xdc00..=0xdfff).contains(&second) {
                            return Self::fail(DocumentReason::HalfSurrogate, at);
                        }
                        0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
                    }
                    code => code,
                };
                match char::from_u32(code) {
                    Some(character) => character,
                    None => return Self::fail(DocumentReason::HalfSurrogate, at),
                }
            }
            _ => {
                self.at = at;
                return self.wrong();
            }
        })
    }

    fn hexadecimal(&mut self) -> Read<u32> {
        let mut number = 0;
        for _ in 0..4 {
            let octet = self.bytes.get(self.at).copied().unwrap_or_default();
            let Some(digit) = char::from(octet).to_digit(16) else {
                return self.wrong();
            };
            number = number << 4 | digit;
            self.at += 1;
        }
        Ok(number)
    }

    fn number(&mut self) -> Read<Node> {
        let begin = self.at;
        let is_negative = self.bytes.get(begin) == Some(&b'-');
        self.at += usize::from(is_negative);
        let first = self.at;
        let mut value = 0_i64;
        while let Some(digit @ b'0'..=b'9') = self.bytes.get(self.at) {
            // Wraps for numbers with more digits than are certain to fit, whose value is not taken from here.
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        let digits = self.at - first;
        let starts_with_zero = self.bytes.get(first) == Some(&b'0');
        if digits == 0 || (starts_with_zero && digits > 1) {
            self.at = first + usize::from(starts_with_zero);
            return self.wrong();
        }
        let is_whole = !matches!(self.bytes.get(self.at), Some(b'.' | b'e' | b'E'));
        if is_whole && digits <= 18 {
            return Ok(match (is_negative, value) {
                (true, 0) => Node::Double(-0.0),
                (true, value) => Node::Int(-value),
                (false, value) => Node::Int(value),
            });
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        let text = self.document.text.get(begin..self.at).unwrap_or_default();
        if is_whole && let Ok(value) = text.parse() {
            return Ok(Node::Int(value));
        }
        // What is long is left to `serde_json`, which is in the Worker anyway, and which gives a neighbour now and then.
        match parse_double(text).or_else(|| serde_json::from_str(text).ok()) {
            Some(value) => Ok(Node::Double(value)),
            None => Self::fail(DocumentReason::NumberTooLarge, begin),
        }
    }

    /// Steps over digits, at least one.
    fn digits(&mut self) -> Read<()> {
        let begin = self.at;
        while let Some(b'0'..=b'9') = self.bytes.get(self.at) {
            self.at += 1;
        }
        if self.at == begin {
            return self.wrong();
        }
        Ok(())
    }

    fn word(&mut self, word: &[u8], node: Node) -> Read<Node> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return self.wrong();
        }
        self.at += word.len();
        Ok(node)
    }

    /// The next octet that is not white space.
    fn next_octet(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    fn wrong<T>(&self) -> Read<T> {
        Self::fail(DocumentReason::Syntax, self.at)
    }

    #[cold]
    fn fail<T>(reason: DocumentReason, at: usize) -> Read<T> {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Err(DocumentError { reason, at })
    }
}

/// A part of what is no longer than a document's text.
fn span(from: usize, to: usize) -> Span {
    Span {
        from: u32::try_from(from).unwrap_or(u32::MAX),
        to: u32::try_from(to).unwrap_or(u32::MAX),
    }
}
