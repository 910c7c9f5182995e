//! An application's half of a login, as its SDK does it: state, nonce, PKCE, the exchange of the
//! code, and every check on what comes back.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};
use url::Url;

use crate::error::VisitError;
use crate::form::Form;
use crate::pkce::{Pkce, random_text};
use crate::visitor::{Place, Seen, Visit, Visitor};

/// Pages that a login may show before it reaches the application.
const MOST_PAGES: usize = 8;

/// An application that signs people in.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its client id at the tenant.
    pub client_id: String,
    /// Where its users come back to.
    pub callback: Url,
    /// Where Vestibule starts its login (`initiate_login_uri`).
    pub login_url: Url,
    /// The issuer it trusts, with the trailing slash that Auth0 writes.
    pub issuer: Url,
    /// The API its access tokens are for, if any.
    pub audience: Option<String>,
    /// The scopes that it asks for, with spaces between.
    pub scope: String,
}

/// How the login begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The application links to Vestibule's identifier page.
    Initiate {
        /// Vestibule's origin.
        edge: Url,
    },
    /// The application sends its authorization request to Vestibule instead of the tenant.
    FrontDoor {
        /// Vestibule's origin.
        edge: Url,
        /// The `login_hint` it sends along, if any.
        login_hint: Option<String>,
    },
}

/// Who signs in.
#[derive(Clone, Debug)]
pub struct Person {
    /// What is typed on the identifier page.
    pub email: String,
    /// The password for database connections.
    pub password: String,
    /// The connection to choose when there is a choice.
    pub connection: Option<String>,
}

/// What the token endpoint gave, and what the ID token says.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The claims of the ID token, its signature, issuer, audience, expiry and nonce checked.
    pub id_token: Value,
    /// The ID token as it is: what an application hands over when it signs out.
    pub id_token_hint: String,
    /// The access token as it is.
    pub access_token: String,
    /// The refresh token, when one was asked for.
    pub refresh_token: Option<String>,
}

impl Tokens {
    /// What the access token says, to whoever asks for an API of the tenant's; its signature is for the API to
    /// check. `None` for a token that is no JWT.
    #[must_use]
    pub fn access_token_claims(&self) -> Option<Value> {
        claims_of(&self.access_token)
    }
}

/// The claims of a JWT, unverified; `None` if it is none.
#[must_use]
pub fn claims_of(token: &str) -> Option<Value> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&payload).ok()
}

/// A login that succeeded.
#[derive(Clone, Debug)]
pub struct Login {
    /// Every step of it.
    pub steps: Vec<Visit>,
    /// What it came to.
    pub tokens: Tokens,
}

/// What an application remembers between its request and the callback.
struct Transaction {
    state: String,
    nonce: String,
    pkce: Pkce,
}

/// Signs a person in, from the first click to the checked ID token.
///
/// # Errors
/// As [`VisitError`] says; [`VisitError::Refused`] when the tenant refused the login at the
/// application's callback.
pub async fn log_in(
    visitor: &mut Visitor,
    application: &Application,
    way: &Way,
    person: &Person,
) -> Result<Login, VisitError> {
    log_in_and_answer(visitor, application, way, person, &[]).await
}

/// The same for somebody who answers what a page asks for in the middle of the login: `answers` are names of controls and what is typed
/// or chosen there. What is not among them is left as it is.
///
/// # Errors
/// As [`log_in`].
pub async fn log_in_and_answer(
    visitor: &mut Visitor,
    application: &Application,
    way: &Way,
    person: &Person,
    answers: &[(&str, &str)],
) -> Result<Login, VisitError> {
    let walker = Walker {
        application,
        person,
        answers,
    };
    let first = visitor.steps().len();
    let transaction = Transaction {
        state: random_text(),
        nonce: random_text(),
        pkce: Pkce::new(),
    };
    let request = match way {
        Way::Initiate { edge } => {
            let mut start = join(edge, "/edge/realm")?;
            start
                .query_pairs_mut()
                .append_pair("client_id", &application.client_id);
            let login_url = application.login_url.clone();
            let url = walker
                .walk(visitor, &start, |url| same_page(url, &login_url))
                .await?;
            started_by(application, &transaction, &url)?
        }
        Way::FrontDoor { edge, login_hint } => {
            let hint = login_hint.as_deref().map(|hint| ("login_hint", hint));
            authorization_request(application, &transaction, edge, hint.as_slice())?
        }
    };
    let callback = walker.walk(visitor, &request, |url| {
        same_page(url, &application.callback)
    });
    let callback = callback.await?;
    let tokens = exchange(visitor, application, &transaction, &callback).await?;
    Ok(Login {
        steps: visitor.steps().get(first..).unwrap_or_default().to_vec(),
        tokens,
    })
}

