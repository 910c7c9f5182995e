//! A login that a rule denies, and whose owner reads why before the application hears of it.

use serde_json::{Value, json};
use url::Url;
use vestibule_stand::{Stand, StandOptions};
use vestibule_visitor::{Application, Place, Seen, Visit, VisitError, Visitor, log_in};

use crate::signed::Signed;
use crate::support::{acme, acme_file, front_door, person, stand};

const REASON: &str = "This address does not belong to your company.";
const DENIED: &str = "[org-mismatch] This address does not belong to your company.";
const GLOBEX: &str = "org_globexGLOBEX0001";
/// That of a verifier which nobody needs here (RFC 7636, appendix B).
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Peter goes to Globex, whose identity provider says of him that he is somebody of Initech's.
async fn peter_goes_to_globex(stand: &Stand, visitor: &mut Visitor) -> String {
    let application = stand.application().unwrap();
    let way = front_door(stand, Some("ana@globex.example"));
    let refused = log_in(
        visitor,
        &application,
        &way,
        &person("peter@initech.example"),
    )
    .await;
    let Err(VisitError::Refused { error, description }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(error, "access_denied");
    description
}

/// An authorization request for Globex, straight to the tenant, with one parameter more.
fn request(stand: &Stand, application: &Application, more: (&str, &str)) -> Url {
    let mut url = stand.addresses().tenant.join("/authorize").unwrap();
    url.query_pairs_mut().extend_pairs([
        ("response_type", "code"),
        ("client_id", &application.client_id),
        ("redirect_uri", application.callback.as_str()),
        ("scope", &application.scope),
        ("organization", GLOBEX),
        more,
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]);
    url
}

fn notices(visitor: &Visitor) -> Vec<&Visit> {
    let is_notice = |step: &&Visit| step.url.path() == "/edge/notice/denied";
    visitor.steps().iter().filter(is_notice).collect()
}

/// The page at another address, which differs in one parameter.
async fn changed(visitor: &mut Visitor, url: &Url, name: &str, value: Option<&str>) -> Seen {
    let pairs = url.query_pairs().into_owned();
    let kept: Vec<_> = pairs.filter(|(known, _)| known != name).collect();
    let mut url = url.clone();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(kept)
        .extend_pairs(value.map(|value| (name, value)));
    visitor.look(&url).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_denied_reads_why_and_then_the_application_hears_it() {
    let stand = acme().await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    assert_eq!(peter_goes_to_globex(&stand, &mut visitor).await, DENIED);

    let steps = visitor.steps();
    let paths: Vec<_> = steps.iter().map(|step| step.url.path()).collect();
    let at = paths
        .iter()
        .position(|path| *path == "/edge/notice/denied")
        .unwrap();
    assert_eq!(paths.get(at + 1), Some(&"/continue"), "{paths:?}");
    let notice = &steps[at];
    assert_eq!(
        notice.title.as_deref(),
        Some("You don’t have access with this account · Globex")
    );
    let address = notice.url.to_string();
    assert!(!address.contains("peter") && !address.contains("session_token"));

    // It can be loaded again: for an hour, though the login waits no longer.
    let url = notice.url.clone();
    let page = visitor.look(&url).await.unwrap();
    assert_eq!(page.status, 200);
    assert_eq!(page.text_of(".lead"), REASON);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'none'"), "{policy}");
    let state = url.query_pairs().find(|(name, _)| name == "state").unwrap();
    let back = page
        .link_to(stand.addresses().tenant.join("/continue").unwrap().as_str())
        .unwrap();
    assert_eq!(back.query(), Some(&*format!("state={}", state.1)));
    let Place::Page(again) = visitor.open(&back, |_| false).await.unwrap() else {
        panic!("no page")
    };
    assert_eq!(again.url.path(), "/edge/error", "Auth0 knows no such login");

    // What was changed on the way says nothing, and Arabic goes around English words.
    let generic = changed(&mut visitor, &url, "reason", None).await;
    let lead = generic.text_of(".lead");
    assert_ne!(lead, REASON);
    let sealed = url
        .query_pairs()
        .find(|(name, _)| name == "reason")
        .unwrap();
    let tampered = format!("{}A", sealed.1);
    let tampered = changed(&mut visitor, &url, "reason", Some(&tampered)).await;
    assert_eq!(tampered.text_of(".lead"), lead);
    let arabic = changed(&mut visitor, &url, "ui_locales", Some("ar")).await;
    assert!(arabic.body.contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(
        arabic
            .body
            .contains(&format!("<bdi lang=\"en\">{REASON}</bdi>"))
    );
}

/// Auth0 has a session by then, which rules deny as they denied the login: with nothing shown, since nobody looks.
#[tokio::test(flavor = "multi_thread")]
async fn a_silent_login_is_denied_at_once() {
    let stand = acme().await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    peter_goes_to_globex(&stand, &mut visitor).await;
    let application = stand.application().unwrap();
    let url = request(&stand, &application, ("prompt", "none"));
    let at_app = |url: &Url| url.path() == application.callback.path();
    let Place::Application(callback) = visitor.open(&url, at_app).await.unwrap() else {
        panic!("not at the application")
    };
    let said = |name: &str| {
        let mut pairs = callback.query_pairs();
        pairs.find(|(known, _)| known == name).unwrap().1
    };
    assert_eq!(said("error"), "access_denied");
    assert_eq!(said("error_description"), DENIED);
    assert_eq!(notices(&visitor).len(), 1);
}

/// Whoever waits on the page for the Worker to fall over gains nothing by it, be the policy as open as it may.
#[tokio::test(flavor = "multi_thread")]
async fn with_the_worker_down_on_the_way_back_the_denial_stands() {
    let mut stand = stand(StandOptions {
        actions_fail_open: true,
        ..StandOptions::for_tests(acme_file())
    })
    .await;
    let application = stand.application().unwrap();
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let (page, back) = stay_on_the_page(&stand, &mut visitor, &application).await;
    assert_eq!(page.text_of(".lead"), REASON);
    stand.stop_worker();
    let at_app = |url: &Url| url.path() == application.callback.path();
    let Place::Application(callback) = visitor.open(&back, at_app).await.unwrap() else {
        panic!("not at the application")
    };
    let mut pairs = callback.query_pairs();
    let said = pairs.find(|(name, _)| name == "error_description").unwrap();
    assert_eq!(said.1, DENIED);
}

/// Goes as far as the page, and says where it leads back to.
async fn stay_on_the_page(
    stand: &Stand,
    visitor: &mut Visitor,
    application: &Application,
) -> (Seen, Url) {
    let url = request(stand, application, ("connection", "globex-oidc"));
    let mut place = visitor.open(&url, |_| false).await.unwrap();
    for _ in 0..4 {
        let Place::Page(page) = place else {
            panic!("nothing stops here")
        };
        let tenant = stand.addresses().tenant.join("/continue").unwrap();
        if let Some(back) = page.link_to(tenant.as_str()) {
            return (page, back);
        }
        let form = page.forms().into_iter().next().unwrap();
        let name = ["username", "email"]
            .into_iter()
            .find(|name| form.has(name));
        let values = name.map(|name| (name, "peter@initech.example"));
        place = visitor
            .submit(&form.filled(values.as_slice()), |_| false)
            .await
            .unwrap();
    }
    panic!("no notice")
}

fn event(rest: &Value) -> Value {
    let mut event = json!({
        "phase": "start",
        "client": { "client_id": "acmeDemoApp0000000000000000000001" },
        "organization": { "id": GLOBEX, "name": "globex" },
        "transaction": { "protocol": "oidc-basic-profile" },
        "user": { "email": "peter@initech.example", "email_verified": true },
    });
    let (Some(members), Some(rest)) = (event.as_object_mut(), rest.as_object()) else {
        panic!("{rest}")
    };
    members.extend(rest.clone());
    event
}

#[tokio::test(flavor = "multi_thread")]
async fn a_callout_is_answered_with_the_page_and_its_repeat_in_the_same_octets() {
    let stand = acme().await;
    let ask = |rest: &Value| Signed::callout("/edge/callouts/post-login", &event(rest));
    let request = ask(&json!({}));
    let told = request.send(&stand);
    assert_eq!(told.body["deny"]["code"], "org-mismatch");
    let notice = told.body["deny"]["notice"].as_str().unwrap();
    let page = stand
        .addresses()
        .worker
        .join("/edge/notice/denied")
        .unwrap();
    assert!(
        notice.starts_with(&format!("{page}?client_id=")),
        "{notice}"
    );
    assert_eq!(request.send(&stand).text, told.text);
    // Another request for the same login has another nonce.
    let other = ask(&json!({})).send(&stand);
    assert_ne!(other.body["deny"]["notice"], told.body["deny"]["notice"]);
    for rest in [
        json!({ "phase": "continue" }),
        json!({ "transaction": { "protocol": "oauth2-refresh-token" } }),
        json!({ "transaction": { "protocol": "oidc-basic-profile", "prompt": ["none"] } }),
    ] {
        let told = ask(&rest).send(&stand);
        assert_eq!(
            told.body["deny"],
            json!({ "code": "org-mismatch", "reason": REASON }),
            "{rest}"
        );
    }
}
