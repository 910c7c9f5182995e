//! What `wrangler.toml` would give a Worker reaches it: KV, outbound requests, Durable Objects.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use vestibule_toolchain::{
    Binding, DurableObject, DurableObjectStorage, ExternalService, NetworkService, Service, Socket,
    WorkerService, Workerd, WorkerdConfig,
};

use crate::common::{get, prepare, settings};

/// Answers every request with its own head, so that a test sees what the Worker sent.
fn echo() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || answer(stream));
        }
    });
    address
}

fn answer(mut stream: TcpStream) {
    let mut head = String::new();
    for line in BufReader::new(&stream).lines().map_while(Result::ok) {
        if line.is_empty() {
            break;
        }
        head.push_str(&line);
        head.push('\n');
    }
    let length = head.len();
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{head}"
    );
}

fn serve(worker: WorkerService, others: Vec<Service>) -> (Workerd, SocketAddr) {
    let (workspace, _, toolbox) = prepare();
    let mut services = vec![Service::Worker(worker)];
    services.extend(others);
    let config = WorkerdConfig {
        services,
        sockets: vec![Socket::on_any_port("http", "main")],
    };
    let workerd = Workerd::start(&workspace, &toolbox, &config).unwrap();
    let address = workerd.address("http").unwrap();
    (workerd, address)
}

#[test]
fn a_kv_namespace_is_read_by_http() {
    let script =
        "export default { fetch: async (_, env) => new Response(await env.KV.get('a b')) };";
    let worker = WorkerService::from_script("main", script, &settings())
        .with_binding("KV", Binding::KvNamespace("kv".to_owned()));
    let kv = Service::External(ExternalService {
        name: "kv".to_owned(),
        address: echo().to_string(),
        forwarded_proto_header: None,
    });
    let (_workerd, address) = serve(worker, vec![kv]);
    let seen = get(address, "/", "");
    assert!(
        seen.contains("GET /a%20b?urlencoded=true HTTP/1.1"),
        "{seen}"
    );
}

#[test]
fn outbound_requests_keep_host_and_scheme_on_their_way_to_one_server() {
    let script = "export default { fetch: () => fetch('https://login.acme.test:8443/x') };";
    let mut worker = WorkerService::from_script("main", script, &settings());
    worker.global_outbound = Some("parties".to_owned());
    let parties = Service::External(ExternalService {
        name: "parties".to_owned(),
        address: echo().to_string(),
        forwarded_proto_header: Some("X-Forwarded-Proto".to_owned()),
    });
    let (_workerd, address) = serve(worker, vec![parties]);
    let seen = get(address, "/", "").to_lowercase();
    assert!(seen.contains("get /x http/1.1"), "{seen}");
    assert!(seen.contains("host: login.acme.test:8443"), "{seen}");
    assert!(seen.contains("x-forwarded-proto: https"), "{seen}");
}

#[test]
fn the_loopback_interface_is_out_of_reach_unless_the_network_allows_it() {
    let target = echo();
    let script = format!(
        "export default {{ fetch: () => fetch('http://{target}/').catch(() => new Response('refused')) }};"
    );
    let worker = WorkerService::from_script("main", script, &settings());
    let (_workerd, address) = serve(worker.clone(), Vec::new());
    assert!(get(address, "/", "").ends_with("refused"));

    let network = Service::Network(NetworkService {
        name: "internet".to_owned(),
        allow: vec!["local".to_owned()],
        trusted_certificates: Vec::new(),
    });
    let (_workerd, address) = serve(worker, vec![network]);
    let seen = get(address, "/", "");
    assert!(seen.contains("GET / HTTP/1.1"), "{seen}");
}

/// Counts its requests in a Durable Object.
fn counter(storage: DurableObjectStorage) -> WorkerService {
    let script = "
        import { DurableObject } from 'cloudflare:workers';
        export class Counter extends DurableObject {
          async next() {
            const count = ((await this.ctx.storage.get('count')) ?? 0) + 1;
            await this.ctx.storage.put('count', count);
            return count;
          }
        }
        export default {
          fetch: async (_, env) =>
            new Response(`count ${await env.COUNTER.get(env.COUNTER.idFromName('one')).next()}`),
        };";
    let mut worker = WorkerService::from_script("main", script, &settings()).with_binding(
        "COUNTER",
        Binding::DurableObjectNamespace("Counter".to_owned()),
    );
    worker.durable_objects.push(DurableObject {
        class_name: "Counter".to_owned(),
        unique_key: "toolchain-counter".to_owned(),
        sql: true,
    });
    worker.storage = storage;
    worker
}

#[test]
fn a_durable_object_in_memory_forgets_with_the_process() {
    for _ in 0..2 {
        let (_workerd, address) = serve(counter(DurableObjectStorage::InMemory), Vec::new());
        assert!(get(address, "/", "").ends_with("count 1"));
        assert!(get(address, "/", "").ends_with("count 2"));
    }
}

#[test]
fn a_durable_object_on_disk_outlives_the_process() {
    let (workspace, _, _) = prepare();
    let folder = workspace.target().join("toolchain-counter");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for expected in ["count 1", "count 2"] {
        let storage = DurableObjectStorage::LocalDisk(folder.clone());
        let (workerd, address) = serve(counter(storage), Vec::new());
        let seen = get(address, "/", "");
        assert!(seen.ends_with(expected), "{seen}");
        workerd.stop().unwrap();
    }
}
