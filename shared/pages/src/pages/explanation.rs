//! Explains what became of a login, and says what to do now.

use askama::Template;

use crate::frame::Frame;
use crate::html::{Forms, Html};
use crate::language::fill;
use crate::link::Link;
use crate::topic::{Topic, Way};
use crate::tracking_id::TrackingId;

/// Explains what became of a login: what happened, what to do now, whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    /// What is around the content. Its reference is shown.
    pub frame: Frame<'a>,
    /// What became of the login.
    pub topic: Topic,
    /// The tenant's own words, in place of the topic's.
    pub reason: Option<OwnWords<'a>>,
    /// The ways on, the best first.
    pub ways: &'a [WayOn<'a>],
    /// What people call the application, where one is known.
    pub application: Option<&'a str>,
    /// What people call the organization, where one is known and has to do with it.
    pub organization: Option<&'a str>,
    /// Where the page goes by itself.
    pub onward: Option<Onward<'a>>,
    /// The id under which the tenant's log knows what happened.
    pub tracking: Option<TrackingId<'a>>,
}

/// Words of the tenant's own. From the configuration, or from a value that we sealed; never from a query.
#[derive(Clone, Copy, Debug)]
pub struct OwnWords<'a> {
    /// The words.
    pub text: &'a str,
    /// The tag of the language that they are in (RFC 5646), which need not be that of the page; empty if it is not known.
    pub language: &'a str,
}

/// That a page goes on by itself, after a time in which it can be told not to.
#[derive(Clone, Copy, Debug)]
pub struct Onward<'a> {
    /// Where to. The caller has checked it against the allow-list.
    pub target: Link<'a>,
    /// The same page, which then stays.
    pub stay: Link<'a>,
}

impl Onward<'_> {
    /// How long that takes. WCAG 2.2, success criterion 2.2.1, asks for 20 seconds at least in which a time limit can
    /// be called off; reading the page aloud takes longer than reading it.
    pub const SECONDS: u32 = 30;
}

/// A way on and where it leads.
#[derive(Clone, Copy, Debug)]
pub struct WayOn<'a> {
    /// The way.
    pub way: Way,
    /// Where it leads.
    pub link: Link<'a>,
}

impl Explanation<'_> {
    /// Renders the page, with status 200: it is what was asked for, and the error that it tells of is not that of
    /// this answer. Some browsers and proxies put a page of their own in the place of one with another status.
    #[must_use]
    pub fn render(&self) -> Html {
        let texts = &self.frame.language.explanations;
        let topic = self.topic.texts(texts);
        let application = self
            .application
            .unwrap_or_else(|| self.frame.brand.product());
        let labelled = |way: &WayOn<'_>| {
            let label = way.way.label(&texts.ways);
            fill(label, &[("application", application)])
        };
        let (first, others) = match self.ways {
            [first, others @ ..] => (Some(first), others),
            [] => (None, self.ways),
        };
        let heading = match (self.topic, self.organization) {
            (Topic::InvitationExpired, Some(organization)) => {
                fill(texts.invitation_to, &[("organization", organization)])
            }
            _ => topic.heading.to_owned(),
        };
        let when = self.frame.language.in_seconds(Onward::SECONDS.into());
        let template = ExplanationTemplate {
            frame: &self.frame,
            window: self.frame.window(&heading),
            heading,
            lead: topic.lead,
            reason: self.reason,
            from_application: self.ways.is_empty().then_some(texts.from_application),
            first: first.map(|way| (labelled(way), way.link)),
            others: others.iter().map(|way| (labelled(way), way.link)).collect(),
            onward: self.onward.map(|onward| OnwardTexts {
                text: fill(
                    texts.onward,
                    &[("application", application), ("when", &when)],
                ),
                stay: (texts.stay, onward.stay),
            }),
            ask: self.topic.ask().text(&texts.ask),
            tracking: self.tracking.map(|id| (texts.tracking, id)),
        };
        let html = Html::render(200, &self.frame, Forms::None, &template);
        match self.onward {
            // In the header alone: an element for it would be in the page for good, and checkers of accessibility take any for
            // a time limit that nobody can call off.
            Some(onward) => html.refreshing(Onward::SECONDS, onward.target),
            None => html,
        }
    }
}

struct OnwardTexts<'a> {
    text: String,
    stay: (&'a str, Link<'a>),
}

#[derive(Template)]
#[template(path = "explanation.html")]
struct ExplanationTemplate<'a> {
    frame: &'a Frame<'a>,
    window: String,
    heading: String,
    lead: &'a str,
    reason: Option<OwnWords<'a>>,
    from_application: Option<&'a str>,
    first: Option<(String, Link<'a>)>,
    others: Vec<(String, Link<'a>)>,
    onward: Option<OnwardTexts<'a>>,
    ask: Option<&'a str>,
    tracking: Option<(&'a str, TrackingId<'a>)>,
}
