//! Hostile values never change the shape of a page.

use vestibule_pages::{
    Accent, Brand, Choice, ChooserNote, Color, Conflict, ConflictBetween, ConnectionChooser,
    ENGLISH, Frame, GoOn, GoingOn, Html, Identifier, IdentifierNote, IdentifierProblem, NoMatch,
    Notice, NoticeKind, OrganizationChoice, OrganizationPicker, Remembered, SignOut,
};

use crate::document::{Document, Shape, parse};
use crate::samples::link;
use crate::{explanations, profiles};

const HOSTILE: [&str; 18] = [
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title></style></textarea><svg onload=alert(1)>",
    "\" autofocus onfocus=\"alert(1)",
    "' onmouseover='alert(1)",
    "` onload=`alert(1)",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?php",
    "</form><form action=//evil.example>",
    "&lt;script&gt;",
    "&#x22;&#62;",
    "{application}{page}{{ 7*7 }}{% raw %}",
    "\u{0}\u{1}\u{7f}\u{85}",
    "\u{202e}\u{2066}\u{feff}\u{2028}\u{200d}",
    "\r\n\t\u{b}\u{c}<",
];

/// Every page with one text in every field that takes one.
fn pages(text: &str) -> Vec<Html> {
    let monogram = format!("x{text}");
    let brand = Brand::new(
        text,
        Accent::everywhere(Color::new(0x2f, 0x6f, 0x4f)),
        Some(&monogram),
    );
    let frame = Frame::new(&brand, &ENGLISH).with_reference("same");
    let hidden: &[(&str, &str)] = &[(text, text), ("state", text)];
    let action = link("/edge/realm");
    let identifier = Identifier {
        frame,
        action,
        hidden,
        application: Some(text),
        typed: text,
        problem: None,
        other_way: Some(action),
        note: None,
        suggestion: None,
        remembered: None,
    };
    let mut pages = vec![
        identifier.render(),
        Identifier {
            problem: Some(IdentifierProblem::NotAnAddress),
            ..identifier
        }
        .render(),
        Identifier {
            note: Some(IdentifierNote::LoopStopped { destination: text }),
            suggestion: Some(text),
            remembered: Some(Remembered {
                organization: text,
                go_on: GoOn::Button {
                    name: text,
                    value: text,
                },
                forget: Some(action),
            }),
            ..identifier
        }
        .render(),
        Identifier {
            note: Some(IdentifierNote::Conflict { organization: text }),
            ..identifier
        }
        .render(),
        ConnectionChooser {
            frame,
            action,
            hidden,
            organization: text,
            typed: text,
            choices: &[Choice {
                value: text,
                label: text,
                detail: Some(text),
            }],
            other_account: action,
            note: Some(ChooserNote::ProviderRefused { destination: text }),
        }
        .render(),
        GoingOn {
            frame,
            destination: text,
            target: action,
        }
        .render(),
        SignOut {
            frame,
            action,
            hidden,
            application: text,
            organization: Some(text),
            federated: false,
            remembers: true,
            stay: Some(action),
        }
        .render(),
        NoMatch {
            frame,
            typed: text,
            try_again: action,
            go_on: None,
            request_access: Some(action),
        }
        .render(),
        Notice {
            kind: NoticeKind::NotFound,
            frame,
            go_on: None,
        }
        .render(),
    ];
    pages.extend(of_organizations(frame, text));
    pages.push(explanations::explained(frame, text));
    pages.extend(profiles::of_profiles(frame, text));
    pages
}

fn of_organizations(frame: Frame<'_>, text: &str) -> Vec<Html> {
    let action = link("/edge/realm");
    let monogram = format!("x{text}");
    let picker = OrganizationPicker {
        frame,
        action,
        hidden: &[(text, text)],
        typed: text,
        choices: &[OrganizationChoice {
            value: text,
            label: text,
            detail: Some(text),
            monogram: Some(&monogram),
            accent: Some(Accent::everywhere(Color::BLACK)),
        }],
        total: 9,
        query: Some(text),
        other_account: action,
    };
    vec![
        picker.render(),
        OrganizationPicker {
            choices: &[],
            ..picker
        }
        .render(),
        Conflict {
            frame,
            between: ConflictBetween::Two {
                one: text,
                other: text,
            },
            typed: text,
            try_again: action,
            other_way: None,
        }
        .render(),
    ]
}

/// Tags with the names of their attributes, and the values of all those that no text goes into.
fn shape(document: Document) -> Vec<Shape<Option<String>>> {
    let taken = |tag: &str, attribute: &str| {
        tag == "<input" && ["value", "name"].contains(&attribute)
            || tag == "<button" && ["value", "name"].contains(&attribute)
            || tag == "<option" && attribute == "value"
            || tag == "<optgroup" && attribute == "label"
            || attribute == "placeholder"
            || tag == "<bdi" && attribute == "lang"
            // Whether the letter of the icon can be drawn.
            || tag == "<link" && attribute == "href"
    };
    document
        .tags
        .into_iter()
        .map(|(tag, attributes)| {
            let attributes = attributes
                .into_iter()
                .map(|(name, value)| {
                    let value = (!taken(&tag, &name)).then_some(value);
                    (name, value)
                })
                .collect();
            (tag, attributes)
        })
        .collect()
}

#[test]
fn hostile_values_leave_the_shape_of_a_benign_twin() {
    let benign = pages("grace")
        .into_iter()
        .map(|html| shape(parse(&html.body)));
    let benign = benign.collect::<Vec<_>>();
    for text in HOSTILE {
        for (html, benign) in pages(text).into_iter().zip(&benign) {
            assert_eq!(&shape(parse(&html.body)), benign, "{text:?}");
            assert!(html.csp.is_ascii());
        }
    }
}

#[test]
fn what_was_typed_comes_back_as_it_was() {
    // NUL is the exception: HTML has no way to write it, and a browser reads U+FFFD.
    for text in HOSTILE.into_iter().filter(|text| !text.contains('\0')) {
        let document = parse(&pages(text)[0].body);
        let typed = document.tags.iter().find_map(|(_, attributes)| {
            let field = attributes.contains(&("id".into(), "email".into()));
            attributes.iter().find(|(name, _)| field && name == "value")
        });
        // An HTML parser reads line ends as U+000A (13.2.3.5).
        let expected = text.replace("\r\n", "\n");
        assert_eq!(
            typed.map(|(_, value)| value.as_str()),
            Some(expected.as_str())
        );
    }
}

#[test]
fn a_reference_of_another_form_is_not_shown() {
    let brand = Brand::default();
    let long = "a".repeat(65);
    for reference in ["", "<b>", "a b", "a\u{e9}", &long] {
        let frame = Frame::new(&brand, &ENGLISH);
        let with = Notice {
            kind: NoticeKind::NotFound,
            frame: frame.with_reference(reference),
            go_on: None,
        }
        .render();
        assert_eq!(
            with,
            Notice {
                kind: NoticeKind::NotFound,
                frame,
                go_on: None
            }
            .render(),
            "{reference:?}"
        );
    }
    let frame = Frame::new(&brand, &ENGLISH).with_reference("5f0c-9A");
    assert!(
        Notice {
            kind: NoticeKind::NotFound,
            frame,
            go_on: None
        }
        .render()
        .body
        .contains(">5f0c-9A</code>")
    );
}
