//! The cases of home realm discovery by number, on real workerd, over a socket.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;

use vestibule_stand::{SnapshotPlace, Stand, StandOptions};

use crate::support::{acme, acme_file, acme_with, joined, link_logos, log_of, prepared, stand};
use run::{Place, Reply, Sent};

#[path = "../../cases/hostile.rs"]
mod hostile;
#[path = "../../cases/run.rs"]
mod run;

/// A Worker that is spoken to as the platform would.
struct Worker<'a>(&'a Stand);

impl Place for Worker<'_> {
    fn tenant(&self) -> String {
        self.0.addresses().tenant.origin().ascii_serialization()
    }

    fn app(&self) -> String {
        self.0.addresses().app.origin().ascii_serialization()
    }

    fn ask(&self, sent: &Sent) -> Reply {
        assert!(
            sent.asn.is_none(),
            "autonomous systems come from the platform alone"
        );
        let edge = self.0.addresses().worker.authority().to_owned();
        let host = sent.host.as_ref().unwrap_or(&edge);
        let mut lines = vec![
            format!("{} {} HTTP/1.1", sent.method, sent.target),
            format!("Host: {host}"),
            "Connection: close".to_owned(),
        ];
        lines.extend(sent.ip.iter().map(|ip| format!("CF-Connecting-IP: {ip}")));
        let more = sent.headers.iter();
        lines.extend(more.map(|(name, value)| format!("{name}: {value}")));
        if sent.method == "POST" {
            lines.push("Content-Type: application/x-www-form-urlencoded".to_owned());
            lines.push(format!("Content-Length: {}", sent.body.len()));
        }
        let head = lines.join("\r\n");
        let reply = exchange(self.0, &format!("{head}\r\n\r\n{}", sent.body));
        let decision = reply.header("vestibule-decision").unwrap().to_owned();
        let end = log_of(self.0, &decision)["end"]
            .as_str()
            .unwrap()
            .to_owned();
        // What comes of a form stands at an address of its own.
        match reply.header("location").filter(|_| end == "see-other") {
            None => Reply { end, ..reply },
            Some(address) => {
                assert_eq!((sent.method, reply.status), ("POST", 303));
                assert!(address.starts_with("/edge/realm?flow=s"), "{address}");
                self.ask(&Sent {
                    method: "GET",
                    target: address.to_owned(),
                    body: String::new(),
                    ..sent.clone()
                })
            }
        }
    }
}

/// Sends these very bytes and takes the answer apart.
fn exchange(stand: &Stand, request: &str) -> Reply {
    let address = stand.worker().unwrap().address("vestibule").unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .unwrap();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let chunked = headers.iter().any(|(name, _)| name == "transfer-encoding");
    Reply {
        status: status.parse().unwrap(),
        body: if chunked {
            joined(body)
        } else {
            body.to_owned()
        },
        headers,
        end: String::new(),
    }
}

fn folder() -> PathBuf {
    prepared().workspace.root().join("test-harness/cases")
}

