//! Damaged bytes are refused; and even where a digest is forged to fit them, nobody is sent to another organization than
//! the bytes themselves name, and nothing panics.

use vestibule_identity::{ConnectionName, EmailAddress};
use vestibule_tenant::{
    Bundle, Digest, Lookup, Manifest, NetworkFacts, Shard, Snapshot, SnapshotError, Trigger,
};
use vestibule_tenant_compiler::{CompileOptions, Compiled, sha256};

use crate::signals;
use crate::support::{TENANT, client_id, compile_text, domain, organization_id};

const DOMAINS: [&str; 5] = [
    "globex.example",
    "sub.globex.example",
    "shared.example",
    "sub.shared.example",
    "unknown.example",
];
const ADDRESSES: [&str; 3] = [
    "cto@globex.example",
    "both@partner.example",
    "unknown@globex.example",
];
const HOSTS: [&str; 2] = ["globex.acme.example", "unknown.acme.example"];
const ADDRESSES_OF_NETWORKS: [&str; 5] = [
    "203.0.113.70",
    "203.0.114.1",
    "2001:db8::1",
    "2001:db9::1",
    "::ffff:198.51.100.1",
];

#[expect(clippy::unwrap_used, reason = "the text is a good tenant")]
pub(crate) fn compiled() -> Compiled {
    // So small that there are several shards.
    let options = CompileOptions {
        shard_size: 60,
        ..CompileOptions::default()
    };
    compile_text(&(signals::file() + RULES), &options).unwrap()
}

/// A rule of each kind.
const RULES: &str = r#"
[claims]
namespace = "https://acme.example/"

[[claims.rules]]
name = "plan"
claim = "plan"
when = 'event.user.email_verified'
value = 'organization.metadata.plan'

[[claims.rules]]
name = "no"
when = 'email.organizations == []'
deny = { code = "no", reason = "No.", revoke_session = true, preserve_refresh_tokens = true }

[[claims.rules]]
name = "no-sign-up"
trigger = "pre-user-registration"
when = 'false'
deny = { code = "no", reason = "No.", user_message = "Please do not." }

[[claims.rules]]
name = "factor"
step_up = { factors = ["otp", "webauthn-roaming"], max_age = "15m" }

[[claims.rules]]
name = "scopes"
at = "refresh"
scopes = { add = ["a", "b"], remove = ["c"] }

[[claims.rules]]
name = "user"
user_metadata = "a"
value = '1'

[[claims.rules]]
name = "app"
app_metadata = "a"
value = '1'

[[claims.rules]]
name = "transaction"
transaction_metadata = "a"
value = '1'

[[claims.rules]]
name = "end"
session = "expires_at"
value = 'duration("8h")'

[[claims.rules]]
name = "idle"
session = "idle_expires_at"
value = 'now + duration("1h")'

[[connections]]
name = "mapped"
strategy = "oidc"
display_name = "Mapped"
second_factor = { amr = ["mfa", "hwk"], acr = ["urn:acme:strong"] }
"#;

#[test]
fn damaged_rules_are_refused_whole_when_they_are_read_and_hurt_nothing_else() {
    let compiled = compiled();
    let good = Manifest::from_bytes(compiled.manifest.clone(), compiled.manifest_digest).unwrap();
    let rules = good.claims().unwrap().of(Trigger::PostLogin).unwrap();
    assert_eq!(rules.len(), 9);
    let marker = b"https://acme.example/omitted";
    let start = compiled
        .manifest
        .windows(marker.len())
        .position(|window| window == marker)
        .unwrap();
    let list = start + marker.len() + 8;
    let length = compiled.manifest[list..].first_chunk::<4>().unwrap();
    let count = list + 4 + usize::try_from(u32::from_le_bytes(*length)).unwrap();
    let read = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = compiled.manifest.clone();
        change(&mut bytes);
        let manifest = Manifest::from_bytes(bytes, compiled.manifest_digest).unwrap();
        ask_manifest(&manifest);
        manifest.claims().and_then(|claims| {
            claims
                .of(Trigger::PreUserRegistration)
                .map(|rules| rules.len())
        })
    };
    assert_eq!(read(&|_| ()), Ok(1));
    // Fewer rules than there are, and more; no rule of the trigger that was asked for is damaged, and still none is given.
    assert_eq!(
        read(&|bytes| bytes[count] = 1),
        Err(SnapshotError::WrongLength)
    );
    assert_eq!(
        read(&|bytes| bytes[count] = 11),
        Err(SnapshotError::OutOfBounds)
    );
    let trigger = count + 2 + 2 + "plan".len();
    let unknown = |what, value| Err(SnapshotError::UnknownValue { what, value });
    assert_eq!(read(&|bytes| bytes[trigger] = 3), unknown("trigger", 3));
    assert_eq!(
        read(&|bytes| bytes[trigger + 1] = 8),
        unknown("rule flag", 8)
    );
    assert_eq!(
        read(&|bytes| bytes[trigger + 2] = 2),
        unknown("failure policy", 2)
    );
    assert_eq!(read(&|bytes| bytes[trigger + 3] = 3), unknown("moment", 3));
    assert_eq!(
        read(&|bytes| bytes[trigger + 4] = 8),
        unknown("part of the directory", 8)
    );
    assert_eq!(
        read(&|bytes| bytes[trigger + 13] = 0x7f),
        Err(SnapshotError::OutOfBounds)
    );
    assert_eq!(
        read(&|bytes| bytes[count + 4] = 0xff),
        Err(SnapshotError::NotText)
    );
}

