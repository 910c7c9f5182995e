//! The manifest.

use vestibule_identity::ClientId;
use vestibule_tenant::layout;

use super::TooLarge;
use super::bytes::{Append, PART_HEAD, part};
use super::organizations::connection;
use super::shards::Shard;
use super::table::Record;
use super::{
    assets, brand, claims, directory, home_realm, networks, own_texts, profile, sources, table,
};
use crate::model::{
    Client, Fallback, Logout, Mode, OrganizationRequireBehavior, OrganizationUsage, Tenant,
};

/// Octets of the start and the end of a section.
const SECTION: usize = 8;

/// Lays out the manifest of a tenant whose tables have been cut: domains, organizations, hosts, addresses, second
/// factors, looks of connections.
pub(super) fn write(tenant: &Tenant, tables: &[Vec<Shard>; 6]) -> Result<Vec<u8>, TooLarge> {
    let mut own_brand = Vec::new();
    brand::write(&mut own_brand, &tenant.brand)?;
    let mut consumer_domains = Vec::new();
    consumer_domains.texts(&tenant.home_realm.consumer_domains)?;
    let [
        domains,
        organizations,
        hosts,
        addresses,
        second_factors,
        connections,
    ] = tables;
    let sections = [
        head(tenant)?,
        own_brand,
        fallback(&tenant.home_realm.fallback)?,
        home_realm::write(&tenant.home_realm)?,
        consumer_domains,
        networks::write(tenant)?,
        clients(tenant)?,
        claims::write(tenant)?,
        sources::write(&tenant.claims.sources)?,
        directory::write(domains)?,
        directory::write(organizations)?,
        directory::write(hosts)?,
        directory::write(addresses)?,
        directory::write(second_factors)?,
        directory::write(connections)?,
        assets::write(tenant)?,
        own_texts::write(&tenant.texts)?,
        profile::write(tenant)?,
    ];
    let mut content = Vec::new();
    let mut start = PART_HEAD + sections.len() * SECTION;
    for section in &sections {
        content.size(start)?;
        start += section.len();
        content.size(start)?;
    }
    content.extend(sections.into_iter().flatten());
    part(layout::MANIFEST_MARK, layout::KIND_NONE, &content)
}

fn head(tenant: &Tenant) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    bytes.text(&tenant.name)?;
    bytes.text(&tenant.stage)?;
    bytes.u8(match tenant.mode {
        Mode::FrontDoor => 0,
        Mode::CustomDomain => 1,
    });
    let flag = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
    bytes.u8(
        flag(tenant.dangerous_loopback, layout::HEAD_DANGEROUS_LOOPBACK)
            | flag(tenant.oidc_logout, layout::HEAD_OIDC_LOGOUT),
    );
    bytes.text(&tenant.canonical_origin)?;
    bytes.texts(&tenant.login_origins)?;
    bytes.texts(&tenant.edge_origins)?;
    bytes.text(tenant.language.tag())?;
    let tags: Vec<&str> = tenant.languages.iter().map(|it| it.tag()).collect();
    bytes.texts(&tags)?;
    Ok(bytes)
}

fn fallback(fallback: &Fallback) -> Result<Vec<u8>, TooLarge> {
    let mut bytes = Vec::new();
    match fallback {
        Fallback::UniversalLogin => bytes.u8(0),
        Fallback::Connection(to) => {
            bytes.u8(1);
            connection(&mut bytes, to)?;
        }
        Fallback::Page => bytes.u8(2),
    }
    Ok(bytes)
}

fn clients(tenant: &Tenant) -> Result<Vec<u8>, TooLarge> {
    let records: Vec<Record> = tenant
        .clients
        .iter()
        .map(|(id, client)| record(id, client))
        .collect::<Result<_, _>>()?;
    table::write(&records.iter().collect::<Vec<_>>())
}

fn record(id: &ClientId, client: &Client) -> Result<Record, TooLarge> {
    let mut bytes = Vec::new();
    bytes.text(&client.name)?;
    bytes.text(client.login_url.as_deref().unwrap_or_default())?;
    bytes.texts(&client.callback_urls)?;
    bytes.texts(&client.return_urls)?;
    bytes.u8(match client.organization_usage {
        OrganizationUsage::Deny => 0,
        OrganizationUsage::Allow => 1,
        OrganizationUsage::Require => 2,
    });
    bytes.u8(match client.require_behavior {
        OrganizationRequireBehavior::NoPrompt => 0,
        OrganizationRequireBehavior::PreLoginPrompt => 1,
        OrganizationRequireBehavior::PostLoginPrompt => 2,
    });
    match &client.connections {
        None => bytes.u8(0),
        Some(names) => {
            bytes.u8(1);
            bytes.texts(names)?;
        }
    }
    home_realm::of_client(&mut bytes, client)?;
    bytes.u8(match client.logout {
        Logout::Ask => 0,
        Logout::Direct => 1,
    });
    let mut own = Vec::new();
    if let Some(look) = &client.brand {
        brand::write(&mut own, look)?;
    }
    bytes.count(own.len())?;
    bytes.extend_from_slice(&own);
    Ok(Record {
        key: id.as_str().as_bytes().into(),
        value: bytes.into(),
    })
}
