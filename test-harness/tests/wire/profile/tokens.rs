//! Tokens of the way here that are not believed.

use serde_json::{Value, json};
use url::Url;
use vestibule_stand::{FormOptions, PAGE_SECRET, RETURN_SECRET, Stand};
use vestibule_visitor::{Place, Seen, Visitor};

use super::forge::{Forged, encoded};
use super::trip::{
    OPTIONAL, answer_token, arrival, assert_signed_in, at_form, finish, form_of, german, go,
    handed_back, log, parameter, sent, sign_in, tenant_with, user,
};
use crate::support::at_worker;

const ANA: &str = "ana@globex.example";
const CLIENT: &str = "acmeDemoApp0000000000000000000001";
const START_AGAIN: &str = "/edge/start/";

/// An address of the form with another token or `state` in it; `None`: without one.
fn arrival_with(stand: &Stand, token: Option<&str>, state: Option<&str>) -> Url {
    let mut url = at_worker(stand, "/edge/profile");
    let token = token.map(|token| ("session_token", token));
    let state = state.map(|state| ("state", state));
    url.query_pairs_mut()
        .extend_pairs(token.iter().chain(&state));
    url
}

/// Asserts that a page ends the trip: that it says how to start again, keeps nothing, and nobody can frame it or learn from it.
fn assert_ends(page: &Seen, name: &str, secrets: &[&str]) {
    // The status is that of an answer to what was asked for: some browsers put a page of their own in the place of any other.
    assert_eq!(page.status, 200, "{name}: {}", page.title());
    assert_eq!(page.header("cache-control"), Some("no-store"), "{name}");
    assert_eq!(
        page.header("referrer-policy"),
        Some("no-referrer"),
        "{name}"
    );
    assert!(page.header("set-cookie").is_none(), "{name}");
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("frame-ancestors 'none'"),
        "{name}: {policy}"
    );
    assert!(policy.contains("form-action 'none'"), "{name}: {policy}");
    assert_eq!(page.forms().len(), 0, "{name}");
    for secret in secrets.iter().filter(|secret| secret.len() > 3) {
        assert!(!page.body.contains(secret), "{name}: {secret} is reflected");
    }
}

/// Every token that no Action of the tenant made for this page and this moment.
fn disbelieved(good: &Forged) -> Vec<(&'static str, String)> {
    let payload = |change: fn(&mut Value)| good.with(change).signed(PAGE_SECRET);
    let mut cases = vec![
        (
            "expired",
            payload(|it| {
                it["iat"] = json!(it["iat"].as_i64().unwrap() - 400);
                it["exp"] = json!(it["iat"].as_i64().unwrap() + 300);
            }),
        ),
        (
            "of tomorrow",
            payload(|it| {
                it["iat"] = json!(it["iat"].as_i64().unwrap() + 86_400);
                it["exp"] = json!(it["iat"].as_i64().unwrap() + 300);
            }),
        ),
        (
            "lives for a day",
            payload(|it| {
                it["exp"] = json!(it["iat"].as_i64().unwrap() + 86_400);
            }),
        ),
        (
            "signed with another secret",
            good.signed("a secret that nobody here has told anybody"),
        ),
        (
            "signed with the secret of the way back",
            good.signed(RETURN_SECRET),
        ),
        (
            "of another tenant",
            payload(|it| it["iss"] = json!("login.globex.example")),
        ),
        (
            "trap 1: its issuer is written as in ID tokens",
            payload(|it| {
                it["iss"] = json!(format!("https://{}/", it["iss"].as_str().unwrap()));
            }),
        ),
        (
            "trap 2: carries `state`, as the way back does",
            payload(|it| it["state"] = json!("hKFo2SA")),
        ),
        (
            "of another page",
            payload(|it| it["page"] = json!("notice")),
        ),
        (
            "of no page",
            payload(|it| drop(it.as_object_mut().unwrap().remove("page"))),
        ),
        (
            "trap 4: another user's name over the same question",
            payload(|it| it["sub"] = json!("auth0|another")),
        ),
        (
            "asks what we did not seal",
            payload(|it| it["ask"] = json!("f=job_title")),
        ),
        (
            "unsigned (`alg` none)",
            good.under(json!({ "alg": "none", "typ": "JWT" }))
                .unsigned(),
        ),
        (
            "`alg` HS512",
            good.under(json!({ "alg": "HS512", "typ": "JWT" }))
                .signed_hs512(PAGE_SECRET),
        ),
        (
            "`alg` RS256",
            good.under(json!({ "alg": "RS256", "typ": "JWT" }))
                .signed(PAGE_SECRET),
        ),
        (
            "of another type",
            good.under(json!({ "alg": "HS256", "typ": "at+jwt" }))
                .signed(PAGE_SECRET),
        ),
        (
            "cut off",
            good.signed(PAGE_SECRET)
                .trim_end_matches(|it| it != '.')
                .to_owned(),
        ),
        ("no token", "<script>alert(1)</script>".to_owned()),
        ("two dots", "..".to_owned()),
        (
            "no JSON",
            format!("{}.{}.AAAA", encoded(b"{"), encoded(b"}")),
        ),
        (
            "oversized",
            payload(|it| it["more"] = json!("x".repeat(9_000))),
        ),
    ];
    cases.extend(deficient(good));
    cases
}

