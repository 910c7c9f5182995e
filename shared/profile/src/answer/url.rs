//! An address of the web.

use super::{Answer, Problem};
use crate::kind::Length;

/// Reads an absolute `https:` or `http:` address. One without a scheme, as people write it (`www.acme.com`), gets `https:`.
///
/// Refused is what the URL Standard takes and nobody types: credentials, backslashes, numbers for a host other than four
/// decimal ones.
pub(super) fn read(sent: &str) -> Result<Option<Answer>, Problem> {
    let text = sent.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let length = text.encode_utf16().count();
    if length > usize::from(Length::MOST) {
        let most = Length::MOST;
        return Err(Problem::TooLong { length, most });
    }
    let (scheme, rest) = split_scheme(text)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).ok_or(Problem::NotAnAddress)?;
    let (host, port) = split_port(authority);
    let is_host = match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => is_name(host),
    };
    let may_stand = |character: char| {
        !character.is_control()
            && !character.is_whitespace()
            && !super::text::hides(character)
            && !"<>\"\\^`{|}".contains(character)
    };
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok() && !port.starts_with('+'));
    if !is_host || !is_port || !path.chars().all(may_stand) {
        return Err(Problem::NotAnAddress);
    }
    Ok(Some(Answer::Text(format!("{scheme}://{rest}"))))
}

/// The scheme in small letters and what stands behind its slashes.
fn split_scheme(text: &str) -> Result<(&'static str, &str), Problem> {
    let after = |scheme: &str| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    if let Some(rest) = after("https://") {
        return Ok(("https", rest));
    }
    if let Some(rest) = after("http://") {
        return Ok(("http", rest));
    }
    // `localhost:80` and `javascript:alert(1)` look alike, so a port needs a scheme, and a host a point.
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('.') && !host.contains(':') {
        return Ok(("https", text));
    }
    Err(Problem::NotAnAddress)
}

/// The host and the port of an authority.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// Whether this is the name of a host, or four decimal numbers.
fn is_name(host: &str) -> bool {
    let may_stand = |character: char| {
        character.is_ascii_alphanumeric()
            || "-_".contains(character)
            || (!character.is_ascii() && character.is_alphanumeric())
    };
    // Labels of more octets are refused by the DNS; a point at the end is allowed once.
    let is_label = |label: &str| (1..=63).contains(&label.len()) && label.chars().all(may_stand);
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.len() > 253 || !name.split('.').all(is_label) {
        return false;
    }
    // "Ends in a number" (URL Standard, 3.5): then it is an IPv4 address, or nothing.
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
        || last
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("0x"))
            && last.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit());
    !is_number || name.parse::<std::net::Ipv4Addr>().is_ok()
}
