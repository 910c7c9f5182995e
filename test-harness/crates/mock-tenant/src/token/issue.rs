//! The tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, Header, encode};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::error::OAuthError;
use crate::incoming::Domain;
use crate::random;
use crate::state::TenantState;
use crate::userinfo::profile_claims;

use super::{AccessRecord, Grant, PendingExchange, RefreshRecord};

/// Which tokens to make.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) access_token: bool,
    pub(crate) id_token: bool,
    pub(crate) occasion: Occasion,
}

/// When tokens are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// At the callback: they go through the browser, and the ID token vouches for what goes along.
    Callback {
        /// The code that goes along, for `c_hash`.
        code: Option<String>,
    },
    /// For a code. A refresh token comes along if `offline_access` was granted.
    Redemption,
    /// For a refresh token.
    Refresh,
}

/// Tokens made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Issued {
    pub(crate) access_token: Option<String>,
    pub(crate) id_token: Option<String>,
    pub(crate) refresh_token: Option<String>,
    pub(crate) scope: String,
    /// Seconds that the access token lives.
    pub(crate) expires_in: i64,
}

/// Makes tokens for a user.
pub(crate) fn issue(
    state: &mut TenantState,
    grant: &Grant,
    wanted: &Wanted,
) -> Result<Issued, OAuthError> {
    let mut issued = Issued {
        scope: grant.scope.join(" "),
        expires_in: lifetime(state, grant.audience.as_deref()),
        ..Issued::default()
    };
    let has = |scope: &str| grant.scope.iter().any(|granted| granted == scope);
    if wanted.access_token {
        let token = access_token(state, grant, issued.expires_in)?;
        if has("openid") {
            let record = AccessRecord {
                user_id: grant.user_id.clone(),
                scope: grant.scope.clone(),
                origin: grant.domain.origin.clone(),
                expires_at: state.clock.now() + issued.expires_in,
                id_token_claims: grant.id_token_claims.clone(),
            };
            state.access_tokens.insert(token.clone(), record);
        }
        issued.access_token = Some(token);
    }
    if wanted.id_token {
        issued.id_token = Some(id_token(state, grant, &issued, wanted)?);
    }
    if wanted.occasion == Occasion::Redemption && has("offline_access") {
        let token = random::secret();
        let record = RefreshRecord {
            grant: grant.clone(),
            family: random::identifier(),
            expires_at: state.clock.now() + grant.client.refresh_token.token_lifetime,
            rotated: false,
        };
        state.refresh_tokens.insert(token.clone(), record);
        issued.refresh_token = Some(token);
    }
    Ok(issued)
}

/// Makes an access token for an application that acts as itself.
pub(crate) fn issue_for_client(
    state: &TenantState,
    domain: &Domain,
    exchange: &PendingExchange,
    custom: Map<String, Value>,
) -> Result<Issued, OAuthError> {
    let now = state.clock.now();
    let PendingExchange {
        client, audience, ..
    } = exchange;
    let expires_in = lifetime(state, Some(audience));
    let mut claims = custom;
    let own = json!({
        "iss": domain.issuer(),
        "sub": format!("{}@clients", client.client_id),
        "aud": audience,
        "iat": now,
        "exp": now + expires_in,
        "gty": "client-credentials",
        "azp": client.client_id,
    });
    extend(&mut claims, own);
    let scope = exchange.scope.join(" ");
    if !scope.is_empty() {
        claims.insert("scope".to_owned(), json!(scope));
    }
    add_organization(state, exchange.organization.as_deref(), &mut claims);
    let access_token = Some(sign(state, &Value::Object(claims))?);
    Ok(Issued {
        access_token,
        scope,
        expires_in,
        ..Issued::default()
    })
}

