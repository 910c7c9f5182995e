//! Where a login goes, the obvious way: every question walks the whole tenant file.

use std::net::IpAddr;

use crate::address::{self, Text};
use crate::query;
use crate::tenant::{Client, Fallback, Organization, Tenant};

/// A request, as far as it decides.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) front_door: bool,
    pub(crate) query: String,
    pub(crate) host: String,
    pub(crate) ip: Option<IpAddr>,
    pub(crate) asn: Option<u32>,
    pub(crate) country: Option<[u8; 2]>,
    /// What the form says, once there is one.
    pub(crate) form: Option<Form>,
}

#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) typed: String,
    pub(crate) organization: Option<String>,
    pub(crate) connection: Option<String>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) end: &'static str,
    pub(crate) winner: Option<String>,
    pub(crate) organization: Option<String>,
    pub(crate) connection: Option<String>,
    pub(crate) target: Option<String>,
    /// Organizations or connections that are offered, in their order.
    pub(crate) offered: Vec<String>,
}

impl Answer {
    fn of(end: &'static str, winner: Option<&str>) -> Self {
        Self {
            end,
            winner: winner.map(str::to_owned),
            organization: None,
            connection: None,
            target: None,
            offered: Vec::new(),
        }
    }
}

/// An organization, or none, and the connections that lead into it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Realm {
    organization: Option<String>,
    connections: Vec<String>,
}

const ORDER: [&str; 6] = [
    "hostname",
    "domain-hint",
    "login-hint",
    "remembered",
    "network",
    "client-default",
];

const EXPLICIT: [&str; 4] = [
    "organization",
    "organization_name",
    "invitation",
    "connection",
];

pub(crate) fn decide(tenant: &Tenant, asked: &Asked) -> Answer {
    let query = asked.query.as_str();
    if asked.front_door {
        if asked.form.is_none() && query.len() > 16 * 1024 {
            return Answer::of("refused", None);
        }
        let pass_on = |winner| Answer {
            target: Some(format!("{}/authorize?{query}", tenant.tenant.origin)),
            ..Answer::of("passed-on", winner)
        };
        let explicit = ["connection", "organization", "invitation"];
        if explicit.iter().any(|name| query::said(query, name).is_some()) {
            return pass_on(Some("explicit"));
        }
        let opaque = ["request", "request_uri"];
        let opaque = opaque.iter().any(|name| query::value(query, name).is_some());
        let web_message = query::value(query, "response_mode").as_deref() == Some("web_message");
        if opaque || web_message || prompts(query).contains(&"none".to_owned()) {
            return pass_on(Some("untouchable"));
        }
        let Some(client) = client_of(tenant, query) else {
            return pass_on(None);
        };
        return Login { tenant, client, asked }.decide();
    }
    let client = client_of(tenant, query).filter(|client| client.login_url.is_some());
    let Some(client) = client else {
        return Answer::of("refused", None);
    };
    let login = Login { tenant, client, asked };
    let names_it = EXPLICIT.iter().any(|name| query::said(query, name).is_some());
    if asked.form.is_none() && names_it {
        let said: Vec<_> = EXPLICIT
            .iter()
            .chain(&["login_hint"])
            .filter_map(|name| Some(((*name).to_owned(), query::said(query, name)?)))
            .collect();
        return Answer {
            target: Some(login.start(&said)),
            ..Answer::of("passed-on", Some("explicit"))
        };
    }
    login.decide()
}

fn client_of<'a>(tenant: &'a Tenant, query: &str) -> Option<&'a Client> {
    let id = query::value(query, "client_id")?;
    tenant.clients.iter().find(|client| client.id == id)
}

fn prompts(query: &str) -> Vec<String> {
    let list = query::value(query, "prompt").unwrap_or_default();
    list.split(' ').map(str::to_owned).collect()
}

struct Login<'a> {
    tenant: &'a Tenant,
    client: &'a Client,
    asked: &'a Asked,
}

