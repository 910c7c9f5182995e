//! What is in memory, and what happens when a new version arrives.

use std::fmt::Write;

use vestibule_tenant::{Lookup, Manifest, Shard, Snapshot, SnapshotError};
use vestibule_tenant_compiler::{CompileOptions, Compiled, sha256};

use crate::support::{TENANT, compile_text, domain, insert, manifest_only, resident};

#[expect(clippy::unwrap_used, reason = "the text is a good tenant")]
fn tenant(domains: u32, name: &str) -> Compiled {
    let mut text = TENANT.replace("Acme", name);
    for number in 0..domains {
        let _ = writeln!(
            text,
            "[[organizations]]\nid = \"org_{number}\"\nname = \"o{number}\"\ndisplay_name = \"O\"\n\
             domains = [{{ name = \"d{number}.example\", verified = true }}]"
        );
    }
    compile_text(
        &text,
        &CompileOptions {
            shard_size: 2000,
            ..CompileOptions::default()
        },
    )
    .unwrap()
}

fn answers(snapshot: &Snapshot, number: u32) -> bool {
    matches!(
        snapshot.route(&domain(&format!("d{number}.example"))),
        Ok(Lookup::Found(_))
    )
}

#[test]
fn what_is_not_resident_is_asked_for_by_name() {
    let compiled = tenant(500, "Acme");
    let mut snapshot = manifest_only(&compiled);
    assert_eq!(snapshot.resident_size(), 0);
    let asked = domain("d42.example");
    let Ok(Lookup::NotResident(id)) = snapshot.route(&asked) else {
        panic!("nothing is resident")
    };
    let (_, bytes) = compiled
        .shards
        .iter()
        .find(|(shard, _)| *shard == id)
        .unwrap();
    insert(&mut snapshot, bytes);
    assert!(answers(&snapshot, 42));
    assert_eq!(snapshot.resident_size(), bytes.len());
    // Once more changes nothing.
    insert(&mut snapshot, bytes);
    assert_eq!(snapshot.resident_size(), bytes.len());
}

#[test]
fn memory_is_bounded_and_what_is_in_use_stays_longest() {
    let compiled = tenant(2000, "Acme");
    let mut snapshot = resident(&compiled);
    let all = snapshot.resident_size();
    assert_eq!(
        all,
        compiled
            .shards
            .iter()
            .map(|(_, bytes)| bytes.len())
            .sum::<usize>()
    );
    snapshot.shrink_to(all);
    assert_eq!(snapshot.resident_size(), all);

    // Everything is marked as used when it is put in; this clears the marks and drops the first.
    snapshot.shrink_to(all - 1);
    assert!(answers(&snapshot, 1234));
    snapshot.shrink_to(8000);
    assert!(snapshot.resident_size() <= 8000);
    assert!(snapshot.resident_size() > 0);
    assert!(answers(&snapshot, 1234));

    snapshot.shrink_to(0);
    assert_eq!(snapshot.resident_size(), 0);
    assert!(matches!(
        snapshot.route(&domain("d1234.example")),
        Ok(Lookup::NotResident(_))
    ));
}

#[test]
fn a_new_version_takes_over_the_shards_that_both_have() {
    let before = tenant(1000, "Acme");
    let after = tenant(1001, "Acme Two");
    assert_ne!(before.manifest_digest, after.manifest_digest);
    let snapshot = resident(&before);
    let shared: usize = after
        .shards
        .iter()
        .filter(|shard| before.shards.contains(shard))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert!(shared > 0 && shared < snapshot.resident_size());

    let digest = sha256(&after.manifest);
    let manifest = Manifest::from_bytes(after.manifest.clone(), digest).unwrap();
    let next = Snapshot::succeed(snapshot, manifest);
    assert_eq!(next.manifest().name(), "Acme Two");
    assert_eq!(next.resident_size(), shared);
}

#[test]
fn a_shard_of_another_version_or_table_is_refused() {
    let (one, other) = (tenant(10, "Acme"), tenant(11, "Acme"));
    let mut snapshot = manifest_only(&one);
    for (id, bytes) in &other.shards {
        let shard = Shard::from_bytes(bytes.clone(), sha256(bytes)).unwrap();
        assert_eq!(
            snapshot.insert(shard),
            Err(SnapshotError::UnlistedShard(*id))
        );
    }
    // A right name does not help the wrong table.
    let [(domains, _), (_, organizations)] = &one.shards[..] else {
        panic!("two shards")
    };
    let shard = Shard::from_bytes(organizations.clone(), *domains).unwrap();
    assert_eq!(
        snapshot.insert(shard),
        Err(SnapshotError::UnlistedShard(*domains))
    );
    assert_eq!(snapshot.resident_size(), 0);
}
