//! `vestibule explain` with a browser that has been here before.

use serde_json::{Value, json};

use crate::{CLIENT, TENANT, changed, json as explained, vestibule, with_input};

const GLOBEX: [&str; 2] = ["--remembered-organization", "org_globexGLOBEX0001"];
const HINT: [&str; 2] = ["--login-hint", "ana@globex.example"];

/// How the signal came out.
fn remembered(report: &Value) -> &str {
    let signals = report["signals"].as_array().unwrap();
    let signal = signals.iter().find(|it| it["signal"] == "remembered");
    signal.unwrap()["finding"].as_str().unwrap()
}

fn notes(report: &Value, text: &str) -> bool {
    let notes = report["notes"].as_array().unwrap();
    notes
        .iter()
        .any(|note| note.as_str().unwrap().contains(text))
}

/// The same as [`explained`], with another tenant file.
fn explained_by(file: &str, more: &[&str]) -> Value {
    let asked = ["explain", "--config", file, "--json", "--client", CLIENT];
    let ran = vestibule(&[&asked, more].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{more:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn the_page_that_a_form_leads_to_is_followed() {
    let typed = ["--hops", "0", "--typed", "bruce@wayne.example"];
    let report = explained(&typed);
    assert_eq!(report["end"], "offered-organizations", "{report}");
    let ends: Vec<_> = report["requests"].as_array().unwrap().iter().collect();
    let ends: Vec<_> = ends
        .iter()
        .map(|sent| sent["end"].as_str().unwrap())
        .collect();
    assert_eq!(ends, ["asked", "see-other", "offered-organizations"]);
}

#[test]
fn what_is_remembered_is_offered_and_taken_by_one_press() {
    for way in ["front-door", "initiate"] {
        let asked = [&GLOBEX[..], &["--way", way]].concat();
        let offered = explained(&asked);
        assert_eq!(
            (remembered(&offered), &offered["end"]),
            ("hit", &"asked".into())
        );
        assert!(
            notes(&offered, "offers what the browser remembers"),
            "{offered}"
        );

        let taken = explained(&[&asked[..], &["--pick-remembered"]].concat());
        assert_eq!(
            (&taken["winner"], &taken["organization"], &taken["end"]),
            (
                &"remembered".into(),
                &"org_globexGLOBEX0001".into(),
                &"sent-on".into()
            )
        );
        // Somebody else at the same machine.
        let other = explained(&[&asked[..], &["--typed", "bo@hooli.example"]].concat());
        assert_eq!(other["organization"], "org_hooliHOOLI00000003");
    }
    let nothing = explained(&["--pick-remembered"]);
    assert_eq!(
        (remembered(&nothing), &nothing["organization"]),
        ("absent", &Value::Null)
    );
}

#[test]
fn the_connection_is_remembered_with_its_organization() {
    let stark = [
        "--remembered-organization",
        "org_starkSTARK00000006",
        "--pick-remembered",
    ];
    let both = explained(&stark);
    assert_eq!(
        (&both["end"], &both["connection"]),
        (&"offered-connections".into(), &Value::Null)
    );
    for connection in ["stark-oidc", "stark-labs"] {
        let one = explained(&[&stark[..], &["--remembered-connection", connection]].concat());
        assert_eq!(
            (&one["winner"], &one["connection"]),
            (&"remembered".into(), &connection.into())
        );
    }
    let gone = explained(&[&stark[..], &["--remembered-connection", "stark-saml"]].concat());
    assert_ne!(gone["connection"], "stark-saml");
}

#[test]
fn what_others_say_comes_first() {
    let hint = explained(&[&GLOBEX[..], &["--login-hint", "bo@hooli.example"]].concat());
    assert_eq!(
        (remembered(&hint), &hint["winner"]),
        ("unread", &"login-hint".into())
    );
}

#[test]
fn memory_ends_with_its_days_and_its_organization() {
    for (days, finding) in [
        ("0", "hit"),
        ("29", "hit"),
        ("30", "absent"),
        ("65535", "absent"),
    ] {
        let report = explained(&[&GLOBEX[..], &["--remembered-days-ago", days]].concat());
        assert_eq!(remembered(&report), finding, "{days}");
        assert_eq!(
            notes(&report, "`home_realm.memory` is 30 days"),
            finding == "absent",
            "{report}"
        );
    }
    let gone = explained(&["--remembered-organization", "org_goneGONE00000000"]);
    assert_eq!(remembered(&gone), "miss");

    let (_folder, file) =
        changed(|text| text.replace("memory = { days = 30 }", "memory = { days = 0 }"));
    let off = explained_by(&file, &GLOBEX);
    assert_eq!(remembered(&off), "absent");
    assert!(notes(&off, "nothing is remembered here"), "{off}");
}

#[test]
fn a_browser_that_goes_in_circles_is_stopped() {
    let after =
        |hops: &str, more: &[&str]| explained(&[&HINT[..], &["--hops", hops], more].concat());
    for hops in ["0", "1", "2"] {
        let report = after(hops, &[]);
        assert_eq!(
            (&report["end"], &report["notes"]),
            (&"sent-on".into(), &json!([])),
            "{hops}"
        );
    }
    for hops in ["3", "4", "255"] {
        let stopped = after(hops, &[]);
        assert_eq!(
            (&stopped["end"], &stopped["winner"]),
            (&"asked".into(), &Value::Null),
            "{hops}"
        );
        assert!(
            notes(&stopped, "lets it (3 within 120 seconds)"),
            "{stopped}"
        );
        assert_eq!(stopped["requests"].as_array().unwrap().len(), 1);
    }
    // Who insists is let go.
    let insisted = after("3", &["--typed", "ana@globex.example"]);
    assert_eq!(
        (&insisted["end"], &insisted["winner"]),
        (&"sent-on".into(), &"typed".into())
    );

    let twice = "memory = { days = 30 }\nloop = { hops = 1, seconds = 60 }";
    let (_folder, file) = changed(|text| text.replace("memory = { days = 30 }", twice));
    let stopped = explained_by(&file, &[&HINT[..], &["--hops", "1"]].concat());
    assert!(
        notes(&stopped, "lets it (1 within 60 seconds)"),
        "{stopped}"
    );
}

#[test]
fn what_is_not_sent_on_by_home_realm_is_not_counted() {
    for more in [&GLOBEX[..], &["--connection", "globex-oidc"]] {
        let report = explained(&[more, &["--hops", "9"]].concat());
        let without = explained(more);
        assert!(notes(&report, "no hops are counted"), "{report}");
        assert_eq!(report["end"], without["end"]);
        assert_eq!(report["leads_to"], without["leads_to"]);
    }
}

#[test]
fn lines_of_a_batch_say_the_same() {
    let lines = [
        json!({ "client": CLIENT, "remembered-organization": "org_globexGLOBEX0001",
                "remembered-connection": "globex-oidc", "remembered-days-ago": 3, "pick-remembered": true }),
        json!({ "client": CLIENT, "login_hint": "ana@globex.example", "hops": 3 }),
        json!({ "client": CLIENT, "remembered_organization": "org_globexGLOBEX0001",
                "remembered_connection": "globex-oidc", "remembered_days_ago": 30 }),
        json!({ "client": CLIENT, "remembered_connection": "globex-oidc" }),
    ];
    let input = lines.map(|line| line.to_string()).join("\n");
    let asked = ["explain", "--config", TENANT, "--file", "-"];
    let ran = with_input(&asked, input.into_bytes());
    let answers: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let more = ["--remembered-connection", "globex-oidc"];
    let options = [
        [
            &GLOBEX[..],
            &more,
            &["--remembered-days-ago", "3", "--pick-remembered"],
        ]
        .concat(),
        [&HINT[..], &["--hops", "3"]].concat(),
        [&GLOBEX[..], &more, &["--remembered-days-ago", "30"]].concat(),
    ];
    for (index, options) in options.iter().enumerate() {
        let mut expected = explained(options);
        expected["line"] = (index + 1).into();
        assert_eq!(answers[index], expected);
    }
    let error = answers[3]["error"].as_str().unwrap();
    assert!(
        error.contains("`remembered_organization` is missing"),
        "{error}"
    );
}
