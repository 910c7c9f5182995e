//! The page, filled in.

use vestibule_http::{Outcome, Page, RawQuery};
use vestibule_pages::{
    Explanation, Frame, Html, Language, Link, Notice, NoticeKind, OwnWords, Topic, TrackingId,
    WayOn, Wishes,
};
use vestibule_tenant::{Client, Manifest};

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
    pub(crate) tracking: Option<TrackingId<'a>>,
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
        tracking,
    } = said;
    let brand = place.brand();
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
        frame: Frame::new(&brand, language(context, query)).with_reference(context.id),
        topic,
        reason: reason.map(|text| OwnWords {
            text,
            language: tenants_language(context),
        }),
        ways: &ways,
        application: place.client.as_ref().map(Client::name),
        tracking,
    };
    page(explanation.render())
}

/// There is no such page.
pub(crate) fn not_found(context: Context<'_>, query: RawQuery<'_>, place: &Place<'_>) -> Outcome {
    let brand = place.brand();
    let ways = ways::of(place, Topic::LinkBroken, None);
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
    let asked = ["ui_locales", "lang"].map(|name| query.first(name).unwrap_or_default());
    Wishes {
        asked: &asked.join(" "),
        accepted: context.accept_language,
        default: tenants_language(context),
    }
    .choose()
}

/// The language that the tenant writes in, by its tag; empty without a manifest.
fn tenants_language(context: Context<'_>) -> &str {
    context
        .manifest()
        .map(Manifest::language)
        .unwrap_or_default()
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
