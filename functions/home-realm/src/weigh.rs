//! Weighing the signals of a request.

use vestibule_http::Step;
use vestibule_identity::{ConnectionName, Domain, EmailAddress};
use vestibule_tenant::{
    Client, ConflictPolicy, HintPolicy, Lookup, Organization, Route, ShardId, SignalKind, Snapshot,
    SnapshotError, Target,
};

use crate::identifier::bare_domain;
use crate::realm::{Customer, Realm};
use crate::settle::must_name_organization;
use crate::signals::{Considered, Evidence, Finding, Verdict, Weighed};

/// What was found out, the shards it takes, or why the snapshot cannot tell.
pub(crate) type Outcome<'a> = Result<Step<Weighed<'a>, ShardId>, SnapshotError>;

/// One signal, read.
enum Read<'a> {
    Absent,
    Ignored,
    Miss,
    Hit(Vec<Realm<'a>>, Option<String>),
    NotResident(Vec<ShardId>),
}

/// Weighs the signals in the order that the client, or else the tenant, gives them.
///
/// Hostname and hints are statements about this login: each may narrow what the ones before it
/// found, or contradict it. Memory, network and the client's default only fill a silence.
pub(crate) fn weigh<'a>(
    snapshot: &'a Snapshot,
    client: &Client<'a>,
    evidence: &Evidence<'_>,
) -> Outcome<'a> {
    let settings = snapshot.manifest().home_realm();
    let order = client.signals().unwrap_or(settings.signals);
    let policy = client.conflict().unwrap_or(settings.conflict);
    let hints = client.hints().unwrap_or(settings.hints);
    let reader = Reader {
        snapshot,
        client,
        evidence,
        hints,
    };
    let mut considered = Vec::new();
    let mut missing = Vec::new();
    let mut found: Option<(Vec<Realm<'a>>, SignalKind)> = None;
    let mut against = Vec::new();
    for signal in order {
        let mut rule = None;
        // Whoever types an address says that they are not whom the browser remembers, also when it
        // leads nowhere.
        let said_otherwise = signal == SignalKind::Remembered && evidence.typed.is_some();
        let finding = if said_otherwise || found.is_some() && !is_statement(signal) {
            Finding::Unread
        } else {
            match reader.read(signal)? {
                Read::Absent => Finding::Absent,
                Read::Ignored => Finding::Ignored,
                Read::Miss => Finding::Miss,
                Read::NotResident(shards) => {
                    missing.extend(shards);
                    Finding::Unread
                }
                Read::Hit(realms, matched) => {
                    rule = matched;
                    narrow(&mut found, &mut against, realms, signal)
                }
            }
        };
        considered.push(Considered {
            signal,
            finding,
            rule,
        });
    }
    if !missing.is_empty() {
        missing.dedup();
        return Ok(Step::Need(missing));
    }
    let verdict = match found {
        None if evidence.typed.is_some() || reader.heeds_login_hint(&considered) => {
            Verdict::Nowhere
        }
        None => Verdict::Nothing,
        Some((realms, signal)) => judge(realms, against, signal, policy),
    };
    Ok(Step::Done(Weighed {
        considered,
        verdict,
    }))
}

const fn is_statement(signal: SignalKind) -> bool {
    matches!(
        signal,
        SignalKind::Hostname | SignalKind::DomainHint | SignalKind::LoginHint
    )
}

/// Lets a hit narrow what was found before it, or notes that it contradicts it.
fn narrow<'a>(
    found: &mut Option<(Vec<Realm<'a>>, SignalKind)>,
    against: &mut Vec<Realm<'a>>,
    realms: Vec<Realm<'a>>,
    signal: SignalKind,
) -> Finding {
    let Some((before, _)) = found else {
        *found = Some((realms, signal));
        return Finding::Hit;
    };
    let of_same =
        |one: &Realm<'a>, other: &Realm<'a>| one.organization_id() == other.organization_id();
    let agree = |organization: &Realm<'a>| {
        before
            .iter()
            .any(|realm| of_same(realm, organization) && realms.contains(realm))
    };
    // The same organization by other connections: the more trusted signal keeps its own.
    let narrowed: Vec<Realm<'a>> = before
        .iter()
        .filter(|realm| realms.iter().any(|other| of_same(realm, other)))
        .filter(|realm| realms.contains(realm) || !agree(realm))
        .cloned()
        .collect();
    if !narrowed.is_empty() {
        *before = narrowed;
        return Finding::Hit;
    }
    // A connection outside of all organizations is none that could be picked: the more trusted signal
    // wins.
    let organizations = |realms: &[Realm<'a>]| realms.iter().all(|it| it.organization.is_some());
    if organizations(before) && organizations(&realms) {
        let named = |realm: &Realm<'a>| against.iter().any(|known| of_same(known, realm));
        let fresh: Vec<_> = realms.into_iter().filter(|it| !named(it)).collect();
        against.extend(fresh);
    }
    Finding::Contradicts
}

