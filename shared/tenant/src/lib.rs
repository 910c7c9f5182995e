//! The snapshot of a tenant: bounds-checked lookups over bytes, no parser.
//!
//! `vestibule-tenant-compiler` writes a snapshot, this crate reads it at the edge. It is immutable and comes in parts:
//!
//! - a [`Manifest`], always resident, with what every request needs (origins, clients, the default brand, settings of home
//!   realm discovery, networks, rules for claims, what users are asked for) and directories of shards. It grows with the number of clients, networks,
//!   rules, shards and logos, not of organizations.
//! - shards of five tables (email domains, organizations, vanity hosts, exact addresses, what shows a second factor), each
//!   named by the SHA-256 of its bytes, loaded on first use and dropped when memory is short. A small tenant has one shard of each, on the same
//!   code path; a table without entries has none.
//! - assets: logos, named by the SHA-256 of their bytes and listed in the manifest. No lookup needs them.
//!
//! A [`Snapshot`] is a manifest with the shards that happen to be resident. A lookup in it finds something, or finds
//! that there is certainly nothing, or names the one shard it lacks.
//!
//! **What is deliberately absent.** Nothing is deserialized: a lookup decodes the one record it returns.
//! Nothing is hashed with SHA-256 here: whoever loads the bytes lets the host do that and hands the digest over.
//! There is no `unsafe`, no randomness, no clock, and no way to change a snapshot.
//!
//! **Corruption.** A part whose digest is not the one it is listed under is refused, and so is a format this crate does
//! not know. Should bytes be wrong all the same, reads are checked and end in a [`SnapshotError`]; keys are always
//! compared in full, so neither a collision nor a stray offset sends anyone to another organization.

mod address_key;
mod asset;
mod brand;
mod bundle;
mod claims;
mod client;
mod connection;
mod connection_look;
mod digest;
mod directory;
mod error;
mod home_realm;
mod host;
pub mod layout;
mod manifest;
mod network;
mod organization;
mod own_texts;
mod profile;
mod read;
mod route;
mod rule_effect;
mod second_factor;
mod settings;
mod shard;
mod snapshot;
mod source;
mod table;
mod texts;

pub use asset::MediaType;
pub use brand::{Accent, Background, Brand, Color, Corners, Font, Image, Links, Logo, Looks};
pub use bundle::Bundle;
pub use claims::{ClaimsRule, ClaimsRules, FailurePolicy, Moment, Trigger};
pub use client::{Client, EnabledConnections, Logout, OrganizationUsage, RequireBehavior};
pub use connection::Connection;
pub use connection_look::ConnectionLook;
pub use digest::{AssetId, Digest, DigestError, ShardId};
pub use error::SnapshotError;
pub use home_realm::Fallback;
pub use host::HostTarget;
pub use manifest::{Manifest, Mode};
pub use network::{NetworkFacts, NetworkRule, NetworkTarget};
pub use organization::Organization;
pub use own_texts::{OwnText, OwnTexts};
pub use profile::{Profile, ProfileOverride};
pub use route::{Route, Target};
pub use rule_effect::{MetadataOf, RuleEffect, SessionLimit};
pub use second_factor::SecondFactor;
pub use settings::{ConflictPolicy, DefaultRealm, HintPolicy, HomeRealm, SignalKind, Signals};
pub use shard::Shard;
pub use snapshot::{Lookup, Snapshot};
pub use source::Source;
pub use texts::Texts;
