//! Certificates that `fetch` in Actions trusts.

use serde_json::{Value, json};
use vestibule_actions_runtime::{ActionsRuntime, NodeOptions};

use crate::support::{execution, node, on_execute, out, with_out};

const HOST: &str = "edge.acme.test";

/// What an Action gets from a server with `certificate` that it starts itself.
async fn fetch(certificate: &str, key: &str, options: NodeOptions) -> Value {
    let body = format!(
        "const server = require('node:https').createServer(
             {{ cert: {}, key: {} }}, (_request, response) => response.end('secure'));
         await new Promise((done) => server.listen(0, '127.0.0.1', done));
         const url = `https://{HOST}:${{server.address().port}}/`;
         try {{ out(await (await fetch(url)).text()); }} catch (error) {{ out(error.cause.code); }}",
        json!(certificate),
        json!(key)
    );
    let runtime = ActionsRuntime::spawn_with(&node(), options).await.unwrap();
    out(&runtime
        .execute(&execution([on_execute(&with_out(&body))]))
        .await
        .unwrap())
}

#[tokio::test]
async fn fetch_trusts_the_certificates_it_is_given_and_no_others() {
    let pair = rcgen::generate_simple_self_signed([HOST.to_owned()]).unwrap();
    let (certificate, key) = (pair.cert.pem(), pair.signing_key.serialize_pem());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("certificate.pem");
    std::fs::write(&path, &certificate).unwrap();
    let trusting = NodeOptions {
        extra_ca_certificates: Some(path),
    };
    assert_eq!(fetch(&certificate, &key, trusting).await, json!("secure"));
    let refused = fetch(&certificate, &key, NodeOptions::default()).await;
    assert_eq!(refused, json!("DEPTH_ZERO_SELF_SIGNED_CERT"));
}
