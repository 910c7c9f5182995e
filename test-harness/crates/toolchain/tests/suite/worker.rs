//! A Worker is built by the pinned tools and served by workerd.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::common::{fixture, get, prepare, settings};
use vestibule_toolchain::{
    Binding, ModuleBody, Service, Socket, StartError, WorkerService, Workerd, WorkerdConfig,
    build_worker,
};

#[test]
fn the_fixture_is_built_served_and_survives_a_panic() {
    let (workspace, progress, toolbox) = prepare();
    let build = fixture(&workspace);
    let bundle = build_worker(&workspace, &toolbox, &progress, &build).unwrap();
    let again = build_worker(&workspace, &toolbox, &progress, &build).unwrap();
    assert!(!again.rebuilt, "nothing changed in between");
    assert_eq!(bundle.sizes, again.sizes);
    assert!(
        bundle
            .sizes
            .iter()
            .all(|size| size.gzip > 0 && size.gzip < size.raw)
    );

    let snapshot = build.out_dir.join("snapshot.bin");
    fs::write(&snapshot, [7; 11]).unwrap();
    let worker = WorkerService::from_bundle("main", &bundle, &settings())
        .with_module("snapshot.bin", ModuleBody::Data(snapshot))
        .with_binding("GREETING", Binding::Text("\"hello\",\n\\ world".to_owned()));
    let workerd = Workerd::start(
        &workspace,
        &toolbox,
        &WorkerdConfig {
            services: vec![Service::Worker(worker)],
            sockets: vec![Socket::on_any_port("http", "main")],
        },
    )
    .unwrap();
    let address = workerd.address("http").unwrap();
    assert!(address.ip().is_loopback());

    let answer = get(address, "/abc", "");
    assert!(
        answer.ends_with("/abc has 4 bytes, snapshot 11, \"hello\",\n\\ world"),
        "{answer}"
    );

    let mark = workerd.logs().mark();
    assert!(get(address, "/panic", "").starts_with("HTTP/1.1 503"));
    for _ in 0..3 {
        let answer = get(address, "/after", "");
        assert!(
            answer.contains("/after has 6 bytes"),
            "{answer}\n{}",
            workerd.logs().text()
        );
    }
    let patience = Duration::from_secs(10);
    let line = workerd
        .logs()
        .wait_for(mark, patience, |line| line.text == "starting over");
    assert!(line.is_some(), "{}", workerd.logs().text());

    assert!(workerd.rss().unwrap() > 1_000_000);
    assert!(workerd.cpu_time().unwrap() > Duration::ZERO);
    let pid = workerd.pid();
    drop(workerd);
    assert!(
        !Path::new(&format!("/proc/{pid}/exe")).exists(),
        "the process is gone"
    );
}

#[test]
fn a_changed_script_is_bundled_again_and_an_unchanged_one_is_not() {
    let (workspace, progress, toolbox) = prepare();
    let folder = workspace.target().join("toolchain-changed");
    let scripts = folder.join("js");
    fs::create_dir_all(&scripts).unwrap();
    let mut build = fixture(&workspace);
    build.entry = scripts.join("entry.js");
    build.out_dir = folder.join("build");
    let script = |answer: &str| {
        format!("import {{ answer }} from 'vestibule-wasm'; export default [answer, '{answer}'];")
    };
    for (answer, rebuilt) in [("first", true), ("second", true), ("second", false)] {
        if answer == "first" {
            let _ = fs::remove_dir_all(&build.out_dir);
        }
        fs::write(&build.entry, script(answer)).unwrap();
        let bundle = build_worker(&workspace, &toolbox, &progress, &build).unwrap();
        assert_eq!(bundle.rebuilt, rebuilt, "{answer}");
        let text = fs::read_to_string(&bundle.index_js).unwrap();
        assert!(text.contains(answer), "{text}");
        assert!(
            !text.contains("import source"),
            "workerd does not read that yet"
        );
    }
}

#[test]
fn the_scheme_comes_from_the_proxy_in_front_and_services_reach_each_other() {
    let (workspace, _, toolbox) = prepare();
    let front = WorkerService::from_script(
        "front",
        "export default { fetch: (request, env) => env.BACK.fetch(request) };",
        &settings(),
    )
    .with_binding(
        "BACK",
        Binding::Service {
            service: "back".to_owned(),
            entrypoint: None,
        },
    );
    let back = WorkerService::from_script(
        "back",
        "export default { fetch: (request) => new Response(request.url) };",
        &settings(),
    );
    let mut socket = Socket::on_any_port("http", "front");
    socket.forwarded_proto_header = Some("X-Forwarded-Proto".to_owned());
    let workerd = Workerd::start(
        &workspace,
        &toolbox,
        &WorkerdConfig {
            services: vec![Service::Worker(front), Service::Worker(back)],
            sockets: vec![socket],
        },
    )
    .unwrap();
    let address = workerd.address("http").unwrap();
    let secure = get(address, "/x", "X-Forwarded-Proto: https\r\n");
    assert!(secure.ends_with("https://edge.test/x"), "{secure}");
    assert!(get(address, "/x", "").ends_with("http://edge.test/x"));
}

#[test]
fn a_script_that_does_not_start_is_reported_with_its_message() {
    let (workspace, _, toolbox) = prepare();
    let worker = WorkerService::from_script("main", "throw new Error('no luck');", &settings());
    let error = Workerd::start(
        &workspace,
        &toolbox,
        &WorkerdConfig {
            services: vec![Service::Worker(worker)],
            sockets: vec![Socket::on_any_port("http", "main")],
        },
    )
    .unwrap_err();
    assert!(matches!(error, StartError::Ended { .. }), "{error}");
    assert!(error.to_string().contains("no luck"), "{error}");
}
