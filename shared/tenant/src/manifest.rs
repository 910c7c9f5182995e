//! The part of a snapshot that is always resident.

use std::ops::Range;

use vestibule_identity::{ClientId, Domain, OrganizationId};

use crate::asset::Assets;
use crate::directory::Directory;
use crate::layout::{self, KeyHash};
use crate::network::Networks;
use crate::read::Reader;
use crate::shard::Kind;
use crate::table::Table;
use crate::{
    AssetId, Brand, ClaimsRules, Client, Digest, Fallback, HomeRealm, MediaType, NetworkFacts,
    NetworkTarget, OwnTexts, Profile, ShardId, SnapshotError, Source, Texts,
};

/// What every request needs to know about the tenant, and where the rest is.
///
/// It is checked as a whole when it is loaded, clients and directories included, so that reading from it cannot fail
/// later on; only [rules for claims](Self::claims) and the [profile](Self::profile) are read when they are needed.
#[derive(Debug)]
pub struct Manifest {
    digest: Digest,
    bytes: Vec<u8>,
    head: Head,
    brand: Section,
    fallback: Section,
    home_realm: Section,
    consumer_domains: Section,
    networks: Section,
    clients: Section,
    claims: Section,
    sources: Section,
    /// In the order of [`Kind::ALL`].
    directories: [Section; Kind::ALL.len()],
    assets: Section,
    texts: Section,
    profile: Section,
}

/// How the Worker stands towards the tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// On a host of its own: `/authorize` is answered with a redirect to the tenant.
    FrontDoor,
    /// On the tenant's custom domain: `/authorize` is passed on to the tenant.
    CustomDomain,
}

/// A stretch of the manifest's bytes.
type Section = Range<usize>;

/// The handful of texts that every request needs, decoded once.
#[derive(Debug)]
struct Head {
    name: Box<str>,
    stage: Box<str>,
    mode: Mode,
    dangerous_loopback: bool,
    oidc_logout: bool,
    canonical_origin: Box<str>,
    /// The first one also stands in `tenant_origins`; kept apart so that there is always one.
    tenant_origin: Box<str>,
    tenant_origins: Box<[Box<str>]>,
    edge_origins: Box<[Box<str>]>,
    language: Box<str>,
    languages: Box<[Box<str>]>,
}

