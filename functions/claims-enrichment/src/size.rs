//! Fitting claims into a token.

use vestibule_rules::{json_text_length, write_json_text};

use crate::answer::{GivenClaim, TokenClaims};

/// Leaves claims out until the rest fits, those of the lowest priority first, of two that are alike the later one; the marker
/// counts as well. Gives the rule of a required claim for which there is no room even so.
pub(crate) fn fit<'a>(
    given: Vec<GivenClaim<'a>>,
    marker: Option<&'a str>,
    budget: usize,
) -> (TokenClaims<'a>, Option<&'a str>) {
    let sizes: Vec<usize> = given
        .iter()
        .map(|claim| member(claim.name, &claim.value))
        .collect();
    let mut kept = vec![true; given.len()];
    loop {
        let omitted = given.iter().zip(&kept).filter(|(_, kept)| !**kept);
        let names: Vec<_> = omitted.map(|(claim, _)| claim.name).collect();
        let said = marker
            .filter(|_| !names.is_empty())
            .map(|name| (name, marked(name, &names, budget)));
        let members = sizes
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .map(|(size, _)| *size)
            .chain(said.as_ref().map(|(name, value)| member(name, value)));
        let octets = object(members);
        let next = given
            .iter()
            .enumerate()
            .filter(|(index, claim)| !claim.required && kept.get(*index) == Some(&true))
            // The last of those with the lowest priority.
            .min_by_key(|(index, claim)| (claim.priority, std::cmp::Reverse(*index)))
            .map(|(index, _)| index);
        match next {
            Some(next) if octets > budget => {
                if let Some(kept) = kept.get_mut(next) {
                    *kept = false;
                }
            }
            _ => {
                let unfit = given
                    .iter()
                    .filter(|claim| claim.required)
                    .min_by_key(|claim| claim.priority)
                    .filter(|_| octets > budget)
                    .map(|claim| claim.rule);
                let mut claims = Vec::new();
                let mut omitted = Vec::new();
                for (claim, kept) in given.into_iter().zip(kept) {
                    if kept {
                        claims.push(claim);
                    } else {
                        omitted.push(claim);
                    }
                }
                let fitted = TokenClaims {
                    claims,
                    omitted,
                    marker: said,
                    octets,
                    budget,
                };
                return (fitted, unfit);
            }
        }
    }
}

/// What the marker says: the names of what was left out, or, where they would take more than a quarter of the room
/// themselves, only that something was.
fn marked(marker: &str, names: &[&str], budget: usize) -> String {
    let mut json = String::new();
    for name in names {
        json.push(if json.is_empty() { '[' } else { ',' });
        write_json_text(name, &mut json);
    }
    json.push(']');
    if member(marker, &json) > budget / 4 {
        "true".to_owned()
    } else {
        json
    }
}

/// Octets of a member of an object, its value being JSON.
fn member(name: &str, value: &str) -> usize {
    json_text_length(name) + 1 + value.len()
}

/// Octets of an object with members of these sizes: braces and commas.
fn object(members: impl Iterator<Item = usize>) -> usize {
    let (count, sum) = members.fold((0_usize, 0_usize), |(count, sum), size| {
        (count + 1, sum + size)
    });
    2 + sum + count.saturating_sub(1)
}
