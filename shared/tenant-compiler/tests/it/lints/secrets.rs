//! Secrets in a tenant file.

use vestibule_tenant_compiler::CompileOptions;

use super::{HEAD, findings};
use crate::support::compile_text;

#[test]
fn secrets_are_found_wherever_they_stand_and_not_repeated() {
    let key = "Vq3hT9xPz0LkWb7nYc2Rj8MfUd5Ge1SaHi4QoN6tBvXyKmZwCpJrEulAFsDgOI99";
    let found = |text: &str| findings(compile_text(text, &CompileOptions::default()));
    for text in [
        format!("{HEAD}[variables]\nanything = \"{key}\"\n"),
        format!("{HEAD}[variables]\nclient_secret = \"short\"\n"),
        format!("{HEAD}[stages.staging.variables]\nkey = \"{key}\"\n"),
        format!(
            "{HEAD}[[clients]]\nid = \"app\"\nname = \"App\"\ncallback_urls = [\"https://a.example/?key={key}\"]\n"
        ),
        format!("{HEAD}brand = \"-----BEGIN RSA PRIVATE KEY-----\"\n"),
    ] {
        let found = found(&text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].code, "secret-in-file");
        assert!(!found[0].to_string().contains(key));
        assert!(found[0].place.position.unwrap().0 > 1);
    }
}
