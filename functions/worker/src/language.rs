//! `/edge/language`: the language that somebody chose at the foot of a page.

use std::time::Duration;

use vestibule_http::cookie::HostCookie;
use vestibule_http::{Method, Outcome, PageAddress, Readers, Request, SafeRedirect, Step};
use vestibule_pages::{Frame, NoticeKind, Spoken};

use crate::head::Head;
use crate::log::About;
use crate::own_pages;
use crate::route::{Answered, Known, Need, method_not_allowed};

/// The tag of a language, and nothing else: plain, since there is nothing in it to hide or to forge.
const COOKIE: HostCookie = HostCookie::new("vestibule-language");

/// A year; browsers keep no cookie much longer (RFC 6265bis, section 5.5).
const KEPT: Duration = Duration::from_hours(365 * 24);

/// The tag that this browser keeps, whatever it says; empty where there is none.
pub(crate) fn remembered(cookies: &str) -> &str {
    COOKIE.read(cookies).ok().flatten().unwrap_or_default()
}

/// Whether a page is there again when it is asked for again. A page about a choice is not the one that the choice was made on, and
/// an address that only forms are posted to, or a login without anything said, leads to a page that says so.
fn is_worth_seeing_again(page: PageAddress<'_>) -> bool {
    match page.path() {
        Frame::LANGUAGE => false,
        "/authorize" | "/edge/realm" => !page.query().as_str().is_empty(),
        _ => true,
    }
}

/// Keeps the language that `to` names, and leads back to the page that it was chosen on, there with `ui_locales` of the same
/// language in place of any other: so that the choice wins at once, reaches the tenant's own pages, and needs no cookie.
///
/// Anybody can link here, and put somebody's pages into another language by it; the same foot leads back.
pub(crate) fn choose(
    request: &Request<'_>,
    head: &Head<'_>,
    known: Known<'_>,
    id: &str,
) -> Option<Step<Answered, Need>> {
    if request.path != Frame::LANGUAGE {
        return None;
    }
    if !matches!(request.method, Method::Get | Method::Head) {
        return Some(Step::Done(method_not_allowed("GET, HEAD")));
    }
    if head.accept_language().is_none() {
        return Some(Step::Need(vec![Need::AcceptLanguage]));
    }
    let to = request.query.first("to").unwrap_or_default();
    let Some(chosen) = Spoken::named(&to, known.manifest, None) else {
        let kind = NoticeKind::BadRequest;
        return Some(own_pages::page(
            "bad-request",
            id,
            kind,
            Some(request),
            head,
            known,
        ));
    };
    let tag = chosen.language().tag;
    let cookie = COOKIE.set(tag, KEPT).ok();
    let back = PageAddress::of_referer(head.referer(), request.origin)
        .filter(|page| is_worth_seeing_again(*page))
        .map(|page| SafeRedirect::back_to(page, ("ui_locales", tag)));
    let answered = back.map_or_else(
        || {
            let kind = NoticeKind::LanguageChosen;
            own_pages::page_in("language", id, kind, Some(request), &chosen, known)
        },
        |target| {
            Step::Done(Answered {
                outcome: Outcome::Redirect(target),
                readers: Readers::Nobody,
                cookies: Vec::new(),
                id: None,
                about: About::Event("language"),
            })
        },
    );
    let answered = match answered {
        Step::Done(answered) => answered,
        Step::Need(needs) => return Some(Step::Need(needs)),
    };
    Some(Step::Done(Answered {
        // Who only asks for the head of an answer has chosen nothing.
        cookies: cookie
            .filter(|_| request.method == Method::Get)
            .into_iter()
            .collect(),
        ..answered
    }))
}
