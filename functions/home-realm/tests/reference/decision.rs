//! Where a login goes, the obvious way: every question walks the whole tenant file.

use std::net::IpAddr;

use crate::address::{self, Text};
use crate::query;
use crate::tenant::{Client, Fallback, Tenant};

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
pub(crate) struct Realm {
    pub(crate) organization: Option<String>,
    pub(crate) connections: Vec<String>,
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
            target: Some(format!("{}/authorize?{query}", tenant.whole.origin)),
            ..Answer::of("passed-on", winner)
        };
        let explicit = ["connection", "organization", "invitation"];
        if explicit
            .iter()
            .any(|name| query::said(query, name).is_some())
        {
            return pass_on(Some("explicit"));
        }
        let opaque = ["request", "request_uri"];
        let opaque = opaque
            .iter()
            .any(|name| query::value(query, name).is_some());
        let web_message = query::value(query, "response_mode").as_deref() == Some("web_message");
        if opaque || web_message || prompts(query).contains(&"none".to_owned()) {
            return pass_on(Some("untouchable"));
        }
        let Some(client) = client_of(tenant, query) else {
            return pass_on(None);
        };
        return Login {
            tenant,
            client,
            asked,
        }
        .decide();
    }
    let client = client_of(tenant, query).filter(|client| client.login_url.is_some());
    let Some(client) = client else {
        return Answer::of("refused", None);
    };
    let login = Login {
        tenant,
        client,
        asked,
    };
    // An invitation needs its organization, and an application that takes one.
    let invited = query::value(query, "invitation").is_some();
    let whole = ["invitation", "organization"]
        .iter()
        .all(|name| query::said(query, name).is_some());
    if asked.form.is_none() && invited && (!whole || login.client.organization_usage == "deny") {
        return Answer::of("refused", None);
    }
    let names_it = EXPLICIT
        .iter()
        .any(|name| query::said(query, name).is_some());
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

pub(crate) struct Login<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) client: &'a Client,
    pub(crate) asked: &'a Asked,
}

impl Login<'_> {
    pub(crate) fn hint(&self) -> Option<String> {
        query::said(&self.asked.query, "login_hint")
    }

    /// What was typed, if anything was.
    pub(crate) fn typed(&self) -> Option<String> {
        let form = self.asked.form.as_ref()?;
        Some(form.typed.clone()).filter(|typed| !typed.trim_matches(' ').is_empty())
    }

    fn decide(&self) -> Answer {
        if let Some(form) = &self.asked.form {
            let picked = form.organization.is_some() || form.connection.is_some();
            match address::read(&form.typed) {
                Text::Empty if picked => {}
                Text::Empty | Text::Mistake => return Answer::of("asked", None),
                Text::Address { .. } | Text::Unusable | Text::Name => {}
            }
        } else if self.wants_a_page() {
            return Answer::of("asked", None);
        }
        self.weigh()
    }

    /// Whether a link shows a page that could be skipped: for a second look, or since it says so.
    fn wants_a_page(&self) -> bool {
        let malformed = self.hint().is_some_and(|hint| {
            hint.contains(['@', '\u{ff20}', '\u{fe6b}'])
                && address::bare_domain(&hint).is_none()
                && !matches!(address::read(&hint), Text::Address { .. })
        });
        let pages = ["login", "consent", "select_account"];
        let prompts = prompts(&self.asked.query);
        malformed || self.asked.front_door && prompts.iter().any(|it| pages.contains(&it.as_str()))
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
                // Only organizations can be in conflict; of anything else the more trusted wins.
                let names = |realms: &[Realm]| realms.iter().all(|it| it.organization.is_some());
                if names(&found) && names(&says) {
                    contradicted = true;
                    others.extend(says);
                }
            } else {
                found = narrowed;
            }
        }
        let Some(winner) = winner else {
            return self.nothing(&order);
        };
        let policy = self.client.conflict.clone();
        let policy = policy.or_else(|| self.tenant.home_realm.conflict.clone());
        let policy = policy.unwrap_or_else(|| "pick".to_owned());
        let mut candidates = found;
        if policy != "first" && contradicted {
            for other in others {
                if !candidates
                    .iter()
                    .any(|it| it.organization == other.organization)
                {
                    candidates.push(other);
                }
            }
        }
        self.settle(candidates, &policy, &winner)
    }

    fn winner_name(&self, signal: &str) -> String {
        match signal {
            "login-hint" if self.typed().is_some() => "typed".to_owned(),
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
                "block" => return Answer::of("conflict", None),
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
                                ..Answer::of("offered-organizations", None)
                            };
                        }
                    }
                }
            }
        }
        let realm = candidates.remove(0);
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
                        offered: realm.connections,
                        ..Answer::of("offered-connections", None)
                    };
                }
            }
        };
        self.send(realm.organization, Some(connection), &winner)
    }

    /// No signal says anything.
    fn nothing(&self, order: &[String]) -> Answer {
        if self.typed().is_none() && !self.hinted(order) {
            return Answer::of("asked", None);
        }
        if self.requires_organization() {
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
    fn hinted(&self, order: &[String]) -> bool {
        let looked_at = |signal: &str| order.iter().any(|it| it == signal);
        let Some(hint) = self.hint() else {
            return false;
        };
        match (address::bare_domain(&hint), address::read(&hint)) {
            (Some(domain), _) => looked_at("domain-hint") && self.respects(&domain),
            (_, Text::Address { domain, .. }) => looked_at("login-hint") && self.respects(&domain),
            _ => looked_at("login-hint"),
        }
    }

    fn send(
        &self,
        organization: Option<String>,
        connection: Option<String>,
        winner: &str,
    ) -> Answer {
        let mut more = Vec::new();
        if let Some(id) = &organization
            && self.client.organization_usage != "deny"
        {
            more.push(("organization".to_owned(), id.clone()));
        }
        if let Some(name) = &connection {
            more.push(("connection".to_owned(), name.clone()));
        }
        let said = self.typed().or_else(|| self.hint());
        let said = said.map(|it| it.trim_matches(' ').to_owned());
        let mapped = said
            .as_ref()
            .and_then(|said| self.mapped(connection.as_ref(), said));
        // A domain that found a realm is nobody's name; one that found none may be.
        let is_name = |it: &String| winner == "fallback" || address::bare_domain(it).is_none();
        let stands_there = |it: &String| {
            let hint = self.hint().unwrap_or_default();
            self.asked.front_door && hint.trim_matches(' ') == it
        };
        let new_hint = mapped.or_else(|| said.filter(is_name).filter(|it| !stands_there(it)));
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
            format!("{}/authorize?{whole}", self.tenant.whole.origin)
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
        let Text::Address {
            text,
            local,
            domain,
        } = address::read(said)
        else {
            return None;
        };
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
        let issuer = ("iss".to_owned(), format!("{}/", self.tenant.whole.origin));
        let mut all = vec![issuer];
        all.extend_from_slice(more);
        let url = self.client.login_url.as_deref().unwrap();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        format!("{path}?{}", query::add(query, &all))
    }
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
