//! The way back: what Auth0's `validateToken` asks for, in the mock tenant's strict mode.

use serde_json::json;
use url::Url;
use vestibule_mock_tenant::Rule;
use vestibule_stand::{PAGE_SECRET, RETURN_SECRET, Stand};
use vestibule_visitor::{Place, Seen, Visitor, claims_of};

use super::forge::Forged;
use super::trip::{
    OPTIONAL, answer_token, arrival, assert_signed_in, at_app, at_form, finish, form_of, go,
    handed_back, parameter, refused, request, sent, tenant_with, user,
};

const ANA: &str = "ana@globex.example";

/// Somebody who has answered and is about to go back.
async fn about_to_go_back(stand: &Stand) -> (Visitor, Seen) {
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(stand, &mut visitor, ANA).await;
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    (visitor, done)
}

/// Goes to `/continue` with a token in its body, and parameters more in its address.
async fn go_back(
    stand: &Stand,
    visitor: &mut Visitor,
    page: &Seen,
    token: &str,
    more: &[(&str, &str)],
) -> Url {
    let form = page.form_with("session_token").unwrap();
    let mut form = form.filled(&[("session_token", token)]);
    form.action.query_pairs_mut().extend_pairs(more);
    match visitor.submit(&form, at_app(stand)).await.unwrap() {
        Place::Application(callback) => callback,
        Place::Page(page) => panic!("{}: {}", page.url, page.title()),
    }
}

/// In the mode in which the mock tenant takes the stricter reading wherever no source settles what Auth0 does.
#[tokio::test(flavor = "multi_thread")]
async fn the_tenant_is_strict() {
    let stand = tenant_with("profile-strict", OPTIONAL).await;
    let rules = stand.tenant().control().rules();
    for rule in [
        Rule::SessionTokenIssuer,
        Rule::SessionTokenLifetime,
        Rule::SessionTokenType,
        Rule::ContinueStateKnown,
        Rule::ContinueOnce,
        Rule::ContinueOnOwnDomain,
        Rule::OneRedirectPerAction,
        Rule::RedirectOnceIgnoresQuery,
        Rule::RedirectUrlWithoutState,
    ] {
        let all = rules.as_array().unwrap();
        let found = all.iter().find(|it| it["rule"] == rule.name()).unwrap();
        assert_eq!(found["enforced"], true, "{}", rule.name());
    }
}

/// Trap 1: a bare host, of the domain that the login runs at, be it the tenant's own or another custom domain.
#[tokio::test(flavor = "multi_thread")]
async fn trap_1_the_way_back_leads_to_the_domain_of_the_login_and_names_it_bare() {
    let stand = tenant_with("profile-domains", OPTIONAL).await;
    let addresses = stand.addresses().clone();
    for (server, other, email) in [
        (&addresses.tenant, &addresses.other_tenant, ANA),
        (
            &addresses.other_tenant,
            &addresses.tenant,
            "bo@globex.example",
        ),
    ] {
        let more = [
            ("organization", "org_globexGLOBEX0001"),
            ("connection", "globex-oidc"),
        ];
        let url = request(&stand, server, &more);
        let mut visitor = Visitor::new(&stand.trust()).unwrap();
        let page = form_of(go(&stand, &mut visitor, &url, email).await);
        let sent_here = claims_of(&parameter(&arrival(&visitor), "session_token").unwrap());
        let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
        let host = server.host_str().unwrap();
        assert_eq!(sent_here.unwrap()["iss"], host);
        assert_eq!(handed_back(&done)["iss"], host);
        let form = done.form_with("session_token").unwrap();
        assert_eq!(form.action.origin(), server.origin());
        assert_eq!(form.action.path(), "/continue");

        // Refused at the other domain, without being used up.
        let mut astray = form.clone();
        astray.action = other.join("/continue").unwrap();
        astray.action.set_query(form.action.query());
        let Place::Page(page) = visitor.submit(&astray, at_app(&stand)).await.unwrap() else {
            panic!("resumed at another domain")
        };
        assert_eq!(page.url.path(), "/edge/error");
        assert_signed_in(&finish(&stand, &mut visitor, &done).await);
        assert_eq!(
            user(&stand, email)["user_metadata"],
            json!({ "job_title": "Welder" })
        );
    }
}