impl Manifest {
    /// Takes the bytes of a manifest and their digest, which the caller has computed from these very bytes and compared
    /// with the one that was announced.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if they are no manifest of a known format, or damaged.
    pub fn from_bytes(bytes: Vec<u8>, digest: Digest) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(&bytes);
        reader.part(layout::MANIFEST_MARK, "manifest")?;
        let head = Head::read(slice(&bytes, &section(&mut reader)?)?)?;
        let manifest = Self {
            head,
            brand: section(&mut reader)?,
            fallback: section(&mut reader)?,
            home_realm: section(&mut reader)?,
            consumer_domains: section(&mut reader)?,
            networks: section(&mut reader)?,
            clients: section(&mut reader)?,
            claims: section(&mut reader)?,
            sources: section(&mut reader)?,
            directories: [
                section(&mut reader)?,
                section(&mut reader)?,
                section(&mut reader)?,
                section(&mut reader)?,
                section(&mut reader)?,
                section(&mut reader)?,
            ],
            assets: section(&mut reader)?,
            texts: section(&mut reader)?,
            profile: section(&mut reader)?,
            digest,
            bytes,
        };
        Brand::read(&mut manifest.reader(&manifest.brand)?)?.looks()?;
        Fallback::read(&mut manifest.reader(&manifest.fallback)?)?;
        for record in manifest.client_table()?.records() {
            Client::read(record?)?.check()?;
        }
        HomeRealm::read(&mut manifest.reader(&manifest.home_realm)?)?;
        manifest.reader(&manifest.consumer_domains)?.texts()?;
        manifest.networks()?.check()?;
        for kind in Kind::ALL {
            manifest.directory(kind)?.check()?;
        }
        manifest.asset_list()?.check()?;
        slice(&manifest.bytes, &manifest.texts)?;
        Ok(manifest)
    }

    /// Its name: the digest of its bytes. Shards are named in them, so it names the whole snapshot.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// The version of the snapshot as logs and `/edge/version` show it: the first twelve digits of the digest.
    #[must_use]
    pub fn version(&self) -> String {
        let mut version = self.digest.to_string();
        version.truncate(12);
        version
    }

    /// How many bytes of memory it takes, its few decoded texts apart.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.bytes.capacity()
    }

    /// What people call the tenant.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.head.name
    }

    /// The stage that the snapshot was compiled for; empty when none was named.
    #[must_use]
    pub fn stage(&self) -> &str {
        &self.head.stage
    }

    /// How the Worker stands towards the tenant.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.head.mode
    }

    /// Whether plain http and loopback hosts are allowed, as only a demonstration on one machine needs.
    #[must_use]
    pub const fn dangerous_loopback(&self) -> bool {
        self.head.dangerous_loopback
    }

    /// Whether the tenant answers `/oidc/logout`, which not every one does.
    #[must_use]
    pub const fn oidc_logout(&self) -> bool {
        self.head.oidc_logout
    }

    /// The origin to which logins are sent: the tenant's custom domain, or its canonical one.
    #[must_use]
    pub fn tenant_origin(&self) -> &str {
        &self.head.tenant_origin
    }

    /// What values that a browser keeps for us are bound to: those of one tenant's stage mean nothing to another.
    #[must_use]
    pub fn sealing_context(&self) -> &[u8] {
        self.tenant_origin().as_bytes()
    }

    /// All origins of the tenant at which people may log in, [`Self::tenant_origin`] first.
    pub fn tenant_origins(&self) -> impl ExactSizeIterator<Item = &str> {
        self.head.tenant_origins.iter().map(AsRef::as_ref)
    }

    /// The origin that Auth0 gave the tenant, which management calls need.
    #[must_use]
    pub fn canonical_origin(&self) -> &str {
        &self.head.canonical_origin
    }

    /// The origins at which people reach this Worker, the main one first.
    pub fn edge_origins(&self) -> impl ExactSizeIterator<Item = &str> {
        self.head.edge_origins.iter().map(AsRef::as_ref)
    }

    /// The tag (RFC 5646) of the language of pages whose visitor asks for none that we have.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.head.language
    }

    /// The tags (RFC 5646) of the languages that pages are offered in; none stands for all.
    pub fn languages(&self) -> impl ExactSizeIterator<Item = &str> {
        self.head.languages.iter().map(AsRef::as_ref)
    }

    /// The texts that the tenant words itself, on whosever pages they stand.
    #[must_use]
    pub fn texts(&self) -> OwnTexts<'_> {
        // Its bounds were looked at when it was loaded.
        OwnTexts::new(slice(&self.bytes, &self.texts).unwrap_or_default())
    }

    /// The brand of pages that belong to no organization.
    #[must_use]
    pub fn brand(&self) -> Brand<'_> {
        self.reader(&self.brand)
            .and_then(|mut reader| Brand::read(&mut reader))
            // Read once when it was loaded, so it succeeds.
            .unwrap_or_else(|_| Brand::named(&self.head.name))
    }

    /// Where people go whose email domain belongs to no organization.
    #[must_use]
    pub fn fallback(&self) -> Fallback<'_> {
        self.reader(&self.fallback)
            .and_then(|mut reader| Fallback::read(&mut reader))
            // Read once when it was loaded, so it succeeds; Universal Login is what happens without us.
            .unwrap_or(Fallback::UniversalLogin)
    }

    /// How visitors are led, unless their client says otherwise.
    #[must_use]
    pub fn home_realm(&self) -> HomeRealm<'_> {
        self.reader(&self.home_realm)
            .and_then(|mut reader| HomeRealm::read(&mut reader))
            // Read once when it was loaded, so it succeeds; no signal means that people are asked.
            .unwrap_or_else(|_| HomeRealm::nothing())
    }

    /// The public mail providers whose people are consumers, as A-labels: names that may be suggested to somebody who
    /// mistyped one, since they give no customer away.
    #[must_use]
    pub fn consumer_domains(&self) -> Texts<'_> {
        self.reader(&self.consumer_domains)
            .and_then(|mut reader| reader.texts())
            // Read once when it was loaded, so it succeeds.
            .unwrap_or_default()
    }

    /// Which organization the network of a request belongs to: the most specific range of addresses that has an entry, else
    /// the autonomous system, else the country. What is not known is skipped.
    #[must_use]
    pub fn network(&self, facts: &NetworkFacts) -> Option<NetworkTarget> {
        // All entries were read once when the manifest was loaded, so no error gets lost here.
        self.networks()
            .and_then(|networks| networks.find(facts))
            .ok()
            .flatten()
    }

    /// Whether any organization has a network; if not, a caller need not find out where a request comes from.
    #[must_use]
    pub fn has_networks(&self) -> bool {
        self.networks().is_ok_and(|networks| !networks.is_empty())
    }

    /// What tokens should say, and who may not log in.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if the rules are damaged; they are not looked at when the manifest is loaded.
    pub fn claims(&self) -> Result<ClaimsRules<'_>, SnapshotError> {
        ClaimsRules::read(self.reader(&self.claims)?)
    }

    /// The services of the tenant's own whose answers rules read, in the order of the file.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if they are damaged, as with [rules](Self::claims).
    pub fn sources(&self) -> Result<Vec<Source<'_>>, SnapshotError> {
        Source::read_all(self.reader(&self.sources)?)
    }

    /// What users are asked for; `None` if that is nothing.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if it is damaged, as with [rules](Self::claims).
    pub fn profile(&self) -> Result<Option<Profile<'_>>, SnapshotError> {
        Profile::read(self.reader(&self.profile)?)
    }

    /// The client with this id.
    #[must_use]
    pub fn client(&self, id: &ClientId) -> Option<Client<'_>> {
        let key = id.as_str().as_bytes();
        let record = self
            .client_table()
            .and_then(|table| table.find(KeyHash::of(key), key));
        // All records were read once when the manifest was loaded, so no error gets lost here.
        record
            .ok()
            .flatten()
            .and_then(|record| Client::read(record).ok())
    }

    /// All clients, in no particular order.
    pub fn clients(&self) -> impl Iterator<Item = Client<'_>> {
        let records = self.client_table().into_iter().flat_map(Table::records);
        records
            .flatten()
            .filter_map(|record| Client::read(record).ok())
    }

    /// The one shard that can have an entry for this domain or for one above it; `None` if no domain has one.
    ///
    /// # Errors
    ///
    /// None after a successful load.
    pub fn shard_of_domain(&self, domain: &Domain) -> Result<Option<ShardId>, SnapshotError> {
        let place = self.place(Kind::Domains, domain.as_str().as_bytes())?;
        Ok(place.map(|(_, id)| id))
    }

    /// The one shard that can have this organization; `None` if there are no organizations.
    ///
    /// # Errors
    ///
    /// None after a successful load.
    pub fn shard_of_organization(
        &self,
        id: &OrganizationId,
    ) -> Result<Option<ShardId>, SnapshotError> {
        let place = self.place(Kind::Organizations, id.as_str().as_bytes())?;
        Ok(place.map(|(_, id)| id))
    }

    /// The names of all shards of the snapshot: of domains, of organizations, of hosts, of addresses, of second
    /// factors, of looks of connections.
    pub fn shards(&self) -> impl Iterator<Item = ShardId> {
        Kind::ALL
            .into_iter()
            .flat_map(|kind| self.directory(kind))
            .flat_map(Directory::shards)
    }

    /// What kind of file an asset of this name is; `None` if the snapshot has no such asset.
    #[must_use]
    pub fn asset(&self, id: AssetId) -> Option<MediaType> {
        self.asset_list().ok()?.find(id)
    }

    /// All assets of the snapshot, in the order of their names.
    pub fn assets(&self) -> impl Iterator<Item = (AssetId, MediaType)> {
        // All entries were read once when the manifest was loaded, so no error gets lost here.
        self.asset_list()
            .into_iter()
            .flat_map(Assets::iter)
            .flatten()
    }

    /// Number and name of the shard that answers for a key, if the table has any. Numbers run through all tables, as
    /// [`Self::shards`] does.
    pub(crate) fn place(
        &self,
        kind: Kind,
        key: &[u8],
    ) -> Result<Option<(usize, ShardId)>, SnapshotError> {
        let Some((number, id)) = self.directory(kind)?.find(key)? else {
            return Ok(None);
        };
        Ok(Some((self.first_number(kind)? + number, id)))
    }

    /// The number of the first shard of a table.
    pub(crate) fn first_number(&self, kind: Kind) -> Result<usize, SnapshotError> {
        let mut number = 0;
        for earlier in Kind::ALL {
            if earlier == kind {
                break;
            }
            number += self.directory(earlier)?.len();
        }
        Ok(number)
    }

    pub(crate) fn directory(&self, kind: Kind) -> Result<Directory<'_>, SnapshotError> {
        let [
            domains,
            organizations,
            hosts,
            addresses,
            second_factors,
            connections,
        ] = &self.directories;
        let section = match kind {
            Kind::Domains => domains,
            Kind::Organizations => organizations,
            Kind::Hosts => hosts,
            Kind::Addresses => addresses,
            Kind::SecondFactors => second_factors,
            Kind::Connections => connections,
        };
        Directory::new(slice(&self.bytes, section)?)
    }

    fn asset_list(&self) -> Result<Assets<'_>, SnapshotError> {
        Assets::new(slice(&self.bytes, &self.assets)?)
    }

    fn networks(&self) -> Result<Networks<'_>, SnapshotError> {
        Networks::new(slice(&self.bytes, &self.networks)?)
    }

    fn client_table(&self) -> Result<Table<'_>, SnapshotError> {
        Table::new(slice(&self.bytes, &self.clients)?)
    }

    fn reader(&self, section: &Section) -> Result<Reader<'_>, SnapshotError> {
        slice(&self.bytes, section).map(Reader::new)
    }
}

