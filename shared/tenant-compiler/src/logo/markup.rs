//! The part of XML that pictures are written in.
//!
//! No document types, so no entities of one's own and nothing from elsewhere; no `CDATA`; no instructions but the declaration.

/// What comes next in a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `<name …>`, or `<name …/>`, which is closed.
    Open {
        name: &'a str,
        /// With their references replaced, in order.
        attributes: Vec<(&'a str, String)>,
        closed: bool,
    },
    /// `</name>`.
    Close(&'a str),
    /// Something between tags that is not only white space.
    Text,
    /// The end of the document.
    End,
}

/// Reads pieces of a document, one by one.
#[derive(Debug)]
pub(super) struct Markup<'a> {
    text: &'a str,
    rest: &'a str,
    /// What was left when the last piece began.
    piece: &'a str,
}

impl<'a> Markup<'a> {
    /// Begins a document, behind its declaration.
    pub(super) fn new(text: &'a str) -> Result<Self, &'static str> {
        let mut rest = text;
        if let Some(behind) = text.strip_prefix("<?xml ") {
            let (declaration, behind) = behind
                .split_once("?>")
                .ok_or("an XML declaration without an end")?;
            let words: String = declaration
                .chars()
                .filter(|it| !it.is_ascii_whitespace())
                .map(|it| {
                    if it == '\'' {
                        '"'
                    } else {
                        it.to_ascii_lowercase()
                    }
                })
                .collect();
            let known = [
                "version=\"1.0\"",
                "version=\"1.0\"encoding=\"utf-8\"",
                "version=\"1.0\"standalone=\"no\"",
                "version=\"1.0\"standalone=\"yes\"",
                "version=\"1.0\"encoding=\"utf-8\"standalone=\"no\"",
                "version=\"1.0\"encoding=\"utf-8\"standalone=\"yes\"",
            ];
            if !known.contains(&words.as_str()) {
                return Err("an XML declaration of another version or encoding than 1.0 and UTF-8");
            }
            rest = behind;
        }
        Ok(Self {
            text,
            rest,
            piece: rest,
        })
    }

    /// The line that the last piece begins in, counted from 1.
    pub(super) fn line(&self) -> usize {
        let read = self.text.len() - self.piece.len();
        let read = self.text.get(..read).unwrap_or_default();
        1 + read.matches('\n').count()
    }

    /// The next piece. Comments are passed over.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, &'static str> {
        loop {
            self.piece = self.rest;
            if self.rest.is_empty() {
                return Ok(Piece::End);
            }
            if let Some(comment) = self.rest.strip_prefix("<!--") {
                let (_, behind) = comment
                    .split_once("-->")
                    .ok_or("a comment without an end")?;
                self.rest = behind;
            } else if self.rest.starts_with("<!") {
                return Err("a document type, an entity or CDATA");
            } else if self.rest.starts_with("<?") {
                return Err("a processing instruction");
            } else if let Some(behind) = self.rest.strip_prefix("</") {
                let (name, behind) = name(behind)?;
                self.rest = behind
                    .trim_ascii_start()
                    .strip_prefix('>')
                    .ok_or("a tag without an end")?;
                return Ok(Piece::Close(name));
            } else if let Some(behind) = self.rest.strip_prefix('<') {
                return self.open(behind);
            } else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (between, behind) = self.rest.split_at(end);
                self.rest = behind;
                if !between.trim_ascii().is_empty() {
                    unescape(between)?;
                    return Ok(Piece::Text);
                }
            }
        }
    }

    fn open(&mut self, behind: &'a str) -> Result<Piece<'a>, &'static str> {
        let (tag, mut rest) = name(behind)?;
        let mut attributes: Vec<(&str, String)> = Vec::new();
        loop {
            let trimmed = rest.trim_ascii_start();
            if let Some(behind) = trimmed.strip_prefix('>') {
                self.rest = behind;
                break;
            }
            if let Some(behind) = trimmed.strip_prefix("/>") {
                self.rest = behind;
                return Ok(Piece::Open {
                    name: tag,
                    attributes,
                    closed: true,
                });
            }
            if trimmed.len() == rest.len() {
                return Err("a tag that is not spelled like one");
            }
            let (attribute, behind) = name(trimmed)?;
            let behind = behind
                .trim_ascii_start()
                .strip_prefix('=')
                .ok_or("an attribute without a value")?
                .trim_ascii_start();
            let quote = ['"', '\'']
                .into_iter()
                .find(|quote| behind.starts_with(*quote))
                .ok_or("a value without quotes")?;
            let (value, behind) = behind
                .get(1..)
                .and_then(|behind| behind.split_once(quote))
                .ok_or("a value without an end")?;
            if value.contains('<') {
                return Err("a value with `<` in it");
            }
            if attributes.iter().any(|(known, _)| *known == attribute) {
                return Err("an attribute that stands twice");
            }
            attributes.push((attribute, unescape(value)?));
            rest = behind;
        }
        Ok(Piece::Open {
            name: tag,
            attributes,
            closed: false,
        })
    }
}

/// A name at the beginning of a text, and what stands behind it.
fn name(text: &str) -> Result<(&str, &str), &'static str> {
    let end = text
        .find(|it: char| !it.is_ascii_alphanumeric() && !"_-.:".contains(it))
        .unwrap_or(text.len());
    let (name, behind) = text.split_at(end);
    if name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        Ok((name, behind))
    } else {
        Err("a name that is not spelled like one")
    }
}

/// A value with its references replaced. There are five by name, and characters by number.
fn unescape(text: &str) -> Result<String, &'static str> {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once('&') {
        value.push_str(before);
        let (name, behind) = reference
            .split_once(';')
            .ok_or("an `&` that begins no reference")?;
        value.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                numbered(name).ok_or("a reference to something that XML does not have by itself")?
            }
        });
        rest = behind;
    }
    value.push_str(rest);
    let is_allowed = |it: char| !it.is_control() || matches!(it, '\t' | '\n' | '\r');
    if value.chars().all(is_allowed) {
        Ok(value)
    } else {
        Err("a control character")
    }
}

fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let (digits, radix) = digits
        .strip_prefix('x')
        .map_or((digits, 10), |digits| (digits, 16));
    // `from_str_radix` alone would take a sign.
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, radix).ok()?)
}
