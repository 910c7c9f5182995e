//! Sources: what they are called, and where they are.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::origins::web_url;
use crate::code::Code;
use crate::file::{self, Claims};
use crate::model::Source;
use crate::report::Report;

/// Sources there may be: all that a trigger's rules read are asked at once, while somebody waits.
const MOST: usize = 8;
/// Two tries and a pause have to fit into a second, since the Action waits for one and a half.
const TIMEOUT: RangeInclusive<u16> = 50..=450;
/// Seconds.
const DAY: u32 = 86_400;
/// Characters of a name, and of the name of a secret.
const LONGEST_NAME: usize = 40;
/// Checks all sources; how long each is kept is for the rules to say.
pub(super) fn check(claims: &Claims, loopback: bool, report: &mut Report<'_>) -> Vec<Source> {
    if claims.sources.len() > MOST {
        report.add(
            "claims.sources",
            Code::TooManySources,
            format!(
                "there are {} sources, and {MOST} are allowed",
                claims.sources.len()
            ),
            "let one service answer what belongs together",
        );
        return Vec::new();
    }
    let mut names = BTreeSet::new();
    let mut sources = Vec::new();
    for (index, source) in claims.sources.iter().enumerate() {
        let field = format!("claims.sources[{index}]");
        name(&field, &source.name, report);
        if !names.insert(source.name.as_str()) {
            report.add(
                format!("{field}.name"),
                Code::DuplicateSource,
                format!("`{}` is already the name of another source", source.name),
                "rename one of the two: rules read them by their names",
            );
        }
        url(&field, &source.url, loopback, report);
        secret(&field, source.secret.as_deref(), report);
        times(&field, source, report);
        sources.push(Source {
            name: source.name.clone(),
            url: source.url.clone(),
            secret: source.secret.clone(),
            timeout: source.timeout,
            fresh: source.fresh,
            keep: source.fresh,
        });
    }
    sources
}

fn name(field: &str, name: &str, report: &mut Report<'_>) {
    let inner = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'_';
    let fits = name.len() <= LONGEST_NAME
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(inner);
    if !fits {
        report.add(
            format!("{field}.name"),
            Code::InvalidSource,
            format!("`{name}` is no name that rules can write behind `sources.`"),
            "begin with a letter, go on with letters, digits and `_`, 40 at most",
        );
    }
}

fn url(field: &str, url: &str, loopback: bool, report: &mut Report<'_>) {
    let field = format!("{field}.url");
    let mut filled = String::new();
    let mut rest = url;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        if !vestibule_tenant::Source::PLACEHOLDERS.contains(&name) {
            report.add(
                &*field,
                Code::InvalidSource,
                format!("`{{{name}}}` is nothing that can be filled in"),
                "there are `{organization.id}`, `{user.user_id}`, `{client.client_id}` and `{connection.name}`",
            );
            return;
        }
        filled.push_str(before);
        filled.push('x');
        rest = behind;
    }
    filled.push_str(rest);
    let begin = url.find('{').unwrap_or(url.len());
    let Some(parsed) = web_url(&field, &filled, loopback, report) else {
        return;
    };
    // Scheme, host and port with the slash behind them: what is filled in comes later, or it would say whom to ask.
    let authority = filled
        .match_indices('/')
        .nth(2)
        .map_or(filled.len(), |(at, _)| at);
    if begin <= authority {
        report.add(
            &*field,
            Code::InvalidSource,
            "something is filled in before the path begins".to_owned(),
            "only the path and the query may depend on a login",
        );
    }
    if filled.contains(['{', '}', '\\', '#']) || !filled.bytes().all(|it| it.is_ascii_graphic()) {
        report.add(
            &*field,
            Code::InvalidSource,
            format!("`{url}` has characters that no address of a service has"),
            "write it as it goes over the wire, with everything else percent-encoded",
        );
    } else if parsed.as_str() != filled && parsed.as_str() != format!("{filled}/") {
        report.add(
            &*field,
            Code::InvalidSource,
            format!("`{url}` means another address than it says: `{parsed}`"),
            "write it as it goes over the wire",
        );
    }
}

fn secret(field: &str, secret: Option<&str>, report: &mut Report<'_>) {
    let Some(secret) = secret else { return };
    let inner = |octet: u8| octet.is_ascii_uppercase() || octet.is_ascii_digit() || octet == b'_';
    let ours = ["REALM_", "CALLOUT_", "HOOK_"];
    let fits = !secret.is_empty() && secret.len() <= LONGEST_NAME && secret.bytes().all(inner);
    if !fits || ours.iter().any(|prefix| secret.starts_with(prefix)) {
        report.add(
            format!("{field}.secret"),
            Code::InvalidSource,
            format!("`{secret}` is not the name of a secret for a source"),
            "name one of the Worker's secrets that is made for it, in capitals, as in `PLANS_TOKEN`; never write the secret itself",
        );
    }
}

fn times(field: &str, source: &file::Source, report: &mut Report<'_>) {
    if !TIMEOUT.contains(&source.timeout) {
        report.add(
            format!("{field}.timeout"),
            Code::OutOfRange,
            format!(
                "{} milliseconds is not from {} to {}",
                source.timeout,
                TIMEOUT.start(),
                TIMEOUT.end()
            ),
            "two tries have to fit into the second that an Action leaves for them",
        );
    }
    if source.fresh > DAY {
        report.add(
            format!("{field}.fresh"),
            Code::OutOfRange,
            format!("{} seconds is more than a day", source.fresh),
            "people wait that long for what changed to be noticed",
        );
    }
}
