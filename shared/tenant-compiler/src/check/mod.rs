//! From what people wrote to what it means, or to all that is wrong with it.

mod addresses;
mod beside;
mod brands;
mod claims;
mod claims_settings;
mod clients;
mod connections;
mod contact;
mod contrast;
mod default_realm;
mod domains;
mod effects;
mod font;
mod home_realm;
mod languages;
mod logo;
mod looks;
mod networks;
mod offer;
mod organizations;
mod origins;
mod overlaps;
mod profile;
mod rule_claim;
mod rule_text;
mod rules;
mod second_factors;
mod sources;
mod texts;

use crate::CompileOptions;
use crate::file::TenantFile;
use crate::finding::Draft;
use crate::lint::lint;
use crate::model::Tenant;
use crate::report::Report;
use crate::sources::Sources;

/// Checks a tenant file, all of it, and gives the model with the warnings; or errors and warnings alike.
pub(crate) fn check(
    file: &TenantFile,
    sources: &Sources,
    options: &CompileOptions,
) -> Result<(Tenant, Vec<Draft>), Vec<Draft>> {
    let mut report = Report::new(sources);
    let loopback = file.tenant.dangerous_loopback || options.dangerous_loopback;
    let origins = origins::check(&file.tenant, loopback, &mut report);
    let brands = brands::check(file, loopback, &mut report);
    let connections = connections::check(&file.connections, &mut report);
    let clients = clients::check(file, &brands, &connections, loopback, &mut report);
    let organizations = organizations::check(file, &brands, &connections, &mut report);
    let domains = domains::check(file, &connections, &mut report);
    let home_realm = home_realm::check(&file.home_realm, &connections, loopback, &mut report);
    let addresses = addresses::check(file, &connections, &mut report);
    let hosts = addresses::hosts(file, &mut report);
    let networks = networks::check(file, &connections, &mut report);
    let claims = rules::check(&file.claims, loopback, &mut report);
    let second_factors = second_factors::check(&file.connections, &claims, &mut report);
    let (language, languages) = languages::check(&file.tenant, &mut report);
    let looks = looks::check(file, &brands, &organizations, &mut report);
    let profile = profile::check(file, loopback, &mut report);
    let tenant = Tenant {
        name: report.name("tenant.name", &file.tenant.name),
        stage: options.stage.clone().unwrap_or_default(),
        mode: file.tenant.mode,
        dangerous_loopback: loopback,
        oidc_logout: file.tenant.oidc_logout,
        canonical_origin: origins.canonical,
        login_origins: origins.tenant,
        edge_origins: origins.edge,
        assets: brands::assets(&brands),
        brand: brands::of_tenant(file, &brands, &mut report),
        brands,
        language,
        languages,
        texts: texts::check("texts", &file.texts, &mut report),
        home_realm,
        clients,
        looks,
        organizations,
        domains,
        addresses,
        hosts,
        networks,
        claims,
        second_factors,
        profile,
    };
    lint(file, &tenant, &mut report);
    report.finish(tenant)
}
