//! The texts of [`Explanation`](crate::Explanation), apart from [`Language`](super::Language): that page alone has some
//! thirty of them.

/// What a page says that explains what became of a login, in one language.
#[derive(Clone, Copy, Debug)]
#[expect(
    missing_docs,
    reason = "the fields are the topics, and are named after them"
)]
pub struct ExplanationTexts {
    pub denied: TopicTexts,
    pub blocked: TopicTexts,
    pub not_a_member: TopicTexts,
    pub cancelled: TopicTexts,
    pub not_checked: TopicTexts,
    pub step_lost: TopicTexts,
    pub sign_in_needed: TopicTexts,
    pub interaction_needed: TopicTexts,
    pub consent_needed: TopicTexts,
    pub second_factor_needed: TopicTexts,
    pub email_unverified: TopicTexts,
    pub organization_needed: TopicTexts,
    pub organization_unknown: TopicTexts,
    pub connection_unavailable: TopicTexts,
    pub app_misconfigured: TopicTexts,
    pub link_broken: TopicTexts,
    pub link_expired: TopicTexts,
    pub invitation_expired: TopicTexts,
    pub invitation_broken: TopicTexts,
    pub server_trouble: TopicTexts,
    pub busy: TopicTexts,
    pub unknown: TopicTexts,
    pub email_verified: TopicTexts,
    pub email_not_verified: TopicTexts,
    pub password_changed: TopicTexts,
    pub signed_out: TopicTexts,
    pub sign_out_broken: TopicTexts,
    pub session_expired: TopicTexts,
    pub maintenance: TopicTexts,
    pub ways: WayTexts,
    pub ask: AskTexts,
    /// Behind what a topic says, where no way on is known.
    pub from_application: &'static str,
    /// The heading of `invitation_expired`, where the `{organization}` is known.
    pub invitation_to: &'static str,
    /// That the page goes on by itself to the `{application}`, in `{seconds}`: some number between 20 and 99, so that no
    /// language needs more than one form of its word.
    pub onward: &'static str,
    /// The link that stops it.
    pub stay: &'static str,
    /// Before the code under which Auth0's log knows what happened.
    pub tracking: &'static str,
}

/// What one topic says.
#[derive(Clone, Copy, Debug)]
pub struct TopicTexts {
    /// What happened.
    pub heading: &'static str,
    /// The same in a sentence or two, and what to do now.
    pub lead: &'static str,
}

/// What the ways on are called.
#[derive(Clone, Copy, Debug)]
pub struct WayTexts {
    /// A new login of the same application.
    pub start_again: &'static str,
    /// The same, where nothing is wrong but the moment.
    pub try_again: &'static str,
    /// The same, for somebody who is not signed in.
    pub sign_in: &'static str,
    /// A new login, with what this browser remembers forgotten.
    pub other_account: &'static str,
    /// The same, for somebody whose organization is not found yet.
    pub find_organization: &'static str,
    /// The application itself, with `{application}`.
    pub application: &'static str,
    /// Back to the application, whose login goes on there or ends, with `{application}`.
    pub back: &'static str,
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct AskTexts {
    /// Whoever looks after accounts at the visitor's company.
    pub it_team: &'static str,
    /// Whoever lets people into the organization.
    pub administrator: &'static str,
    /// The people behind the application.
    pub application: &'static str,
}
