//! The hosts at which the tenant's transactions run.

use vestibule_tenant::Snapshot;

/// The tenant's hosts, bare as `iss` of its session tokens has them, each with its origin. A browser is sent back to one of these and
/// nowhere else.
///
/// Without a configuration it is the one origin that the deployment itself names: whoever is on the way is let finish.
pub(crate) fn of<'a>(
    snapshot: Option<&'a Snapshot>,
    otherwise: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let origins = snapshot.map(|snapshot| snapshot.manifest().tenant_origins());
    let otherwise = Some(otherwise).filter(|_| snapshot.is_none());
    origins
        .into_iter()
        .flatten()
        .chain(otherwise)
        .filter_map(|origin| {
            let origin = origin.trim_end_matches('/');
            let (_, authority) = origin.split_once("://")?;
            let host = authority
                .split_once(':')
                .map_or(authority, |(host, _)| host);
            Some((host, origin))
        })
}
