//! A tenant that asks, its Action, and its store of claims.

use std::cell::RefCell;
use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER as BACKEND;
use serde_json::{Value, json};
use vestibule_claims::{Algorithm, SigningKey};
use vestibule_http::sealed::{self, Keys, Nonces};
use vestibule_http::{Request, Step};
use vestibule_identity::UnixSeconds;
use vestibule_profile::Host;
use vestibule_profile::ask::{self, Ask, AskedField};
use vestibule_progressive_profile::{
    Claim, Claimed, Context, Decision, Lists, Need, PageSecrets, Sender, decide,
};
use vestibule_receipts::ReceiptKey;
use vestibule_tenant::{Bundle, Manifest, Shard, Snapshot};
use vestibule_tenant_compiler::{CompileOptions, compile, sha256};

pub(crate) const NOW: UnixSeconds = UnixSeconds(1_790_000_000);
pub(crate) const EDGE: &str = "https://start.acme.example";
pub(crate) const ISSUER: &str = "login.acme.example";
/// As Auth0 makes it, and with what an address would read as something else.
pub(crate) const STATE: &str = "hKFo2SBs+/=&#é";
pub(crate) const SUBJECT: &str = "auth0|650f";
const PAGE_SECRET: &str = "the secret of the way here, which is long";
pub(crate) const RETURN_SECRET: &str = "the secret of the way back, which is long";

const TENANT: &str = r#"
[tenant]
name = "Acme"
mode = "front-door"
origin = "https://login.acme.example"
edge_origins = ["https://start.acme.example"]

[[clients]]
id = "portal"
name = "Portal"
login_url = "https://app.acme.example/login"
callback_urls = ["https://app.acme.example/callback"]
organization_usage = "allow"

[[connections]]
name = "globex-oidc"
strategy = "oidc"
display_name = "Globex"

[[organizations]]
id = "org_globexGLOBEX0001"
name = "globex"
display_name = "Globex Corporation"
domains = [{ name = "globex.example", verified = true }]
connections = ["globex-oidc"]

[profile]
receipt_keys = [
  "ed25519-public:FyQIXnWqo5LMOAN4UEW2b-Mj0B3BpSZJKY3mBtpsOHk",
  "ed25519-public:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
]

[[profile.fields]]
name = "job_title"
type = "text"
label = { en = "Job title", de = "Funktion" }
max_length = 40

[[profile.fields]]
name = "phone"
type = "phone"
country = "DE"
label = { en = "Phone", de = "Telefon" }

[[profile.fields]]
name = "contact"
type = "boolean"
label = { en = "May we call you?", de = "Dürfen wir anrufen?" }

[[profile.fields]]
name = "hours"
type = "text"
label = { en = "When?", de = "Wann?" }
only_if = { field = "contact", any_of = ["true"] }

[[profile.fields]]
name = "seats"
type = "number"
label = { en = "Seats", de = "Plätze" }
store = "app_metadata.seats"
decimals = 1

[[profile.fields]]
name = "terms"
type = "consent"
version = "2026-11"
label = { en = "I agree to the <terms>", de = "Ich stimme den <Bedingungen> zu" }
hint = { en = "They are short", de = "Sie sind kurz" }
document = { en = "https://acme.example/terms", de = "https://acme.example/agb" }

[[profile.fields]]
name = "news"
type = "consent"
version = "7"
entity = "Acme Media Ltd"
label = "Send me news"
document = "https://acme.example/news"

[[profile.overrides]]
organizations = ["org_globexGLOBEX0001"]
entities = { terms = "Acme GmbH" }
"#;

/// RFC 8037, appendix A.1.
pub(crate) const RECEIPT_KEY: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

/// A tenant that asks, its Action, and its store of claims.
pub(crate) struct Stage {
    bundle: Vec<u8>,
    keys: Keys,
    secrets: PageSecrets,
    pub(crate) receipt_key: Option<ReceiptKey>,
    claims: RefCell<HashMap<String, (String, UnixSeconds)>>,
    pub(crate) store_is_down: bool,
    pub(crate) now: UnixSeconds,
}

/// A request as a browser sends it.
#[derive(Clone, Default)]
pub(crate) struct Sent<'a> {
    pub(crate) method: &'a str,
    pub(crate) target: &'a str,
    pub(crate) cookies: &'a str,
    pub(crate) body: &'a str,
    pub(crate) sender: Sender<'a>,
    pub(crate) language: &'a str,
    pub(crate) if_none_match: Option<&'a str>,
    pub(crate) address: &'a str,
}

#[derive(Debug)]
struct Tables;

impl Host for Tables {
    fn composed(&self, text: &str) -> String {
        text.to_owned()
    }

    fn knows_time_zone(&self, name: &str) -> bool {
        name == "Europe/Berlin"
    }
}

impl Lists for Tables {
    fn countries(&self, _: &str, _: &str) -> Vec<(String, String)> {
        vec![("DE".to_owned(), "Germany".to_owned())]
    }

    fn time_zones(&self) -> Vec<String> {
        vec!["Europe/Berlin".to_owned()]
    }

    fn host(&self) -> &dyn Host {
        self
    }
}

impl Stage {
    pub(crate) fn new() -> Self {
        // Each test has a file of its own: they run side by side.
        let file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
        std::fs::write(file.path(), TENANT).unwrap();
        let compiled = compile(file.path(), &CompileOptions::default()).unwrap();
        Self {
            bundle: compiled.bundle().unwrap(),
            keys: Keys::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", None).unwrap(),
            secrets: PageSecrets::parse(&BACKEND, PAGE_SECRET, None, RETURN_SECRET).unwrap(),
            receipt_key: ReceiptKey::parse(&BACKEND, RECEIPT_KEY).ok(),
            claims: RefCell::default(),
            store_is_down: false,
            now: NOW,
        }
    }

