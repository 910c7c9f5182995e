//! From what the signals came to, to what happens next.

use vestibule_identity::OrganizationId;
use vestibule_tenant::{Client, Fallback, OrganizationUsage, RequireBehavior, SignalKind};

use crate::identifier::Identifier;
use crate::login::Login;
use crate::realm::Realm;
use crate::signals::{Evidence, Verdict};
use crate::suggest::suggest;
use crate::trace::Winner;

/// What the visitor picked on a page of ours, if anything.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Choice<'a> {
    /// An organization's id.
    pub(crate) organization: Option<&'a str>,
    /// A connection's name.
    pub(crate) connection: Option<&'a str>,
    /// What the candidates are searched for.
    pub(crate) find: Option<&'a str>,
    /// The address that a suggestion was shown for already.
    pub(crate) doubted: Option<&'a str>,
}

/// What happens next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Settled<'a> {
    /// On to this realm.
    Go(Realm<'a>, Winner),
    /// On to Universal Login, undecided.
    UniversalLogin,
    /// The visitor chooses among the connections of one organization.
    ChooseConnection(Vec<Realm<'a>>),
    /// The visitor chooses among organizations.
    ChooseOrganization(Vec<Realm<'a>>),
    /// The signals contradict each other and nobody may choose: see [`Verdict::Blocked`].
    Blocked(Vec<Realm<'a>>, Vec<Realm<'a>>),
    /// The address leads nowhere, and another one may have been meant.
    Doubt(String),
    /// The address leads nowhere.
    Nowhere,
    /// Nothing was said yet: ask.
    Ask,
}

impl Settled<'_> {
    /// Whether the visitor leaves for somewhere else.
    pub(crate) const fn leads_on(&self) -> bool {
        matches!(self, Self::Go(..) | Self::UniversalLogin)
    }
}

/// Settles a login. A name that was not on offer is as good as none.
pub(crate) fn settle<'a>(
    login: &Login<'a>,
    evidence: &Evidence<'_>,
    verdict: Verdict<'a>,
    choice: Choice<'_>,
) -> Settled<'a> {
    let (realms, reason) = match verdict {
        Verdict::Blocked(one, others) => return Settled::Blocked(one, others),
        Verdict::Nowhere => {
            let typed = evidence
                .typed
                .as_ref()
                .filter(|typed| choice.doubted != Some(typed.text()))
                .and_then(Identifier::address);
            return match typed.and_then(|typed| suggest(login.snapshot.manifest(), typed)) {
                Some(suggestion) => Settled::Doubt(suggestion),
                None => fallback(login),
            };
        }
        Verdict::Nothing => return Settled::Ask,
        Verdict::Realms(realms, signal) => {
            let typed = signal == SignalKind::LoginHint && evidence.typed.is_some();
            (
                realms,
                if typed {
                    Winner::Typed
                } else {
                    Winner::Signal(signal)
                },
            )
        }
        Verdict::Organizations(realms) => {
            let chosen: Vec<_> = realms
                .iter()
                .filter(|realm| {
                    realm.organization_id().map(OrganizationId::as_str) == choice.organization
                })
                .cloned()
                .collect();
            if choice.organization.is_none() || chosen.is_empty() {
                return Settled::ChooseOrganization(realms);
            }
            (chosen, Winner::Chosen)
        }
    };
    let picked = choice.connection.and_then(|name| {
        realms.iter().find(|realm| {
            realm
                .connection
                .as_ref()
                .is_some_and(|it| it.name.as_str() == name)
        })
    });
    match (picked, realms.as_slice()) {
        (_, [only]) => Settled::Go(only.clone(), reason),
        (Some(picked), _) => Settled::Go(picked.clone(), Winner::Chosen),
        (None, []) => Settled::Nowhere,
        (None, _) => Settled::ChooseConnection(realms),
    }
}

/// Whether Auth0 refuses every login of a client that names no organization.
pub(crate) fn must_name_organization(client: &Client<'_>) -> bool {
    client.organization_usage() == OrganizationUsage::Require
        && client.require_behavior() == RequireBehavior::NoPrompt
}

/// Where people go who belong to no organization.
pub(crate) fn fallback<'a>(login: &Login<'a>) -> Settled<'a> {
    if must_name_organization(&login.client) {
        return Settled::Nowhere;
    }
    match login.snapshot.manifest().fallback() {
        Fallback::Connection(connection) if login.client.enables(&connection.name) => {
            let realm = Realm {
                organization: None,
                connection: Some(connection),
            };
            Settled::Go(realm, Winner::Fallback)
        }
        // A connection that this client cannot use would end in an error of Auth0's.
        Fallback::Connection(_) | Fallback::UniversalLogin => Settled::UniversalLogin,
        Fallback::Page => Settled::Nowhere,
    }
}
