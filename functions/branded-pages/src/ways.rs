//! Where the ways on from a page lead.

use vestibule_http::{SafeRedirect, encode_component};
use vestibule_pages::{Topic, Way};
use vestibule_tenant::{Client, OrganizationUsage};

use crate::place::Place;

/// The ways on that fit a topic and lead somewhere, the best first, with their addresses.
///
/// All of them come from the configuration: paths of ours with a known client's id, and the client's own allowed URLs.
/// Where no client is known there are none, since a guess could lead somebody into another application. Where a login waits at
/// `back`, that is the way to the application, whatever is known of it.
pub(crate) fn of(place: &Place<'_>, topic: Topic, back: Option<&str>) -> Vec<(Way, String)> {
    let client = place.client.as_ref();
    let way_on = |way| match (way, back) {
        (Way::Application | Way::Back, Some(back)) => Some((Way::Back, back.to_owned())),
        (Way::Back, None) => None,
        (Way::StartAgain | Way::TryAgain | Way::SignIn, _) => {
            Some((way, start(place, client?, topic)?))
        }
        (Way::OtherAccount | Way::FindOrganization, _) => Some((way, other_account(client?)?)),
        (Way::Application, None) => Some((way, application(client?)?)),
    };
    topic.ways().iter().copied().filter_map(way_on).collect()
}

/// Starts a login of the client; within the organization that was named, unless that is what went wrong.
fn start(place: &Place<'_>, client: &Client<'_>, topic: Topic) -> Option<String> {
    client.login_url()?;
    let mut address = format!("/edge/start/{}", encode_component(client.id().as_str()));
    let within = client.organization_usage() != OrganizationUsage::Deny
        && !matches!(
            topic,
            Topic::NotAMember | Topic::InvitationExpired | Topic::ConnectionUnavailable
        );
    if let Some(organization) = place.named.as_ref().filter(|_| within) {
        address.push_str("?organization=");
        address.push_str(&encode_component(organization.id().as_str()));
    }
    Some(address)
}

/// Asks for an address anew, with what this browser remembers forgotten.
fn other_account(client: &Client<'_>) -> Option<String> {
    client.login_url()?;
    let id = encode_component(client.id().as_str());
    Some(format!("/edge/realm?client_id={id}&other_account=1"))
}

/// A page of the application's own that needs nobody signed in.
fn application(client: &Client<'_>) -> Option<String> {
    let home = SafeRedirect::to_configured(client.home_url()?, &[]).ok()?;
    Some(home.for_link())
}
