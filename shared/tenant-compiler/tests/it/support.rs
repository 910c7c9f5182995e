//! Files to compile.

use std::io::Write;

use tempfile::NamedTempFile;
use vestibule_identity::{ClientId, ConnectionName, Domain, EmailAddress, OrganizationId};
use vestibule_tenant::{
    Bundle, Lookup, Manifest, Organization, Route, Shard, Snapshot, SnapshotError, Target,
};
use vestibule_tenant_compiler::{CompileErrors, CompileOptions, Compiled, compile, sha256};

/// The smallest tenant section, to which tests add.
pub(crate) const TENANT: &str = "\
[tenant]
name = \"Acme\"
origin = \"https://login.acme.example\"
edge_origins = [\"https://start.acme.example\"]
";

/// Compiles a text.
pub(crate) fn compile_text(
    text: &str,
    options: &CompileOptions,
) -> Result<Compiled, CompileErrors> {
    compile(file_with(text).path(), options)
}

/// A tenant file with this text, gone when dropped.
#[expect(
    clippy::unwrap_used,
    reason = "a test that has no temporary file cannot go on"
)]
pub(crate) fn file_with(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::with_suffix(".toml").unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// Makes everything resident.
#[expect(
    clippy::unwrap_used,
    reason = "whoever calls this asserts that the snapshot is good"
)]
pub(crate) fn resident(compiled: &Compiled) -> Snapshot {
    let bundle = compiled.bundle().unwrap();
    Bundle::from_bytes(&bundle)
        .unwrap()
        .snapshot(sha256)
        .unwrap()
}

/// Makes nothing but the manifest resident.
#[expect(
    clippy::unwrap_used,
    reason = "whoever calls this asserts that the snapshot is good"
)]
pub(crate) fn manifest_only(compiled: &Compiled) -> Snapshot {
    let digest = sha256(&compiled.manifest);
    assert_eq!(digest, compiled.manifest_digest);
    Snapshot::new(Manifest::from_bytes(compiled.manifest.clone(), digest).unwrap())
}

/// Makes a shard resident.
#[expect(
    clippy::unwrap_used,
    reason = "whoever calls this asserts that the shard is good"
)]
pub(crate) fn insert(snapshot: &mut Snapshot, bytes: &[u8]) {
    snapshot
        .insert(Shard::from_bytes(bytes.to_vec(), sha256(bytes)).unwrap())
        .unwrap();
}

#[expect(clippy::unwrap_used, reason = "test data is valid")]
pub(crate) fn domain(text: &str) -> Domain {
    Domain::parse(text).unwrap()
}

#[expect(clippy::unwrap_used, reason = "test data is valid")]
pub(crate) fn organization_id(text: &str) -> OrganizationId {
    OrganizationId::parse(text).unwrap()
}

#[expect(clippy::unwrap_used, reason = "test data is valid")]
pub(crate) fn client_id(text: &str) -> ClientId {
    ClientId::parse(text).unwrap()
}

/// What was looked up in a snapshot that is good and wholly resident.
#[expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the snapshot is good and resident"
)]
fn resident_answer<T: std::fmt::Debug>(looked_up: Result<Lookup<T>, SnapshotError>) -> Option<T> {
    match looked_up.unwrap() {
        Lookup::Found(found) => Some(found),
        Lookup::Absent => None,
        Lookup::NotResident(shard) => panic!("{shard} is not resident"),
    }
}

/// Where a domain leads in a snapshot that is wholly resident.
pub(crate) fn route<'a>(snapshot: &'a Snapshot, name: &str) -> Option<Route<'a>> {
    resident_answer(snapshot.route(&domain(name)))
}

/// Where an exact address leads in a snapshot that is wholly resident.
#[expect(clippy::unwrap_used, reason = "test data is valid")]
pub(crate) fn address<'a>(snapshot: &'a Snapshot, text: &str) -> Option<Route<'a>> {
    resident_answer(snapshot.address(&EmailAddress::parse(text).unwrap()))
}

/// The id of the organization that has a vanity host, in a snapshot that is wholly resident.
pub(crate) fn host(snapshot: &Snapshot, name: &str) -> Option<String> {
    resident_answer(snapshot.host(&domain(name))).map(|target| target.organization.to_string())
}

/// A target that is an organization, with the connections that are for whatever leads there.
#[expect(clippy::unwrap_used, reason = "test data is valid")]
pub(crate) fn to<'a>(id: &str, connections: &[&str]) -> Target<'a> {
    Target::Organization {
        id: organization_id(id),
        connections: connections
            .iter()
            .map(|name| ConnectionName::parse(name).unwrap())
            .collect(),
    }
}

/// An organization in a snapshot that is wholly resident.
pub(crate) fn organization<'a>(snapshot: &'a Snapshot, id: &str) -> Option<Organization<'a>> {
    resident_answer(snapshot.organization(&organization_id(id)))
}
