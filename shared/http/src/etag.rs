//! Whether somebody has already what they ask for.

/// Whether an `If-None-Match` header names this entity tag, which stands without quotes here (RFC 9110, section 13.1.2):
/// compared weakly, since whoever compresses an answer on the way marks its tag as weak.
#[must_use]
pub fn names_tag(if_none_match: &str, tag: &str) -> bool {
    if_none_match.split(',').any(|listed| {
        let listed = listed.trim();
        let quoted = listed.strip_prefix("W/").unwrap_or(listed);
        listed == "*"
            || quoted
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'))
                == Some(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::names_tag;

    #[test]
    fn finds_a_tag_among_others() {
        for header in [
            "\"a1\"",
            "W/\"a1\"",
            " \"b2\" , \"a1\"",
            "W/\"b2\",W/\"a1\"",
            "*",
        ] {
            assert!(names_tag(header, "a1"), "{header}");
        }
        for header in [
            "", "-", "a1", "\"a1", "\"A1\"", "\"a12\"", "\"b2\"", "w/\"a1\"",
        ] {
            assert!(!names_tag(header, "a1"), "{header}");
        }
    }
}
