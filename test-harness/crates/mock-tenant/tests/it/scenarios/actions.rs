//! Redirects by Actions, and the way back.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use vestibule_mock_tenant::{ActionConfig, Trigger};

use super::Outcome;
use crate::support::{App, Browser, Mode, Page, Tenant};

const REDIRECT_ONCE: &str = r#"
exports.onExecutePostLogin = async (event, api) => {
  api.redirect.sendUserTo("https://ext.test/step", { query: { n: "1" } });
};
exports.onContinuePostLogin = async () => {};
"#;

const REDIRECT_TWICE: &str = r#"
exports.onExecutePostLogin = async (event, api) => {
  api.redirect.sendUserTo("https://ext.test/one");
};
exports.onContinuePostLogin = async (event, api) => {
  if (event.request.query.again) return;
  api.redirect.sendUserTo("https://ext.test/two");
};
"#;

const VALIDATE: &str = r#"
exports.onExecutePostLogin = async (event, api) => {
  api.redirect.sendUserTo("https://ext.test/step");
};
exports.onContinuePostLogin = async (event, api) => {
  const payload = api.redirect.validateToken({ secret: "shh" });
  api.idToken.setCustomClaim("answer", payload.answer);
};
"#;

pub(crate) fn action(code: &str) -> ActionConfig {
    bound(Trigger::PostLogin, code)
}

pub(crate) fn bound(trigger: Trigger, code: &str) -> ActionConfig {
    ActionConfig {
        name: "test".to_owned(),
        trigger,
        code: Some(code.to_owned()),
        file: None,
        secrets: [("KEY".to_owned(), "s3cret".to_owned())].into(),
    }
}

/// A login that has come to the outside.
async fn outside(mode: Mode, code: &[&str]) -> (Tenant, Browser, Page) {
    let tenant = Tenant::with(mode, |config| {
        config.actions = code.iter().map(|code| action(code)).collect();
    })
    .await;
    let mut browser = Browser::new();
    let page = browser
        .log_in_as_dan(&App::new(&tenant, "spa").url(&[]))
        .await;
    (tenant, browser, page)
}

async fn back(tenant: &Tenant, browser: &mut Browser, rest: &str) -> Page {
    browser
        .visit(&format!("{}/continue?{rest}", tenant.origin))
        .await
}

/// Whether the login came to its end.
fn done(page: &Page) -> Outcome {
    match page.error() {
        Some(error) => Outcome::Refused(error),
        None => Outcome::when(page.is_callback(), "elsewhere"),
    }
}

pub(super) async fn wrong_continue_state(mode: Mode) -> Outcome {
    let (tenant, mut browser, _) = outside(mode, &[REDIRECT_ONCE]).await;
    done(&back(&tenant, &mut browser, "state=forged").await)
}

pub(super) async fn continue_twice(mode: Mode) -> Outcome {
    let (tenant, mut browser, page) = outside(mode, &[REDIRECT_ONCE]).await;
    let state = page.parameter("state").unwrap();
    assert!(
        back(&tenant, &mut browser, &format!("state={state}"))
            .await
            .is_callback()
    );
    done(&back(&tenant, &mut browser, &format!("state={state}")).await)
}

pub(super) async fn continue_on_the_other_domain(mode: Mode) -> Outcome {
    let (tenant, mut browser, page) = outside(mode, &[REDIRECT_ONCE]).await;
    let state = page.parameter("state").unwrap();
    let page = browser
        .get(&format!("{}/continue?state={state}", tenant.custom))
        .await;
    match page.error() {
        Some(error) => Outcome::Refused(error),
        // The Actions ran on; that the next page wants the right domain again is no matter.
        None => Outcome::when(page.status == 302, "not redirected"),
    }
}

pub(super) async fn same_address_other_query(mode: Mode) -> Outcome {
    let second = REDIRECT_ONCE.replace("\"1\"", "\"2\"");
    let (tenant, mut browser, page) = outside(mode, &[REDIRECT_ONCE, &second]).await;
    let state = page.parameter("state").unwrap();
    let page = back(&tenant, &mut browser, &format!("state={state}")).await;
    match page.error() {
        Some(error) => Outcome::Refused(error),
        None => Outcome::when(page.parameter("n").as_deref() == Some("2"), "elsewhere"),
    }
}

pub(super) async fn redirect_again(mode: Mode) -> Outcome {
    let (tenant, mut browser, page) = outside(mode, &[REDIRECT_TWICE]).await;
    let state = page.parameter("state").unwrap();
    let page = back(&tenant, &mut browser, &format!("state={state}")).await;
    match page.error() {
        Some(error) => Outcome::Refused(error),
        None => Outcome::when(page.path() == "/two", "elsewhere"),
    }
}

pub(super) async fn url_with_state(mode: Mode) -> Outcome {
    let code = REDIRECT_ONCE.replace("n: \"1\"", "state: \"mine\"");
    let (_tenant, _browser, page) = outside(mode, &[&code]).await;
    match page.error() {
        Some(error) => Outcome::Refused(error),
        None => Outcome::when(page.path() == "/step", "elsewhere"),
    }
}

pub(super) async fn other_issuer(mode: Mode) -> Outcome {
    token(
        mode,
        json!({"alg": "HS256", "typ": "JWT"}),
        &json!({"iss": "my-app"}),
    )
    .await
}

pub(super) async fn half_a_minute(mode: Mode) -> Outcome {
    let header = json!({"alg": "HS256", "typ": "JWT"});
    token(mode, header, &json!({"exp": 1_800_000_030})).await
}

pub(super) async fn no_type(mode: Mode) -> Outcome {
    token(mode, json!({"alg": "HS256"}), &json!({})).await
}

async fn token(mode: Mode, header: Value, changes: &Value) -> Outcome {
    let (tenant, mut browser, page) = outside(mode, &[VALIDATE]).await;
    let state = page.parameter("state").unwrap();
    let mut claims = json!({
        "iss": "tenant.localhost",
        "sub": "auth0|dan",
        "iat": 1_800_000_000,
        "exp": 1_800_000_300,
        "state": state,
        "answer": 42,
    });
    claims
        .as_object_mut()
        .unwrap()
        .extend(changes.as_object().unwrap().clone());
    let token = hs256("shh", &header, &claims);
    done(
        &back(
            &tenant,
            &mut browser,
            &format!("state={state}&session_token={token}"),
        )
        .await,
    )
}

pub(crate) fn hs256(secret: &str, header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    format!(
        "{signed}.{}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}
