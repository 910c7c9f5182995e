//! The timeline of a login, for people.

use std::fmt::Write as _;

use url::Url;
use vestibule_stand::Addresses;
use vestibule_visitor::{Application, Visit};

/// Widest address that still leaves room on a terminal of 100 columns.
const WIDEST: usize = 64;

/// Draws the steps of a login, one a line, each with the part it plays.
pub(crate) fn draw(steps: &[Visit], application: &Application, addresses: &Addresses) -> String {
    let mut text = String::from("\nOne login, from the first click to the token:\n\n");
    for (number, step) in steps.iter().enumerate() {
        let part = part_of(step, addresses);
        let _ = writeln!(
            text,
            "  {:>2}  {part:<18} {:<4} {} {}",
            number + 1,
            step.method,
            step.status,
            short(&step.url)
        );
        if let Some(title) = &step.title {
            let _ = writeln!(text, "      {:<18} “{title}”", "");
        }
        if let Some(decision) = &step.decision {
            let _ = writeln!(text, "      {:<18} decision {decision}", "");
        }
        if let Some(location) = step.location.as_deref().and_then(|it| Url::parse(it).ok()) {
            let arrow = if same_page(&location, &application.login_url) {
                "starts the app's login"
            } else if same_page(&location, &application.callback) {
                "callback"
            } else {
                "redirect"
            };
            let _ = writeln!(text, "      {:<18} → {arrow}: {}", "", short(&location));
        }
    }
    text
}

fn part_of(step: &Visit, addresses: &Addresses) -> &'static str {
    let origin = step.url.origin();
    if origin == addresses.worker.origin() {
        if step.method == "POST" {
            "decision"
        } else {
            "identifier"
        }
    } else if origin == addresses.idp.origin() {
        "identity provider"
    } else if step.url.path() == "/oauth/token" {
        "token"
    } else if step.url.path() == "/.well-known/jwks.json" {
        "keys to check it"
    } else if origin == addresses.tenant.origin() {
        "Auth0 tenant"
    } else {
        "application"
    }
}

fn same_page(url: &Url, page: &Url) -> bool {
    url.origin() == page.origin() && url.path() == page.path()
}

/// An address without the noise: cut where it gets long, the scheme left out.
fn short(url: &Url) -> String {
    let text = url.as_str();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    if text.chars().count() <= WIDEST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(WIDEST - 1).collect();
    short.push('…');
    short
}