impl Head {
    fn read(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let mut reader = Reader::new(bytes);
        let name = reader.text()?.into();
        let stage = reader.text()?.into();
        let mode = match reader.u8()? {
            0 => Mode::FrontDoor,
            1 => Mode::CustomDomain,
            value => {
                return Err(SnapshotError::UnknownValue {
                    what: "mode",
                    value,
                });
            }
        };
        let flags = reader.u8()?;
        if flags & !(layout::HEAD_DANGEROUS_LOOPBACK | layout::HEAD_OIDC_LOGOUT) != 0 {
            return Err(SnapshotError::UnknownValue {
                what: "head flag",
                value: flags,
            });
        }
        let canonical_origin = reader.text()?.into();
        let tenant_origins = reader.texts()?.map(Into::into).collect::<Box<[Box<str>]>>();
        Ok(Self {
            name,
            stage,
            mode,
            dangerous_loopback: flags & layout::HEAD_DANGEROUS_LOOPBACK != 0,
            oidc_logout: flags & layout::HEAD_OIDC_LOGOUT != 0,
            canonical_origin,
            tenant_origin: tenant_origins
                .first()
                .ok_or(SnapshotError::OutOfBounds)?
                .clone(),
            tenant_origins,
            edge_origins: reader.texts()?.map(Into::into).collect(),
            language: reader.text()?.into(),
            languages: reader.texts()?.map(Into::into).collect(),
        })
    }
}

fn section(reader: &mut Reader<'_>) -> Result<Section, SnapshotError> {
    Ok(reader.size()?..reader.size()?)
}

fn slice<'a>(bytes: &'a [u8], section: &Section) -> Result<&'a [u8], SnapshotError> {
    bytes.get(section.clone()).ok_or(SnapshotError::OutOfBounds)
}
