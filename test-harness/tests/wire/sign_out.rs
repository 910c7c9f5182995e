//! Signing out: login, logout, and what is left of every session.

use url::Url;
use vestibule_stand::{Stand, StandOptions};
use vestibule_visitor::{Form, Login, Place, Seen, Visitor, log_in};

use crate::support::{acme, acme_but, at_worker, initiate, log_of, person, stand};

const GLOBEX: &str = "org_globexGLOBEX0001";

/// Somebody who has signed in through Globex.
async fn signed_in(stand: &Stand) -> (Visitor, Login) {
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let application = stand.application().unwrap();
    let ana = person("ana@globex.example");
    let login = log_in(&mut visitor, &application, &initiate(stand), &ana)
        .await
        .unwrap();
    (visitor, login)
}

fn logout(stand: &Stand, parameters: &[(&str, &str)]) -> Url {
    let client = stand.application().unwrap().client_id;
    let mut url = at_worker(stand, "/edge/logout");
    url.query_pairs_mut()
        .append_pair("client_id", &client)
        .append_pair("organization", GLOBEX)
        .extend_pairs(parameters);
    url
}

/// The page on which somebody is asked what to sign out of, and its form.
async fn asked(visitor: &mut Visitor, url: &Url) -> (Seen, Form) {
    let page = visitor.look(url).await.unwrap();
    assert_eq!(page.status, 200);
    let form = page.form_with("client_id").unwrap();
    (page, form)
}

async fn press(visitor: &mut Visitor, form: &Form) -> Seen {
    match visitor.submit(form, |_| false).await.unwrap() {
        Place::Page(page) => page,
        Place::Application(url) => panic!("{url}"),
    }
}

