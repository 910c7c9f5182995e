//! What tokens should say, and who may not log in: rules of the tenant, compiled.

use vestibule_identity::Domain;

use crate::SnapshotError;
use crate::layout::{self, KeyHash};
use crate::read::Reader;
use crate::rule_effect::RuleEffect;
use crate::table::Table;

/// The rules of a tenant, in the order of its file.
///
/// Unlike the rest of a manifest they are not looked through when it is loaded, so that an instance which serves nothing
/// but home realm pays nothing for them. Reading is checked, and so can fail.
#[derive(Clone, Copy, Debug)]
pub struct ClaimsRules<'a> {
    marker: Option<&'a str>,
    id_token_budget: usize,
    access_token_budget: usize,
    /// A table; empty: none.
    public_mail: &'a [u8],
    count: u16,
    reader: Reader<'a>,
}

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimsRule<'a> {
    /// What people call it.
    pub name: &'a str,
    /// When it is evaluated.
    pub trigger: Trigger,
    /// Whether it reads what the tenant file says about the organization.
    pub reads_organization: bool,
    /// Whether it reads anything of the input `email`.
    pub reads_email: bool,
    /// Whether it reads whose the domain of the address is.
    pub reads_email_organizations: bool,
    /// The parts of the directory that it reads: bits of [`layout::DIRECTORY_USER`] and its kin.
    pub reads_directory: u8,
    /// The sources that it reads: a bit for each, the lowest for the first.
    pub reads_sources: u8,
    /// Seconds that an answer may be old for which there is no newer one.
    pub stale_ok: u32,
    /// At which evaluations of its trigger its turn comes.
    pub moment: Moment,
    /// The program of its condition; `None`: it always applies.
    pub condition: Option<&'a [u8]>,
    /// What happens when it cannot be evaluated.
    pub failure: FailurePolicy,
    /// What it does.
    pub effect: RuleEffect<'a>,
}

/// When a rule is evaluated: one of Auth0's triggers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// After somebody has logged in, and at every refresh.
    PostLogin,
    /// When an application gets a token for itself.
    CredentialsExchange,
    /// Before somebody is signed up.
    PreUserRegistration,
}

impl Trigger {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::PostLogin,
        Self::CredentialsExchange,
        Self::PreUserRegistration,
    ];

    /// The trigger that Auth0 calls so.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trigger| trigger.name() == name)
    }

    /// What Auth0 calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PostLogin => "post-login",
            Self::CredentialsExchange => "credentials-exchange",
            Self::PreUserRegistration => "pre-user-registration",
        }
    }
}

/// At which evaluations of the post-login trigger, which also runs at every refresh, the turn of a rule comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// At all of them.
    Always,
    /// When somebody logs in.
    Login,
    /// When a refresh token is exchanged.
    Refresh,
}

/// What happens when a rule cannot be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailurePolicy {
    /// It goes on as if the rule were not there.
    Optional,
    /// The login is denied.
    Required,
}

impl<'a> ClaimsRules<'a> {
    pub(crate) fn read(mut reader: Reader<'a>) -> Result<Self, SnapshotError> {
        let marker = reader.text()?;
        Ok(Self {
            marker: (!marker.is_empty()).then_some(marker),
            id_token_budget: reader.size()?,
            access_token_budget: reader.size()?,
            public_mail: {
                let length = reader.size()?;
                reader.bytes(length)?
            },
            count: reader.u16()?,
            reader,
        })
    }

    /// The claim that says what was left out of a token that became too large; `None` when there is no namespace for it.
    #[must_use]
    pub const fn marker(&self) -> Option<&'a str> {
        self.marker
    }

    /// How many octets our claims may take in an ID token.
    #[must_use]
    pub const fn id_token_budget(&self) -> usize {
        self.id_token_budget
    }

    /// How many octets our claims may take in an access token.
    #[must_use]
    pub const fn access_token_budget(&self) -> usize {
        self.access_token_budget
    }

    /// Whether everybody can have an address at this very domain: it is one of the tenant's consumer domains, or of a known
    /// public mail provider. False where no rule asks, since the list of providers is not there then.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if the list is damaged.
    pub fn is_public_mail(&self, domain: &Domain) -> Result<bool, SnapshotError> {
        if self.public_mail.is_empty() {
            return Ok(false);
        }
        let key = domain.as_str().as_bytes();
        let found = Table::new(self.public_mail)?.find(KeyHash::of(key), key)?;
        Ok(found.is_some())
    }

    /// How many rules there are, of all triggers.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there is no rule.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The rules of a trigger, in their order.
    ///
    /// # Errors
    ///
    /// A [`SnapshotError`] if any rule is damaged, of whichever trigger: half of the rules would be other rules.
    pub fn of(&self, trigger: Trigger) -> Result<Vec<ClaimsRule<'a>>, SnapshotError> {
        let mut reader = self.reader;
        let mut rules = Vec::new();
        for _ in 0..self.count {
            let rule = ClaimsRule::read(&mut reader)?;
            if rule.trigger == trigger {
                rules.push(rule);
            }
        }
        if reader.is_at_end() {
            Ok(rules)
        } else {
            Err(SnapshotError::WrongLength)
        }
    }
}

impl<'a> ClaimsRule<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, SnapshotError> {
        let unknown = |what, value| SnapshotError::UnknownValue { what, value };
        let name = reader.text()?;
        let trigger = match reader.u8()? {
            layout::TRIGGER_POST_LOGIN => Trigger::PostLogin,
            layout::TRIGGER_CREDENTIALS_EXCHANGE => Trigger::CredentialsExchange,
            layout::TRIGGER_PRE_USER_REGISTRATION => Trigger::PreUserRegistration,
            value => return Err(unknown("trigger", value)),
        };
        let flags = reader.u8()?;
        let known = layout::RULE_READS_ORGANIZATION
            | layout::RULE_READS_EMAIL
            | layout::RULE_READS_EMAIL_ORGANIZATIONS;
        if flags & !known != 0 {
            return Err(unknown("rule flag", flags));
        }
        let failure = match reader.u8()? {
            layout::FAILURE_OPTIONAL => FailurePolicy::Optional,
            layout::FAILURE_REQUIRED => FailurePolicy::Required,
            value => return Err(unknown("failure policy", value)),
        };
        let moment = match reader.u8()? {
            layout::MOMENT_ALWAYS => Moment::Always,
            layout::MOMENT_LOGIN => Moment::Login,
            layout::MOMENT_REFRESH => Moment::Refresh,
            value => return Err(unknown("moment", value)),
        };
        let reads_directory = reader.u8()?;
        let known =
            layout::DIRECTORY_USER | layout::DIRECTORY_STATUS | layout::DIRECTORY_ORGANIZATION;
        if reads_directory & !known != 0 {
            return Err(unknown("part of the directory", reads_directory));
        }
        let reads_sources = reader.u8()?;
        let stale_ok = reader.u32()?;
        let condition = program(reader)?;
        Ok(Self {
            name,
            trigger,
            reads_organization: flags & layout::RULE_READS_ORGANIZATION != 0,
            reads_email: flags & layout::RULE_READS_EMAIL != 0,
            reads_email_organizations: flags & layout::RULE_READS_EMAIL_ORGANIZATIONS != 0,
            reads_directory,
            reads_sources,
            stale_ok,
            moment,
            condition: (!condition.is_empty()).then_some(condition),
            failure,
            effect: RuleEffect::read(reader)?,
        })
    }
}

pub(crate) fn program<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], SnapshotError> {
    let length = reader.size()?;
    reader.bytes(length)
}
