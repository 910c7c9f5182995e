//! A certified client library at the front door.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;

use crate::support::{acme, prepared};

#[tokio::test(flavor = "multi_thread")]
async fn openid_client_signs_in_by_the_front_door() {
    let stand = acme().await;
    let prepared = prepared();
    let application = stand.application().unwrap();
    let folder = prepared.workspace.target().join("harness/openid-client");
    std::fs::create_dir_all(&folder).unwrap();
    let authority = folder.join("authority.pem");
    std::fs::write(&authority, stand.trust().authority_pem.unwrap()).unwrap();

    let script = crate::support::script("openid-client.mjs");
    let mut child = tokio::process::Command::new(prepared.toolbox.node())
        .arg(&script)
        .env("NODE_EXTRA_CA_CERTS", &authority)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let input = json!({
        "edge": stand.addresses().worker.as_str(),
        "issuer": application.issuer.as_str(),
        "clientId": application.client_id,
        "callback": application.callback.as_str(),
        "email": "ana@globex.example",
    });
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.to_string().as_bytes()).await.unwrap();
    drop(stdin);
    let output = child.wait_with_output().await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
    let result: Value = serde_json::from_str(text.trim()).unwrap();
    assert_eq!(result["claims"]["org_id"], "org_globexGLOBEX0001");
    assert_eq!(result["claims"]["email"], "ana@globex.example");
    assert_eq!(
        result["firstRedirectFrom"],
        stand.addresses().worker.host_str().unwrap()
    );
}
