//! What somebody may have meant.

/// The name that is most like `wanted`, if one is like it at all.
pub(crate) fn most_similar<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let target = plain(wanted);
    // A third of the letters may differ, and `_` and capitals do not count: `emailVerified` means `email_verified`.
    let limit = (target.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|name| (distance(&target, &plain(name)), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// How many letters must be put in, taken out, replaced or swapped with their neighbour to get from one to the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    let mut previous = None;
    for letter in left.chars() {
        let mut next = Vec::with_capacity(row.len());
        let mut last = row.first().copied().unwrap_or_default() + 1;
        next.push(last);
        let mut other_previous = None;
        for (place, other) in right.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX);
            let replaced = at(&row, place) + usize::from(letter != *other);
            last = replaced.min(last + 1).min(at(&row, place + 1) + 1);
            if place > 0 && previous == Some(*other) && other_previous == Some(letter) {
                last = last.min(at(&before, place - 1).saturating_add(1));
            }
            next.push(last);
            other_previous = Some(*other);
        }
        previous = Some(letter);
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, most_similar};

    #[test]
    fn distances_are_those_of_single_letters() {
        for (left, right, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("email", "email", 0),
            ("emial", "email", 1),
            ("emal", "email", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(left, right), expected, "{left} {right}");
            assert_eq!(distance(right, left), expected, "{right} {left}");
        }
    }

    #[test]
    fn only_what_is_alike_is_named() {
        let names = ["email", "email_verified", "name", "nickname"];
        assert_eq!(most_similar("emial", names), Some("email"));
        assert_eq!(most_similar("emailVerified", names), Some("email_verified"));
        assert_eq!(most_similar("department", names), None);
    }
}
