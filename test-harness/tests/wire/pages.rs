//! Error and notice pages: how people get there, and what they are told.

use url::Url;
use vestibule_stand::Stand;
use vestibule_visitor::{Place, Seen, VisitError, Visitor};

use crate::support::{acme, at_worker, initiate, log_of, person, raw, sign_in};

const GLOBEX: &str = "org_globexGLOBEX0001";

async fn look(stand: &Stand, target: &str) -> Seen {
    Visitor::new(&stand.trust())
        .unwrap()
        .look(&at_worker(stand, target))
        .await
        .unwrap()
}

fn client(stand: &Stand) -> String {
    stand.application().unwrap().client_id
}

/// An address of ours with parameters.
fn with(stand: &Stand, path: &str, parameters: &[(&str, &str)]) -> Url {
    let mut url = at_worker(stand, path);
    url.query_pairs_mut().extend_pairs(parameters);
    url
}

/// Where the link of that name leads.
fn link(page: &Seen, name: &str) -> Url {
    let (before, _) = page.body.split_once(&format!(">{name}</a>")).unwrap();
    let (_, address) = before.rsplit_once("href=\"").unwrap();
    let address = address.split_once('"').unwrap().0.replace("&#38;", "&");
    page.url.join(&address).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_auth0_cannot_tell_the_application_is_explained_here() {
    let stand = acme().await;
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let mut request = stand.addresses().tenant.join("/authorize").unwrap();
    request
        .query_pairs_mut()
        .append_pair("client_id", &client(&stand))
        .append_pair("response_type", "code")
        .append_pair("redirect_uri", "https://elsewhere.example/callback");
    let Place::Page(page) = visitor.open(&request, |_| false).await.unwrap() else {
        panic!("an application has no part in it");
    };
    assert_eq!(page.url.origin(), stand.addresses().worker.origin());
    assert_eq!(page.url.path(), "/edge/error");
    assert_eq!(page.status, 200);
    assert_eq!(page.text_of("h1"), "This app isn’t set up to sign you in");
    assert!(!page.body.contains("elsewhere"));
    let sent: Vec<(String, String)> = page.url.query_pairs().into_owned().collect();
    let tracking = &sent.iter().find(|(name, _)| name == "tracking").unwrap().1;
    assert!(page.body.contains(tracking.as_str()));
    let log = log_of(&stand, page.header("vestibule-decision").unwrap());
    assert_eq!(log["function"], "branded-pages");
    assert_eq!(log["topic"], "app-misconfigured");
    assert_eq!(log["client"], client(&stand));
    assert_eq!(log["tracking"], tracking.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denial_that_the_application_hands_over_is_explained_in_the_tenants_words() {
    let stand = acme().await;
    let refused = sign_in(&stand, &initiate(&stand), &person("unconfirmed@gmail.com")).await;
    let Err(VisitError::Refused { error, description }) = refused else {
        panic!("{refused:?}")
    };
    let id = client(&stand);
    let handed_over = with(
        &stand,
        "/edge/error",
        &[
            ("error", &error),
            ("error_description", &description),
            ("client_id", &id),
            ("state", "of-the-application"),
        ],
    );
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = visitor.look(&handed_over).await.unwrap();
    assert_eq!(page.status, 200);
    assert_eq!(
        page.text_of(".lead"),
        "Please confirm your email address first."
    );
    let log = log_of(&stand, page.header("vestibule-decision").unwrap());
    assert_eq!(log["rule"], "confirmed-address");

    // Each way on leads somewhere.
    let other = visitor
        .look(&link(&page, "Use another account"))
        .await
        .unwrap();
    assert_eq!(other.status, 200);
    assert!(other.form_with("email").is_ok());
    let again = visitor.look(&link(&page, "Try again")).await.unwrap();
    assert_eq!(again.status, 200);
    let home = link(&page, "Go to Acme");
    assert_eq!(home.origin(), stand.addresses().app.origin());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_bear_the_brand_of_the_organization_and_start_within_it() {
    let stand = acme().await;
    let id = client(&stand);
    let about = [("organization", GLOBEX), ("client_id", id.as_str())];
    let mut visitor = Visitor::new(&stand.trust()).unwrap();
    let page = visitor
        .look(&with(&stand, "/edge/notice/session-expired", &about))
        .await
        .unwrap();
    assert_eq!(page.status, 200);
    assert!(page.title().ends_with(" · Globex"), "{}", page.title());
    let started = visitor.look(&link(&page, "Sign in")).await.unwrap();
    assert_eq!(started.status, 302);
    let location = started.header("location").unwrap();
    assert!(location.starts_with(stand.application().unwrap().login_url.as_str()));
    assert!(location.contains(&format!("organization={GLOBEX}")));

    let unknown = visitor
        .look(&with(&stand, "/edge/notice/nonsense", &about))
        .await
        .unwrap();
    assert_eq!(unknown.status, 404);
    assert!(unknown.title().ends_with(" · Globex"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_stands_in_the_address_it_is_answered_and_reaches_no_log() {
    let stand = acme().await;
    let canary = "canary-7f3a@globex.example";
    let names = [
        "error",
        "error_description",
        "client_id",
        "connection",
        "lang",
        "tracking",
        "tracking_id",
        "state",
        "organization",
        "reason",
        "log_url",
    ];
    let all: Vec<(&str, &str)> = names.iter().map(|name| (*name, canary)).collect();
    let mut last = String::new();
    for path in [
        "/edge/error",
        "/edge/notice/denied",
        "/edge/notice/canary-7f3a",
    ] {
        let target = with(&stand, path, &all);
        let target = format!("{}?{}", target.path(), target.query().unwrap());
        let page = look(&stand, &target).await;
        assert!([200, 404].contains(&page.status), "{path}");
        assert!(!page.body.contains("canary"), "{path}");
        assert!(page.header("refresh").is_none() && page.header("location").is_none());
        page.header("vestibule-decision")
            .unwrap()
            .clone_into(&mut last);
    }
    log_of(&stand, &last);
    let log = stand.worker().unwrap().logs().text();
    assert!(!log.contains("canary"), "{log}");
    let posted = raw(
        &stand,
        b"POST /edge/error HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    );
    assert!(posted.starts_with("HTTP/1.1 405"), "{posted}");
}
