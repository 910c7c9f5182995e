//! Every strictness rule refuses; every one lets through when it is switched off.
//!
//! A rule that does nothing fails the second test, and a refusal that is not the rule's doing the
//! first.

use std::collections::BTreeSet;

use vestibule_mock_tenant::{Basis, Rule, Strictness};

use crate::scenarios::{Outcome, SCENARIOS};
use crate::support::Mode;

#[test]
fn every_rule_has_one_scenario() {
    let covered: BTreeSet<Rule> = SCENARIOS.iter().map(|(rule, ..)| *rule).collect();
    let missing: Vec<_> = Rule::ALL
        .iter()
        .filter(|rule| !covered.contains(rule))
        .collect();
    assert!(missing.is_empty(), "no scenario for {missing:?}");
    assert_eq!(SCENARIOS.len(), Rule::ALL.len());
}

#[test]
fn every_rule_says_where_it_comes_from() {
    for rule in Rule::ALL {
        assert!(!rule.section().is_empty());
        assert_eq!(Rule::from_name(rule.name()), Some(*rule));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_rule_refuses_its_scenario() {
    let mut wrong = Vec::new();
    for (rule, expected, scenario) in SCENARIOS {
        let outcome = scenario(Mode::default()).await;
        if outcome != Outcome::Refused((*expected).to_owned()) {
            wrong.push(format!(
                "{rule:?} ({}): {outcome:?}, not {expected}",
                rule.section()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_rule_lets_its_scenario_through_when_it_alone_is_off() {
    let mut wrong = Vec::new();
    for (rule, _, scenario) in SCENARIOS {
        let mode = Mode {
            disabled: Some(*rule),
            ..Mode::default()
        };
        let outcome = scenario(mode).await;
        if outcome != Outcome::LetThrough {
            wrong.push(format!("{rule:?}: {outcome:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lenient_mode_switches_off_what_no_source_settles_and_nothing_else() {
    let mut wrong = Vec::new();
    for (rule, _, scenario) in SCENARIOS {
        let mode = Mode {
            strictness: Strictness::Lenient,
            ..Mode::default()
        };
        let lets_through = scenario(mode).await == Outcome::LetThrough;
        if lets_through != (rule.basis() == Basis::Unsettled) {
            wrong.push(format!("{rule:?} lets through: {lets_through}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