    /// The address that the Action sends a browser to, for these pages of fields (`!`: required).
    pub(crate) fn sent_to(&self, steps: &[&[&str]]) -> String {
        self.sent_with(steps, &[])
    }

    /// The same with values that are known.
    pub(crate) fn sent_with(&self, steps: &[&[&str]], prefill: &[(&str, &str)]) -> String {
        let token = self.token(&self.ask(steps, prefill), |_| {});
        let state: String = url_encoded(STATE);
        format!("/edge/profile?session_token={token}&state={state}")
    }

    /// What the callout seals.
    pub(crate) fn ask(&self, steps: &[&[&str]], prefill: &[(&str, &str)]) -> String {
        self.ask_for(SUBJECT, steps, prefill)
    }

    /// The same for another user.
    pub(crate) fn ask_for(
        &self,
        user: &str,
        steps: &[&[&str]],
        prefill: &[(&str, &str)],
    ) -> String {
        let field = |name: &&str| AskedField {
            name: name.trim_end_matches('!').to_owned(),
            required: name.ends_with('!'),
        };
        let known = |(name, value): &(&str, &str)| ((*name).to_owned(), vec![(*value).to_owned()]);
        let ask = Ask {
            steps: steps
                .iter()
                .map(|step| step.iter().map(field).collect())
                .collect(),
            prefill: prefill.iter().map(known).collect(),
            account: Some("ana@globex.example".to_owned()),
            organization: Some("org_globexGLOBEX0001".to_owned()),
            client: Some("portal".to_owned()),
            languages: Vec::new(),
        };
        sealed::seal(
            &self.keys,
            ask::PURPOSE,
            [9; 24],
            ask.write().as_bytes(),
            user.as_bytes(),
        )
    }

    /// The token that `encodeToken` makes, changed.
    pub(crate) fn token(&self, ask: &str, change: impl FnOnce(&mut Value)) -> String {
        let mut payload = json!({
            "iat": self.now.0, "iss": ISSUER, "sub": SUBJECT, "exp": self.now.0 + 300, "ip": "192.0.2.7",
            "page": "profile", "txn": "6kjKq1mmDg2dEJyb8fyZ7A", "ask": ask,
        });
        change(&mut payload);
        let header = json!({"alg": "HS256", "typ": "JWT"});
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&payload));
        let secret = PAGE_SECRET.as_bytes();
        let key = SigningKey::from_secret(&BACKEND, secret, Algorithm::HS256, None).unwrap();
        let signature = key.sign(signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// Answers a request as the Worker does: fetches what is needed, and decides claims.
    pub(crate) fn answer(&self, sent: &Sent<'_>) -> Decision {
        let bundle = Bundle::from_bytes(&self.bundle).unwrap();
        let digest = bundle.manifest_digest();
        let manifest = Manifest::from_bytes(bundle.manifest().to_vec(), digest).unwrap();
        let mut snapshot = Snapshot::new(manifest);
        let mut claimed = None;
        let mut sent = sent.clone();
        for _ in 0..5 {
            match self.step(&sent, Some(&snapshot), claimed).unwrap() {
                Step::Done(decision) => return decision,
                Step::Need(needs) => {
                    for need in needs {
                        match need {
                            Need::Shard(id) => {
                                let bytes = bundle.shard(id).unwrap().to_vec();
                                let digest = sha256(&bytes);
                                snapshot
                                    .insert(Shard::from_bytes(bytes, digest).unwrap())
                                    .unwrap();
                            }
                            Need::IfNoneMatch => sent.if_none_match = Some("-"),
                            Need::Claim(claim) => claimed = Some(self.claim(claim)),
                        }
                    }
                }
            }
        }
        panic!("it never has enough");
    }

    /// The same with the kill switch on.
    pub(crate) fn answer_without(&self, sent: &Sent<'_>) -> Decision {
        match self.step(sent, None, None).unwrap() {
            Step::Done(decision) => decision,
            Step::Need(needs) => panic!("{needs:?}"),
        }
    }

    fn step(
        &self,
        sent: &Sent<'_>,
        snapshot: Option<&Snapshot>,
        claimed: Option<Claimed>,
    ) -> Option<Step<Decision, Need>> {
        let url = format!("{EDGE}{}", sent.target);
        let request = Request::new(sent.method, &url, sent.body).unwrap();
        let context = Context {
            snapshot,
            manifest: None,
            at_last: false,
            tenant_origin: "https://login.acme.example/",
            host: "start.acme.example",
            secrets: Some(&self.secrets),
            keys: Some(&self.keys),
            receipt_key: self.receipt_key.as_ref(),
            nonces: &Nonces::new([5; 24]),
            cookies: sent.cookies,
            sender: &sent.sender,
            address: sent.address,
            country: "DE",
            accept_language: sent.language,
            remembered_language: "",
            if_none_match: sent.if_none_match,
            lists: &Tables,
            claimed,
            now: self.now,
            id: "0123456789abcdef0123456789abcdef",
        };
        decide(&request, context)
    }

    /// What a Durable Object does.
    fn claim(&self, claim: Claim) -> Claimed {
        if self.store_is_down {
            return Claimed::Unavailable;
        }
        let mut claims = self.claims.borrow_mut();
        let (digest, at) = claims
            .entry(claim.session)
            .or_insert_with(|| (claim.digest.clone(), self.now));
        if *digest == claim.digest {
            Claimed::Granted { at: *at }
        } else {
            Claimed::Refused
        }
    }
}

pub(crate) fn url_encoded(text: &str) -> String {
    vestibule_http::encode_component(text)
}