/// Who goes from page to page.
struct Walker<'a> {
    application: &'a Application,
    person: &'a Person,
    answers: &'a [(&'a str, &'a str)],
}

impl Walker<'_> {
    /// Goes from page to page, filling in what each asks for, until the application's own address.
    async fn walk(
        &self,
        visitor: &mut Visitor,
        start: &Url,
        stop: impl Fn(&Url) -> bool,
    ) -> Result<Url, VisitError> {
        let waiting = join(&self.application.issuer, "/continue")?;
        let waiting = format!("{waiting}?state=");
        let mut place = visitor.open(start, &stop).await?;
        for _ in 0..MOST_PAGES {
            let page = match place {
                Place::Application(url) => return Ok(url),
                Place::Page(page) => page,
            };
            if page.status != 200 {
                return Err(stopped(&page));
            }
            // Whoever has read a notice has nothing to fill in, and goes back to the login that waits.
            place = match page.link_to(&waiting) {
                Some(back) => visitor.open(&back, &stop).await?,
                None => visitor.submit(&self.answer(&page)?, &stop).await?,
            };
        }
        match place {
            Place::Application(url) => Ok(url),
            Place::Page(page) => Err(stopped(&page)),
        }
    }

    /// What this person would do with a page: answer what it asks, pick their connection, type the address, the password or what
    /// their authenticator shows, or press the button that is there.
    fn answer(&self, page: &Seen) -> Result<Form, VisitError> {
        let forms = page.forms();
        for form in &forms {
            let asked = |(name, _): &&(&str, &str)| form.controls.iter().any(|it| it == name);
            let given: Vec<_> = self.answers.iter().filter(asked).copied().collect();
            if !given.is_empty() {
                return Ok(form.clone().filled(&given));
            }
        }
        answer(page, &forms, self.person)
    }
}

fn answer(page: &Seen, forms: &[Form], person: &Person) -> Result<Form, VisitError> {
    // The mock tenant's pages have the simulated authenticator on them.
    let code = page.text_of("output");
    // A choice comes first: the address stands on such a page too, but nobody can type it there.
    for form in forms {
        let theirs = |(_, value): &&(String, String)| person.connection.as_deref() == Some(value);
        if let Some((name, value)) = form.buttons.iter().find(theirs) {
            return Ok(form.clone().filled(&[(name, value)]));
        }
    }
    let fields = [
        ("username", person.email.as_str()),
        ("email", &person.email),
        ("password", &person.password),
        ("code", &code),
    ];
    for form in forms {
        let wanted: Vec<_> = fields
            .iter()
            .copied()
            .filter(|(name, _)| form.has(name))
            .collect();
        if !wanted.is_empty() {
            return Ok(form.clone().filled(&wanted));
        }
    }
    let form = forms.first().ok_or_else(|| page.without_form())?;
    Ok(match form.buttons.first() {
        Some((name, value)) => form.clone().filled(&[(name, value)]),
        None => form.clone(),
    })
}

/// The authorization request of an application that was started at its login URL
/// (OpenID Connect Core 1.0, section 4: third-party initiated login).
fn started_by(
    application: &Application,
    transaction: &Transaction,
    url: &Url,
) -> Result<Url, VisitError> {
    let parameters: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let issuer = parameters
        .iter()
        .find(|(name, _)| name == "iss")
        .map(|(_, value)| value.as_str());
    if issuer != Some(application.issuer.as_str()) {
        return Err(VisitError::Mismatch(format!(
            "the login was started for the issuer {issuer:?}, the application trusts {}",
            application.issuer
        )));
    }
    let passed_on: Vec<(&str, &str)> = parameters
        .iter()
        .filter(|(name, _)| {
            matches!(
                name.as_str(),
                "organization" | "connection" | "login_hint" | "invitation"
            )
        })
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    authorization_request(application, transaction, &application.issuer, &passed_on)
}

