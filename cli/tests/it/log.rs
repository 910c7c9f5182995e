//! Log lines of the Worker, explained.

use serde_json::{Value, json};

use crate::{TENANT, json as explained, vestibule, with_input};

/// What the Worker logs about a decision that was explained, in the shape of
/// `functions/worker/src/log.rs`.
fn log_line(report: &Value) -> Value {
    let signals = report["signals"].as_array().unwrap().iter().map(|it| {
        let name = it["signal"].as_str().unwrap();
        let finding = it["finding"].as_str().unwrap();
        match it["rule"].as_str() {
            Some(rule) => format!("{name}:{finding}:{rule}"),
            None => format!("{name}:{finding}"),
        }
    });
    json!({
        "event": "decision",
        "function": "home-realm",
        "way_in": report["way_in"],
        "client": report["client"],
        "signals": signals.collect::<Vec<_>>(),
        "winner": report["winner"],
        "organization": report["organization"],
        "connection": report["connection"],
        "end": report["end"],
        "fault": report["fault"],
        "decision": "0123456789abcdef0123456789abcdef",
        "status": report["status"],
        "snapshot": report["snapshot"],
    })
}

#[test]
fn a_decision_reads_the_same_from_its_log_line() {
    for asked in [
        &["--login-hint", "ana@globex.example"][..],
        &["--ip", "2001:db8:113::7"],
        &[
            "--host",
            "hooli.acme.example",
            "--login-hint",
            "a@globex.example",
        ],
        &["--typed", "ana@globex.example", "--way", "initiate"],
        &["--organization", "org_x"],
        &[],
    ] {
        let decided = explained(asked);
        let line = log_line(&decided).to_string();
        let ran = vestibule(&["explain", "--log-line", &line, "--json"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let read: Value = serde_json::from_str(&ran.out).unwrap();
        for field in [
            "snapshot",
            "way_in",
            "client",
            "signals",
            "winner",
            "organization",
            "connection",
            "end",
            "page",
            "status",
            "fault",
        ] {
            assert_eq!(read[field], decided[field], "{field} of {asked:?}");
        }
        assert_eq!(read["source"], "log");
        for unknown in read["unknown"].as_array().unwrap() {
            assert_eq!(read[unknown.as_str().unwrap()], Value::Null);
        }
    }
}

#[test]
fn what_cannot_be_known_is_marked() {
    let line = log_line(&explained(&["--login-hint", "ana@globex.example"])).to_string();
    let ran = vestibule(&["explain", "--log-line", &line]);
    assert!(
        ran.out
            .starts_with("Decision      0123456789abcdef0123456789abcdef\n")
    );
    for heading in ["Request", "Added", "Leads to"] {
        let unknown = format!("{heading:<14}? (the log does not say)\n");
        assert!(ran.out.contains(&unknown), "{}", ran.out);
    }
    assert!(
        ran.out
            .contains("  login-hint      hit          globex.example\n")
    );
    // Names are in the tenant file, not in the log.
    assert!(ran.out.contains("Organization  org_globexGLOBEX0001\n"));
    let named = vestibule(&["explain", "--config", TENANT, "--log-line", &line]);
    assert!(
        named
            .out
            .contains("org_globexGLOBEX0001 (Globex Corporation)\n")
    );
    assert!(!named.out.contains("Note"), "{}", named.out);
    let staging = [
        "explain",
        "--config",
        TENANT,
        "--stage",
        "staging",
        "--log-line",
        &line,
    ];
    assert!(vestibule(&staging).out.contains("another one than decided"));
}

#[test]
fn a_log_is_read_line_by_line_and_other_lines_are_skipped() {
    let hit = log_line(&explained(&["--login-hint", "ana@globex.example"]));
    let asked = log_line(&explained(&[]));
    let log = format!(
        "Started\n{hit}\n{{\"event\":\"snapshot-swapped\",\"detail\":\"\"}}\n\
         2026-11-24T07:00:00Z (log) {asked}\n\u{0}\n"
    );
    let ran = with_input(
        &["explain", "--log", "-", "--json"],
        log.clone().into_bytes(),
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let reports: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let lines: Vec<_> = reports
        .iter()
        .map(|report| (&report["line"], &report["end"]))
        .collect();
    assert_eq!(
        lines,
        [(&2.into(), &"sent-on".into()), (&4.into(), &"asked".into())]
    );
    let text = with_input(&["explain", "--log", "-"], log.into_bytes()).out;
    assert_eq!(text.matches("Decided by").count(), 2);
}

#[test]
fn what_is_no_decision_is_refused() {
    for line in ["", "hello", "{}", "{\"event\":\"health\"}", "[1]"] {
        let ran = vestibule(&["explain", "--log-line", line]);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.lines().count()),
            (2, "", 1),
            "{line}"
        );
    }
    let ran = with_input(&["explain", "--log", "-"], b"nothing\nhere\n".to_vec());
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("none of 2 lines is a decision"),
        "{}",
        ran.err
    );
}
