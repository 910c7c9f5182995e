//! The way back into a login that waits at the tenant.

use vestibule_http::{DeniedReason, Origin, RawQuery, SafeRedirect};
use vestibule_tenant::Snapshot;

/// Where a login goes on that an Action interrupted.
const PATH: &str = "/continue";

/// Octets of a `state`; Auth0's have about a hundred.
const LONGEST_STATE: usize = 1024;

/// Where the login goes on that waits for whoever reads the page: Auth0's `/continue` with the `state` that Auth0 put behind the
/// address of the page, byte for byte. `None` if there is none, or one that Auth0 cannot have made.
///
/// A link, which is one of the two ways that Auth0 takes. A form would be stopped by the page's policy: it holds for the
/// whole chain of redirects, at whose end the application is. The login waits at the origin that it began at, which the sealed
/// reason knows; without one it is the tenant's main origin.
pub(crate) fn address(
    snapshot: &Snapshot,
    reason: Option<&DeniedReason>,
    query: RawQuery<'_>,
) -> Option<String> {
    let (raw, state) = query.only("state")?;
    if !is_state(&state) {
        return None;
    }
    let manifest = snapshot.manifest();
    let sealed = reason.and_then(|reason| {
        let mut origins = manifest.tenant_origins();
        origins.find(|origin| *origin == reason.origin)
    });
    let origin = Origin::parse(sealed.unwrap_or_else(|| manifest.tenant_origin())).ok()?;
    let state = format!("state={raw}");
    Some(SafeRedirect::on_origin(origin, PATH, RawQuery::new(&state), &[]).for_link())
}

/// What Auth0 makes is base64url (RFC 4648, section 5), which is no sentence and no address.
fn is_state(text: &str) -> bool {
    let is_of_state = |octet: u8| {
        octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.' | b'~' | b'=')
    };
    (1..=LONGEST_STATE).contains(&text.len()) && text.bytes().all(is_of_state)
}
