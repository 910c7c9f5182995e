//! The Action and the callout behind it: what becomes of a login whose answers are missing.

use serde_json::{Value, json};
use url::Url;
use vestibule_stand::Stand;
use vestibule_visitor::{Place, Visitor};

use super::trip::{
    OPTIONAL, REQUIRED, arrival, assert_incomplete, assert_signed_in, at_app, at_form, finish,
    form_of, go, handed_back, parameter, request, sent, sign_in, tenant_with, user,
};
use crate::signed::Signed;

const ANA: &str = "ana@globex.example";
const GLOBEX: &str = "org_globexGLOBEX0001";

/// Comes back without an answer: the address that somebody could type.
async fn back_with_nothing(stand: &Stand, visitor: &mut Visitor) -> Url {
    let state = parameter(&arrival(visitor), "state").unwrap();
    let mut back = stand.addresses().tenant.join("/continue").unwrap();
    back.query_pairs_mut().append_pair("state", &state);
    match visitor.open(&back, at_app(stand)).await.unwrap() {
        Place::Application(callback) => callback,
        Place::Page(page) => panic!("{}: {}", page.url, page.title()),
    }
}

fn silent(stand: &Stand) -> Url {
    let more = [("prompt", "none"), ("organization", GLOBEX)];
    request(stand, &stand.addresses().tenant, &more)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_without_an_answer_that_is_optional_is_let_in_and_asked_again() {
    let stand = tenant_with("profile-nothing-optional", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    at_form(&stand, &mut visitor, ANA).await;
    assert_signed_in(&back_with_nothing(&stand, &mut visitor).await);
    assert_eq!(user(&stand, ANA)["user_metadata"], json!({}));
    // Silently nobody is asked, and what is optional is nobody's hindrance.
    let Place::Application(callback) = go(&stand, &mut visitor, &silent(&stand), ANA).await else {
        panic!("asked silently")
    };
    assert_signed_in(&callback);
    at_form(&stand, &mut visitor, ANA).await;
}

/// Trap 6, and trap 10: a redirect is no gate, and happens once in a login.
#[tokio::test(flavor = "multi_thread")]
async fn trap_6_what_is_required_denies_every_login_until_it_is_there() {
    let stand = tenant_with("profile-nothing-required", REQUIRED).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    at_form(&stand, &mut visitor, ANA).await;
    // Not led there twice in one login: Auth0 would not do it.
    assert_incomplete(&back_with_nothing(&stand, &mut visitor).await);
    // There is a session by now, which opens nothing.
    let Place::Application(callback) = go(&stand, &mut visitor, &silent(&stand), ANA).await else {
        panic!("asked silently")
    };
    assert_incomplete(&callback);
    // Abandoned in the middle: the next login asks again, at the same place.
    at_form(&stand, &mut visitor, ANA).await;
    let page = at_form(&stand, &mut visitor, ANA).await;
    let Place::Application(callback) = go(&stand, &mut visitor, &silent(&stand), ANA).await else {
        panic!("asked silently")
    };
    assert_incomplete(&callback);
    // And what is required cannot be skipped by a button that is not there.
    let again = sent(&mut visitor, &page, &[("go", "skip")]).await;
    assert_eq!(again.status, 422);
    let done = sent(&mut visitor, &again, &[("f.job_title", "Welder")]).await;
    assert_signed_in(&finish(&stand, &mut visitor, &done).await);
    for url in [silent(&stand), sign_in(&stand, ANA)] {
        let Place::Application(callback) = go(&stand, &mut visitor, &url, ANA).await else {
            panic!("asked once more")
        };
        assert_signed_in(&callback);
    }
}

/// Trap 4: on the way back `event.request` is that of `/continue`, which knows no scope.
#[tokio::test(flavor = "multi_thread")]
async fn trap_4_what_a_scope_requires_is_required_on_the_way_back_too() {
    let by_scope = format!("{OPTIONAL}required_for_scopes = [\"calls:make\"]\n");
    let stand = tenant_with("profile-scope", &by_scope).await;
    let edge = stand.addresses().worker.clone();
    let wide = [("login_hint", ANA), ("scope", "openid email calls:make")];
    let wide = request(&stand, &edge, &wide);
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    form_of(go(&stand, &mut visitor, &wide, ANA).await);
    assert_incomplete(&back_with_nothing(&stand, &mut visitor).await);
    at_form(&stand, &mut visitor, ANA).await;
    assert_signed_in(&back_with_nothing(&stand, &mut visitor).await);
}

/// What an Action tells of a login of somebody who is missing something.
fn event(transaction: &Value) -> Value {
    json!({
        "phase": "start",
        "client": { "client_id": "acmeDemoApp0000000000000000000001" },
        "organization": { "id": GLOBEX, "name": "globex" },
        "transaction": transaction,
        "authentication": { "methods": [] },
        "user": {
            "user_id": "auth0|650f", "email": ANA, "email_verified": true,
            "user_metadata": {}, "app_metadata": {}, "groups": ["Globex-Staff"],
        },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn trap_6_flows_that_lead_nowhere_are_not_asked_and_what_is_required_denies_all_but_refreshes()
 {
    let stand = tenant_with("profile-flows", REQUIRED).await;
    let told = |transaction: Value| {
        Signed::callout("/edge/callouts/post-login", &event(&transaction))
            .send(&stand)
            .body
    };
    let asked = told(json!({ "protocol": "oidc-basic-profile" }));
    assert_eq!(asked["redirect"]["payload"]["page"], "profile", "{asked}");
    let refreshed = told(json!({ "protocol": "oauth2-refresh-token" }));
    assert_eq!(refreshed.get("redirect"), None);
    assert_eq!(refreshed.get("deny"), None, "{refreshed}");
    for transaction in [
        json!({ "protocol": "oidc-basic-profile", "prompt": ["none"] }),
        json!({ "protocol": "oauth2-device-code" }),
        json!({ "protocol": "oauth2-password" }),
        json!({ "protocol": "oauth2-resource-owner" }),
        json!({ "protocol": "oauth2-token-exchange" }),
        json!({ "protocol": "oauth2-webauthn" }),
        json!({ "protocol": "wstrust-usernamemixed" }),
        json!({ "protocol": "oidc-ciba" }),
        json!({ "protocol": "oidc-ciba-web-link" }),
    ] {
        let told = told(transaction.clone());
        assert_eq!(told.get("redirect"), None, "{transaction}");
        assert_eq!(told["deny"]["code"], "profile_incomplete", "{transaction}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_skip_is_remembered_and_an_unanswered_question_is_not() {
    let stand = tenant_with("profile-skip", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    let skipped = sent(&mut visitor, &page, &[("go", "skip")]).await;
    assert_eq!(handed_back(&skipped)["profile"]["skipped"], "user");
    assert_signed_in(&finish(&stand, &mut visitor, &skipped).await);
    let book = &user(&stand, ANA)["app_metadata"]["vestibule"]["profile"];
    assert!(book.is_object(), "{book}");
    assert_eq!(user(&stand, ANA)["user_metadata"], json!({}));
}
