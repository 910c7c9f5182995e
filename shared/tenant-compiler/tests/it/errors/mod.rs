//! Each mistake is reported at its place, with what is wrong and what would be right.

mod domains;
mod identifiers;
mod origins;
mod references;
mod report;
mod shape;

use vestibule_tenant_compiler::{CompileOptions, Severity};

use crate::support::{TENANT, compile_text};

/// A tenant with one of everything, to be broken.
const GOOD: &str = r##"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]
brand = "acme"

[brands.acme]
name = "Acme"
accent = { light = "#0b57d0", dark = "#a8c7fa" }

[[clients]]
id = "app"
name = "App"
login_url = "https://app.acme.example/login"
callback_urls = ["https://app.acme.example/callback", "com.acme.app://callback"]
connections = ["globex-oidc"]

[[connections]]
name = "globex-oidc"
strategy = "oidc"
display_name = "Globex"

[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"
domains = [{ name = "globex.example", verified = true }]
connections = ["globex-oidc"]

[[organizations]]
id = "org_initech"
name = "initech"
display_name = "Initech"
domains = [{ name = "initech.example", verified = true }]

[home_realm]
consumer_domains = ["gmail.com"]
"##;

/// Replaces `from` by `to` in the good file, and checks that exactly this is reported for it.
#[track_caller]
#[expect(clippy::unwrap_used, reason = "only called by tests")]
fn reports(from: &str, to: &str, code: &str, field: &str, problem: &str) {
    assert!(GOOD.contains(from), "{from:?}");
    let text = GOOD.replacen(from, to, 1);
    let errors = compile_text(&text, &CompileOptions::default()).unwrap_err();
    let [finding] = errors.findings() else {
        assert_eq!(errors.findings().len(), 1, "{errors}");
        return;
    };
    assert_eq!(
        (finding.code, finding.place.field.as_str()),
        (code, field),
        "{errors}"
    );
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.problem.contains(problem), "{errors}");
    assert!(!finding.help.is_empty());
    // The place is on a line that the replacement touched.
    let (line, column) = finding.place.position.unwrap();
    let at = text
        .split('\n')
        .take(line - 1)
        .map(|line| line.len() + 1)
        .sum::<usize>()
        + column
        - 1;
    let start = GOOD.find(from).unwrap();
    let start = text.get(..start).unwrap().rfind('\n').unwrap();
    let end = GOOD.find(from).unwrap() + to.len();
    assert!(
        (start..=end).contains(&at),
        "{errors}: {at} is not in {start}..={end}"
    );
}

#[test]
fn the_good_file_is_good() {
    assert_eq!(
        compile_text(GOOD, &CompileOptions::default())
            .unwrap()
            .findings,
        []
    );
    assert_eq!(
        compile_text(TENANT, &CompileOptions::default())
            .unwrap()
            .findings,
        []
    );
}
