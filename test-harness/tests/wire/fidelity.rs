//! What leaves is what came in, compared as bytes at the tenant's socket.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use vestibule_stand::Stand;

use crate::support::acme;

/// Asks the Worker with these very bytes and follows its redirect with the very bytes it answers.
/// Returns the query that the tenant saw on its socket.
fn through(stand: &Stand, query: &str) -> String {
    let worker = stand.worker().unwrap().address("vestibule").unwrap();
    let answer = exchange(worker, &format!("/authorize?{query}"), "start.acme.test");
    let location = header(&answer, "location").unwrap_or_else(|| panic!("no redirect: {answer}"));
    let tenant = stand.addresses().tenant.as_str();
    let target = location
        .strip_prefix(tenant)
        .unwrap_or_else(|| panic!("elsewhere: {location}"));
    let host = stand.addresses().tenant.authority().to_owned();
    stand.tenant().control().clear_raw_requests();
    exchange(stand.tenant_address(), &format!("/{target}"), &host);
    let requests = stand.tenant().control().raw_requests();
    assert_eq!(requests.len(), 1);
    let target = requests[0].target.clone();
    target.strip_prefix("/authorize?").unwrap().to_owned()
}

fn exchange(address: std::net::SocketAddr, target: &str, host: &str) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    write!(
        connection,
        "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    answer.lines().find_map(|line| {
        let (known, value) = line.split_once(": ")?;
        known.eq_ignore_ascii_case(name).then_some(value)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_byte_of_a_request_arrives() {
    let stand = acme().await;
    let client = stand.application().unwrap().client_id;
    let state = format!("{}+%2B%2f%2F%3D==%zz%", "aZ09-._~!*'()".repeat(200));
    for odd in [
        format!("state={state}"),
        "a=1&a=2&a=&&=x&b".to_owned(),
        "resource=urn%3Aa&resource=urn:b&claims=%7B%22id_token%22%3Anull%7D".to_owned(),
        "x={}|^`[]\\;,:@$'".to_owned(),
        "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&nonce=%00%0d%0a".to_owned(),
    ] {
        let query = format!("client_id={client}&{odd}&login_hint=a%2Bb%40globex.example");
        assert_eq!(
            through(&stand, &query),
            format!("{query}&organization=org_globexGLOBEX0001&connection=globex-oidc")
        );
        for untouched in [
            "prompt=none",
            "request_uri=urn%3Ax",
            "connection=globex-oidc",
        ] {
            let query = format!("{query}&{untouched}");
            assert_eq!(through(&stand, &query), query);
        }
    }
}
