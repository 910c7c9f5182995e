//! `cargo harness bench`: side by side, in one run.

mod callouts;
mod constant;
mod load;
mod pages;
mod profile;
mod rivals;

use std::fmt::Write as _;

use anyhow::Result;
use vestibule_toolchain::Progress;

use crate::cli::BenchOptions;
use crate::commands::bench::rivals::Rivals;
use crate::{prepared, say};

/// Asks every rival in turn, round by round, and prints the medians.
///
/// Machines are noisy and get faster and slower in the middle of a run, so no figure stands alone:
/// the rivals are interleaved within each round, and ratios are taken round by round.
pub(crate) fn run(options: &BenchOptions) -> Result<()> {
    let progress = Progress::new();
    let prepared = prepared::prepare(&progress)?;
    let rivals = if options.profile {
        return profile::run(&prepared, &progress, options);
    } else if options.callouts {
        callouts::rivals(&prepared, &progress)?
    } else if options.pages {
        pages::rivals(&prepared, &progress)?
    } else {
        Rivals::of_logins(&prepared, &progress)?
    };
    measure(&rivals, options.rounds, options.requests, &progress)
}

/// Asks every rival so many times in each of so many rounds.
fn measure(rivals: &Rivals, rounds: usize, requests: usize, progress: &Progress) -> Result<()> {
    let mut samples: Vec<Vec<load::Sample>> = Vec::new();
    rivals.each(|rival| load::run(rival, requests / 10).map(|_| ()))?;
    for round in 1..=rounds {
        let step = progress.step(format!("Round {round} of {rounds}"));
        let mut of_round = Vec::new();
        rivals.each(|rival| {
            of_round.push(load::run(rival, requests)?);
            Ok(())
        })?;
        drop(step);
        samples.push(of_round);
    }
    say::line(&table(rivals, &samples, requests));
    Ok(())
}

fn table(rivals: &Rivals, rounds: &[Vec<load::Sample>], requests: usize) -> String {
    let mut text = format!(
        "{requests} requests a round, {} connections, medians of {} rounds\n\n\
         | Worker on bare workerd | CPU µs a request | ratio | requests a second | ratio |\n\
         |---|---:|---:|---:|---:|\n",
        load::CONNECTIONS,
        rounds.len(),
    );
    for (number, name) in rivals.names().enumerate() {
        let column = |figure: fn(&load::Sample) -> f64| {
            let of = |round: &Vec<load::Sample>, number: usize| round.get(number).map(figure);
            let own = median(
                rounds
                    .iter()
                    .filter_map(|round| of(round, number))
                    .collect(),
            );
            let ratios = rounds
                .iter()
                .filter_map(|round| Some(of(round, number)? / of(round, 0)?));
            (own, median(ratios.collect()))
        };
        let (cpu, cpu_ratio) = column(|sample| sample.cpu_microseconds);
        let (rate, rate_ratio) = column(|sample| sample.per_second);
        let _ = writeln!(
            text,
            "| {name} | {cpu:.1} | {cpu_ratio:.2} | {rate:.0} | {rate_ratio:.2} |"
        );
    }
    text
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
