//! Names of companies that do not exist.

/// The first word: as a domain label, and without its accents.
const FIRST: [(&str, &str); 64] = [
    ("acorn", "acorn"),
    ("alpine", "alpine"),
    ("amber", "amber"),
    ("apex", "apex"),
    ("atlas", "atlas"),
    ("aurora", "aurora"),
    ("beacon", "beacon"),
    ("birch", "birch"),
    ("blue", "blue"),
    ("bright", "bright"),
    ("cedar", "cedar"),
    ("clear", "clear"),
    ("cobalt", "cobalt"),
    ("coral", "coral"),
    ("crest", "crest"),
    ("delta", "delta"),
    ("elm", "elm"),
    ("ever", "ever"),
    ("falcon", "falcon"),
    ("fjord", "fjord"),
    ("forge", "forge"),
    ("granite", "granite"),
    ("harbor", "harbor"),
    ("helios", "helios"),
    ("iron", "iron"),
    ("juniper", "juniper"),
    ("kestrel", "kestrel"),
    ("lumen", "lumen"),
    ("maple", "maple"),
    ("nord", "nord"),
    ("oak", "oak"),
    ("onyx", "onyx"),
    ("opal", "opal"),
    ("orbit", "orbit"),
    ("osprey", "osprey"),
    ("pine", "pine"),
    ("pioneer", "pioneer"),
    ("polar", "polar"),
    ("prime", "prime"),
    ("quartz", "quartz"),
    ("quill", "quill"),
    ("raven", "raven"),
    ("redwood", "redwood"),
    ("ridge", "ridge"),
    ("river", "river"),
    ("ruby", "ruby"),
    ("sage", "sage"),
    ("sierra", "sierra"),
    ("silver", "silver"),
    ("solar", "solar"),
    ("spruce", "spruce"),
    ("summit", "summit"),
    ("swift", "swift"),
    ("tern", "tern"),
    ("tide", "tide"),
    ("titan", "titan"),
    ("umber", "umber"),
    ("valley", "valley"),
    ("vector", "vector"),
    ("vista", "vista"),
    ("willow", "willow"),
    ("zephyr", "zephyr"),
    ("grün", "gruen"),
    ("höhen", "hoehen"),
];
const SECOND: [&str; 48] = [
    "bank", "bridge", "capital", "care", "chem", "cloud", "craft", "data", "dental", "drive",
    "energy", "field", "foods", "freight", "gate", "gear", "glass", "grid", "health", "home",
    "labs", "leaf", "legal", "line", "logic", "media", "metal", "mind", "motors", "network",
    "optics", "paper", "pharma", "point", "power", "rail", "retail", "robotics", "shipping",
    "soft", "steel", "stone", "studio", "supply", "textile", "travel", "water", "works",
];
const THIRD: [(&str, &str); 16] = [
    ("", " Inc."),
    ("", " GmbH"),
    ("group", " Group"),
    ("systems", " Systems"),
    ("holding", " Holding"),
    ("partners", " Partners"),
    ("global", " Global"),
    ("industries", " Industries"),
    ("team", " Team"),
    ("tech", " Tech"),
    ("services", " Services"),
    ("solutions", " Solutions"),
    ("ventures", " Ventures"),
    ("digital", " Digital"),
    ("international", " International"),
    ("and-sons", " & Sons"),
];

/// What a company is called.
pub(super) struct Slug {
    /// By software: lower-case ASCII.
    pub(super) name: String,
    /// In a domain, accents and all.
    pub(super) label: String,
    /// By people.
    pub(super) title: String,
}

/// How many names there are before numbers tell them apart. `Inc.` and `GmbH` take turns in one place of [`THIRD`].
const NAMES: usize = FIRST.len() * SECOND.len() * (THIRD.len() - 1);

/// The name of one company. No two numbers below four billion have the same.
pub(super) fn slug(number: usize, seed: u64) -> Slug {
    // A prime that divides no factor of `NAMES`: neighbours get unlike names, and none comes twice in a round.
    let offset = usize::try_from(seed % NAMES as u64).unwrap_or_default();
    let turn = (number % NAMES * 28_657 + offset) % NAMES;
    let round = number / NAMES;
    let (label, plain) = get(&FIRST, turn % FIRST.len());
    let second = get(&SECOND, turn / FIRST.len() % SECOND.len());
    let third = turn / FIRST.len() / SECOND.len();
    let (third, legal) = if third == 0 {
        get(&THIRD, number % 2)
    } else {
        get(&THIRD, third + 1)
    };
    let hyphen = if third.is_empty() { "" } else { "-" };
    let again = if round == 0 {
        String::new()
    } else {
        (round + 1).to_string()
    };
    Slug {
        name: format!("{plain}{second}{hyphen}{third}{again}"),
        label: format!("{label}{second}{hyphen}{third}{again}"),
        title: format!(
            "{}{second}{legal}{}{again}",
            capitalized(label),
            if round == 0 { "" } else { " " }
        ),
    }
}

fn get<T: Copy + Default>(list: &[T], index: usize) -> T {
    list.get(index).copied().unwrap_or_default()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{NAMES, slug};

    #[test]
    fn no_two_companies_are_called_alike() {
        let mut names = HashSet::new();
        let mut labels = HashSet::new();
        for number in 0..NAMES * 2 + 5 {
            let slug = slug(number, 7);
            assert!(names.insert(slug.name.clone()), "{}", slug.name);
            assert!(labels.insert(slug.label.clone()), "{}", slug.label);
            assert!(slug.name.len() <= 50, "{}", slug.name);
        }
    }
}
