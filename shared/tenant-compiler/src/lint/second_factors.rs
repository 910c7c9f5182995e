//! Connections of which nothing says how they show a second factor that rules ask for.

use super::enterprise::is_enterprise;
use crate::code::Code;
use crate::file::{ConnectionStatus, TenantFile};
use crate::model::{Effect, Tenant};
use crate::report::Report;

pub(super) fn lint(file: &TenantFile, tenant: &Tenant, report: &mut Report<'_>) {
    let asks = |rule: &&crate::model::ClaimsRule| matches!(rule.effect, Effect::StepUp { .. });
    let Some(rule) = tenant.claims.rules.iter().find(asks) else {
        return;
    };
    for (index, connection) in file.connections.iter().enumerate() {
        let is_used = connection.enabled && connection.status == ConnectionStatus::Ready;
        if is_used && is_enterprise(&connection.strategy) && connection.second_factor.is_none() {
            report.add(
                format!("connections[{index}]"),
                Code::UnmappedSecondFactor,
                format!(
                    "`{}` asks for second factors, and nothing says how the identity provider of `{}` shows that it took \
                     one, so its people are asked twice",
                    rule.name, connection.name
                ),
                "add `second_factor = { amr = [\"mfa\"] }` with the values that it sends, or `second_factor = {}` if it sends none",
            );
        }
    }
}
