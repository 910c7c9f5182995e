//! Where a client sends people of whom nothing is known.

use super::connections::{self, Connections};
use super::offer::{Offer, Ways};
use crate::code::Code;
use crate::file::{self, TenantFile};
use crate::model::DefaultRealm;
use crate::report::Report;

/// The default realm; `None` as well if what it names is not in use or not ready.
pub(super) fn check(
    client: &str,
    realm: &file::DefaultRealm,
    file: &TenantFile,
    connections: &Connections,
    report: &mut Report<'_>,
) -> Option<DefaultRealm> {
    let field = format!("{client}.default_realm");
    let connection = realm.connection.as_ref().and_then(|name| {
        connections::find(format!("{field}.connection"), name, connections, report)
    });
    let Some(id) = &realm.organization else {
        if realm.connection.is_none() {
            report.add(
                field,
                Code::EmptyDefaultRealm,
                "a default realm names an organization, a connection, or both",
                "write `{ organization = \"org_…\" }` or `{ connection = \"…\" }`, or remove it",
            );
        }
        return connection
            .filter(|checked| checked.available)
            .map(|checked| DefaultRealm {
                organization: None,
                connection: Some(checked.connection.clone()),
            });
    };
    let Some(organization) = file.organizations.iter().find(|listed| listed.id == *id) else {
        report.add(
            format!("{field}.organization"),
            Code::UnknownOrganization,
            format!("there is no organization with the id `{id}`"),
            "write the `id` of one of the [[organizations]]",
        );
        return None;
    };
    let offer = Offer::of(organization, connections);
    let ways = match connection {
        // An unknown one was reported.
        None if realm.connection.is_some() => Ways::None,
        _ => offer.chosen(
            &format!("{field}.connection"),
            realm.connection.as_ref(),
            report,
        ),
    };
    let (Some(id), Ways::These(_)) = (offer.id(), ways) else {
        return None;
    };
    Some(DefaultRealm {
        organization: Some(id),
        connection: connection.map(|checked| checked.connection.clone()),
    })
}
