//! The timeline of a login, for people.

use std::fmt::Write as _;

use serde_json::Value;
use url::Url;
use vestibule_stand::Addresses;
use vestibule_visitor::{Application, Visit};

/// Columns of the terminal that everything has to fit into.
const COLUMNS: usize = 100;
/// Columns in front of an address on the line of a step, and of what its answer leads to.
const BEFORE_STEP: usize = 34;
const BEFORE_TARGET: usize = 29;

/// Draws the steps of a login, one a line, each with the part it plays.
pub(crate) fn draw(steps: &[Visit], application: &Application, addresses: &Addresses) -> String {
    let mut text = String::new();
    for (number, step) in steps.iter().enumerate() {
        let part = part_of(step, addresses);
        let _ = writeln!(
            text,
            "  {:>2}  {part:<18} {:<4} {} {}",
            number + 1,
            step.method,
            step.status,
            short(&step.url, COLUMNS - BEFORE_STEP)
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
            let room = COLUMNS - BEFORE_TARGET - arrow.len();
            let _ = writeln!(
                text,
                "      {:<18} → {arrow}: {}",
                "",
                short(&location, room)
            );
        }
    }
    text
}

/// Draws the steps of a login that resembles one that was shown before: a line each, the pages by their titles.
pub(crate) fn brief(steps: &[Visit], addresses: &Addresses) -> String {
    let mut text = String::new();
    for (number, step) in steps.iter().enumerate() {
        let mut line = format!(
            "  {:>2}  {:<18} {:<4} {} {}",
            number + 1,
            part_of(step, addresses),
            step.method,
            step.status,
            step.url.path()
        );
        if let Some(title) = step.title.as_deref().filter(|_| step.location.is_none()) {
            let _ = write!(line, "  “{title}”");
        }
        let _ = writeln!(text, "{}", cut(&line, COLUMNS));
    }
    text
}

/// Draws the pages of the Worker among the steps of a login: whose look each bears, its language and its title.
pub(crate) fn looks(steps: &[Visit], addresses: &Addresses) -> String {
    let mut text = String::new();
    let ours = |step: &&Visit| step.url.origin() == addresses.worker.origin();
    for step in steps.iter().filter(ours) {
        let (Some(brand), Some(language), Some(title)) = (&step.brand, &step.language, &step.title)
        else {
            continue;
        };
        let line = format!("    {brand:<20} {language:<3} “{title}”");
        let _ = writeln!(text, "{}", cut(&line, COLUMNS));
    }
    text
}

/// Draws a callout from its line in the log of the Worker.
pub(crate) fn callout(logged: &Value) -> String {
    let text = |name: &str| logged.get(name).and_then(Value::as_str);
    let mut drawn = String::from(
        "  Before Auth0 answers the application, its Action asks the Worker by a signed callout:\n",
    );
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(drawn, "    {name:<18} {value}");
    };
    line("decision", text("decision").unwrap_or("none"));
    line("came to", text("end").unwrap_or("nothing"));
    for name in ["rule", "code"] {
        if let Some(value) = text(name) {
            line(name, value);
        }
    }
    drawn
}

fn part_of(step: &Visit, addresses: &Addresses) -> &'static str {
    let origin = step.url.origin();
    if origin == addresses.worker.origin() {
        if step.url.path() == "/authorize" {
            "front door"
        } else if step.url.path().starts_with("/edge/notice/") {
            "notice"
        } else if step.url.path().starts_with("/edge/profile") {
            "questions"
        } else if step.method == "POST" {
            "decision"
        } else {
            "identifier"
        }
    } else if origin == addresses.idp.origin() {
        "identity provider"
    } else if step.url.path().starts_with("/u/mfa-") {
        "second factor"
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
fn short(url: &Url, columns: usize) -> String {
    let text = url.as_str();
    cut(
        text.split_once("://").map_or(text, |(_, rest)| rest),
        columns,
    )
}

fn cut(text: &str, columns: usize) -> String {
    if text.chars().count() <= columns {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(columns.saturating_sub(1)).collect();
    short.push('…');
    short
}
