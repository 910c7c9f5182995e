//! The tenant to decide by.

use std::path::Path;

use anyhow::{Context as _, Error, anyhow};
use vestibule_identity::{ClientId, OrganizationId};
use vestibule_tenant::{Lookup, Manifest, Shard, Snapshot};
use vestibule_tenant_compiler::{Severity, compile};

use crate::arguments::CompileArguments;

/// Compiles a tenant file to a snapshot with everything resident.
///
/// At the edge shards come in as decisions ask for them; here they all stand in memory already, so
/// a decision never has to ask, and threads may share the snapshot without a lock. What is decided
/// is the same: a shard's absence only ever delays an answer.
///
/// # Errors
///
/// One line that sends to `vestibule check`, which says everything about a file with mistakes.
pub(crate) fn load(file: &Path, arguments: &CompileArguments) -> Result<Snapshot, Error> {
    let compiled = compile(file, &arguments.options()).map_err(|errors| {
        let findings = errors.findings();
        let mut errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        let first = errors.next().map_or("", |finding| &finding.problem);
        let more = match errors.count() {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        anyhow!(
            "{file} cannot be used: {first}{more}; run `vestibule check {file}`",
            file = file.display()
        )
    })?;
    let broken =
        "the compiled snapshot cannot be read; this is a fault of `vestibule`, please report it";
    let manifest =
        Manifest::from_bytes(compiled.manifest, compiled.manifest_digest).context(broken)?;
    let mut snapshot = Snapshot::new(manifest);
    for (id, bytes) in compiled.shards {
        // The digest was taken from these very bytes a moment ago.
        let shard = Shard::from_bytes(bytes, id).context(broken)?;
        snapshot.insert(shard).context(broken)?;
    }
    Ok(snapshot)
}

/// What people call an organization.
pub(super) fn organization_name<'a>(snapshot: &'a Snapshot, id: &str) -> Option<&'a str> {
    let id = OrganizationId::parse(id).ok()?;
    match snapshot.organization(&id) {
        Ok(Lookup::Found(organization)) => Some(organization.display_name()),
        _ => None,
    }
}

/// What people call a client.
pub(super) fn client_name<'a>(snapshot: &'a Snapshot, id: &str) -> Option<&'a str> {
    let client = snapshot.manifest().client(&ClientId::parse(id).ok()?)?;
    Some(client.name())
}
