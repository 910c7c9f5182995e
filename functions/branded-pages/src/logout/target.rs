//! Where sessions end: the tenant's own addresses, and where people come out of them.

use std::borrow::Cow;

use vestibule_http::{Origin, OriginError, RawQuery, SafeRedirect, encode_component};
use vestibule_identity::ClientId;
use vestibule_tenant::{Client, Organization, OrganizationUsage};

use super::Wanted;
use super::hint::IdTokenHint;
use super::params::Params;
use super::return_url;

/// Auth0's own, which every tenant has.
const V2: &str = "/v2/logout";
/// That of OpenID Connect RP-Initiated Logout 1.0, which a tenant may have.
const OIDC: &str = "/oidc/logout";
/// What people see at the end, unless the application has a place of its own.
const SIGNED_OUT: &str = "/edge/notice/signed-out";

/// Where a browser goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Targets {
    /// With everything that the application said.
    pub(super) full: SafeRedirect,
    /// Without an ID token, which no page is to hold.
    pub(super) bare: SafeRedirect,
}

/// The addresses of the tenant for this request. `organization` is whose page it is.
pub(super) fn of(
    wanted: &Wanted<'_>,
    organization: Option<&Organization<'_>>,
) -> Result<Targets, OriginError> {
    let manifest = wanted.snapshot.manifest();
    let tenant = Origin::parse(manifest.tenant_origin())?;
    let bare = v2(tenant, wanted, organization);
    let full = oidc(tenant, wanted).unwrap_or_else(|| bare.clone());
    Ok(Targets { full, bare })
}

/// Where Auth0 alone decides where people come out.
pub(super) fn neutral(tenant: Origin<'_>, params: &Params<'_>) -> Targets {
    let client = params.client_id.as_deref();
    let client = client.and_then(|id| ClientId::parse(id).ok());
    let additions: Vec<_> = client
        .iter()
        .map(|client| ("client_id", client.as_str()))
        .collect();
    let bare = SafeRedirect::on_origin(tenant, V2, federated(params), &additions);
    Targets {
        full: bare.clone(),
        bare,
    }
}

/// The parameter has no value there.
fn federated(params: &Params<'_>) -> RawQuery<'static> {
    RawQuery::new(if params.federated { "federated" } else { "" })
}

fn v2(
    tenant: Origin<'_>,
    wanted: &Wanted<'_>,
    organization: Option<&Organization<'_>>,
) -> SafeRedirect {
    let params = wanted.params;
    let listed = params.return_to.as_deref().filter(|url| {
        wanted
            .client
            .return_urls()
            .any(|entry| return_url::matches(entry, url))
    });
    // It takes no `state` along, and does not look at the query.
    let return_to = match (listed, params.state.as_deref()) {
        (Some(url), Some(state)) => Cow::Owned(with_state(url, state)),
        (Some(url), None) => Cow::Borrowed(url),
        (None, _) => Cow::Owned(notice(wanted, organization)),
    };
    let additions = [
        ("client_id", wanted.client.id().as_str()),
        ("returnTo", &return_to),
    ];
    SafeRedirect::on_origin(tenant, V2, federated(params), &additions)
}

/// The address of OpenID Connect, if the tenant has it and Auth0 would take what there is to say: it asks people itself
/// where nothing shows which session is meant, and it compares whole URLs.
fn oidc(tenant: Origin<'_>, wanted: &Wanted<'_>) -> Option<SafeRedirect> {
    let params = wanted.params;
    let token = params.id_token_hint.as_ref().map(IdTokenHint::expose);
    let hinted = token.is_some() || params.logout_hint.is_some();
    if !wanted.snapshot.manifest().oidc_logout() || !hinted {
        return None;
    }
    let return_to = match params.return_to.as_deref() {
        Some(url) if is_listed_whole(wanted.client, url) => Cow::Borrowed(url),
        // Listed, but not as it is: the other address does not look at the query.
        Some(url)
            if wanted
                .client
                .return_urls()
                .any(|entry| return_url::matches(entry, url)) =>
        {
            return None;
        }
        _ => Cow::Owned(notice(wanted, None)),
    };
    let additions: Vec<(&str, &str)> = [
        ("id_token_hint", token),
        ("logout_hint", params.logout_hint.as_deref()),
        ("client_id", Some(wanted.client.id().as_str())),
        ("post_logout_redirect_uri", Some(&*return_to)),
        ("state", params.state.as_deref()),
        ("ui_locales", params.ui_locales.as_deref()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect();
    Some(SafeRedirect::on_origin(
        tenant,
        OIDC,
        federated(params),
        &additions,
    ))
}

fn is_listed_whole(client: &Client<'_>, url: &str) -> bool {
    let mut listed = client.return_urls();
    listed.any(|entry| entry == url && return_url::matches(entry, url))
}

/// The page of ours at the end, on the origin of ours that the request came in on. A fixed address for a client, so that it can be
/// listed whole; the organization, whose look it is to bear, only where Auth0 does not compare it.
fn notice(wanted: &Wanted<'_>, organization: Option<&Organization<'_>>) -> String {
    let manifest = wanted.snapshot.manifest();
    let here = manifest.edge_origins().find(|edge| {
        edge.split_once("://")
            .is_some_and(|(_, host)| host == wanted.host)
    });
    let edge = here.or_else(|| manifest.edge_origins().next());
    let mut address = format!(
        "{}{SIGNED_OUT}?client_id={}",
        edge.unwrap_or_default(),
        encode_component(wanted.client.id().as_str())
    );
    let within = wanted.client.organization_usage() != OrganizationUsage::Deny;
    if let Some(organization) = organization.filter(|_| within) {
        address.push_str("&organization=");
        address.push_str(&encode_component(organization.id().as_str()));
    }
    address
}

/// A URL with a `state` behind its query, in front of its fragment.
fn with_state(url: &str, state: &str) -> String {
    let (before, fragment) = match url.split_once('#') {
        Some((before, fragment)) => (before, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let separator = if before.contains('?') { '&' } else { '?' };
    format!(
        "{before}{separator}state={}{fragment}",
        encode_component(state)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_stands_in_the_query() {
        for (url, expected) in [
            ("https://a.test/", "https://a.test/?state=x%26y"),
            ("https://a.test/?b", "https://a.test/?b&state=x%26y"),
            ("https://a.test/#c?d", "https://a.test/?state=x%26y#c?d"),
        ] {
            assert_eq!(with_state(url, "x&y"), expected);
        }
    }
}
