//! Invitations: links of Auth0's emails, which lead to the application's own login.

use vestibule_pages::Topic;
use vestibule_tenant::OrganizationUsage;

use crate::login::Login;

/// What is wrong with an invitation's link, as far as it can be told without Auth0, which knows whether it was used or has
/// expired. `None` as well for what is no invitation.
///
/// Whether the organization is a known one is not asked: an invitation may be younger than the published configuration.
pub(crate) fn problem_with(login: &Login<'_>) -> Option<Topic> {
    let said = |name| login.query.first_non_empty(name).is_some();
    if !login.query.contains("invitation") {
        return None;
    }
    // Auth0 wants both, and would refuse the login at the application, where people cannot help it.
    if !said("invitation") || !said("organization") {
        return Some(Topic::InvitationBroken);
    }
    (login.client.organization_usage() == OrganizationUsage::Deny)
        .then_some(Topic::AppMisconfigured)
}
