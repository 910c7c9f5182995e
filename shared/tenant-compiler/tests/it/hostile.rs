//! Whatever stands in a file, the compiler answers; whatever bytes arrive, the reader does.

use proptest::prelude::*;
use vestibule_identity::Domain;
use vestibule_tenant::layout::VERSION;
use vestibule_tenant::{Bundle, Digest, Manifest, Shard, Snapshot, Trigger};
use vestibule_tenant_compiler::{CompileOptions, sha256};

use crate::support::{TENANT, compile_text, resident};

const ACME: &str = include_str!("../../../../examples/acme/vestibule.toml");

/// The example with a few stretches replaced by something else.
fn damaged_file() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just("${".to_owned()),
        Just("${tenant_origin}".to_owned()),
        Just("\"".to_owned()),
        Just("[[organizations]]\n".to_owned()),
        Just("= [[{".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("2026-11-24".to_owned()),
        Just(String::new()),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, piece), 1..4).prop_map(
        |edits| {
            // Without its logos, which stand beside it, so that what is damaged can still be a good file.
            let lines = ACME
                .split_inclusive('\n')
                .filter(|line| !line.starts_with("logo = "));
            let mut text: Vec<char> = lines.flat_map(str::chars).collect();
            for (at, length, piece) in edits {
                let start = at.index(text.len());
                let end = (start + length).min(text.len());
                text.splice(start..end, piece.chars());
            }
            text.into_iter().collect()
        },
    )
}

/// Bytes that begin like a part, so that they get past the first check.
fn nearly_a_part() -> impl Strategy<Value = Vec<u8>> {
    let mark = prop_oneof![Just(*b"VstM"), Just(*b"VstS"), Just(*b"VstB")];
    let small = prop_oneof![Just(0_u8), Just(1), Just(2), Just(0xff), any::<u8>()];
    (mark, 0_u8..5, prop::collection::vec(small, 0..400)).prop_map(|(mark, kind, content)| {
        let length = u32::try_from(content.len() + 12).unwrap_or_default();
        [
            &mark[..],
            &[VERSION, kind, 0, 0],
            &length.to_le_bytes(),
            &content,
        ]
        .concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn a_damaged_file_is_compiled_or_reported_with_places_in_it(text in damaged_file()) {
        let findings = match compile_text(&text, &CompileOptions::default()) {
            Ok(compiled) => {
                resident(&compiled);
                compiled.findings
            }
            Err(errors) => errors.findings().to_vec(),
        };
        let lines = text.split('\n').count();
        for finding in findings {
            let (line, column) = finding.place.position.unwrap();
            prop_assert!((1..=lines).contains(&line), "{}", finding);
            let longest = text.split('\n').nth(line - 1).map_or(0, |line| line.chars().count());
            prop_assert!((1..=longest + 1).contains(&column), "{}", finding);
        }
    }

    #[test]
    fn bytes_that_nobody_wrote_are_refused_or_answer(bytes in nearly_a_part(), domain in "[a-c.]{1,3}\\.[ab]{2}") {
        let digest = Digest::from_bytes([7; 32]);
        let _ = Shard::from_bytes(bytes.clone(), digest);
        if let Ok(bundle) = Bundle::from_bytes(&bytes) {
            bundle.shards().for_each(drop);
            prop_assert!(bundle.snapshot(sha256).is_err());
        }
        if let Ok(manifest) = Manifest::from_bytes(bytes, digest)
            && let Ok(domain) = Domain::parse(&domain)
        {
            let _ = manifest.claims().and_then(|claims| claims.of(Trigger::PostLogin));
            let _ = Snapshot::new(manifest).route(&domain);
        }
    }
}

#[test]
fn a_list_that_the_layout_cannot_hold_is_reported() {
    let urls = "\"https://app.example/callback\", ".repeat(65_536);
    let text =
        format!("{TENANT}[[clients]]\nid = \"app\"\nname = \"App\"\ncallback_urls = [{urls}]\n");
    let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
    assert_eq!(errors.findings().first().unwrap().code, "too-large");
}

#[test]
fn every_field_of_the_example_is_in_the_reference() {
    let reference = concat!(
        include_str!("../../../../docs/tenant-file.md"),
        include_str!("../../../../docs/profile.md")
    );
    let mut in_variables = false;
    for line in ACME.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('[') {
            in_variables = line.ends_with("variables]");
        }
        if let Some((field, _)) = line.split_once(" = ")
            && field
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && !in_variables
        {
            assert!(reference.contains(&format!("`{field}`")), "{field}");
        }
    }
}
