//! The Actions as they are deployed, run by the mock tenant, against the Worker.

use serde_json::{Value, json};
use url::Url;
use vestibule_stand::{Stand, StandOptions};
use vestibule_visitor::{Application, Login, Place, VisitError, Visitor, log_in};

use crate::support::{
    acme, acme_and, acme_file, front_door, initiate, person, sign_in, stand, write_mock,
};

const API: &str = "https://api.acme.example";
const JOB: &str = "acmeNightlyJob000000000000000001";
const DATABASE: &str = "acme-accounts";
/// That of a verifier which nobody needs here (RFC 7636, appendix B).
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn at_tenant(stand: &Stand, path: &str) -> Url {
    stand.addresses().tenant.join(path).unwrap()
}

/// The first thing that the Worker logged about a callout of this trigger.
fn logged(stand: &Stand, trigger: &str) -> Value {
    let logs = stand.worker().unwrap().logs();
    let patience = std::time::Duration::from_secs(5);
    let wanted = format!("\"trigger\":\"{trigger}\"");
    let line = logs.wait_for(0, patience, |line| line.text.contains(&wanted));
    serde_json::from_str(&line.unwrap().text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_say_what_the_rules_of_the_tenant_say() {
    let stand = acme().await;
    let login = sign_in(&stand, &initiate(&stand), &person("ana@globex.example"))
        .await
        .unwrap();
    let id = &login.tokens.id_token;
    assert_eq!(id["https://acme.example/plan"], "enterprise");
    assert_eq!(
        id["https://acme.example/company"],
        json!({ "name": "Globex Corporation", "seats": 500 })
    );
    assert_eq!(id.get("https://acme.example/roles"), None);
    let access = login.tokens.access_token_claims().unwrap();
    assert_eq!(access["https://acme.example/plan"], "enterprise");
    // Of three groups two are roles.
    assert_eq!(
        access["https://acme.example/roles"],
        json!(["admin", "member"])
    );
    assert_eq!(access["https://acme.example/mfa_recent"], false);
    assert!(access["aud"].as_array().unwrap().contains(&API.into()));

    let line = logged(&stand, "post-login");
    assert_eq!(line["organization"], "org_globexGLOBEX0001");
    assert!(
        !line.to_string().contains("ana"),
        "no personal data: {line}"
    );
}

/// Nobody has entered their groups by hand: the connection maps them.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_through_a_connection_has_what_it_maps() {
    let stand = acme().await;
    for (email, roles, plan) in [
        ("bo@globex.example", "member", "enterprise"),
        ("consumer@gmail.com", "member", "free"),
    ] {
        let login = sign_in(&stand, &initiate(&stand), &person(email)).await;
        let access = login.unwrap().tokens.access_token_claims().unwrap();
        assert_eq!(
            access["https://acme.example/roles"],
            json!([roles]),
            "{email}"
        );
        assert_eq!(access["https://acme.example/plan"], plan, "{email}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denial_reaches_the_application_with_its_code() {
    let stand = acme().await;
    let refused = sign_in(&stand, &initiate(&stand), &person("unconfirmed@gmail.com")).await;
    let Err(VisitError::Refused { error, description }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(error, "access_denied");
    assert_eq!(
        description,
        "[email-not-verified] Please confirm your email address first."
    );
    assert_eq!(logged(&stand, "post-login")["code"], "email-not-verified");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_worker_down_a_closed_action_lets_nobody_in() {
    let mut stand = acme().await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let application = stand.application().unwrap();
    let direct = vestibule_visitor::Way::FrontDoor {
        edge: stand.addresses().tenant.clone(),
        login_hint: None,
    };
    stand.stop_worker();
    let consumer = person("consumer@gmail.com");
    let refused = log_in(&mut visitor, &application, &direct, &consumer).await;
    let Err(VisitError::Refused { description, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert!(
        description.starts_with("[vestibule_unavailable] "),
        "{description}"
    );
    stand.restart_worker().unwrap();
    let login = log_in(&mut visitor, &application, &direct, &consumer).await;
    assert!(login.is_ok(), "{login:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_with_another_secret_is_not_answered() {
    let stand = stand(StandOptions {
        callout_secrets: Vec::new(),
        ..StandOptions::for_tests(acme_file())
    })
    .await;
    let refused = sign_in(&stand, &initiate(&stand), &person("consumer@gmail.com")).await;
    let Err(VisitError::Refused { description, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert!(
        description.starts_with("[vestibule_unavailable] "),
        "{description}"
    );
}

/// The example tenant with one rule more, and with what is added to its `mock.toml`.
async fn ruled(folder: &str, rule: &str, mock: &str) -> Stand {
    let tenant_file = acme_and(folder, rule);
    write_mock(&tenant_file, mock);
    stand(StandOptions::for_tests(tenant_file)).await
}

const STEP_UP: &str = r#"
[[claims.rules]]
name = "archive-needs-second-factor"
when = '"archive:read" in event.transaction.requested_scopes'
step_up = { factors = ["otp"], max_age = "15m" }
"#;

fn factor_pages(login: &Login) -> Vec<&str> {
    let paths = login.steps.iter().map(|step| step.url.path());
    paths.filter(|path| path.starts_with("/u/mfa-")).collect()
}

/// What the application's callback gets when it asks with `prompt=none`.
async fn silently(
    stand: &Stand,
    visitor: &mut Visitor,
    application: &Application,
    organization: Option<&str>,
) -> String {
    let mut url = at_tenant(stand, "/authorize");
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &application.client_id)
        .append_pair("redirect_uri", application.callback.as_str())
        .append_pair("scope", &application.scope)
        .extend_pairs(organization.map(|id| ("organization", id)))
        .append_pair("prompt", "none")
        .append_pair("code_challenge", CHALLENGE)
        .append_pair("code_challenge_method", "S256");
    let at_app = |url: &Url| url.path() == application.callback.path();
    match visitor.open(&url, at_app).await.unwrap() {
        Place::Application(url) => url.query().unwrap_or_default().to_owned(),
        Place::Page(page) => panic!("not at the application: {}", page.url),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_asks_for_a_second_factor_once() {
    let stand = ruled("step-up", STEP_UP, "").await;
    let application = stand.application().unwrap();
    let guarded = Application {
        scope: "openid profile email archive:read".to_owned(),
        ..application.clone()
    };
    let ana = person("ana@globex.example");
    let way = front_door(&stand, Some("ana@globex.example"));
    let mut visitor = Visitor::new(&stand.trust()).unwrap();

    let login = log_in(&mut visitor, &application, &way, &ana)
        .await
        .unwrap();
    assert!(factor_pages(&login).is_empty());
    assert_eq!(login.tokens.id_token.get("amr"), None);
    // Silently nobody can be asked.
    let globex = Some("org_globexGLOBEX0001");
    let answer = silently(&stand, &mut visitor, &guarded, globex).await;
    assert!(answer.contains("error=interaction_required"), "{answer}");

    // They have none yet, so they enrol one.
    let login = log_in(&mut visitor, &guarded, &way, &ana).await.unwrap();
    assert_eq!(factor_pages(&login), ["/u/mfa-otp-enrollment"; 2]);
    assert_eq!(login.tokens.id_token["amr"], json!(["mfa"]));
    assert_eq!(
        login.tokens.id_token["https://acme.example/plan"],
        "enterprise"
    );
    // Claims are those from before it: Auth0 goes on with the next Action, which is none of ours here.
    let access = login.tokens.access_token_claims().unwrap();
    assert_eq!(access["https://acme.example/mfa_recent"], false);
    // It counts for a while.
    let login = log_in(&mut visitor, &guarded, &way, &ana).await.unwrap();
    assert!(factor_pages(&login).is_empty());
    let access = login.tokens.access_token_claims().unwrap();
    assert_eq!(access["https://acme.example/mfa_recent"], true);
    // In another browser they are asked for the one they have.
    let mut elsewhere = Visitor::new(&stand.trust()).unwrap();
    let login = log_in(&mut elsewhere, &guarded, &way, &ana).await.unwrap();
    assert_eq!(factor_pages(&login), ["/u/mfa-otp-challenge"; 2]);
}

/// docs/actions.md: a second Action with the same code is asked once more when the factor is there.
#[tokio::test(flavor = "multi_thread")]
async fn an_action_bound_twice_knows_of_the_factor() {
    const AGAIN: &str = r#"
[[actions]]
name = "Vestibule post-login, once more"
trigger = "post-login"
file = "../../actions/post-login.js"

[actions.secrets]
VESTIBULE_URL = "${edge_origin}"
VESTIBULE_SECRET = "${callout_secret}"
VESTIBULE_GROUPS_ATTRIBUTE = "groups"
"#;
    let stand = ruled("step-up-twice", STEP_UP, AGAIN).await;
    let guarded = Application {
        scope: "openid profile email archive:read".to_owned(),
        ..stand.application().unwrap()
    };
    let way = front_door(&stand, Some("ana@globex.example"));
    let ana = person("ana@globex.example");
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let login = log_in(&mut visitor, &guarded, &way, &ana).await.unwrap();
    assert_eq!(factor_pages(&login), ["/u/mfa-otp-enrollment"; 2]);
    let access = login.tokens.access_token_claims().unwrap();
    assert_eq!(access["https://acme.example/mfa_recent"], true);
}

async fn post(stand: &Stand, path: &str, body: &Value) -> (u16, Value) {
    let url = at_tenant(stand, path);
    let client = stand.trust().client().unwrap().build().unwrap();
    let response = client.post(url).json(body).send().await.unwrap();
    let status = response.status().as_u16();
    (status, response.json().await.unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_gets_the_claims_of_its_customer() {
    let stand = acme().await;
    let mut body = json!({
        "grant_type": "client_credentials",
        "client_id": JOB,
        "client_secret": "a secret of the mock tenant alone",
        "audience": API,
        "organization": "org_globexGLOBEX0001",
    });
    let (status, answer) = post(&stand, "/oauth/token", &body).await;
    assert_eq!(status, 200, "{answer}");
    let claims = vestibule_visitor::claims_of(answer["access_token"].as_str().unwrap()).unwrap();
    assert_eq!(claims["https://acme.example/plan"], "enterprise");
    assert_eq!(claims["sub"], format!("{JOB}@clients"));
    assert_eq!(claims["org_id"], "org_globexGLOBEX0001");

    body.as_object_mut().unwrap().remove("organization");
    let (status, answer) = post(&stand, "/oauth/token", &body).await;
    assert_eq!(status, 200, "{answer}");
    let claims = vestibule_visitor::claims_of(answer["access_token"].as_str().unwrap()).unwrap();
    assert_eq!(claims.get("https://acme.example/plan"), None);
    assert_eq!(
        logged(&stand, "credentials-exchange")["trigger"],
        "credentials-exchange"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_of_a_customer_signs_up_by_hand() {
    let stand = acme().await;
    let application = stand.application().unwrap();
    let sign_up = |email: &str| {
        json!({
            "client_id": application.client_id,
            "connection": DATABASE,
            "email": email,
            "password": "correct horse battery staple",
        })
    };
    let (status, answer) = post(
        &stand,
        "/dbconnections/signup",
        &sign_up("bo@globex.example"),
    )
    .await;
    assert_eq!(status, 400, "{answer}");
    assert_eq!(answer["code"], "extensibility_error");
    assert_eq!(answer["description"], "Please sign in with your company.");
    let (status, answer) = post(&stand, "/dbconnections/signup", &sign_up("bo@gmail.com")).await;
    assert_eq!(status, 200, "{answer}");

    // On the page as well.
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let mut url = at_tenant(&stand, "/authorize");
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &application.client_id)
        .append_pair("redirect_uri", application.callback.as_str())
        .append_pair("code_challenge", CHALLENGE)
        .append_pair("code_challenge_method", "S256")
        .append_pair("connection", DATABASE)
        .append_pair("screen_hint", "signup");
    let Place::Page(page) = visitor.open(&url, |_| false).await.unwrap() else {
        panic!("no page")
    };
    let form = page.form_with("password").unwrap();
    let form = form.filled(&[
        ("email", "cy@globex.example"),
        ("password", "battery staple"),
    ]);
    let Place::Page(page) = visitor.submit(&form, |_| false).await.unwrap() else {
        panic!("no page")
    };
    assert_eq!(page.status, 400);
    assert_eq!(
        page.text_of("[role=alert]"),
        "Please sign in with your company."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_password_reset_the_browser_is_sent_to_the_worker() {
    let stand = acme().await;
    let application = stand.application().unwrap();
    let body = json!({
        "client_id": application.client_id,
        "connection": DATABASE,
        "email": "consumer@gmail.com",
    });
    let (status, _) = post(&stand, "/dbconnections/change_password", &body).await;
    assert_eq!(status, 200);
    let link = stand.tenant().control().reset_tickets()[0].url.clone();
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let edge = stand.addresses().worker.origin();
    let ours = |url: &Url| url.origin() == edge;
    let link = Url::parse(&link).unwrap();
    let Place::Page(page) = visitor.open(&link, ours).await.unwrap() else {
        panic!("no page")
    };
    let form = page.form_with("password").unwrap();
    let form = form.filled(&[("password", "another horse battery staple")]);
    let Place::Application(url) = visitor.submit(&form, ours).await.unwrap() else {
        panic!("not sent to the Worker")
    };
    assert_eq!(url.path(), "/edge/notice/password-changed");
    let parameter = |name: &str| {
        let found = url.query_pairs().find(|(known, _)| known == name);
        found.map(|(_, value)| value.into_owned())
    };
    assert_eq!(parameter("client_id"), Some(application.client_id));
    assert_eq!(parameter("success").as_deref(), Some("true"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_left_is_out_at_the_next_login_and_the_session_with_them() {
    let stand = acme().await;
    let application = stand.application().unwrap();
    let consumer = person("consumer@gmail.com");
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    log_in(&mut visitor, &application, &initiate(&stand), &consumer)
        .await
        .unwrap();
    let answer = silently(&stand, &mut visitor, &application, None).await;
    assert!(answer.contains("code="), "{answer}");

    let control = stand.tenant().control();
    let mut users = control.users().into_iter();
    let mut user = users.find(|user| user.email == consumer.email).unwrap();
    user.app_metadata.insert("left".to_owned(), json!(true));
    control.put_user(user).unwrap();
    let answer = silently(&stand, &mut visitor, &application, None).await;
    assert!(answer.contains("account-closed"), "{answer}");
    // There is no session any more that a rule could judge.
    let answer = silently(&stand, &mut visitor, &application, None).await;
    assert!(answer.contains("error=login_required"), "{answer}");
}
