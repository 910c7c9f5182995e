//! A manifest and the shards that happen to be resident.

use std::sync::atomic::{AtomicBool, Ordering};

use vestibule_identity::{ConnectionName, Domain, EmailAddress, OrganizationId};

use crate::address_key::AddressKey;
use crate::shard::Kind;
use crate::{
    ConnectionLook, HostTarget, Manifest, Organization, Route, SecondFactor, Shard, ShardId,
    SnapshotError,
};

/// One version of a tenant, as far as it is in memory.
///
/// It grows when shards are put in and shrinks only when told to ([`Self::shrink_to`]), so that the caller decides what
/// memory may be used. All answers come from this one version: shards of another are not let in.
#[derive(Debug)]
pub struct Snapshot {
    manifest: Manifest,
    /// By shard number, in the order of [`Manifest::shards`].
    residents: Vec<Option<Resident>>,
    resident_size: usize,
    /// Where the search for a shard to drop goes on.
    hand: usize,
}

/// What a snapshot answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup<T> {
    /// Here it is.
    Found(T),
    /// This version of the tenant certainly has no such thing.
    Absent,
    /// The answer is in this shard, which is not resident: load it, put it in, ask again.
    NotResident(ShardId),
}

#[derive(Debug)]
struct Resident {
    shard: Shard,
    /// Set by lookups, cleared by the search for a shard to drop. An atomic only because lookups borrow the snapshot
    /// shared; at the edge there is one thread.
    used: AtomicBool,
}

impl Snapshot {
    /// A snapshot of which only the manifest is resident.
    #[must_use]
    pub fn new(manifest: Manifest) -> Self {
        let residents = manifest.shards().map(|_| None).collect();
        Self {
            manifest,
            residents,
            resident_size: 0,
            hand: 0,
        }
    }

    /// The successor of `previous`: takes over the resident shards that both versions share, and drops the others.
    ///
    /// Since a shard is named by its content, an edit of one organization leaves most of them in place.
    #[must_use]
    pub fn succeed(previous: Self, manifest: Manifest) -> Self {
        let mut snapshot = Self::new(manifest);
        for resident in previous.residents.into_iter().flatten() {
            // Refused shards are those that only the previous version has.
            let _ = snapshot.insert(resident.shard);
        }
        snapshot
    }

    /// The resident manifest.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Makes a shard resident.
    ///
    /// # Errors
    ///
    /// [`SnapshotError::UnlistedShard`] when its digest is not one that the manifest lists for its table, that is when
    /// its bytes are damaged or belong to another version.
    pub fn insert(&mut self, shard: Shard) -> Result<(), SnapshotError> {
        let kind = shard.kind();
        let first = self.manifest.first_number(kind)?;
        // Two shards with equal bytes would do for both ranges, but ranges do not overlap, so there are none but empty
        // ones, and of those a table has one at most.
        let number = self
            .manifest
            .directory(kind)?
            .shards()
            .position(|id| id == shard.id());
        let place = number.and_then(|number| self.residents.get_mut(first + number));
        let Some(place) = place else {
            return Err(SnapshotError::UnlistedShard(shard.id()));
        };
        self.resident_size += shard.size();
        if let Some(before) = place.replace(Resident {
            shard,
            used: AtomicBool::new(true),
        }) {
            self.resident_size -= before.shard.size();
        }
        Ok(())
    }

    /// How many bytes the resident shards take.
    #[must_use]
    pub const fn resident_size(&self) -> usize {
        self.resident_size
    }

    /// Drops shards until the resident ones take at most `size` bytes.
    ///
    /// Shards that were used since the last round are spared once (the *clock* algorithm): nearly as good as dropping the
    /// least recently used one, without a timestamp or list to maintain at every lookup.
    pub fn shrink_to(&mut self, size: usize) {
        // The first round clears marks, the second finds everything unmarked.
        for _ in 0..self.residents.len() * 2 {
            if self.resident_size <= size {
                return;
            }
            if let Some(place) = self.residents.get_mut(self.hand)
                && let Some(resident) = place
                && !std::mem::take(resident.used.get_mut())
            {
                self.resident_size -= resident.shard.size();
                *place = None;
            }
            self.hand = (self.hand + 1) % self.residents.len();
        }
    }

