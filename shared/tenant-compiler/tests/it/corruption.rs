//! Damaged bytes are refused; and even where a digest is forged to fit them, nobody is sent to another organization than
//! the bytes themselves name, and nothing panics.

use vestibule_tenant::{Bundle, Digest, Lookup, Manifest, Shard, Snapshot, SnapshotError};
use vestibule_tenant_compiler::{CompileOptions, Compiled, sha256};

use crate::support::{TENANT, client_id, compile_text, domain, organization_id};

const DOMAINS: [&str; 4] = [
    "globex.example",
    "sub.globex.example",
    "initech.example",
    "unknown.example",
];

#[expect(clippy::unwrap_used, reason = "the text is a good tenant")]
fn compiled() -> Compiled {
    let text = format!(
        "{TENANT}
[[clients]]
id = \"app\"
name = \"App\"
login_url = \"https://app.example/login\"
callback_urls = [\"https://app.example/callback\"]

[[connections]]
name = \"globex-oidc\"
strategy = \"oidc\"
display_name = \"Globex\"

[[organizations]]
id = \"org_globex\"
name = \"globex\"
display_name = \"Globex\"
domains = [{{ name = \"globex.example\", verified = true, subdomains = true }}]
connections = [\"globex-oidc\"]

[[organizations]]
id = \"org_initech\"
name = \"initech\"
display_name = \"Initech\"
domains = [{{ name = \"initech.example\", verified = true }}]

[home_realm]
fallback = {{ connection = \"globex-oidc\" }}
"
    );
    // So small that there are several shards.
    compile_text(
        &text,
        &CompileOptions {
            shard_size: 60,
            ..CompileOptions::default()
        },
    )
    .unwrap()
}

/// Asks for everything there is; the answers do not matter, that there are answers does.
fn ask_everything(snapshot: &Snapshot) {
    for name in DOMAINS {
        if let Ok(Lookup::Found(route)) = snapshot.route(&domain(name)) {
            // Whatever else is damaged, the entry is the one that was asked for.
            let matched = route.domain();
            assert!(
                name == matched || name.ends_with(&format!(".{matched}")),
                "{name}: {matched}"
            );
        }
    }
    for name in ["org_globex", "org_initech", "org_unknown"] {
        let id = organization_id(name);
        if let Ok(Lookup::Found(organization)) = snapshot.organization(&id) {
            assert_eq!(organization.id(), &id);
        }
    }
    let manifest = snapshot.manifest();
    if let Some(client) = manifest.client(&client_id("app")) {
        assert_eq!(client.id().as_str(), "app");
        client
            .callback_urls()
            .chain(client.return_urls())
            .for_each(drop);
    }
    manifest.clients().for_each(drop);
    manifest.shards().for_each(drop);
    let _ = (manifest.fallback(), manifest.brand(), manifest.version());
}

/// Makes resident what can be, under the digests that are listed, whatever the bytes are.
fn with_forged_digests(
    manifest: &[u8],
    manifest_digest: Digest,
    shards: &[(Digest, Vec<u8>)],
) -> Result<Snapshot, SnapshotError> {
    let mut snapshot = Snapshot::new(Manifest::from_bytes(manifest.to_vec(), manifest_digest)?);
    for (id, bytes) in shards {
        snapshot.insert(Shard::from_bytes(bytes.clone(), *id)?)?;
    }
    Ok(snapshot)
}

/// Calls `check` with the bytes after each of many small damages: each bit, and a few telling values, at each place.
#[expect(
    clippy::indexing_slicing,
    reason = "only called by tests, with indices below the length"
)]
fn damage_everywhere(bytes: &[u8], mut check: impl FnMut(&[u8])) {
    let mut damaged = bytes.to_vec();
    for index in 0..bytes.len() {
        let before = bytes[index];
        let bits = (0..8).map(|bit| before ^ (1 << bit));
        for value in bits.chain([0, 1, 0x7f, 0x80, 0xff]) {
            if value != before {
                damaged[index] = value;
                check(&damaged);
            }
        }
        damaged[index] = before;
    }
}

#[test]
fn any_damage_to_a_bundle_is_refused() {
    let bundle = compiled().bundle().unwrap();
    let open = |bytes: &[u8]| Bundle::from_bytes(bytes).and_then(|bundle| bundle.snapshot(sha256));
    ask_everything(&open(&bundle).unwrap());
    damage_everywhere(&bundle, |damaged| assert!(open(damaged).is_err()));
    for length in 0..bundle.len() {
        assert!(open(&bundle[..length]).is_err(), "{length}");
    }
    assert!(open(&[&bundle[..], &[0]].concat()).is_err());
}

#[test]
fn a_damaged_manifest_under_its_own_digest_is_refused_or_answers_without_a_panic() {
    let compiled = compiled();
    assert!(compiled.shards.len() >= 4, "{}", compiled.shards.len());
    let mut refused = 0;
    damage_everywhere(&compiled.manifest, |damaged| {
        match with_forged_digests(damaged, compiled.manifest_digest, &compiled.shards) {
            Ok(snapshot) => ask_everything(&snapshot),
            Err(_) => refused += 1,
        }
    });
    assert!(refused > compiled.manifest.len());
    for length in 0..compiled.manifest.len() {
        let cut = with_forged_digests(&compiled.manifest[..length], compiled.manifest_digest, &[]);
        assert!(cut.is_err(), "{length}");
    }
}

#[test]
fn a_damaged_shard_under_its_own_digest_is_refused_or_answers_without_a_panic() {
    let compiled = compiled();
    for (number, (id, bytes)) in compiled.shards.iter().enumerate() {
        let mut refused = 0;
        damage_everywhere(bytes, |damaged| {
            let mut shards = compiled.shards.clone();
            shards[number] = (*id, damaged.to_vec());
            match with_forged_digests(&compiled.manifest, compiled.manifest_digest, &shards) {
                Ok(snapshot) => ask_everything(&snapshot),
                Err(_) => refused += 1,
            }
        });
        assert!(refused > 0);
        for length in 0..bytes.len() {
            assert!(
                Shard::from_bytes(bytes[..length].to_vec(), *id).is_err(),
                "{length}"
            );
        }
    }
}

#[test]
fn an_unknown_version_is_refused_by_name() {
    let compiled = compiled();
    let digest = compiled.manifest_digest;
    let mut manifest = compiled.manifest.clone();
    manifest[4] = 2;
    assert_eq!(
        Manifest::from_bytes(manifest, digest).unwrap_err(),
        SnapshotError::UnknownVersion(2)
    );
    let (id, mut shard) = compiled.shards[0].clone();
    shard[4] = 0;
    assert_eq!(
        Shard::from_bytes(shard, id).unwrap_err(),
        SnapshotError::UnknownVersion(0)
    );
    let mut bundle = compiled.bundle().unwrap();
    bundle[4] = 255;
    assert_eq!(
        Bundle::from_bytes(&bundle).unwrap_err(),
        SnapshotError::UnknownVersion(255)
    );
}

#[test]
fn parts_are_not_taken_for_one_another() {
    let compiled = compiled();
    let (id, shard) = compiled.shards[0].clone();
    let foreign = |part| SnapshotError::ForeignBytes { part };
    assert_eq!(
        Manifest::from_bytes(shard, id).unwrap_err(),
        foreign("manifest")
    );
    assert_eq!(
        Shard::from_bytes(compiled.manifest.clone(), id).unwrap_err(),
        foreign("shard")
    );
    assert_eq!(
        Bundle::from_bytes(&compiled.manifest).unwrap_err(),
        foreign("bundle")
    );
    assert_eq!(Bundle::from_bytes(b"").unwrap_err(), foreign("bundle"));
}
