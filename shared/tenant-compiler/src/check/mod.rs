//! From what people wrote to what it means, or to all that is wrong with it.

mod brands;
mod clients;
mod connections;
mod domains;
mod home_realm;
mod organizations;
mod origins;
mod report;

use crate::CompileOptions;
use crate::file::TenantFile;
use crate::finding::Draft;
use crate::model::Tenant;
use report::Report;

/// Checks a tenant file, all of it, and gives the model with the warnings; or errors and warnings alike.
pub(crate) fn check(
    file: &TenantFile,
    options: &CompileOptions,
) -> Result<(Tenant, Vec<Draft>), Vec<Draft>> {
    let mut report = Report::default();
    let loopback = file.tenant.dangerous_loopback || options.dangerous_loopback;
    let origins = origins::check(&file.tenant, loopback, &mut report);
    let brands = brands::check(file, &mut report);
    let connections = connections::check(&file.connections, &mut report);
    let clients = clients::check(&file.clients, &connections, loopback, &mut report);
    let organizations = organizations::check(file, &brands, &connections, &mut report);
    let domains = domains::check(file, &connections, &mut report);
    let fallback = home_realm::check(&file.home_realm, &connections, &mut report);
    let tenant = Tenant {
        name: report.name("tenant.name", &file.tenant.name),
        stage: options.stage.clone().unwrap_or_default(),
        mode: file.tenant.mode,
        dangerous_loopback: loopback,
        canonical_origin: origins.canonical,
        login_origins: origins.tenant,
        edge_origins: origins.edge,
        brand: brands::of_tenant(file, &brands, &mut report),
        fallback,
        clients,
        organizations,
        domains,
    };
    report.finish(tenant)
}
