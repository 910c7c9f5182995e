//! What can have become of a login.

use crate::language::{AskTexts, ExplanationTexts, TopicTexts, WayTexts};

/// What became of a login, or of something around it: each topic has texts of its own, the ways on that fit it, and
/// somebody to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Signed in, and not let in.
    Denied,
    /// The account is blocked.
    Blocked,
    /// The account does not belong to the organization that the login was for.
    NotAMember,
    /// The visitor stopped it.
    Cancelled,
    /// Whether the account may come in could not be found out.
    NotChecked,
    /// A step in the middle did not come back whole.
    StepLost,
    /// Something that the application has to know of the user is missing.
    ProfileIncomplete,
    /// A silent login found nobody signed in.
    SignInNeeded,
    /// A silent login would have had to show something.
    InteractionNeeded,
    /// A silent login would have had to ask for permission.
    ConsentNeeded,
    /// A second factor is missing.
    SecondFactorNeeded,
    /// The email address is not confirmed.
    EmailUnverified,
    /// The application signs in with an organization, and none was named.
    OrganizationNeeded,
    /// The organization that was named cannot sign in here.
    OrganizationUnknown,
    /// The connection is switched off.
    ConnectionUnavailable,
    /// The application asked for what it is not registered for.
    AppMisconfigured,
    /// The request makes no sense, such as a bookmark of a page in the middle.
    LinkBroken,
    /// A link in an email is too old, or used.
    LinkExpired,
    /// An invitation is too old, used, or somebody else's.
    InvitationExpired,
    /// An invitation's link lacks a part.
    InvitationBroken,
    /// The tenant failed.
    ServerTrouble,
    /// The tenant is overloaded, or the visitor too quick.
    Busy,
    /// Nothing is known.
    Unknown,
    /// The email address is confirmed.
    EmailVerified,
    /// A link that was to confirm an email address did not.
    EmailNotVerified,
    /// The password is changed.
    PasswordChanged,
    /// The visitor signed out.
    SignedOut,
    /// A request to sign out makes no sense.
    SignOutBroken,
    /// The session ended by itself.
    SessionExpired,
    /// The tenant is switched off for a while.
    Maintenance,
}

/// A way on from a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A new login of the same application.
    StartAgain,
    /// The same, where nothing is wrong but the moment.
    TryAgain,
    /// The same, for somebody who is not signed in.
    SignIn,
    /// A new login, with what this browser remembers forgotten.
    OtherAccount,
    /// The same, for somebody whose organization is not found yet.
    FindOrganization,
    /// The application itself.
    Application,
    /// Back to the application, which waits for what becomes of its login. In place of [`Self::Application`], where a login
    /// waits.
    Back,
}

/// Whom to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Whoever looks after accounts at the visitor's company.
    ItTeam,
    /// Whoever lets people into the organization.
    Administrator,
    /// The people behind the application.
    Application,
    /// Nobody: nothing is wrong.
    Nobody,
}

impl Topic {
    /// All of them, in their order.
    pub const ALL: [Self; 30] = [
        Self::Denied,
        Self::Blocked,
        Self::NotAMember,
        Self::Cancelled,
        Self::NotChecked,
        Self::StepLost,
        Self::ProfileIncomplete,
        Self::SignInNeeded,
        Self::InteractionNeeded,
        Self::ConsentNeeded,
        Self::SecondFactorNeeded,
        Self::EmailUnverified,
        Self::OrganizationNeeded,
        Self::OrganizationUnknown,
        Self::ConnectionUnavailable,
        Self::AppMisconfigured,
        Self::LinkBroken,
        Self::LinkExpired,
        Self::InvitationExpired,
        Self::InvitationBroken,
        Self::ServerTrouble,
        Self::Busy,
        Self::Unknown,
        Self::EmailVerified,
        Self::EmailNotVerified,
        Self::PasswordChanged,
        Self::SignedOut,
        Self::SignOutBroken,
        Self::SessionExpired,
        Self::Maintenance,
    ];

