//! The page, filled in.

use vestibule_http::{Outcome, Page, RawQuery};
use vestibule_pages::{
    Explanation, Frame, Html, Language, Link, Notice, NoticeKind, Topic, TrackingId, WayOn, Wishes,
};
use vestibule_tenant::Client;

use crate::decide::Context;
use crate::place::Place;
use crate::ways;

/// Explains a topic; `reason` are words of the tenant's own.
pub(crate) fn explain(
    context: Context<'_>,
    query: RawQuery<'_>,
    place: &Place<'_>,
    topic: Topic,
    reason: Option<&str>,
    tracking: Option<TrackingId<'_>>,
) -> Outcome {
    let brand = place.brand();
    let ways = ways::of(place, topic);
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
        frame: Frame::new(&brand, language(context, query)).with_reference(context.id),
        topic,
        reason,
        ways: &ways,
        application: place.client.as_ref().map(Client::name),
        tracking,
    };
    page(explanation.render())
}

/// There is no such page.
pub(crate) fn not_found(context: Context<'_>, query: RawQuery<'_>, place: &Place<'_>) -> Outcome {
    let brand = place.brand();
    let ways = ways::of(place, Topic::LinkBroken);
    let start = ways.first().map(|(_, address)| address.as_str());
    let notice = Notice {
        kind: NoticeKind::NotFound,
        frame: Frame::new(&brand, language(context, query)).with_reference(context.id),
        go_on: start.and_then(|address| Link::parse(address).ok()),
    };
    page(notice.render())
}

/// The language of a page. Of a link of Auth0's to its error page `lang` is the language that it chose for the login.
fn language(context: Context<'_>, query: RawQuery<'_>) -> &'static Language {
    let tenant = context
        .snapshot
        .map(|snapshot| snapshot.manifest().language());
    let asked = ["ui_locales", "lang"].map(|name| query.first(name).unwrap_or_default());
    Wishes {
        asked: &asked.join(" "),
        accepted: context.accept_language,
        default: tenant.unwrap_or_default(),
    }
    .choose()
}

fn page(html: Html) -> Outcome {
    let headers = html
        .headers()
        .map(|(name, value)| (name, value.to_owned()))
        .collect();
    Outcome::Page(Page {
        status: html.status,
        headers,
        body: html.body,
    })
}
