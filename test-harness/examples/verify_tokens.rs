//! What verifying a token in the Worker costs, beside a Worker of bare JavaScript: the figures of
//! `docs/decisions/0005-signatures-on-the-host.md`.
//!
//! ```sh
//! cargo run -p vestibule-harness --example verify_tokens [ROUNDS]
//! ```
//!
//! One request verifies a thousand tokens, keys alternating among four. Ours takes each token apart, looks up its key by
//! name, verifies and reads its claims; the rival calls `crypto.subtle.verify` on bytes that lie ready, and nothing else.
//! Both read their keys anew with each request. Requests alternate, so that whatever else the machine does falls on
//! both.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement may fail loudly"
)]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

use serde_json::json;
use vestibule_claims::Algorithm;
use vestibule_claims_cases::bench_batch;
use vestibule_harness::prepared::{build_claims_probe, measured_build, prepare, start_probe};
use vestibule_toolchain::{
    Progress, Service, Socket, WorkerBuild, WorkerService, Workerd, WorkerdConfig,
    WranglerSettings, build_worker,
};

const VERIFICATIONS: u32 = 1000;

/// Verifies one after the other, as a Worker that needs one verdict does; `?at-once` starts all before it waits.
const RIVAL: &str = r#"
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (it) => it.charCodeAt(0));
const encoder = new TextEncoder();
export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    const { importing, verifying, keys, tokens } = await request.json();
    const ready = await Promise.all(keys.map(async (jwk, at) => {
      const [head, payload, signature] = tokens[at].split(".");
      const key = await crypto.subtle.importKey("jwk", jwk, importing, false, ["verify"]);
      return { key, signature: bytes(signature), signed: encoder.encode(`${head}.${payload}`) };
    }));
    const verify = ({ key, signature, signed }) => crypto.subtle.verify(verifying, key, signature, signed);
    const rounds = Number(searchParams.get("rounds"));
    let believed = 0;
    if (searchParams.has("at-once")) {
      const all = Array.from({ length: rounds }, (_, at) => verify(ready[at % ready.length]));
      for (const verdict of await Promise.all(all)) believed += verdict;
    } else {
      for (let at = 0; at < rounds; at += 1) believed += await verify(ready[at % ready.length]);
    }
    return new Response(String(believed));
  },
};
"#;

fn main() {
    let rounds = std::env::args().nth(1).map_or(21, |it| it.parse().unwrap());
    let progress = Progress::new();
    let prepared = prepare(&progress).unwrap();
    let build = |features: &[&str], entry: &str| {
        let build = WorkerBuild {
            entry: prepared.workspace.worker_crate().join("js").join(entry),
            ..measured_build(&prepared, features)
        };
        build_worker(&prepared.workspace, &prepared.toolbox, &progress, &build).unwrap()
    };
    let bundle = build_claims_probe(&prepared, &progress).unwrap();
    let ours = start_probe(&prepared, &bundle).unwrap();
    let bundle = build(&["claims-probe", "claims-without-host"], "claims-probe.js");
    let within = start_probe(&prepared, &bundle).unwrap();
    let settings = WranglerSettings::read(&prepared.workspace).unwrap();
    let rival = Workerd::start(
        &prepared.workspace,
        &prepared.toolbox,
        &WorkerdConfig {
            services: vec![Service::Worker(WorkerService::from_script(
                "rival", RIVAL, &settings,
            ))],
            sockets: vec![Socket::on_any_port("http", "rival")],
        },
    )
    .unwrap();
    let [at_ours, at_within, at_rival] =
        [&ours, &within, &rival].map(|it| it.address("http").unwrap());

    println!(
        "{VERIFICATIONS} verifications in a request, median of {rounds}, in ms, and the median of ratios (quartiles)"
    );
    let rsa = json!({"name": "RSASSA-PKCS1-v1_5", "hash": "SHA-256"});
    let curve = json!({"name": "ECDSA", "namedCurve": "P-256", "hash": "SHA-256"});
    for (algorithm, parameters) in [(Algorithm::RS256, rsa), (Algorithm::ES256, curve)] {
        let (batch, keys) = bench_batch(algorithm);
        let tokens: Vec<_> = batch.tokens().collect();
        let theirs = json!({
            "importing": parameters, "verifying": parameters, "keys": keys, "tokens": tokens,
        });
        let (own, theirs) = (serde_json::to_string(&batch).unwrap(), theirs.to_string());
        for (name, query) in [("one after the other", ""), ("all at once", "&at-once")] {
            let name = format!("{algorithm}, rival {name}");
            let time_ours = || time(at_ours, "/verify", "", &own);
            let time_theirs = || time(at_rival, "/", query, &theirs);
            report(&name, rounds, time_ours, time_theirs);
        }
        let name = format!("{algorithm}, signatures within WebAssembly");
        let time_within = || time(at_within, "/verify", "", &own);
        let time_ours = || time(at_ours, "/verify", "", &own);
        report(&name, rounds.min(5), time_within, time_ours);
    }
    let with_tokens = build(&["claims-size"], "entry.js");
    let without_host = build(&["claims-size", "claims-without-host"], "entry.js");
    for (name, bundle) in [
        ("the Worker as it is", &prepared.bundle),
        ("with tokens", &with_tokens),
        ("with tokens, signatures within WebAssembly", &without_host),
    ] {
        for size in &bundle.sizes {
            println!("{name}: {size}");
        }
    }
}

fn report(name: &str, rounds: usize, ours: impl Fn() -> f64, theirs: impl Fn() -> f64) {
    // Compiled, cached, and at the clock rate they will run at.
    for _ in 0..3 {
        ours();
        theirs();
    }
    let pairs: Vec<(f64, f64)> = (0..rounds)
        .map(|round| {
            if round % 2 == 0 {
                let first = ours();
                (first, theirs())
            } else {
                let second = theirs();
                (ours(), second)
            }
        })
        .collect();
    let sorted = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = pairs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let ratios = sorted(&|(ours, theirs)| ours / theirs);
    println!(
        "{name}: {:.1} to {:.1}, {:.2} ({:.2} to {:.2})",
        sorted(&|it| it.0)[rounds / 2],
        sorted(&|it| it.1)[rounds / 2],
        ratios[rounds / 2],
        ratios[rounds / 4],
        ratios[3 * rounds / 4],
    );
}

fn time(address: SocketAddr, path: &str, query: &str, body: &str) -> f64 {
    let start = Instant::now();
    let mut connection = TcpStream::connect(address).unwrap();
    write!(
        connection,
        "POST {path}?rounds={VERIFICATIONS}{query} HTTP/1.1\r\nHost: probe.test\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let took = start.elapsed();
    let believed = answer.rsplit_once("\r\n").unwrap().1;
    assert_eq!(believed, VERIFICATIONS.to_string(), "{answer}");
    took.as_secs_f64() * 1000.0
}
