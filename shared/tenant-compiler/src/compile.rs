//! From a file to bytes.

use std::collections::BTreeMap;
use std::path::Path;

use vestibule_tenant::{AssetId, Digest, ShardId};

use crate::check::check;
use crate::file::{TenantFile, read};
use crate::finding::{CompileErrors, Finding};
use crate::write::{DEFAULT_SHARD_SIZE, TooLarge, write_bundle, write_snapshot};

/// What a tenant file is compiled with, besides itself.
#[derive(Clone, Debug)]
pub struct CompileOptions {
    /// The stage whose variables apply; it must be one of the file's.
    pub stage: Option<String>,
    /// Values that win over those of the file and the stage.
    pub variables: BTreeMap<String, String>,
    /// Allows plain http and loopback hosts, for a demonstration on one machine. The file can allow them, too.
    pub dangerous_loopback: bool,
    /// How large shards become, in bytes; there is no reason to change it but an experiment.
    pub shard_size: usize,
}

impl Default for CompileOptions {
    fn default() -> Self {
        Self {
            stage: None,
            variables: BTreeMap::new(),
            dangerous_loopback: false,
            shard_size: DEFAULT_SHARD_SIZE,
        }
    }
}

/// A snapshot in bytes, and what was found on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The manifest.
    pub manifest: Vec<u8>,
    /// The digest of the manifest, which names the snapshot.
    pub manifest_digest: Digest,
    /// The shards, each with its name, in the order of the manifest's directories.
    pub shards: Vec<(ShardId, Vec<u8>)>,
    /// The files that pages show, each with its name, in the order of their names; the manifest says what kind they are.
    pub assets: Vec<(AssetId, Vec<u8>)>,
    /// The brands of the file, each with the name by which others refer to it, as [`vestibule_tenant::Brand::from_bytes`] reads
    /// them. They stand in the other parts where they are used; this list is for whoever shows them, and is not published.
    pub brands: Vec<(String, Vec<u8>)>,
    /// Warnings, in the order of the file.
    pub findings: Vec<Finding>,
}

impl Compiled {
    /// The whole snapshot in one piece, to be shipped beside the Worker; [`vestibule_tenant::Bundle`] reads it.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] beyond four gigabytes, many times what a Worker can carry.
    pub fn bundle(&self) -> Result<Vec<u8>, TooLarge> {
        write_bundle(self)
    }
}

/// Reads a tenant file and what it includes, with variables replaced, without checking what it says.
///
/// # Errors
///
/// [`CompileErrors`] if a file cannot be read, is not TOML, does not have the shape of a tenant file, or uses a variable
/// that has no value.
pub fn load(path: &Path, options: &CompileOptions) -> Result<TenantFile, CompileErrors> {
    read(path, options).map(|(file, _)| file)
}

/// Compiles a tenant file, and what it includes, to a snapshot.
///
/// # Errors
///
/// [`CompileErrors`] as for [`load`], and if the file says anything that is wrong. What can be found out at once is
/// reported at once; only mistakes in the shape of a file hide others.
pub fn compile(path: &Path, options: &CompileOptions) -> Result<Compiled, CompileErrors> {
    let (file, sources) = read(path, options)?;
    let (snapshot, drafts) = check(&file, &sources, options)
        .and_then(|(tenant, warnings)| {
            let snapshot = write_snapshot(&tenant, options.shard_size)?;
            Ok((snapshot, warnings))
        })
        .map_err(|drafts| CompileErrors(sources.locate(drafts)))?;
    Ok(Compiled {
        findings: sources.locate(drafts),
        ..snapshot
    })
}
