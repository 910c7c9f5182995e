//! Error pages: five hundred brands in six languages, against Workers that hold a page as a constant.

use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value};
use vestibule_toolchain::{Binding, ModuleBody, Progress, WorkerService, WranglerSettings};

use crate::commands::bench::load::{Ask, Connection, Expected, Fresh, Rival};
use crate::commands::bench::rivals::{REALM_KEY, Rivals, is_of_transport, start};
use crate::large_tenant::LargeTenant;
use crate::prepared::Prepared;

/// Organizations, each with a brand of its own.
const ORGANIZATIONS: usize = 512;

/// What browsers say of the languages that their owners read, and the language of the page.
const READERS: [(&str, &str); 6] = [
    ("en-US,en;q=0.9", "en"),
    ("de-CH,de;q=0.9,en;q=0.7", "de"),
    ("fr-FR,fr;q=0.9,en-US;q=0.8", "fr"),
    ("es-MX,es;q=0.9", "es"),
    ("ja,en-US;q=0.9,en;q=0.8", "ja"),
    ("ar-EG,ar;q=0.9,en;q=0.7", "ar"),
];

/// The same pages from memory, in turn; nothing is looked at, logged or counted.
const CONSTANT: &str = "
let turn = 0;
export default {
  fetch() {
    const { body, init } = PAGES[turn++ % PAGES.length];
    return new Response(body, init);
  },
};
";

/// The same as octets, with headers that are ready for the host to copy, and a log line as long as ours: what it takes to answer
/// at all.
const READY: &str = "
const encoder = new TextEncoder();
const ready = PAGES.map(({ body, init }) => ({ body: encoder.encode(body), init: new Response(null, init) }));
let turn = 0;
export default {
  fetch() {
    const { body, init } = ready[turn++ % ready.length];
    console.log(LINE);
    return new Response(body, init);
  },
};
";

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

    let pages = pages_of(&vestibule)?;
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

/// The brands differ in everything that a page shows of them, but for logos: those are requests of their own.
fn tenant() -> String {
    let mut text = format!(
        "[tenant]\nname = \"Acme\"\norigin = \"{}\"\n\
         edge_origins = [\"https://start.acme.example\"]\n\
         [[clients]]\nid = \"{}\"\nname = \"Acme Console\"\norganization_usage = \"allow\"\n\
         login_url = \"https://app.acme.example/login\"\n\
         callback_urls = [\"https://app.acme.example/callback\"]\n",
        LargeTenant::ORIGIN,
        LargeTenant::CLIENT,
    );
    for number in 0..ORGANIZATIONS {
        let organization = organization(number);
        let corners = ["sharp", "soft", "round"];
        let corners = corners.get(number % corners.len()).unwrap_or(&"soft");
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            "[brands.brand-{number}]\nname = \"{}\"\n\
             accent = {{ light = \"#{:06x}\", dark = \"#{:06x}\" }}\nradius = \"{corners}\"\n\
             links = {{ support = \"https://customer-{number}.example/help\", \
             privacy = \"https://customer-{number}.example/privacy\" }}\n\
             [[organizations]]\nid = \"{organization}\"\nname = \"customer-{number}\"\n\
             display_name = \"Customer {number}\"\nbrand = \"brand-{number}\"\n",
            name(number),
            number * 32_749 % 0x0100_0000,
            number * 65_521 % 0x0100_0000,
        );
    }
    text
}

/// As different from each other as ids of Auth0's are.
fn organization(number: usize) -> String {
    format!(
        "org_{:016x}",
        (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    )
}

fn name(number: usize) -> String {
    format!("Customer {number:03}")
}

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

/// A page of Vestibule's for each language with its headers, as JavaScript.
fn pages_of(vestibule: &Rival) -> Result<Value> {
    let mut connection = Connection::open(vestibule.address)?;
    let page = |turn| -> Result<Value> {
        let answer = connection.ask(&ask(turn).request)?;
        ensure!(answer.is_ok(), "{:?}", answer.head);
        let headers = answer
            .head
            .iter()
            .skip(1)
            .filter(|line| !is_of_transport(line))
            .map(|line| {
                let (name, value) = line.split_once(": ").context("a header without a value")?;
                Ok((name.to_ascii_lowercase(), Value::from(value)))
            })
            .collect::<Result<Map<_, _>>>()?;
        let body = String::from_utf8(answer.body)?;
        Ok(serde_json::json!({ "body": body, "init": { "status": 200, "headers": headers } }))
    };
    (0..READERS.len()).map(page).collect()
}