/// Traps 1 and 2, and what else a token of the way back can be that is not ours.
#[tokio::test(flavor = "multi_thread")]
async fn trap_2_a_way_back_that_lacks_a_claim_or_is_another_login_s_writes_nothing() {
    let stand = tenant_with("profile-way-back", OPTIONAL).await;
    let (mut visitor, done) = about_to_go_back(&stand).await;
    let good = Forged::of(&answer_token(&done));
    for claim in ["iss", "sub", "iat", "exp", "state"] {
        assert!(good.payload.get(claim).is_some(), "{claim}");
    }
    let lasts = good.payload["exp"].as_i64().unwrap() - good.payload["iat"].as_i64().unwrap();
    assert!((60..=300).contains(&lasts));
    assert_signed_in(&finish(&stand, &mut visitor, &done).await);

    let mut cases: Vec<(String, String)> = Vec::new();
    let mut visitors = Vec::new();
    for number in 0..13 {
        let (visitor, done) = about_to_go_back_as(&stand, number).await;
        let good = Forged::of(&answer_token(&done));
        let with = |name: &str, value| good.with(|it| it[name] = value).signed(RETURN_SECRET);
        let iat = good.payload["iat"].as_i64().unwrap();
        cases.push(match number {
            0..=4 => {
                let claim = ["iss", "sub", "iat", "exp", "state"][number];
                (
                    format!("without {claim}"),
                    good.without(claim).signed(RETURN_SECRET),
                )
            }
            5 => ("state swapped".into(), with("state", json!("another"))),
            6 => ("sub swapped".into(), with("sub", json!("auth0|another"))),
            7 => (
                "another tenant's".into(),
                with("iss", json!("login.globex.example")),
            ),
            8 => (
                "iss as in ID tokens".into(),
                with("iss", json!("https://login.acme.test/")),
            ),
            9 => (
                "expired".into(),
                good.with(|it| {
                    it["iat"] = json!(iat - 400);
                    it["exp"] = json!(iat - 200);
                })
                .signed(RETURN_SECRET),
            ),
            10 => (
                "signed with the other secret".into(),
                good.signed(PAGE_SECRET),
            ),
            11 => (
                "unsigned".into(),
                good.under(json!({ "alg": "none", "typ": "JWT" }))
                    .unsigned(),
            ),
            _ => {
                let token = parameter(&arrival(&visitor), "session_token").unwrap();
                ("what went out".into(), token)
            }
        });
        visitors.push((visitor, done));
    }
    for ((name, token), (mut visitor, done)) in cases.into_iter().zip(visitors) {
        let callback = go_back(&stand, &mut visitor, &done, &token, &[]).await;
        let (error, description) = refused(&callback);
        assert_eq!(error, "access_denied", "{name}");
        assert!(
            description.starts_with("[vestibule_return_invalid] "),
            "{name}: {description}"
        );
        let subject = claims_of(&answer_token(&done)).unwrap()["sub"].clone();
        let users = serde_json::to_value(stand.tenant().control().users()).unwrap();
        let users = users.as_array().unwrap();
        let user = users
            .iter()
            .find(|user| user["user_id"] == subject)
            .unwrap();
        assert_eq!(user["user_metadata"], json!({}), "{name}");
    }
}

/// The same for one of many users.
async fn about_to_go_back_as(stand: &Stand, number: usize) -> (Visitor, Seen) {
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let email = format!("worker{number}@globex.example");
    let page = at_form(stand, &mut visitor, &email).await;
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    (visitor, done)
}

/// Trap 3: of a parameter in the address and in the body, the one in the body counts.
#[tokio::test(flavor = "multi_thread")]
async fn trap_3_what_stands_in_the_address_does_not_take_the_place_of_the_answer() {
    let stand = tenant_with("profile-body", OPTIONAL).await;
    let (mut visitor, done) = about_to_go_back(&stand).await;
    let token = answer_token(&done);
    let evil = Forged::of(&token)
        .with(|it| it["user_metadata"]["job_title"] = json!("Baker"))
        .signed("a secret that nobody here has told anybody");
    let more = [("session_token", evil.as_str())];
    assert_signed_in(&go_back(&stand, &mut visitor, &done, &token, &more).await);
    assert_eq!(
        user(&stand, ANA)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
}

/// Trap 4: what the payload brings along does not take the place of what Auth0 says of the user.
#[tokio::test(flavor = "multi_thread")]
async fn trap_4_the_token_is_about_the_user_who_signed_in() {
    let stand = tenant_with("profile-payload", OPTIONAL).await;
    let (visitor, done) = about_to_go_back(&stand).await;
    let here = claims_of(&parameter(&arrival(&visitor), "session_token").unwrap()).unwrap();
    let lasts = here["exp"].as_i64().unwrap() - here["iat"].as_i64().unwrap();
    assert_eq!(lasts, 300);
    assert_eq!(here["sub"], user(&stand, ANA)["user_id"]);
    assert_eq!(here.get("state"), None);
    assert_eq!(handed_back(&done)["sub"], here["sub"]);
    assert_eq!(handed_back(&done)["txn"], here["txn"]);
}
