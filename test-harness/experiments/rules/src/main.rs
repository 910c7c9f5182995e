//! `compile DIRECTORY`: the rules as programs, one file each. `time`: natively, events from stdin.

use std::io::Read as _;
use std::time::Instant;

use serde_json::Value as Json;
use vestibule_rules_compiler::{Environment, ResultType, compile};

fn main() {
    let rules: Json =
        serde_json::from_str(include_str!("../../../cases/rules/rules.json")).unwrap();
    let rules: Vec<&str> = rules
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["rule"].as_str().unwrap())
        .collect();
    let environment = Environment::post_login();
    let started = Instant::now();
    let programs: Vec<Vec<u8>> = rules
        .iter()
        .map(|rule| {
            compile(rule, &environment, ResultType::Any)
                .unwrap()
                .program
        })
        .collect();
    let compiling = started.elapsed();
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("compile") => {
            for (number, (program, rule)) in programs.iter().zip(&rules).enumerate() {
                std::fs::write(format!("{}/{number:02}.program", arguments[2]), program).unwrap();
                std::fs::write(format!("{}/{number:02}.cel", arguments[2]), rule).unwrap();
            }
            let sum: usize = programs.iter().map(Vec::len).sum();
            let texts: usize = rules.iter().map(|rule| rule.len()).sum();
            println!("20 rules of {texts} octets compiled in {compiling:?} to {sum} octets");
        }
        _ => time(&rules, &programs),
    }
}

#[cfg(feature = "cel-parser")]
fn time(rules: &[&str], _: &[Vec<u8>]) {
    let rules: Vec<Vec<u8>> = rules.iter().map(|rule| rule.as_bytes().to_vec()).collect();
    measure("cel", &rules);
}

#[cfg(not(feature = "cel-parser"))]
fn time(_: &[&str], programs: &[Vec<u8>]) {
    measure("machine", programs);
    #[cfg(feature = "machine")]
    {
        let started = Instant::now();
        for _ in 0..1_000 {
            for program in programs {
                std::hint::black_box(
                    vestibule_rules::Program::from_bytes(std::hint::black_box(program)).is_ok(),
                );
            }
        }
        println!(
            "verification: {:.2} µs for 20 programs",
            started.elapsed().as_secs_f64() * 1e3
        );
    }
}

fn measure(name: &str, rules: &[Vec<u8>]) {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let outcomes: Vec<Json> = serde_json::from_str(&text).unwrap();
    let outcomes: Vec<String> = outcomes
        .iter()
        .map(|outcome| outcome["given"].to_string())
        .collect();
    let outcomes: Vec<_> = outcomes
        .iter()
        .filter_map(|given| rules_experiment::read(given))
        .collect();
    let mut rounds: Vec<f64> = (0..21)
        .map(|_| {
            let started = Instant::now();
            for outcome in &outcomes {
                std::hint::black_box(rules_experiment::evaluated(rules, outcome, None));
            }
            started.elapsed().as_secs_f64() * 1e6 / outcomes.len() as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    println!(
        "{name}: {:.1} µs for 20 rules natively at best, {:.1} in the median of 21 rounds over {} events",
        rounds[0],
        rounds[10],
        outcomes.len()
    );
}
