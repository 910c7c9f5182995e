//! What the browser makes of a page's forms.

use vestibule_pages::{ENGLISH, Frame, Html, OrganizationChoice, OrganizationPicker};

use crate::document::{Shape, parse};
use crate::samples::{self, link};

/// The value of an attribute.
fn attribute<'a>(tag: &'a Shape<String>, name: &str) -> Option<&'a str> {
    let (_, value) = tag.1.iter().find(|(known, _)| known == name)?;
    Some(value)
}

fn sample(wanted: &str) -> Html {
    samples::all(&samples::acme(), &ENGLISH)
        .into_iter()
        .find_map(|(name, html)| (name == wanted).then_some(html))
        .unwrap()
}

/// The form that a browser submits when Enter is pressed in a field: the names of the fields with
/// the first button that the form owns ("default button", HTML, 4.10.22.2).
fn on_enter(body: &str, field: &str) -> Vec<String> {
    let tags = parse(body).tags;
    let form = tags
        .split(|tag| tag.0 == "<form")
        .find(|form| form.iter().any(|tag| attribute(tag, "id") == Some(field)))
        .unwrap();
    let form = form.iter().take_while(|tag| tag.0 != "/form");
    let button = form
        .clone()
        .find(|tag| tag.0 == "<button" && attribute(tag, "form").is_none());
    form.filter(|tag| tag.0 == "<input")
        .chain(button)
        .filter_map(|tag| attribute(tag, "name"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn enter_sends_what_was_typed_and_no_choice() {
    let fields = ["client_id", "state"];
    for (page, field, further) in [
        ("identifier", "email", &["email"] as &[_]),
        ("identifier-remembered", "email", &["email"]),
        ("identifier-suggestion", "email", &["doubted", "email"]),
        ("identifier-everything", "email", &["doubted", "email"]),
    ] {
        let expected = [&fields, further].concat();
        assert_eq!(on_enter(&sample(page).body, field), expected, "{page}");
    }
    for page in [
        "organization-picker-many",
        "organization-picker-found",
        "organization-picker-none",
    ] {
        let expected = ["client_id", "email", OrganizationPicker::FIND];
        assert_eq!(on_enter(&sample(page).body, "find"), expected, "{page}");
    }
}

#[test]
fn a_suggestion_is_sent_instead_of_what_was_typed() {
    let tags = parse(&sample("identifier-suggestion").body).tags;
    let button = tags
        .iter()
        .find(|tag| attribute(tag, "form").is_some())
        .unwrap();
    assert_eq!(attribute(button, "name"), Some("email"));
    assert_eq!(attribute(button, "value"), Some("ana@gmail.com"));
    let form = tags
        .iter()
        .position(|tag| tag.0 == "<form" && attribute(tag, "id") == attribute(button, "form"))
        .unwrap();
    let names = tags[form + 1..]
        .iter()
        .take_while(|tag| tag.0 != "/form")
        .filter_map(|tag| attribute(tag, "name"))
        .collect::<Vec<_>>();
    assert_eq!(names, ["client_id", "state"]);
}

#[test]
fn what_refers_to_an_element_finds_exactly_one() {
    for (name, html) in samples::all(&samples::acme(), &ENGLISH) {
        let tags = parse(&html.body).tags;
        let named = |id: &str| {
            let with = tags.iter().filter(|tag| attribute(tag, "id") == Some(id));
            with.count()
        };
        for tag in &tags {
            let references = ["for", "form", "aria-describedby"]
                .into_iter()
                .filter_map(|reference| attribute(tag, reference))
                .flat_map(str::split_whitespace);
            for id in references {
                assert_eq!(named(id), 1, "{name}: {id}");
            }
        }
        let focused = tags
            .iter()
            .filter(|tag| attribute(tag, "autofocus").is_some());
        assert!(focused.count() <= 1, "{name}");
    }
}

#[test]
fn organizations_are_searched_only_beyond_a_glance() {
    let brand = samples::acme();
    let names = (0..9)
        .map(|number| format!("org_{number}"))
        .collect::<Vec<_>>();
    let choices = names
        .iter()
        .map(|name| OrganizationChoice {
            value: name,
            label: name,
            detail: None,
            monogram: None,
            accent: None,
        })
        .collect::<Vec<_>>();
    for (shown, total, query, searches) in [
        (8, 8, None, false),
        (9, 9, None, true),
        // What the query leaves says nothing of how many there are.
        (1, 9, Some("x"), true),
        (0, 9, Some("x"), true),
    ] {
        let html = OrganizationPicker {
            frame: Frame::new(&brand, &ENGLISH),
            action: link("/edge/realm"),
            hidden: &[],
            typed: "",
            choices: &choices[..shown],
            total,
            query,
            other_account: link("/edge/realm"),
        }
        .render();
        let tags = parse(&html.body).tags;
        let find = tags
            .iter()
            .any(|tag| attribute(tag, "type") == Some("search"));
        assert_eq!(find, searches, "{shown} of {total}");
        let listed = tags
            .iter()
            .filter(|tag| attribute(tag, "name") == Some(OrganizationPicker::FIELD))
            .filter_map(|tag| attribute(tag, "value"))
            .collect::<Vec<_>>();
        assert_eq!(listed, names[..shown]);
        let others = names.iter().skip(shown);
        assert!(others.into_iter().all(|name| !html.body.contains(name)));
    }
}