/// Every claim missing once, and of no use in several ways.
fn deficient(good: &Forged) -> Vec<(&'static str, String)> {
    let mut cases = Vec::new();
    for claim in ["iss", "sub", "iat", "exp", "txn", "ask"] {
        let mut without = good.clone();
        without.payload.as_object_mut().unwrap().remove(claim);
        cases.push(("a claim is missing", without.signed(PAGE_SECRET)));
        for value in [
            json!(null),
            json!(""),
            json!(["x"]),
            json!("x".repeat(5_000)),
        ] {
            let odd = good.with(|it| it[claim] = value).signed(PAGE_SECRET);
            cases.push(("a claim is of no use", odd));
        }
    }
    cases
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_believed_leads_to_a_page_that_says_how_to_start_again() {
    let stand = tenant_with("profile-tokens", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    at_form(&stand, &mut visitor, ANA).await;
    let arrival = arrival(&visitor);
    let state = parameter(&arrival, "state").unwrap();
    let token = parameter(&arrival, "session_token").unwrap();
    let good = Forged::of(&token);
    // Made as the good ones are, so what is wrong with the others is what they say.
    let again = arrival_with(&stand, Some(&good.signed(PAGE_SECRET)), Some(&state));
    assert_eq!(visitor.look(&again).await.unwrap().status, 303);
    for (name, token) in disbelieved(&good) {
        let url = arrival_with(&stand, Some(&token), Some(&state));
        for (mut visitor, language, title) in [
            (
                Visitor::new(&stand.trust()).unwrap(),
                "en",
                "Your sign-in lost its way",
            ),
            (
                german(&stand),
                "de",
                "Ihre Anmeldung ist unterwegs verloren gegangen",
            ),
        ] {
            let page = visitor.look(&url).await.unwrap();
            assert_ends(&page, name, &[&token, &state, ANA]);
            assert_eq!(page.language().as_deref(), Some(language), "{name}");
            assert!(page.title().starts_with(title), "{name}: {}", page.title());
            let brand = visitor.steps().last().unwrap().brand.as_deref();
            let own = if name == "expired" { "Globex" } else { "Acme" };
            assert_eq!(brand, Some(own), "{name}");
        }
    }
    for (name, token, state) in [
        ("no token", None, Some(&*state)),
        ("no state", Some(&*token), None),
        ("a long state", Some(&*token), Some(&*"s".repeat(2_049))),
        ("nothing", None, None),
    ] {
        let mut visitor = Visitor::new(&stand.trust()).unwrap();
        let url = arrival_with(&stand, token, state);
        let page = visitor.look(&url).await.unwrap();
        assert_ends(&page, name, &[token.unwrap_or(""), state.unwrap_or("")]);
    }
    // The log says why, and nobody's name.
    let log = log(&stand);
    let subject = good.payload["sub"].as_str().unwrap();
    for text in [ANA, subject, &state, &token, "<script>", "192.0.2"] {
        assert!(!log.contains(text), "{text} is logged");
    }
    for why in [
        "the token has expired",
        "the token is not valid yet",
        "the lifetime of the token is out of range",
        "the signature is wrong",
        "the token is another issuer's",
        "the token is one of the way back",
        "the claim `page` is another than it has to be",
        "the claim `exp` is missing",
    ] {
        assert!(log.contains(why), "{why} is not logged");
    }
}

/// What was signed for this page a while ago still says whose it was, and so where to begin anew.
#[tokio::test(flavor = "multi_thread")]
async fn an_expired_token_leads_to_a_safe_restart() {
    let stand = tenant_with("profile-expired", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    at_form(&stand, &mut visitor, ANA).await;
    let good = Forged::of(&parameter(&arrival(&visitor), "session_token").unwrap());
    let old = |it: &mut Value| {
        it["iat"] = json!(it["iat"].as_i64().unwrap() - 400);
        it["exp"] = json!(it["iat"].as_i64().unwrap() + 300);
    };
    let expired = good.with(old).signed(PAGE_SECRET);
    let url = arrival_with(&stand, Some(&expired), Some("s"));
    let mut late = Visitor::new(&stand.trust()).unwrap();
    let page = late.look(&url).await.unwrap();
    assert_ends(&page, "expired", &[&expired]);
    let again = page.link_to(START_AGAIN).unwrap();
    assert_eq!(again, at_worker(&stand, &format!("{START_AGAIN}{CLIENT}")));
    let login = stand.application().unwrap().login_url;
    let led = late.look(&again).await.unwrap();
    let leads = led.link_to(login.as_str()).is_some() || led.body.contains(login.as_str());
    assert!(leads, "{}: {}", led.url, led.title());
    // A token that nobody signed says nothing, whatever it claims.
    for forged in [
        good.with(old)
            .signed("a secret that nobody here has told anybody"),
        good.with(old)
            .with(|it| it["page"] = json!("notice"))
            .signed(PAGE_SECRET),
        good.with(old)
            .with(|it| it["sub"] = json!("auth0|another"))
            .signed(PAGE_SECRET),
    ] {
        let url = arrival_with(&stand, Some(&forged), Some("s"));
        let page = late.look(&url).await.unwrap();
        assert_ends(&page, "forged", &[&forged]);
        assert_eq!(page.link_to(START_AGAIN), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_of_no_use_once_it_was_answered_or_its_login_went_on() {
    let stand = tenant_with("profile-replayed", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    let arrival = arrival(&visitor);
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;

    // Replayed after it was accepted: in this browser, and in one that only saw the address.
    let mut thief = Visitor::new(&stand.trust()).unwrap();
    for visitor in [&mut visitor, &mut thief] {
        let place = visitor.open(&arrival, |_| false).await.unwrap();
        let form = form_of(place);
        let other = sent(visitor, &form, &[("f.job_title", "Baker")]).await;
        assert_ends(&other, "answered", &["Baker", ANA]);
        assert_eq!(
            visitor.steps().last().unwrap().brand.as_deref(),
            Some("Globex")
        );
        assert!(other.link_to(START_AGAIN).is_some());
        let same = sent(visitor, &form, &[("f.job_title", "Welder")]).await;
        assert_eq!(
            answer_token(&same),
            answer_token(&done),
            "an identical repeat"
        );
    }

    // And after `/continue`: the same once more is refused by the tenant, whoever brings it.
    let callback = finish(&stand, &mut visitor, &done).await;
    assert_signed_in(&callback);
    for visitor in [&mut visitor, &mut thief] {
        let place = visitor.open(&arrival, |_| false).await.unwrap();
        let form = form_of(place);
        let same = sent(visitor, &form, &[("f.job_title", "Welder")]).await;
        let back = same.form_with("session_token").unwrap();
        let Place::Page(page) = visitor.submit(&back, |_| false).await.unwrap() else {
            panic!("the login went on twice")
        };
        assert_eq!(page.url.path(), "/edge/error");
        let other = sent(visitor, &form, &[("f.job_title", "Baker")]).await;
        assert_ends(&other, "answered", &["Baker"]);
    }
    assert_eq!(
        user(&stand, ANA)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
    let log = log(&stand);
    for text in ["Welder", "Baker", ANA] {
        assert!(!log.contains(text), "{text} is logged");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_previous_secret_is_still_taken_and_the_one_before_it_is_not() {
    const NEW: &str = "the next secret of the way to a page, so";
    let mut stand = tenant_with("profile-rotation", OPTIONAL).await;
    stand
        .set_form(FormOptions {
            page_secret: Some(NEW.to_owned()),
            previous_page_secret: Some(PAGE_SECRET.to_owned()),
            ..FormOptions::default()
        })
        .unwrap();
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    assert_eq!(handed_back(&done)["user_metadata"]["job_title"], "Welder");
    assert_signed_in(&finish(&stand, &mut visitor, &done).await);
    // The next one works too, before the Action has it.
    let token = Forged::of(&parameter(&arrival(&visitor), "session_token").unwrap()).signed(NEW);
    let url = arrival_with(&stand, Some(&token), Some("s"));
    assert_eq!(visitor.look(&url).await.unwrap().status, 303);

    stand
        .set_form(FormOptions {
            page_secret: Some("the secret after the next one, which is new".to_owned()),
            previous_page_secret: Some(NEW.to_owned()),
            ..FormOptions::default()
        })
        .unwrap();
    let mut late = Visitor::new(&stand.trust()).unwrap();
    let url = sign_in(&stand, "bo@globex.example");
    let place = go(&stand, &mut late, &url, "bo@globex.example").await;
    let Place::Page(page) = place else {
        panic!("{place:?}")
    };
    assert_ends(&page, "the secret is gone", &["bo@globex.example"]);
    // Whoever had a form open finishes: the session is ours.
    let session = at_worker(&stand, page_path(&visitor));
    assert_eq!(visitor.look(&session).await.unwrap().status, 200);
}

/// The address of the form that a visitor had last.
fn page_path(visitor: &Visitor) -> &str {
    let mut steps = visitor.steps().iter().rev();
    let step = steps.find(|step| step.url.path().starts_with("/edge/profile/"));
    step.unwrap().url.path()
}
