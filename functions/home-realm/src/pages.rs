//! The pages of home realm, filled in.

use vestibule_http::{Outcome, Page, RawQuery, Readers, SafeRedirect, Status};
use vestibule_pages::{
    Accent, Brand, Choice, Conflict, ConflictBetween, ConnectionChooser, Explanation, Frame, GoOn,
    GoingOn, Html, Identifier, IdentifierNote, IdentifierProblem, Link, NoMatch, Notice,
    NoticeKind, OrganizationChoice, OrganizationPicker, Remembered, Spoken, Topic, Way, WayOn,
    Wishes,
};
use vestibule_tenant::Client;

use crate::decide::{Context, Decision};
use crate::flow::{FlowState, Said, WayIn, place};
use crate::login::Login;
use crate::look;
use crate::realm::{Customer, Realm};
use crate::settle::{self, Settled};
use crate::start;
use crate::trace::{End, Trace, Winner};

/// The name under which the way that was remembered is chosen.
pub(crate) const REMEMBERED: &str = "remembered";

/// Bytes that a query of ours may have before a page is answered without an address of its own.
/// Cloudflare takes 16 KiB, much that stands in front of it takes 8.
const LONGEST_ADDRESS: usize = 6 * 1024;

/// Where our forms are sent to.
pub(crate) const FORM: &str = "/edge/realm";

/// Asks for an email address.
pub(crate) fn identifier(
    login: &Login<'_>,
    typed: &str,
    problem: Option<IdentifierProblem>,
) -> Decision {
    let asked = Asked {
        typed,
        problem,
        ..Asked::default()
    };
    ask(login, asked)
}

/// Asks whether another address was meant.
pub(crate) fn doubt(login: &Login<'_>, typed: &str, suggestion: &str) -> Decision {
    let asked = Asked {
        typed,
        suggestion: Some(suggestion),
        ..Asked::default()
    };
    ask(login, asked)
}

/// Asks anew, after what was remembered is forgotten.
pub(crate) fn other_account(login: &Login<'_>) -> Decision {
    let asked = Asked {
        note: Some(IdentifierNote::ChooseOther),
        ..Asked::default()
    };
    ask(login, asked)
}

/// Says that the browser goes in circles, and offers the other ways.
pub(crate) fn circles(login: &Login<'_>, typed: &str, destination: Option<&str>) -> Decision {
    let destination = destination.unwrap_or_else(|| login.client.name());
    let asked = Asked {
        typed,
        note: Some(IdentifierNote::LoopStopped { destination }),
        ..Asked::default()
    };
    ask(login, asked)
}

/// Offers the way that was taken last time.
pub(crate) fn remembered(login: &Login<'_>, realms: &[Realm<'_>]) -> Decision {
    let again = start_again(login);
    let organization = realms.iter().find_map(Realm::display_name);
    let remembered = organization.map(|organization| Remembered {
        organization,
        go_on: GoOn::Button {
            name: REMEMBERED,
            value: "1",
        },
        forget: Link::parse(&again).ok(),
    });
    let asked = Asked {
        remembered,
        brand: realms.first().and_then(Realm::brand),
        ..Asked::default()
    };
    ask(login, asked)
}

/// What the identifier page may hold besides its field.
#[derive(Clone, Copy, Default)]
struct Asked<'a> {
    typed: &'a str,
    problem: Option<IdentifierProblem>,
    suggestion: Option<&'a str>,
    note: Option<IdentifierNote<'a>>,
    remembered: Option<Remembered<'a>>,
    brand: Option<vestibule_tenant::Brand<'a>>,
}

fn ask(login: &Login<'_>, asked: Asked<'_>) -> Decision {
    let Some(language) = language(login.context, login.query, asked.brand) else {
        return unwritten();
    };
    let flow = login.flow_field();
    let brand = look_of(login, asked.brand);
    let other_way = other_way(login);
    with_links(login, |form, _| {
        let page = Identifier {
            frame: Frame::new(&brand, &language),
            action: form,
            hidden: &[(FlowState::FIELD, &flow)],
            application: Some(login.client.name()),
            typed: asked.typed,
            problem: asked.problem,
            other_way: other_way.as_deref().and_then(|link| Link::parse(link).ok()),
            note: asked.note,
            suggestion: asked.suggestion,
            remembered: asked.remembered,
        };
        (page.render(), login.trace(End::Asked))
    })
}

