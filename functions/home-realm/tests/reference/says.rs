//! What each signal says, found by walking the whole file.

use std::net::IpAddr;

use crate::address::{self, Text};
use crate::decision::{Login, Realm};
use crate::query;
use crate::tenant::Organization;

impl Login<'_> {
    pub(crate) fn respects(&self, domain: &str) -> bool {
        let hints = self.client.hints.as_ref();
        let hints = hints.unwrap_or(&self.tenant.home_realm.hints);
        let names = |list: &[String], any: bool| {
            list.iter()
                .any(|it| (any && it == "*") || address::domain(it).as_deref() == Some(domain))
        };
        names(&hints.respect, false) || !names(&hints.ignore, true)
    }

    /// The realms that a signal names.
    pub(crate) fn says(&self, signal: &str) -> Vec<Realm> {
        match signal {
            "hostname" => self.says_host(),
            // Who types an address is listened to instead of the application.
            "domain-hint" if self.typed().is_none() => {
                let named = query::said(&self.asked.query, "domain_hint");
                let named = named.and_then(|text| address::bare_domain(&text));
                let hint = self.hint();
                let named = named.or_else(|| hint.and_then(|text| address::bare_domain(&text)));
                let named = named.filter(|domain| self.respects(domain));
                named.map_or_else(Vec::new, |domain| self.of_domain(&domain))
            }
            "login-hint" => self.says_login_hint(),
            "network" => self.says_network(),
            "client-default" => self.says_default(),
            _ => Vec::new(),
        }
    }

    fn says_host(&self) -> Vec<Realm> {
        let host = self.asked.host.split(':').next().unwrap();
        let Some(host) = address::domain(host) else {
            return Vec::new();
        };
        self.organizations()
            .filter(|it| {
                it.hosts
                    .iter()
                    .any(|own| address::domain(own).as_ref() == Some(&host))
            })
            .map(realm_of)
            .collect()
    }

    fn says_login_hint(&self) -> Vec<Realm> {
        let typed = self.typed();
        let said = typed.clone().or_else(|| self.hint()).unwrap_or_default();
        let Text::Address { local, domain, .. } = address::read(&said) else {
            let named = typed.and_then(|text| address::bare_domain(&text));
            return named.map_or_else(Vec::new, |domain| self.of_domain(&domain));
        };
        if typed.is_none() && !self.respects(&domain) {
            return Vec::new();
        }
        let exact = self.of_address(&local, &domain);
        if exact.is_empty() {
            self.of_domain(&domain)
        } else {
            exact
        }
    }

    fn of_address(&self, local: &str, domain: &str) -> Vec<Realm> {
        let mut realms = Vec::new();
        for organization in self.organizations() {
            for own in &organization.addresses {
                let Text::Address {
                    local: own_local,
                    domain: own_domain,
                    ..
                } = address::read(&own.address)
                else {
                    continue;
                };
                if own_local.eq_ignore_ascii_case(local) && own_domain == domain {
                    realms.push(narrowed_to(organization, own.connection.as_ref()));
                }
            }
        }
        realms.retain(|realm| self.leads_somewhere(realm));
        realms
    }

    fn of_domain(&self, domain: &str) -> Vec<Realm> {
        if let Some(realms) = self.of_entry(domain, domain) {
            return realms;
        }
        let mut rest = domain;
        while let Some((_, parent)) = rest.split_once('.') {
            if let Some(realms) = self.of_entry(parent, domain) {
                return realms;
            }
            rest = parent;
        }
        Vec::new()
    }

    /// What the entries of one name say about a domain; `None` when there are none.
    fn of_entry(&self, name: &str, domain: &str) -> Option<Vec<Realm>> {
        let mut realms = Vec::new();
        for organization in self.organizations() {
            for entry in &organization.domains {
                let covers = name == domain || entry.subdomains;
                if !entry.verified || !covers || address::domain(&entry.name)? != name {
                    continue;
                }
                let aliased = |it: &&String| {
                    let aliases = self
                        .tenant
                        .connections
                        .iter()
                        .find(|known| known.name == **it);
                    aliases.is_some_and(|known| {
                        known
                            .domain_aliases
                            .iter()
                            .any(|alias| address::domain(alias).as_deref() == Some(name))
                    })
                };
                let mut connections: Vec<String> = organization
                    .connections
                    .iter()
                    .filter(|it| entry.connections.contains(it))
                    .cloned()
                    .collect();
                if connections.is_empty() {
                    connections = organization
                        .connections
                        .iter()
                        .filter(aliased)
                        .cloned()
                        .collect();
                }
                if connections.is_empty() {
                    connections.clone_from(&organization.connections);
                }
                realms.push(Realm {
                    organization: Some(organization.id.clone()),
                    connections,
                });
            }
        }
        if name == domain {
            for connection in &self.tenant.connections {
                let of_nobody = !self
                    .tenant
                    .organizations
                    .iter()
                    .any(|it| it.connections.contains(&connection.name));
                let named = connection
                    .domain_aliases
                    .iter()
                    .any(|alias| address::domain(alias).as_deref() == Some(name));
                if of_nobody && named {
                    realms.push(Realm {
                        organization: None,
                        connections: vec![connection.name.clone()],
                    });
                }
            }
        }
        // What leads to nothing that is in use and ready is as good as not there.
        realms.retain(|realm| self.leads_somewhere(realm));
        // Switching an organization off sends its people nowhere else.
        let kept = self.tenant.organizations.iter().any(|organization| {
            !organization.enabled
                && organization.domains.iter().any(|entry| {
                    let covers = name == domain || entry.subdomains;
                    entry.verified
                        && covers
                        && address::domain(&entry.name).as_deref() == Some(name)
                })
        });
        (kept || !realms.is_empty()).then_some(realms)
    }

    fn says_network(&self) -> Vec<Realm> {
        let ip = self.asked.ip.map(|ip| ip.to_canonical());
        let mut best: Option<(u32, Realm)> = None;
        for organization in self.organizations() {
            for network in &organization.networks {
                // Longer ranges count for more; then the autonomous system, then the country.
                let rank = match (&network.cidr, network.asn, &network.country) {
                    (Some(cidr), ..) => ip.and_then(|ip| within(ip, cidr)).map(|bits| 10 + bits),
                    (_, Some(asn), _) => (self.asked.asn == Some(asn)).then_some(2),
                    (.., Some(country)) => {
                        let here = self
                            .asked
                            .country
                            .is_some_and(|it| it == country.as_bytes());
                        here.then_some(1)
                    }
                    _ => None,
                };
                let realm = narrowed_to(organization, network.connection.as_ref());
                if let Some(rank) = rank
                    && self.leads_somewhere(&realm)
                    && best.as_ref().is_none_or(|(known, _)| *known < rank)
                {
                    best = Some((rank, realm));
                }
            }
        }
        best.into_iter().map(|(_, realm)| realm).collect()
    }

    fn says_default(&self) -> Vec<Realm> {
        let Some(default) = &self.client.default_realm else {
            return Vec::new();
        };
        match &default.organization {
            Some(id) => self
                .organizations()
                .filter(|it| it.id == *id)
                .map(|it| narrowed_to(it, default.connection.as_ref()))
                .collect(),
            None => vec![Realm {
                organization: None,
                connections: default.connection.iter().cloned().collect(),
            }],
        }
    }

    fn organizations(&self) -> impl Iterator<Item = &Organization> {
        self.tenant.organizations.iter().filter(|it| it.enabled)
    }

    fn is_ready(&self, connection: &str) -> bool {
        let known = self
            .tenant
            .connections
            .iter()
            .find(|it| it.name == connection);
        known.is_some_and(|it| it.enabled && it.status == "ready")
    }

    fn leads_somewhere(&self, realm: &Realm) -> bool {
        realm.connections.iter().any(|it| self.is_ready(it))
    }

    pub(crate) fn is_usable(&self, connection: &str) -> bool {
        let enabled = self.client.connections.as_ref();
        self.is_ready(connection)
            && enabled.is_none_or(|list| list.iter().any(|it| it == connection))
    }

    pub(crate) fn usable(&self, realms: Vec<Realm>) -> Vec<Realm> {
        realms
            .into_iter()
            .map(|realm| Realm {
                connections: realm
                    .connections
                    .into_iter()
                    .filter(|it| self.is_usable(it))
                    .collect(),
                ..realm
            })
            .filter(|realm| !realm.connections.is_empty())
            // Auth0 refuses a login without an organization where one is required.
            .filter(|realm| realm.organization.is_some() || !self.requires_organization())
            .collect()
    }

    pub(crate) fn requires_organization(&self) -> bool {
        let behavior = self.client.organization_require_behavior.as_deref();
        self.client.organization_usage == "require" && behavior.is_none_or(|it| it == "no_prompt")
    }
}

fn realm_of(organization: &Organization) -> Realm {
    Realm {
        organization: Some(organization.id.clone()),
        connections: organization.connections.clone(),
    }
}

fn narrowed_to(organization: &Organization, connection: Option<&String>) -> Realm {
    let mut realm = realm_of(organization);
    if let Some(connection) = connection {
        realm.connections.retain(|it| it == connection);
    }
    realm
}

/// The length of a range that has the address.
fn within(ip: IpAddr, cidr: &str) -> Option<u32> {
    let (base, bits) = cidr.split_once('/')?;
    let bits: u32 = bits.parse().ok()?;
    let (ip, base, width) = match (ip, base.parse().ok()?) {
        (IpAddr::V4(ip), IpAddr::V4(base)) => {
            (u128::from(ip.to_bits()), u128::from(base.to_bits()), 32)
        }
        (IpAddr::V6(ip), IpAddr::V6(base)) => (ip.to_bits(), base.to_bits(), 128),
        _ => return None,
    };
    let same = bits == 0 || (ip ^ base) >> (width - bits) == 0;
    same.then_some(bits)
}
