//! Users on their way through the form of a profile, as many as a measurement needs.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use serde_json::json;
use sha2::Sha256;
use vestibule_http::sealed::{self, Keys};
use vestibule_profile::ask::{Ask, AskedField, PURPOSE};
use vestibule_toolchain::{
    Binding, DurableObject, DurableObjectStorage, WorkerService, WranglerSettings,
};

use crate::branded_tenant::{self, ORGANIZATIONS, READERS};
use crate::connection::{Answer, Connection};
use crate::large_tenant::LargeTenant;
use crate::prepared::Prepared;

/// 32 bytes in base64; like the secrets below it protects nothing here.
const REALM_KEY: &str = "YSBrZXkgZm9yIG1lYXN1cmVtZW50czogMzIgYnl0ZXM=";
const PAGE_SECRET: &str = "the way to the page of a measurement";
const RETURN_SECRET: &str = "the way back of a measurement's answers";
/// The Durable Object class that decides who answers first.
const ANSWER_ONCE: &str = "AnswerOnce";

/// What all requests have in common.
const HOST: &str = "Host: start.acme.example\r\naccept: text/html\r\n";

/// What the tenant asks for; [`Trip`]s ask for the first three.
const PROFILE: &str = r#"
[[profile.fields]]
name = "job_title"
type = "text"
max_length = 80
purpose = "organization-title"
label = { en = "Job title", de = "Funktion", fr = "Fonction", es = "Cargo", ja = "役職", ar = "المسمى الوظيفي" }

[[profile.fields]]
name = "phone"
type = "phone"
country = "DE"
label = { en = "Phone", de = "Telefon", fr = "Téléphone", es = "Teléfono", ja = "電話番号", ar = "الهاتف" }
hint = { en = "For questions about orders", de = "Für Rückfragen zu Bestellungen" }

[[profile.fields]]
name = "team"
type = "choice"
label = { en = "Team", de = "Team", fr = "Équipe", es = "Equipo", ja = "チーム", ar = "الفريق" }
options = [
  { value = "sales", label = { en = "Sales", de = "Vertrieb" } },
  { value = "production", label = { en = "Production", de = "Fertigung" } },
  { value = "service", label = { en = "Service", de = "Kundendienst" } },
  { value = "other", label = { en = "Another", de = "Ein anderes" } },
]

[[profile.fields]]
name = "employee_number"
type = "text"
pattern = "[A-Z]{2}[0-9]{6}"
label = "Employee number"

[[profile.fields]]
name = "homepage"
type = "url"
label = "Homepage"

[[profile.fields]]
name = "seats"
type = "number"
min = 1
max = 10000
label = "Seats"

[[profile.fields]]
name = "country"
type = "country"
label = "Country"

[[profile.fields]]
name = "terms"
type = "consent"
version = "2026-11"
label = "I agree to the terms of use"
document = "https://acme.example/terms"
"#;

/// The tenant file: the brands of [`branded_tenant`], eight questions, and another word for one of them in every fourth organization.
#[must_use]
pub fn tenant() -> String {
    let mut text = branded_tenant::tenant();
    text.push_str(PROFILE);
    for number in (0..ORGANIZATIONS).step_by(4) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            text,
            "[[profile.overrides]]\norganizations = [\"{}\"]\n\
             labels = {{ job_title = {{ en = \"Role at customer {number}\", de = \"Aufgabe bei Kunde {number}\" }} }}",
            branded_tenant::organization(number),
        );
    }
    text
}

/// The Worker as it is deployed with a profile. Its snapshot is for the caller to add.
///
/// # Errors
/// When `wrangler.toml` cannot be read.
pub fn worker(prepared: &Prepared) -> Result<WorkerService> {
    let settings = WranglerSettings::read(&prepared.workspace)?;
    let text = |text: &str| Binding::Text(text.to_owned());
    let worker = WorkerService::from_bundle("vestibule", &prepared.bundle, &settings)
        .with_binding("TENANT_ORIGIN", text(LargeTenant::ORIGIN))
        .with_binding("REALM_KEY", text(REALM_KEY))
        .with_binding("PAGE_SECRET", text(PAGE_SECRET))
        .with_binding("RETURN_SECRET", text(RETURN_SECRET));
    Ok(with_answers(worker))
}

/// A Worker that exports the class that decides who answers first, with a namespace of such objects at `ANSWERS`.
#[must_use]
pub fn with_answers(worker: WorkerService) -> WorkerService {
    let namespace = Binding::DurableObjectNamespace(ANSWER_ONCE.to_owned());
    WorkerService {
        storage: DurableObjectStorage::InMemory,
        durable_objects: vec![DurableObject {
            class_name: ANSWER_ONCE.to_owned(),
            unique_key: ANSWER_ONCE.to_owned(),
            sql: true,
        }],
        ..worker
    }
    .with_binding("ANSWERS", namespace)
}

/// A login in which somebody is asked: of another user each, of the organizations in turn, in all languages.
#[derive(Clone, Copy, Debug)]
pub struct Trip(pub usize);

/// A trip whose token became a session.
#[derive(Clone, Debug)]
pub struct Begun {
    trip: Trip,
    path: String,
    cookie: String,
}

/// A trip whose form is on the screen.
#[derive(Clone, Debug)]
pub struct Filling {
    begun: Begun,
    carried: String,
}

