//! What a panic in one request does to the others: nothing.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use vestibule_toolchain::{
    Binding, DurableObject, DurableObjectStorage, ModuleBody, Service, Socket, WorkerService,
    Workerd, WorkerdConfig, WranglerSettings,
};

use crate::support::{acme_file, prepared, probe};

/// The probe build on bare workerd: the example tenant beside it, and a Durable Object.
pub(crate) fn start() -> (Workerd, SocketAddr) {
    let prepared = prepared();
    let settings = WranglerSettings::read(&prepared.workspace).unwrap();
    let folder = prepared.workspace.target().join("harness/recovery");
    std::fs::create_dir_all(&folder).unwrap();
    let snapshot = folder.join(format!("{}.bin", std::process::id()));
    std::fs::write(
        &snapshot,
        vestibule_stand::bundle_of(&acme_file(), None).unwrap(),
    )
    .unwrap();
    let worker = WorkerService {
        durable_objects: vec![DurableObject {
            class_name: "Counter".to_owned(),
            unique_key: "probe".to_owned(),
            sql: true,
        }],
        storage: DurableObjectStorage::InMemory,
        ..WorkerService::from_bundle("probe", probe(), &settings)
            .with_module("snapshot.bin", ModuleBody::Data(snapshot))
            .with_binding(
                "COUNTER",
                Binding::DurableObjectNamespace("Counter".to_owned()),
            )
    };
    let config = WorkerdConfig {
        services: vec![Service::Worker(worker)],
        sockets: vec![Socket::on_any_port("http", "probe")],
    };
    let workerd = Workerd::start(&prepared.workspace, &prepared.toolbox, &config).unwrap();
    let address = workerd.address("http").unwrap();
    (workerd, address)
}

fn get(address: SocketAddr, target: &str) -> String {
    get_with(address, target, "")
}

/// The same with further header lines.
pub(crate) fn get_with(address: SocketAddr, target: &str, lines: &str) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    write!(
        connection,
        "GET {target} HTTP/1.1\r\nHost: start.acme.example\r\nConnection: close\r\n{lines}\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

fn assert_right(address: SocketAddr, number: usize) {
    let client = "acmeDemoApp0000000000000000000001";
    let answer = get(
        address,
        &format!("/authorize?client_id={client}&state={number}&login_hint=a%40globex.example"),
    );
    let expected = format!(
        "https://login.acme.example/authorize?client_id={client}&state={number}\
         &login_hint=a%40globex.example&organization=org_globexGLOBEX0001&connection=globex-oidc"
    );
    assert!(
        answer.contains(&expected),
        "request {number} after the panic: {answer}"
    );
}

#[test]
fn a_hundred_requests_after_a_panic_are_right() {
    let (workerd, address) = start();
    assert_right(address, 0);
    assert!(get(address, "/edge/probe/count").ends_with("1\n"));

    let mark = workerd.logs().mark();
    let answer = get(address, "/edge/probe/panic");
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
    assert!(
        answer.contains("Something went wrong on our side"),
        "{answer}"
    );
    assert!(!answer.contains("panic"), "no details: {answer}");
    assert!(
        answer.to_lowercase().contains("application/problem+json"),
        "{answer}"
    );

    for number in 1..=100 {
        assert_right(address, number);
    }
    // The Durable Object lives in the instance that broke; its storage does not.
    assert!(get(address, "/edge/probe/count").ends_with("2\n"));

    let critical = |line: &vestibule_toolchain::LogLine| line.text.contains("\"critical\"");
    let log: Vec<_> = workerd.logs().since(mark);
    assert_eq!(
        log.iter().filter(|line| critical(line)).count(),
        1,
        "marked critical once"
    );
    let text = workerd.logs().text();
    assert!(
        text.contains("functions/worker/src/probe.rs:"),
        "the place is known: {text}"
    );
    assert!(!text.contains("alice@"), "the message is dropped: {text}");
}

#[test]
fn requests_beside_a_panic_are_right() {
    let (_workerd, address) = start();
    std::thread::scope(|scope| {
        for worker in 0..4 {
            scope.spawn(move || {
                for number in 0..100 {
                    assert_right(address, worker * 1000 + number);
                }
            });
        }
        scope.spawn(move || {
            for _ in 0..20 {
                assert!(get(address, "/edge/probe/panic").starts_with("HTTP/1.1 500"));
            }
        });
    });
}

#[test]
fn a_panic_in_a_task_is_noticed_too() {
    let (workerd, address) = start();
    assert_right(address, 0);
    std::thread::scope(|scope| {
        // It waits for something that never comes, and is answered all the same.
        scope.spawn(|| {
            let answer = get(address, "/edge/probe/panic-later");
            assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
        });
        for number in 1..=100 {
            assert_right(address, number);
        }
    });
    assert_right(address, 101);
    let text = workerd.logs().text();
    assert!(text.contains("functions/worker/src/probe.rs:"), "{text}");
    assert!(!text.contains("alice@"), "{text}");
}
