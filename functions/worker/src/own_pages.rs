//! Pages that stand outside all functions, and those that people get where a program would get a problem.

use vestibule_http::{Method, Outcome, Problem, RawQuery, Readers, Request, Step};
use vestibule_pages::{Brand, Frame, Notice, NoticeKind, Spoken};
use vestibule_tenant::{Lookup, Manifest, Organization};

use crate::head::Head;
use crate::log::About;
use crate::route::{Answered, Known, Need, host_of, language};

/// Where requests are signed, and answers always for programs.
const SIGNED: [&str; 2] = ["/edge/callouts/", "/edge/hooks/"];

/// A page that says what is wrong with the request, in the look of the organization whose host it came in on, or of the
/// tenant; `None` as the request stands for one that cannot be read.
pub(crate) fn page(
    event: &'static str,
    id: &str,
    kind: NoticeKind,
    request: Option<&Request<'_>>,
    head: &Head<'_>,
    known: Known<'_>,
) -> Step<Answered, Need> {
    // First, since it takes no waiting.
    if head.accept_language().is_none() {
        return Step::Need(vec![Need::AcceptLanguage]);
    }
    let query = request.map_or_else(|| RawQuery::new(""), |request| request.query);
    let spoken = language(query, head, known);
    page_in(event, id, kind, request, &spoken, known)
}

/// The same in a language that is known.
pub(crate) fn page_in(
    event: &'static str,
    id: &str,
    kind: NoticeKind,
    request: Option<&Request<'_>>,
    spoken: &Spoken<'_>,
    known: Known<'_>,
) -> Step<Answered, Need> {
    let brand = match request.map_or(Step::Done(None), |request| at_host(request, known)) {
        Step::Done(organization) => organization
            .and_then(|organization| organization.brand())
            .or_else(|| known.manifest.map(Manifest::brand))
            .map_or_else(Brand::default, Brand::from),
        Step::Need(needs) => return Step::Need(needs),
    };
    let notice = Notice {
        kind,
        frame: Frame::new(&brand, spoken).with_reference(id),
        go_on: None,
    };
    Step::Done(Answered {
        outcome: Outcome::Page(notice.render().into()),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        id: None,
        about: About::Event(event),
    })
}

/// The same answer, as a page where it is a problem that a browser would show to somebody.
pub(crate) fn for_people(
    answered: Answered,
    id: &str,
    request: Option<&Request<'_>>,
    head: &Head<'_>,
    known: Known<'_>,
) -> Step<Answered, Need> {
    let Outcome::Problem(Problem { status, header, .. }) = answered.outcome else {
        return Step::Done(answered);
    };
    let is_signed = request.is_some_and(|request| {
        request.method == Method::Post && SIGNED.iter().any(|path| request.path.starts_with(path))
    });
    let Some(kind) = NoticeKind::of_status(status.code()).filter(|_| !is_signed) else {
        return Step::Done(answered);
    };
    match head.is_for_people() {
        None => Step::Need(vec![Need::Audience]),
        Some(false) => Step::Done(answered),
        Some(true) => match page("problem", id, kind, request, head, known) {
            Step::Need(needs) => Step::Need(needs),
            Step::Done(page) => Step::Done(Answered {
                outcome: match page.outcome {
                    Outcome::Page(mut page) => {
                        page.headers
                            .extend(header.map(|(name, value)| (name, value.to_owned())));
                        Outcome::Page(page)
                    }
                    other => other,
                },
                ..answered
            }),
        },
    }
}

/// The organization whose host a request came in on. What is damaged, or cannot be had any more, is as good as not there.
fn at_host<'a>(request: &Request<'_>, known: Known<'a>) -> Step<Option<Organization<'a>>, Need> {
    let Some(snapshot) = known.snapshot else {
        return Step::Done(None);
    };
    match snapshot.organization_at(host_of(request)) {
        Ok(Lookup::Found(organization)) => Step::Done(Some(organization)),
        Ok(Lookup::NotResident(shard)) if !known.is_last => Step::Need(vec![Need::Shard(shard)]),
        Ok(Lookup::NotResident(_) | Lookup::Absent) | Err(_) => Step::Done(None),
    }
}
