//! Liquid, as Auth0 renders it.

use std::fmt::Write as _;

use super::look::Look;
use super::organizations::Looks;

/// How many octets the list of organizations may take, so that a page stays below the 100 KB that Auth0 takes.
const ROOM: usize = 64 * 1024;

/// A text as a literal.
///
/// Liquid has no escapes: what could end the literal or the tag around it is replaced by what looks like it. Nothing is gained
/// by such a name, so nothing is lost.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    let mut before = ' ';
    for character in text.chars() {
        // The Deploy CLI puts values in the place of `@@name@@` and `##name##`.
        if "#@".contains(character) && character == before {
            literal.push(' ');
        }
        before = character;
        literal.push(match character {
            '"' => '\u{201d}',
            '{' => '(',
            '}' => ')',
            '\\' => '/',
            it if it.is_control() => ' ',
            it => it,
        });
    }
    literal.push('"');
    literal
}

/// An address as a literal: it is encoded, so that nothing in it has to be replaced.
pub(super) fn address(url: &str) -> String {
    let is_plain = |it: char| it.is_ascii_graphic() && !"\"{}\\<>".contains(it);
    // What is not as it should be is left out rather than changed: another address would lead elsewhere.
    if url.chars().all(is_plain) && !url.contains("@@") && !url.contains("##") {
        format!("\"{url}\"")
    } else {
        "\"\"".to_owned()
    }
}

/// A tag that gives a variable a value, which is a literal or another variable.
pub(super) fn assign(name: &str, value: &str) -> String {
    format!("{{%- assign {name} = {value} -%}}\n")
}

/// A choice by the id of the organization, and how many organizations had no room in it.
///
/// `of_group` gives what is assigned for those that have a brand.
pub(super) fn by_organization(
    looks: &Looks,
    of_group: impl Fn(&Look) -> String,
) -> (String, usize) {
    let mut choice = String::new();
    let mut left_out = 0;
    for group in &looks.groups {
        let assigned = of_group(&group.look);
        let room = ROOM.saturating_sub(choice.len() + assigned.len() + 16);
        let mut listed = String::new();
        for id in &group.organizations {
            let or = if listed.is_empty() { "" } else { " or " };
            if listed.len() + or.len() + id.as_str().len() + 2 > room {
                left_out += 1;
            } else {
                // Writing to a string cannot fail.
                let _ = write!(listed, "{or}\"{}\"", id.as_str());
            }
        }
        if !listed.is_empty() {
            let _ = write!(choice, "{{%- when {listed} -%}}\n{assigned}");
        }
    }
    if choice.is_empty() {
        return (String::new(), left_out);
    }
    let choice = format!(
        "{{%- if organization.id -%}}\n{{%- case organization.id -%}}\n{choice}{{%- endcase -%}}\n{{%- endif -%}}\n"
    );
    (choice, left_out)
}

/// Puts texts into a template where it names them in double angle brackets, in one pass.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("<<") {
        filled.push_str(before);
        let found = after.split_once(">>").and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        if let Some((value, after)) = found {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push_str("<<");
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_literal() {
        assert_eq!(literal("Müller & Söhne’s"), "\"Müller & Söhne’s\"");
        let hostile = literal("a\" %} {{ x }} {% if \\ @@b@@ ##c##\n");
        for part in ["%}", "{{", "{%", "##", "\n", "\\"] {
            assert!(!hostile.contains(part), "{hostile}");
        }
        assert_eq!(hostile.matches('"').count(), 2);
    }

    #[test]
    fn an_address_stays_as_it_is_or_is_left_out() {
        assert_eq!(
            address("https://a.example/?b=%20"),
            "\"https://a.example/?b=%20\""
        );
        for wrong in [
            "https://a.example/\"",
            "https://a.example/{{",
            "a b",
            "https://a.example/##b##",
        ] {
            assert_eq!(address(wrong), "\"\"", "{wrong}");
        }
    }
}
