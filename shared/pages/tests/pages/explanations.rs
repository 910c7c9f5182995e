//! The page that explains what became of a login, once for every topic.

use vestibule_pages::{Explanation, Frame, Html, Onward, OwnWords, Topic, TrackingId, Way, WayOn};

use crate::samples::{Sample, link};

const START: &str = "/edge/start/acme-console?organization=org_1";
const OTHER: &str = "/edge/realm?client_id=acme-console&other_account=1";
const STAY: &str = "/edge/notice/signed-out?client_id=acme-console&stay=1";
const HOME: &str = "https://app.acme.test:8443/";
const CONTINUE: &str = "https://tenant.acme.test:8443/continue?state=hKFo2SBabc%3D";

/// Every topic with all that it may have besides, one with nothing, and two with words of the tenant's own: one of them while
/// the login waits.
pub(crate) fn explanations(frame: Frame<'_>) -> Vec<Sample> {
    let frame = frame.with_reference("5f0c9a4e7d1b4c2f8e6a");
    let mut samples: Vec<Sample> = Topic::ALL
        .into_iter()
        .map(|topic| (name(topic), explanation(frame, topic, None)))
        .collect();
    let reason = own("This address does not belong to your company.");
    samples.push((
        "explanation-reason",
        explanation(frame, Topic::Denied, Some(reason)),
    ));
    samples.push(("explanation-waiting", waiting(frame, reason)));
    let bare = Explanation {
        frame,
        topic: Topic::Unknown,
        reason: None,
        ways: &[],
        application: None,
        organization: None,
        onward: None,
        tracking: None,
    };
    let invited = Explanation {
        topic: Topic::InvitationExpired,
        organization: Some("Globex Corporation"),
        ..bare
    };
    samples.push(("explanation-invitation-of", invited.render()));
    samples.push(("explanation-onward", onward(frame)));
    samples.push(("explanation-bare", bare.render()));
    samples
}

fn explanation(frame: Frame<'_>, topic: Topic, reason: Option<OwnWords<'_>>) -> Html {
    let ways = ways(topic);
    Explanation {
        frame,
        topic,
        reason,
        ways: &ways,
        application: Some("Acme Console"),
        organization: None,
        onward: None,
        tracking: TrackingId::parse("c0ffee1d_2a").ok(),
    }
    .render()
}

/// Before the application hears of the denial.
fn waiting(frame: Frame<'_>, reason: OwnWords<'_>) -> Html {
    let ways = ways(Topic::Denied).into_iter().map(|way_on| {
        let is_back = way_on.way == Way::Application;
        let back = WayOn {
            way: Way::Back,
            link: link(CONTINUE),
        };
        if is_back { back } else { way_on }
    });
    let ways: Vec<_> = ways.collect();
    Explanation {
        frame,
        topic: Topic::Denied,
        reason: Some(reason),
        ways: &ways,
        application: Some("Acme Console"),
        organization: None,
        onward: None,
        tracking: None,
    }
    .render()
}

/// A page that goes on by itself.
fn onward(frame: Frame<'_>) -> Html {
    let ways = ways(Topic::SignedOut);
    Explanation {
        frame,
        topic: Topic::SignedOut,
        reason: None,
        ways: &ways,
        application: Some("Acme Console"),
        organization: None,
        onward: Some(Onward {
            target: link(HOME),
            stay: link(STAY),
        }),
        tracking: None,
    }
    .render()
}

const fn own(text: &str) -> OwnWords<'_> {
    OwnWords {
        text,
        language: "en",
    }
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
        reason: Some(OwnWords {
            text,
            language: text,
        }),
        ways: &ways,
        application: Some(text),
        organization: Some(text),
        onward: Some(Onward {
            target: link(HOME),
            stay: link(STAY),
        }),
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
            Way::Back => CONTINUE,
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
        Topic::ProfileIncomplete => "explanation-profile-incomplete",
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
        Topic::EmailNotVerified => "explanation-email-not-verified",
        Topic::InvitationBroken => "explanation-invitation-broken",
        Topic::SignOutBroken => "explanation-sign-out-broken",
        Topic::SignedOut => "explanation-signed-out",
        Topic::SessionExpired => "explanation-session-expired",
        Topic::Maintenance => "explanation-maintenance",
    }
}