/// Apart from the others, since the list of providers is longer than all else.
#[test]
fn a_damaged_list_of_public_mail_providers_is_refused_or_answers_without_a_panic() {
    let rule = "[[claims.rules]]\nname = \"no\"\nwhen = 'email.is_public'\ndeny = { code = \"no\", reason = \"No.\" }\n";
    let compiled = compile_text(&format!("{TENANT}{rule}"), &CompileOptions::default()).unwrap();
    let ask = |bytes: Vec<u8>| {
        let manifest = Manifest::from_bytes(bytes, compiled.manifest_digest)?;
        let claims = manifest.claims()?;
        claims.of(Trigger::PostLogin)?;
        Ok::<_, SnapshotError>((
            claims.is_public_mail(&domain("gmail.com"))?,
            claims.is_public_mail(&domain("globex.example"))?,
        ))
    };
    assert_eq!(ask(compiled.manifest.clone()), Ok((true, false)));
    let mut bytes = compiled.manifest.clone();
    let (mut refused, mut others) = (0, 0);
    for index in (12..bytes.len()).step_by(3) {
        let before = bytes[index];
        for value in [before ^ 0x80, 0, 0xff] {
            bytes[index] = value;
            match ask(bytes.clone()) {
                // Nothing is found that is not there: keys are compared.
                Ok((_, globex)) => {
                    assert!(!globex);
                    others += 1;
                }
                Err(_) => refused += 1,
            }
        }
        bytes[index] = before;
    }
    assert!(refused > 0 && others > 0);
}

/// Asks for everything there is; the answers do not matter, that there are answers does.
#[expect(clippy::unwrap_used, reason = "test data is valid")]
pub(crate) fn ask_everything(snapshot: &Snapshot) {
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
    for text in ADDRESSES {
        let asked = EmailAddress::parse(text).unwrap();
        if let Ok(Lookup::Found(route)) = snapshot.address(&asked) {
            assert_eq!(route.domain(), asked.domain().as_str());
        }
    }
    for name in ["mapped", "unmapped"] {
        let name = ConnectionName::parse(name).unwrap();
        if let Ok(Lookup::Found(shows)) = snapshot.second_factor(&name) {
            shows.amr().chain(shows.acr()).for_each(drop);
        }
    }
    for name in HOSTS {
        let _ = snapshot.host(&domain(name));
    }
    ask_manifest(snapshot.manifest());
}

fn ask_manifest(manifest: &Manifest) {
    for id in ["own", "plain"] {
        if let Some(client) = manifest.client(&client_id(id)) {
            assert_eq!(client.id().as_str(), id);
            client
                .callback_urls()
                .chain(client.return_urls())
                .chain(client.allowed_origins())
                .for_each(drop);
            client.signals().into_iter().flatten().for_each(drop);
            if let Some(hints) = client.hints() {
                let _ = hints.ignores(&domain("globex.example"));
            }
            let _ = client.default_realm();
        }
    }
    for ip in ADDRESSES_OF_NETWORKS {
        let _ = manifest.network(&NetworkFacts {
            ip: ip.parse().ok(),
            asn: Some(64496),
            country: Some(*b"FR"),
        });
    }
    let _ = manifest.network(&NetworkFacts {
        ip: None,
        asn: Some(64498),
        country: Some(*b"FR"),
    });
    for trigger in [
        Trigger::PostLogin,
        Trigger::CredentialsExchange,
        Trigger::PreUserRegistration,
    ] {
        let _ = manifest.claims().and_then(|claims| claims.of(trigger));
    }
    for name in ["gmail.com", "globex.example"] {
        let _ = manifest
            .claims()
            .and_then(|claims| claims.is_public_mail(&domain(name)));
    }
    let home_realm = manifest.home_realm();
    home_realm.signals.for_each(drop);
    let _ = home_realm.hints.ignores(&domain("globex.example"));
    manifest.consumer_domains().for_each(drop);
    manifest.clients().for_each(drop);
    manifest.shards().for_each(drop);
    let _ = (
        manifest.fallback(),
        manifest.brand(),
        manifest.version(),
        manifest.has_networks(),
    );
}

/// Makes resident what can be, under the digests that are listed, whatever the bytes are.
pub(crate) fn with_forged_digests(
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
    manifest[4] = 1;
    assert_eq!(
        Manifest::from_bytes(manifest, digest).unwrap_err(),
        SnapshotError::UnknownVersion(1)
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
