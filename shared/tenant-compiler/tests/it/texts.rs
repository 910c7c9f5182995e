//! Texts of pages in a tenant's own words.

use std::fmt::Write as _;

use vestibule_pages::{ENGLISH, Language};
use vestibule_tenant::{Brand, OwnText};
use vestibule_tenant_compiler::CompileOptions;

use crate::docs::{docs, is_committed};
use crate::support::{TENANT, compile_text, manifest_only};

fn own<'a>(language: &'a str, name: &'a str, text: &'a str) -> OwnText<'a> {
    OwnText {
        language,
        name,
        text,
    }
}

#[test]
fn texts_stand_in_the_snapshot_by_language_and_name() {
    let file = format!(
        "{TENANT}brand = \"acme\"
[texts.en]
layout.support = \"Acme service desk\"
[texts.de.identifier]
lead_to = \"Weiter zu {{application}}.\"
heading = \"Willkommen <b>&</b>\"
[brands.acme]
name = \"Acme\"
[brands.acme.texts.ar.counts.in_seconds]
two = \"بعد ثانيتين\"
few = \"بعد {{count}} ثوانٍ\"
[brands.acme.texts.en.explanations.denied]
lead = \"Ask Jo.\"
"
    );
    let compiled = compile_text(&file, &CompileOptions::default()).unwrap();
    let snapshot = manifest_only(&compiled);
    let manifest = snapshot.manifest();
    assert_eq!(
        manifest.texts().collect::<Vec<_>>(),
        [
            own("en", "layout.support", "Acme service desk"),
            own("de", "identifier.heading", "Willkommen <b>&</b>"),
            own("de", "identifier.lead_to", "Weiter zu {application}."),
        ]
    );
    let expected = [
        own("en", "explanations.denied.lead", "Ask Jo."),
        own("ar", "counts.in_seconds.few", "بعد {count} ثوانٍ"),
        own("ar", "counts.in_seconds.two", "بعد ثانيتين"),
    ];
    assert_eq!(manifest.brand().texts().collect::<Vec<_>>(), expected);
    let (_, bytes) = compiled.brands.first().unwrap();
    let brand = Brand::from_bytes(bytes).unwrap();
    assert_eq!(brand.texts().collect::<Vec<_>>(), expected);
    assert!(Brand::from_bytes(&bytes[..bytes.len() - 1]).is_err());
}

#[test]
fn without_a_word_there_is_none() {
    let compiled = compile_text(TENANT, &CompileOptions::default()).unwrap();
    let snapshot = manifest_only(&compiled);
    assert_eq!(snapshot.manifest().texts().count(), 0);
    assert_eq!(snapshot.manifest().brand().texts().count(), 0);
}

#[test]
fn our_own_texts_would_be_taken() {
    let mut file = TENANT.to_owned();
    for language in Language::all() {
        for (name, text) in language.texts() {
            if !text.is_empty() {
                let text = text.replace('"', "\\\"");
                let _ = writeln!(
                    file,
                    "[texts.{}.{}]",
                    language.tag,
                    name.rsplit_once('.').unwrap().0
                );
                let _ = writeln!(file, "{} = \"{text}\"", name.rsplit_once('.').unwrap().1);
            }
        }
    }
    // TOML wants each table once.
    let mut tables: std::collections::BTreeMap<&str, Vec<&str>> = std::collections::BTreeMap::new();
    let lines: Vec<&str> = file.lines().skip(TENANT.lines().count()).collect();
    for pair in lines.chunks(2) {
        tables.entry(pair[0]).or_default().push(pair[1]);
    }
    let mut file = TENANT.to_owned();
    for (table, texts) in tables {
        let _ = writeln!(file, "{table}\n{}", texts.join("\n"));
    }
    let compiled = compile_text(&file, &CompileOptions::default());
    assert!(compiled.is_ok(), "{:?}", compiled.unwrap_err());
}

