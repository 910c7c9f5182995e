//! How long a whole decision takes natively: request parsed, decided, answer written.
//!
//! `cargo run --release -p vestibule-harness --example decide_natively -- 100000`

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use vestibule_harness::large_tenant::{Draw, LargeTenant};
use vestibule_home_realm::{Context, decide};
use vestibule_http::{Request, Response, Step};
use vestibule_tenant::Bundle;
use vestibule_tenant::NetworkFacts;
use vestibule_tenant_compiler::sha256;

const REQUESTS: usize = 200_000;
const ROUNDS: usize = 7;

fn main() -> Result<()> {
    let domains = std::env::args()
        .nth(1)
        .map_or(Ok(100_000), |it| it.parse())?;
    let bundle = LargeTenant { domains }.bundle(Path::new("target/harness/bench"))?;
    let snapshot = Bundle::from_bytes(&std::fs::read(bundle)?)?.snapshot(sha256)?;
    let mut draw = Draw::new(1);
    let asks: Vec<_> = (0..REQUESTS)
        .map(|person| {
            let number = draw.below(domains);
            let url = format!(
                "https://start.acme.example/authorize?client_id={}\
                 &scope=openid%20profile%20email&response_type=code&response_mode=query\
                 &redirect_uri=https%3A%2F%2Fapp.acme.example%2Fcallback\
                 &state=bEZqQ0x{person:06}vZ3pXcVh5d0dTRkJqZHU3S2pEQm9iVQ%3D%3D\
                 &nonce=a1B2c3D4{person:06}fQ\
                 &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM\
                 &code_challenge_method=S256&login_hint=person{person}%40{}",
                LargeTenant::CLIENT,
                LargeTenant::domain(number)
            );
            (url, LargeTenant::owner(number))
        })
        .collect();
    let answer = |url: &str| -> Result<Response> {
        let request = Request::new("GET", url, "")?;
        let context = Context {
            snapshot: Some(&snapshot),
            manifest: None,
            at_last: false,
            tenant_origin: None,
            host: "start.acme.example",
            network: NetworkFacts::default(),
            memory: None,
            accept_language: Some(""),
            remembered_language: "",
            caller: vestibule_home_realm::Caller::default(),
            id: "0123456789abcdef0123456789abcdef",
        };
        match decide(&request, context) {
            Some(Step::Done(decision)) => Ok(Response::new(
                decision.outcome,
                decision.cookies,
                request.method,
                context.id,
            )),
            _ => anyhow::bail!("{url} was not decided"),
        }
    };
    for (url, owner) in &asks {
        let ends = format!(
            "&organization={}&connection={}",
            owner.organization, owner.connection
        );
        let response = answer(url)?;
        let location = response.lines().find(|(name, _)| *name == "location");
        ensure!(
            location.is_some_and(|(_, it)| it.ends_with(&ends)),
            "{response:?}"
        );
    }
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        for (url, _) in &asks {
            black_box(answer(black_box(url))?);
        }
        rounds.push(started.elapsed() / u32::try_from(REQUESTS)?);
    }
    rounds.sort_unstable();
    let median = rounds.get(ROUNDS / 2).context("there are rounds")?;
    vestibule_harness::say::line(&format!("{domains} domains: {median:?} a decision"));
    Ok(())
}
