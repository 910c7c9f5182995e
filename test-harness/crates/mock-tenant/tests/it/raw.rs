//! `/authorize` as it stood on the wire.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::Tenant;

async fn send(tenant: &Tenant, request: &[u8], piece: usize) -> String {
    let address = tenant.origin.rsplit_once(':').unwrap().1;
    let mut stream = TcpStream::connect(format!("127.0.0.1:{address}"))
        .await
        .unwrap();
    for piece in request.chunks(piece) {
        stream.write_all(piece).await.unwrap();
        tokio::task::yield_now().await;
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn odd_bytes_are_recorded_as_they_came() {
    let tenant = Tenant::start().await;
    let targets: [&[u8]; 7] = [
        b"/authorize?a=%41&a=%2F%2f&b=+%20&c",
        b"/authorize?x=%zz&&=&y",
        b"/authorize?quote=\"<>{}|\\^`",
        b"/authorize?high=\xc3\xa9\xff\xfe",
        b"/authorize?a=1#fragment",
        b"/authorize",
        b"/authorize?with a space=1",
    ];
    for target in targets {
        for piece in [1, 4096] {
            tenant.control().clear_raw_requests();
            let mut request = b"GET ".to_vec();
            request.extend(target);
            request.extend(b" HTTP/1.1\r\nhost: tenant.localhost\r\n\r\n");
            send(&tenant, &request, piece).await;
            let seen = tenant.control().raw_requests();
            assert_eq!(seen.len(), 1, "{:?}", String::from_utf8_lossy(target));
            assert_eq!(seen[0].target_bytes(), target);
            assert_eq!(seen[0].method, "GET");
        }
    }
}

#[tokio::test]
async fn only_authorize_is_recorded_and_a_connection_carries_one_request() {
    let tenant = Tenant::start().await;
    let one = "GET /authorize/resume HTTP/1.1\r\nhost: x\r\n\r\n";
    let two = "POST /authorize?second HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n";
    let answer = send(&tenant, format!("{one}{two}").as_bytes(), 4096).await;
    assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
    assert_eq!(tenant.control().raw_requests().len(), 0);
    send(&tenant, two.as_bytes(), 4096).await;
    assert_eq!(tenant.control().raw_requests()[0].method, "POST");
}