/// A text, the code of what is wrong with it, and what is said of it; `LONG` and `LONGER` stand for texts of 161 and 601
/// characters.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "identifier.headin = \"x\"",
        "unknown-text",
        "did you mean `identifier.heading`?",
    ),
    (
        "identifer.heading = \"x\"",
        "unknown-text",
        "did you mean `identifier.heading`?",
    ),
    ("heading = \"x\"", "unknown-text", "docs/texts.md"),
    ("identifier = \"x\"", "unknown-text", "docs/texts.md"),
    (
        "identifier.heading.x = \"x\"",
        "unknown-text",
        "docs/texts.md",
    ),
    (
        "nothing.of.the.kind = \"x\"",
        "unknown-text",
        "docs/texts.md",
    ),
    ("tag = \"de\"", "unknown-text", "docs/texts.md"),
    ("habits.date = \"x\"", "unknown-text", "docs/texts.md"),
    // English has no such form.
    (
        "counts.in_seconds.two = \"x\"",
        "unknown-text",
        "docs/texts.md",
    ),
    ("identifier.heading = \"\"", "unusable-text", "empty"),
    ("identifier.heading = \"  \"", "unusable-text", "empty"),
    (
        "identifier.heading = \" x\"",
        "unusable-text",
        "spaces around",
    ),
    (
        "identifier.heading = \"a\\nb\"",
        "unusable-text",
        "line breaks",
    ),
    (
        "identifier.heading = \"a\\u202eb\"",
        "unusable-text",
        "turn others around",
    ),
    (
        "identifier.heading = \"a\\u0007b\"",
        "unusable-text",
        "line breaks",
    ),
    (
        "identifier.heading = \"LONG\"",
        "unusable-text",
        "161 characters",
    ),
    (
        "identifier.lead = \"LONGER\"",
        "unusable-text",
        "601 characters",
    ),
    (
        "identifier.lead_to = \"Go on\"",
        "unusable-text",
        "`{application}` is missing",
    ),
    (
        "identifier.lead = \"To {application}\"",
        "unusable-text",
        "nothing is put in for `{application}`",
    ),
    (
        "identifier.lead_to = \"To {app}\"",
        "unusable-text",
        "nothing is put in for `{app}`",
    ),
    (
        "identifier.lead_to = \"To {application\"",
        "unusable-text",
        "a brace is not closed",
    ),
    (
        "identifier.lead_to = \"To {{application}}\"",
        "unusable-text",
        "a brace is not closed",
    ),
    (
        "layout.window = \"{page}\"",
        "unusable-text",
        "`{product}` is missing",
    ),
    (
        "counts.in_seconds.other = \"soon\"",
        "unusable-text",
        "`{count}` is missing",
    ),
    (
        "counts.in_seconds.one = \"in {n} second\"",
        "unusable-text",
        "put in for `{n}`",
    ),
    ("identifier.heading = 7", "unexpected-shape", ""),
];

#[test]
fn mistakes_in_a_text_are_told_by_line_and_field() {
    for (text, code, said) in MISTAKES {
        let text = text
            .replace("LONGER", &"x".repeat(601))
            .replace("LONG", &"x".repeat(161));
        for (table, field) in [
            ("[texts.en]", "texts.en."),
            (
                "[brands.acme]\nname = \"Acme\"\n[brands.acme.texts.en]",
                "brands.acme.texts.en.",
            ),
        ] {
            let file = format!("{TENANT}{table}\n{text}\n");
            let errors = compile_text(&file, &CompileOptions::default()).unwrap_err();
            let codes: Vec<&str> = errors.findings().iter().map(|it| it.code).collect();
            assert_eq!(codes, [*code], "{text}: {errors}");
            let told = errors.to_string();
            assert!(told.contains(said), "{text}: {told}");
            let line = format!(":{}:", file.lines().count());
            let name = text.split_once(' ').unwrap().0;
            if *code != "unexpected-shape" {
                assert!(told.contains(&line), "{text}: {told}");
                assert!(told.contains(&format!("{field}{name}")), "{text}: {told}");
            }
        }
    }
    let file = format!("{TENANT}[texts.tlh]\nlayout.support = \"x\"\n");
    let errors = compile_text(&file, &CompileOptions::default()).unwrap_err();
    assert!(errors.to_string().contains("tlh"), "{errors}");
    // One thing may be said with a word.
    let file = format!("{TENANT}[texts.en]\ncounts.in_seconds.one = \"in a second\"\n");
    assert!(compile_text(&file, &CompileOptions::default()).is_ok());
}

#[test]
fn the_documentation_lists_every_text() {
    let mut page = String::from(
        "# Texts

Every text of a page can be worded otherwise, for all pages of the tenant or for those of a brand: see
[the tenant file](tenant-file.md#textslanguage). These are their names, and what they say in English. What stands in braces is put
in, and has to stand in any other wording, too; of a word beside a number the forms are those of the language, and `one`, `two` and
`zero` may say the number with a word.

This list is generated from `shared/pages/src/language/`; `UPDATE_DOCS=1 cargo test -p vestibule-tenant-compiler` writes it.

| name | in English |
|---|---|
",
    );
    for (name, text) in ENGLISH.texts() {
        if !text.is_empty() {
            let _ = writeln!(page, "| `{name}` | {} |", text.replace('|', "\\|"));
        }
    }
    is_committed(&docs().join("texts.md"), &page);
}
