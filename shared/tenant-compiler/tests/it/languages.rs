//! The language of a tenant's pages.

use std::collections::BTreeSet;

use vestibule_pages::Language;
use vestibule_tenant_compiler::{CompileOptions, schema};

use crate::support::{TENANT, compile_text, manifest_only};

#[test]
fn a_tenant_may_have_each_language_that_pages_are_written_in() {
    let written: BTreeSet<&str> = Language::all().iter().map(|it| it.tag).collect();
    for tag in &written {
        let file = format!("{TENANT}language = \"{tag}\"\n");
        let compiled = compile_text(&file, &CompileOptions::default()).unwrap();
        assert_eq!(manifest_only(&compiled).manifest().language(), *tag);
    }
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let allowed = schema["definitions"]["Language"]["oneOf"]
        .as_array()
        .unwrap();
    let allowed: BTreeSet<&str> = allowed
        .iter()
        .filter_map(|it| it["const"].as_str())
        .collect();
    assert_eq!(allowed, written);
}

#[test]
fn without_a_word_it_is_english() {
    let compiled = compile_text(TENANT, &CompileOptions::default()).unwrap();
    assert_eq!(manifest_only(&compiled).manifest().language(), "en");
}

#[test]
fn no_other_language_is_taken() {
    for tag in ["tlh", "de-CH", "DE", ""] {
        let file = format!("{TENANT}language = \"{tag}\"\n");
        let errors = compile_text(&file, &CompileOptions::default()).unwrap_err();
        let text = errors.to_string();
        assert!(text.contains(":5:"), "{text}");
        assert!(
            text.contains("`en`, `de`, `fr`, `es`, `ja`, `ar`"),
            "{text}"
        );
    }
}

#[test]
fn a_tenant_may_offer_some_of_them() {
    for (more, own, offered) in [
        ("", "en", &[][..]),
        ("languages = [\"ja\", \"en\"]\n", "en", &["ja", "en"]),
        ("languages = [\"ja\", \"de\"]\n", "ja", &["ja", "de"]),
        (
            "language = \"de\"\nlanguages = [\"ja\", \"de\"]\n",
            "de",
            &["ja", "de"],
        ),
    ] {
        let file = format!("{TENANT}{more}");
        let compiled = compile_text(&file, &CompileOptions::default()).unwrap();
        let snapshot = manifest_only(&compiled);
        let manifest = snapshot.manifest();
        assert_eq!(manifest.language(), own, "{more}");
        assert_eq!(manifest.languages().collect::<Vec<_>>(), offered, "{more}");
    }
}

#[test]
fn what_is_offered_makes_sense() {
    for (more, code, place) in [
        ("languages = []\n", "empty-list", ":5:"),
        (
            "languages = [\"de\", \"en\", \"de\"]\n",
            "duplicate-language",
            ":5:",
        ),
        (
            "languages = [\"de\"]\nlanguage = \"fr\"\n",
            "unoffered-language",
            ":6:",
        ),
        ("languages = [\"tlh\"]\n", "unexpected-shape", ":5:"),
    ] {
        let file = format!("{TENANT}{more}");
        let errors = compile_text(&file, &CompileOptions::default()).unwrap_err();
        let codes: Vec<&str> = errors.findings().iter().map(|it| it.code).collect();
        assert_eq!(codes, [code], "{more}");
        assert!(errors.to_string().contains(place), "{errors}");
    }
}
