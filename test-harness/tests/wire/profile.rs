//! A user is asked in the middle of a login, and the answers are in the token of the same login.

mod action;
mod flows;
mod foreign;
mod forge;
mod live;
mod looking;
mod storage;
mod tokens;
mod traps;
mod trip;

use serde_json::{Value, json};
use url::Url;
use vestibule_harness::answered_once::answered_once;
use vestibule_harness::profile_trips;
use vestibule_stand::{Stand, StandOptions, bundle_of};
use vestibule_toolchain::{ModuleBody, Service, Socket, Workerd, WorkerdConfig};
use vestibule_visitor::{Place, Seen, Visitor, log_in};

use crate::support::{acme_and, at_worker, front_door, person, prepared, stand, write_mock};

const ANA: &str = "ana@globex.example";

/// What the tenant asks for, and a rule that tells an application of it.
const PROFILE: &str = r#"
[profile]
budget = { interval = 1, first_login = true }

[[profile.fields]]
name = "job_title"
type = "text"
label = { en = "Job title", de = "Funktion" }
max_length = 40

[[profile.fields]]
name = "phone"
type = "phone"
country = "DE"
label = { en = "Phone", de = "Telefon" }

[[claims.rules]]
name = "job-title"
claim = "https://acme.example/job_title"
tokens = ["id"]
when = 'has(event.user.user_metadata.job_title)'
value = 'event.user.user_metadata.job_title'
"#;

async fn asking(folder: &str) -> Stand {
    let tenant_file = acme_and(folder, PROFILE);
    write_mock(&tenant_file, "");
    stand(StandOptions::for_tests(tenant_file)).await
}