impl Login<'_> {
    fn hint(&self) -> Option<String> {
        query::said(&self.asked.query, "login_hint")
    }

    fn decide(&self) -> Answer {
        match &self.asked.form {
            Some(form) => {
                let picked = form.organization.is_some() || form.connection.is_some();
                match address::read(&form.typed) {
                    Text::Empty if picked => {}
                    Text::Empty | Text::Mistake => return Answer::of("asked", None),
                    Text::Address { .. } | Text::Unusable | Text::Name => {}
                }
            }
            None => {
                if let Some(hint) = self.hint()
                    && hint.contains(['@', '\u{ff20}', '\u{fe6b}'])
                    && address::bare_domain(&hint).is_none()
                    && !matches!(address::read(&hint), Text::Address { .. })
                {
                    return Answer::of("asked", None);
                }
                let wants_a_page = ["login", "consent", "select_account"];
                let prompts = prompts(&self.asked.query);
                if self.asked.front_door
                    && prompts.iter().any(|it| wants_a_page.contains(&it.as_str()))
                {
                    return Answer::of("asked", None);
                }
            }
        }
        self.weigh()
    }

    fn weigh(&self) -> Answer {
        let order = self.client.signals.clone();
        let order = order.or_else(|| self.tenant.home_realm.signals.clone());
        let order = order.unwrap_or_else(|| ORDER.map(str::to_owned).to_vec());
        let mut found: Vec<Realm> = Vec::new();
        let mut winner = None;
        let mut contradicted = false;
        let mut others: Vec<Realm> = Vec::new();
        for signal in &order {
            let statement = ["hostname", "domain-hint", "login-hint"].contains(&signal.as_str());
            if !statement && !found.is_empty() {
                continue;
            }
            let says = self.usable(self.says(signal));
            if says.is_empty() {
                continue;
            }
            if found.is_empty() {
                winner = Some(self.winner_name(signal));
                found = says;
                continue;
            }
            let narrowed = narrow(&found, &says);
            if narrowed.is_empty() {
                contradicted = true;
                others.extend(says);
            } else {
                found = narrowed;
            }
        }
        let Some(winner) = winner else {
            return self.nothing();
        };
        let policy = self.client.conflict.clone();
        let policy = policy.or_else(|| self.tenant.home_realm.conflict.clone());
        let policy = policy.unwrap_or_else(|| "pick".to_owned());
        let mut candidates = found;
        if policy != "first" && contradicted {
            for other in others {
                if !candidates.iter().any(|it| it.organization == other.organization) {
                    candidates.push(other);
                }
            }
        }
        self.settle(candidates, &policy, &winner)
    }

    fn winner_name(&self, signal: &str) -> String {
        match signal {
            "login-hint" if self.asked.form.is_some() => "typed".to_owned(),
            other => other.to_owned(),
        }
    }

    fn settle(&self, mut candidates: Vec<Realm>, policy: &str, winner: &str) -> Answer {
        let mut winner = winner.to_owned();
        if candidates.len() > 1 {
            let form = self.asked.form.as_ref();
            let picked = form.and_then(|form| form.organization.clone());
            match policy {
                "first" => candidates.truncate(1),
                "block" => return Answer::of("conflict", Some(&winner)),
                _ => {
                    let found = candidates
                        .iter()
                        .find(|it| picked.is_some() && it.organization == picked);
                    match found.cloned() {
                        Some(it) => {
                            candidates = vec![it];
                            "chosen".clone_into(&mut winner);
                        }
                        None => {
                            return Answer {
                                offered: candidates
                                    .into_iter()
                                    .filter_map(|it| it.organization)
                                    .collect(),
                                ..Answer::of("offered-organizations", Some(&winner))
                            };
                        }
                    }
                }
            }
        }
        let realm = candidates.remove(0);
        if realm.organization.is_none() && self.client.organization_usage == "require" {
            return Answer::of("no-match", Some("fallback"));
        }
        let connection = if realm.connections.len() == 1 {
            realm.connections[0].clone()
        } else {
            let form = self.asked.form.as_ref();
            let picked = form.and_then(|form| form.connection.clone());
            match picked.filter(|picked| realm.connections.contains(picked)) {
                Some(picked) => {
                    "chosen".clone_into(&mut winner);
                    picked
                }
                None => {
                    return Answer {
                        organization: realm.organization,
                        offered: realm.connections,
                        ..Answer::of("offered-connections", Some(&winner))
                    };
                }
            }
        };
        self.send(realm.organization, Some(connection), &winner)
    }

    /// No signal says anything.
    fn nothing(&self) -> Answer {
        if self.asked.form.is_none() && !self.hinted() {
            return Answer::of("asked", None);
        }
        if self.client.organization_usage == "require" {
            return Answer::of("no-match", Some("fallback"));
        }
        match &self.tenant.home_realm.fallback {
            Fallback::Word(word) if word == "page" => Answer::of("no-match", Some("fallback")),
            Fallback::Word(_) => self.send(None, None, "fallback"),
            Fallback::Connection { connection } => {
                let usable = self.is_usable(connection);
                self.send(None, usable.then(|| connection.clone()), "fallback")
            }
        }
    }

    /// Whether the request says who its user is, as far as hints are listened to.
    fn hinted(&self) -> bool {
        match self.hint() {
            Some(hint) => match (address::bare_domain(&hint), address::read(&hint)) {
                (Some(domain), _) | (None, Text::Address { domain, .. }) => self.respects(&domain),
                _ => true,
            },
            None => false,
        }
    }

    fn respects(&self, domain: &str) -> bool {
        let hints = self.client.hints.as_ref();
        let hints = hints.unwrap_or(&self.tenant.home_realm.hints);
        let names = |list: &[String], any: bool| {
            list.iter()
                .any(|it| (any && it == "*") || address::domain(it).as_deref() == Some(domain))
        };
        names(&hints.respect, false)
            || !names(&hints.ignore, true)
    }

    /// The realms that a signal names.
    fn says(&self, signal: &str) -> Vec<Realm> {
        match signal {
            "hostname" => self.says_host(),
            "domain-hint" => {
                let named = query::said(&self.asked.query, "domain_hint");
                let named = named.and_then(|text| address::bare_domain(&text));
                let hint = self.hint().filter(|_| self.asked.form.is_none());
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
            .filter(|it| it.hosts.iter().any(|own| address::domain(own).as_ref() == Some(&host)))
            .map(realm_of)
            .collect()
    }

    fn says_login_hint(&self) -> Vec<Realm> {
        let (text, typed) = match &self.asked.form {
            Some(form) => (Some(form.typed.clone()), true),
            None => (self.hint(), false),
        };
        let Some(Text::Address { text, local, domain }) = text.map(|text| address::read(&text))
        else {
            return Vec::new();
        };
        if !typed && !self.respects(&domain) {
            return Vec::new();
        }
        let exact = self.of_address(&text, &local, &domain);
        if exact.is_empty() {
            self.of_domain(&domain)
        } else {
            exact
        }
    }

    fn of_address(&self, _text: &str, local: &str, domain: &str) -> Vec<Realm> {
        let mut realms = Vec::new();
        for organization in self.organizations() {
            for own in &organization.addresses {
                let Text::Address { local: own_local, domain: own_domain, .. } =
                    address::read(&own.address)
                else {
                    continue;
                };
                if own_local.eq_ignore_ascii_case(local) && own_domain == domain {
                    realms.push(narrowed_to(organization, own.connection.as_ref()));
                }
            }
        }
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
        let mut found = false;
        let mut realms = Vec::new();
        for organization in self.organizations() {
            for entry in &organization.domains {
                let covers = name == domain || entry.subdomains;
                if !entry.verified || !covers || address::domain(&entry.name)? != name {
                    continue;
                }
                found = true;
                let aliased = |it: &&String| {
                    let aliases = self.tenant.connections.iter().find(|known| known.name == **it);
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
                    connections = organization.connections.iter().filter(aliased).cloned().collect();
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
                    found = true;
                    realms.push(Realm {
                        organization: None,
                        connections: vec![connection.name.clone()],
                    });
                }
            }
        }
        found.then_some(realms)
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
                        let here = self.asked.country.is_some_and(|it| it == country.as_bytes());
                        here.then_some(1)
                    }
                    _ => None,
                };
                if let Some(rank) = rank
                    && best.as_ref().is_none_or(|(known, _)| *known < rank)
                {
                    best = Some((rank, narrowed_to(organization, network.connection.as_ref())));
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

    fn is_usable(&self, connection: &str) -> bool {
        let known = self.tenant.connections.iter().find(|it| it.name == connection);
        let ready = known.is_some_and(|it| it.enabled && it.status == "ready");
        let enabled = self.client.connections.as_ref();
        ready && enabled.is_none_or(|list| list.iter().any(|it| it == connection))
    }

    fn usable(&self, realms: Vec<Realm>) -> Vec<Realm> {
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
            .collect()
    }

    fn send(&self, organization: Option<String>, connection: Option<String>, winner: &str) -> Answer {
        let mut more = Vec::new();
        if let Some(id) = &organization
            && self.client.organization_usage != "deny"
        {
            more.push(("organization".to_owned(), id.clone()));
        }
        if let Some(name) = &connection {
            more.push(("connection".to_owned(), name.clone()));
        }
        let typed = self.asked.form.as_ref().map(|form| form.typed.trim_matches(' ').to_owned());
        let typed = typed.filter(|typed| !typed.is_empty());
        let said = typed.clone().or_else(|| self.hint().map(|it| it.trim_matches(' ').to_owned()));
        let mapped = said.as_ref().and_then(|said| self.mapped(connection.as_ref(), said));
        let new_hint = if self.asked.front_door {
            mapped.or(typed)
        } else {
            let said = said.filter(|it| typed.is_some() || address::bare_domain(it).is_none());
            mapped.or(said)
        };
        if let Some(hint) = &new_hint {
            more.push(("login_hint".to_owned(), hint.clone()));
        }
        let target = if self.asked.front_door {
            let mut kept = self.asked.query.clone();
            if new_hint.is_some() {
                kept = query::without(&kept, "login_hint");
            }
            for (name, _) in &more {
                kept = query::without(&kept, name);
            }
            let whole = query::add(&kept, &more);
            format!("{}/authorize?{whole}", self.tenant.tenant.origin)
        } else {
            self.start(&more)
        };
        Answer {
            organization,
            connection,
            target: Some(target),
            ..Answer::of("sent-on", Some(winner))
        }
    }

    /// The form of an address that the connection's identity provider wants, if it wants another.
    fn mapped(&self, connection: Option<&String>, said: &str) -> Option<String> {
        let known = &self.tenant.connections;
        let known = known.iter().find(|it| Some(&it.name) == connection)?;
        let template = known.login_hint.as_ref().filter(|it| *it != "{email}")?;
        let Text::Address { text, local, .. } = address::read(said) else {
            return None;
        };
        let domain = text.get(local.len()..)?.chars().skip(1).collect::<String>();
        let mut mapped = String::new();
        let mut rest = template.as_str();
        while let Some(at) = rest.find('{') {
            mapped += &rest[..at];
            rest = &rest[at..];
            let (part, length) = if rest.starts_with("{email}") {
                (text.as_str(), 7)
            } else if rest.starts_with("{local}") {
                (local.as_str(), 7)
            } else if rest.starts_with("{domain}") {
                (domain.as_str(), 8)
            } else {
                ("{", 1)
            };
            mapped += part;
            rest = &rest[length..];
        }
        Some(mapped + rest)
    }

    fn start(&self, more: &[(String, String)]) -> String {
        let issuer = ("iss".to_owned(), format!("{}/", self.tenant.tenant.origin));
        let mut all = vec![issuer];
        all.extend_from_slice(more);
        let url = self.client.login_url.as_deref().unwrap();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        format!("{path}?{}", query::add(query, &all))
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

/// What of the first the second allows as well.
fn narrow(found: &[Realm], says: &[Realm]) -> Vec<Realm> {
    let mut narrowed = Vec::new();
    for realm in found {
        let Some(other) = says.iter().find(|it| it.organization == realm.organization) else {
            continue;
        };
        let both: Vec<_> = realm
            .connections
            .iter()
            .filter(|it| other.connections.contains(it))
            .cloned()
            .collect();
        narrowed.push(Realm {
            organization: realm.organization.clone(),
            connections: if both.is_empty() {
                realm.connections.clone()
            } else {
                both
            },
        });
    }
    narrowed
}

/// The length of a range that has the address.
fn within(ip: IpAddr, cidr: &str) -> Option<u32> {
    let (base, bits) = cidr.split_once('/')?;
    let bits: u32 = bits.parse().ok()?;
    let (ip, base, width) = match (ip, base.parse().ok()?) {
        (IpAddr::V4(ip), IpAddr::V4(base)) => (u128::from(ip.to_bits()), u128::from(base.to_bits()), 32),
        (IpAddr::V6(ip), IpAddr::V6(base)) => (ip.to_bits(), base.to_bits(), 128),
        _ => return None,
    };
    let same = bits == 0 || (ip ^ base) >> (width - bits) == 0;
    same.then_some(bits)
}
