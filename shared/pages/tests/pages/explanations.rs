//! The page that explains what became of a login, once for every topic.

use vestibule_pages::{Explanation, Frame, Html, Topic, TrackingId, Way, WayOn};

use crate::samples::{Sample, link};

const START: &str = "/edge/start/acme-console?organization=org_1";
const OTHER: &str = "/edge/realm?client_id=acme-console&other_account=1";
const HOME: &str = "https://app.acme.test:8443/";

/// Every topic with all that it may have besides, one with nothing, and one with words of the tenant's own.
pub(crate) fn explanations(frame: Frame<'_>) -> Vec<Sample> {
    let frame = frame.with_reference("5f0c9a4e7d1b4c2f8e6a");
    let mut samples: Vec<Sample> = Topic::ALL
        .into_iter()
        .map(|topic| (name(topic), explanation(frame, topic, None)))
        .collect();
    samples.push((
        "explanation-reason",
        explanation(
            frame,
            Topic::Denied,
            Some("This address does not belong to your company."),
        ),
    ));
    let bare = Explanation {
        frame,
        topic: Topic::Unknown,
        reason: None,
        ways: &[],
        application: None,
        tracking: None,
    };
    samples.push(("explanation-bare", bare.render()));
    samples
}

fn explanation(frame: Frame<'_>, topic: Topic, reason: Option<&str>) -> Html {
    let ways = ways(topic);
    Explanation {
        frame,
        topic,
        reason,
        ways: &ways,
        application: Some("Acme Console"),
        tracking: TrackingId::parse("c0ffee1d_2a").ok(),
    }
    .render()
}

/// With one text in every field that takes one.
#[allow(
    dead_code,
    clippy::allow_attributes,
    reason = "the gallery shows samples alone"
)]
pub(crate) fn explained(frame: Frame<'_>, text: &str) -> Html {
    let ways = ways(Topic::Denied);
    Explanation {
        frame,
        topic: Topic::Denied,
        reason: Some(text),
        ways: &ways,
        application: Some(text),
        tracking: TrackingId::parse("c0ffee1d_2a").ok(),
    }
    .render()
}

fn ways(topic: Topic) -> Vec<WayOn<'static>> {
    let way_on = |way| WayOn {
        way,
        link: link(match way {
            Way::StartAgain | Way::TryAgain | Way::SignIn => START,
            Way::OtherAccount | Way::FindOrganization => OTHER,
            Way::Application => HOME,
        }),
    };
    topic.ways().iter().copied().map(way_on).collect()
}

/// The name of a snapshot.
fn name(topic: Topic) -> &'static str {
    match topic {
        Topic::Denied => "explanation-denied",
        Topic::Blocked => "explanation-blocked",
        Topic::NotAMember => "explanation-not-a-member",
        Topic::Cancelled => "explanation-cancelled",
        Topic::NotChecked => "explanation-not-checked",
        Topic::StepLost => "explanation-step-lost",
        Topic::SignInNeeded => "explanation-sign-in-needed",
        Topic::InteractionNeeded => "explanation-interaction-needed",
        Topic::ConsentNeeded => "explanation-consent-needed",
        Topic::SecondFactorNeeded => "explanation-second-factor-needed",
        Topic::EmailUnverified => "explanation-email-unverified",
        Topic::OrganizationNeeded => "explanation-organization-needed",
        Topic::OrganizationUnknown => "explanation-organization-unknown",
        Topic::ConnectionUnavailable => "explanation-connection-unavailable",
        Topic::AppMisconfigured => "explanation-app-misconfigured",
        Topic::LinkBroken => "explanation-link-broken",
        Topic::LinkExpired => "explanation-link-expired",
        Topic::InvitationExpired => "explanation-invitation-expired",
        Topic::ServerTrouble => "explanation-server-trouble",
        Topic::Busy => "explanation-busy",
        Topic::Unknown => "explanation-unknown",
        Topic::EmailVerified => "explanation-email-verified",
        Topic::PasswordChanged => "explanation-password-changed",
        Topic::SignedOut => "explanation-signed-out",
        Topic::SessionExpired => "explanation-session-expired",
        Topic::Maintenance => "explanation-maintenance",
    }
}