/// Signs Ana in until a page of ours asks her something.
pub(crate) async fn asked(stand: &Stand, visitor: &mut Visitor) -> Seen {
    let application = stand.application().unwrap();
    let mut url = at_worker(stand, "/authorize");
    url.query_pairs_mut().extend_pairs([
        ("client_id", application.client_id.as_str()),
        ("response_type", "code"),
        ("redirect_uri", application.callback.as_str()),
        ("scope", "openid email"),
        ("state", "the-application's"),
        ("nonce", "once"),
        (
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
        ("code_challenge_method", "S256"),
        ("login_hint", ANA),
    ]);
    let mut place = visitor.open(&url, |_| false).await.unwrap();
    for _ in 0..4 {
        let Place::Page(page) = place else {
            panic!("{place:?}")
        };
        if page.url.path().starts_with("/edge/profile") {
            return page;
        }
        let form = page.forms().into_iter().next().unwrap();
        place = visitor.submit(&form, |_| false).await.unwrap();
    }
    panic!("nobody asked: {:?}", visitor.steps());
}

pub(crate) async fn sent(visitor: &mut Visitor, page: &Seen, typed: &[(&str, &str)]) -> Seen {
    let mut form = page.form_with("carried").unwrap();
    form.fields
        .retain(|(name, _)| typed.iter().all(|(typed, _)| typed != name));
    for (name, value) in typed {
        form.fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    match visitor.submit(&form, |_| false).await.unwrap() {
        Place::Page(page) => page,
        place @ Place::Application(_) => panic!("{place:?}"),
    }
}

/// The claims of the token that a page hands back.
pub(crate) fn handed_back(page: &Seen) -> Value {
    let form = page.form_with("session_token").unwrap();
    let token = form.fields.iter().find(|(name, _)| name == "session_token");
    vestibule_visitor::claims_of(&token.unwrap().1).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_leaves_the_address_before_a_page_is_shown() {
    let stand = asking("profile-address").await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = asked(&stand, &mut visitor).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.url.query(), None, "{}", page.url);
    assert!(page.text_of("main").contains(ANA));
    let arrived = visitor
        .steps()
        .iter()
        .find(|step| step.url.path() == "/edge/profile");
    let (name, token) = arrived
        .unwrap()
        .url
        .query_pairs()
        .into_owned()
        .find(|(name, _)| name == "session_token")
        .unwrap();
    // Nobody can read in it who is asked what, but what Auth0 itself writes.
    let claims = vestibule_visitor::claims_of(&token).unwrap();
    let members: Vec<_> = claims.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        ["ask", "exp", "iat", "ip", "iss", "page", "sub", "txn"],
        "{name}"
    );
    for text in ["job_title", "phone"] {
        assert!(!claims.to_string().contains(text), "{claims}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_answers_at_once_are_one_answer() {
    let stand = asking("profile-once").await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = asked(&stand, &mut visitor).await;
    let form = page.form_with("carried").unwrap();
    let mut answers = Vec::new();
    for number in 0..50 {
        let mut fields = form.fields.clone();
        fields.retain(|(name, _)| name != "f.job_title");
        // Five say the same, and five, and so on.
        fields.push(("f.job_title".to_owned(), format!("Title {}", number / 5)));
        answers.push(fields);
    }
    let sent = answers
        .iter()
        .map(|fields| visitor.post_once(&form.action, fields));
    let pages = futures_util::future::join_all(sent).await;
    let mut tokens = std::collections::BTreeSet::new();
    let mut granted = 0;
    for page in pages {
        let page = page.unwrap();
        if let Ok(form) = page.form_with("session_token") {
            granted += 1;
            tokens.insert(form.fields);
        } else {
            assert_eq!(page.forms().len(), 0);
        }
    }
    assert_eq!(tokens.len(), 1, "one token");
    assert_eq!(granted, 5, "for the five who say the same");
}

/// `cargo harness bench --profile` tries ten thousand.
#[test]
fn a_hundred_tokens_are_answered_once_each() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vestibule.toml");
    std::fs::write(&file, profile_trips::tenant()).unwrap();
    let snapshot = folder.path().join("snapshot.bin");
    std::fs::write(&snapshot, bundle_of(&file, None).unwrap()).unwrap();
    let worker = profile_trips::worker(prepared())
        .unwrap()
        .with_module("snapshot.bin", ModuleBody::Data(snapshot));
    let config = WorkerdConfig {
        services: vec![Service::Worker(worker)],
        sockets: vec![Socket::on_any_port("http", "vestibule")],
    };
    let workerd = Workerd::start(&prepared().workspace, &prepared().toolbox, &config).unwrap();
    let mut answered = 0;
    answered_once(workerd.address("http").unwrap(), 0..100, |count| {
        answered = count;
    })
    .unwrap();
    assert_eq!(answered, 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_do_is_asked_again_and_skipping_goes_on() {
    let stand = asking("profile-again").await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = asked(&stand, &mut visitor).await;
    let again = sent(&mut visitor, &page, &[("f.phone", "12")]).await;
    assert_eq!(again.status, 422, "{}", again.title());
    let skipped = sent(&mut visitor, &again, &[("go", "skip")]).await;
    assert_eq!(
        handed_back(&skipped)["profile"],
        json!({ "answered": [], "skipped": "user" })
    );
    let form = skipped.form_with("session_token").unwrap();
    let target: &Url = &form.action;
    assert_eq!(target.path(), "/continue");
    assert_eq!(target.origin(), stand.addresses().tenant.origin());
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_in_the_token_of_the_same_login_and_nobody_is_asked_twice() {
    let stand = asking("profile-answers").await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = asked(&stand, &mut visitor).await;
    let typed = [("f.job_title", "Welder"), ("f.phone", "030 901820")];
    let done = sent(&mut visitor, &page, &typed).await;
    let callback = stand.application().unwrap().callback;
    let is_callback = |url: &Url| url.path() == callback.path();
    let form = done.form_with("session_token").unwrap();
    let place = visitor.submit(&form, is_callback).await.unwrap();
    let Place::Application(back) = place else {
        panic!("{place:?}")
    };
    assert!(back.query_pairs().any(|(name, _)| name == "code"), "{back}");

    let control = stand.addresses().control.join("/users").unwrap();
    let users = visitor.look(&control);
    let users: Value = serde_json::from_str(&users.await.unwrap().body).unwrap();
    let users = users.as_array().unwrap();
    let ana = users
        .iter()
        .find(|user| user["email"] == ANA && !user["user_metadata"].is_null());
    let ana = ana.unwrap();
    assert_eq!(
        ana["user_metadata"],
        json!({ "job_title": "Welder", "phone": "+4930901820" })
    );
    let book = &ana["app_metadata"]["vestibule"]["profile"];
    assert!(book["fields"]["job_title"]["at"].is_i64(), "{ana}");

    // The next login asks nothing, and its token says what was answered.
    let steps = visitor.steps().len();
    let application = stand.application().unwrap();
    let way = front_door(&stand, Some(ANA));
    let login = log_in(&mut visitor, &application, &way, &person(ANA))
        .await
        .unwrap();
    let mut later = visitor.steps()[steps..].iter();
    assert!(later.all(|step| !step.url.path().starts_with("/edge/profile")));
    assert_eq!(
        login.tokens.id_token["https://acme.example/job_title"],
        "Welder"
    );
}
