//! What the form works with is out of order.

use serde_json::json;
use vestibule_stand::{Answers, FormOptions, Stand};
use vestibule_visitor::{Place, Seen, Visitor};

use super::trip::{
    OPTIONAL, REQUIRED, assert_incomplete, assert_signed_in, at_form, finish, go, handed_back, log,
    refused, sent, sign_in, tenant_with, user,
};

const ANA: &str = "ana@globex.example";

fn broken(answers: Answers) -> FormOptions {
    FormOptions {
        answers,
        ..FormOptions::default()
    }
}

const OUT_OF_ORDER: [(&str, Answers); 3] = [
    ("failing", Answers::Failing),
    ("hanging", Answers::Hanging),
    ("unbound", Answers::Unbound),
];

fn assert_says_why_not(page: &Seen, why: &str) {
    assert_eq!(
        handed_back(page)["profile"],
        json!({ "answered": [], "skipped": why })
    );
    assert_eq!(handed_back(page).get("user_metadata"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nobody_to_decide_what_is_optional_goes_on_and_the_token_says_so() {
    let mut stand = tenant_with("profile-down-optional", OPTIONAL).await;
    for (name, answers) in OUT_OF_ORDER {
        stand.set_form(broken(answers)).unwrap();
        let mut visitor = Visitor::new(&stand.trust()).unwrap();
        let page = at_form(&stand, &mut visitor, ANA).await;
        let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
        assert_says_why_not(&done, "unavailable");
        assert_signed_in(&finish(&stand, &mut visitor, &done).await);
        assert_eq!(user(&stand, ANA)["user_metadata"], json!({}), "{name}");
        // Nobody chose that, so nothing is noted.
        assert_eq!(user(&stand, ANA)["app_metadata"], json!({}), "{name}");
        assert!(!log(&stand).contains("Welder"), "{name}");
    }
    // The next login asks again.
    stand.set_form(FormOptions::default()).unwrap();
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    assert_signed_in(&finish(&stand, &mut visitor, &done).await);
    assert_eq!(
        user(&stand, ANA)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nobody_to_decide_what_is_required_is_kept_to_be_sent_again() {
    let mut stand = tenant_with("profile-down-required", REQUIRED).await;
    for (name, answers) in OUT_OF_ORDER {
        let email = format!("{name}@globex.example");
        stand.set_form(broken(answers)).unwrap();
        let mut visitor = Visitor::new(&stand.trust()).unwrap();
        let page = at_form(&stand, &mut visitor, &email).await;
        let mut kept = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
        for _ in 0..2 {
            assert_eq!(kept.status, 503, "{name}");
            assert_eq!(kept.header("cache-control"), Some("no-store"));
            let typed = kept.form_with("carried").unwrap().fields;
            assert!(
                typed.contains(&("f.job_title".to_owned(), "Welder".to_owned())),
                "{name}"
            );
            kept = sent(&mut visitor, &kept, &[]).await;
        }
        // What was typed is sent as it stands, once somebody decides again.
        stand.set_form(FormOptions::default()).unwrap();
        let done = sent(&mut visitor, &kept, &[]).await;
        assert_signed_in(&finish(&stand, &mut visitor, &done).await);
        let user = user(&stand, &email);
        assert_eq!(
            user["user_metadata"],
            json!({ "job_title": "Welder" }),
            "{name}"
        );
    }
}

/// Sends what somebody typed to a Worker that was started meanwhile and does not find its configuration.
async fn sent_without_configuration(profile: &str, folder: &str) -> (Stand, Visitor, Seen) {
    let mut stand = tenant_with(folder, profile).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    stand.namespace().set_down(true);
    stand.restart_worker().unwrap();
    let looked = visitor.look(&page.url).await.unwrap();
    assert_says_why_not(&looked, "not-asked");
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    (stand, visitor, done)
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_configuration_whoever_is_on_the_way_is_let_finish_and_the_action_decides() {
    for (folder, profile) in [
        ("profile-kv-optional", OPTIONAL),
        ("profile-kv-required", REQUIRED),
    ] {
        let (stand, mut visitor, done) = sent_without_configuration(profile, folder).await;
        assert_says_why_not(&done, "not-asked");
        // Nobody answers the Action either: its policy is to let nobody in.
        let callback = finish(&stand, &mut visitor, &done).await;
        let (_, description) = refused(&callback);
        assert!(
            description.starts_with("[vestibule_unavailable] "),
            "{description}"
        );
        assert_eq!(user(&stand, ANA)["user_metadata"], json!({}));
        // A new Worker looks for its configuration once, and again a while later; another deployment does at once.
        stand.namespace().set_down(false);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_memory_already_needs_no_configuration_to_be_read_again() {
    let stand = tenant_with("profile-kv-warm", OPTIONAL).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    stand.namespace().set_down(true);
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    assert_signed_in(&finish(&stand, &mut visitor, &done).await);
    assert_eq!(
        user(&stand, ANA)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
}

/// The shard that says whose look a page has is out of reach: no reason to lose what was typed.
#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_configuration_that_is_missing_costs_nobody_their_answers() {
    let mut stand = tenant_with("profile-kv-shard", REQUIRED).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    let shards = stand.namespace().keys().into_iter();
    for key in shards.filter(|key| key.starts_with("shard/")) {
        stand.namespace().delete(&key);
    }
    stand.restart_worker().unwrap();
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    assert_eq!(
        handed_back(&done)["user_metadata"],
        json!({ "job_title": "Welder" })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_kill_switch_on_whoever_is_on_the_way_is_let_finish_without_being_asked() {
    let mut stand = tenant_with("profile-killed", REQUIRED).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    stand.set_kill_switch(true).unwrap();
    let looked = visitor.look(&page.url).await.unwrap();
    assert_says_why_not(&looked, "not-asked");
    let done = sent(&mut visitor, &page, &[("f.job_title", "Welder")]).await;
    assert_says_why_not(&done, "not-asked");
    // Callouts are switched off too.
    let (_, description) = refused(&finish(&stand, &mut visitor, &done).await);
    assert!(
        description.starts_with("[vestibule_unavailable] "),
        "{description}"
    );

    // Switched off again before they were back: the callout says what is missing.
    let mut stand = tenant_with("profile-killed-and-back", REQUIRED).await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = at_form(&stand, &mut visitor, ANA).await;
    stand.set_kill_switch(true).unwrap();
    let done = visitor.look(&page.url).await.unwrap();
    stand.set_kill_switch(false).unwrap();
    assert_incomplete(&finish(&stand, &mut visitor, &done).await);
}

/// A form that could not be shown is no way to lead anybody to.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_secrets_of_the_form_nobody_is_led_to_it() {
    let without = [
        FormOptions {
            page_secret: None,
            ..FormOptions::default()
        },
        FormOptions {
            return_secret: None,
            ..FormOptions::default()
        },
        // Both ways would have the same one, which is as good as none.
        FormOptions {
            return_secret: FormOptions::default().page_secret,
            ..FormOptions::default()
        },
    ];
    for (folder, profile) in [
        ("profile-bare", OPTIONAL),
        ("profile-bare-required", REQUIRED),
    ] {
        let mut stand = tenant_with(folder, profile).await;
        let mut on_the_way = Visitor::new(&stand.trust()).unwrap();
        let page = at_form(&stand, &mut on_the_way, "bo@globex.example").await;
        for form in without.clone() {
            stand.set_form(form).unwrap();
            let mut visitor = Visitor::new(&stand.trust()).unwrap();
            let url = sign_in(&stand, ANA);
            let Place::Application(callback) = go(&stand, &mut visitor, &url, ANA).await else {
                panic!("{:?}", visitor.steps())
            };
            if profile == OPTIONAL {
                assert_signed_in(&callback);
            } else {
                assert_incomplete(&callback);
            }
            // Whoever was led there before gets a page that says how to start again.
            let over = sent(&mut on_the_way, &page, &[("f.job_title", "Welder")]).await;
            assert_eq!(over.forms().len(), 0);
            assert!(over.title().starts_with("Your sign-in lost its way"));
            assert!(!log(&stand).contains("Welder"));
        }
    }
}
