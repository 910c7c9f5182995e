//! What the names in a log mean, for people.
//!
//! Names and not variants are looked up: a log line may come from another version of the Worker,
//! and a name that is new here is still worth showing.

/// What a way in is.
pub(super) fn of_way_in(name: &str) -> &'static str {
    match name {
        "initiate" => "the application linked to /edge/realm, and starts its login later",
        "front-door" => "the application sent its authorization request to /authorize",
        "resolve" => "a script of the application asked /edge/realm/resolve",
        "discovery" => "somebody asked /.well-known/webfinger for the issuer of a person",
        _ => "",
    }
}

/// How a signal came out, where the entry that matched does not say it.
pub(super) fn of_finding(signal: &str, finding: &str) -> &'static str {
    match (signal, finding) {
        ("hostname", "absent") => "the host is one of ours, or has no name",
        ("hostname", "miss") => "the host is no customer's",
        ("domain-hint", "absent") => "no domain is named",
        ("login-hint", "absent") => "no address is named",
        ("remembered", "absent") => "the browser brings no memory",
        ("remembered", "miss") => "what the browser remembers is gone, or not in use",
        ("remembered", "hit") => "where the browser's visitor belonged last time",
        ("network", "absent") => "no network is configured",
        ("network", "miss") => "the network is not known, or no customer's",
        ("client-default", "absent") => "the application has none",
        (_, "absent") => "the request does not carry it",
        (_, "miss") => "no entry that is in use matches",
        ("client-default", "hit") => "the application's default realm",
        (_, "unread") => "not looked at: another signal had spoken",
        (_, "ignored") => "the hint policy says not to look at it",
        _ => "",
    }
}

/// What decided.
pub(super) fn of_winner(winner: &str) -> &'static str {
    match winner {
        "explicit" => "the request names its organization, connection or invitation itself",
        "untouchable" => "the request allows no page, or cannot be read",
        "hostname" => "the host that the request came in on belongs to a customer",
        "domain-hint" => "a domain that the request names",
        "login-hint" => "an address that the request names",
        "remembered" => "what this browser chose before",
        "network" => "where the visitor is",
        "client-default" => "where this application's people belong unless anything else is said",
        "typed" => "what was typed on the page",
        "chosen" => "what was picked on the page",
        "fallback" => "nothing matched: where everybody else goes",
        _ => "",
    }
}

/// How it ended.
pub(super) fn of_end(end: &str) -> &'static str {
    match end {
        "sent-on" => "sent on, with what was decided",
        "passed-on" => "sent on, with what the request said",
        "see-other" => "sent from a form to the address at which its answer stands",
        "asked" => "asked for an email address",
        "offered-connections" => "offered the ways to sign in that matched",
        "offered-organizations" => "offered the organizations that matched",
        "conflict" => "told that the request contradicts itself",
        "no-match" => "told that the address leads nowhere",
        "answered" => "told a program what it asked for",
        "preflight" => "told a browser what a page may ask for",
        "refused" => "refused: the request makes no sense",
        "unavailable" => "told to try again later",
        _ => "",
    }
}

/// The page that such an end shows.
pub(super) fn page(end: &str) -> Option<&'static str> {
    Some(match end {
        "sent-on" => "going-on",
        "asked" => "identifier",
        "offered-connections" => "connection-chooser",
        "offered-organizations" => "organization-picker",
        "conflict" => "conflict",
        "no-match" => "no-match",
        "refused" => "bad-request",
        "unavailable" => "unavailable",
        _ => return None,
    })
}