fn authorization_request(
    application: &Application,
    transaction: &Transaction,
    server: &Url,
    more: &[(&str, &str)],
) -> Result<Url, VisitError> {
    let mut url = join(server, "/authorize")?;
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &application.client_id)
        .append_pair("redirect_uri", application.callback.as_str())
        .append_pair("scope", &application.scope)
        .append_pair("state", &transaction.state)
        .append_pair("nonce", &transaction.nonce)
        .append_pair("code_challenge", &transaction.pkce.challenge)
        .append_pair("code_challenge_method", "S256")
        .extend_pairs(
            application
                .audience
                .iter()
                .map(|audience| ("audience", audience)),
        )
        .extend_pairs(more);
    Ok(url)
}

/// Takes the callback apart, exchanges the code and checks the ID token
/// (OpenID Connect Core 1.0, sections 3.1.2.5 to 3.1.3.7).
async fn exchange(
    visitor: &mut Visitor,
    application: &Application,
    transaction: &Transaction,
    callback: &Url,
) -> Result<Tokens, VisitError> {
    let parameter = |name: &str| {
        callback
            .query_pairs()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    };
    if parameter("state").as_deref() != Some(&transaction.state) {
        return Err(VisitError::Mismatch("`state` came back changed".to_owned()));
    }
    if let Some(error) = parameter("error") {
        let description = parameter("error_description").unwrap_or_default();
        return Err(VisitError::Refused { error, description });
    }
    let body = json!({
        "grant_type": "authorization_code",
        "client_id": application.client_id,
        "code": parameter("code"),
        "redirect_uri": application.callback.as_str(),
        "code_verifier": transaction.pkce.verifier,
    });
    let token_endpoint = join(&application.issuer, "/oauth/token")?;
    let answer = post_json(visitor, &token_endpoint, &body).await?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
    let (Some(id_token), Some(access_token)) = (text("id_token"), text("access_token")) else {
        return Err(VisitError::Mismatch(format!(
            "the token endpoint answered {answer}"
        )));
    };
    let id_token_hint = id_token;
    let id_token = check_id_token(visitor, application, &id_token_hint).await?;
    if id_token.get("nonce").and_then(Value::as_str) != Some(&transaction.nonce) {
        return Err(VisitError::Mismatch("`nonce` came back changed".to_owned()));
    }
    Ok(Tokens {
        id_token,
        id_token_hint,
        access_token,
        refresh_token: text("refresh_token"),
    })
}

async fn check_id_token(
    visitor: &mut Visitor,
    application: &Application,
    token: &str,
) -> Result<Value, VisitError> {
    let bad = |what: &dyn std::fmt::Display| VisitError::Mismatch(format!("ID token: {what}"));
    let keys = get_json(
        visitor,
        &join(&application.issuer, "/.well-known/jwks.json")?,
    )
    .await?;
    let keys: JwkSet = serde_json::from_value(keys).map_err(|error| bad(&error))?;
    let key_id = decode_header(token)
        .map_err(|error| bad(&error))?
        .kid
        .unwrap_or_default();
    let key = keys
        .find(&key_id)
        .ok_or_else(|| bad(&"signed with a key that is not published"))?;
    let key = DecodingKey::from_jwk(key).map_err(|error| bad(&error))?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[&application.client_id]);
    validation.set_issuer(&[application.issuer.as_str()]);
    validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    let token = decode::<Value>(token, &key, &validation).map_err(|error| bad(&error))?;
    Ok(token.claims)
}

async fn post_json(visitor: &mut Visitor, url: &Url, body: &Value) -> Result<Value, VisitError> {
    let request = visitor.client().post(url.clone()).json(body);
    visitor.call("POST", url, request).await
}

async fn get_json(visitor: &mut Visitor, url: &Url) -> Result<Value, VisitError> {
    let request = visitor.client().get(url.clone());
    visitor.call("GET", url, request).await
}

fn stopped(page: &Seen) -> VisitError {
    VisitError::Stopped {
        url: page.url.clone(),
        status: page.status,
        title: page.title(),
    }
}

fn join(origin: &Url, path: &str) -> Result<Url, VisitError> {
    origin
        .join(path)
        .map_err(|_| VisitError::NotAUrl(format!("{origin} and {path}")))
}

/// Whether two addresses differ in their query only.
fn same_page(url: &Url, page: &Url) -> bool {
    url.origin() == page.origin() && url.path() == page.path()
}