    /// Where an email domain leads: the entry of the domain itself, or that of the nearest domain above it that covers
    /// subdomains.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] when the shard is damaged in spite of its digest, that is when it was written wrong.
    pub fn route(&self, domain: &Domain) -> Result<Lookup<Route<'_>>, SnapshotError> {
        self.look_up(Kind::Domains, domain.as_str().as_bytes(), |shard| {
            shard.route(domain)
        })
    }

    /// Where this very address leads, whatever its domain does. Upper and lower case of ASCII letters are the same, in the
    /// local part as well: that is how every identity provider of note compares addresses.
    ///
    /// # Errors
    ///
    /// As for [`Self::route`].
    pub fn address(&self, address: &EmailAddress) -> Result<Lookup<Route<'_>>, SnapshotError> {
        let key = AddressKey::of(address);
        self.look_up(Kind::Addresses, key.as_bytes(), |shard| shard.address(&key))
    }

    /// Whose vanity host this is.
    ///
    /// # Errors
    ///
    /// As for [`Self::route`].
    pub fn host(&self, host: &Domain) -> Result<Lookup<HostTarget>, SnapshotError> {
        self.look_up(Kind::Hosts, host.as_str().as_bytes(), |shard| {
            shard.host(host)
        })
    }

    /// The organization with this id.
    ///
    /// # Errors
    ///
    /// As for [`Self::route`].
    pub fn organization(
        &self,
        id: &OrganizationId,
    ) -> Result<Lookup<Organization<'_>>, SnapshotError> {
        self.look_up(Kind::Organizations, id.as_str().as_bytes(), |shard| {
            shard.organization(id)
        })
    }

    /// The organization that has this host, a name with or without a port. Most requests come in on a host of ours that
    /// belongs to nobody, and are told so without a look at any table.
    ///
    /// # Errors
    ///
    /// As for [`Self::route`].
    pub fn organization_at(&self, host: &str) -> Result<Lookup<Organization<'_>>, SnapshotError> {
        let is_ours = self
            .manifest
            .edge_origins()
            .any(|origin| origin.split_once("://").is_some_and(|(_, it)| it == host));
        let name = host.split_once(':').map_or(host, |(name, _)| name);
        match Domain::parse(name) {
            Ok(domain) if !is_ours => Ok(match self.host(&domain)? {
                Lookup::Found(target) => self.organization(&target.organization)?,
                Lookup::NotResident(shard) => Lookup::NotResident(shard),
                Lookup::Absent => Lookup::Absent,
            }),
            _ => Ok(Lookup::Absent),
        }
    }

    /// Whose pages are shown to people of whom nothing but this connection is known.
    ///
    /// # Errors
    ///
    /// As for [`Self::route`].
    pub fn connection_look(
        &self,
        connection: &ConnectionName,
    ) -> Result<Lookup<ConnectionLook<'_>>, SnapshotError> {
        self.look_up(Kind::Connections, connection.as_str().as_bytes(), |shard| {
            shard.connection_look(connection)
        })
    }

    /// What shows, in a login through this connection, that its identity provider took a second factor. Only connections of
    /// which the tenant file says so have it, and only where a rule asks for second factors.
    ///
    /// # Errors
    ///
    /// As for [`Self::route`].
    pub fn second_factor(
        &self,
        connection: &ConnectionName,
    ) -> Result<Lookup<SecondFactor<'_>>, SnapshotError> {
        self.look_up(
            Kind::SecondFactors,
            connection.as_str().as_bytes(),
            |shard| shard.second_factor(connection),
        )
    }

    fn look_up<'a, T>(
        &'a self,
        kind: Kind,
        key: &[u8],
        find: impl FnOnce(&'a Shard) -> Result<Option<T>, SnapshotError>,
    ) -> Result<Lookup<T>, SnapshotError> {
        let Some((number, id)) = self.manifest.place(kind, key)? else {
            return Ok(Lookup::Absent);
        };
        let Some(Some(resident)) = self.residents.get(number) else {
            return Ok(Lookup::NotResident(id));
        };
        resident.used.store(true, Ordering::Relaxed);
        Ok(find(&resident.shard)?.map_or(Lookup::Absent, Lookup::Found))
    }
}
