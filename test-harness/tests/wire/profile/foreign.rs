//! Forms from elsewhere, and logins that are swapped.

use reqwest::Method;
use serde_json::json;
use url::Url;
use vestibule_stand::Stand;
use vestibule_visitor::{Place, Seen, Visitor};

use super::trip::{
    OPTIONAL, arrival, assert_signed_in, at_app, at_form, filled, finish, form_of, go, handed_back,
    parameter, request, sent, tenant_with, user,
};

const ANA: &str = "ana@globex.example";
const BO: &str = "bo@globex.example";
const COOKIE: &str = "vst_profile";

/// The cookie that a browser gets for the address that the Action sent it to.
async fn cookie_of(visitor: &mut Visitor, arrival: &Url) -> String {
    let begun = visitor.look(arrival).await.unwrap();
    let line = begun.header("set-cookie").unwrap().to_owned();
    line.split(';').next().unwrap().to_owned()
}

fn assert_refused(page: &Seen, name: &str) {
    assert!(
        page.title().starts_with("Your sign-in lost its way"),
        "{name}: {}",
        page.title()
    );
    assert_eq!(page.forms().len(), 0, "{name}");
    assert!(!page.body.contains("Baker"), "{name}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_is_refused_and_costs_nobody_their_answer() {
    let stand = tenant_with("profile-foreign", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    let own = page.url.origin().ascii_serialization();
    let app = stand
        .application()
        .unwrap()
        .callback
        .origin()
        .ascii_serialization();
    let fields = filled(&page, &[("f.job_title", "Baker")]);
    for lines in [
        vec![("origin", "https://evil.example")],
        vec![("origin", &*app)],
        vec![("origin", &*own), ("sec-fetch-site", "cross-site")],
        vec![("origin", &*own), ("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "none")],
        vec![("origin", "null"), ("sec-fetch-site", "cross-site")],
    ] {
        let refused = visitor
            .ask_with(Method::POST, &page.url, &lines, &fields)
            .await
            .unwrap();
        assert_refused(&refused, &format!("{lines:?}"));
    }
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    assert_signed_in(&finish(&stand, &mut visitor, &done).await);
    assert_eq!(
        user(&stand, ANA)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_of_one_login_is_good_in_another() {
    let stand = tenant_with("profile-swapped", OPTIONAL).await;
    let mut ana = Visitor::new(&stand.trust()).unwrap();
    let hers = at_form(&stand, &mut ana, ANA).await;
    let mut bo = Visitor::new(&stand.trust()).unwrap();
    let his = at_form(&stand, &mut bo, BO).await;
    let his_arrival = arrival(&bo);
    let his_cookie = cookie_of(&mut bo, &his_arrival).await;
    assert!(his_cookie.contains(COOKIE));
    let fields = filled(&hers, &[("f.job_title", "Baker")]);
    let origin = hers.url.origin().ascii_serialization();
    let mut nobody = Visitor::new(&stand.trust()).unwrap();
    for (name, cookie) in [
        ("no cookie", None),
        ("his cookie at her address", Some(his_cookie.clone())),
        ("half a cookie", Some(his_cookie.chars().take(40).collect())),
        (
            "both, his first",
            Some(format!("{his_cookie}; {his_cookie}")),
        ),
    ] {
        let mut lines = vec![
            ("origin", origin.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        lines.extend(cookie.as_deref().map(|cookie| ("cookie", cookie)));
        let refused = nobody
            .ask_with(Method::POST, &hers.url, &lines, &fields)
            .await
            .unwrap();
        assert_refused(&refused, name);
        let look = nobody
            .ask_with(Method::GET, &hers.url, &lines, &[])
            .await
            .unwrap();
        assert_refused(&look, name);
    }
    // Her form's hidden field within his session: it begins anew, with nothing of hers.
    let mixed = bo.post_once(&his.url, &fields).await.unwrap();
    assert!(mixed.form_with("session_token").is_err() && !mixed.body.contains("Baker"));
    assert!(nobody.look(&his.url).await.unwrap().forms().is_empty());

    // Each answers for themselves, whoever's `state` the way back is given.
    let done = sent(&mut ana, &hers, &[("f.job_title", "Welder")]).await;
    let theirs = sent(&mut bo, &his, &[("f.job_title", "Porter")]).await;
    let claims = [handed_back(&done), handed_back(&theirs)];
    for (claims, visitor) in claims.iter().zip([&ana, &bo]) {
        assert_eq!(
            claims["state"],
            json!(parameter(&arrival(visitor), "state"))
        );
    }
    let form = done.form_with("session_token").unwrap();
    let mut swapped = form.clone();
    swapped.action = theirs.form_with("session_token").unwrap().action;
    let Place::Application(callback) = bo.submit(&swapped, at_app(&stand)).await.unwrap() else {
        panic!("{:?}", bo.steps())
    };
    let said = parameter(&callback, "error_description").unwrap();
    assert!(said.starts_with("[vestibule_return_invalid] "), "{said}");
    assert_signed_in(&finish(&stand, &mut ana, &done).await);
    assert_eq!(
        user(&stand, ANA)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
    assert_eq!(user(&stand, BO)["user_metadata"], json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_users_in_one_browser_do_not_disturb_each_other() {
    let stand = tenant_with("profile-two-users", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let hers = at_form(&stand, &mut visitor, ANA).await;
    let edge = stand.addresses().worker.clone();
    let his = request(&stand, &edge, &[("login_hint", BO), ("prompt", "login")]);
    let his = form_of(go(&stand, &mut visitor, &his, BO).await);
    assert_ne!(hers.url, his.url);
    assert!(his.text_of("main").contains(BO) && !his.text_of("main").contains(ANA));
    let hers_again = visitor.look(&hers.url).await.unwrap();
    assert!(hers_again.text_of("main").contains(ANA));
    let theirs = sent(&mut visitor, &his, &[("f.job_title", "Porter")]).await;
    let done = sent(&mut visitor, &hers, &[("f.job_title", "Welder")]).await;
    assert_signed_in(&finish(&stand, &mut visitor, &theirs).await);
    assert_eq!(
        user(&stand, BO)["user_metadata"],
        json!({ "job_title": "Porter" })
    );
    let _ = finish_anywhere(&stand, &mut visitor, &done).await;
    assert_ne!(
        user(&stand, BO)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
    let hers = &user(&stand, ANA)["user_metadata"];
    assert!(
        *hers == json!({ "job_title": "Welder" }) || *hers == json!({}),
        "{hers}"
    );
}

/// Sends a way back without caring where it leads.
async fn finish_anywhere(stand: &Stand, visitor: &mut Visitor, page: &Seen) -> Place {
    let form = page.form_with("session_token").unwrap();
    visitor.submit(&form, at_app(stand)).await.unwrap()
}

/// Somebody sends a victim their own link. The page says at its top whose account it is; what the victim answers is a secret of
/// nobody's, and goes where the sender's login is.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_sent_a_link_reads_whose_it_is_and_no_account_of_theirs_is_touched() {
    let stand = tenant_with("profile-login-swap", OPTIONAL).await;
    let mut victim = Visitor::new(&stand.trust()).unwrap();
    let own = at_form(&stand, &mut victim, ANA).await;
    let mut attacker = Visitor::new(&stand.trust()).unwrap();
    at_form(&stand, &mut attacker, BO).await;
    let link = arrival(&attacker);
    let opened = form_of(victim.open(&link, |_| false).await.unwrap());
    assert!(opened.text_of("main").contains(BO));
    assert_ne!(opened.url, own.url);
    // It does not fill in what the victim has answered elsewhere, and takes nothing from it.
    assert!(!opened.body.contains(ANA));
    let done = sent(&mut victim, &own, &[("f.job_title", "Welder")]).await;
    assert_eq!(handed_back(&done)["sub"], user(&stand, ANA)["user_id"]);
    assert_signed_in(&finish(&stand, &mut victim, &done).await);
    assert_eq!(user(&stand, BO)["user_metadata"], json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_can_frame_the_form_or_learn_its_address() {
    let stand = tenant_with("profile-framed", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    for (page, action) in [
        (&page, "form-action 'self'".to_owned()),
        // Chromium holds the redirects after it against the policy as well, and those lead to the application.
        (&done, "form-action https:".to_owned()),
    ] {
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains(&action), "{policy}");
        // Others learn our origin at most.
        let referrer = page.header("referrer-policy").unwrap();
        assert!(
            ["same-origin", "strict-origin"].contains(&referrer),
            "{referrer}"
        );
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    }
    let begun = visitor.look(&arrival(&visitor)).await.unwrap();
    let cookie = begun.header("set-cookie").unwrap();
    for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/edge/profile/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}
