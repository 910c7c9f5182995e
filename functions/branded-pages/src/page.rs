//! The page, filled in.

use vestibule_http::{Outcome, Page, RawQuery};
use vestibule_pages::{
    Explanation, Frame, Html, Link, Notice, NoticeKind, Onward, OwnWords, Spoken, Topic,
    TrackingId, WayOn, Wishes,
};
use vestibule_tenant::{Client, Manifest, Organization};

use crate::decide::Context;
use crate::place::Place;
use crate::ways;

/// What a page explains.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said<'a> {
    pub(crate) topic: Topic,
    /// Words of the tenant's own.
    pub(crate) reason: Option<&'a str>,
    /// Where a login waits for whoever reads this.
    pub(crate) back: Option<&'a str>,
    /// Where the page goes by itself, and its own address for whoever wants it to stay.
    pub(crate) onward: Option<(&'a str, &'a str)>,
    pub(crate) tracking: Option<TrackingId<'a>>,
}

impl Said<'_> {
    /// A topic, and nothing besides.
    pub(crate) const fn of(topic: Topic) -> Self {
        Self {
            topic,
            reason: None,
            back: None,
            onward: None,
            tracking: None,
        }
    }
}

/// Explains it.
pub(crate) fn explain(
    context: Context<'_>,
    query: RawQuery<'_>,
    place: &Place<'_>,
    said: Said<'_>,
) -> Outcome {
    let Said {
        topic,
        reason,
        back,
        onward,
        tracking,
    } = said;
    let brand = place.brand();
    let spoken = language(context, query, place);
    let ways = ways::of(place, topic, back);
    let ways: Vec<WayOn<'_>> = ways
        .iter()
        .filter_map(|(way, address)| {
            Some(WayOn {
                way: *way,
                link: Link::parse(address).ok()?,
            })
        })
        .collect();
    let explanation = Explanation {
        frame: Frame::new(&brand, &spoken).with_reference(context.id),
        topic,
        reason: reason.map(|text| OwnWords {
            text,
            language: tenants_language(context),
        }),
        ways: &ways,
        application: place.client.as_ref().map(Client::name),
        organization: place.named.as_ref().map(Organization::display_name),
        onward: onward.and_then(|(target, stay)| {
            Some(Onward {
                target: Link::parse(target).ok()?,
                stay: Link::parse(stay).ok()?,
            })
        }),
        tracking,
    };
    page(explanation.render())
}

/// There is no such page.
pub(crate) fn not_found(context: Context<'_>, query: RawQuery<'_>, place: &Place<'_>) -> Outcome {
    let brand = place.brand();
    let spoken = language(context, query, place);
    let ways = ways::of(place, Topic::LinkBroken, None);
    let start = ways.first().map(|(_, address)| address.as_str());
    let notice = Notice {
        kind: NoticeKind::NotFound,
        frame: Frame::new(&brand, &spoken).with_reference(context.id),
        go_on: start.and_then(|address| Link::parse(address).ok()),
    };
    page(notice.render())
}

/// The language of a page, in the words of whose page it is. Of a link of Auth0's to its error page `lang` is the language that it
/// chose for the login.
pub(crate) fn language<'a>(
    context: Context<'a>,
    query: RawQuery<'_>,
    place: &Place<'a>,
) -> Spoken<'a> {
    let asked = ["ui_locales", "lang"].map(|name| query.first(name).unwrap_or_default());
    let wishes = Wishes {
        asked: &asked.join(" "),
        remembered: context.remembered_language,
        accepted: context.accept_language,
    };
    let brand = place.organization().and_then(Organization::brand);
    Spoken::choose(&wishes, context.manifest(), brand)
}

/// The language that the tenant writes in, by its tag; empty without a manifest.
fn tenants_language(context: Context<'_>) -> &str {
    context
        .manifest()
        .map(Manifest::language)
        .unwrap_or_default()
}

/// The same page under another status.
pub(crate) fn with_status(status: u16, outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Page(page) => Outcome::Page(Page { status, ..page }),
        outcome => outcome,
    }
}

/// A rendered page as an answer.
pub(crate) fn page(html: Html) -> Outcome {
    Outcome::Page(html.into())
}