impl Trip {
    /// What the browser says of languages, and the language of the page.
    #[must_use]
    pub fn reader(self) -> (&'static str, &'static str) {
        let Self(number) = self;
        // Every organization is asked in every language.
        let turn = (number + number / ORGANIZATIONS) % READERS.len();
        READERS.get(turn).copied().unwrap_or_default()
    }

    /// The number of the organization.
    #[must_use]
    pub const fn organization(self) -> usize {
        self.0 % ORGANIZATIONS
    }

    /// What the user knows their account by.
    #[must_use]
    pub fn account(self) -> String {
        format!(
            "person{:06}@customer-{}.example",
            self.0,
            self.organization()
        )
    }

    /// What Auth0 gets back: it differs in every login, and is as long as what Auth0 makes.
    #[must_use]
    pub fn state(self) -> String {
        format!("hKFo2SB{:032x}{}", self.0, "bEZqQ0xLZ3pXcVh5d0dT".repeat(8))
    }

    /// The request that the Action's redirect makes of a browser, with a token that is good for a quarter of an hour from `now` on, as Auth0's are by themselves.
    ///
    /// # Errors
    /// When the secrets above are none.
    pub fn arrival(self, now: u64) -> Result<Vec<u8>> {
        let Self(number) = self;
        let subject = format!("auth0|{number:024x}");
        let keys = Keys::parse(REALM_KEY, None)?;
        let mut nonce = [0; 24];
        nonce
            .iter_mut()
            .zip(number.to_be_bytes())
            .for_each(|(to, from)| *to = from);
        let ask = self.ask().write();
        let ask = sealed::seal(&keys, PURPOSE, nonce, ask.as_bytes(), subject.as_bytes());
        let issuer = LargeTenant::ORIGIN.trim_start_matches("https://");
        let token = signed(&json!({
            "iss": issuer, "sub": subject, "ip": "203.0.113.7", "iat": now, "exp": now + 900,
            "page": "profile", "txn": format!("{number:022}"), "ask": ask,
        }))?;
        let (accepted, _) = self.reader();
        let request = format!(
            "GET /edge/profile?session_token={token}&state={} HTTP/1.1\r\n{HOST}accept-language: {accepted}\r\n\r\n",
            self.state(),
        );
        Ok(request.into_bytes())
    }

    fn ask(self) -> Ask {
        let field = |name: &str| AskedField {
            name: name.to_owned(),
            required: false,
        };
        Ask {
            steps: vec![vec![field("job_title"), field("phone"), field("team")]],
            prefill: vec![("phone".to_owned(), vec!["+4930901820".to_owned()])],
            account: Some(self.account()),
            organization: Some(branded_tenant::organization(self.organization())),
            client: Some(LargeTenant::CLIENT.to_owned()),
            languages: Vec::new(),
        }
    }

    /// Brings the token.
    ///
    /// # Errors
    /// When it is not believed, or the connection ends.
    pub fn begin(self, connection: &mut Connection, now: u64) -> Result<Begun> {
        let answer = connection.ask(&self.arrival(now)?)?;
        let (Some(path), Some(cookie)) = (answer.header("location"), answer.header("set-cookie"))
        else {
            anyhow::bail!("the token did not become a session: {:?}", answer.head);
        };
        let cookie = cookie.split(';').next().unwrap_or_default();
        Ok(Begun {
            trip: self,
            path: path.to_owned(),
            cookie: cookie.to_owned(),
        })
    }
}

impl Begun {
    /// The request for the form.
    #[must_use]
    pub fn look(&self) -> Vec<u8> {
        let (accepted, _) = self.trip.reader();
        let Self { path, cookie, .. } = self;
        format!(
            "GET {path} HTTP/1.1\r\n{HOST}accept-language: {accepted}\r\ncookie: {cookie}\r\n\r\n"
        )
        .into_bytes()
    }

    /// Looks at the form.
    ///
    /// # Errors
    /// When there is none, or the connection ends.
    pub fn fill(self, connection: &mut Connection) -> Result<Filling> {
        let answer = connection.ask(&self.look())?;
        ensure!(answer.is_ok(), "no form: {:?}", answer.head);
        let carried = hidden(&answer, "carried").context("the form carries nothing")?;
        Ok(Filling {
            begun: self,
            carried,
        })
    }
}

impl Filling {
    /// The request that sends the form with this job title, of letters alone.
    #[must_use]
    pub fn sent(&self, job_title: &str) -> Vec<u8> {
        let Self { begun, carried } = self;
        let (accepted, _) = begun.trip.reader();
        let Begun { path, cookie, .. } = begun;
        let body =
            format!("carried={carried}&f.job_title={job_title}&f.phone=030+901820&f.team=service");
        let length = body.len();
        format!(
            "POST {path} HTTP/1.1\r\n{HOST}accept-language: {accepted}\r\ncookie: {cookie}\r\n\
             origin: https://start.acme.example\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }
}

/// The value of a hidden field of a page, which base64url or a token of three such parts is.
#[must_use]
pub fn hidden(answer: &Answer, name: &str) -> Option<String> {
    let page = String::from_utf8_lossy(&answer.body);
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// A token as `api.redirect.encodeToken` makes it.
fn signed(claims: &serde_json::Value) -> Result<String> {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let head = part(r#"{"alg":"HS256","typ":"JWT"}"#);
    let message = format!("{head}.{}", part(&claims.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(PAGE_SECRET.as_bytes())?;
    mac.update(message.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    Ok(format!("{message}.{signature}"))
}
