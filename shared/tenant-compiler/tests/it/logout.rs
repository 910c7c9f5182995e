//! How people are signed out.

use vestibule_tenant::Logout;
use vestibule_tenant_compiler::CompileOptions;

use crate::support::{client_id, compile_text, resident};

const PLAIN: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.example"
edge_origins = ["https://start.example"]

[[clients]]
id = "asks"
name = "Asks"

[[clients]]
id = "direct"
name = "Direct"
logout = "direct"
"#;

#[test]
fn clients_are_asked_for_unless_they_say_otherwise() {
    let snapshot = resident(&compile_text(PLAIN, &CompileOptions::default()).unwrap());
    let logout = |id: &str| {
        let client = snapshot.manifest().client(&client_id(id)).unwrap();
        client.logout()
    };
    assert_eq!(logout("asks"), Logout::Ask);
    assert_eq!(logout("direct"), Logout::Direct);
}

#[test]
fn a_tenant_says_whether_it_has_the_endpoint_of_openid_connect() {
    let said = PLAIN.replace("[tenant]", "[tenant]\noidc_logout = true");
    for (text, expected) in [(PLAIN, false), (&said, true)] {
        let snapshot = resident(&compile_text(text, &CompileOptions::default()).unwrap());
        assert_eq!(snapshot.manifest().oidc_logout(), expected);
        assert!(!snapshot.manifest().dangerous_loopback());
    }
}