/// Applies the conflict policy.
fn judge<'a>(
    realms: Vec<Realm<'a>>,
    against: Vec<Realm<'a>>,
    signal: SignalKind,
    policy: ConflictPolicy,
) -> Verdict<'a> {
    let one_organization = |realms: &[Realm<'a>]| {
        realms.windows(2).all(|pair| match pair {
            [one, other] => one.organization_id() == other.organization_id(),
            _ => true,
        })
    };
    if against.is_empty() && one_organization(&realms) {
        return Verdict::Realms(realms, signal);
    }
    match policy {
        ConflictPolicy::First => {
            let first = realms.first().map(|realm| realm.organization_id().cloned());
            let kept = realms
                .into_iter()
                .filter(|realm| first == Some(realm.organization_id().cloned()))
                .collect();
            Verdict::Realms(kept, signal)
        }
        ConflictPolicy::Pick => {
            let mut all = realms;
            all.extend(against);
            Verdict::Organizations(all)
        }
        ConflictPolicy::Block => Verdict::Blocked(realms, against),
    }
}

struct Reader<'a, 'r> {
    snapshot: &'a Snapshot,
    client: &'r Client<'a>,
    evidence: &'r Evidence<'r>,
    hints: HintPolicy<'a>,
}

impl<'a> Reader<'a, '_> {
    fn read(&self, signal: SignalKind) -> Result<Read<'a>, SnapshotError> {
        match signal {
            SignalKind::Hostname => self.hostname(),
            SignalKind::DomainHint => self.domain_hint(),
            SignalKind::LoginHint => self.login_hint(),
            SignalKind::Remembered => self.remembered(),
            SignalKind::Network => self.network(),
            SignalKind::ClientDefault => self.client_default(),
        }
    }

    fn hostname(&self) -> Result<Read<'a>, SnapshotError> {
        let host = self.evidence.host;
        // Most requests come in on a host of ours that belongs to nobody: no table has to be read.
        let ours = self
            .snapshot
            .manifest()
            .edge_origins()
            .any(|origin| host_of(origin) == host);
        if ours {
            return Ok(Read::Absent);
        }
        let Ok(domain) = Domain::parse(host_without_port(host)) else {
            return Ok(Read::Absent);
        };
        Ok(match self.snapshot.host(&domain)? {
            Lookup::NotResident(shard) => Read::NotResident(vec![shard]),
            Lookup::Absent => Read::Miss,
            Lookup::Found(target) => {
                let rule = Some(domain.as_str().to_owned());
                self.targets(
                    &[Target::Organization {
                        id: target.organization,
                        connections: Vec::new(),
                    }],
                    rule,
                )?
            }
        })
    }

    fn domain_hint(&self) -> Result<Read<'a>, SnapshotError> {
        if self.evidence.typed.is_some() {
            return Ok(Read::Absent);
        }
        let named = self.evidence.domain_hint.as_deref().and_then(bare_domain);
        let hinted = || self.evidence.login_hint.as_ref()?.bare_domain();
        match named.as_ref().or_else(hinted) {
            None => Ok(Read::Absent),
            Some(domain) if self.hints.ignores(domain) => Ok(Read::Ignored),
            Some(domain) => self.domain(domain),
        }
    }

    /// Whether there is a `login_hint` that is looked at, wherever it leads.
    fn heeds_login_hint(&self, considered: &[Considered]) -> bool {
        let Some(hint) = &self.evidence.login_hint else {
            return false;
        };
        let address = hint.address().map(EmailAddress::domain);
        let (signal, domain) = match hint.bare_domain() {
            Some(domain) => (SignalKind::DomainHint, Some(domain)),
            None => (SignalKind::LoginHint, address),
        };
        considered.iter().any(|it| it.signal == signal)
            && !domain.is_some_and(|domain| self.hints.ignores(domain))
    }

    fn login_hint(&self) -> Result<Read<'a>, SnapshotError> {
        let typed = self.evidence.typed.is_some();
        let Some(identifier) = self.evidence.identifier() else {
            return Ok(Read::Absent);
        };
        let Some(address) = identifier.address() else {
            // Typed, a bare domain says as much as an address; as a hint it was read before.
            return match identifier.bare_domain().filter(|_| typed) {
                Some(domain) => self.domain(domain),
                None => Ok(Read::Absent),
            };
        };
        if !typed && self.hints.ignores(address.domain()) {
            return Ok(Read::Ignored);
        }
        match self.snapshot.address(address)? {
            Lookup::NotResident(shard) => Ok(Read::NotResident(vec![shard])),
            // The rule is not named: it is an address.
            Lookup::Found(route) => self.targets(route.targets(), Some("address".to_owned())),
            Lookup::Absent => self.domain(address.domain()),
        }
    }

    fn remembered(&self) -> Result<Read<'a>, SnapshotError> {
        let Some(remembered) = &self.evidence.remembered else {
            return Ok(Read::Absent);
        };
        let Some(id) = &remembered.organization else {
            return Ok(Read::Miss);
        };
        let target = Target::Organization {
            id: id.clone(),
            connections: remembered.connection.iter().cloned().collect(),
        };
        self.targets(&[target], None)
    }

    fn network(&self) -> Result<Read<'a>, SnapshotError> {
        let manifest = self.snapshot.manifest();
        match manifest.network(&self.evidence.network) {
            None => Ok(if manifest.has_networks() {
                Read::Miss
            } else {
                Read::Absent
            }),
            Some(target) => {
                let connections = target.connection.into_iter().collect();
                let rule = Some(target.rule.to_string());
                self.targets(
                    &[Target::Organization {
                        id: target.organization,
                        connections,
                    }],
                    rule,
                )
            }
        }
    }

    fn client_default(&self) -> Result<Read<'a>, SnapshotError> {
        let Some(default) = self.client.default_realm() else {
            return Ok(Read::Absent);
        };
        match (default.organization, default.connection) {
            (Some(id), connection) => {
                let connections = connection
                    .into_iter()
                    .map(|connection| connection.name)
                    .collect();
                self.targets(&[Target::Organization { id, connections }], None)
            }
            (None, Some(connection)) => self.targets(&[Target::Connection(connection)], None),
            (None, None) => Ok(Read::Absent),
        }
    }

    fn domain(&self, domain: &Domain) -> Result<Read<'a>, SnapshotError> {
        Ok(match self.snapshot.route(domain)? {
            Lookup::NotResident(shard) => Read::NotResident(vec![shard]),
            Lookup::Absent => Read::Miss,
            Lookup::Found(route) => self.route(&route)?,
        })
    }

    fn route(&self, route: &Route<'a>) -> Result<Read<'a>, SnapshotError> {
        self.targets(route.targets(), Some(route.domain().to_owned()))
    }

    /// The realms behind some targets: their connections that this client may use, a realm each.
    fn targets(
        &self,
        targets: &[Target<'a>],
        rule: Option<String>,
    ) -> Result<Read<'a>, SnapshotError> {
        let mut realms = Vec::new();
        let mut missing = Vec::new();
        for target in targets {
            match target {
                Target::Organization { id, connections } => match self.snapshot.organization(id)? {
                    Lookup::Found(organization) => {
                        realms.extend(self.of_organization(&organization, connections));
                    }
                    Lookup::NotResident(shard) => missing.push(shard),
                    // Vanished since it was remembered or configured.
                    Lookup::Absent => {}
                },
                Target::Connection(connection)
                    if self.client.enables(&connection.name)
                        && !must_name_organization(self.client) =>
                {
                    realms.push(Realm {
                        organization: None,
                        connection: Some(connection.clone()),
                    });
                }
                Target::Connection(_) | Target::Consumer => {}
            }
        }
        Ok(if !missing.is_empty() {
            Read::NotResident(missing)
        } else if realms.is_empty() {
            Read::Miss
        } else {
            Read::Hit(realms, rule)
        })
    }

    /// An organization none of whose connections is left stays out: naming it alone would show a
    /// prompt that nobody can answer.
    fn of_organization(
        &self,
        organization: &Organization<'a>,
        only: &[ConnectionName],
    ) -> Vec<Realm<'a>> {
        let customer = Customer::of(organization);
        organization
            .connections()
            .iter()
            .filter(|connection| only.is_empty() || only.contains(&connection.name))
            .filter(|connection| self.client.enables(&connection.name))
            .map(|connection| Realm {
                organization: Some(customer.clone()),
                connection: Some(connection.clone()),
            })
            .collect()
    }
}

fn host_of(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

fn host_without_port(host: &str) -> &str {
    host.split_once(':').map_or(host, |(name, _)| name)
}
