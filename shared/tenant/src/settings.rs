//! How visitors are led: `[home_realm]`, and what a client has of its own.

use vestibule_identity::{Domain, OrganizationId};

use crate::read::Reader;
use crate::{Connection, SnapshotError, Texts, layout};

/// How visitors are led to their organization, unless their client says otherwise.
#[derive(Clone, Debug)]
pub struct HomeRealm<'a> {
    /// Which signals are looked at, the most trusted first.
    pub signals: Signals,
    /// What happens when signals, or the owners of a domain, disagree.
    pub conflict: ConflictPolicy,
    /// For how many days a browser remembers where its visitor belongs; 0: not at all.
    pub memory_days: u16,
    /// How often a browser may be sent to one connection within [`Self::hop_window_seconds`] before it is taken for a loop.
    pub hop_limit: u8,
    /// The window in which [`Self::hop_limit`] counts, in seconds.
    pub hop_window_seconds: u32,
    /// Where people may ask for access whose company is not known here.
    pub request_access_url: Option<&'a str>,
    /// Whose hints are ignored.
    pub hints: HintPolicy<'a>,
}

/// Something about a request that says where its visitor belongs. What the request names itself (`connection`,
/// `organization`, `invitation`) comes before all of them and is none of them: it cannot be reordered or switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SignalKind {
    /// The host that the request came in on is a vanity host of an organization.
    Hostname,
    /// `domain_hint`, or a `login_hint` that is a bare domain.
    DomainHint,
    /// `login_hint`, or what was typed: an exact address first, then its domain.
    LoginHint,
    /// What this browser chose before.
    Remembered,
    /// The network that the request comes from.
    Network,
    /// Where the client sends those of whom nothing is known.
    ClientDefault,
}

/// Signals in their order of trust, each at most once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signals {
    kinds: [SignalKind; SignalKind::ALL.len()],
    next: usize,
    end: usize,
}

/// What happens when a domain has several owners, or two signals name different organizations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictPolicy {
    /// A page says that it cannot be decided.
    Block,
    /// The visitor picks one of them.
    Pick,
    /// The most trusted signal wins, or the first owner in the tenant file.
    First,
}

/// For which domains the hints of a request are ignored.
#[derive(Clone, Debug, Default)]
pub struct HintPolicy<'a> {
    ignored: Texts<'a>,
    respected: Texts<'a>,
}

/// Where a client sends those of whom nothing is known. At least one of the two is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultRealm<'a> {
    /// To this organization.
    pub organization: Option<OrganizationId>,
    /// To this connection, within the organization if there is one.
    pub connection: Option<Connection<'a>>,
}

impl<'a> HomeRealm<'a> {
    /// Looks at nothing and remembers nothing.
    pub(crate) fn nothing() -> Self {
        Self {
            signals: Signals {
                kinds: SignalKind::ALL,
                next: 0,
                end: 0,
            },
            conflict: ConflictPolicy::Block,
            memory_days: 0,
            hop_limit: 0,
            hop_window_seconds: 0,
            request_access_url: None,
            hints: HintPolicy::default(),
        }
    }

    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        Ok(Self {
            signals: Signals::read(reader)?,
            conflict: ConflictPolicy::read(reader)?.ok_or(SnapshotError::UnknownValue {
                what: "conflict policy",
                value: 0,
            })?,
            memory_days: reader.u16()?,
            hop_limit: reader.u8()?,
            hop_window_seconds: reader.u32()?,
            request_access_url: Some(reader.text()?).filter(|url| !url.is_empty()),
            hints: HintPolicy::read(reader)?,
        })
    }
}

impl SignalKind {
    /// All of them in the default order of trust.
    pub const ALL: [Self; 6] = [
        Self::Hostname,
        Self::DomainHint,
        Self::LoginHint,
        Self::Remembered,
        Self::Network,
        Self::ClientDefault,
    ];

    /// Its name, as the tenant file and logs spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hostname => "hostname",
            Self::DomainHint => "domain-hint",
            Self::LoginHint => "login-hint",
            Self::Remembered => "remembered",
            Self::Network => "network",
            Self::ClientDefault => "client-default",
        }
    }
}

impl Signals {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, SnapshotError> {
        let mut signals = Self {
            kinds: SignalKind::ALL,
            next: 0,
            end: 0,
        };
        for number in 0..reader.u8()? {
            let value = reader.u8()?;
            let kind = SignalKind::ALL.get(usize::from(value));
            let place = signals.kinds.get_mut(usize::from(number));
            let (Some(kind), Some(place)) = (kind, place) else {
                return Err(SnapshotError::UnknownValue {
                    what: "signal",
                    value,
                });
            };
            *place = *kind;
            signals.end += 1;
        }
        Ok(signals)
    }
}

impl Iterator for Signals {
    type Item = SignalKind;

    fn next(&mut self) -> Option<SignalKind> {
        let kind = self.kinds.get(self.next..self.end)?.first()?;
        self.next += 1;
        Some(*kind)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}

impl ExactSizeIterator for Signals {}

impl ConflictPolicy {
    /// Zero stands for no policy.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, SnapshotError> {
        match reader.u8()? {
            0 => Ok(None),
            1 => Ok(Some(Self::Block)),
            2 => Ok(Some(Self::Pick)),
            3 => Ok(Some(Self::First)),
            value => Err(SnapshotError::UnknownValue {
                what: "conflict policy",
                value,
            }),
        }
    }
}

impl<'a> HintPolicy<'a> {
    /// Whether a hint at this very domain is to be ignored. A domain that is to be respected is, whatever else is said.
    #[must_use]
    pub fn ignores(&self, domain: &Domain) -> bool {
        let named = |mut texts: Texts<'_>| texts.any(|text| text == domain.as_str());
        let all = |mut texts: Texts<'_>| texts.any(|text| text == "*");
        let ignored = named(self.ignored()) || all(self.ignored());
        ignored && !(named(self.respected()) || all(self.respected()))
    }

    /// The domains whose hints are ignored, as A-labels; `*` stands for all.
    #[must_use]
    pub fn ignored(&self) -> Texts<'a> {
        self.ignored.clone()
    }

    /// The domains whose hints are respected, as A-labels, even if they are ignored as well; `*` stands for all.
    #[must_use]
    pub fn respected(&self) -> Texts<'a> {
        self.respected.clone()
    }

    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        Ok(Self {
            ignored: reader.texts()?,
            respected: reader.texts()?,
        })
    }
}

impl<'a> DefaultRealm<'a> {
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        let flags = reader.u8()?;
        let known = layout::DEFAULT_ORGANIZATION | layout::DEFAULT_CONNECTION;
        if flags == 0 || flags & !known != 0 {
            return Err(SnapshotError::UnknownValue {
                what: "default realm",
                value: flags,
            });
        }
        let organization = (flags & layout::DEFAULT_ORGANIZATION != 0)
            .then(|| crate::organization::read_id(reader))
            .transpose()?;
        let connection = (flags & layout::DEFAULT_CONNECTION != 0)
            .then(|| Connection::read(reader))
            .transpose()?;
        Ok(Self {
            organization,
            connection,
        })
    }
}
