//! What happens to visitors whom no rule places.

use super::connections::{self, Connections};
use super::report::Report;
use crate::file;
use crate::model::Fallback;

pub(super) fn check(
    home_realm: &file::HomeRealm,
    connections: &Connections,
    report: &mut Report,
) -> Fallback {
    match &home_realm.fallback {
        file::Fallback::UniversalLogin => Fallback::UniversalLogin,
        file::Fallback::Page => Fallback::Page,
        file::Fallback::Connection(name) => {
            connections::find("home_realm.fallback.connection", name, connections, report)
                .map_or(Fallback::UniversalLogin, |connection| {
                    Fallback::Connection(connection.clone())
                })
        }
    }
}
