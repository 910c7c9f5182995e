//! Asking in the middle of a login: the form shown, its answers accepted, and never accepted twice.

use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use serde_json::Value;
use vestibule_toolchain::{ModuleBody, Progress, WorkerService, WranglerSettings};

use crate::answered_once::{AT_ONCE, answered_once};
use crate::branded_tenant::{ORGANIZATIONS, READERS, name};
use crate::cli::BenchOptions;
use crate::commands::bench::constant::{CONSTANT, READY, pages_of};
use crate::commands::bench::load::{Ask, Expected, Rival};
use crate::commands::bench::measure;
use crate::commands::bench::rivals::{Rivals, bundled, start};
use crate::connection::Connection;
use crate::large_tenant::LargeTenant;
use crate::prepared::Prepared;
use crate::profile_trips::{Filling, Trip, tenant, with_answers, worker};
use crate::say;

/// The same acceptance in JavaScript, as little as it can be.
const ACCEPT: &str = include_str!("profile.js");
/// Who decides which answer is the first; the Worker's own.
const ANSWER_ONCE: &str = include_str!("../../../../functions/worker/js/answer-once.js");

/// Octets of the log line of a form, about.
const LINE: usize = 330;
/// An answer is accepted once, so that each takes a session of its own; and each of them an object that takes much longer than all
/// else. So there are as many times fewer of them.
const FEWER: usize = 4;

/// Measures both, and tries that no token is answered twice.
pub(crate) fn run(prepared: &Prepared, progress: &Progress, options: &BenchOptions) -> Result<()> {
    let settings = WranglerSettings::read(&prepared.workspace)?;
    let folder = prepared.workspace.target().join("harness/bench");
    std::fs::create_dir_all(&folder)?;
    let step = progress.step(format!("Compile a tenant with {ORGANIZATIONS} brands"));
    let file = folder.join("profile.toml");
    std::fs::write(&file, tenant())?;
    let snapshot = folder.join("profile.bin");
    std::fs::write(&snapshot, vestibule_stand::bundle_of(&file, None)?)?;
    drop(step);
    let vestibule = worker(prepared)?.with_module("snapshot.bin", ModuleBody::Data(snapshot));

    if options.rounds > 0 {
        let showing = showing(prepared, &settings, &vestibule)?;
        say::line("Showing the form");
        measure(&showing, options.rounds, options.requests, progress)?;
        drop(showing);
        let requests = options.requests / FEWER;
        let step = progress.step("Open the forms that are going to be sent");
        let all = options.rounds * requests + requests / 10;
        let accepting = accepting(prepared, &settings, &vestibule, all)?;
        drop(step);
        say::line("\nAccepting its answers");
        measure(&accepting, options.rounds, requests, progress)?;
    }
    strictly(prepared, vestibule, options.tokens, progress)
}

/// What every step takes: the same as another Worker holds it.
fn showing(
    prepared: &Prepared,
    settings: &WranglerSettings,
    vestibule: &WorkerService,
) -> Result<Rivals> {
    let all = ORGANIZATIONS * READERS.len();
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let nothing: Arc<[Ask]> = Arc::new([]);
    let mut form = start(prepared, "Vestibule, the form", vestibule.clone(), nothing)?;
    let mut connection = Connection::open(form.address)?;
    let mut arrivals = Vec::new();
    let mut looks = Vec::new();
    for trip in (0..all).map(Trip) {
        arrivals.push(Ask {
            request: trip.arrival(now)?,
            expected: Expected::Location {
                begins: "/edge/profile/",
                ends: String::new(),
            },
            fresh: None,
        });
        looks.push(Ask {
            request: trip.begin(&mut connection, now)?.look(),
            expected: Expected::Page(vec![
                format!("<html lang=\"{}\"", trip.reader().1),
                format!("{}</", name(trip.organization())),
                trip.account(),
            ]),
            fresh: None,
        });
    }
    let requests: Vec<_> = looks.iter().take(READERS.len()).collect();
    let requests: Vec<_> = requests.iter().map(|ask| ask.request.clone()).collect();
    let pages = pages_of(form.address, &requests)?;
    let unlooked: Arc<[Ask]> = looks.iter().map(unlooked).collect();
    form.asks = looks.into();
    let constant = format!("const PAGES = {pages};\n{CONSTANT}");
    let ready = format!("const PAGES = {pages};\nconst LINE = {};\n{READY}", line());
    let started = |name, script: String, service: &str| {
        let worker = WorkerService::from_script(service, script, settings);
        start(prepared, name, worker, Arc::clone(&unlooked))
    };
    let arrival = "Vestibule, the token before it (303)";
    Ok(Rivals(vec![
        started("constant forms, JavaScript", constant, "constant")?,
        started("…, ready-made, as octets, with a log line", ready, "ready")?,
        form,
        start(prepared, arrival, vestibule.clone(), arrivals.into())?,
    ]))
}

