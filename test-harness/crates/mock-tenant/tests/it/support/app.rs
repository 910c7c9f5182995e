use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{Browser, Page, Tenant};

/// An application: what it asks for, and how it redeems codes.
pub(crate) struct App<'a> {
    pub(crate) client_id: &'a str,
    origin: String,
}

impl<'a> App<'a> {
    pub(crate) fn new(tenant: &Tenant, client_id: &'a str) -> Self {
        Self {
            client_id,
            origin: tenant.origin.clone(),
        }
    }

    /// The application uses the custom domain.
    pub(crate) fn on_custom_domain(mut self, tenant: &Tenant) -> Self {
        self.origin.clone_from(&tenant.custom);
        self
    }

    /// An authorization request that is all right, with changes. An empty value takes the parameter
    /// away.
    pub(crate) fn url(&self, changes: &[(&str, &str)]) -> String {
        let usual = [
            ("client_id", self.client_id),
            ("response_type", "code"),
            ("redirect_uri", "https://app.test/callback"),
            ("scope", "openid profile email offline_access"),
            ("state", "app state"),
            ("nonce", "n-1"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let parameters = usual
            .into_iter()
            .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
            .chain(
                changes
                    .iter()
                    .copied()
                    .filter(|(_, value)| !value.is_empty()),
            );
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters)
            .finish();
        format!("{}/authorize?{query}", self.origin)
    }

    pub(crate) async fn redeem(&self, callback: &Page, changes: &[(&str, &str)]) -> Page {
        let code = callback
            .parameter("code")
            .unwrap_or_else(|| panic!("no code: {} {}", callback.url, callback.body));
        self.token(
            &[
                ("grant_type", "authorization_code"),
                ("code", &code),
                ("redirect_uri", "https://app.test/callback"),
                ("code_verifier", VERIFIER),
            ],
            changes,
        )
        .await
    }

    /// A token request. An empty value takes the field away.
    pub(crate) async fn token(&self, usual: &[(&str, &str)], changes: &[(&str, &str)]) -> Page {
        let mut fields: Vec<(&str, &str)> = vec![("client_id", self.client_id)];
        if self.client_id == "web" {
            fields.push(("client_secret", "s3cret&=%"));
        }
        fields.extend(usual);
        fields.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        fields.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        Browser::new()
            .post(&format!("{}/oauth/token", self.origin), &fields)
            .await
    }

    pub(crate) async fn refresh(&self, token: &str, changes: &[(&str, &str)]) -> Page {
        self.token(
            &[("grant_type", "refresh_token"), ("refresh_token", token)],
            changes,
        )
        .await
    }
}

/// The claims of a JWT, unverified.
pub(crate) fn claims(token: &Value) -> Value {
    part(token, 1)
}

/// The header of a JWT.
pub(crate) fn header(token: &Value) -> Value {
    part(token, 0)
}

fn part(token: &Value, at: usize) -> Value {
    let text = token
        .as_str()
        .unwrap_or_else(|| panic!("no token: {token}"));
    let part = text
        .split('.')
        .nth(at)
        .unwrap_or_else(|| panic!("no JWT: {text}"));
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
