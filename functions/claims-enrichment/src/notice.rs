//! The page that says to a person why they are denied, before their application hears of it.

use vestibule_http::sealed::Keys;
use vestibule_http::webhook::{Macs, Verified};
use vestibule_http::{DeniedReason, Origin, RawQuery, SafeRedirect};
use vestibule_identity::{ClientId, OrganizationId};
use vestibule_profile::ask::Flow;
use vestibule_rules::Value;
use vestibule_tenant::{Manifest, Snapshot};

use crate::answer::Answer;
use crate::inputs::{find_list, find_text};

const PATH: &str = "/edge/notice/denied";

/// Octets of an address that an Action takes.
const LONGEST_ADDRESS: usize = 2048;
/// Languages that are handed on, and the characters of each (RFC 5646 asks for 35 at the least).
const MOST_LANGUAGES: usize = 8;
const LONGEST_LANGUAGE: usize = 35;

/// What the reason of a denial is sealed with, and for.
#[derive(Clone, Copy)]
pub(crate) struct Sealing<'a> {
    pub(crate) keys: Option<&'a Keys>,
    pub(crate) macs: &'a Macs<'a>,
    /// The request that is answered.
    pub(crate) verified: Verified<'a>,
    pub(crate) snapshot: &'a Snapshot,
}

impl Sealing<'_> {
    /// Where the browser goes before the login is denied; `None` where it is denied at once: because nobody asked for more,
    /// on the way back from a page, where there is no browser to send there, or without keys.
    ///
    /// `asked` is the origin that was asked. It is the one whose pages the Action takes; where it is none of the tenant's, as
    /// behind a proxy, that is the first of them.
    pub(crate) fn address(
        &self,
        answer: &Answer<'_>,
        event: &Value<'_>,
        asked: &str,
    ) -> Option<String> {
        let denial = answer.denial.filter(|denial| denial.shows_notice)?;
        if !is_at_a_browser(event) {
            return None;
        }
        let manifest = self.snapshot.manifest();
        let reason = DeniedReason {
            code: denial.code.to_owned(),
            text: denial.reason.to_owned(),
            origin: waits_at(event, manifest).unwrap_or_default().to_owned(),
            at: self.verified.at,
        };
        let reason = reason.seal(
            self.keys?,
            self.macs,
            self.verified.id,
            manifest.tenant_origin(),
        )?;
        let mut origins = manifest.edge_origins();
        let origin = manifest
            .edge_origins()
            .find(|origin| *origin == asked)
            .or_else(|| origins.next())?;
        let client =
            find_text(event, &["client", "client_id"]).and_then(|id| ClientId::parse(id).ok());
        let organization =
            find_text(event, &["organization", "id"]).and_then(|id| OrganizationId::parse(id).ok());
        let languages = languages(event);
        let parameters = [
            ("client_id", client.as_ref().map_or("", ClientId::as_str)),
            (
                "organization",
                organization.as_ref().map_or("", OrganizationId::as_str),
            ),
            ("ui_locales", languages.as_str()),
            ("reason", reason.as_str()),
        ];
        let parameters: Vec<_> = parameters
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let origin = Origin::parse(origin).ok()?;
        let address = SafeRedirect::on_origin(origin, PATH, RawQuery::new(""), &parameters);
        Some(String::from(address)).filter(|address| address.len() <= LONGEST_ADDRESS)
    }
}

/// Whether somebody sits at a browser that can be sent to a page, and has not come back from one.
fn is_at_a_browser(event: &Value<'_>) -> bool {
    let protocol = find_text(event, &["transaction", "protocol"]);
    let is_silent = find_list(event, &["transaction", "prompt"])
        .any(|prompt| prompt.as_given_str() == Some("none"));
    find_text(event, &["phase"]) == Some("start") && Flow::of(protocol, is_silent).can_redirect()
}

/// The tenant's origin at which this login waits while somebody is on a page: the one that it began at.
fn waits_at<'m>(event: &Value<'_>, manifest: &'m Manifest) -> Option<&'m str> {
    let host = find_text(event, &["request", "hostname"])?;
    manifest.tenant_origins().find(|origin| {
        let authority = Origin::parse(origin).map_or("", Origin::authority);
        authority
            .strip_prefix(host)
            .is_some_and(|port| port.is_empty() || port.starts_with(':'))
    })
}

/// The languages that the application asked for, as it would ask for them (OpenID Connect Core 1.0, section 3.1.2.1).
fn languages(event: &Value<'_>) -> String {
    let is_tag = |tag: &str| {
        let is_of_tag = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_');
        (1..=LONGEST_LANGUAGE).contains(&tag.len()) && tag.bytes().all(is_of_tag)
    };
    let mut tags = String::new();
    let asked = find_list(event, &["transaction", "ui_locales"]);
    for language in asked.take(MOST_LANGUAGES) {
        if let Some(tag) = language.as_given_str().filter(|tag| is_tag(tag)) {
            tags.push_str(if tags.is_empty() { "" } else { " " });
            tags.push_str(tag);
        }
    }
    tags
}
