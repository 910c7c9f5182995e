//! A part of a table.

use vestibule_identity::{ConnectionName, Domain, OrganizationId};

use crate::address_key::AddressKey;
use crate::layout::{self, KeyHash};
use crate::read::Reader;
use crate::route::covers_subdomains;
use crate::table::{Record, Table};
use crate::{
    ConnectionLook, Digest, HostTarget, Organization, Route, SecondFactor, ShardId, SnapshotError,
};

/// Where the table begins: after the head that all parts have.
const TABLE_START: usize = 12;

/// A resident shard: the records of one range of keys of one table.
#[derive(Debug)]
pub struct Shard {
    id: ShardId,
    kind: Kind,
    bytes: Vec<u8>,
}

/// Which table a shard is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Domains,
    Organizations,
    Hosts,
    Addresses,
    SecondFactors,
    Connections,
}

impl Kind {
    /// In the order of the manifest's directories.
    pub(crate) const ALL: [Self; 6] = [
        Self::Domains,
        Self::Organizations,
        Self::Hosts,
        Self::Addresses,
        Self::SecondFactors,
        Self::Connections,
    ];
}

impl Shard {
    /// Takes the bytes of a shard and their digest, which the caller has computed from these very bytes.
    ///
    /// Whether it is the right shard is checked when it is put into a [`Snapshot`](crate::Snapshot).
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if they are no shard of a known format.
    pub fn from_bytes(bytes: Vec<u8>, digest: Digest) -> Result<Self, SnapshotError> {
        let kind = match Reader::new(&bytes).part_of_kind(layout::SHARD_MARK, "shard")? {
            layout::KIND_DOMAINS => Kind::Domains,
            layout::KIND_ORGANIZATIONS => Kind::Organizations,
            layout::KIND_HOSTS => Kind::Hosts,
            layout::KIND_ADDRESSES => Kind::Addresses,
            layout::KIND_SECOND_FACTORS => Kind::SecondFactors,
            layout::KIND_CONNECTIONS => Kind::Connections,
            value => {
                return Err(SnapshotError::UnknownValue {
                    what: "kind of shard",
                    value,
                });
            }
        };
        let shard = Self {
            id: digest,
            kind,
            bytes,
        };
        shard.table()?;
        Ok(shard)
    }

    /// Its name: the digest of its bytes.
    #[must_use]
    pub const fn id(&self) -> ShardId {
        self.id
    }

    /// How many bytes of memory it takes.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.bytes.capacity()
    }

    pub(crate) const fn kind(&self) -> Kind {
        self.kind
    }

    /// The entry for a domain: its own, or that of the nearest domain above it that covers subdomains.
    pub(crate) fn route(&self, domain: &Domain) -> Result<Option<Route<'_>>, SnapshotError> {
        let table = self.table()?;
        let name = domain.as_str().as_bytes();
        let mut hash = KeyHash::new();
        let mut found: Option<Record<'_>> = None;
        let mut labels = 0;
        // From the top-level domain downwards, so that one pass gives all hashes; the last match is the longest.
        for (start, octet) in name.iter().enumerate().rev() {
            if *octet == b'.' {
                labels += 1;
                // No entry is a top-level domain, since no `Domain` is.
                if labels >= 2 {
                    let above = name.get(start + 1..).unwrap_or_default();
                    if let Some(record) = table.find(hash.finish(), above)?
                        && covers_subdomains(record)?
                    {
                        found = Some(record);
                    }
                }
            }
            hash.push_front(*octet);
        }
        if let Some(record) = table.find(hash.finish(), name)? {
            found = Some(record);
        }
        let route = found.map(|record| Route::of_domain(record, domain));
        // An entry that keeps the domain for nobody was found all the same, and hides those above it.
        Ok(route
            .transpose()?
            .filter(|route| !route.targets().is_empty()))
    }

    /// The organization with this id.
    pub(crate) fn organization(
        &self,
        id: &OrganizationId,
    ) -> Result<Option<Organization<'_>>, SnapshotError> {
        self.record(id.as_str().as_bytes())?
            .map(Organization::read)
            .transpose()
    }

    /// The organization that has this vanity host.
    pub(crate) fn host(&self, host: &Domain) -> Result<Option<HostTarget>, SnapshotError> {
        self.record(host.as_str().as_bytes())?
            .map(HostTarget::read)
            .transpose()
    }

    /// The entry for an exact address.
    pub(crate) fn address(&self, key: &AddressKey) -> Result<Option<Route<'_>>, SnapshotError> {
        self.record(key.as_bytes())?
            .map(Route::of_address)
            .transpose()
    }

    /// What shows a second factor of a connection.
    pub(crate) fn second_factor(
        &self,
        connection: &ConnectionName,
    ) -> Result<Option<SecondFactor<'_>>, SnapshotError> {
        self.record(connection.as_str().as_bytes())?
            .map(SecondFactor::read)
            .transpose()
    }

    /// Whose pages are shown to people of a connection.
    pub(crate) fn connection_look(
        &self,
        connection: &ConnectionName,
    ) -> Result<Option<ConnectionLook<'_>>, SnapshotError> {
        self.record(connection.as_str().as_bytes())?
            .map(ConnectionLook::read)
            .transpose()
    }

    fn record(&self, key: &[u8]) -> Result<Option<Record<'_>>, SnapshotError> {
        self.table()?.find(KeyHash::of(key), key)
    }

    fn table(&self) -> Result<Table<'_>, SnapshotError> {
        Table::new(self.bytes.get(TABLE_START..).unwrap_or_default())
    }
}