/// Two Workers that sign something and ask an object, and Vestibule: each is sent the same forms.
fn accepting(
    prepared: &Prepared,
    settings: &WranglerSettings,
    vestibule: &WorkerService,
    all: usize,
) -> Result<Rivals> {
    let nothing: Arc<[Ask]> = Arc::new([]);
    let mut accepts = start(prepared, "Vestibule", vestibule.clone(), nothing)?;
    let forms = open(&accepts, all + READERS.len())?;
    let (first, forms) = forms.split_at_checked(READERS.len()).context("no forms")?;
    let requests: Vec<_> = first.iter().map(|(_, form)| form.sent("Welder")).collect();
    let pages = pages_of(accepts.address, &requests)?;
    let asks: Arc<[Ask]> = forms
        .iter()
        .map(|(trip, form)| Ask {
            request: form.sent("Welder"),
            expected: Expected::Page(vec![
                format!("<html lang=\"{}\"", trip.reader().1),
                format!("{}/continue?state={}\"", LargeTenant::ORIGIN, trip.state()),
                "name=\"session_token\"".to_owned(),
            ]),
            fresh: None,
        })
        .collect();
    let unlooked: Arc<[Ask]> = asks.iter().map(unlooked).collect();
    accepts.asks = asks;
    let folder = prepared.workspace.target().join("harness/bench");
    std::fs::write(folder.join("answer-once.js"), ANSWER_ONCE)?;
    let started = |name, reads: bool, service: &str| {
        let source = format!(
            "const PAGES = {pages};\nconst LINE = {};\nconst READS = {reads};\n{ACCEPT}",
            line()
        );
        let script = bundled(prepared, &folder, &format!("{service}.js"), &source)?;
        let worker = with_answers(WorkerService::from_script(service, script, settings));
        start(prepared, name, worker, Arc::clone(&unlooked))
    };
    Ok(Rivals(vec![
        started("one HMAC and the object, JavaScript", false, "accept")?,
        started(
            "…, form read, digest taken, with a log line",
            true,
            "accept-read",
        )?,
        accepts,
    ]))
}

fn line() -> Value {
    Value::from("x".repeat(LINE))
}

/// The same request to a Worker that does not look at it.
fn unlooked(ask: &Ask) -> Ask {
    Ask {
        expected: Expected::Page(Vec::new()),
        ..ask.clone()
    }
}

/// Goes the way to the form, so many times.
fn open(vestibule: &Rival, all: usize) -> Result<Vec<(Trip, Filling)>> {
    let mut connection = Connection::open(vestibule.address)?;
    let mut form = |trip: Trip| -> Result<_> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let begun = trip.begin(&mut connection, now)?;
        Ok((trip, begun.fill(&mut connection)?))
    };
    (0..all).map(|number| form(Trip(number))).collect()
}

/// Tries that every token is answered once.
fn strictly(
    prepared: &Prepared,
    vestibule: WorkerService,
    tokens: usize,
    progress: &Progress,
) -> Result<()> {
    let nothing: Arc<[Ask]> = Arc::new([]);
    let vestibule = start(prepared, "Vestibule", vestibule, nothing)?;
    let started = Instant::now();
    let step = progress.step(format!("Answer {tokens} tokens {AT_ONCE} times each"));
    answered_once(vestibule.address, 0..tokens, |count| {
        if count % 100 == 0 {
            step.note(format!("{count} tokens"));
        }
    })?;
    drop(step);
    say::line(&format!(
        "\n{tokens} tokens, each answered {AT_ONCE} times at once over {AT_ONCE} connections: one answer token each, in {} s; \
         {} MB in the end",
        started.elapsed().as_secs(),
        vestibule.process.rss()? / 1_000_000,
    ));
    Ok(())
}
