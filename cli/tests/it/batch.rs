//! `vestibule explain --file`.

use std::fmt::Write as _;
use std::time::Instant;

use serde_json::{Value, json};

use crate::{CLIENT, TENANT, json as explained, with_input};

fn batch(input: String) -> (i32, Vec<Value>) {
    let ran = with_input(
        &["explain", "--config", TENANT, "--file", "-"],
        input.into_bytes(),
    );
    assert_eq!(ran.err, "");
    let answers = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    (ran.code, answers.collect())
}

#[test]
fn ten_thousand_lines_are_answered_in_their_order() {
    const LINES: usize = 10_000;
    // Each line leads somewhere else than its neighbours.
    let domains = [
        "globex.example",
        "stark.example",
        "stark-labs.example",
        "unknown.example",
    ];
    let connections = ["globex-oidc", "stark-oidc", "stark-labs", "acme-accounts"];
    let mut input = String::new();
    for (number, domain) in (0..LINES).zip(domains.iter().cycle()) {
        let question = json!({ "client": CLIENT, "login_hint": format!("p{number}@{domain}") });
        writeln!(input, "{question}").unwrap();
    }
    let start = Instant::now();
    let (code, answers) = batch(input);
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:.0} lines a second",
        f64::from(u32::try_from(LINES).unwrap()) / seconds
    );
    assert_eq!((code, answers.len()), (0, LINES));
    for (index, (answer, connection)) in answers.iter().zip(connections.iter().cycle()).enumerate()
    {
        assert_eq!(answer["line"], index + 1);
        assert_eq!(answer["connection"], *connection);
        let hint = format!("login_hint=p{index}%40");
        assert!(
            answer["leads_to"].as_str().unwrap().contains(&hint),
            "{answer}"
        );
    }
    assert!(
        seconds < 60.0,
        "even unoptimized, on a busy machine: took {seconds} s"
    );
}

#[test]
fn a_line_says_what_the_options_say() {
    let question = json!({
        "client": CLIENT,
        "way": "initiate",
        "host": "hooli.acme.example",
        "ip": "198.51.100.7",
        "asn": 64500,
        "country": "FR",
        "login-hint": "a@globex.example",
        "parameter": ["x=y"],
        "pick-organization": "org_globexGLOBEX0001",
    });
    let (_, mut answers) = batch(question.to_string());
    let mut answer = answers.remove(0);
    assert_eq!(
        answer.as_object_mut().unwrap().remove("line"),
        Some(1.into())
    );
    let by_options = explained(&[
        "--way",
        "initiate",
        "--host",
        "hooli.acme.example",
        "--ip",
        "198.51.100.7",
        "--asn",
        "64500",
        "--country",
        "FR",
        "--login-hint",
        "a@globex.example",
        "--parameter",
        "x=y",
        "--pick-organization",
        "org_globexGLOBEX0001",
    ]);
    assert_eq!(answer, by_options);
    assert_eq!(answer["winner"], "chosen");
}

#[test]
fn a_bad_line_keeps_its_place_and_stops_nothing() {
    let good = json!({ "client": CLIENT, "login_hint": "a@globex.example" });
    let input =
        format!("{good}\nnonsense\n\n{{\"client\":\"x\",\"login_hnit\":\"a\"}}\n{{}}\n{good}");
    let (code, answers) = batch(input);
    assert_eq!(code, 1);
    let lines: Vec<_> = answers
        .iter()
        .map(|it| (&it["line"], it["error"].is_string()))
        .collect();
    assert_eq!(
        lines,
        [
            (&1.into(), false),
            (&2.into(), true),
            (&4.into(), true),
            (&5.into(), true),
            (&6.into(), false)
        ]
    );
    assert!(answers[2]["error"].as_str().unwrap().contains("login_hnit"));
    assert!(
        answers[3]["error"]
            .as_str()
            .unwrap()
            .contains("say which login")
    );
}

#[test]
fn whatever_is_asked_is_answered() {
    let long = "a".repeat(10_000);
    let odd = [
        "a@b@globex.example",
        "a\u{0}@globex.example",
        "\u{202e}@globex.example",
        "@",
        "",
        " ",
        "\"a@b\"@globex.example",
        "a@gl\u{43e}bex.example",
        &long,
    ];
    let mut input = String::new();
    for field in [
        "login_hint",
        "domain_hint",
        "typed",
        "prompt",
        "pick_organization",
    ] {
        for value in odd {
            writeln!(input, "{}", json!({ "client": CLIENT, (field): value })).unwrap();
        }
    }
    let (code, answers) = batch(input);
    assert_eq!((code, answers.len()), (0, 5 * odd.len()));
    for answer in answers {
        assert_eq!(answer["organization"], Value::Null, "{answer}");
    }
}