/// An authorization request; `prompt` says whether somebody may be asked.
fn authorize(stand: &Stand, prompt: &str) -> Url {
    let application = stand.application().unwrap();
    let mut url = stand.addresses().tenant.join("/authorize").unwrap();
    url.query_pairs_mut().extend_pairs([
        ("client_id", application.client_id.as_str()),
        ("response_type", "code"),
        ("redirect_uri", application.callback.as_str()),
        ("scope", "openid"),
        ("state", "s"),
        (
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
        ("code_challenge_method", "S256"),
        ("organization", GLOBEX),
        ("connection", "globex-oidc"),
        ("prompt", prompt),
    ]);
    url
}

/// Whether Auth0 lets this browser in without a word.
async fn has_session(stand: &Stand, visitor: &mut Visitor) -> bool {
    let callback = stand.application().unwrap().callback;
    let is_callback = |url: &Url| url.path() == callback.path();
    let url = authorize(stand, "none");
    let Place::Application(url) = visitor.open(&url, is_callback).await.unwrap() else {
        panic!("a page at prompt=none")
    };
    let error = url.query_pairs().find(|(name, _)| name == "error");
    assert!(
        error
            .as_ref()
            .is_none_or(|(_, value)| value == "login_required"),
        "{url}"
    );
    error.is_none()
}

/// Whether the identity provider still knows who this is.
async fn provider_has_session(stand: &Stand, visitor: &mut Visitor) -> bool {
    let url = authorize(stand, "login");
    let Place::Page(page) = visitor.open(&url, |_| false).await.unwrap() else {
        panic!("no page at the provider")
    };
    assert_eq!(page.url.origin(), stand.addresses().idp.origin());
    page.body.contains("You are signed in here")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_ends_the_session_with_auth0_and_says_so() {
    let stand = acme().await;
    let (mut visitor, _) = signed_in(&stand).await;
    assert!(has_session(&stand, &mut visitor).await);

    let (page, form) = asked(&mut visitor, &logout(&stand, &[])).await;
    assert_eq!(page.text_of("h1"), "Sign out of Acme?");
    assert!(page.title().ends_with("Globex"));
    let log = log_of(&stand, page.header("vestibule-decision").unwrap());
    assert_eq!(log["end"], "asked");
    // Nothing has ended yet.
    assert!(has_session(&stand, &mut visitor).await);

    let end = press(&mut visitor, &form).await;
    assert_eq!(end.url.origin(), stand.addresses().worker.origin());
    assert_eq!(end.url.path(), "/edge/notice/signed-out");
    assert_eq!(end.text_of("h1"), "You’re signed out");
    assert!(end.title().ends_with("Globex"));
    let application = stand.addresses().app.as_str();
    assert_eq!(
        end.header("refresh").unwrap(),
        format!("30; url={application}")
    );
    assert!(!has_session(&stand, &mut visitor).await);
    // That was not asked for.
    assert!(provider_has_session(&stand, &mut visitor).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_identity_provider_is_signed_out_and_the_browser_forgets_where_that_is_chosen() {
    let stand = acme().await;
    let (mut visitor, _) = signed_in(&stand).await;
    assert!(provider_has_session(&stand, &mut visitor).await);
    let realm = at_worker(
        &stand,
        &format!(
            "/edge/realm?client_id={}",
            stand.application().unwrap().client_id
        ),
    );
    let before = visitor.look(&realm).await.unwrap();
    assert!(before.body.contains("Globex Corporation"));

    let (page, form) = asked(&mut visitor, &logout(&stand, &[])).await;
    assert!(page.body.contains("name=\"forget\""));
    let form = form.filled(&[("federated", "1"), ("forget", "1")]);
    let end = press(&mut visitor, &form).await;
    assert_eq!(end.text_of("h1"), "You’re signed out");
    assert!(!has_session(&stand, &mut visitor).await);
    assert!(!provider_has_session(&stand, &mut visitor).await);
    let after = visitor.look(&realm).await.unwrap();
    assert!(!after.body.contains("Globex Corporation"));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_come_out_at_the_application_where_it_asks_for_that() {
    let stand = acme().await;
    let (mut visitor, _) = signed_in(&stand).await;
    let app = stand.addresses().app.clone();
    let url = logout(&stand, &[("return_to", app.as_str()), ("state", "a b")]);
    let (_, form) = asked(&mut visitor, &url).await;
    let came_out = visitor
        .submit(&form, |url| url.origin() == app.origin())
        .await
        .unwrap();
    let Place::Application(url) = came_out else {
        panic!("{came_out:?}")
    };
    assert_eq!(url.as_str(), format!("{app}?state=a%20b"));
    assert!(!has_session(&stand, &mut visitor).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_somebody_elses_ends_nothing() {
    let stand = acme().await;
    let (mut visitor, _) = signed_in(&stand).await;
    let (_, form) = asked(&mut visitor, &logout(&stand, &[])).await;
    let body: Vec<String> = form
        .fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let answer = stand
        .trust()
        .client()
        .unwrap()
        .build()
        .unwrap()
        .post(form.action.clone())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://evil.example")
        .body(body.join("&"))
        .send()
        .await
        .unwrap();
    assert!(!answer.headers().contains_key("refresh"));
    assert!(answer.text().await.unwrap().contains("Sign out of Acme?"));
    assert!(has_session(&stand, &mut visitor).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_token_ends_its_session_where_openid_connect_says_and_stands_in_no_log() {
    let file = acme_but("oidc-logout", "oidc_logout = false", "oidc_logout = true");
    let stand = stand(StandOptions::for_tests(file)).await;
    let (mut visitor, login) = signed_in(&stand).await;
    let hint = &login.tokens.id_token_hint;
    let url = logout(&stand, &[("id_token_hint", hint), ("federated", "")]);
    let (page, form) = asked(&mut visitor, &url).await;
    let end = press(&mut visitor, &form).await;
    assert_eq!(end.text_of("h1"), "You’re signed out");
    let ended = visitor
        .steps()
        .iter()
        .any(|step| step.url.path() == "/oidc/logout" && step.status == 302);
    assert!(ended, "{:?}", visitor.steps());
    assert!(!has_session(&stand, &mut visitor).await);
    assert!(!provider_has_session(&stand, &mut visitor).await);
    let log = log_of(&stand, page.header("vestibule-decision").unwrap());
    assert!(!log.to_string().contains("eyJ"), "{log}");
    let (_, claims) = hint.split_once('.').unwrap();
    let short = claims.get(..40).unwrap();
    assert!(!stand.worker().unwrap().logs().text().contains(short));
}
