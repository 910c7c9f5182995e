//! What users are asked for: what is written can be read, and what makes no sense is refused.

mod errors;
mod lints;
mod overrides;
mod reads;

use vestibule_tenant::Snapshot;
use vestibule_tenant_compiler::{CompileOptions, Finding};

use crate::support::{compile_text, resident};

/// A tenant with two organizations and two clients.
pub(crate) const HEAD: &str = r#"
[tenant]
name = "Acme"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]

[[clients]]
id = "portal"
name = "Portal"

[[clients]]
id = "admin"
name = "Admin"

[[organizations]]
id = "org_globex"
name = "globex"
display_name = "Globex"

[[organizations]]
id = "org_initech"
name = "initech"
display_name = "Initech"
"#;

/// A field of every kind.
pub(crate) const EVERYTHING: &str = r#"
[profile]
required_at_refresh = true
receipt_keys = ["ed25519-public:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "ed25519-public:FyQIXnWqo5LMOAN4UEW2b-Mj0B3BpSZJKY3mBtpsOHk"]
budget = { interval = 14, fields_per_login = 2, prompts_per_user = 4, back_off = 60, first_login = true }

[[profile.fields]]
name = "job_title"
type = "text"
label = { en = "Job title", de = "Funktion" }
hint = { en = "As on your card", de = "Wie auf Ihrer Karte" }
placeholder = { en = "Head of IT", de = "Leitung IT" }
problem = { en = "Letters only", de = "Nur Buchstaben" }
min_length = 2
max_length = 80
pattern = "[A-Za-zÀ-ÿ .\\-]+"
prohibited = "<>"
allow_mixed_scripts = false
purpose = "organization-title"
store = "user_metadata.title"
stale_after = 365
priority = 90

[[profile.fields]]
name = "about"
type = "multi-line"
label = { en = "About you", de = "Über Sie" }
step = 2

[[profile.fields]]
name = "billing_email"
type = "email"
label = { en = "Billing address", de = "Rechnungsadresse" }
required_for_scopes = ["billing:read", "billing:write"]

[[profile.fields]]
name = "phone"
type = "phone"
country = "DE"
label = { en = "Telephone", de = "Telefon" }
required = true

[[profile.fields]]
name = "site"
type = "url"
label = { en = "Web site", de = "Webseite" }

[[profile.fields]]
name = "seats"
type = "number"
label = { en = "Seats", de = "Plätze" }
min = 1
max = 99.5
decimals = 1

[[profile.fields]]
name = "since"
type = "date"
label = { en = "Since", de = "Seit" }
min = "1969-12-31"
max = "2030-01-01"
allow_future = false

[[profile.fields]]
name = "manages"
type = "boolean"
label = { en = "Do you manage people?", de = "Führen Sie Menschen?" }

[[profile.fields]]
name = "team"
type = "choice"
label = { en = "Team", de = "Team" }
options = [
  { value = "eng", label = { en = "Engineering", de = "Technik" } },
  { value = "ops", label = { en = "Operations", de = "Betrieb" } },
]
only_if = { field = "manages", any_of = ["true"] }

[[profile.fields]]
name = "topics"
type = "choices"
label = { en = "Topics", de = "Themen" }
min = 1
max = 2
options = [
  { value = "a", label = "A" },
  { value = "b", label = "B" },
  { value = "c", label = "C" },
]

[[profile.fields]]
name = "home"
type = "country"
label = { en = "Country", de = "Land" }

[[profile.fields]]
name = "zone"
type = "time-zone"
label = { en = "Time zone", de = "Zeitzone" }
when = 'event.connection.strategy == "auth0"'
prefill = 'event.request.geoip.timeZone'

[[profile.fields]]
name = "terms"
type = "consent"
version = "2026-11"
renew_from = "1970-01-02"
entity = "Acme Inc."
label = { en = "I agree to the terms", de = "Ich stimme den Bedingungen zu" }
document = { en = "https://acme.example/terms", de = "https://acme.example/agb" }
required = true
"#;

#[expect(
    clippy::panic,
    reason = "whoever calls this says that the file is good"
)]
pub(crate) fn snapshot(text: &str) -> Snapshot {
    match compile_text(text, &CompileOptions::default()) {
        Ok(compiled) => resident(&compiled),
        Err(errors) => panic!("{errors}"),
    }
}

/// What is found in the head and this.
fn findings(text: &str) -> Vec<Finding> {
    match compile_text(&format!("{HEAD}{text}"), &CompileOptions::default()) {
        Ok(compiled) => compiled.findings,
        Err(errors) => errors.findings().to_vec(),
    }
}

/// A field that is a text, with something added.
fn text_field(more: &str) -> String {
    format!("\n[[profile.fields]]\nname = \"job\"\ntype = \"text\"\nlabel = \"Job\"\n{more}\n")
}
