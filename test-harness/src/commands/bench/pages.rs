//! Error pages: five hundred brands in six languages, against Workers that hold a page as a constant.

use std::sync::Arc;

use anyhow::Result;
use serde_json::Value;
use vestibule_toolchain::{Binding, ModuleBody, Progress, WorkerService, WranglerSettings};

use crate::branded_tenant::{ORGANIZATIONS, READERS, name, organization, tenant};
use crate::commands::bench::constant::{CONSTANT, READY, pages_of};
use crate::commands::bench::load::{Ask, Expected, Fresh};
use crate::commands::bench::rivals::{REALM_KEY, Rivals, start};
use crate::large_tenant::LargeTenant;
use crate::prepared::Prepared;

/// Starts two Workers with constants, of which the first is the yardstick, and Vestibule.
///
/// The constants are what Vestibule answers for one organization, a page for each language: as many octets and the same headers.
pub(crate) fn rivals(prepared: &Prepared, progress: &Progress) -> Result<Rivals> {
    let settings = WranglerSettings::read(&prepared.workspace)?;
    let folder = prepared.workspace.target().join("harness/bench");
    std::fs::create_dir_all(&folder)?;
    let step = progress.step(format!("Compile a tenant with {ORGANIZATIONS} brands"));
    let file = folder.join("pages.toml");
    std::fs::write(&file, tenant())?;
    let snapshot = folder.join("pages.bin");
    std::fs::write(&snapshot, vestibule_stand::bundle_of(&file, None)?)?;
    drop(step);

    let vestibule = WorkerService::from_bundle("vestibule", &prepared.bundle, &settings)
        .with_module("snapshot.bin", ModuleBody::Data(snapshot))
        .with_binding(
            "TENANT_ORIGIN",
            Binding::Text(LargeTenant::ORIGIN.to_owned()),
        )
        .with_binding("REALM_KEY", Binding::Text(REALM_KEY.to_owned()));
    let asks: Arc<[Ask]> = (0..ORGANIZATIONS * READERS.len()).map(ask).collect();
    let vestibule = start(prepared, "Vestibule", vestibule, asks)?;

    let requests: Vec<_> = (0..READERS.len()).map(|turn| ask(turn).request).collect();
    let pages = pages_of(vestibule.address, &requests)?;
    let constant = format!("const PAGES = {pages};\n{CONSTANT}");
    let line = Value::from("x".repeat(LINE));
    let ready = format!("const PAGES = {pages};\nconst LINE = {line};\n{READY}");
    let unlooked: Arc<[Ask]> = (0..READERS.len())
        .map(|turn| Ask {
            expected: Expected::Page(Vec::new()),
            fresh: None,
            ..ask(turn)
        })
        .collect();
    let started = |name, script: String, service: &str| {
        let worker = WorkerService::from_script(service, script, &settings);
        start(prepared, name, worker, Arc::clone(&unlooked))
    };
    Ok(Rivals(vec![
        started("constant pages, JavaScript", constant, "constant")?,
        started("…, ready-made, as octets, with a log line", ready, "ready")?,
        vestibule,
    ]))
}

/// Octets of the log line of an error page, about.
const LINE: usize = 330;

/// Auth0's request for the error page of an organization, in a language. Its `tracking` is another each time.
fn ask(turn: usize) -> Ask {
    let number = turn % ORGANIZATIONS;
    // Every organization is asked for in every language.
    let (accepted, language) = READERS
        .get((number + turn / ORGANIZATIONS) % READERS.len())
        .copied()
        .unwrap_or_default();
    let begins = format!(
        "GET /edge/error?client_id={}&connection=customer-{number}&organization={}&lang=&error=access_denied\
         &error_description=user%20is%20blocked&tracking=",
        LargeTenant::CLIENT,
        organization(number),
    );
    let fresh = Fresh::behind(&begins);
    Ask {
        request: format!(
            "{begins}{} HTTP/1.1\r\nHost: start.acme.example\r\naccept: text/html\r\n\
             accept-language: {accepted}\r\n\r\n",
            Fresh::PLACE,
        )
        .into_bytes(),
        expected: Expected::Page(vec![
            format!("<html lang=\"{language}\""),
            format!("{}</", name(number)),
        ]),
        fresh: Some(fresh),
    }
}