/// A JWT if an API was asked for; otherwise a text that only `/userinfo` understands.
fn access_token(state: &TenantState, grant: &Grant, expires_in: i64) -> Result<String, OAuthError> {
    let userinfo = format!("{}/userinfo", grant.domain.origin);
    let api = grant
        .audience
        .as_deref()
        .filter(|audience| !audience.ends_with("/userinfo"));
    let Some(audience) = api else {
        return Ok(random::secret());
    };
    let now = state.clock.now();
    let openid = grant.scope.iter().any(|scope| scope == "openid");
    let mut claims = grant.access_token_claims.clone();
    let aud = if openid {
        json!([audience, userinfo])
    } else {
        json!(audience)
    };
    let own = json!({
        "iss": grant.domain.issuer(),
        "sub": grant.user_id,
        "aud": aud,
        "iat": now,
        "exp": now + expires_in,
        "scope": grant.scope.join(" "),
        "jti": random::identifier(),
        "azp": grant.client.client_id,
    });
    extend(&mut claims, own);
    if state
        .config
        .api(audience)
        .is_some_and(|api| api.enforce_policies)
    {
        let permissions = state
            .user(&grant.user_id)
            .and_then(|user| user.permissions.get(audience));
        claims.insert(
            "permissions".to_owned(),
            json!(permissions.cloned().unwrap_or_default()),
        );
    }
    add_organization(state, grant.organization.as_deref(), &mut claims);
    sign(state, &Value::Object(claims))
}

fn id_token(
    state: &TenantState,
    grant: &Grant,
    issued: &Issued,
    wanted: &Wanted,
) -> Result<String, OAuthError> {
    let now = state.clock.now();
    let mut claims = grant.id_token_claims.clone();
    if let Some(user) = state.user(&grant.user_id) {
        // What an Action set wins over the profile, not over the protocol.
        for (name, value) in profile_claims(user, &grant.scope) {
            claims.entry(name).or_insert(value);
        }
    }
    let own = json!({
        "iss": grant.domain.issuer(),
        "sub": grant.user_id,
        "aud": grant.client.client_id,
        "iat": now,
        "exp": now + grant.client.id_token_lifetime,
        "sid": grant.session_id,
    });
    extend(&mut claims, own);
    let mut optional = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            claims.insert(name.to_owned(), value);
        }
    };
    optional("nonce", grant.nonce.as_ref().map(|nonce| json!(nonce)));
    optional("amr", grant.mfa.then(|| json!(["mfa"])));
    optional("auth_time", grant.auth_time.map(|time| json!(time)));
    if let Occasion::Callback { code } = &wanted.occasion {
        optional("at_hash", issued.access_token.as_deref().map(half_hash));
        optional("c_hash", code.as_deref().map(half_hash));
    }
    add_organization(state, grant.organization.as_deref(), &mut claims);
    sign(state, &Value::Object(claims))
}

/// `org_id` always, `org_name` where the tenant lets names be used.
fn add_organization(
    state: &TenantState,
    organization: Option<&str>,
    claims: &mut Map<String, Value>,
) {
    let Some(id) = organization else {
        return;
    };
    claims.insert("org_id".to_owned(), json!(id));
    let names = state
        .config
        .tenant
        .allow_organization_name_in_authentication_api;
    if let Some(organization) = state.config.organization(id).filter(|_| names) {
        claims.insert("org_name".to_owned(), json!(organization.name));
    }
}

fn sign(state: &TenantState, claims: &Value) -> Result<String, OAuthError> {
    let key = state.keys.current();
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some(key.kid.clone());
    encode(&header, claims, &key.encoding)
        .map_err(|error| OAuthError::new("server_error", error.to_string()).with_status(500))
}

fn lifetime(state: &TenantState, audience: Option<&str>) -> i64 {
    audience
        .and_then(|audience| state.config.api(audience))
        .map_or(DEFAULT_LIFETIME, |api| api.token_lifetime)
}

/// OpenID Connect Core 1.0, section 3.1.3.6: the left half of the hash.
fn half_hash(text: &str) -> Value {
    let hash = Sha256::digest(text);
    json!(URL_SAFE_NO_PAD.encode(hash.get(..16).unwrap_or_default()))
}

fn extend(claims: &mut Map<String, Value>, own: Value) {
    if let Value::Object(own) = own {
        claims.extend(own);
    }
}

const DEFAULT_LIFETIME: i64 = 86_400;
