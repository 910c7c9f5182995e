//! The file that applications copy, in Node.js.

use serde_json::{Value, json};

use crate::support::prepared;

const SCRIPT: &str = "
const { errorPage, needsSignIn } = await import(process.argv[1]);
const login = { edgeOrigin: 'https://start.acme.example', clientId: 'app' };
const refused = Object.assign(new Error('x'), { error: 'access_denied', error_description: '[a] b & c' });
console.log(JSON.stringify({
  all: errorPage({ ...login, organization: 'org_1' }, refused),
  least: errorPage(login, {}),
  query: errorPage(login, Object.fromEntries(new URLSearchParams('error=server_error&code=secret&state=s'))),
  long: errorPage(login, { error: 'x', error_description: 'y'.repeat(9000) }).length,
  needs: ['login_required', 'interaction_required', 'access_denied', undefined].map((error) => needsSignIn({ error })),
}));
";

/// What a script prints that is given a file of the kit.
async fn told(file: &str, script: &str) -> Value {
    let kit = prepared().workspace.root().join("examples/app-kit");
    let output = tokio::process::Command::new(prepared().toolbox.node())
        .args(["--input-type=module", "--eval", script])
        .arg(kit.join(file))
        .output()
        .await
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_kit_hands_over_what_the_page_reads_and_no_more() {
    let told = told("login-errors.js", SCRIPT).await;
    let page = "https://start.acme.example/edge/error";
    assert_eq!(
        told["all"],
        format!(
            "{page}?error=access_denied&error_description=%5Ba%5D+b+%26+c&client_id=app&organization=org_1"
        )
    );
    assert_eq!(told["least"], format!("{page}?client_id=app"));
    assert_eq!(
        told["query"],
        format!("{page}?error=server_error&client_id=app")
    );
    assert!(told["long"].as_u64().unwrap() < 2000);
    assert_eq!(told["needs"], json!([true, true, false, false]));
}

const SIGN_OUT: &str = "
const { signOutPage } = await import(process.argv[1]);
const login = { edgeOrigin: 'https://start.acme.example', clientId: 'app' };
console.log(JSON.stringify({
  all: signOutPage({ ...login, organization: 'org_1' }, { returnTo: 'https://a.example/?x=1', federated: true, state: 's', idToken: 'a.b.c' }),
  least: signOutPage(login, { federated: false }),
}));
";

#[tokio::test(flavor = "multi_thread")]
async fn the_app_kit_leads_to_where_sessions_end() {
    let told = told("sign-out.js", SIGN_OUT).await;
    let page = "https://start.acme.example/edge/logout?client_id=app";
    assert_eq!(
        told["all"],
        format!(
            "{page}&organization=org_1&return_to=https%3A%2F%2Fa.example%2F%3Fx%3D1&federated=1&state=s&id_token_hint=a.b.c"
        )
    );
    assert_eq!(told["least"], page);
}
