//! The texts against the places they are put in.

use vestibule_pages::ENGLISH;

use crate::{arabic, samples};

#[test]
fn no_placeholder_remains_on_a_page() {
    for language in [&ENGLISH, &arabic::ARABIC] {
        for (name, html) in samples::all(&samples::acme(), language) {
            let (_, content) = html.body.rsplit_once("</style>").unwrap();
            assert!(!content.contains('{') && !content.contains('}'), "{name}");
            let (_, title) = html.body.split_once("<title>").unwrap();
            let (title, _) = title.split_once("</title>").unwrap();
            assert!(
                !title.contains('{') && title.contains("Acme"),
                "{name}: {title}"
            );
        }
    }
}

#[test]
fn languages_put_the_same_values_in() {
    // The debug form of a language lists its texts in order, under the same names.
    let texts = |language| {
        let debug = format!("{language:#?}");
        debug
            .lines()
            .filter_map(|line| line.trim().split_once(": \""))
            .map(|(name, text)| {
                // Not the escapes of the debug form.
                let mut placeholders = text
                    .replace("\\u{", "")
                    .split('{')
                    .skip(1)
                    .filter_map(|after| after.split_once('}'))
                    .map(|(placeholder, _)| placeholder.to_owned())
                    .collect::<Vec<_>>();
                placeholders.sort();
                (name.to_owned(), placeholders)
            })
            .collect::<Vec<_>>()
    };
    let english = texts(&ENGLISH);
    assert!(
        english
            .iter()
            .any(|(name, values)| name == "lead_to" && values == &["application"])
    );
    assert_eq!(english, texts(&arabic::ARABIC));
}
