//! `vestibule explain`, one login at a time.

use serde_json::{Value, json};

use crate::{CLIENT, changed, explain, json, vestibule};

const GLOBEX: &str = "org_globexGLOBEX0001";
const HOOLI: &str = "org_hooliHOOLI00000003";

/// A signal as `name:finding:rule`, as the log has it.
fn signal(report: &Value, name: &str) -> String {
    let signals = report["signals"].as_array().unwrap();
    let signal = signals.iter().find(|it| it["signal"] == name).unwrap();
    let finding = signal["finding"].as_str().unwrap();
    match signal["rule"].as_str() {
        Some(rule) => format!("{name}:{finding}:{rule}"),
        None => format!("{name}:{finding}"),
    }
}

fn decided(report: &Value) -> (Option<&str>, Option<&str>, Option<&str>) {
    let field = |name: &str| report[name].as_str();
    (field("winner"), field("organization"), field("connection"))
}

#[test]
fn everything_about_one_login_in_words() {
    let ran = explain(&[
        "--client",
        CLIENT,
        "--login-hint",
        "ana@hooli.example",
        "--parameter",
        "state=a+b",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let version = json(&[])["snapshot"].as_str().unwrap().to_owned();
    let expected = format!(
        "\
Request       GET https://start.acme.example/authorize?client_id={CLIENT}&login_hint=ana%40hooli.example&state=a%2Bb
Client        {CLIENT} (Acme)
Way in        front-door: the application sent its authorization request to /authorize
Snapshot      {version}

Signals, the most trusted first
  hostname        absent       the host is one of ours, or has no name
  domain-hint     absent       no domain is named
  login-hint      hit          hooli.example
  remembered      unread       not looked at: another signal had spoken
  network         unread       not looked at: another signal had spoken
  client-default  unread       not looked at: another signal had spoken

Decided by    login-hint: an address that the request names
Organization  {HOOLI} (Hooli)
Connection    hooli-adfs
End           sent-on: sent on, with what was decided
Answer        302
Added         organization={HOOLI}
              connection=hooli-adfs
              login_hint=ana@corp.hooli.example
Replaced      login_hint=ana@hooli.example
Leads to      https://login.acme.example/authorize?client_id={CLIENT}&state=a%2Bb&organization={HOOLI}&connection=hooli-adfs&login_hint=ana%40corp.hooli.example
"
    );
    assert_eq!(ran.out, expected);
}

#[test]
fn each_signal_with_the_entry_that_it_matched() {
    for (asked, signal_and_rule, winner, organization, connection) in [
        (
            &["--host", "Hooli.acme.example:8443"][..],
            "hostname:hit:hooli.acme.example",
            "hostname",
            HOOLI,
            "hooli-adfs",
        ),
        (
            &["--domain-hint", "globex.example"],
            "domain-hint:hit:globex.example",
            "domain-hint",
            GLOBEX,
            "globex-oidc",
        ),
        (
            &["--login-hint", "Ana@EMEA.globex.example"],
            "login-hint:hit:globex.example",
            "login-hint",
            GLOBEX,
            "globex-oidc",
        ),
        (
            &["--login-hint", "happy@gmail.com"],
            "login-hint:hit:address",
            "login-hint",
            "org_starkSTARK00000006",
            "stark-oidc",
        ),
        (
            &["--ip", "203.0.113.9"],
            "network:hit:203.0.113.0/24",
            "network",
            HOOLI,
            "hooli-adfs",
        ),
        (
            &["--ip", "2001:db8:113::7"],
            "network:hit:2001:db8:113::/48",
            "network",
            HOOLI,
            "hooli-adfs",
        ),
        (
            &["--asn", "64496"],
            "network:hit:AS64496",
            "network",
            HOOLI,
            "hooli-adfs",
        ),
        (
            &["--typed", "ana@globex.example"],
            "login-hint:hit:globex.example",
            "typed",
            GLOBEX,
            "globex-oidc",
        ),
    ] {
        let report = json(asked);
        let (name, _) = signal_and_rule.split_once(':').unwrap();
        assert_eq!(signal(&report, name), signal_and_rule, "{asked:?}");
        let expected = (Some(winner), Some(organization), Some(connection));
        assert_eq!(decided(&report), expected, "{asked:?}");
        assert_eq!(report["end"], "sent-on", "{asked:?}");
        let organization = json!({ "name": "organization", "value": organization });
        assert!(report["added"].as_array().unwrap().contains(&organization));
    }
}

#[test]
fn a_client_s_own_realm_and_a_country() {
    let (_folder, file) = changed(|text| {
        text.replace(
            "organization_usage = \"allow\"",
            "organization_usage = \"allow\"\ndefault_realm = { organization = \"org_globexGLOBEX0001\" }",
        )
        .replace("{ asn = 64496 }", "{ country = \"DE\" }")
    });
    let ask = |more: &[&str]| -> Value {
        let asked = ["explain", "--config", &file, "--client", CLIENT, "--json"];
        serde_json::from_str(&vestibule(&[&asked[..], more].concat()).out).unwrap()
    };
    assert_eq!(decided(&ask(&[])).0, Some("client-default"));
    assert_eq!(signal(&ask(&[]), "client-default"), "client-default:hit");
    assert_eq!(
        signal(&ask(&["--country", "de"]), "network"),
        "network:hit:DE"
    );
}

#[test]
fn signals_that_contradict_each_other_and_what_is_picked() {
    let contradiction = [
        "--host",
        "hooli.acme.example",
        "--login-hint",
        "a@globex.example",
    ];
    let report = json(&contradiction);
    assert_eq!(
        signal(&report, "hostname"),
        "hostname:hit:hooli.acme.example"
    );
    assert_eq!(
        signal(&report, "login-hint"),
        "login-hint:contradicts:globex.example"
    );
    assert_eq!(decided(&report), (None, None, None));
    assert_eq!(
        (&report["page"], &report["status"]),
        (&"organization-picker".into(), &200.into())
    );
    assert_eq!(report["offered"], json!([HOOLI, GLOBEX]));
    assert_eq!(report["leads_to"], Value::Null);

    let picked = json(&[&contradiction[..], &["--pick-organization", GLOBEX]].concat());
    assert_eq!(
        decided(&picked),
        (Some("chosen"), Some(GLOBEX), Some("globex-oidc"))
    );

    let typed = ["--typed", "eve@initech.example"];
    let offered = json(&typed);
    assert_eq!(offered["page"], "connection-chooser");
    assert_eq!(
        offered["offered"],
        json!(["initech-employees", "initech-contractors"])
    );
    let picked = json(&[&typed[..], &["--pick-connection", "initech-contractors"]].concat());
    assert_eq!(decided(&picked).2, Some("initech-contractors"));
    assert_eq!(picked["page"], "going-on");
    assert!(
        picked["leads_to"]
            .as_str()
            .unwrap()
            .contains("&connection=initech-contractors")
    );
}

#[test]
fn strangers_and_people_without_a_hint() {
    let stranger = json(&["--login-hint", "a@unknown.example"]);
    assert_eq!(signal(&stranger, "login-hint"), "login-hint:miss");
    assert_eq!(
        decided(&stranger),
        (Some("fallback"), None, Some("acme-accounts"))
    );
    assert_eq!(
        stranger["added"],
        json!([{ "name": "connection", "value": "acme-accounts" }])
    );

    let silent = json(&[]);
    assert_eq!(
        (&silent["end"], &silent["page"]),
        (&"asked".into(), &"identifier".into())
    );
    let doubtful = json(&["--typed", "ana@gmial.com"]);
    assert_eq!(
        doubtful["notes"],
        json!(["the page asks whether another address was meant"])
    );
    let unread = json(&[
        "--login-hint",
        "ana@globex.example",
        "--typed",
        "x@unknown.example",
    ]);
    assert_eq!(
        decided(&unread).0,
        Some("login-hint"),
        "no page is shown to type on"
    );
    assert_eq!(
        unread["notes"],
        json!(["nothing is typed or picked: the request is answered without a form"])
    );
}

#[test]
fn requests_that_are_left_alone() {
    for (asked, winner) in [
        (&["--organization", "org_x"][..], "explicit"),
        (&["--connection", "x"], "explicit"),
        (&["--invitation", "t1cket"], "explicit"),
        (&["--prompt", "none"], "untouchable"),
        (&["--parameter", "request_uri=urn:x"], "untouchable"),
    ] {
        let report = json(&[asked, &["--login-hint", "ana@globex.example"]].concat());
        assert_eq!(decided(&report).0, Some(winner), "{asked:?}");
        assert_eq!(report["end"], "passed-on", "{asked:?}");
        assert_eq!(
            (&report["added"], &report["replaced"]),
            (&json!([]), &json!([]))
        );
    }
    let asked = json(&["--prompt", "login", "--login-hint", "ana@globex.example"]);
    assert_eq!(asked["page"], "identifier");
    let unknown = explain(&["--client", "someoneElse", "--json"]);
    let unknown: Value = serde_json::from_str(&unknown.out).unwrap();
    assert_eq!(
        (&unknown["end"], &unknown["client"]),
        (&"passed-on".into(), &Value::Null)
    );
    assert_eq!(
        unknown["notes"],
        json!(["the tenant file has no client of this id"])
    );
}

#[test]
fn the_way_in_and_whole_urls() {
    let initiated = json(&["--way", "initiate", "--login-hint", "ana@globex.example"]);
    assert_eq!(initiated["way_in"], "initiate");
    assert_eq!(
        initiated["leads_to"],
        "https://app.acme.example/login?iss=https%3A%2F%2Flogin.acme.example%2F\
         &organization=org_globexGLOBEX0001&connection=globex-oidc&login_hint=ana%40globex.example"
    );
    let names: Vec<&str> = initiated["added"]
        .as_array()
        .unwrap()
        .iter()
        .map(|added| added["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["iss", "organization", "connection", "login_hint"]);

    let query = format!("client_id={CLIENT}&state=%zz&&login%5Fhint=ana%40globex.example");
    for url in [
        format!("/authorize?{query}"),
        format!("https://start.acme.example/authorize?{query}"),
    ] {
        let ran = explain(&["--url", &url, "--json"]);
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        let expected = format!(
            "https://login.acme.example/authorize?{query}&organization={GLOBEX}&connection=globex-oidc"
        );
        assert_eq!(report["leads_to"], expected.as_str(), "byte for byte");
    }
}
