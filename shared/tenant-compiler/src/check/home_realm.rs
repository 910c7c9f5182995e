//! How visitors are led, and what happens to those whom no rule places.

use super::connections::{self, Connections};
use super::origins::web_url;
use crate::code::Code;
use crate::file;
use crate::model::{Fallback, Hints, HomeRealm, SignalKind};
use crate::report::Report;

/// Browsers keep no cookie for longer (RFC 6265bis, section 5.5).
const MAX_MEMORY_DAYS: u16 = 400;
const MAX_HOPS: u8 = 20;
const MAX_LOOP_SECONDS: u32 = 3600;

/// The default order of trust.
const SIGNALS: [SignalKind; 6] = [
    SignalKind::Hostname,
    SignalKind::DomainHint,
    SignalKind::LoginHint,
    SignalKind::Remembered,
    SignalKind::Network,
    SignalKind::ClientDefault,
];

pub(super) fn check(
    home_realm: &file::HomeRealm,
    connections: &Connections,
    loopback: bool,
    report: &mut Report<'_>,
) -> HomeRealm {
    let url = home_realm
        .request_access_url
        .as_deref()
        .and_then(|text| web_url(&"home_realm.request_access_url", text, loopback, report));
    within(
        "memory.days",
        home_realm.memory.days,
        0..=MAX_MEMORY_DAYS,
        report,
    );
    within("loop.hops", home_realm.hops.hops, 1..=MAX_HOPS, report);
    within(
        "loop.seconds",
        home_realm.hops.seconds,
        1..=MAX_LOOP_SECONDS,
        report,
    );
    HomeRealm {
        fallback: fallback(&home_realm.fallback, connections, report),
        // An invalid one was reported with the domains.
        consumer_domains: home_realm
            .consumer_domains
            .iter()
            .filter_map(|name| name.parse().ok())
            .collect(),
        signals: home_realm.signals.as_deref().map_or_else(
            || SIGNALS.to_vec(),
            |list| signals("home_realm.signals", list, report),
        ),
        conflict: home_realm.conflict.unwrap_or(file::ConflictPolicy::Pick),
        memory_days: home_realm.memory.days,
        hop_limit: home_realm.hops.hops,
        hop_window_seconds: home_realm.hops.seconds,
        request_access_url: url.map(Into::into),
        hints: hints("home_realm.hints", &home_realm.hints, report),
    }
}

/// Signals in their order of trust, each once.
pub(super) fn signals(
    field: &str,
    list: &[SignalKind],
    report: &mut Report<'_>,
) -> Vec<SignalKind> {
    let mut signals: Vec<SignalKind> = Vec::new();
    for (index, signal) in list.iter().enumerate() {
        if signals.contains(signal) {
            report.add(
                format!("{field}[{index}]"),
                Code::DuplicateSignal,
                "this signal is listed before",
                "list each signal once, the most trusted first",
            );
        } else {
            signals.push(*signal);
        }
    }
    signals
}

/// Domains, or `*` for all.
pub(super) fn hints(field: &str, hints: &file::Hints, report: &mut Report<'_>) -> Hints {
    let mut list = |name: &str, texts: &[String]| {
        let mut domains = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if text == "*" {
                domains.push(text.clone());
            } else if let Some(domain) =
                report.domain(format_args!("{field}.{name}[{index}]"), text)
            {
                domains.push(domain.as_str().to_owned());
            }
        }
        domains
    };
    Hints {
        ignored: list("ignore", &hints.ignore),
        respected: list("respect", &hints.respect),
    }
}

fn fallback(
    fallback: &file::Fallback,
    connections: &Connections,
    report: &mut Report<'_>,
) -> Fallback {
    let name = match fallback {
        file::Fallback::UniversalLogin => return Fallback::UniversalLogin,
        file::Fallback::Page => return Fallback::Page,
        file::Fallback::Connection(name) => name,
    };
    let field = "home_realm.fallback.connection";
    let Some(checked) = connections::find(field, name, connections, report) else {
        return Fallback::UniversalLogin;
    };
    if !checked.available {
        report.add(
            field,
            Code::UnavailableConnection,
            format!("`{name}` is not in use or not ready, so it cannot be where people end up"),
            "name another connection, or `\"universal-login\"` or `\"page\"`",
        );
    }
    Fallback::Connection(checked.connection.clone())
}

fn within<T: PartialOrd + std::fmt::Display + Copy>(
    field: &str,
    value: T,
    range: std::ops::RangeInclusive<T>,
    report: &mut Report<'_>,
) {
    if !range.contains(&value) {
        report.add(
            format!("home_realm.{field}"),
            Code::OutOfRange,
            format!(
                "{value} is not between {} and {}",
                range.start(),
                range.end()
            ),
            format!("write a number from {} to {}", range.start(), range.end()),
        );
    }
}