/// The example with a change made.
async fn changed(name: &str, text: &str) -> Stand {
    let folder = prepared()
        .workspace
        .target()
        .join("harness/cases")
        .join(name);
    std::fs::create_dir_all(&folder).unwrap();
    link_logos(&folder);
    let file = folder.join("vestibule.toml");
    std::fs::write(&file, text).unwrap();
    stand(StandOptions::for_tests(file)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_is_answered_as_it_says() {
    let example = std::fs::read_to_string(acme_file()).unwrap();
    let texts = run::tenants(&folder(), &example);
    let cases = run::cases(&folder());
    let mut by_tenant: BTreeMap<Option<&str>, Vec<_>> = BTreeMap::new();
    for case in &cases {
        for expected in &case.requests {
            let all = by_tenant.entry(expected.tenant.as_deref()).or_default();
            all.push((case, expected));
        }
    }
    let mut wrong = Vec::new();
    let mut asked = 0;
    for (tenant, all) in by_tenant {
        let stand = match tenant {
            None => acme().await,
            Some("nowhere") => acme_with(SnapshotPlace::Nowhere).await,
            Some(name) => changed(name, &texts[name]).await,
        };
        let client = stand.application().unwrap().client_id;
        for (case, expected) in all {
            // Autonomous systems come from Cloudflare's own network, which no test has.
            if expected.asn.is_some() {
                continue;
            }
            asked += 1;
            if let Err(mistake) = run::check(&Worker(&stand), expected, &client) {
                wrong.push(format!(
                    "case {}: {}\n  {expected:?}\n  {mistake}",
                    case.number, case.says
                ));
            }
        }
    }
    println!(
        "{asked} requests; {} rows are pending",
        run::pending(&cases).len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn sent(method: &'static str, target: &str, body: String) -> Sent {
    Sent {
        method,
        target: target.to_owned(),
        host: None,
        ip: None,
        asn: None,
        headers: BTreeMap::new(),
        body,
    }
}

/// A text as a hint, and typed, on both ways in.
fn answers(worker: &Worker<'_>, client: &str, text: &str) -> Vec<Reply> {
    let text = run::encode(text);
    let mut replies = Vec::new();
    for path in ["/authorize", "/edge/realm"] {
        let plain = format!("{path}?client_id={client}&state=1");
        let target = format!("{plain}&login_hint={text}");
        replies.push(worker.ask(&sent("GET", &target, String::new())));
        let form = worker.ask(&sent("GET", &plain, String::new()));
        let body = format!("flow={}&email={text}", form.flow().unwrap());
        replies.push(worker.ask(&sent("POST", "/edge/realm", body)));
    }
    replies
}

/// Without what differs between any two answers: the date, and what is sealed, of which the length
/// is kept, because a length can tell something.
fn comparable(mut reply: Reply) -> Reply {
    reply.headers.retain(|(name, _)| name != "date");
    for (name, value) in &mut reply.headers {
        if name == "set-cookie" {
            let (pair, attributes) = value.split_once(';').unwrap();
            let (cookie, sealed) = pair.split_once('=').unwrap();
            *value = format!("{cookie}={} sealed;{attributes}", sealed.len());
        }
    }
    reply
}

#[tokio::test(flavor = "multi_thread")]
async fn two_addresses_of_one_length_and_domain_get_the_same_bytes() {
    let stand = acme().await;
    let client = stand.application().unwrap().client_id;
    let worker = Worker(&stand);
    for domain in [
        "globex.example",
        "initech.example",
        "hooli.example",
        "wayne.example",
        "stark.example",
        "unknown.example",
        "gmail.com",
        "gmial.com",
    ] {
        // The first is somebody whom the tenant knows, at gmail.com and globex.example.
        for (one, other) in [
            ("consumer", "stranger"),
            ("ana", "zzz"),
            ("O'Neil", "O'Mara"),
        ] {
            let mine = answers(&worker, &client, &format!("{one}@{domain}"));
            let theirs = answers(&worker, &client, &format!("{other}@{domain}"));
            for (mine, theirs) in mine.into_iter().zip(theirs) {
                let (mine, theirs) = (comparable(mine), comparable(theirs));
                assert_eq!(
                    mine.body.len(),
                    theirs.body.len(),
                    "{one} or {other} at {domain}"
                );
                assert_eq!(
                    run::masked(&mine, one, domain),
                    run::masked(&theirs, other, domain),
                    "{one} or {other} at {domain}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_identifiers_neither_match_nor_crash() {
    let stand = acme().await;
    let client = stand.application().unwrap().client_id;
    let worker = Worker(&stand);
    let plain = format!("/edge/realm?client_id={client}&state=1");
    let forgotten = run::without_seals(&worker.ask(&sent("GET", &plain, String::new())).body);
    for text in hostile::identifiers() {
        let shown: String = text.chars().take(60).collect();
        for reply in answers(&worker, &client, &text) {
            assert!(reply.status < 500, "{shown:?}: {}", reply.status);
            for name in ["location", "refresh"] {
                let target = reply.header(name).unwrap_or("");
                assert!(!target.contains("organization=org_"), "{shown:?}: {target}");
            }
            assert!(!reply.body.contains("value=\"org_"), "{shown:?}");
            assert!(!reply.body.contains("<script"), "{shown:?}");
            // A redirect is counted against going in circles, but no organization is remembered.
            let Some(cookie) = reply.header("set-cookie") else {
                continue;
            };
            let pair = cookie.split(';').next().unwrap().to_owned();
            let mut again = sent("GET", &plain, String::new());
            again.headers.insert("cookie".to_owned(), pair);
            let offered = worker.ask(&again);
            assert_eq!(run::without_seals(&offered.body), forgotten, "{shown:?}");
        }
    }
    // Nothing of it has broken the instance, and an address that should match does.
    let found = answers(&worker, &client, "ana@globex.example");
    let target = found[0].header("location").unwrap();
    assert!(
        target.contains("organization=org_globexGLOBEX0001"),
        "{target}"
    );
    assert!(!stand.worker().unwrap().logs().text().contains("panic"));
}
