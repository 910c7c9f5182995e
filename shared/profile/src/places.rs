//! Long lists of places, in groups that are found at a glance.

/// Places that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceGroup<'a> {
    /// A letter, or a part of the world as the IANA database names it.
    pub label: String,
    /// What is sent, and what it is called.
    pub places: Vec<(&'a str, String)>,
}

/// Countries, as pairs of code and name in the order of the names, by the letter that their names begin with.
#[must_use]
pub fn group_countries<'a>(countries: &[(&'a str, &str)]) -> Vec<PlaceGroup<'a>> {
    let mut groups = Vec::new();
    for (code, name) in countries {
        let letter = name.chars().next().map(letter).unwrap_or_default();
        add(&mut groups, &letter, (code, (*name).to_owned()));
    }
    groups
}

/// Time zones, in the order of their names, by the part of the world that their names begin with. The rest of the name, which is that
/// of a place, is what a zone is called; those of no part of the world (`UTC`) stand together at the end.
#[must_use]
pub fn group_time_zones<'a>(names: &[&'a str]) -> Vec<PlaceGroup<'a>> {
    let mut groups = Vec::new();
    let mut others = Vec::new();
    for name in names {
        match name.split_once('/') {
            Some((part, place)) => add(&mut groups, part, (name, place.replace('_', " "))),
            None => others.push((*name, (*name).to_owned())),
        }
    }
    if !others.is_empty() {
        groups.push(PlaceGroup {
            label: "UTC".to_owned(),
            places: others,
        });
    }
    groups
}

/// Adds a place to the group with this label, wherever it stands: the order of a language may have `Ö` apart from `O`.
fn add<'a>(groups: &mut Vec<PlaceGroup<'a>>, label: &str, place: (&'a str, String)) {
    match groups.iter_mut().find(|group| group.label == label) {
        Some(group) => group.places.push(place),
        None => groups.push(PlaceGroup {
            label: label.to_owned(),
            places: vec![place],
        }),
    }
}

/// The letter that a name stands under: without the accents that names of countries begin with in the languages of the pages.
fn letter(first: char) -> String {
    let plain = match first {
        'À'..='Å' | 'Ā' => 'A',
        'Ç' => 'C',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ñ' => 'N',
        'Ò'..='Ö' | 'Ø' => 'O',
        'Ù'..='Ü' => 'U',
        'آ' | 'أ' | 'إ' => 'ا',
        other => other,
    };
    plain.to_uppercase().collect()
}