/// Offers the connections of one organization that matched.
pub(crate) fn connections(
    login: &Login<'_>,
    typed: &str,
    realms: &[Realm<'_>],
    choice: settle::Choice<'_>,
) -> Decision {
    let Some(language) = language(
        login.context,
        login.query,
        realms.first().and_then(Realm::brand),
    ) else {
        return unwritten();
    };
    let flow = login.flow_field();
    let brand = look_of(login, realms.first().and_then(Realm::brand));
    let choices: Vec<Choice<'_>> = realms
        .iter()
        .filter_map(|realm| {
            let connection = realm.connection.as_ref()?;
            Some(Choice {
                value: connection.name.as_str(),
                label: connection.display_name,
                detail: None,
            })
        })
        .collect();
    let mut hidden = vec![
        (FlowState::FIELD, flow.as_str()),
        (Identifier::FIELD, typed),
    ];
    // An organization that was picked among several stays picked.
    hidden.extend(
        choice
            .organization
            .map(|id| (OrganizationPicker::FIELD, id)),
    );
    let organization = realms
        .iter()
        .find_map(Realm::display_name)
        .unwrap_or_else(|| login.client.name());
    with_links(login, |form, again| {
        let page = ConnectionChooser {
            frame: Frame::new(&brand, &language),
            action: form,
            hidden: &hidden,
            organization,
            typed,
            choices: &choices,
            other_account: again,
            note: None,
        };
        (page.render(), login.trace(End::OfferedConnections))
    })
}

/// Offers the organizations that matched, and no other.
pub(crate) fn organizations(
    login: &Login<'_>,
    typed: &str,
    realms: &[Realm<'_>],
    choice: settle::Choice<'_>,
) -> Decision {
    let Some(language) = language(login.context, login.query, None) else {
        return unwritten();
    };
    let flow = login.flow_field();
    let brand = look_of(login, None);
    let mut customers: Vec<&Customer<'_>> = Vec::new();
    for customer in realms
        .iter()
        .filter_map(|realm| realm.organization.as_ref())
    {
        if !customers.iter().any(|known| known.id == customer.id) {
            customers.push(customer);
        }
    }
    let total = customers.len();
    let query = choice.find.map(str::trim).filter(|query| !query.is_empty());
    let wanted = query.map(str::to_lowercase).unwrap_or_default();
    let choices: Vec<OrganizationChoice<'_>> = customers
        .iter()
        .filter(|customer| customer.display_name.to_lowercase().contains(&wanted))
        .take(OrganizationPicker::MOST_SHOWN)
        .map(|customer| OrganizationChoice {
            value: customer.id.as_str(),
            label: customer.display_name,
            detail: None,
            monogram: None,
            accent: customer
                .brand
                .and_then(|brand| brand.accent)
                .map(Accent::from),
        })
        .collect();
    with_links(login, |form, again| {
        let page = OrganizationPicker {
            frame: Frame::new(&brand, &language),
            action: form,
            hidden: &[(FlowState::FIELD, &flow), (Identifier::FIELD, typed)],
            typed,
            choices: &choices,
            total,
            query,
            other_account: again,
        };
        (page.render(), login.trace(End::OfferedOrganizations))
    })
}

/// Says that the request contradicts itself. Organizations that share a domain are not named: who
/// merely typed it is not told who they are.
pub(crate) fn conflict(
    login: &Login<'_>,
    typed: &str,
    one: &[Realm<'_>],
    others: &[Realm<'_>],
) -> Decision {
    let Some(language) = language(login.context, login.query, None) else {
        return unwritten();
    };
    let brand = look_of(login, None);
    let other_way = other_way(login);
    let name = |realms: &[Realm<'_>]| match realms {
        [first, rest @ ..]
            if rest
                .iter()
                .all(|it| it.organization_id() == first.organization_id()) =>
        {
            first.display_name().map(str::to_owned)
        }
        _ => None,
    };
    let names = name(one).zip(name(others));
    with_links(login, |_, again| {
        let page = Conflict {
            frame: Frame::new(&brand, &language).with_reference(login.context.id),
            between: names
                .as_ref()
                .map_or(ConflictBetween::Several, |(one, other)| {
                    ConflictBetween::Two { one, other }
                }),
            typed,
            try_again: again,
            other_way: other_way.as_deref().and_then(|link| Link::parse(link).ok()),
        };
        (page.render(), login.trace(End::Conflict))
    })
}

/// Says that an address leads nowhere: the same for every one that does not.
pub(crate) fn no_match(login: &Login<'_>, typed: &str) -> Decision {
    let Some(language) = language(login.context, login.query, None) else {
        return unwritten();
    };
    let brand = look_of(login, None);
    let request_access = login.snapshot.manifest().home_realm().request_access_url;
    with_links(login, |_, again| {
        let frame = Frame::new(&brand, &language).with_reference(login.context.id);
        let page = NoMatch {
            frame,
            typed,
            try_again: again,
            go_on: None,
            request_access: request_access.and_then(|link| Link::parse(link).ok()),
        };
        let trace = Trace {
            winner: Some(Winner::Fallback),
            ..login.trace(End::NoMatch)
        };
        (page.render(), trace)
    })
}

/// Sends the browser from a form to the address at which its answer stands; `None` without keys to
/// seal what was typed, and for an address that is too long to be trusted to every browser and proxy.
pub(crate) fn see_other(login: &Login<'_>, said: &Said) -> Option<Decision> {
    let query = address(login, said)?;
    Some(Decision {
        outcome: Outcome::Redirect(SafeRedirect::to_ourselves(FORM, RawQuery::new(&query))),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        trace: login.trace(End::SeeOther),
    })
}

/// The query of the address at which the answer to a form stands; `None` as for [`see_other`].
pub(crate) fn address(login: &Login<'_>, said: &Said) -> Option<String> {
    login.context.memory?;
    let flow = FlowState {
        said: Some(said.clone()),
        ..login.flow()
    };
    let flow = flow.encode(login.context.memory, place::ADDRESS);
    let query = format!("{}={flow}", FlowState::FIELD);
    (query.len() <= LONGEST_ADDRESS).then_some(query)
}

/// Goes on to another origin after a form; `None` when no link can lead there.
pub(crate) fn going_on(
    login: &Login<'_>,
    realm: Option<&Realm<'_>>,
    target: &SafeRedirect,
) -> Option<Outcome> {
    let Some(language) = language(login.context, login.query, realm.and_then(Realm::brand)) else {
        return Some(unwritten().outcome);
    };
    let brand = look_of(login, realm.and_then(Realm::brand));
    let destination = realm
        .and_then(Realm::display_name)
        .unwrap_or_else(|| login.snapshot.manifest().brand().name);
    let target = target.for_link();
    let going_on = GoingOn {
        frame: Frame::new(&brand, &language),
        destination,
        target: Link::parse(&target).ok()?,
    };
    Some(page(going_on.render()))
}

/// Turns a redirect into a page that goes on by itself.
pub(crate) fn leave_by_page(
    context: Context<'_>,
    query: RawQuery<'_>,
    decision: Decision,
) -> Decision {
    let Outcome::Redirect(target) = &decision.outcome else {
        return decision;
    };
    let Some(language) = language(context, query, None) else {
        return unwritten();
    };
    let brand = look::brand_by_query(context, query);
    let link = target.for_link();
    let Ok(link) = Link::parse(&link) else {
        return decision;
    };
    let going_on = GoingOn {
        frame: Frame::new(&brand, &language),
        destination: brand.product(),
        target: link,
    };
    Decision {
        outcome: page(going_on.render()),
        ..decision
    }
}

/// The request makes no sense.
pub(crate) fn bad_request(context: Context<'_>, query: RawQuery<'_>, way_in: WayIn) -> Decision {
    notice(context, query, way_in, NoticeKind::BadRequest, End::Refused)
}

/// The request makes no sense, for a reason that can be told; the ways on are those of its client.
pub(crate) fn explained(
    context: Context<'_>,
    query: RawQuery<'_>,
    client: &Client<'_>,
    topic: Topic,
) -> Decision {
    let Some(language) = language(context, query, None) else {
        return unwritten();
    };
    let brand = look::brand(context, query, Some(client), None);
    let start = client.login_url().map(|_| start::address(client));
    let home = client
        .home_url()
        .and_then(|url| SafeRedirect::to_configured(url, &[]).ok())
        .map(|target| target.for_link());
    let address = |way: Way| match way {
        Way::SignIn | Way::StartAgain | Way::TryAgain => start.as_deref(),
        Way::Application => home.as_deref(),
        Way::OtherAccount | Way::FindOrganization | Way::Back => None,
    };
    let ways: Vec<WayOn<'_>> = topic
        .ways()
        .iter()
        .filter_map(|&way| {
            let link = Link::parse(address(way)?).ok()?;
            Some(WayOn { way, link })
        })
        .collect();
    let explanation = Explanation {
        frame: Frame::new(&brand, &language).with_reference(context.id),
        topic,
        reason: None,
        ways: &ways,
        application: Some(client.name()),
        organization: None,
        onward: None,
        tracking: None,
    };
    let mut html = explanation.render();
    html.status = Status::BadRequest.code();
    Decision {
        outcome: page(html),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        trace: Trace {
            client: Some(client.id().clone()),
            ..Trace::by(WayIn::Initiate, End::Refused)
        },
    }
}

/// There is no configuration to answer from.
pub(crate) fn unavailable(context: Context<'_>, query: RawQuery<'_>, way_in: WayIn) -> Decision {
    notice(
        context,
        query,
        way_in,
        NoticeKind::Unavailable,
        End::Unavailable,
    )
}

fn notice(
    context: Context<'_>,
    query: RawQuery<'_>,
    way_in: WayIn,
    kind: NoticeKind,
    end: End,
) -> Decision {
    let Some(language) = language(context, query, None) else {
        return unwritten();
    };
    let brand = look::brand_by_query(context, query);
    let notice = Notice {
        kind,
        frame: Frame::new(&brand, &language).with_reference(context.id),
        go_on: None,
    };
    Decision {
        outcome: page(notice.render()),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        trace: Trace::by(way_in, end),
    }
}

/// Renders a page that links to our form and back to its beginning.
fn with_links(
    login: &Login<'_>,
    render: impl FnOnce(Link<'_>, Link<'_>) -> (Html, Trace),
) -> Decision {
    let again = start_again(login);
    match (Link::parse(FORM), Link::parse(&again)) {
        (Ok(form), Ok(again)) => {
            let (html, trace) = render(form, again);
            Decision {
                outcome: page(html),
                readers: Readers::Nobody,
                cookies: Vec::new(),
                trace,
            }
        }
        _ => bad_request(login.context, login.query, login.way_in),
    }
}

/// The way back to an empty field: the same flow, without the hints that led here.
fn start_again(login: &Login<'_>) -> String {
    let mut flow = login.flow();
    for hint in ["login_hint", "domain_hint"] {
        flow.query = RawQuery::new(&flow.query).without(hint).into_owned();
    }
    let flow = flow.encode(login.context.memory, place::START_AGAIN);
    format!("{FORM}?{}={flow}", FlowState::FIELD)
}

fn page(html: Html) -> Outcome {
    Outcome::Page(html.into())
}

/// A link around us, where the tenant has a place for people who belong to no organization.
fn other_way(login: &Login<'_>) -> Option<String> {
    match settle::fallback(login) {
        Settled::Nowhere => None,
        _ => Some(login.target(None, None).ok()?.for_link()),
    }
}

/// The language of a page: the one that the login's query names wherever it is shown, or the one that was chosen in this
/// browser, or the visitor's, or the tenant's; in the words of the organization, if it has any. `None` while nobody has asked which the visitor reads.
fn language<'a>(
    context: Context<'a>,
    query: RawQuery<'_>,
    organization: Option<vestibule_tenant::Brand<'a>>,
) -> Option<Spoken<'a>> {
    let wishes = Wishes {
        asked: &query.first("ui_locales").unwrap_or_default(),
        remembered: context.remembered_language,
        accepted: context.accept_language?,
    };
    Some(Spoken::choose(&wishes, context.manifest(), organization))
}

/// Stands in, at no cost, for a page whose language is not known yet. It leaves this crate nowhere:
/// [`decide`](crate::decide()) asks for the language instead, and decides anew with it.
fn unwritten() -> Decision {
    Decision {
        outcome: Outcome::Page(Page {
            status: 200,
            headers: Vec::new(),
            body: String::new(),
        }),
        readers: Readers::Nobody,
        cookies: Vec::new(),
        trace: Trace::ended(End::Asked),
    }
}

/// The look of a page of this login; `organization` is the one that it was found to belong to.
fn look_of(login: &Login<'_>, organization: Option<vestibule_tenant::Brand<'_>>) -> Brand {
    look::brand(
        login.context,
        login.query,
        Some(&login.client),
        organization,
    )
}
