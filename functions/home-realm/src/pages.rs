//! The pages of home realm, filled in.

use vestibule_http::{Outcome, Page, RawQuery, SafeRedirect, encode_component};
use vestibule_pages::{
    Accent, BadRequest, Brand, Choice, Color, ConnectionChooser, ENGLISH, Frame, GoingOn, Html,
    Identifier, IdentifierProblem, Link, NoMatch, Unavailable,
};
use vestibule_tenant::Fallback;

use crate::decide::{Context, Decision};
use crate::flow::{FlowState, WayIn};
use crate::login::Login;
use crate::realm::Realm;
use crate::trace::{End, Signal, Trace};

/// Where our forms are sent to.
const FORM: &str = "/edge/realm";

/// Asks for an email address.
pub(crate) fn identifier(
    login: &Login<'_>,
    typed: &str,
    problem: Option<IdentifierProblem>,
) -> Decision {
    let flow = login.flow().encode();
    let brand = brand(login.context, None);
    let other_way = match login.snapshot.manifest().fallback() {
        Fallback::Page => None,
        Fallback::UniversalLogin | Fallback::Connection(_) => login
            .target(None, None)
            .ok()
            .map(|target| target.for_link()),
    };
    with_links(login, |form, _| {
        let page = Identifier {
            frame: Frame::new(&brand, &ENGLISH),
            action: form,
            hidden: &[(FlowState::FIELD, &flow)],
            application: Some(login.client.name()),
            typed,
            problem,
            other_way: other_way.as_deref().and_then(|link| Link::parse(link).ok()),
        };
        (page.render(), login.trace(End::Asked))
    })
}

/// Offers the connections that matched.
pub(crate) fn chooser(
    login: &Login<'_>,
    typed: &str,
    realms: &[Realm<'_>],
    domain: &str,
) -> Decision {
    let flow = login.flow().encode();
    let brand = brand(login.context, common_brand(realms));
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
    let organization = realms
        .iter()
        .find_map(Realm::display_name)
        .unwrap_or_else(|| login.client.name());
    with_links(login, |form, again| {
        let page = ConnectionChooser {
            frame: Frame::new(&brand, &ENGLISH),
            action: form,
            hidden: &[(FlowState::FIELD, &flow), (Identifier::FIELD, typed)],
            organization,
            typed,
            choices: &choices,
            other_account: again,
        };
        let trace = Trace {
            domain: Some(domain.to_owned()),
            ..login.trace(End::OfferedChoice)
        };
        (page.render(), trace)
    })
}

/// Says that an address leads nowhere: the same for every one that does not.
pub(crate) fn no_match(login: &Login<'_>, typed: &str) -> Decision {
    let brand = brand(login.context, None);
    with_links(login, |_, again| {
        let frame = Frame::new(&brand, &ENGLISH).with_reference(login.context.id);
        let page = NoMatch {
            frame,
            typed,
            try_again: again,
            go_on: None,
        };
        let trace = Trace {
            winner: Some(Signal::Fallback),
            ..login.trace(End::NoMatch)
        };
        (page.render(), trace)
    })
}

/// Goes on to another origin after a form; `None` when no link can lead there.
pub(crate) fn going_on(
    login: &Login<'_>,
    realm: Option<&Realm<'_>>,
    target: &SafeRedirect,
) -> Option<Outcome> {
    let brand = brand(login.context, realm.and_then(Realm::brand));
    let destination = realm
        .and_then(Realm::display_name)
        .unwrap_or_else(|| login.snapshot.manifest().brand().name);
    let target = target.for_link();
    let going_on = GoingOn {
        frame: Frame::new(&brand, &ENGLISH),
        destination,
        target: Link::parse(&target).ok()?,
    };
    Some(page(&going_on.render()))
}

/// The request makes no sense.
pub(crate) fn bad_request(context: Context<'_>, way_in: WayIn) -> Decision {
    let brand = brand(context, None);
    let frame = Frame::new(&brand, &ENGLISH).with_reference(context.id);
    Decision {
        outcome: page(&BadRequest { frame, go_on: None }.render()),
        trace: Trace {
            way_in: Some(way_in),
            ..Trace::ended(End::Refused)
        },
    }
}

/// There is no configuration to answer from.
pub(crate) fn unavailable(context: Context<'_>, way_in: WayIn) -> Decision {
    let brand = brand(context, None);
    let frame = Frame::new(&brand, &ENGLISH).with_reference(context.id);
    Decision {
        outcome: page(&Unavailable { frame, go_on: None }.render()),
        trace: Trace {
            way_in: Some(way_in),
            ..Trace::ended(End::Unavailable)
        },
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
                outcome: page(&html),
                trace,
            }
        }
        _ => bad_request(login.context, login.way_in),
    }
}

/// The way back to an empty field.
fn start_again(login: &Login<'_>) -> String {
    match login.way_in {
        WayIn::Initiate => {
            format!(
                "{FORM}?client_id={}",
                encode_component(login.client.id().as_str())
            )
        }
        WayIn::FrontDoor => {
            let query = login.query.without("login_hint");
            // Encoding what a link may not hold changes nothing for whoever decodes it, and keeps
            // this link from being the one thing on the page that does not work.
            format!("/authorize?{}", RawQuery::new(&query).for_link())
        }
    }
}

fn page(html: &Html) -> Outcome {
    Outcome::Page(Page {
        status: html.status,
        headers: html
            .headers()
            .map(|(name, value)| (name, value.to_owned()))
            .collect(),
        body: html.body.clone(),
    })
}

/// The brand of a choice: the organization's, if all that is offered is its own.
fn common_brand<'a>(realms: &[Realm<'a>]) -> Option<vestibule_tenant::Brand<'a>> {
    let brand = realms.first()?.brand();
    realms
        .iter()
        .all(|realm| realm.brand() == brand)
        .then_some(brand)?
}

/// The organization's brand where one is known, the tenant's otherwise, the built-in one without a
/// snapshot.
fn brand(context: Context<'_>, organization: Option<vestibule_tenant::Brand<'_>>) -> Brand {
    let tenant = || context.snapshot.map(|snapshot| snapshot.manifest().brand());
    let Some(brand) = organization.or_else(tenant) else {
        return Brand::default();
    };
    let color = |vestibule_tenant::Color([red, green, blue])| Color::new(red, green, blue);
    let accent = brand.accent.map_or(Brand::DEFAULT_ACCENT, |accent| Accent {
        light: color(accent.light),
        dark: color(accent.dark),
    });
    let monogram: String = brand.name.chars().take(1).collect();
    Brand::new(brand.name, accent, Some(&monogram))
}
