//! Values of attributes, by what they may say.

/// What the value of an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers and lengths.
    Numbers,
    /// The outline of a path.
    Outline,
    /// Movements.
    Transform,
    /// A colour, or a gradient of the same picture.
    Paint,
    /// A clip or a mask of the same picture.
    Part,
    /// A word of CSS or SVG.
    Word,
    /// What something is called within the picture.
    Id,
    /// A reference to something within the picture.
    Href,
}

impl Kind {
    /// Whether a value is one of this kind.
    pub(super) fn takes(self, value: &str) -> bool {
        let only = |more: &str| {
            value
                .chars()
                .all(|it| it.is_ascii_digit() || " \t\r\n.,+-".contains(it) || more.contains(it))
        };
        match self {
            Self::Numbers => only("%eEpx"),
            Self::Outline => only("eEMmZzLlHhVvCcSsQqTtAa"),
            Self::Transform => is_transform(value),
            Self::Paint => is_color(value) || is_part(value),
            Self::Part => value == "none" || is_part(value),
            Self::Word => is_word(value),
            Self::Id => is_id(value),
            Self::Href => value.strip_prefix('#').is_some_and(is_id),
        }
    }
}

fn is_id(value: &str) -> bool {
    value.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && value.len() <= 64
        && value
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || "_-.".contains(it))
}

fn is_word(value: &str) -> bool {
    value
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || " -.".contains(it))
}

/// `url(#name)`.
fn is_part(value: &str) -> bool {
    value
        .strip_prefix("url(#")
        .and_then(|rest| rest.strip_suffix(')'))
        .is_some_and(is_id)
}

fn is_color(value: &str) -> bool {
    if let Some(digits) = value.strip_prefix('#') {
        return matches!(digits.len(), 3 | 4 | 6 | 8)
            && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    }
    let numbers = ["rgb(", "rgba(", "hsl(", "hsla("]
        .into_iter()
        .find_map(|function| value.strip_prefix(function))
        .and_then(|rest| rest.strip_suffix(')'));
    match numbers {
        Some(numbers) => numbers
            .chars()
            .all(|it| it.is_ascii_digit() || " .,%/+-".contains(it)),
        None => !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphabetic()),
    }
}

fn is_transform(value: &str) -> bool {
    const KNOWN: [&str; 6] = ["matrix", "translate", "scale", "rotate", "skewX", "skewY"];
    let mut rest = value.trim_ascii();
    while !rest.is_empty() {
        let Some((name, behind)) = rest.split_once('(') else {
            return false;
        };
        let Some((numbers, behind)) = behind.split_once(')') else {
            return false;
        };
        if !KNOWN.contains(&name.trim_ascii()) || !Kind::Numbers.takes(numbers) {
            return false;
        }
        rest = behind.trim_start_matches([' ', '\t', '\r', '\n', ',']);
    }
    true
}