    /// Its name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Blocked => "blocked",
            Self::NotAMember => "not-a-member",
            Self::Cancelled => "cancelled",
            Self::NotChecked => "not-checked",
            Self::StepLost => "step-lost",
            Self::ProfileIncomplete => "profile-incomplete",
            Self::SignInNeeded => "sign-in-needed",
            Self::InteractionNeeded => "interaction-needed",
            Self::ConsentNeeded => "consent-needed",
            Self::SecondFactorNeeded => "second-factor-needed",
            Self::EmailUnverified => "email-unverified",
            Self::OrganizationNeeded => "organization-needed",
            Self::OrganizationUnknown => "organization-unknown",
            Self::ConnectionUnavailable => "connection-unavailable",
            Self::AppMisconfigured => "app-misconfigured",
            Self::LinkBroken => "link-broken",
            Self::LinkExpired => "link-expired",
            Self::InvitationExpired => "invitation-expired",
            Self::InvitationBroken => "invitation-broken",
            Self::ServerTrouble => "server-trouble",
            Self::Busy => "busy",
            Self::Unknown => "unknown",
            Self::EmailVerified => "email-verified",
            Self::EmailNotVerified => "email-not-verified",
            Self::PasswordChanged => "password-changed",
            Self::SignedOut => "signed-out",
            Self::SignOutBroken => "sign-out-broken",
            Self::SessionExpired => "session-expired",
            Self::Maintenance => "maintenance",
        }
    }

    /// What it says.
    #[must_use]
    pub const fn texts<'l, 't>(self, texts: &'l ExplanationTexts<'t>) -> &'l TopicTexts<'t> {
        match self {
            Self::Denied => &texts.denied,
            Self::Blocked => &texts.blocked,
            Self::NotAMember => &texts.not_a_member,
            Self::Cancelled => &texts.cancelled,
            Self::NotChecked => &texts.not_checked,
            Self::StepLost => &texts.step_lost,
            Self::ProfileIncomplete => &texts.profile_incomplete,
            Self::SignInNeeded => &texts.sign_in_needed,
            Self::InteractionNeeded => &texts.interaction_needed,
            Self::ConsentNeeded => &texts.consent_needed,
            Self::SecondFactorNeeded => &texts.second_factor_needed,
            Self::EmailUnverified => &texts.email_unverified,
            Self::OrganizationNeeded => &texts.organization_needed,
            Self::OrganizationUnknown => &texts.organization_unknown,
            Self::ConnectionUnavailable => &texts.connection_unavailable,
            Self::AppMisconfigured => &texts.app_misconfigured,
            Self::LinkBroken => &texts.link_broken,
            Self::LinkExpired => &texts.link_expired,
            Self::InvitationExpired => &texts.invitation_expired,
            Self::InvitationBroken => &texts.invitation_broken,
            Self::ServerTrouble => &texts.server_trouble,
            Self::Busy => &texts.busy,
            Self::Unknown => &texts.unknown,
            Self::EmailVerified => &texts.email_verified,
            Self::EmailNotVerified => &texts.email_not_verified,
            Self::PasswordChanged => &texts.password_changed,
            Self::SignedOut => &texts.signed_out,
            Self::SignOutBroken => &texts.sign_out_broken,
            Self::SessionExpired => &texts.session_expired,
            Self::Maintenance => &texts.maintenance,
        }
    }

    /// The ways on that fit it, the best first. A page offers those that lead somewhere.
    #[must_use]
    pub const fn ways(self) -> &'static [Way] {
        use Way::{Application, FindOrganization, OtherAccount, SignIn, StartAgain, TryAgain};

        match self {
            Self::Denied | Self::Blocked | Self::NotAMember | Self::ConnectionUnavailable => {
                &[OtherAccount, TryAgain, Application]
            }
            Self::NotChecked | Self::ServerTrouble | Self::Busy | Self::Maintenance => {
                &[TryAgain, Application]
            }
            Self::Cancelled | Self::StepLost | Self::Unknown => {
                &[StartAgain, OtherAccount, Application]
            }
            Self::OrganizationNeeded | Self::OrganizationUnknown => {
                &[FindOrganization, Application]
            }
            Self::LinkBroken => &[StartAgain, Application],
            Self::SignInNeeded
            | Self::InteractionNeeded
            | Self::ConsentNeeded
            | Self::SecondFactorNeeded
            | Self::ProfileIncomplete
            | Self::SignedOut
            | Self::SessionExpired => &[SignIn, OtherAccount, Application],
            Self::EmailUnverified
            | Self::EmailVerified
            | Self::EmailNotVerified
            | Self::PasswordChanged
            | Self::InvitationExpired
            | Self::InvitationBroken => &[SignIn, Application],
            Self::AppMisconfigured | Self::LinkExpired | Self::SignOutBroken => &[Application],
        }
    }

    /// Whom to ask about it.
    #[must_use]
    pub const fn ask(self) -> Ask {
        match self {
            Self::Denied
            | Self::Blocked
            | Self::NotAMember
            | Self::InvitationExpired
            | Self::InvitationBroken
            | Self::ConnectionUnavailable => Ask::Administrator,
            Self::SecondFactorNeeded
            | Self::StepLost
            | Self::OrganizationNeeded
            | Self::OrganizationUnknown => Ask::ItTeam,
            Self::NotChecked
            | Self::SignInNeeded
            | Self::InteractionNeeded
            | Self::ConsentNeeded
            | Self::ProfileIncomplete
            | Self::EmailUnverified
            | Self::EmailNotVerified
            | Self::AppMisconfigured
            | Self::LinkBroken
            | Self::LinkExpired
            | Self::SignOutBroken
            | Self::ServerTrouble
            | Self::Busy
            | Self::Unknown => Ask::Application,
            Self::Cancelled
            | Self::EmailVerified
            | Self::PasswordChanged
            | Self::SignedOut
            | Self::SessionExpired
            | Self::Maintenance => Ask::Nobody,
        }
    }
}

impl Way {
    /// What the link is called; `{application}` stands for the application.
    pub(crate) const fn label<'t>(self, texts: &WayTexts<'t>) -> &'t str {
        match self {
            Self::StartAgain => texts.start_again,
            Self::TryAgain => texts.try_again,
            Self::SignIn => texts.sign_in,
            Self::OtherAccount => texts.other_account,
            Self::FindOrganization => texts.find_organization,
            Self::Application => texts.application,
            Self::Back => texts.back,
        }
    }
}

impl Ask {
    /// What the page says about it.
    pub(crate) const fn text<'t>(self, texts: &AskTexts<'t>) -> Option<&'t str> {
        match self {
            Self::ItTeam => Some(texts.it_team),
            Self::Administrator => Some(texts.administrator),
            Self::Application => Some(texts.application),
            Self::Nobody => None,
        }
    }
}
