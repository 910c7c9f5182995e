//! The page that somebody sees who has changed their password.

use serde_json::{Value, json};
use vestibule_actions_runtime::{End, ExecutionResult, Trigger};

use crate::support::{Run, assert_untouched, failure, runtime};

const EDGE: &str = "https://login.acme.test";

fn run() -> Run {
    Run::new(Trigger::PasswordResetPostChallenge, EDGE)
}

async fn page_of(run: Run) -> String {
    let result = run.run().await;
    assert_eq!(result.end, End::Completed);
    assert_eq!(result.commands.len(), 1);
    assert!(result.logs.is_empty());
    result.result_url.unwrap()
}

#[tokio::test]
async fn the_page_knows_application_organization_and_languages() {
    assert_eq!(
        page_of(run()).await,
        "https://login.acme.test/edge/notice/password-changed?client_id=client&organization=org_1&ui_locales=de-CH+fr"
    );
}

#[tokio::test]
async fn what_is_not_known_is_not_said() {
    let mut run = run().with("/transaction", json!({}));
    run.event.as_object_mut().unwrap().remove("organization");
    let page = page_of(run).await;
    assert_eq!(
        page,
        "https://login.acme.test/edge/notice/password-changed?client_id=client"
    );
}

/// Whoever writes the address of a reset chooses its languages; nothing else may come along in them.
#[tokio::test]
async fn languages_are_language_tags() {
    for (asked, locale, shown) in [
        (json!(["de"]), json!("en"), Some("de")),
        (json!(["homer@globex.test", "fr"]), json!("en"), Some("fr")),
        (json!(["homer@globex.test"]), json!("en-GB"), Some("en-GB")),
        (json!([]), json!("en"), Some("en")),
        (json!("de"), json!("en"), Some("en")),
        (json!([["de"]]), json!("x y"), None),
        (Value::Null, Value::Null, None),
        (
            json!(vec!["de"; 20]),
            json!("en"),
            Some("de de de de de de de de"),
        ),
    ] {
        let run = run()
            .with("/transaction/ui_locales", asked.clone())
            .with("/transaction/locale", locale);
        let page = url::Url::parse(&page_of(run).await).unwrap();
        let found = page.query_pairs().find(|(name, _)| name == "ui_locales");
        assert_eq!(
            found.as_ref().map(|(_, value)| value.as_ref()),
            shown,
            "{asked}"
        );
    }
}

#[tokio::test]
async fn nothing_about_the_person_is_in_the_address() {
    let run = run();
    assert!(run.event.to_string().contains("\"!"));
    let page = page_of(run).await;
    assert!(!page.contains('!') && !page.contains("%21"), "{page}");
}

#[tokio::test]
async fn an_address_may_have_a_path() {
    for end in ["/below", "/below/", "/below//?a=1#b"] {
        let page = page_of(run().secret("VESTIBULE_URL", &format!("{EDGE}{end}"))).await;
        let expected = "https://login.acme.test/below/edge/notice/password-changed?client_id=";
        assert!(page.starts_with(expected), "{page}");
    }
}

#[tokio::test]
async fn without_settings_auth0_shows_its_own_page() {
    let runtime = runtime().await;
    for run in [
        run().without("VESTIBULE_URL"),
        run().secret("VESTIBULE_URL", ""),
        run().secret("VESTIBULE_URL", "login.acme.test"),
        run().secret("VESTIBULE_URL", "http://login.acme.test"),
    ] {
        let result: ExecutionResult = run.on(&runtime).await;
        assert_untouched(&result);
        assert_eq!(result.result_url, None);
        assert_eq!(failure(&result), "settings");
    }
}

#[tokio::test]
async fn the_address_is_all_that_it_needs() {
    let mut run = run();
    run.secrets.retain(|name, _| name == "VESTIBULE_URL");
    assert!(page_of(run).await.starts_with(EDGE));
}
