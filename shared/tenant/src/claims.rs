//! What tokens should say, and who may not log in: rules of the tenant, compiled.

use crate::SnapshotError;
use crate::layout;
use crate::read::Reader;

/// The rules of a tenant, in the order of its file.
///
/// Unlike the rest of a manifest they are not looked through when it is loaded, so that an instance which serves nothing
/// but home realm pays nothing for them. Reading is checked, and so can fail.
#[derive(Clone, Copy, Debug)]
pub struct ClaimsRules<'a> {
    marker: Option<&'a str>,
    id_token_budget: usize,
    access_token_budget: usize,
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
    /// The program of its condition; `None`: it always applies.
    pub condition: Option<&'a [u8]>,
    /// What happens when it cannot be evaluated.
    pub failure: FailurePolicy,
    /// What it does.
    pub effect: RuleEffect<'a>,
}

/// What a rule does where it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleEffect<'a> {
    /// It gives a claim.
    Claim {
        /// Its name, namespace and all.
        name: &'a str,
        /// Whether the ID token gets it.
        id_token: bool,
        /// Whether the access token gets it.
        access_token: bool,
        /// The higher, the longer it stays when a token becomes too large.
        priority: u8,
        /// The program of its value.
        value: &'a [u8],
    },
    /// It denies the login.
    Deny {
        /// For software.
        code: &'a str,
        /// For people.
        reason: &'a str,
    },
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
    /// The trigger that Auth0 calls so.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::PostLogin,
            Self::CredentialsExchange,
            Self::PreUserRegistration,
        ]
        .into_iter()
        .find(|trigger| trigger.name() == name)
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
        let reads_organization = match reader.u8()? {
            0 => false,
            layout::RULE_READS_ORGANIZATION => true,
            value => return Err(unknown("rule flag", value)),
        };
        let failure = match reader.u8()? {
            layout::FAILURE_OPTIONAL => FailurePolicy::Optional,
            layout::FAILURE_REQUIRED => FailurePolicy::Required,
            value => return Err(unknown("failure policy", value)),
        };
        let condition = program(reader)?;
        Ok(Self {
            name,
            trigger,
            reads_organization,
            condition: (!condition.is_empty()).then_some(condition),
            failure,
            effect: match reader.u8()? {
                layout::EFFECT_CLAIM => {
                    let tokens = reader.u8()?;
                    if tokens & !(layout::TOKEN_ID | layout::TOKEN_ACCESS) != 0 {
                        return Err(unknown("token", tokens));
                    }
                    RuleEffect::Claim {
                        id_token: tokens & layout::TOKEN_ID != 0,
                        access_token: tokens & layout::TOKEN_ACCESS != 0,
                        priority: reader.u8()?,
                        name: reader.text()?,
                        value: program(reader)?,
                    }
                }
                layout::EFFECT_DENY => RuleEffect::Deny {
                    code: reader.text()?,
                    reason: reader.text()?,
                },
                value => return Err(unknown("effect", value)),
            },
        })
    }
}

fn program<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], SnapshotError> {
    let length = reader.size()?;
    reader.bytes(length)
}
