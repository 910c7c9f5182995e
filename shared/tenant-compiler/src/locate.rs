//! Places in the text of a file.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a text in TOML can begin with, the longest first; a line break right behind three quotes is not part of it.
const DELIMITERS: [&str; 8] = [
    "\"\"\"\r\n",
    "\"\"\"\n",
    "'''\r\n",
    "'''\n",
    "\"\"\"",
    "'''",
    "\"",
    "'",
];

/// The text of a file, parsed for the places of its values.
pub(crate) struct Text<'a> {
    content: &'a str,
    table: Spanned<DeTable<'a>>,
    line_starts: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let (table, _) = DeTable::parse_recoverable(text);
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(index, _)| index + 1))
            .collect();
        Self {
            content: text,
            table,
            line_starts,
        }
    }

    /// Where the value of a field begins, or the nearest thing around it that is there.
    pub(crate) fn offset_of(&self, field: &str) -> usize {
        let mut offset = 0;
        let mut here: Option<&Spanned<DeValue<'_>>> = None;
        for step in field.split(['.', '[']).filter(|step| !step.is_empty()) {
            let index = step
                .strip_suffix(']')
                .and_then(|index| index.parse::<usize>().ok());
            let next = match (index, here) {
                (Some(index), Some(value)) => value
                    .get_ref()
                    .as_array()
                    .and_then(|array| array.get(index)),
                (None, Some(value)) => value.get_ref().as_table().and_then(|table| table.get(step)),
                (None, None) => self.table.get_ref().get(step),
                (Some(_), None) => None,
            };
            let Some(next) = next else { break };
            offset = next.span().start;
            here = Some(next);
        }
        offset
    }

    /// Where in the text that is the value of a field something stands that follows `before`.
    ///
    /// Where the value is not written as it reads, because of an escape or a variable, it is where the value begins.
    pub(crate) fn offset_inside(&self, field: &str, before: &str) -> usize {
        let start = self.offset_of(field);
        if before.is_empty() {
            return start;
        }
        let written = self.content.get(start..).unwrap_or_default();
        DELIMITERS
            .iter()
            .find_map(|delimiter| {
                let inside = written.strip_prefix(delimiter)?;
                inside
                    .starts_with(before)
                    .then_some(start + delimiter.len() + before.len())
            })
            .unwrap_or(start)
    }

    /// Line and column of an octet, counted from one, the column in characters.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let line_start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let before = self.content.get(line_start..offset);
        (line, before.map_or(0, |before| before.chars().count()) + 1)
    }
}
