//! Long lists: what all countries and all time zones weigh, in every language.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use vestibule_pages::{
    Brand, Frame, Language, Link, ListEntry, ListGroup, ProfileField, ProfileForm,
};
use vestibule_profile::{
    Control, Field, FieldTexts, Kind, PlaceGroup, Presence, Setting, Store, StoreKind,
    group_countries, group_time_zones,
};

use crate::support::{Native, drive};

/// What a page may weigh: it is there after one round trip.
const MOST: usize = 14 * 1024;

/// The page that asks for one place.
fn page(language: &'static Language, kind: Kind<'_>, groups: &[PlaceGroup<'_>]) -> String {
    let field = Field {
        name: "place",
        kind,
        store: Store {
            kind: StoreKind::User,
            key: "place",
        },
        presence: Presence::Required,
        stale_after: None,
        only_if: None,
        when: None,
    };
    let setting = Setting {
        language: language.tag,
        required: true,
        today: 0,
        host: &Native,
    };
    let control = Control::of(&field, &setting);
    let entries = groups.iter().map(|group| {
        let places = group.places.iter();
        let places = places.map(|(value, label)| ListEntry { value, label });
        places.collect::<Vec<_>>()
    });
    let entries = entries.collect::<Vec<_>>();
    let list = groups
        .iter()
        .zip(&entries)
        .map(|(group, entries)| ListGroup {
            label: Some(&group.label),
            entries,
        });
    let list = list.collect::<Vec<_>>();
    let texts = FieldTexts {
        label: "Place",
        ..FieldTexts::default()
    };
    let brand = Brand::default();
    let form = ProfileForm {
        frame: Frame::new(&brand, language),
        action: Link::parse("/edge/profile/x").unwrap(),
        hidden: &[],
        account: "ana@globex.example",
        other_account: Link::parse("/edge/logout").unwrap(),
        purpose: None,
        step: None,
        fields: &[ProfileField {
            field: &field,
            texts: &texts,
            control: &control,
            required: true,
            given: &[],
            problem: None,
            list: &list,
        }],
        goes_back: false,
        may_skip: false,
        is_not_saved: false,
    };
    form.render().body
}

fn weight(body: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn all_countries_and_all_time_zones_fit_the_first_flight() {
    let tags = Language::all().iter().map(|language| language.tag);
    let tables = drive(
        "place-names.mjs",
        &json!({ "languages": tags.collect::<Vec<_>>() }),
    );
    let zones = tables["zones"].as_array().unwrap();
    let zones = zones
        .iter()
        .map(|zone| zone.as_str().unwrap())
        .collect::<Vec<_>>();
    for language in Language::all() {
        let names = tables["countries"][language.tag].as_object().unwrap();
        let mut countries = names
            .iter()
            .filter(|(code, _)| vestibule_profile::is_country(code))
            .map(|(code, name)| (code.as_str(), name.as_str().unwrap()))
            .collect::<Vec<_>>();
        assert_eq!(countries.len(), 250);
        countries.sort_by_key(|(_, name)| *name);
        let groups = group_countries(&countries);
        let of_countries = weight(&page(language, Kind::Country, &groups));
        let of_zones = weight(&page(language, Kind::TimeZone, &group_time_zones(&zones)));
        println!(
            "{}: countries {of_countries}, time zones {of_zones}",
            language.tag
        );
        assert!(of_countries <= MOST && of_zones <= MOST, "{}", language.tag);
    }
}
