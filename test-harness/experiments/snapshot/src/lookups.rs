//! Lookups with everything resident, in random order.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use vestibule_identity::Domain;
use vestibule_tenant::{Bundle, Lookup, Snapshot, Target};
use vestibule_tenant_compiler::{Compiled, sha256};

use crate::alternatives::{FstOfReversedLabels, SortedKeys};
use crate::generate::{domains, mix};

const ROUNDS: usize = 7;
const ASKED: usize = 1 << 20;

pub(crate) fn measure(compiled: &Compiled) -> Result<(), Box<dyn Error>> {
    let bundle = compiled.bundle()?;
    let snapshot = Bundle::from_bytes(&bundle)?.snapshot(sha256)?;
    let all = all_domains(&snapshot);
    let ask = |spell: &dyn Fn(&str) -> String| -> Vec<Domain> {
        (0..ASKED)
            .filter_map(|turn| all.get(mix(turn as u64) as usize % all.len()))
            .filter_map(|domain| Domain::parse(&spell(domain)).ok())
            .collect()
    };
    let hits = ask(&|domain| domain.to_owned());
    let misses = ask(&|domain| format!("sub.no-{domain}"));
    println!("domains                   {}", all.len());

    let typed: Vec<String> = hits.iter().map(Domain::to_string).collect();
    report("parse a domain, ASCII    ", &typed, |text| {
        Domain::parse(text).is_ok()
    });
    report("route, hit               ", &hits, |domain| {
        route(&snapshot, domain)
    });
    report("route, miss, 3-5 labels  ", &misses, |domain| {
        !route(&snapshot, domain)
    });
    report("route and organization   ", &hits, |domain| {
        decide(&snapshot, domain)
    });

    let sorted = SortedKeys::new(&all);
    println!("sorted keys               {} bytes", sorted.size());
    report("sorted keys, hit         ", &hits, |domain| {
        sorted.longest(domain).is_some()
    });
    report("sorted keys, miss        ", &misses, |domain| {
        sorted.longest(domain).is_none()
    });
    let fst = FstOfReversedLabels::new(&all)?;
    println!("fst                       {} bytes", fst.size());
    report("fst, hit                 ", &hits, |domain| {
        fst.longest(domain).is_some()
    });
    report("fst, miss                ", &misses, |domain| {
        fst.longest(domain).is_none()
    });
    Ok(())
}

fn all_domains(snapshot: &Snapshot) -> Vec<String> {
    (0..)
        .map(domains)
        .take_while(|[first, ..]| Domain::parse(first).is_ok_and(|domain| route(snapshot, &domain)))
        .flatten()
        .collect()
}

fn route(snapshot: &Snapshot, domain: &Domain) -> bool {
    matches!(snapshot.route(domain), Ok(Lookup::Found(_)))
}

fn decide(snapshot: &Snapshot, domain: &Domain) -> bool {
    let Ok(Lookup::Found(route)) = snapshot.route(domain) else {
        return false;
    };
    let Some(Target::Organization { id, .. }) = route.targets().first() else {
        return false;
    };
    let Ok(Lookup::Found(organization)) = snapshot.organization(id) else {
        return false;
    };
    !organization.connections().is_empty()
}

/// Prints the median over the rounds, in nanoseconds; `asked` is walked through in its random order.
fn report<T>(what: &str, asked: &[T], is_right: impl Fn(&T) -> bool) {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let right = asked
                .iter()
                .filter(|each| black_box(is_right(each)))
                .count();
            let elapsed = start.elapsed();
            assert_eq!(right, asked.len(), "{what}");
            elapsed.as_nanos() as f64 / asked.len() as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    println!("{what} {:6.0} ns", rounds[ROUNDS / 2]);
}
