//! The signals of a request, and what they can come to.

use std::borrow::Cow;

use vestibule_http::RememberedRealm;
use vestibule_tenant::{NetworkFacts, SignalKind};

use crate::identifier::Identifier;
use crate::login::Login;
use crate::memory;
use crate::realm::Realm;

/// What a request says about where it belongs.
#[derive(Clone, Debug)]
pub(crate) struct Evidence<'a> {
    /// The host that the request came in on.
    pub(crate) host: &'a str,
    /// `domain_hint`.
    pub(crate) domain_hint: Option<Cow<'a, str>>,
    /// `login_hint`.
    pub(crate) login_hint: Option<Identifier<'a>>,
    /// What was typed on our own page. It takes the place of both hints.
    pub(crate) typed: Option<Identifier<'a>>,
    /// What this browser chose before.
    pub(crate) remembered: Option<RememberedRealm>,
    /// Where on the network the request comes from.
    pub(crate) network: NetworkFacts,
}

impl<'a> Evidence<'a> {
    /// What a link or redirect brought.
    pub(crate) fn of_link(login: &Login<'a>) -> Self {
        Self {
            host: login.host(),
            domain_hint: login.query.first_non_empty("domain_hint"),
            login_hint: login
                .query
                .first_non_empty("login_hint")
                .and_then(Identifier::read),
            typed: None,
            remembered: memory::remembered(login),
            network: login.context.network,
        }
    }

    /// What our own form brought; nothing typed means that something was picked on a page that
    /// follows from the link alone.
    pub(crate) fn of_form(login: &Login<'a>, typed: &'a str) -> Self {
        Self {
            typed: Identifier::read(typed),
            ..Self::of_link(login)
        }
    }

    /// Who is to sign in, as far as anybody said so.
    pub(crate) fn identifier(&self) -> Option<&Identifier<'a>> {
        self.typed.as_ref().or(self.login_hint.as_ref())
    }

    /// The same as it came; nothing where nobody said so.
    pub(crate) fn identifier_text(&self) -> &str {
        self.identifier().map_or("", Identifier::text)
    }
}

/// How a signal came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The request does not carry it.
    Absent,
    /// It names nothing that is configured.
    Miss,
    /// It names a realm.
    Hit,
    /// It names a realm, and contradicts a signal before it.
    Contradicts,
    /// It was not looked at: an earlier one had decided.
    Unread,
    /// The hint policy says not to look at it.
    Ignored,
}

impl Finding {
    /// Its name in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Miss => "miss",
            Self::Hit => "hit",
            Self::Contradicts => "contradicts",
            Self::Unread => "unread",
            Self::Ignored => "ignored",
        }
    }
}

/// One signal and how it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// Which.
    pub signal: SignalKind,
    /// How it came out.
    pub finding: Finding,
    /// The configured entry that matched: a domain, a host, an address rule, a network.
    pub rule: Option<String>,
}

/// Everything that was considered, and what it came to.
#[derive(Clone, Debug)]
pub(crate) struct Weighed<'a> {
    pub(crate) considered: Vec<Considered>,
    pub(crate) verdict: Verdict<'a>,
}

/// What the signals come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict<'a> {
    /// Realms of one organization, or connections without one; never empty.
    Realms(Vec<Realm<'a>>, SignalKind),
    /// Realms of several organizations, to be chosen among.
    Organizations(Vec<Realm<'a>>),
    /// Organizations that exclude each other, and a policy that lets nobody choose: those of the most
    /// trusted signal, and those of the ones that contradict it (none: one signal names several).
    Blocked(Vec<Realm<'a>>, Vec<Realm<'a>>),
    /// Somebody said who is to sign in, and that leads nowhere.
    Nowhere,
    /// Nothing said anything that is listened to.
    Nothing,
}
