//! Long lists.

use vestibule_profile::{group_countries, group_time_zones};

#[test]
fn countries_stand_under_their_letter() {
    let countries = [
        ("EG", "Ägypten"),
        ("AX", "Ålandinseln"),
        ("AL", "Albanien"),
        ("OM", "Oman"),
        ("AT", "Österreich"),
        ("AF", "أفغانستان"),
        ("IS", "آيسلندا"),
        ("JP", "日本"),
    ];
    let groups = group_countries(&countries);
    let found = groups.iter().map(|group| {
        let codes = group.places.iter().map(|(code, _)| *code);
        (group.label.as_str(), codes.collect::<Vec<_>>())
    });
    let expected = [
        ("A", vec!["EG", "AX", "AL"]),
        ("O", vec!["OM", "AT"]),
        ("ا", vec!["AF", "IS"]),
        ("日", vec!["JP"]),
    ];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn time_zones_stand_under_their_part_of_the_world() {
    let zones = [
        "America/Argentina/Buenos_Aires",
        "America/Lima",
        "Europe/Berlin",
        "UTC",
    ];
    let groups = group_time_zones(&zones);
    let found = groups.iter().map(|group| {
        let names = group.places.iter().map(|(_, name)| name.as_str());
        (group.label.as_str(), names.collect::<Vec<_>>())
    });
    let expected = [
        ("America", vec!["Argentina/Buenos Aires", "Lima"]),
        ("Europe", vec!["Berlin"]),
        ("UTC", vec!["UTC"]),
    ];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}
