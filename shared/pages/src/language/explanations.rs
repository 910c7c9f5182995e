//! The texts of [`Explanation`](crate::Explanation), apart from [`Language`](super::Language): that page alone has some
//! thirty of them.

/// What a page says that explains what became of a login, in one language.
#[derive(Clone, Copy, Debug)]
#[expect(
    missing_docs,
    reason = "the fields are the topics, and are named after them"
)]
pub struct ExplanationTexts<'t> {
    pub denied: TopicTexts<'t>,
    pub blocked: TopicTexts<'t>,
    pub not_a_member: TopicTexts<'t>,
    pub cancelled: TopicTexts<'t>,
    pub not_checked: TopicTexts<'t>,
    pub step_lost: TopicTexts<'t>,
    pub profile_incomplete: TopicTexts<'t>,
    pub sign_in_needed: TopicTexts<'t>,
    pub interaction_needed: TopicTexts<'t>,
    pub consent_needed: TopicTexts<'t>,
    pub second_factor_needed: TopicTexts<'t>,
    pub email_unverified: TopicTexts<'t>,
    pub organization_needed: TopicTexts<'t>,
    pub organization_unknown: TopicTexts<'t>,
    pub connection_unavailable: TopicTexts<'t>,
    pub app_misconfigured: TopicTexts<'t>,
    pub link_broken: TopicTexts<'t>,
    pub link_expired: TopicTexts<'t>,
    pub invitation_expired: TopicTexts<'t>,
    pub invitation_broken: TopicTexts<'t>,
    pub server_trouble: TopicTexts<'t>,
    pub busy: TopicTexts<'t>,
    pub unknown: TopicTexts<'t>,
    pub email_verified: TopicTexts<'t>,
    pub email_not_verified: TopicTexts<'t>,
    pub password_changed: TopicTexts<'t>,
    pub signed_out: TopicTexts<'t>,
    pub sign_out_broken: TopicTexts<'t>,
    pub session_expired: TopicTexts<'t>,
    pub maintenance: TopicTexts<'t>,
    pub ways: WayTexts<'t>,
    pub ask: AskTexts<'t>,
    /// Behind what a topic says, where no way on is known.
    pub from_application: &'t str,
    /// The heading of `invitation_expired`, where the `{organization}` is known.
    pub invitation_to: &'t str,
    /// That the page goes on by itself to the `{application}`, and `{when}`: *in 30 seconds*.
    pub onward: &'t str,
    /// The link that stops it.
    pub stay: &'t str,
    /// Before the code under which Auth0's log knows what happened.
    pub tracking: &'t str,
}

/// What one topic says.
#[derive(Clone, Copy, Debug)]
pub struct TopicTexts<'t> {
    /// What happened.
    pub heading: &'t str,
    /// The same in a sentence or two, and what to do now.
    pub lead: &'t str,
}

/// What the ways on are called.
#[derive(Clone, Copy, Debug)]
pub struct WayTexts<'t> {
    /// A new login of the same application.
    pub start_again: &'t str,
    /// The same, where nothing is wrong but the moment.
    pub try_again: &'t str,
    /// The same, for somebody who is not signed in.
    pub sign_in: &'t str,
    /// A new login, with what this browser remembers forgotten.
    pub other_account: &'t str,
    /// The same, for somebody whose organization is not found yet.
    pub find_organization: &'t str,
    /// The application itself, with `{application}`.
    pub application: &'t str,
    /// Back to the application, whose login goes on there or ends, with `{application}`.
    pub back: &'t str,
}

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct AskTexts<'t> {
    /// Whoever looks after accounts at the visitor's company.
    pub it_team: &'t str,
    /// Whoever lets people into the organization.
    pub administrator: &'t str,
    /// The people behind the application.
    pub application: &'t str,
}
